/*
 * HNS's own `*` row (docs/ports-on-windows.md#hns-excluded-range): a range
 * fixed by the registry, whatever the dynamic range is. It is made as a
 * whole; where anything has a port of it already, it is not made.
 */
#include "portplansim/reserve.h"

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    (void)prng;
    bool is_wanted = !request->is_count_fixed || request->usual_blocks > 0;
    if (!is_wanted || pp_range_count(request->range) != request->block_ports ||
        pp_portset_test_any(taken, request->range)) {
        return PP_OK;
    }
    PP_TRY(pps_block_list_add(blocks, request->range, 0));
    pp_portset_set_range(taken, request->range);
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_hns_row = {
    .name = "hns-row",
    .version = 1,
    .summary = "the range that the registry gives HNS, as a whole or not",
    .reserve = reserve,
};
