/* The document portplan.count/1: totals on one line. */
#ifndef PP_SHOW_SHOW_COUNT_H
#define PP_SHOW_SHOW_COUNT_H

#include "portplan/load.h"

/* One line: the document portplan.count/1. */
void pp_show_count(struct pp_buf *buf, const struct pp_load_totals *totals);

#endif
