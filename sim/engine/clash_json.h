/* What stood in the way of a step, in JSON. Private to sim/. */
#ifndef PP_SIM_ENGINE_CLASH_JSON_H
#define PP_SIM_ENGINE_CLASH_JSON_H

#include "portplansim/outcome.h"

#include "json/json_write.h"

/* The member `in_the_way`; with its ports and its place where these are not
 * said already. */
void pps_clash_json(struct pp_json *row,
                    const struct pps_clash *clash,
                    bool has_place);

#endif
