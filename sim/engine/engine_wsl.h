/* WSL's mirrored networking. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_WSL_H
#define PP_SIM_ENGINE_ENGINE_WSL_H

#include "rule.h"

/* HNS reserves a run of ports for it. */
enum pp_status pps_remake_mirrored(struct rule *rule) PP_MUST_CHECK;
/* It lets go of them. */
enum pp_status pps_release_mirrored(struct rule *rule) PP_MUST_CHECK;

/* Whether the step runs WSL: `wsl`, `wsl -d Debian`, not `wsl --list`. */
bool pps_step_starts_wsl(const struct pps_step *step);
/* A command line of WSL: it starts, shuts down, or does neither. */
enum pp_status pps_rule_wsl(struct rule *rule) PP_MUST_CHECK;

#endif
