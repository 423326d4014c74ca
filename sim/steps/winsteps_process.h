/* Commands that end processes. Private to sim/. */
#ifndef PP_SIM_STEPS_WINSTEPS_PROCESS_H
#define PP_SIM_STEPS_WINSTEPS_PROCESS_H

#include "step_words.h"

/* `taskkill`, `npx kill-port` and PowerShell's Stop-Process behind their names,
 * with what is piped into it. */
bool pps_step_parse_taskkill(struct step_parser *parser);
bool pps_step_parse_npx(struct step_parser *parser);
void pps_step_parse_stop_process(struct step_parser *parser);

#endif
