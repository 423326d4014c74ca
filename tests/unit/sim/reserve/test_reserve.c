/*
 * The laws of reservation models, over many simulated starts, against an
 * oracle that knows nothing but a map of ports.
 */
#include "portplansim/stats.h"

#include "reserve_models.h"
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
    static const uint32_t sizes[] = {100, 64, 10, 4096};
    static const uint16_t old_places[] = {1031, 1540, 49670, 55500, 65500};
    put_obstacles(&prng, &before);
    struct pps_reserve_request request = {
        .range = draw_dynamic(&prng),
        .block_ports = sizes[pps_prng_below(&prng, 4)],
        .usual_blocks = pps_prng_below(&prng, 60),
        .is_count_fixed = pps_prng_below(&prng, 2) == 0,
        .has_usual_ports = pps_prng_below(&prng, 2) == 0,
        .is_one_burst = pps_prng_below(&prng, 8) == 0,
        .old = {old_places,
                PP_ARRAY_LEN(old_places),
                pps_prng_below(&prng, 1001)},
    };
    struct pp_portset after = before;
    cr_assert_eq(model->reserve(&request, &prng, &after, &blocks), PP_OK);
    struct pp_portset replayed = before;
    for (size_t i = 0; i < blocks.count; i++) {
        struct pp_range range = blocks.items[i].range;
        cr_expect(pp_range_covers(request.range, range), "run %d", (int)run);
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
    if (request.is_count_fixed && !request.is_one_burst) {
        cr_expect_leq(blocks.count, request.usual_blocks);
    }
    /* Ports that were in use meanwhile may have stood in the way. */
    if (request.is_count_fixed && !request.is_one_burst &&
        !request.has_usual_ports) {
        struct pp_range room;
        cr_expect(blocks.count == request.usual_blocks ||
                      model != &pps_reserve_firstfit ||
                      !pp_portset_find_free(&after,
                                            request.block_ports,
                                            request.range.first,
                                            request.range,
                                            &room),
                  "run %d: room was left",
                  (int)run);
    }
    pps_block_list_done(&blocks);
}

Test(reserve, blocks_are_whole_inside_and_over_nothing)
{
    const size_t count = PP_ARRAY_LEN(pp_test_models);
    for (size_t m = 0; m < count; m++) {
        for (uint64_t run = 0; run < STARTS / count; run++) {
            expect_lawful(pp_test_models[m], run);
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

/* One long burst that nothing strays from. */
static struct pps_reserve_parameters undisturbed(void)
{
    struct pps_reserve_parameters parameters = pps_reserve_calibrated;
    parameters.later_bursts_permille = 0;
    parameters.busy_port_permille = 0;
    parameters.left_out_permille = 0;
    parameters.low.jump_permille = 0;
    parameters.high.jump_permille = 0;
    return parameters;
}

/* Without disturbances every block of a burst lies where first fit upward
 * from the block before puts it, and where there is no room above, at the
 * lowest place of all. */
Test(reserve, a_burst_walks_upward_first_fit)
{
    struct pps_reserve_parameters calm = undisturbed();
    calm.later_bursts_permille = 5000;
    size_t checked = 0;
    for (uint64_t run = 0; run < 3000; run++) {
        struct pps_prng prng = pps_prng_stream(11, run);
        struct pp_portset taken;
        struct pps_block_list blocks = {0};
        put_obstacles(&prng, &taken);
        struct pps_reserve_request request = {
            .range = draw_dynamic(&prng),
            .block_ports = 100,
            .usual_blocks = 30,
            .parameters = &calm,
        };
        struct pp_portset replayed = taken;
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        for (size_t i = 0; i < blocks.count; i++) {
            const struct pps_block *block = &blocks.items[i];
            if (i > 0 && block->burst == block[-1].burst) {
                uint32_t want = naive_fit(&replayed,
                                          request.range,
                                          (uint32_t)block[-1].range.last + 1,
                                          100);
                if (want == PP_PORT_COUNT) {
                    want = naive_fit(
                        &replayed, request.range, request.range.first, 100);
                }
                cr_expect_eq(
                    block->range.first, want, "run %d block %zu", (int)run, i);
                checked++;
            }
            pp_portset_set_range(&replayed, block->range);
        }
        pps_block_list_done(&blocks);
    }
    cr_expect_geq(checked, 30000);
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
    const struct pps_reserve_parameters calm = undisturbed();
    struct pps_reserve_request request = {
        .range = {20000, 20999},
        .block_ports = 100,
        .usual_blocks = 100,
        .is_count_fixed = true,
        .parameters = &calm,
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
        struct pps_reserve_request request = {.range = {49152, 65535},
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
    /* 58 tables: median 8, mean 12.7 with three of 35 and more in it */
    cr_expect(mean > 8.0 && mean < 12.7, "mean %f", mean);
    uint32_t median = pps_histogram_quantile(&counts, 50);
    cr_expect(median >= 7 && median <= 9, "median %u", median);
    /* 517 of 818 neighbours; 51 % from 49152 up, 67 % below */
    cr_expect(touch > 0.51 && touch < 0.67, "touching %f", touch);
    /* 22 of 31 first blocks lie below 50196 */
    cr_expect(low_first > RUNS * 60 / 100 && low_first < RUNS * 80 / 100,
              "%u",
              low_first);
    pps_histogram_done(&counts);
}

/* Of one start without obstacles: bursts after the first, neighbours in the
 * order of placing, and those of them that touch. */
struct start {
    uint32_t later_bursts;
    uint32_t pairs;
    uint32_t touching;
};

static struct start start_with(uint32_t number, uint64_t run)
{
    struct pps_prng prng = pps_prng_stream(13, run);
    struct pp_portset taken = {{0}};
    struct pps_block_list blocks = {0};
    struct pps_reserve_request request = {.range = {1025, 65535},
                                          .block_ports = 100,
                                          .usual_blocks = number,
                                          .is_count_fixed = true};
    cr_assert_eq(pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
                 PP_OK);
    cr_assert_eq(blocks.count, number);
    struct start start = {.later_bursts = blocks.items[number - 1].burst,
                          .pairs = number - 1};
    for (uint32_t i = 1; i < number; i++) {
        start.touching +=
            blocks.items[i].range.first == blocks.items[i - 1].range.last + 1;
    }
    pps_block_list_done(&blocks);
    return start;
}

/* Few blocks or many, a machine has as many bursts; the last block ends none.
 */
Test(reserve, bursts_do_not_depend_on_the_number_of_blocks)
{
    static const uint32_t numbers[] = {8, 20, 60};
    enum {
        RUNS = 20000
    };
    double wanted = pps_reserve_calibrated.later_bursts_permille / 1000.0;
    for (size_t i = 0; i < PP_ARRAY_LEN(numbers); i++) {
        double later = 0;
        for (uint64_t run = 0; run < RUNS; run++) {
            later += start_with(numbers[i], run).later_bursts;
        }
        double mean = later / RUNS;
        double share = (numbers[i] - 1.0) / numbers[i];
        cr_expect(mean > 0.96 * wanted * share && mean < 1.04 * wanted * share,
                  "%u blocks: %f bursts more",
                  numbers[i],
                  mean);
    }
}

/* Machines differ in how much of them touches: more than the same chance for
 * each pair of neighbours would make them differ. */
Test(reserve, some_machines_touch_and_others_do_not)
{
    enum {
        RUNS = 20000,
        NUMBER = 60
    };
    double sum = 0;
    double squares = 0;
    for (uint64_t run = 0; run < RUNS; run++) {
        struct start start = start_with(NUMBER, run);
        double share = (double)start.touching / start.pairs;
        sum += share;
        squares += share * share;
    }
    double mean = sum / RUNS;
    double variance = squares / RUNS - mean * mean;
    double alike = mean * (1 - mean) / (NUMBER - 1);
    cr_expect(variance > 5 * alike, "%f, if alike %f", variance, alike);
}

Test(reserve, a_machine_keeps_about_as_many_blocks_as_it_had)
{
    struct pps_histogram counts = {0};
    struct pps_reserve_request request = {.usual_blocks = 13};
    for (uint64_t run = 0; run < 20000; run++) {
        struct pps_prng prng = pps_prng_stream(5, run);
        uint32_t count = pps_reserve_draw_count(&request, &prng);
        cr_assert_eq(pps_histogram_add(&counts, count), PP_OK);
    }
    double mean = pps_histogram_mean(&counts);
    cr_expect(mean > 12.0 && mean < 15.0, "mean %f", mean);
    cr_expect_leq(pps_histogram_quantile(&counts, 5), 10);
    cr_expect_geq(pps_histogram_quantile(&counts, 95), 18);
    struct pps_prng prng = pps_prng_stream(5, 0);
    request.usual_blocks = 1;
    for (int i = 0; i < 1000; i++) {
        cr_expect_geq(pps_reserve_draw_count(&request, &prng), 1);
    }
    pps_histogram_done(&counts);
}

/* Bursts that begin where old ones did, as often as asked for. */
Test(reserve, bursts_come_back_to_old_places)
{
    static const uint16_t firsts[] = {52000, 60000};
    struct pps_reserve_request request = {
        .range = {49152, 65535},
        .block_ports = 100,
        .old = {firsts, PP_ARRAY_LEN(firsts), 1000},
    };
    struct pps_reserve_request elsewhere = request;
    elsewhere.old.permille = 0;
    uint32_t near = 0;
    uint32_t near_by_chance = 0;
    for (uint64_t run = 0; run < 2000; run++) {
        for (int which = 0; which < 2; which++) {
            struct pps_prng prng = pps_prng_stream(9, run);
            struct pp_portset taken = {{0}};
            struct pps_block_list blocks = {0};
            cr_assert_eq(
                pps_reserve_firstfit.reserve(
                    which == 0 ? &request : &elsewhere, &prng, &taken, &blocks),
                PP_OK);
            uint16_t first = blocks.items[0].range.first;
            bool is_near = (first >= 51700 && first <= 52300) ||
                           (first >= 59700 && first <= 60300);
            near += which == 0 && is_near;
            near_by_chance += which == 1 && is_near;
            pps_block_list_done(&blocks);
        }
    }
    cr_expect_eq(near, 2000);
    cr_expect_lt(near_by_chance, 200);
}

/* An old place outside the range, of before the range was changed, is none. */
Test(reserve, old_places_outside_the_range_are_forgotten)
{
    static const uint16_t firsts[] = {1031};
    struct pps_reserve_request request = {
        .range = {49152, 65535},
        .block_ports = 100,
        .old = {firsts, PP_ARRAY_LEN(firsts), 1000},
    };
    uint32_t at_bottom = 0;
    for (uint64_t run = 0; run < 1000; run++) {
        struct pps_prng prng = pps_prng_stream(9, run);
        struct pp_portset taken = {{0}};
        struct pps_block_list blocks = {0};
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        at_bottom += blocks.items[0].range.first == 49152;
        pps_block_list_done(&blocks);
    }
    cr_expect_lt(at_bottom, 100);
}

/* What was in use meanwhile leaves nothing behind, and nothing over it. */
Test(reserve, usual_ports_keep_blocks_away)
{
    struct pps_reserve_parameters certain = undisturbed();
    certain.usual_port_count = 1;
    certain.usual_ports[0] = (struct pps_usual_port){{5040, 5040}, 1000};
    struct pps_reserve_request request = {
        .range = {5000, 5999},
        .block_ports = 100,
        .usual_blocks = 100,
        .is_count_fixed = true,
        .has_usual_ports = true,
        .parameters = &certain,
    };
    for (uint64_t run = 0; run < 100; run++) {
        struct pps_prng prng = pps_prng_stream(4, run);
        struct pp_portset taken = {{0}};
        struct pps_block_list blocks = {0};
        cr_assert_eq(
            pps_reserve_firstfit.reserve(&request, &prng, &taken, &blocks),
            PP_OK);
        cr_expect_not(pp_portset_test(&taken, 5040));
        cr_expect_eq(pp_portset_count(&taken, request.range),
                     100 * blocks.count);
        pps_block_list_done(&blocks);
    }
}

static void reserve_mirrored(uint64_t run, struct pps_block_list *blocks)
{
    const struct pps_reserve_request request = {.range = {49152, 65535},
                                                .block_ports = 4096};
    struct pps_prng prng = pps_prng_stream(6, run);
    struct pp_portset taken = {{0}};
    pp_portset_set(&taken, 55000);
    pp_portset_set(&taken, 61000);
    cr_assert_eq(pps_reserve_mirrored.reserve(&request, &prng, &taken, blocks),
                 PP_OK);
}

/* 49152-54999 has 1753 places for 4096 ports, 55001-60999 has 1904, and
 * 61001-65535 has 440: each place is as likely as any other. */
Test(reserve, the_mirrored_run_lies_wherever_there_is_room)
{
    uint32_t counts[3] = {0};
    for (uint64_t run = 0; run < 40970; run++) {
        struct pps_block_list blocks = {0};
        reserve_mirrored(run, &blocks);
        cr_assert_eq(blocks.count, 1);
        uint16_t first = blocks.items[0].range.first;
        counts[first < 55000 ? 0 : first < 61000 ? 1 : 2]++;
        pps_block_list_done(&blocks);
    }
    cr_expect(counts[0] > 17130 && counts[0] < 17930, "%u", counts[0]);
    cr_expect(counts[1] > 18640 && counts[1] < 19440, "%u", counts[1]);
    cr_expect(counts[2] > 4150 && counts[2] < 4650, "%u", counts[2]);
}
