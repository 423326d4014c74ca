/*
 * CSV as PowerShell and systeminfo write it, seen from its heads: which fields
 * of the rows below hold names.
 */
#ifndef PP_REDACT_REDACT_CSV_H
#define PP_REDACT_REDACT_CSV_H

#include "base/bounds.h"
#include "redact_scan.h"

/* From line to line; all zero at the start. */
struct pp_redact_csv {
    bool is_open; /* heads were read, and one of them is of a name */
    enum pp_redact_pattern field; /* by the delimiter */
    size_t count;
    enum pp_redact_value values[PP_LIMIT_PS_COLUMNS]; /* of the fields */
};

/* Reads a line as heads, as a row, or as neither. */
void pp_learn_csv(struct pp_redact_csv *csv, struct pp_scan *scan);

#endif
