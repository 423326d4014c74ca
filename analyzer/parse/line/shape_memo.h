/*
 * The shapes of lines seen before. netsh prints the same title, column
 * titles, underline and legend around every table, so in a large capture the
 * work of recognising them is done once.
 *
 * Only shapes that depend on nothing but the line's bytes are kept; rows and
 * prose are not.
 */
#ifndef PP_PARSE_LINE_SHAPE_MEMO_H
#define PP_PARSE_LINE_SHAPE_MEMO_H

#include "shape.h"

enum {
    PP_MEMO_SLOTS = 64, /* languages x frame lines of one capture, and more */
    PP_MEMO_WAYS = 4,   /* slots that a line may be in: fewer lines push each
                         * other out */
    PP_MEMO_LINE_BYTES = 120,
};

struct pp_memo_slot {
    size_t len; /* 0: empty */
    char bytes[PP_MEMO_LINE_BYTES];
    size_t piece_offset;
    size_t piece_len;
    bool is_piped;
    enum pp_shape_kind kind;
    enum pp_title_kind title;
    enum pp_protocol protocol;
    size_t dash_groups;
    const struct pp_locale *locale;
};

/* All zero is empty. */
struct pp_shape_memo {
    struct pp_memo_slot slots[PP_MEMO_SLOTS];
};

/* Fills the shape if this very line is known. */
bool pp_shape_memo_find(const struct pp_shape_memo *memo,
                        struct pp_sv line,
                        struct pp_shape *ret_shape);

/* Remembers the shape if it is of a kind that is kept. */
void pp_shape_memo_keep(struct pp_shape_memo *memo,
                        struct pp_sv line,
                        const struct pp_shape *shape);

#endif
