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
    struct pp_range range = request->range;
    uint32_t count =
        request->is_one_burst ? 1 : pps_reserve_draw_count(request, prng);
    for (uint32_t burst = 0; burst < count; burst++) {
        uint32_t cursor =
            range.first + pps_prng_below(prng, pp_range_count(range));
        struct pp_range place;
        bool found =
            pp_portset_find_free(
                taken, request->block_ports, cursor, range, &place) ||
            pp_portset_find_free(
                taken, request->block_ports, range.first, range, &place);
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
    .version = 2,
    .summary = "every block at a place drawn at random",
    .reserve = reserve,
};
