/*
 * winnat's blocks of 100 as the captures show them: the walk of
 * reserve_walk.c with the parameters that `./dev calibrate` has fitted.
 */
#include "reserve_walk.h"

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    uint32_t count = pps_reserve_draw_count(request, prng);
    return walk_blocks(
        request, parameters_of(request), count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_firstfit = {
    .name = "first-fit",
    .version = 2,
    .summary = "first fit upward from a moving cursor, in bursts",
    .reserve = reserve,
};
