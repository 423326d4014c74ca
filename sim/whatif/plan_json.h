/* A plan in JSON. Private to sim/. */
#ifndef PP_SIM_WHATIF_PLAN_JSON_H
#define PP_SIM_WHATIF_PLAN_JSON_H

#include "portplansim/plan.h"

#include "json/json_write.h"

/* The member `plan`. */
void pps_plan_json(struct pp_json *doc, const struct pps_plan *plan);

#endif
