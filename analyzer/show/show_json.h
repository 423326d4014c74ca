/* The documents portplan.show/1 and portplan.count/1. */
#ifndef PP_SHOW_SHOW_JSON_H
#define PP_SHOW_SHOW_JSON_H

#include "portplan/buf.h"
#include "portplan/load.h"

#include "print/show_view.h"

/* The document portplan.show/1. */
void pp_show_json(struct pp_buf *buf, const struct pp_show *show);

/* The document portplan.count/1: totals on one line. */
void pp_show_count(struct pp_buf *buf, const struct pp_load_totals *totals);

#endif
