/* The answer of `fix` as JSON. */
#ifndef PP_SIM_FIX_FIX_JSON_H
#define PP_SIM_FIX_FIX_JSON_H

#include "fix.h"

/* The document portplan.fix/1; what goes wrong is in buf->status. */
void pps_fix_json(struct pp_buf *buf, const struct pps_fix *fix);

#endif
