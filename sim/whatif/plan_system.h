/* What a plan compares beside ports. Private to sim/. */
#ifndef PP_SIM_WHATIF_PLAN_SYSTEM_H
#define PP_SIM_WHATIF_PLAN_SYSTEM_H

#include "portplansim/plan.h"

#include "sim/state/state.h"

/* Calls `report` for each service, feature, value and update that is another
 * at the end than it was captured. */
struct plan_listener {
    void *user;
    enum pp_status (*report)(void *user, const struct pps_plan_change *change);
};
enum pp_status
pps_plan_compare_system(const struct pps_state *start,
                        const struct pps_state *end,
                        const struct plan_listener *listener) PP_MUST_CHECK;

#endif
