/* The step language. Private to sim/. */
#ifndef PP_SIM_STEPS_STEP_H
#define PP_SIM_STEPS_STEP_H

#include "step_words.h"

/* Fill parser->step, or fail through step_fail. */
void pps_step_parse_native(struct step_parser *parser, struct pp_sv text);

#endif
