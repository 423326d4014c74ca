/* The members of the document portplan.ephemeral/1 that tell the range. */
#ifndef PP_EPHEMERAL_EPHEMERAL_JSON_H
#define PP_EPHEMERAL_EPHEMERAL_JSON_H

#include "json/json_node.h"
#include "model/ephemeral.h"

/* Members of the document portplan.ephemeral/1: those of TCP, and the same of
 * UDP in a member of its own, null where both share one range. */
void pp_ephemeral_json(struct pp_json *doc,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp);

#endif
