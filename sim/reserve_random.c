/*
 * The plain alternative of U-27: every block at a place of its own, drawn at
 * random, moved up to where it fits. Not how Windows behaves as far as the
 * corpus shows (7 of 10 neighbours touch); kept to see what depends on it.
 */
#include "portplansim/reserve.h"

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    struct pp_range dynamic = request->dynamic;
    uint32_t count = request->is_count_fixed
                         ? request->usual_blocks
                         : pps_reserve_draw_count(prng, request->usual_blocks);
    for (uint32_t burst = 0; burst < count; burst++) {
        uint32_t cursor =
            dynamic.first + pps_prng_below(prng, pp_range_count(dynamic));
        struct pp_range place;
        bool found =
            pp_portset_find_free(
                taken, request->block_ports, cursor, dynamic, &place) ||
            pp_portset_find_free(
                taken, request->block_ports, dynamic.first, dynamic, &place);
        if (!found) {
            break;
        }
        PP_TRY(pps_block_list_add(blocks, place, burst));
        pp_portset_set_range(taken, place);
    }
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_random = {
    .name = "random",
    .version = 1,
    .summary = "every block at a place drawn at random",
    .reserve = reserve,
};
