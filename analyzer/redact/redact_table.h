/*
 * Tables, CSV and lists of accounts, line by line.
 */
#ifndef PP_REDACT_REDACT_TABLE_H
#define PP_REDACT_REDACT_TABLE_H

#include "base/bounds.h"
#include "parse/powershell/ps_columns.h"
#include "redact_scan.h"

/* CSV, from line to line. */
struct pp_redact_csv {
    bool is_open; /* heads were read, and one of them is of a name */
    enum pp_redact_pattern field; /* by the delimiter */
    size_t count;
    enum pp_redact_value values[PP_LIMIT_PS_COLUMNS]; /* of the fields */
};

/* From line to line. */
struct pp_table_memory {
    struct pp_buf above; /* the line above: it may be titles */
    bool has_table;
    struct pp_ps_columns columns;
    enum pp_redact_value values[PP_LIMIT_PS_COLUMNS]; /* of the columns */
    bool is_list_next; /* below the next ruler stand accounts */
    bool has_list;
    struct pp_redact_csv csv;
};

void pp_table_memory_init(struct pp_table_memory *table);
void pp_table_memory_done(struct pp_table_memory *table);

void pp_learn_tables(struct pp_table_memory *table, struct pp_scan *scan);

#endif
