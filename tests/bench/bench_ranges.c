/*
 * The speed of the range structures beside each other and beside peers, in
 * one run on the same data. Every figure is the median of several
 * repetitions; the data comes from a fixed seed.
 *
 *     meson setup build-bench -Dbenchmarks=enabled -Dbuildtype=release
 *     ninja -C build-bench tests/bench/bench_ranges
 *     build-bench/tests/bench/bench_ranges
 */
#include <stdio.h>
#include <stdlib.h>

#include "portplan/itree.h"
#include "portplan/portset.h"
#include "portplan/rangeset.h"

#include "bench_clock.h"
#include "random.h"

#ifdef PP_BENCH_ROARING
#    include <roaring/roaring.h>
#endif
#ifdef PP_BENCH_ICL
#    include "bench_icl.h"
#endif

enum {
    REPETITIONS = 9,
    ASKED_COUNT = 65536, /* ports asked for in one repetition */
    ITEMS_MAX = 65536,
    CHANGES_COUNT = 4096, /* changes in one repetition */
};

/* ------------------------------------------------------------------------ */
/* The data                                                                 */

struct data {
    struct pp_range ranges[ITEMS_MAX]; /* labelled by their index */
    uint32_t handles[ITEMS_MAX];
    size_t count;
    uint16_t asked[ASKED_COUNT];
    uint32_t shortest; /* ports of a range */
    uint32_t longest;
    struct pp_test_random random; /* goes on through all repetitions */
    struct pp_itree tree;
    struct pp_hits hits;
    struct pp_rangeset set;
    struct pp_portset bits;
    uint32_t claim_counts[PP_PORT_COUNT];
#ifdef PP_BENCH_ROARING
    roaring_bitmap_t *roaring;
#endif
#ifdef PP_BENCH_ICL
    struct bench_icl_item icl_items[ITEMS_MAX];
    struct bench_icl *icl;
#endif
};

static struct data data;

/* Keeps the compiler from leaving work out. */
static volatile uint64_t sink;

static void must(bool is_fine)
{
    if (!is_fine) {
        fputs("bench_ranges: out of memory\n", stderr);
        exit(2);
    }
}

static struct pp_range draw_range(void)
{
    struct pp_test_random *random = &data.random;
    struct pp_range range = {0, 0};
    uint32_t len = pp_test_random_in(random, data.shortest, data.longest);
    uint32_t first = pp_test_random_below(random, PP_PORT_COUNT - len + 1);
    must(pp_range_from_count(first, len, &range));
    return range;
}

/* `count` ranges of `shortest` to `longest` ports. */
static void draw_data(size_t count, uint32_t shortest, uint32_t longest)
{
    data.random = pp_test_random_from(1);
    data.count = count;
    data.shortest = shortest;
    data.longest = longest;
    for (size_t i = 0; i < count; i++) {
        data.ranges[i] = draw_range();
    }
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        data.asked[i] = (uint16_t)pp_test_random_next(&data.random);
    }
}

static void build_own(void)
{
    pp_itree_done(&data.tree);
    pp_rangeset_clear(&data.set);
    for (size_t i = 0; i < data.count; i++) {
        struct pp_range range = data.ranges[i];
        must(pp_rangeset_add(&data.set, range) == PP_OK);
        must(pp_itree_insert(
                 &data.tree, range, (uint32_t)i, &data.handles[i]) == PP_OK);
    }
    pp_portset_from_rangeset(&data.set, &data.bits);
}

static void build_peers(void)
{
#ifdef PP_BENCH_ROARING
    data.roaring = roaring_bitmap_create();
    must(data.roaring != NULL);
    for (size_t i = 0; i < data.set.count; i++) {
        roaring_bitmap_add_range(data.roaring,
                                 data.set.items[i].first,
                                 data.set.items[i].last + UINT64_C(1));
    }
    roaring_bitmap_run_optimize(data.roaring);
#endif
#ifdef PP_BENCH_ICL
    for (size_t i = 0; i < data.count; i++) {
        data.icl_items[i] = (struct bench_icl_item){
            data.ranges[i].first, data.ranges[i].last, (uint32_t)i};
    }
    data.icl = bench_icl_new(data.icl_items, data.count);
#endif
}

static void free_peers(void)
{
#ifdef PP_BENCH_ROARING
    roaring_bitmap_free(data.roaring);
#endif
#ifdef PP_BENCH_ICL
    bench_icl_free(data.icl);
#endif
}

/* ------------------------------------------------------------------------ */
/* Asking for each port of data.asked                                       */

static void stab_tree(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        must(pp_itree_stab(&data.tree, data.asked[i], &data.hits) == PP_OK);
        for (size_t k = 0; k < data.hits.count; k++) {
            sum += data.hits.items[k].label;
        }
    }
    sink = sum;
}

static void stab_tree_any(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        sum += pp_itree_stab_any(&data.tree, data.asked[i]);
    }
    sink = sum;
}

static void ask_rangeset(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        sum += pp_rangeset_contains(&data.set, data.asked[i]);
    }
    sink = sum;
}

static void ask_portset(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        sum += pp_portset_test(&data.bits, data.asked[i]);
    }
    sink = sum;
}

static int compare_port(const void *key, const void *item)
{
    uint16_t port = *(const uint16_t *)key;
    const struct pp_range *range = item;
    return port < range->first ? -1 : port > range->last;
}

static void ask_bsearch(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        sum += bsearch(&data.asked[i],
                       data.set.items,
                       data.set.count,
                       sizeof(*data.set.items),
                       compare_port) != NULL;
    }
    sink = sum;
}

#ifdef PP_BENCH_ROARING
static void ask_roaring(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        sum += roaring_bitmap_contains(data.roaring, data.asked[i]);
    }
    sink = sum;
}
#endif

#ifdef PP_BENCH_ICL
static void ask_icl_set(void)
{
    sink = bench_icl_contains(data.icl, data.asked, ASKED_COUNT);
}

static void stab_icl_map(void)
{
    sink = bench_icl_stab(data.icl, data.asked, ASKED_COUNT);
}
#endif

/* ------------------------------------------------------------------------ */
/* All 65,536 ports                                                         */

static enum pp_status
note_span(void *user, struct pp_range span, const struct pp_hits *claims)
{
    uint32_t *counts = user;
    for (uint32_t port = span.first; port <= span.last; port++) {
        counts[port] = (uint32_t)claims->count;
    }
    return PP_OK;
}

static void annotate_by_sweep(void)
{
    must(pp_itree_sweep(&data.tree, &data.hits, note_span, data.claim_counts) ==
         PP_OK);
    sink = data.claim_counts[1234];
}

static void annotate_by_stabs(void)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        must(pp_itree_stab(&data.tree, (uint16_t)port, &data.hits) == PP_OK);
        data.claim_counts[port] = (uint32_t)data.hits.count;
    }
    sink = data.claim_counts[1234];
}

static void annotate_by_bits(void)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        data.claim_counts[port] = pp_portset_test(&data.bits, (uint16_t)port);
    }
    sink = data.claim_counts[1234];
}

#ifdef PP_BENCH_ICL
static void annotate_by_icl(void)
{
    bench_icl_annotate(data.icl, data.claim_counts);
    sink = data.claim_counts[1234];
}
#endif

/* ------------------------------------------------------------------------ */
/* Changes at full size: a random range goes, a random one comes. New ones in
 * each repetition, because the processor learns a short list by heart. */

static uint32_t draw_victim(void)
{
    return pp_test_random_below(&data.random, (uint32_t)data.count);
}

/* The drawing alone, to be taken off the others. */
static void change_nothing(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < CHANGES_COUNT; i++) {
        sum += draw_victim();
        sum += draw_range().last;
    }
    sink = sum;
}

static void change_tree(void)
{
    for (size_t i = 0; i < CHANGES_COUNT; i++) {
        uint32_t victim = draw_victim();
        must(pp_itree_remove(&data.tree, data.handles[victim]));
        must(pp_itree_insert(
                 &data.tree, draw_range(), victim, &data.handles[victim]) ==
             PP_OK);
    }
}

static void change_rangeset(void)
{
    for (size_t i = 0; i < CHANGES_COUNT; i++) {
        uint32_t victim = draw_victim();
        struct pp_range range = draw_range();
        must(pp_rangeset_remove(&data.set, data.ranges[victim]) == PP_OK);
        must(pp_rangeset_add(&data.set, range) == PP_OK);
        data.ranges[victim] = range;
    }
}

static void change_portset(void)
{
    for (size_t i = 0; i < CHANGES_COUNT; i++) {
        uint32_t victim = draw_victim();
        struct pp_range range = draw_range();
        pp_portset_clear_range(&data.bits, data.ranges[victim]);
        pp_portset_set_range(&data.bits, range);
        data.ranges[victim] = range;
    }
}

#ifdef PP_BENCH_ICL
static void change_icl(void)
{
    for (size_t i = 0; i < CHANGES_COUNT; i++) {
        uint32_t victim = draw_victim();
        struct pp_range range = draw_range();
        struct bench_icl_item new_item = {range.first, range.last, victim};
        bench_icl_replace(data.icl, &data.icl_items[victim], &new_item);
        data.icl_items[victim] = new_item;
    }
}
#endif

/* Filling an empty tree: data.count inserts. */
static void fill_tree(void)
{
    pp_itree_clear(&data.tree);
    for (size_t i = 0; i < data.count; i++) {
        must(pp_itree_insert(
                 &data.tree, data.ranges[i], (uint32_t)i, &data.handles[i]) ==
             PP_OK);
    }
}

static void copy_tree(void)
{
    struct pp_itree copy = {0};
    must(pp_itree_copy(&data.tree, &copy) == PP_OK);
    /* Reads what was copied: with link-time optimisation the compiler would
     * otherwise leave the copying out. */
    sink = pp_itree_count(&copy) + pp_itree_stab_count(&copy, 1) +
           (uint64_t)(((volatile const char *)copy.nodes)[1]);
    pp_itree_done(&copy);
}

/* ------------------------------------------------------------------------ */
/* Measuring                                                                */

struct subject {
    const char *name;
    void (*run)(void);
};

/* Nanoseconds of one call; short ones are called often enough that the clock
 * does not count. */
static double measure(void (*run)(void))
{
    double start = now_ns();
    run();
    double once = now_ns() - start;
    size_t calls = once < 1e5 ? (size_t)(2e5 / (once + 1)) + 1 : 1;
    double times[REPETITIONS];
    for (size_t i = 0; i < REPETITIONS; i++) {
        start = now_ns();
        for (size_t k = 0; k < calls; k++) {
            run();
        }
        times[i] = (now_ns() - start) / (double)calls;
    }
    qsort(times, REPETITIONS, sizeof(times[0]), compare_double);
    return times[REPETITIONS / 2];
}

static void print_table(const char *title,
                        const char *unit,
                        const struct subject *subjects,
                        size_t count,
                        double divisor)
{
    double first = 0;
    printf("\n%s\n", title);
    for (size_t i = 0; i < count; i++) {
        double value = measure(subjects[i].run) / divisor;
        first = i == 0 ? value : first;
        printf("  %-44s %10.1f %-2s  x %6.2f\n",
               subjects[i].name,
               value,
               unit,
               value / first);
    }
    fflush(stdout);
}

static const struct subject STABS[] = {
    {"itree stab, labels collected", stab_tree},
    {"itree stab_any", stab_tree_any},
    {"rangeset contains", ask_rangeset},
    {"portset test", ask_portset},
    {"sorted merged array, bsearch of libc", ask_bsearch},
#ifdef PP_BENCH_ROARING
    {"CRoaring contains", ask_roaring},
#endif
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_set contains", ask_icl_set},
    {"Boost.ICL interval_map find, labels read", stab_icl_map},
#endif
};

static const struct subject ANNOTATIONS[] = {
    {"itree sweep", annotate_by_sweep},
    {"itree, 65,536 stabs", annotate_by_stabs},
    {"portset (yes or no only)", annotate_by_bits},
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_map, walked", annotate_by_icl},
#endif
};

static const struct subject CHANGES[] = {
    {"itree remove + insert", change_tree},
    {"rangeset remove + add (no labels)", change_rangeset},
    {"portset clear + set (no labels)", change_portset},
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_map subtract + add", change_icl},
#endif
    {"drawing the random numbers, in all of these", change_nothing},
};

static const struct subject COPIES[] = {
    {"itree copy and done", copy_tree},
};

static void bench_data(const char *what)
{
    build_own();
    build_peers();
    printf("\n== %s: %zu ranges, %u ports in %zu runs\n",
           what,
           data.count,
           pp_rangeset_port_count(&data.set),
           data.set.count);
    print_table(
        "one random port, ns", "ns", STABS, PP_ARRAY_LEN(STABS), ASKED_COUNT);
    print_table("all 65,536 ports, us",
                "us",
                ANNOTATIONS,
                PP_ARRAY_LEN(ANNOTATIONS),
                1e3);
    print_table("one range out, another in, ns",
                "ns",
                CHANGES,
                PP_ARRAY_LEN(CHANGES),
                CHANGES_COUNT);
    print_table("one copy, ns", "ns", COPIES, PP_ARRAY_LEN(COPIES), 1);
    free_peers();
}

/* About one claim a port whatever the number, so that the growth is that of
 * the search and not of the answer. */
static void bench_growth(void)
{
    static const size_t COUNTS[] = {10, 60, 100, 600, 1000, 10000, 65536};
    printf("\n== growth of itree: ranges of about 65536 / count ports\n");
    printf("  %8s %10s %12s %12s %18s %10s %10s\n",
           "ranges",
           "stab ns",
           "stab_any ns",
           "insert ns",
           "remove+insert ns",
           "sweep us",
           "copy us");
    for (size_t i = 0; i < PP_ARRAY_LEN(COUNTS); i++) {
        uint32_t len = (uint32_t)(PP_PORT_COUNT / COUNTS[i]);
        draw_data(COUNTS[i], 1, len < 2 ? 2 : len * 2 - 1);
        build_own();
        double count = (double)data.count;
        double insert = measure(fill_tree) / count;
        printf("  %8zu %10.1f %12.1f %12.1f %18.1f %10.1f %10.2f\n",
               data.count,
               measure(stab_tree) / ASKED_COUNT,
               measure(stab_tree_any) / ASKED_COUNT,
               insert,
               measure(change_tree) / CHANGES_COUNT,
               measure(annotate_by_sweep) / 1e3,
               measure(copy_tree) / 1e3);
        fflush(stdout);
    }
}

int main(void)
{
    printf("medians of %d repetitions; x: ratio to the first line\n",
           REPETITIONS);
    draw_data(60, 100, 100);
    bench_data("blocks of 100 ports, as Windows makes them");
    draw_data(600, 100, 100);
    bench_data("blocks of 100 ports");
    draw_data(60, 1, 65536);
    bench_data("ranges of any length, heavily nested");
    bench_growth();
    pp_itree_done(&data.tree);
    pp_hits_done(&data.hits);
    pp_rangeset_done(&data.set);
    return 0;
}
