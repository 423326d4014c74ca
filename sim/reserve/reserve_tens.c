/*
 * winnat on Windows 10 1709: blocks of 10 (docs/ports-on-windows.md
 * #winnat-and-hns). One machine is known (docker/for-win#1707): two pairs of
 * touching blocks, at 58699 and 61157 and nowhere near the bottom of the
 * range. So: bursts of two on average, each anywhere.
 */
#include "reserve_walk.h"

enum {
    SEEN_BLOCKS = 4
};

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = plain_parameters(request);
    parameters.burst_end_permille = 500;
    uint32_t count = request->usual_blocks == 0 && !request->is_count_fixed
                         ? SEEN_BLOCKS
                         : pps_reserve_draw_count(request, prng);
    return walk_blocks(request, &parameters, count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_tens = {
    .name = "tens",
    .version = 1,
    .summary = "blocks of 10 in short bursts, as Windows 10 1709 made them",
    .reserve = reserve,
};
