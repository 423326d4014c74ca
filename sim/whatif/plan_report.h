/*
 * A plan inside the reports of what-if. Private to sim/.
 */
#ifndef PP_SIM_WHATIF_PLAN_REPORT_H
#define PP_SIM_WHATIF_PLAN_REPORT_H

#include "portplansim/whatif.h"

#include "json/json_node.h"

/* "Plan: 1 to add, ..." and its changes; nothing for steps that only ask.
 * Where a single step changes things and chance has no part, its own lines
 * are the plan already, and the first line stands alone. */
void plan_text(struct pp_buf *buf,
               const struct pp_style *style,
               const struct pps_whatif *whatif);

/* The member `plan`. */
void plan_json(struct pp_json *doc, const struct pps_plan *plan);

#endif
