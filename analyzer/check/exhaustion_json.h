/* Ephemeral ports that ran out, for programs. */
#ifndef PP_CHECK_EXHAUSTION_JSON_H
#define PP_CHECK_EXHAUSTION_JSON_H

#include "exhaustion.h"
#include "json/json_write.h"

/* The member `exhaustion`, where there is something to say. */
void pp_exhaustion_json(struct pp_json *doc,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found);

#endif
