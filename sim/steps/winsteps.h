/* Windows commands as steps. Private to sim/. */
#ifndef PP_SIM_STEPS_WINSTEPS_H
#define PP_SIM_STEPS_WINSTEPS_H

#include "step_words.h"

/* False: `text` is not a Windows command that is known here. */
bool pps_step_parse_windows(struct step_parser *parser, struct pp_sv text);
#endif
