/*
 * Where a name may begin and end, beyond ASCII: accounts are called Müller,
 * ИВАН and 张伟.
 */
#ifndef PP_REDACT_REDACT_FOLD_H
#define PP_REDACT_REDACT_FOLD_H

#include "portplan/sv.h"

/* A letter or a digit: part of a word. */
bool pp_redact_is_letter(uint32_t code);

/* A letter of a script that puts no blanks between words. */
bool pp_redact_is_ideograph(uint32_t code);

/* Whether the byte is one of these; a NUL is none. */
bool pp_redact_is_one_of(char c, const char *bytes);

/* Whether a word may begin, or end, between the letters around `at`. An
 * escape such as `\n` in front is no part of a word. */
bool pp_redact_is_edge(struct pp_sv line, size_t at);

#endif
