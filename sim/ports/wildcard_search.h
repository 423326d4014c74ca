/*
 * What the models of wildcard picking share: looking for free ports in a
 * request's range, 64 at a time. A port is free when it lies in the range, is
 * not 0 and stands in neither set of the request.
 */
#ifndef PP_SIM_PORTS_WILDCARD_SEARCH_H
#define PP_SIM_PORTS_WILDCARD_SEARCH_H

#include "portplansim/wildcard.h"

/* The lowest free port at or above `from`, then, behind the end of the range,
 * the lowest of all; 0 where there is none. */
uint16_t pps_wildcard_next_free(const struct pps_wildcard_request *request,
                                uint32_t from);

/*
 * The pointer of `protocol`: whether it has to be placed, because nothing was
 * picked yet or it is not in the range any more; and the pick that leaves it
 * behind the port given. What is not in the range wraps to its first port.
 */
bool pps_wildcard_must_begin(const struct pps_wildcard_state *state,
                             enum pp_protocol protocol,
                             struct pp_range range);
uint16_t pps_wildcard_advance(struct pps_wildcard_state *state,
                              enum pp_protocol protocol,
                              const struct pps_wildcard_request *request);

/* Any free port that is not in `besides` (NULL: nothing), each with the same
 * chance; 0 where there is none. */
uint16_t pps_wildcard_any_free(const struct pps_wildcard_request *request,
                               const struct pp_portset *besides,
                               struct pps_prng *prng);

#endif
