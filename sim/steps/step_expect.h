/* Expectations of the step language. Private to sim/. */
#ifndef PP_SIM_STEPS_STEP_EXPECT_H
#define PP_SIM_STEPS_STEP_EXPECT_H

#include "step_words.h"

/* What stands behind `expect`. */
void pps_step_parse_expect(struct step_parser *parser);

#endif
