/* What is known of commands that are not simulated. Private to sim/. */
#ifndef PP_SIM_STEPS_REMARK_WORDS_H
#define PP_SIM_STEPS_REMARK_WORDS_H

#include "portplansim/scenario.h"

/* One sentence, lower case, no full stop; static. NULL for PPS_REMARK_NONE. */
const char *pps_remark_text(enum pps_remark remark);

#endif
