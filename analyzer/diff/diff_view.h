/* What a difference and both of its sides give to printers. */
#ifndef PP_DIFF_DIFF_VIEW_H
#define PP_DIFF_DIFF_VIEW_H

#include "diff.h"
#include "print/show_view.h"

/* Everything borrowed; the views give the names of the places. */
struct pp_diff_view {
    const struct pp_diff *diff;
    const struct pp_show *before;
    const struct pp_show *after;
    bool all_rows; /* never leave rows out (text only) */
};

#endif
