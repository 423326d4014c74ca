/*
 * The bytes of a view by what they are. A set of bytes is a string; NUL is in
 * none.
 */
#ifndef PP_BASE_BYTES_H
#define PP_BASE_BYTES_H

#include "portplan/sv.h"

#define PP_DIGITS     "0123456789"
#define PP_HEX_DIGITS PP_DIGITS "ABCDEFabcdef"

bool pp_is_one_of(char c, const char *set);

/* Whether some byte of the text is in the set, or every one. */
bool pp_has_one_of(struct pp_sv text, const char *set);
bool pp_is_all_of(struct pp_sv text, const char *set);

/* How many bytes at the beginning are ASCII letters, digits or in the set;
 * whether every one is. */
size_t pp_word_len(struct pp_sv text, const char *others);
bool pp_is_all_word(struct pp_sv text, const char *others);

/* Without the bytes of the set at the beginning, or at the end. */
struct pp_sv pp_trim_start(struct pp_sv text, const char *set);
struct pp_sv pp_trim_end(struct pp_sv text, const char *set);

/* Where the text goes on behind the last `c`; 0 without one. */
size_t pp_behind_last(struct pp_sv text, char c);

/* The text up to the next `end`, or all of it; what is behind that is left. */
struct pp_sv pp_take_until(struct pp_sv *io_rest, char end);

/* The value of a hexadecimal digit, or 16 for anything else. */
unsigned pp_hex_digit(char c);

/* The whole text as a hexadecimal number of 1 to `max_digits` digits. */
bool pp_hex_to_u64(struct pp_sv text, size_t max_digits, uint64_t *ret_value);

#endif
