/* A step as text: in the step language, and as the Windows command. */
#ifndef PP_SIM_STEPS_STEP_TEXT_H
#define PP_SIM_STEPS_STEP_TEXT_H

#include "portplan/buf.h"
#include "portplansim/scenario.h"

/* In full words, as pps_scenario_parse reads it back. */
void pps_step_text(struct pp_buf *buf, const struct pps_step *step);

/* What is expected, in one word: "bindable", "blocked"; static. */
const char *pps_expectation_name(const struct pps_expect *expect);

/* What does it on Windows; nothing where no command does. */
void pps_step_command(struct pp_buf *buf, const struct pps_step *step);

#endif
