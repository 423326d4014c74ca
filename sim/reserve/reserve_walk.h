/*
 * The walk that several reservation models share: first fit upward from a
 * cursor, in bursts. Private to sim/.
 */
#ifndef PP_SIM_RESERVE_RESERVE_WALK_H
#define PP_SIM_RESERVE_RESERVE_WALK_H

#include "reserve.h"

/* Places up to `count` blocks of the request by these parameters (its own are
 * not looked at), and marks them in `taken`. */
enum pp_status pps_walk_blocks(const struct pps_reserve_request *request,
                               const struct pps_reserve_parameters *parameters,
                               uint32_t count,
                               struct pps_prng *prng,
                               struct pp_portset *taken,
                               struct pps_block_list *blocks) PP_MUST_CHECK;

/* Those of the request without what only winnat's blocks of 100 show: bursts
 * that begin at the bottom, blocks left out, jumps. */
struct pps_reserve_parameters
pps_plain_parameters(const struct pps_reserve_request *request);

#endif
