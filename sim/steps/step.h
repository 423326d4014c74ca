/* The step language. Private to sim/. */
#ifndef PP_SIM_STEPS_STEP_H
#define PP_SIM_STEPS_STEP_H

#include "portplansim/scenario.h"

#include "step_words.h"

/* Fill `step`, or fail through step_fail. */
void pps_step_parse_native(struct step_parser *parser,
                           struct pp_sv text,
                           struct pps_step *step);

#endif
