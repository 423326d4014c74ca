/* netsh about other things than exclusions and dynamic ranges. Private to sim/.
 */
#ifndef PP_SIM_STEPS_WINSTEPS_NETSH_H
#define PP_SIM_STEPS_WINSTEPS_NETSH_H

#include "step_words.h"

/* The words behind `netsh`; false: no command that is known here. */
bool pps_step_parse_netsh(struct step_parser *parser);

#endif
