/*
 * The columns of a Format-Table: where each begins and ends, by the dash line
 * or the heads, and the cells of a row by that. Positions are in cells of a
 * terminal, as PowerShell counts them.
 */
#ifndef PP_PARSE_POWERSHELL_PS_COLUMNS_H
#define PP_PARSE_POWERSHELL_PS_COLUMNS_H

#include "portplan/sv.h"

#include "base/bounds.h"

struct pp_ps_column {
    size_t first; /* cell of the first dash, or letter of the head */
    size_t end;   /* behind the last one */
};

struct pp_ps_columns {
    size_t count;
    struct pp_ps_column items[PP_LIMIT_PS_COLUMNS];
};

/* The groups of non-blanks of a line; false if there are too many. */
bool pp_ps_find_columns(struct pp_sv line, struct pp_ps_columns *ret_columns);

/* The line is dashes in as many groups as there are columns, and each group
 * is under its head. */
bool pp_ps_is_dash_line(struct pp_sv line,
                        const struct pp_ps_columns *heads,
                        struct pp_ps_columns *ret_columns);

/* Splits a row into `columns->count` trimmed cells, blank ones empty. False
 * if a value lies across two columns and the words are not as many as the
 * columns. */
bool pp_ps_split_row(struct pp_sv line,
                     const struct pp_ps_columns *columns,
                     struct pp_sv cells[PP_LIMIT_PS_COLUMNS]);

#endif
