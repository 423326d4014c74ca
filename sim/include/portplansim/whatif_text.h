/* The answer of `what-if` for people. */
#ifndef PORTPLANSIM_WHATIF_TEXT_H
#define PORTPLANSIM_WHATIF_TEXT_H

#include "portplansim/whatif.h"

#include "print/style.h"

/* For people. `capture_names` gives the names of places (by index); it may be
 * NULL: then lines are named alone. */
PP_API void pps_whatif_text(struct pp_buf *buf,
                            const struct pp_style *style,
                            const struct pps_whatif *whatif,
                            const struct pp_sv *capture_names,
                            size_t capture_count);

#endif
