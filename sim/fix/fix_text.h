/* The answer of `fix` for people. */
#ifndef PP_SIM_FIX_FIX_TEXT_H
#define PP_SIM_FIX_FIX_TEXT_H

#include "fix.h"
#include "print/style.h"

/* For people. `capture_names` gives the names of places (by index); it may be
 * NULL: then lines are named alone. */
void pps_fix_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pps_fix *fix,
                  const struct pp_sv *capture_names,
                  size_t capture_count);

#endif
