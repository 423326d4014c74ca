/*
 * `Label : value` lines, as systeminfo, sc, dism and netsh http print them,
 * and copies of short texts, which their parsers need because a line's text is
 * gone when the next line comes.
 */
#ifndef PP_PARSE_LINE_LABEL_H
#define PP_PARSE_LINE_LABEL_H

#include "parser.h"

struct pp_label {
    struct pp_sv label; /* trimmed, without the colon */
    struct pp_sv value; /* trimmed; may be empty */
    bool is_tight;      /* no blank in front of the colon, some behind it */
};

/* Splits at the first colon, of either width; false without one or with
 * nothing in front of it. */
bool pp_label_split(struct pp_sv text, struct pp_label *ret_label);

/* The text of an offer without marks and quotes, whichever of the two ways it
 * was made: a parser that passes over lines must know them for what they
 * are at the first. */
struct pp_sv pp_offer_clean(const struct pp_offer *offer);

/* How many blanks a line begins with. */
size_t pp_indent_of(struct pp_sv line);

enum {
    PP_KEPT_BYTES = 256
};

/* A short text that outlives its line. All zero is empty. */
struct pp_kept_text {
    char bytes[PP_KEPT_BYTES];
    size_t len;
};

/* Keeps a copy; false, and nothing kept, where it is too long. */
bool pp_keep_text(struct pp_kept_text *kept, struct pp_sv text);

struct pp_sv pp_kept_view(const struct pp_kept_text *kept);

#endif
