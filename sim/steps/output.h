/* What commands print. Private to sim/. */
#ifndef PP_SIM_STEPS_OUTPUT_H
#define PP_SIM_STEPS_OUTPUT_H

#include "portplan/sv.h"

/* Whether the line is surely output of a command that a recipe has, pasted with
 * the commands. */
bool pps_is_output(struct pp_sv text);

/* Whether the line says what Windows answered; 0: ok. */
bool pps_printed_answer(struct pp_sv text, uint32_t *ret_error);

/* Whether the line is a part of PowerShell's report of an error, which repeats
 * the command that failed. */
bool pps_is_error_report(struct pp_sv line);

#endif
