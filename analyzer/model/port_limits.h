/* What keeps the standing of a port from being certain. */
#ifndef PP_MODEL_PORT_LIMITS_H
#define PP_MODEL_PORT_LIMITS_H

#include "portplan/limit.h"

#include "standing.h"

/* The limits of an answer about one port: why it is unknown, or what could
 * still turn a yes into a no. None for a port that is blocked or in use. */
struct pp_limits pp_limits_of(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              uint16_t port,
                              const struct pp_bind_answer *answer);

/* Of the first gap that meets the ports; false: none does. */
bool pp_limit_of_gap(const struct pp_machine *machine,
                     enum pp_protocol protocol,
                     struct pp_range ports,
                     struct pp_limit *ret_limit);
/* Of the refusal that counts for the port; false: there is none. */
bool pp_limit_of_refusal(const struct pp_machine *machine,
                         enum pp_protocol protocol,
                         uint16_t port,
                         struct pp_limit *ret_limit);

#endif
