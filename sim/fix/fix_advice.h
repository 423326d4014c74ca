/* What helps where no commands do. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_ADVICE_H
#define PP_SIM_FIX_FIX_ADVICE_H

#include "fix_words.h"

/* The advice of check on the ports, below the cause. */
void pps_fix_add_advice(struct fix_text *text,
                        const struct pp_check_span *span);

#endif
