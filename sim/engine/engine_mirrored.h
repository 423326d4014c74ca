/* WSL's mirrored networking. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_MIRRORED_H
#define PP_SIM_ENGINE_ENGINE_MIRRORED_H

#include "rule.h"

/* WSL's mirrored networking lets go of its ports, and takes others. */
enum pp_status pps_release_mirrored(struct rule *rule) PP_MUST_CHECK;
/* `wsl --shutdown`: until WSL starts again, its ports are free. */
bool pps_is_wsl_shutdown(const struct pps_step *step);
enum pp_status pps_remake_mirrored(struct rule *rule) PP_MUST_CHECK;

#endif
