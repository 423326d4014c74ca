/*
 * The table of Windows' generations cut into rows for printing: eras that
 * share a cell are one row. Text, Markdown and JSON print the same rows.
 */
#ifndef PP_EPHEMERAL_WINDOWS_ROWS_H
#define PP_EPHEMERAL_WINDOWS_ROWS_H

#include "portplan/buf.h"

#include "knowledge/windows.h"

struct windows_row {
    enum pp_windows_property property;
    unsigned eras; /* a bit an era */
    const struct pp_windows_cell *cell;
};

/* The next row of the table; false behind the last. `*row` all zero begins:
 * set `property` to 0 and `eras` to 0. */
bool windows_next_row(struct windows_row *row);

/* "nt4, nt5": the names of the eras. */
void add_era_names(struct pp_buf *buf, unsigned eras);

/* The seed's table (Cadzow, Choosing a TCP port), one row an era of its own
 * rules: what MaxUserPort means, the range without and with it, its bounds. */
enum {
    WINDOWS_SUMMARY_COLUMNS = 6,
    WINDOWS_SUMMARY_ROWS = 4
};
const char *windows_summary_head(size_t column);
/* Appends one cell of the summary. */
void add_windows_summary(struct pp_buf *buf, size_t row, size_t column);

#endif
