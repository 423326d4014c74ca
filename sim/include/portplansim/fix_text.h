/* The answer of `fix` for people. */
#ifndef PORTPLANSIM_FIX_TEXT_H
#define PORTPLANSIM_FIX_TEXT_H

#include "portplansim/fix.h"

#include "print/style.h"

/* For people. `capture_names` gives the names of places (by index); it may be
 * NULL: then lines are named alone. */
PP_API void pps_fix_text(struct pp_buf *buf,
                         const struct pp_style *style,
                         const struct pps_fix *fix,
                         const struct pp_sv *capture_names,
                         size_t capture_count);

#endif
