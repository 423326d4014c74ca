/*
 * CSV as PowerShell and systeminfo write it, seen from its heads: which fields
 * of the rows below hold names.
 */
#ifndef PP_REDACT_REDACT_CSV_H
#define PP_REDACT_REDACT_CSV_H

#include "base/bounds.h"
#include "redact_words.h"

/* From line to line; all zero at the start. */
struct pp_redact_csv {
    bool is_open; /* heads were read, and one of them is of a name */
    char delimiter;
    size_t count;
    enum pp_redact_value values[PP_LIMIT_PS_COLUMNS]; /* of the fields */
};

/* Reads a line as heads, as a row, or as neither. Of a row, how many cells it
 * has, else 0; cells are views into the line without their quotes. */
size_t pp_redact_csv_line(struct pp_redact_csv *csv,
                          const struct pp_redact_words *words,
                          struct pp_sv line,
                          struct pp_sv cells[PP_LIMIT_PS_COLUMNS]);

#endif
