/* The document portplan.diff/1. */
#ifndef PP_DIFF_DIFF_JSON_H
#define PP_DIFF_DIFF_JSON_H

#include "diff_view.h"

/* The document portplan.diff/1. */
void pp_diff_json(struct pp_buf *buf, const struct pp_diff_view *view);

#endif
