/*
 * Ranges of exclusions in a sentence or a list, `49670-49769, 49770-49869*`:
 * how people report a table without pasting it. Taken only where the capture
 * holds no table at all, and where words tie the numbers to exclusions.
 */
#ifndef PP_PARSE_NETSH_PROSE_H
#define PP_PARSE_NETSH_PROSE_H

#include "base/vec.h"
#include "parse/line/context.h"

struct pp_prose_range {
    struct pp_range range;
    uint64_t line;
    uint32_t column;
    bool has_star;
    bool is_joined;    /* two numbers, not one */
    bool has_protocol; /* named on its line, in front of it */
    enum pp_protocol protocol;
};

struct pp_prose {
    PP_VEC(struct pp_prose_range) ranges;
    struct pp_hold held; /* lines that gave ranges */
    uint64_t last_line;
    bool is_elided;
    bool is_star_denied; /* the text says that no row has a star */
    bool has_protocol;   /* named by a line with a word for exclusions, or by a
                          * heading: for ranges whose line names none */
    enum pp_protocol protocol;
    bool has_anchor; /* a whole sentence with a word for exclusions */
};

void pp_prose_done(struct pp_prose *prose);

/* Whether an English or German sentence says that no row has a star: "no row
 * has a star", "none of them is administered". */
bool pp_denies_star(struct pp_sv text);

/* Looks for ranges in a piece of a line that no table wanted. */
enum pp_status pp_prose_take(struct pp_prose *prose,
                             struct pp_context *context,
                             struct pp_sv text) PP_MUST_CHECK;

/* At the end of a capture without a table: emits what was found. */
enum pp_status pp_prose_emit(struct pp_prose *prose,
                             struct pp_context *context) PP_MUST_CHECK;

#endif
