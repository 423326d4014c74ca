/*
 * Taking the paste off a line: what forums, chat programs, source code and
 * web pages put around Windows' output. One line in, one or more pieces out
 * (a string literal may hold a whole table). Knows no table, only wrappings;
 * never changes a digit.
 */
#ifndef PP_PARSE_LINE_CLEAN_H
#define PP_PARSE_LINE_CLEAN_H

#include "portplan/buf.h"

/* A line without the wrappings known to stand around pasted text. */
struct pp_piece {
    struct pp_sv text; /* trimmed; may point into the scratch buffer */
    bool is_piped;     /* cells of a table drawn with `|` */
};

/* Blanks of every kind that pastes hold, at both ends: blank, tab, no-break
 * and ideographic space, byte-order and direction marks. */
struct pp_sv pp_trim_wide(struct pp_sv text);
/* The length of the one at `at`, or 0. */
size_t pp_wide_blank_at(struct pp_sv text, size_t at);

/* A line that only opens or closes a code block: ``` or ~~~ and a word. */
bool pp_is_fence(struct pp_sv trimmed);

/*
 * Undoes HTML tags and entities and literal `\n` escapes. Returns the text
 * with real newlines between its pieces: `line` itself where nothing had to
 * be done, else the contents of `scratch`.
 */
struct pp_sv pp_unwrap_line(struct pp_sv line, struct pp_buf *scratch);

/* Takes off the front of a line: quote marks, comment marks, bullets, time
 * stamps; quotes around the text stay. */
struct pp_sv pp_strip_marks(struct pp_sv text);

/* Takes quote marks, prefixes, bullets, quotes and backslashes off a piece. */
struct pp_piece pp_clean_piece(struct pp_sv text);

#endif
