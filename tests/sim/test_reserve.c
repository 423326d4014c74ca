/*
 * The laws of reservation models, over many simulated starts, against an
 * oracle that knows nothing but a map of ports.
 */
#include "sim_support.h"

enum {
    STARTS = 100000
};

/* Obstacles of every kind: rows, singles, used ports. */
static void put_obstacles(struct pps_prng *prng, struct pp_portset *taken)
{
    pp_portset_clear(taken);
    uint32_t count = pps_prng_below(prng, 40);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t first = 1 + pps_prng_below(prng, 65000);
        uint32_t ports = 1 + pps_prng_below(prng, i % 3 == 0 ? 500 : 3);
        struct pp_range range;
        if (pp_range_from_count(first, ports, &range)) {
            pp_portset_set_range(taken, range);
        }
    }
}

static struct pp_range draw_dynamic(struct pps_prng *prng)
{
    static const struct pp_range usual[] = {
        {49152, 65535}, {1024, 15000}, {1025, 65535}, {10000, 10254}};
    uint32_t which = pps_prng_below(prng, PP_ARRAY_LEN(usual) + 1);
    if (which < PP_ARRAY_LEN(usual)) {
        return usual[which];
    }
    uint32_t first = 1024 + pps_prng_below(prng, 64000);
    uint32_t room = PP_PORT_COUNT - first;
    struct pp_range range = {(uint16_t)first, PP_PORT_MAX};
    range.last = (uint16_t)(first + 254 + pps_prng_below(prng, room - 254));
    return range;
}

static void expect_lawful(const struct pps_reserve_model *model, uint64_t run)
{
    struct pps_prng prng = pps_prng_stream(7, run);
    struct pp_portset before;
    struct pps_block_list blocks = {0};
    static const uint32_t sizes[] = {100, 64, 10};
    put_obstacles(&prng, &before);
    struct pps_reserve_request request = {
        .dynamic = draw_dynamic(&prng),
        .block_ports = sizes[pps_prng_below(&prng, 3)],
        .usual_blocks = pps_prng_below(&prng, 60),
        .is_count_fixed = pps_prng_below(&prng, 2) == 0,
    };
    struct pp_portset after = before;
    cr_assert_eq(model->reserve(&request, &prng, &after, &blocks), PP_OK);
    struct pp_portset replayed = before;
    for (size_t i = 0; i < blocks.count; i++) {
        struct pp_range range = blocks.items[i].range;
        cr_expect(pp_range_covers(request.dynamic, range), "run %d", (int)run);
        cr_expect_eq(pp_range_count(range), request.block_ports);
        cr_expect_not(pp_portset_test_any(&replayed, range),
                      "run %d: block %zu overlaps",
                      (int)run,
                      i);
        pp_portset_set_range(&replayed, range);
    }
    cr_expect(pp_portset_equal(&replayed, &after),
              "run %d: marked otherwise",
              (int)run);
    if (request.is_count_fixed) {
        cr_expect_leq(blocks.count, request.usual_blocks);
        struct pp_range room;
        cr_expect(blocks.count == request.usual_blocks ||
                      model != &pps_reserve_firstfit ||
                      !pp_portset_find_free(&after,
                                            request.block_ports,
                                            request.dynamic.first,
                                            request.dynamic,
                                            &room),
                  "run %d: room was left",
                  (int)run);
    }
    pps_block_list_done(&blocks);
}

Test(reserve, blocks_are_whole_inside_and_over_nothing)
{
    size_t count = 0;
    const struct pps_reserve_model *const *models = pps_reserve_models(&count);
    cr_assert_geq(count, 2);
    for (size_t m = 0; m < count; m++) {
        for (uint64_t run = 0; run < STARTS / count; run++) {
            expect_lawful(models[m], run);
        }
    }
}

/* The lowest place at or above `from`, looked for port by port. */
static uint32_t naive_fit(const struct pp_portset *taken,
                          struct pp_range dynamic,
                          uint32_t from,
                          uint32_t ports)
{
    for (uint32_t at = from; at + ports <= (uint32_t)dynamic.last + 1; at++) {
        uint32_t free_count = 0;
        while (free_count < ports &&
               !pp_portset_test(taken, (uint16_t)(at + free_count))) {
            free_count++;
        }
        if (free_count == ports) {
            return at;
        }
    }
    return PP_PORT_COUNT;
}

/* Without disturbances every block of a burst lies where first fit upward
 * from the block before puts it, and where it does not, at the lowest place
 * of all, once. */
Test(reserve, a_burst_walks_upward_first_fit)
{
    static const struct pps_reserve_tuning calm = {.burst_end_permille = 162};
    size_t checked = 0;
    for (uint64_t run = 0; run < 3000; run++) {
        struct pps_prng prng = pps_prng_stream(11, run);
        struct pp_portset taken;
        struct pps_block_list blocks = {0};
        put_obstacles(&prng, &taken);
        struct pps_reserve_request request = {
            .dynamic = draw_dynamic(&prng),
            .block_ports = 100,
            .usual_blocks = 30,
            .tuning = &calm,
        };
        struct pp_portset replayed = taken;
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        bool has_wrapped = false;
        for (size_t i = 0; i < blocks.count; i++) {
            const struct pps_block *block = &blocks.items[i];
            if (i > 0 && block->burst == block[-1].burst) {
                uint32_t want = naive_fit(&replayed,
                                          request.dynamic,
                                          (uint32_t)block[-1].range.last + 1,
                                          100);
                if (want == PP_PORT_COUNT) {
                    cr_expect_not(has_wrapped, "run %d: twice", (int)run);
                    has_wrapped = true;
                    want = naive_fit(
                        &replayed, request.dynamic, request.dynamic.first, 100);
                }
                cr_expect_eq(
                    block->range.first, want, "run %d block %zu", (int)run, i);
                checked++;
            } else {
                has_wrapped = false;
            }
            pp_portset_set_range(&replayed, block->range);
        }
        pps_block_list_done(&blocks);
    }
    cr_expect_geq(checked, 30000);
}

/* With nothing but jumps one burst passes the end of its range many times
 * over; it begins again at the bottom once. */
Test(reserve, a_burst_goes_back_to_the_bottom_once)
{
    static const struct pps_reserve_tuning jumps = {.jump_permille = 1000};
    struct pps_reserve_request request = {
        .dynamic = {20000, 25000},
        .block_ports = 100,
        .usual_blocks = 40,
        .is_count_fixed = true,
        .tuning = &jumps,
    };
    size_t wrapped = 0;
    for (uint64_t run = 0; run < 100; run++) {
        struct pps_prng prng = pps_prng_stream(1, run);
        struct pp_portset taken = {{0}};
        struct pps_block_list blocks = {0};
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        size_t descents = 0;
        for (size_t i = 1; i < blocks.count; i++) {
            const struct pps_block *block = &blocks.items[i];
            descents +=
                block->burst == 0 && block->range.first < block[-1].range.first;
        }
        cr_expect_leq(descents, 1, "run %d", (int)run);
        wrapped += descents;
        pps_block_list_done(&blocks);
    }
    cr_expect_gt(wrapped, 50);
}

static bool has_block_at(const struct pps_block_list *blocks, uint16_t first)
{
    for (size_t i = 0; i < blocks->count; i++) {
        if (blocks->items[i].range.first == first) {
            return true;
        }
    }
    return false;
}

/* An obstacle is jumped: a walk that begins below a busy port and a reserved
 * row puts a block right behind each. */
Test(reserve, the_next_block_begins_behind_the_obstacle)
{
    static const struct pps_reserve_tuning calm = {0}; /* one long burst */
    struct pps_reserve_request request = {
        .dynamic = {20000, 20999},
        .block_ports = 100,
        .usual_blocks = 100,
        .is_count_fixed = true,
        .tuning = &calm,
    };
    size_t checked = 0;
    for (uint64_t run = 0; run < 100; run++) {
        struct pps_prng prng = pps_prng_stream(1, run);
        struct pp_portset taken = {{0}};
        struct pps_block_list blocks = {0};
        pp_portset_set(&taken, 20150);
        pp_portset_set_range(&taken, (struct pp_range){20500, 20559});
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        if (blocks.items[0].range.first <= 20050) {
            cr_expect(has_block_at(&blocks, 20151), "run %d", (int)run);
            cr_expect(has_block_at(&blocks, 20560), "run %d", (int)run);
            checked++;
        }
        pps_block_list_done(&blocks);
    }
    cr_expect_geq(checked, 10);
}

/* The shape that the corpus has, within what a model may miss. */
Test(reserve, the_distribution_looks_like_the_corpus)
{
    enum {
        RUNS = 20000
    };
    struct pps_histogram counts = {0};
    uint32_t low_first = 0;
    uint32_t pairs = 0;
    uint32_t touching = 0;
    for (uint64_t run = 0; run < RUNS; run++) {
        struct pps_prng prng = pps_prng_stream(3, run);
        struct pp_portset taken = {{0}};
        struct pps_block_list blocks = {0};
        struct pps_reserve_request request = {.dynamic = {49152, 65535},
                                              .block_ports = 100};
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        cr_assert_eq(pps_histogram_add(&counts, (uint32_t)blocks.count), PP_OK);
        low_first += blocks.items[0].range.first < 50196;
        for (size_t i = 1; i < blocks.count; i++) {
            pairs++;
            touching += blocks.items[i].range.first ==
                        blocks.items[i - 1].range.last + 1;
        }
        pps_block_list_done(&blocks);
    }
    double mean = pps_histogram_mean(&counts);
    double touch = (double)touching / pairs;
    cr_expect(mean > 13.0 && mean < 14.5, "mean %f", mean);
    uint32_t median = pps_histogram_quantile(&counts, 50);
    cr_expect(median >= 8 && median <= 9, "median %u", median);
    cr_expect_eq(pps_histogram_quantile(&counts, 1), 2);
    cr_expect_eq(pps_histogram_quantile(&counts, 100), 123);
    /* 517 of 818 neighbours */
    cr_expect(touch > 0.61 && touch < 0.65, "touching %f", touch);
    /* 22 of 31 first blocks lie below 50196 */
    cr_expect(low_first > RUNS * 60 / 100 && low_first < RUNS * 80 / 100,
              "%u",
              low_first);
    pps_histogram_done(&counts);
}

Test(reserve, a_machine_keeps_about_as_many_blocks_as_it_had)
{
    struct pps_histogram counts = {0};
    for (uint64_t run = 0; run < 20000; run++) {
        struct pps_prng prng = pps_prng_stream(5, run);
        cr_assert_eq(
            pps_histogram_add(&counts, pps_reserve_draw_count(&prng, 13)),
            PP_OK);
    }
    double mean = pps_histogram_mean(&counts);
    cr_expect(mean > 12.0 && mean < 15.0, "mean %f", mean);
    cr_expect_leq(pps_histogram_quantile(&counts, 5), 9);
    cr_expect_geq(pps_histogram_quantile(&counts, 95), 20);
    struct pps_prng prng = pps_prng_stream(5, 0);
    for (int i = 0; i < 1000; i++) {
        cr_expect_geq(pps_reserve_draw_count(&prng, 1), 1);
    }
    pps_histogram_done(&counts);
}

Test(reserve, models_are_found_by_name)
{
    cr_expect_eq(pps_reserve_model_named(PP_SV("first-fit")),
                 &pps_reserve_firstfit);
    cr_expect_eq(pps_reserve_model_named(PP_SV("Random")), &pps_reserve_random);
    cr_expect_null(pps_reserve_model_named(PP_SV("")));
    cr_expect_null(pps_reserve_model_named(PP_SV("first")));
}
