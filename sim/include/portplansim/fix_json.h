/* The answer of `fix` as JSON. */
#ifndef PORTPLANSIM_FIX_JSON_H
#define PORTPLANSIM_FIX_JSON_H

#include "portplansim/fix.h"

/* The document portplan.fix/1; what goes wrong is in buf->status. */
PP_API void pps_fix_json(struct pp_buf *buf, const struct pps_fix *fix);

#endif
