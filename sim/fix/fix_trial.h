/* One cure, tried on the machine. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_TRIAL_H
#define PP_SIM_FIX_FIX_TRIAL_H

#include "fix_case.h"

/* Plays the cure with a restart behind it and fills the trial, which is all
 * zero. What it holds is the trial's, on failure too. */
enum pp_status pps_fix_try(const struct fix_case *fix_case,
                           const struct pps_cure *cure,
                           struct pps_fix_trial *trial) PP_MUST_CHECK;

#endif
