/* A plan for people. Private to sim/. */
#ifndef PP_SIM_WHATIF_PLAN_TEXT_H
#define PP_SIM_WHATIF_PLAN_TEXT_H

#include "portplansim/whatif.h"

#include "print/style.h"

/* "Plan: 1 to add, ..." and its changes; nothing for steps that only ask.
 * Where a single step changes things and chance has no part, its own lines
 * are the plan already, and the first line stands alone. */
void pps_plan_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pps_whatif *whatif);

#endif
