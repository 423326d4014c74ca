/*
 * The table of reservation models, and the models that are no more than a few
 * lines over the walk of reserve_walk.c or over a bitmap. Each is a function
 * and a row; the law that all of them keep is in reserve.h.
 */
#include "reserve_models.h"

#include "reserve_walk.h"

/* --- first fit --- */

/*
 * winnat's blocks of 100 as the captures show them: the walk of
 * reserve_walk.c with the parameters that `./dev calibrate` has fitted.
 */
static enum pp_status
reserve_firstfit(const struct pps_reserve_request *request,
                 struct pps_prng *prng,
                 struct pp_portset *taken,
                 struct pps_block_list *blocks)
{
    uint32_t count = pps_reserve_draw_count(request, prng);
    return pps_walk_blocks(
        request, pps_parameters_of(request), count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_firstfit = {
    .name = "first-fit",
    .version = 3,
    .reserve = reserve_firstfit,
};

/* --- first fit, with release --- */

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

/*
 * First fit with phase memory: the walk leaves nothing out, and what is
 * missing inside a burst had been reserved and was released again, so that
 * what follows still stands in touch with it. On the captures this does as
 * well as leaving blocks out (docs/model-card.md); it is here because it is
 * the other reading of the gaps of exactly 100, 200, ... ports.
 */
static enum pp_status reserve_release(const struct pps_reserve_request *request,
                                      struct pps_prng *prng,
                                      struct pp_portset *taken,
                                      struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = *pps_parameters_of(request);
    parameters.left_out_permille = 0;
    uint32_t kept = pps_reserve_draw_count(request, prng);
    uint32_t released = 0;
    for (uint32_t i = 0; i < kept && !request->is_one_burst; i++) {
        released += pps_prng_chance(prng, RELEASED_PERMILLE);
    }
    PP_TRY(pps_walk_blocks(
        request, &parameters, kept + released, prng, taken, blocks));
    while (blocks->count > 0 && released > 0) {
        release_one(prng, taken, blocks);
        released--;
    }
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_release = {
    .name = "first-fit-release",
    .version = 2,
    .reserve = reserve_release,
};

/* --- random --- */

/*
 * The plain alternative of U-27: every block at a place of its own, drawn at
 * random, moved up to where it fits. Not how Windows behaves as far as the
 * corpus shows (7 of 10 neighbours touch); kept to see what depends on it.
 */
static enum pp_status reserve_random(const struct pps_reserve_request *request,
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
    .reserve = reserve_random,
};

/* --- tens --- */

enum {
    SEEN_BLOCKS = 4
};

/*
 * winnat on Windows 10 1709: blocks of 10 (docs/ports-on-windows.md
 * #winnat-and-hns). One machine is known (docker/for-win#1707): two pairs of
 * touching blocks, at 58699 and 61157 and nowhere near the bottom of the
 * range. So: bursts of two on average, each anywhere.
 */
static enum pp_status reserve_tens(const struct pps_reserve_request *request,
                                   struct pps_prng *prng,
                                   struct pp_portset *taken,
                                   struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = pps_plain_parameters(request);
    uint32_t count = request->usual_blocks == 0 && !request->is_count_fixed
                         ? SEEN_BLOCKS
                         : pps_reserve_draw_count(request, prng);
    parameters.later_bursts_permille = 500 * count;
    return pps_walk_blocks(request, &parameters, count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_tens = {
    .name = "tens",
    .version = 2,
    .reserve = reserve_tens,
};

/* --- pools --- */

/*
 * The pools of HNS's load balancers: 64 ports each, for every service that a
 * node of Kubernetes balances (docs/ports-on-windows.md#winnat-and-hns). One
 * table is known (kubernetes#117783): six pools from 33300 on, in touch but
 * for one busy port. So: one burst from anywhere, with calibrated busy ports.
 */
static enum pp_status reserve_pools(const struct pps_reserve_request *request,
                                    struct pps_prng *prng,
                                    struct pp_portset *taken,
                                    struct pps_block_list *blocks)
{
    struct pps_reserve_parameters parameters = pps_plain_parameters(request);
    parameters.later_bursts_permille = 0;
    uint32_t count = pps_reserve_draw_count(request, prng);
    return pps_walk_blocks(request, &parameters, count, prng, taken, blocks);
}

const struct pps_reserve_model pps_reserve_pools = {
    .name = "load-balancer-pools",
    .version = 2,
    .reserve = reserve_pools,
};

/* --- mirrored --- */

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

/*
 * WSL's mirrored networking asks HNS for one run of ports that Windows and
 * the guest share, the same in TCP and UDP (docs/ports-on-windows.md
 * #wsl-mirrored). The two places that are known (44619, then 37794 on the
 * same machine) fit no rule, so that each place that has room is as likely
 * as any other. The caller gives what is taken in either protocol.
 */
static enum pp_status
reserve_mirrored(const struct pps_reserve_request *request,
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
    .reserve = reserve_mirrored,
};
