/*
 * The speed of the range structures beside each other and beside peers, in
 * one run on the same data. Every figure is the best of several repetitions,
 * because the machine may have other work; the data comes from a fixed seed.
 *
 *     meson setup build-bench -Dbenchmarks=enabled -Dbuildtype=release
 *     ninja -C build-bench tests/bench/bench_ranges
 *     build-bench/tests/bench/bench_ranges
 */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "portplan/itree.h"
#include "portplan/portset.h"
#include "portplan/spans.h"

#include "random.h"

#ifdef PP_BENCH_ROARING
#    include <roaring/roaring.h>
#endif
#ifdef PP_BENCH_ICL
#    include "bench_icl.h"
#endif

enum {
    REPETITIONS = 15,
    ASKED_COUNT = 65536, /* ports asked for in one repetition */
    ITEMS_MAX = 65536,
    CHANGES_COUNT = 4096, /* changes in one repetition */
    OVERLAP_PORTS = 100,  /* in a range asked for */
    MANY = 10000,         /* ranges; with as many, what takes long */
    SPARING = 64,         /* asks one port in so many */
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
    struct pp_hit items[ITEMS_MAX]; /* the ranges once more */
    struct pp_spans spans;
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

/* Filling an empty tree: data.count inserts. */
static void build_tree(void)
{
    pp_itree_done(&data.tree);
    for (size_t i = 0; i < data.count; i++) {
        must(pp_itree_insert(
                 &data.tree, data.ranges[i], (uint32_t)i, &data.handles[i]) ==
             PP_OK);
    }
}

static void build_spans(void)
{
    must(pp_spans_of_items(data.items, data.count, &data.spans) == PP_OK);
}

static void freeze_tree(void)
{
    must(pp_spans_of_tree(&data.tree, &data.spans) == PP_OK);
}

/* With the memory as well: nothing is there before, nothing is left. */
static void build_spans_anew(void)
{
    struct pp_spans spans = {0};
    must(pp_spans_of_items(data.items, data.count, &spans) == PP_OK);
    sink = pp_spans_count(&spans);
    pp_spans_done(&spans);
}

#ifdef PP_BENCH_ROARING
static void build_roaring(void)
{
    if (data.roaring != NULL) {
        roaring_bitmap_free(data.roaring);
    }
    data.roaring = roaring_bitmap_create();
    must(data.roaring != NULL);
    for (size_t i = 0; i < data.count; i++) {
        roaring_bitmap_add_range(data.roaring,
                                 data.ranges[i].first,
                                 data.ranges[i].last + UINT64_C(1));
    }
    roaring_bitmap_run_optimize(data.roaring);
}
#endif

#ifdef PP_BENCH_ICL
static void build_icl(void)
{
    bench_icl_free(data.icl);
    data.icl = bench_icl_new(data.icl_items, data.count);
}
#endif

static void build_all(void)
{
    pp_portset_clear(&data.bits);
    for (size_t i = 0; i < data.count; i++) {
        uint32_t label = (uint32_t)i;
        data.items[i] = (struct pp_hit){data.ranges[i], label, label};
        pp_portset_set_range(&data.bits, data.ranges[i]);
#ifdef PP_BENCH_ICL
        data.icl_items[i] = (struct bench_icl_item){
            data.ranges[i].first, data.ranges[i].last, label};
#endif
    }
    build_tree();
    build_spans();
#ifdef PP_BENCH_ROARING
    build_roaring();
#endif
#ifdef PP_BENCH_ICL
    build_icl();
#endif
}

static void free_peers(void)
{
#ifdef PP_BENCH_ROARING
    roaring_bitmap_free(data.roaring);
    data.roaring = NULL;
#endif
#ifdef PP_BENCH_ICL
    bench_icl_free(data.icl);
    data.icl = NULL;
#endif
}

/* ------------------------------------------------------------------------ */
/* Asking for each port of data.asked                                       */

static void stab_tree(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        struct pp_range port = {data.asked[i], data.asked[i]};
        must(pp_itree_enclosing(&data.tree, port, &data.hits) == PP_OK);
        for (size_t k = 0; k < data.hits.count; k++) {
            sum += data.hits.items[k].label;
        }
    }
    sink = sum;
}

static void stab_spans(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        struct pp_answers answers = pp_spans_stab(&data.spans, data.asked[i]);
        const struct pp_hit *hit;
        while ((hit = pp_answers_next(&answers)) != NULL) {
            sum += hit->label;
        }
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
/* Asking for 100 ports, from each of data.asked on                         */

static struct pp_range asked_range(size_t i)
{
    uint32_t last = data.asked[i] + UINT32_C(1) * OVERLAP_PORTS - 1;
    last = last < PP_PORT_MAX ? last : PP_PORT_MAX;
    return (struct pp_range){data.asked[i], (uint16_t)last};
}

static void overlap_tree(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        must(pp_itree_overlap(&data.tree, asked_range(i), &data.hits) == PP_OK);
        for (size_t k = 0; k < data.hits.count; k++) {
            sum += data.hits.items[k].label;
        }
    }
    sink = sum;
}

static void overlap_spans(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        struct pp_answers answers =
            pp_spans_overlap(&data.spans, asked_range(i));
        const struct pp_hit *hit;
        while ((hit = pp_answers_next(&answers)) != NULL) {
            sum += hit->label;
        }
    }
    sink = sum;
}

#ifdef PP_BENCH_ROARING
static void overlap_roaring(void)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < ASKED_COUNT; i++) {
        struct pp_range range = asked_range(i);
        roaring_uint32_iterator_t at;
        roaring_init_iterator(data.roaring, &at);
        sum += roaring_move_uint32_iterator_equalorlarger(&at, range.first) &&
               at.current_value <= range.last;
    }
    sink = sum;
}
#endif

#ifdef PP_BENCH_ICL
static unsigned sparing(void)
{
    return data.count >= MANY ? SPARING : 1;
}

static void overlap_icl(void)
{
    sink = bench_icl_overlap(
        data.icl, data.asked, ASKED_COUNT / sparing(), OVERLAP_PORTS);
}
#endif

/* ------------------------------------------------------------------------ */
/* All 65,536 ports                                                         */

/* How many items answer. */
static uint32_t count_all(struct pp_answers answers)
{
    uint32_t count = 0;
    while (pp_answers_next(&answers) != NULL) {
        count++;
    }
    return count;
}

static void annotate_by_spans(void)
{
    uint32_t depth = 0;
    freeze_tree();
    for (size_t i = 0; i < pp_spans_count(&data.spans); i++) {
        struct pp_range span = pp_spans_range(&data.spans, i);
        depth += count_all(pp_spans_begun(&data.spans, i));
        depth -= count_all(pp_spans_ended(&data.spans, i));
        for (uint32_t port = span.first; port <= span.last; port++) {
            data.claim_counts[port] = depth;
        }
    }
    sink = data.claim_counts[1234];
}

static void annotate_by_stabs(void)
{
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        struct pp_range one = {(uint16_t)port, (uint16_t)port};
        must(pp_itree_enclosing(&data.tree, one, &data.hits) == PP_OK);
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

static void copy_tree(void)
{
    struct pp_itree copy = {0};
    must(pp_itree_copy(&data.tree, &copy) == PP_OK);
    /* Reads what was copied: with link-time optimisation the compiler would
     * otherwise leave the copying out. */
    sink = copy.count + (uint64_t)(((volatile const char *)copy.nodes)[1]);
    pp_itree_done(&copy);
}

/* ------------------------------------------------------------------------ */
/* Measuring                                                                */

struct subject {
    const char *name;
    void (*run)(void);
    unsigned (*sparing)(void); /* asks one port in so many; NULL for all */
};

/* Of this process alone: what else the machine does is not counted. */
static double cpu_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec * 1e9 + (double)now.tv_nsec;
}

/* Nanoseconds of one call; short ones are called often enough that the clock
 * does not count. */
static double measure(void (*run)(void))
{
    double start = cpu_ns();
    run();
    double best = cpu_ns() - start;
    size_t calls = best < 1e5 ? (size_t)(2e5 / (best + 1)) + 1 : 1;
    size_t repetitions = best < 3e8 ? REPETITIONS : 2;
    for (size_t i = 0; i < repetitions; i++) {
        start = cpu_ns();
        for (size_t k = 0; k < calls; k++) {
            run();
        }
        double once = (cpu_ns() - start) / (double)calls;
        best = once < best ? once : best;
    }
    return best;
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
        if (subjects[i].sparing != NULL) {
            value *= subjects[i].sparing();
        }
        first = i == 0 ? value : first;
        printf("  %-44s %10.1f %-2s  x %6.2f\n",
               subjects[i].name,
               value,
               unit,
               value / first);
    }
    fflush(stdout);
}

/* Below, the goals are computed from the first two of these. */
static const struct subject BUILDS[] = {
    {"itree, filled", build_tree, NULL},
    {"spans of items, memory used again", build_spans, NULL},
    {"spans of items, memory and all", build_spans_anew, NULL},
    {"spans of a tree", freeze_tree, NULL},
#ifdef PP_BENCH_ROARING
    {"CRoaring (no labels)", build_roaring, NULL},
#endif
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_set and interval_map", build_icl, NULL},
#endif
};

static const struct subject STABS[] = {
    {"itree stab, labels collected", stab_tree, NULL},
    {"spans stab, labels read", stab_spans, NULL},
    {"portset test", ask_portset, NULL},
#ifdef PP_BENCH_ROARING
    {"CRoaring contains", ask_roaring, NULL},
#endif
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_set contains", ask_icl_set, NULL},
    {"Boost.ICL interval_map find, labels read", stab_icl_map, NULL},
#endif
};

static const struct subject OVERLAPS[] = {
    {"itree overlap, labels collected", overlap_tree, NULL},
    {"spans overlap, labels read", overlap_spans, NULL},
#ifdef PP_BENCH_ROARING
    {"CRoaring, the next port (yes or no only)", overlap_roaring, NULL},
#endif
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_map equal_range, labels read", overlap_icl, sparing},
#endif
};

static const struct subject ANNOTATIONS[] = {
    {"itree frozen, spans walked", annotate_by_spans, NULL},
    {"itree, 65,536 stabs", annotate_by_stabs, NULL},
    {"portset (yes or no only)", annotate_by_bits, NULL},
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_map, walked", annotate_by_icl, NULL},
#endif
};

static const struct subject CHANGES[] = {
    {"itree remove + insert", change_tree, NULL},
    {"portset clear + set (no labels)", change_portset, NULL},
#ifdef PP_BENCH_ICL
    {"Boost.ICL interval_map subtract + add", change_icl, NULL},
#endif
    {"drawing the random numbers, in all of these", change_nothing, NULL},
};

static const struct subject COPIES[] = {
    {"itree copy and done", copy_tree, NULL},
};

static void bench_questions(const char *what)
{
    build_all();
    printf("\n== %s: %zu ranges, %u ports in %zu spans\n",
           what,
           data.count,
           pp_portset_count(&data.bits, PP_RANGE_ALL),
           pp_spans_count(&data.spans));
    print_table("building, ns an item",
                "ns",
                BUILDS,
                PP_ARRAY_LEN(BUILDS),
                (double)data.count);
    print_table(
        "one random port, ns", "ns", STABS, PP_ARRAY_LEN(STABS), ASKED_COUNT);
    print_table("100 ports from a random one on, ns",
                "ns",
                OVERLAPS,
                PP_ARRAY_LEN(OVERLAPS),
                ASKED_COUNT);
}

static void bench_data(const char *what)
{
    bench_questions(what);
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
    printf("\n== growth: ranges of about 65536 / count ports\n");
    printf("  %8s %10s %10s %16s %10s %10s %10s\n",
           "ranges",
           "stab ns",
           "insert ns",
           "remove+insert ns",
           "copy us",
           "freeze us",
           "spans ns");
    for (size_t i = 0; i < PP_ARRAY_LEN(COUNTS); i++) {
        uint32_t len = (uint32_t)(PP_PORT_COUNT / COUNTS[i]);
        draw_data(COUNTS[i], 1, len < 2 ? 2 : len * 2 - 1);
        double insert = measure(build_tree) / (double)data.count;
        double stab = measure(stab_tree) / ASKED_COUNT;
        double change = measure(change_tree) / CHANGES_COUNT;
        double copy = measure(copy_tree) / 1e3;
        double freeze = measure(freeze_tree) / 1e3;
        printf("  %8zu %10.1f %10.1f %16.1f %10.2f %10.2f %10.1f\n",
               data.count,
               stab,
               insert,
               change,
               copy,
               freeze,
               measure(stab_spans) / ASKED_COUNT);
        fflush(stdout);
    }
}

/* What cgranges and AIList took beside the tree in one run (docs/internals/
 * itree.md): ratios, so that they travel from machine to machine. */
struct goal {
    size_t ranges;
    uint32_t shortest;
    uint32_t longest;
    double cgranges[3]; /* building, a port, 100 ports */
    double ailist[3];
};

static const struct goal GOALS[] = {
    {60, 100, 100, {0.62, 1.18, 1.07}, {0.47, 1.23, 1.17}},
    {600, 100, 100, {0.80, 0.89, 1.03}, {0.66, 0.75, 0.84}},
    {20000, 100, 100, {0.43, 0.78, 0.70}, {0.49, 0.60, 0.48}},
    {65536, 1, 7, {0.40, 0.98, 0.31}, {0.45, 0.77, 0.19}},
};

static void print_goals(void)
{
    static const struct {
        const char *name;
        const struct subject *pair; /* the tree, the spans */
    } ROWS[] = {
        {"build", BUILDS},
        {"stab", STABS},
        {"overlap", OVERLAPS},
    };
    printf("\n== ratio to the tree, and those of peers measured elsewhere\n");
    printf("  %8s %-8s %8s %8s %8s %8s %8s\n",
           "ranges",
           "",
           "itree ns",
           "spans ns",
           "ratio",
           "cgranges",
           "AIList");
    for (size_t i = 0; i < PP_ARRAY_LEN(GOALS); i++) {
        const struct goal *goal = &GOALS[i];
        draw_data(goal->ranges, goal->shortest, goal->longest);
        build_all();
        for (size_t k = 0; k < PP_ARRAY_LEN(ROWS); k++) {
            double divisor = k == 0 ? (double)data.count : ASKED_COUNT;
            double tree = measure(ROWS[k].pair[0].run) / divisor;
            double spans = measure(ROWS[k].pair[1].run) / divisor;
            printf("  %8zu %-8s %8.1f %8.1f %8.2f %8.2f %8.2f\n",
                   data.count,
                   ROWS[k].name,
                   tree,
                   spans,
                   spans / tree,
                   goal->cgranges[k],
                   goal->ailist[k]);
            fflush(stdout);
        }
        free_peers();
    }
}

int main(void)
{
    printf("best of %d repetitions; x: ratio to the first line\n", REPETITIONS);
    draw_data(60, 100, 100);
    bench_data("blocks of 100 ports, as Windows makes them");
    draw_data(600, 100, 100);
    bench_data("blocks of 100 ports");
    draw_data(60, 1, 65536);
    bench_data("ranges of any length, heavily nested");
    draw_data(20000, 100, 100);
    bench_questions("blocks of 100 ports");
    free_peers();
    draw_data(65536, 1, 7);
    bench_questions("ranges of 1 to 7 ports");
    free_peers();
    bench_growth();
    print_goals();
    pp_itree_done(&data.tree);
    pp_hits_done(&data.hits);
    pp_spans_done(&data.spans);
    return 0;
}
