/* The answer of `what-if` as JSON. */
#ifndef PP_SIM_WHATIF_WHATIF_JSON_H
#define PP_SIM_WHATIF_WHATIF_JSON_H

#include "portplan/buf.h"
#include "portplansim/whatif.h"

#include "json/json_write.h"

/* The document portplan.what-if/1; what goes wrong is in buf->status. */
void pps_whatif_json(struct pp_buf *buf, const struct pps_whatif *whatif);

/* What stood in the way of a step, as the member `in_the_way`; with its ports
 * and its place where these are not said already. */
void pps_whatif_json_clash(struct pp_json *row,
                           const struct pps_clash *clash,
                           bool has_place);

#endif
