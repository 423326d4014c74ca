/*
 * WSL's mirrored networking asks HNS for one run of ports that Windows and
 * the guest share, the same in TCP and UDP (docs/ports-on-windows.md
 * #wsl-mirrored). The two places that are known (44619, then 37794 on the
 * same machine) fit no rule, so that each place that has room is as likely
 * as any other. The caller gives what is taken in either protocol.
 */
#include "portplansim/reserve.h"

/* The maximal free run at or above `from`, within the range. */
static bool next_run(const struct pp_portset *taken,
                     struct pp_range range,
                     uint32_t from,
                     uint32_t ports,
                     struct pp_range *ret_run)
{
    if (!pp_portset_find_free(taken, ports, from, range, ret_run)) {
        return false;
    }
    uint32_t end = pp_portset_next_set(taken, ret_run->last);
    uint32_t last = end > range.last ? range.last : end - 1;
    ret_run->last = (uint16_t)last;
    return true;
}

static uint32_t count_places(const struct pp_portset *taken,
                             struct pp_range range,
                             uint32_t ports)
{
    uint32_t places = 0;
    struct pp_range run;
    for (uint32_t from = range.first; next_run(taken, range, from, ports, &run);
         from = (uint32_t)run.last + 1) {
        places += pp_range_count(run) - ports + 1;
    }
    return places;
}

/* The place of that number; there are more than `number`. */
static struct pp_range place_at(const struct pp_portset *taken,
                                const struct pps_reserve_request *request,
                                uint32_t number)
{
    uint32_t ports = request->block_ports;
    struct pp_range run = {0, 0};
    for (uint32_t from = request->range.first;
         next_run(taken, request->range, from, ports, &run);
         from = (uint32_t)run.last + 1) {
        uint32_t places = pp_range_count(run) - ports + 1;
        if (number < places) {
            break;
        }
        number -= places;
    }
    uint32_t first = run.first + number;
    return (struct pp_range){(uint16_t)first, (uint16_t)(first + ports - 1)};
}

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    uint32_t wanted = request->is_count_fixed ? request->usual_blocks : 1;
    for (uint32_t i = 0; i < wanted; i++) {
        uint32_t places =
            count_places(taken, request->range, request->block_ports);
        if (places == 0) {
            return PP_OK;
        }
        struct pp_range place =
            place_at(taken, request, pps_prng_below(prng, places));
        PP_TRY(pps_block_list_add(blocks, place, i));
        pp_portset_set_range(taken, place);
    }
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_mirrored = {
    .name = "wsl-mirrored",
    .version = 1,
    .summary = "one run of ports shared with WSL, wherever there is room",
    .reserve = reserve,
};
