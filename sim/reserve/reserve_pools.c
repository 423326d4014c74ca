/*
 * The pools of HNS's load balancers: 64 ports each, for every service that a
 * node of Kubernetes balances (docs/ports-on-windows.md#winnat-and-hns). One
 * table is known (kubernetes#117783): six pools from 33300 on, in touch but
 * for one busy port. So: one burst from anywhere, with calibrated busy ports.
 */
#include "reserve_walk.h"

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = plain_parameters(request);
    parameters.burst_end_permille = 0;
    uint32_t count = pps_reserve_draw_count(request, prng);
    return walk_blocks(request, &parameters, count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_pools = {
    .name = "load-balancer-pools",
    .version = 1,
    .summary = "pools for load balancers, one after the other",
    .reserve = reserve,
};
