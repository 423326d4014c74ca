/*
 * The lines of `diff` about rows and sockets. Private to report/.
 */
#ifndef PP_DIFF_DIFF_LINES_H
#define PP_DIFF_DIFF_LINES_H

#include "diff.h"
#include "diff_view.h"
#include "print/table.h"

enum {
    DIFF_INDENT = 2
};

/* The answer in the making. */
struct diff_text {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pp_diff_view *view;
};

/* A row of a table in the making: what, whose, and where on both sides. */
struct diff_cells {
    struct pp_buf what;
    struct pp_buf whose;
    struct pp_buf before;
    struct pp_buf after;
};
extern const char pp_diff_cell_layout[];

void pp_diff_cells_init(struct diff_cells *cells);
/* Adds the row with its places, of which one may be NULL; frees the cells. */
void pp_diff_cells_end(struct diff_cells *cells,
                       const struct diff_text *text,
                       struct table *table,
                       char mark,
                       const struct pp_place *const places[2]);

/* How many of so many lines are shown, and what is said of the others. */
size_t pp_diff_shown_of(const struct diff_text *text, size_t count);
void pp_diff_add_rest(const struct diff_text *text, size_t count, size_t shown);

/* The rows that differ, by their ports. */
enum pp_status
pp_diff_write_rows(const struct diff_text *text,
                   const struct pp_diff_table *table) PP_MUST_CHECK;
/* The ports that sockets gave up or took. */
void pp_diff_write_sockets(const struct diff_text *text,
                           const struct pp_diff_sockets *sockets);

#endif
