/* The cures as steps. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_CURES_H
#define PP_SIM_FIX_FIX_CURES_H

#include "fix_case.h"

bool pps_fix_cure_applies(const struct pps_cure *cure,
                          const struct fix_case *fix_case);
/* Whether the cure is to make room for WSL's run. */
bool pps_fix_cure_makes_room(const struct pps_cure *cure,
                             const struct fix_case *fix_case);
/* Add the steps of the cure, or those that undo it. */
enum pp_status pps_fix_cure_steps(const struct pps_cure *cure,
                                  const struct fix_case *fix_case,
                                  struct pps_scenario *steps) PP_MUST_CHECK;
enum pp_status pps_fix_cure_way_back(const struct pps_cure *cure,
                                     const struct fix_case *fix_case,
                                     struct pps_scenario *steps) PP_MUST_CHECK;
/* What the cure leaves behind in this case: a phrase, static. */
const char *pps_fix_cure_bears(const struct pps_cure *cure,
                               const struct fix_case *fix_case);
/* Whether the way back puts a dynamic range back that no capture shows. */
bool pps_fix_cure_guesses(const struct pps_cure *cure,
                          const struct fix_case *fix_case);

#endif
