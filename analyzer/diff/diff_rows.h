/* The rows of two tables, side by side. */
#ifndef PP_DIFF_DIFF_ROWS_H
#define PP_DIFF_DIFF_ROWS_H

#include "diff.h"

/* Adds a pair of rows at the end; one of the two may be NULL. */
enum pp_status pp_diff_rows_add(struct pp_diff_rows *rows,
                                const struct pp_exclusion *before,
                                const struct pp_exclusion *after) PP_MUST_CHECK;

/* Fills the table of the protocol, which is empty, but for the moves. */
enum pp_status pp_diff_rows_compare(struct pp_diff *diff,
                                    enum pp_protocol protocol) PP_MUST_CHECK;

#endif
