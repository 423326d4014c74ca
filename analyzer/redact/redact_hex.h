/*
 * Registry data written in hexadecimal: a string of UTF-16 or of bytes hides
 * in `hex(7):61,00,...` and behind REG_BINARY. Its length may matter to
 * whoever reads it, so what is secret in it is made `x`, letter by letter.
 *
 * A value goes on over lines that end in a backslash; they are gathered until
 * it ends.
 */
#ifndef PP_REDACT_REDACT_HEX_H
#define PP_REDACT_REDACT_HEX_H

#include "redact_scan.h"

/* A gathered value: whole lines with their ends, and where each byte's two
 * digits stand in them. */
struct pp_hex_value {
    struct pp_buf lines;
    PP_VEC(size_t) digits; /* of each byte, the first */
    bool is_open;          /* the next line belongs to it */
};

void pp_hex_init(struct pp_hex_value *value);
void pp_hex_done(struct pp_hex_value *value);

/* Whether the scan's line, which ends in `end`, begins a value, or goes on with
 * the open one; then it is gathered. After a line without a backslash at its
 * end the value is whole and `is_open` false. */
enum pp_status pp_hex_take(struct pp_hex_value *value,
                           const struct pp_scan *scan,
                           const char *end,
                           bool *ret_taken) PP_MUST_CHECK;

/* Learns from a whole value, or marks and overwrites what is secret in it;
 * `scan` gives names, mode and line number. Counts the bytes overwritten. */
enum pp_status pp_hex_scan(struct pp_hex_value *value,
                           const struct pp_scan *scan,
                           uint64_t *io_masked) PP_MUST_CHECK;

#endif
