/* The answer of `fix` as JSON. */
#ifndef PP_SIM_FIX_FIX_JSON_H
#define PP_SIM_FIX_FIX_JSON_H

#include "check/exhaustion.h"
#include "fix.h"

/* The document portplan.fix/1, with what the captures say of no port; NULL:
 * that is not asked. What goes wrong is in buf->status. */
void pps_fix_json(struct pp_buf *buf,
                  const struct pps_fix *fix,
                  const struct pp_show *show,
                  const struct pp_exhaustion *exhaustion);

#endif
