/*
 * First fit upward (docs/internals/simulator.md#the-model): winnat walks up
 * from a cursor and reserves each block at the first place where it fits
 * whole; what is in the way is skipped as a whole. Several bursts
 * (WSL, Docker, network adapters, at different times) each have a cursor.
 */
#include "reserve_walk.h"

/* The walk of one reservation. */
struct walk {
    const struct pps_reserve_request *request;
    const struct pps_reserve_parameters *parameters;
    const struct pps_zone *zone;
    struct pps_prng *prng;
    struct pp_portset *taken;
    struct pps_block_list *blocks;
    uint32_t count;  /* blocks to place */
    uint32_t unrest; /* in 1000ths: the factor of all that parts blocks */
    uint32_t cursor; /* of the burst; may lie behind the range */
    uint32_t burst;  /* its number */
    /* Those of the usual ports that this walk has marked in `taken`. */
    uint32_t marked; /* bits: 1 << index */
};

/* --- what is in use meanwhile --- */

static void mark_usual_ports(struct walk *walk)
{
    const struct pps_reserve_parameters *parameters = walk->parameters;
    for (uint32_t i = 0; i < parameters->usual_port_count; i++) {
        const struct pps_usual_port *usual = &parameters->usual_ports[i];
        bool is_free = (walk->request->free_usual_ports >> i & 1) != 0;
        bool is_there = pps_prng_chance(walk->prng, usual->permille);
        if (is_there && !is_free &&
            !pp_portset_test_any(walk->taken, usual->ports)) {
            pp_portset_set_range(walk->taken, usual->ports);
            walk->marked |= UINT32_C(1) << i;
        }
    }
}

/* Blocks lie over none of them, so that all of their ports are to go. */
static void unmark_usual_ports(struct walk *walk)
{
    const struct pps_reserve_parameters *parameters = walk->parameters;
    for (uint32_t i = 0; i < parameters->usual_port_count; i++) {
        if ((walk->marked >> i & 1) != 0) {
            pp_portset_clear_range(walk->taken,
                                   parameters->usual_ports[i].ports);
        }
    }
}

/* --- where a burst begins --- */

static uint32_t draw_anywhere(const struct walk *walk)
{
    struct pp_range range = walk->request->range;
    return range.first + pps_prng_below(walk->prng, pp_range_count(range));
}

static uint32_t draw_first(const struct walk *walk)
{
    const struct pps_offsets *offsets = &walk->zone->first_bursts;
    struct pp_range range = walk->request->range;
    if (pps_prng_chance(walk->prng,
                        walk->parameters->first_anywhere_permille)) {
        return draw_anywhere(walk);
    }
    uint32_t slice = pps_prng_below(walk->prng, offsets->slice_count);
    uint32_t low = offsets->knots[slice];
    uint32_t high = offsets->knots[slice + 1];
    uint32_t offset = low + pps_prng_below(walk->prng, high - low + 1);
    return offset + walk->request->block_ports <= pp_range_count(range)
               ? range.first + offset
               : draw_anywhere(walk);
}

enum {
    OLD_PLACE_MOVED_PERMILLE = 500, /* choices: one pair of captures shows */
    OLD_PLACE_MOVED_PORTS = 300,    /* runs near old ones, none on them */
};

static uint32_t move_old(const struct walk *walk, uint32_t first)
{
    if (!pps_prng_chance(walk->prng, OLD_PLACE_MOVED_PERMILLE)) {
        return first;
    }
    uint32_t bottom = walk->request->range.first;
    uint32_t moved =
        first + pps_prng_below(walk->prng, 2 * OLD_PLACE_MOVED_PORTS + 1);
    return moved > bottom + OLD_PLACE_MOVED_PORTS
               ? moved - OLD_PLACE_MOVED_PORTS
               : bottom;
}

/* One of the old places, unless it lies outside the range, which then was
 * another one. */
static bool draw_old(struct walk *walk)
{
    const struct pps_old_places *old = &walk->request->old;
    if (old->count == 0 || !pps_prng_chance(walk->prng, old->permille)) {
        return false;
    }
    uint32_t index = pps_prng_below(walk->prng, (uint32_t)old->count);
    if (!pp_range_contains(walk->request->range, old->firsts[index])) {
        return false;
    }
    walk->cursor = move_old(walk, old->firsts[index]);
    return true;
}

static void begin_burst(struct walk *walk)
{
    if (draw_old(walk)) {
        return;
    }
    if (walk->burst == 0 && !walk->request->is_one_burst) {
        walk->cursor = draw_first(walk);
    } else {
        walk->cursor = draw_anywhere(walk);
    }
}

/* --- within a burst --- */

/* How far a busy port moves the cursor, in a block of `ports`. Of 81 gaps of
 * 1 to 99 ports in the corpus 24 are of 1 to 10; the others lie high: their
 * mean is 62, that of the larger of two draws from 11 to 99. */
static uint32_t draw_busy(struct pps_prng *prng, uint32_t ports)
{
    enum {
        NEAR = 10
    };
    if (ports <= NEAR + 1) {
        return 1 + pps_prng_below(prng, ports - 1);
    }
    if (pps_prng_below(prng, 3) == 0) {
        return 1 + pps_prng_below(prng, NEAR);
    }
    uint32_t a = pps_prng_below(prng, ports - NEAR - 1);
    uint32_t b = pps_prng_below(prng, ports - NEAR - 1);
    return NEAR + 1 + (a > b ? a : b);
}

/* How far a jump goes: 18, 17 and 21 of 56 in the corpus lie in these three
 * slices of 101 to 1000 ports; here in blocks, one to ten. */
static uint32_t draw_jump(struct pps_prng *prng, uint32_t ports)
{
    uint32_t percent = pps_prng_below(prng, 100);
    uint32_t low = percent < 33 ? 1 : percent < 63 ? 2 : 4;
    uint32_t high = percent < 33 ? 2 : percent < 63 ? 4 : 10;
    return low * ports + 1 + pps_prng_below(prng, (high - low) * ports);
}

enum {
    LEFT_OUT_MOST = 9 /* a gap of 1000 is another burst */
};

static uint32_t draw_left_out(const struct walk *walk)
{
    uint32_t stop = 1000U - walk->parameters->left_out_again_permille;
    return pps_prng_geometric(walk->prng, stop, LEFT_OUT_MOST);
}

/*
 * Machines differ: on some nearly all blocks touch, on others nearly none. In
 * the corpus the share of touching neighbours has a standard deviation of 0.3
 * between tables, 0.2 if all machines were alike. A factor that is even from
 * 0 to 2 makes up for the difference.
 */
static uint32_t draw_unrest(struct pps_prng *prng)
{
    return pps_prng_below(prng, 2001);
}

static uint32_t with_unrest(const struct walk *walk, uint32_t permille)
{
    return (uint32_t)((uint64_t)permille * walk->unrest / 1000);
}

/* Captured tables of 3 blocks have as many bursts as those of 30: so the more
 * blocks, the less often is one the last of its burst. */
static bool is_burst_over(const struct walk *walk)
{
    uint32_t chance =
        with_unrest(walk, walk->parameters->later_bursts_permille);
    return pps_prng_below(walk->prng, 1000 * walk->count) < chance;
}

/* Moves the cursor past whatever else happens between two blocks. */
static void stray_cursor(struct walk *walk)
{
    const struct pps_reserve_parameters *parameters = walk->parameters;
    uint32_t ports = walk->request->block_ports;
    uint32_t draw = pps_prng_below(walk->prng, 1000);
    uint32_t below = with_unrest(walk, parameters->busy_port_permille);
    if (draw < below) {
        walk->cursor += draw_busy(walk->prng, ports);
        return;
    }
    below += with_unrest(walk, parameters->left_out_permille);
    if (draw < below) {
        walk->cursor += ports * draw_left_out(walk);
        return;
    }
    below += with_unrest(walk, walk->zone->jump_permille);
    if (draw < below) {
        walk->cursor += draw_jump(walk->prng, ports);
    }
}

/* The next place at or above the cursor, else from the bottom of the range
 * on. */
static bool find_place(const struct walk *walk, struct pp_range *ret_place)
{
    const struct pps_reserve_request *request = walk->request;
    uint32_t ports = request->block_ports;
    struct pp_range range = request->range;
    return pp_portset_find_free(
               walk->taken, ports, walk->cursor, range, ret_place) ||
           pp_portset_find_free(
               walk->taken, ports, range.first, range, ret_place);
}

static enum pp_status walk_bursts(struct walk *walk)
{
    begin_burst(walk);
    for (uint32_t i = 0; i < walk->count; i++) {
        struct pp_range place;
        if (!find_place(walk, &place)) {
            return PP_OK; /* no room is left */
        }
        PP_TRY(pps_block_list_add(walk->blocks, place, walk->burst));
        pp_portset_set_range(walk->taken, place);
        walk->cursor = (uint32_t)place.last + 1;
        if (!is_burst_over(walk)) {
            stray_cursor(walk);
            continue;
        }
        if (walk->request->is_one_burst) {
            return PP_OK;
        }
        walk->burst++;
        begin_burst(walk);
    }
    return PP_OK;
}

enum pp_status pps_walk_blocks(const struct pps_reserve_request *request,
                               const struct pps_reserve_parameters *parameters,
                               uint32_t count,
                               struct pps_prng *prng,
                               struct pp_portset *taken,
                               struct pps_block_list *blocks)
{
    struct walk walk = {
        .request = request,
        .parameters = parameters,
        .zone = request->range.first >= PPS_HIGH_ZONE_FIRST ? &parameters->high
                                                            : &parameters->low,
        .prng = prng,
        .taken = taken,
        .blocks = blocks,
        .count = count,
        .unrest = draw_unrest(prng),
    };
    if (request->has_usual_ports) {
        mark_usual_ports(&walk);
    }
    enum pp_status status = walk_bursts(&walk);
    unmark_usual_ports(&walk);
    return status;
}

struct pps_reserve_parameters
pps_plain_parameters(const struct pps_reserve_request *request)
{
    struct pps_reserve_parameters parameters = *pps_parameters_of(request);
    parameters.first_anywhere_permille = 1000;
    parameters.left_out_permille = 0;
    parameters.low.jump_permille = 0;
    parameters.high.jump_permille = 0;
    return parameters;
}
