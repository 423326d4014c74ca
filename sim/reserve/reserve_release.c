/*
 * First fit with phase memory: the walk leaves nothing out, and what is
 * missing inside a burst had been reserved and was released again, so that
 * what follows still stands in touch with it. On the captures this does as
 * well as leaving blocks out (docs/model-card.md); it is here because it is
 * the other reading of the gaps of exactly 100, 200, ... ports.
 */
#include "reserve_walk.h"

enum {
    RELEASED_PERMILLE = 60 /* of blocks; 60 and 100 fit alike */
};

static void release_one(struct pps_prng *prng,
                        struct pp_portset *taken,
                        struct pps_block_list *blocks)
{
    size_t index = pps_prng_below(prng, (uint32_t)blocks->count);
    pp_portset_clear_range(taken, blocks->items[index].range);
    for (size_t i = index + 1; i < blocks->count; i++) {
        blocks->items[i - 1] = blocks->items[i];
    }
    blocks->count--;
}

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = *parameters_of(request);
    parameters.left_out_permille = 0;
    uint32_t kept = pps_reserve_draw_count(request, prng);
    uint32_t released = 0;
    for (uint32_t i = 0; i < kept && !request->is_one_burst; i++) {
        released += pps_prng_chance(prng, RELEASED_PERMILLE);
    }
    PP_TRY(walk_blocks(
        request, &parameters, kept + released, prng, taken, blocks));
    while (blocks->count > 0 && released > 0) {
        release_one(prng, taken, blocks);
        released--;
    }
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_release = {
    .name = "first-fit-release",
    .version = 1,
    .summary = "first fit upward in bursts, some blocks released afterwards",
    .reserve = reserve,
};
