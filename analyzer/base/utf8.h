/*
 * UTF-8: reading code points, columns and widths, and making text safe to
 * show. Nothing here fails on bytes that are not UTF-8: they are counted one
 * by one and shown as \xNN.
 */
#ifndef PP_BASE_UTF8_H
#define PP_BASE_UTF8_H

#include "portplan/buf.h"

enum {
    PP_UTF8_INVALID = 0x110000, /* a byte that begins no valid sequence */
    PP_UTF8_MAX_BYTES = 4,      /* of one code point */
};

/* The code point at byte `at` and its length in bytes. A byte that begins no
 * valid sequence (overlong, surrogate, cut, stray) is PP_UTF8_INVALID of
 * length 1, so that a loop always advances. 0 at the end of the text. */
size_t pp_utf8_next(struct pp_sv text, size_t at, uint32_t *ret_code);

/* Writes a code point; returns its length. A surrogate or a value above
 * U+10FFFF is written as U+FFFD. */
size_t pp_utf8_encode(uint32_t code, char into[PP_UTF8_MAX_BYTES]);

/* True if the text is valid UTF-8 from end to end; the empty text is. */
bool pp_utf8_is_valid(struct pp_sv text);

/* How many bytes of the text belong to no valid sequence. */
size_t pp_utf8_count_invalid(struct pp_sv text);

/* The longest beginning of the text of at most `max_bytes` that does not end
 * inside a valid sequence. */
struct pp_sv pp_utf8_clip(struct pp_sv text, size_t max_bytes);

/* Code points in the text, an invalid byte counting as one: the column of
 * file:line:column is this of the text before, plus one. */
size_t pp_utf8_columns(struct pp_sv text);

/* Cells of a terminal: 0 for combining and invisible characters, 2 for wide
 * and full-width ones, 1 for all others (controls too). */
unsigned pp_utf8_code_width(uint32_t code);
size_t pp_utf8_width(struct pp_sv text);

/* True for what must not reach a terminal or be invisible in a report:
 * controls (C0, DEL, C1), bidirectional controls, zero-width characters,
 * line and paragraph separators, PP_UTF8_INVALID. */
bool pp_utf8_is_unsafe(uint32_t code);

/* Appends the text so that it is one safe line: a tab becomes a blank, an
 * ASCII control and an invalid byte \xNN, any other unsafe code point
 * \u{NNNN}. What is safe stays as it is, a backslash too: the result is to be
 * read by people, not to be decoded. */
void pp_escape_text(struct pp_buf *out, struct pp_sv text);

#endif
