/* What surrounds a pasted command. Private to sim/. */
#ifndef PP_SIM_STEPS_PROMPT_H
#define PP_SIM_STEPS_PROMPT_H

#include "portplan/sv.h"

/* The step without the prompt, bullet, quotes or backticks around it. */
struct pp_sv pps_step_strip_prompt(struct pp_sv text);

/* Whether a prompt of a shell stands in front: then lines without
 * one are what commands printed. */
bool pps_step_has_prompt(struct pp_sv text);

#endif
