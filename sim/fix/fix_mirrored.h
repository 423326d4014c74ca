/* WSL's mirrored networking, and ports that it may take. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_MIRRORED_H
#define PP_SIM_FIX_FIX_MIRRORED_H

#include "fix_case.h"

/* Looks for WSL's mirrored networking and fills fix->mirrored and the case. */
enum pp_status
pps_fix_simulate_mirrored(struct pps_fix *fix,
                          struct fix_case *fix_case) PP_MUST_CHECK;

/* Whether the port can be bound now, and the run may lie there after a
 * restart. */
bool pps_fix_may_be_mirrored(const struct pps_fix *fix,
                             const struct pp_check_span *span);

#endif
