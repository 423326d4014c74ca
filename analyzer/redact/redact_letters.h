/*
 * Bytes and letters of a line: where a name may begin and end, beyond ASCII
 * too, because accounts are called Müller, ИВАН and 张伟.
 */
#ifndef PP_REDACT_REDACT_LETTERS_H
#define PP_REDACT_REDACT_LETTERS_H

#include "portplan/sv.h"

/* The byte at `at`; NUL behind the end. */
char pp_redact_byte(struct pp_sv line, size_t at);

bool pp_redact_is_separator(char c);

/* An ASCII letter or digit, or a byte beyond ASCII. */
bool pp_redact_is_word_byte(char c);

/* Whether one of the bytes could be of a letter. */
bool pp_redact_has_letter(struct pp_sv word);

/* The length of `.exe` behind a name, or 0. */
size_t pp_redact_exe_len(struct pp_sv name);

/* A letter or a digit: part of a word. */
bool pp_redact_is_letter(uint32_t code);

/* A letter of a script that puts no blanks between words. */
bool pp_redact_is_ideograph(uint32_t code);

/* Whether a word may begin, or end, between the letters around `at`. An
 * escape such as `\n` before it does not belong to a word. */
bool pp_redact_is_edge(struct pp_sv line, size_t at);

/* The later part of a name that was looked at as a whole: behind a mark, or
 * inside a word of a script without blanks. */
bool pp_redact_is_later_part(struct pp_sv line, size_t at);

/* The end of the word at `at`: word bytes and bytes of `others`, at most
 * PP_LIMIT_REDACT_NAME_BYTES, so that a long line is read once. */
size_t pp_redact_word_end(struct pp_sv line, size_t at, const char *others);

/* The same without the bytes of `loose` at its end. */
size_t pp_redact_name_end(struct pp_sv line,
                          size_t at,
                          const char *others,
                          const char *loose);

#endif
