/* PowerShell's cmdlets as steps. Private to sim/. */
#ifndef PP_SIM_STEPS_WINSTEPS_POWERSHELL_H
#define PP_SIM_STEPS_WINSTEPS_POWERSHELL_H

#include "step_words.h"

/* False: the words of the parser are no cmdlet that is known here. */
bool pps_step_parse_powershell(struct step_parser *parser);

#endif
