/*
 * First fit upward (docs/internals/simulator.md#the-model): winnat walks up
 * from a cursor and reserves each block at the first place where it fits
 * whole; what stands in the way is jumped, never cut around. Several bursts
 * (WSL, Docker, network adapters, at different times) each have a cursor.
 *
 * Source of every number: the 92 captures of the corpus
 * (fixtures/captures.jsonl), 60 complete tables, 878 blocks.
 */
#include "portplansim/reserve.h"

/*
 * 818 pairs of neighbours in one table: 82 lie over 1000 ports apart, which
 * is where another burst begins. Of the 736 other pairs 99 have a gap of 1 to
 * 99 ports, 37 a whole number of blocks, 83 another gap up to 1000.
 */
static const struct pps_reserve_tuning default_tuning = {
    .busy_port_permille = 135,
    .skipped_block_permille = 50,
    .jump_permille = 113,
    .burst_end_permille = 100,
};

/*
 * Where the first block of a table lies, as ports above the bottom of the
 * range, ascending. From 49152 up: the 31 tables of that zone; services that
 * listen from boot on hold 49664 and the next few, so that most begin right
 * behind (49669-49851). Below: the 38 lowest of 48 tables, above 1024.
 */
static const uint16_t high_starts[] = {
    0,    0,    25,   128,  517,  518,  519,  523,  525,  526,  534,
    538,  540,  550,  586,  648,  671,  699,  908,  949,  1013, 1043,
    1684, 2411, 2523, 2788, 3088, 3977, 5129, 6093, 7486,
};
static const uint16_t low_starts[] = {
    1,    1,    2,    2,    3,    5,    12,   21,   33,   34,   37,   45,   50,
    54,   55,   101,  211,  215,  516,  559,  563,  583,  599,  778,  874,  964,
    1102, 2557, 3270, 3525, 4017, 4017, 4082, 4099, 4513, 5339, 5551, 6411,
};

enum {
    HIGH_ZONE_FIRST = 49152,
    JUMP_LEAST = 101,
    JUMP_MOST = 1000,
    SKIPPED_BLOCKS_MOST = 9,
    SKIPPED_AGAIN_PERMILLE = 500,
};

/* The walk of one reservation. */
struct walk {
    const struct pps_reserve_request *request;
    const struct pps_reserve_tuning *tuning;
    struct pps_prng *prng;
    struct pp_portset *taken;
    struct pps_block_list *blocks;
    uint32_t cursor;  /* of the burst; may lie behind the range */
    uint32_t burst;   /* its number */
    bool has_wrapped; /* a burst goes back to the bottom once */
};

/* Between two neighbouring entries, evenly. */
static uint32_t
draw_between(struct pps_prng *prng, const uint16_t *starts, uint32_t count)
{
    uint32_t slice = pps_prng_below(prng, count - 1);
    uint32_t width = (uint32_t)starts[slice + 1] - starts[slice] + 1;
    return starts[slice] + pps_prng_below(prng, width);
}

static uint32_t draw_first_cursor(struct walk *walk)
{
    struct pp_range dynamic = walk->request->dynamic;
    uint32_t offset =
        dynamic.first >= HIGH_ZONE_FIRST
            ? draw_between(walk->prng, high_starts, PP_ARRAY_LEN(high_starts))
            : draw_between(walk->prng, low_starts, PP_ARRAY_LEN(low_starts));
    return dynamic.first + offset % pp_range_count(dynamic);
}

static uint32_t draw_later_cursor(struct walk *walk)
{
    struct pp_range dynamic = walk->request->dynamic;
    return dynamic.first + pps_prng_below(walk->prng, pp_range_count(dynamic));
}

/* Moves the cursor past whatever else happens between two blocks. */
static void stray_cursor(struct walk *walk)
{
    const struct pps_reserve_tuning *tuning = walk->tuning;
    uint32_t ports = walk->request->block_ports;
    uint32_t draw = pps_prng_below(walk->prng, 1000);
    if (draw < tuning->busy_port_permille) {
        walk->cursor += pps_prng_below(walk->prng, ports) + 1;
        return;
    }
    draw -= tuning->busy_port_permille;
    if (draw < tuning->skipped_block_permille) {
        walk->cursor += ports * pps_prng_geometric(walk->prng,
                                                   SKIPPED_AGAIN_PERMILLE,
                                                   SKIPPED_BLOCKS_MOST);
        return;
    }
    draw -= tuning->skipped_block_permille;
    if (draw < tuning->jump_permille) {
        walk->cursor +=
            JUMP_LEAST + pps_prng_below(walk->prng, JUMP_MOST - JUMP_LEAST + 1);
    }
}

/* The next place at or above the cursor; once per burst, the search goes on
 * from the bottom of the range. */
static bool find_place(struct walk *walk, struct pp_range *ret_place)
{
    const struct pps_reserve_request *request = walk->request;
    if (pp_portset_find_free(walk->taken,
                             request->block_ports,
                             walk->cursor,
                             request->dynamic,
                             ret_place)) {
        return true;
    }
    if (walk->has_wrapped) {
        return false;
    }
    walk->has_wrapped = true;
    return pp_portset_find_free(walk->taken,
                                request->block_ports,
                                request->dynamic.first,
                                request->dynamic,
                                ret_place);
}

static enum pp_status place_block(struct walk *walk, bool *ret_placed)
{
    struct pp_range place;
    *ret_placed = find_place(walk, &place);
    if (!*ret_placed) {
        return PP_OK;
    }
    PP_TRY(pps_block_list_add(walk->blocks, place, walk->burst));
    pp_portset_set_range(walk->taken, place);
    walk->cursor = (uint32_t)place.last + 1;
    return PP_OK;
}

/* Places the blocks of one burst, `*left` at most; takes those placed off
 * `*left`. */
static enum pp_status run_burst(struct walk *walk, uint32_t *left)
{
    uint32_t count =
        pps_prng_geometric(walk->prng, walk->tuning->burst_end_permille, *left);
    walk->has_wrapped = false;
    for (uint32_t i = 0; i < count; i++) {
        bool placed = false;
        if (i > 0) {
            stray_cursor(walk);
        }
        PP_TRY(place_block(walk, &placed));
        if (!placed) {
            return PP_OK;
        }
        (*left)--;
    }
    return PP_OK;
}

static enum pp_status reserve(const struct pps_reserve_request *request,
                              struct pps_prng *prng,
                              struct pp_portset *taken,
                              struct pps_block_list *blocks)
{
    struct walk walk = {
        .request = request,
        .tuning = request->tuning != NULL ? request->tuning : &default_tuning,
        .prng = prng,
        .taken = taken,
        .blocks = blocks,
    };
    uint32_t left = request->is_count_fixed
                        ? request->usual_blocks
                        : pps_reserve_draw_count(prng, request->usual_blocks);
    for (; left > 0; walk.burst++) {
        uint32_t before = left;
        walk.cursor = walk.burst == 0 ? draw_first_cursor(&walk)
                                      : draw_later_cursor(&walk);
        PP_TRY(run_burst(&walk, &left));
        if (left == before) {
            break; /* it looked at the whole range: no block fits any more */
        }
    }
    return PP_OK;
}

const struct pps_reserve_model pps_reserve_firstfit = {
    .name = "first-fit",
    .version = 1,
    .summary = "first fit upward from a moving cursor, in bursts",
    .reserve = reserve,
};
