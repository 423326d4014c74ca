/* What keeps the standing of a port from being certain. */
#ifndef PP_MODEL_LIMITS_H
#define PP_MODEL_LIMITS_H

#include "portplan/limit.h"

#include "standing.h"

/* The limits of an answer about one port: why it is unknown, or what could
 * still turn a yes into a no. None for a port that is blocked or in use. */
struct pp_limits pp_limits_of(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              uint16_t port,
                              const struct pp_bind_answer *answer);

#endif
