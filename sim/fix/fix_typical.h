/* Ports of which no table tells: after how many boots of a typical machine they
 * cannot be bound. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_TYPICAL_H
#define PP_SIM_FIX_FIX_TYPICAL_H

#include "fix_case.h"

/* Fills fix->typical. */
enum pp_status
pps_fix_simulate_typical(struct pps_fix *fix,
                         const struct fix_case *fix_case) PP_MUST_CHECK;

/* What was simulated of the span; NULL: nothing. */
const struct pps_fix_typical *
pps_fix_typical_of(const struct pps_fix *fix, const struct pp_check_span *span);

#endif
