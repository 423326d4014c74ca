/* The answer of `what-if` as JSON. */
#ifndef PP_SIM_WHATIF_WHATIF_JSON_H
#define PP_SIM_WHATIF_WHATIF_JSON_H

#include "portplan/buf.h"
#include "portplansim/whatif.h"

/* The document portplan.what-if/1; what goes wrong is in buf->status. */
void pps_whatif_json(struct pp_buf *buf, const struct pps_whatif *whatif);

#endif
