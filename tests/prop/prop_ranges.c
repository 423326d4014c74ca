/*
 * Random operations on the range set, the bitmap and the interval tree, each
 * compared with the naive oracle after every step. More than a million steps
 * in all.
 *
 * Comparing all 65,536 ports after each step would take hours, so most steps
 * work in a window of 300 ports: all changes and questions lie in it, and the
 * whole window is compared. The window moves every 500 steps, often to one of
 * the two edges of the domain, where wrapping faults live; what was put into
 * other windows stays. Now and then a range of any size is drawn from the
 * whole domain. Every 1000 steps everything is compared, all ports and all
 * invariants.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>

#include "portplan/itree.h"
#include "portplan/portset.h"
#include "portplan/rangeset.h"

#include "oracle.h"
#include "random.h"
#include "seed.h"

enum {
    SET_STEPS = 700 * 1000,
    TREE_STEPS = 500 * 1000,
    WINDOW_PORTS = 300,
    WINDOW_STEPS = 500,
    FULL_COMPARE_STEPS = 1000,
    TREE_CHECK_STEPS = 20,
    COPY_STEPS = 5000,
    TREE_ITEMS_MAX = 300, /* fewer than PP_ORACLE_ITEMS_MAX */
};

/* What a run of either test works with. */
struct run {
    struct pp_test_random random;
    uint32_t seed;
    uint32_t step;
    struct pp_range window;
};

/* Ends the test when `claim` does not hold. Not cr_assert itself, which would
 * cost more than the step when it is called a million times. */
#define CHECK(run, claim)                                      \
    do {                                                       \
        if (!(claim)) {                                        \
            cr_assert(false,                                   \
                      "PP_SEED=%u, step %u, window %u-%u: %s", \
                      (run)->seed,                             \
                      (run)->step,                             \
                      (run)->window.first,                     \
                      (run)->window.last,                      \
                      #claim);                                 \
        }                                                      \
    } while (0)

static struct run start_run(const char *name)
{
    uint32_t seed = pp_test_seed(name);
    return (struct run){.random = pp_test_random_from(seed), .seed = seed};
}

static uint32_t below(struct run *run, uint32_t bound)
{
    return pp_test_random_below(&run->random, bound);
}

static void move_window(struct run *run)
{
    uint32_t first = below(run, PP_PORT_COUNT - WINDOW_PORTS + 1);
    uint32_t place = below(run, 5);
    if (place == 0) {
        first = 0;
    } else if (place == 1) {
        first = PP_PORT_COUNT - WINDOW_PORTS;
    }
    cr_assert(pp_range_from_count(first, WINDOW_PORTS, &run->window));
}

static uint16_t draw_port(struct run *run, struct pp_range within)
{
    return (uint16_t)(within.first + below(run, pp_range_count(within)));
}

/* Short ranges mostly, so that the window does not fill up. */
static struct pp_range draw_range(struct run *run, struct pp_range within)
{
    uint32_t longest = below(run, 4) > 0 ? 12 : pp_range_count(within);
    uint16_t first = draw_port(run, within);
    uint32_t last = first + below(run, longest);
    last = last < within.last ? last : within.last;
    return (struct pp_range){first, (uint16_t)last};
}

/* A run found by the structure and by the oracle: both or neither, and the
 * same. */
static bool is_same_run(bool is_found,
                        struct pp_range run,
                        bool is_found_naively,
                        struct pp_range naive)
{
    return is_found == is_found_naively &&
           (!is_found || pp_range_equal(run, naive));
}

/* ------------------------------------------------------------------------ */
/* Sets                                                                     */

/* The same ports three times over. */
struct trio {
    struct pp_rangeset ranges;
    struct pp_portset bits;
    struct pp_oracle_set naive;
};

static void
compare_ports(struct run *run, const struct trio *trio, struct pp_range within)
{
    for (uint32_t port = within.first; port <= within.last; port++) {
        bool is_in = trio->naive.is_in[port];
        CHECK(run, pp_portset_test(&trio->bits, (uint16_t)port) == is_in);
    }
    /* The range set by its items: each end is where the oracle changes. */
    const struct pp_rangeset *set = &trio->ranges;
    uint32_t at = within.first;
    while (at <= within.last) {
        const struct pp_range *item = pp_rangeset_find(set, (uint16_t)at);
        uint32_t stop = pp_oracle_next(&trio->naive, at, item == NULL);
        CHECK(run, stop > at);
        CHECK(run, item == NULL || stop == item->last + UINT32_C(1));
        at = stop;
    }
}

static void compare_all(struct run *run, const struct trio *trio)
{
    struct pp_rangeset ranges = {0};
    int violated = 0;
    compare_ports(run, trio, PP_RANGE_ALL);
    CHECK(run, pp_rangeset_check(&trio->ranges, &violated));
    CHECK(run,
          pp_rangeset_port_count(&trio->ranges) ==
              pp_oracle_count(&trio->naive, PP_RANGE_ALL));
    CHECK(run,
          pp_portset_count(&trio->bits, PP_RANGE_ALL) ==
              pp_rangeset_port_count(&trio->ranges));
    CHECK(run, pp_portset_to_rangeset(&trio->bits, &ranges) == PP_OK);
    CHECK(run, pp_rangeset_check(&ranges, &violated));
    CHECK(run, pp_rangeset_equal(&ranges, &trio->ranges));
    pp_rangeset_done(&ranges);
}

static void ask_about_range(struct run *run, const struct trio *trio)
{
    struct pp_range r = draw_range(run, run->window);
    const struct pp_rangeset *set = &trio->ranges;
    uint32_t count = pp_oracle_count(&trio->naive, r);
    uint32_t blocks_of = below(run, 20);
    CHECK(run, pp_rangeset_port_count_in(set, r) == count);
    CHECK(run, pp_portset_count(&trio->bits, r) == count);
    CHECK(run, pp_rangeset_overlaps(set, r) == (count > 0));
    CHECK(run, pp_portset_test_any(&trio->bits, r) == (count > 0));
    CHECK(run, pp_rangeset_covers(set, r) == (count == pp_range_count(r)));
    CHECK(run,
          pp_rangeset_count_free_blocks(set, blocks_of, r) ==
              pp_oracle_count_free_blocks(&trio->naive, blocks_of, r));
}

static void ask_for_free_run(struct run *run, const struct trio *trio)
{
    struct pp_range within = draw_range(run, run->window);
    uint32_t need_count = below(run, 16);
    uint32_t cursor = draw_port(run, run->window) + below(run, 2);
    struct pp_range got = {0};
    struct pp_range naive = {0};
    bool is_naive =
        pp_oracle_find_free(&trio->naive, need_count, cursor, within, &naive);
    bool is_got =
        pp_rangeset_find_free(&trio->ranges, need_count, cursor, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
    is_got =
        pp_portset_find_free(&trio->bits, need_count, cursor, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
    is_naive = pp_oracle_longest_free(&trio->naive, within, &naive);
    is_got = pp_rangeset_longest_free(&trio->ranges, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
}

static void ask_for_next_port(struct run *run, const struct trio *trio)
{
    uint32_t from = draw_port(run, run->window) + below(run, 2);
    CHECK(run,
          pp_portset_next_set(&trio->bits, from) ==
              pp_oracle_next(&trio->naive, from, true));
    CHECK(run,
          pp_portset_next_clear(&trio->bits, from) ==
              pp_oracle_next(&trio->naive, from, false));
}

static void
change_range(struct run *run, struct trio *trio, struct pp_range range, bool in)
{
    pp_oracle_fill(&trio->naive, range, in);
    if (in) {
        CHECK(run, pp_rangeset_add(&trio->ranges, range) == PP_OK);
        pp_portset_set_range(&trio->bits, range);
    } else {
        CHECK(run, pp_rangeset_remove(&trio->ranges, range) == PP_OK);
        pp_portset_clear_range(&trio->bits, range);
    }
}

enum whole_op {
    OP_UNION,
    OP_INTERSECTION,
    OP_DIFFERENCE,
    OP_COMPLEMENT,
    OP_COPY,
    OP_CLEAR,
    OP_COUNT_
};

static bool naive_result(enum whole_op op, bool in_a, bool in_b)
{
    switch (op) {
    case OP_UNION:
        return in_a || in_b;
    case OP_INTERSECTION:
        return in_a && in_b;
    case OP_DIFFERENCE:
        return in_a && !in_b;
    case OP_COMPLEMENT:
        return !in_a;
    case OP_COPY:
        return in_b;
    case OP_CLEAR:
    case OP_COUNT_:
        return false;
    }
    return false;
}

/* a = a op b on the range sets. */
static enum pp_status apply_to_ranges(enum whole_op op,
                                      struct pp_rangeset *a,
                                      const struct pp_rangeset *b)
{
    switch (op) {
    case OP_UNION:
        return pp_rangeset_union(a, b, a);
    case OP_INTERSECTION:
        return pp_rangeset_intersection(a, b, a);
    case OP_DIFFERENCE:
        return pp_rangeset_difference(a, b, a);
    case OP_COMPLEMENT:
        return pp_rangeset_complement(a, PP_RANGE_ALL, a);
    case OP_COPY:
        return pp_rangeset_copy(b, a);
    case OP_CLEAR:
    case OP_COUNT_:
        pp_rangeset_clear(a);
        return PP_OK;
    }
    return PP_ERR_INVALID;
}

static void apply_to_bits(enum whole_op op,
                          struct pp_portset *a,
                          const struct pp_portset *b)
{
    struct pp_portset all;
    switch (op) {
    case OP_UNION:
        pp_portset_union(a, b);
        break;
    case OP_INTERSECTION:
        pp_portset_intersect(a, b);
        break;
    case OP_DIFFERENCE:
        pp_portset_subtract(a, b);
        break;
    case OP_COMPLEMENT:
        pp_portset_clear(&all);
        pp_portset_set_range(&all, PP_RANGE_ALL);
        pp_portset_subtract(&all, a);
        *a = all;
        break;
    case OP_COPY:
        *a = *b;
        break;
    case OP_CLEAR:
    case OP_COUNT_:
        pp_portset_clear(a);
        break;
    }
}

static void change_whole(struct run *run, struct trio *a, const struct trio *b)
{
    enum whole_op op = (enum whole_op)below(run, OP_COUNT_);
    CHECK(run, apply_to_ranges(op, &a->ranges, &b->ranges) == PP_OK);
    apply_to_bits(op, &a->bits, &b->bits);
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        bool in_b = b->naive.is_in[port];
        a->naive.is_in[port] = naive_result(op, a->naive.is_in[port], in_b);
    }
    compare_all(run, a);
}

static void step_sets(struct run *run, struct trio trios[2])
{
    uint32_t which = below(run, 2);
    struct trio *trio = &trios[which];
    uint32_t choice = below(run, 2000);
    if (choice == 0) {
        change_whole(run, trio, &trios[1 - which]);
    } else if (choice == 1) {
        struct pp_range any = draw_range(run, PP_RANGE_ALL);
        change_range(run, trio, any, below(run, 2) == 0);
        compare_all(run, trio);
    } else {
        struct pp_range near = draw_range(run, run->window);
        change_range(run, trio, near, below(run, 2) == 0);
    }
    compare_ports(run, trio, run->window);
    ask_about_range(run, trio);
    ask_for_free_run(run, trio);
    if (run->step % 8 == 0) {
        ask_for_next_port(run, trio);
    }
}

Test(prop_ranges, sets_agree_with_the_oracle_at_each_step, .timeout = 110)
{
    static struct trio trios[2];
    struct run run = start_run("sets");
    for (run.step = 0; run.step < SET_STEPS; run.step++) {
        if (run.step % WINDOW_STEPS == 0) {
            move_window(&run);
        }
        step_sets(&run, trios);
        if (run.step % FULL_COMPARE_STEPS == 0) {
            compare_all(&run, &trios[0]);
            compare_all(&run, &trios[1]);
        }
    }
    pp_rangeset_done(&trios[0].ranges);
    pp_rangeset_done(&trios[1].ranges);
}

/* ------------------------------------------------------------------------ */
/* The tree                                                                 */

struct forest {
    struct pp_itree tree;
    struct pp_oracle_items naive;
    struct pp_itree copy;              /* of an earlier moment, */
    struct pp_oracle_items naive_copy; /* and what it must still say */
    struct pp_hits hits;
    uint32_t stale_handle; /* of the item removed last; 0 before */
};

static void compare_hits(struct run *run,
                         const struct pp_hits *hits,
                         const struct pp_hit *want,
                         size_t want_count)
{
    CHECK(run, hits->count == want_count);
    for (size_t i = 0; i < want_count; i++) {
        CHECK(run, pp_range_equal(hits->items[i].range, want[i].range));
        CHECK(run, hits->items[i].handle == want[i].handle);
        CHECK(run, hits->items[i].label == want[i].label);
    }
}

static void ask_tree(struct run *run, struct forest *forest)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    const struct pp_itree *tree = &forest->tree;
    struct pp_range r = draw_range(run, run->window);
    struct pp_range one = {r.first, r.first};
    size_t count =
        pp_oracle_answers(&forest->naive, PP_ORACLE_OVERLAPPING, one, want);
    CHECK(run, pp_itree_stab(tree, r.first, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
    CHECK(run, pp_itree_stab_count(tree, r.first) == count);
    CHECK(run, pp_itree_stab_any(tree, r.first) == (count > 0));
    count = pp_oracle_answers(&forest->naive, PP_ORACLE_OVERLAPPING, r, want);
    CHECK(run, pp_itree_overlap(tree, r, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
    CHECK(run, pp_itree_overlap_any(tree, r) == (count > 0));
    count = pp_oracle_answers(&forest->naive, PP_ORACLE_ENCLOSING, r, want);
    CHECK(run, pp_itree_enclosing(tree, r, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
}

static void ask_tree_for_gaps(struct run *run, const struct forest *forest)
{
    const struct pp_oracle_set *claimed = &forest->naive.claimed;
    struct pp_range within = draw_range(run, run->window);
    uint32_t need_count = below(run, 16);
    uint32_t from = draw_port(run, run->window) + below(run, 2);
    struct pp_range got = {0};
    struct pp_range naive = {0};
    bool is_naive =
        pp_oracle_find_free(claimed, need_count, from, within, &naive);
    bool is_got =
        pp_itree_gap_above(&forest->tree, need_count, from, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
    is_naive =
        pp_oracle_find_free_below(claimed, need_count, from, within, &naive);
    is_got = pp_itree_gap_below(&forest->tree, need_count, from, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
}

/* Every port of the range: how often it is claimed. */
static void compare_claims(struct run *run,
                           const struct pp_itree *tree,
                           const struct pp_oracle_items *naive,
                           struct pp_range within)
{
    for (uint32_t port = within.first; port <= within.last; port++) {
        uint16_t at = (uint16_t)port;
        CHECK(run, pp_itree_stab_count(tree, at) == naive->claims[port]);
    }
}

static void compare_items(struct run *run,
                          const struct pp_itree *tree,
                          const struct pp_oracle_items *naive)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    size_t count = pp_oracle_answers(naive, PP_ORACLE_ALL, PP_RANGE_ALL, want);
    CHECK(run, pp_itree_count(tree) == count);
    uint32_t handle = 0;
    for (size_t i = 0; i < count; i++) {
        bool is_there = i == 0 ? pp_itree_first(tree, &handle)
                               : pp_itree_next(tree, handle, &handle);
        CHECK(run, is_there);
        CHECK(run, handle == want[i].handle);
        struct pp_hit item;
        CHECK(run, pp_itree_get(tree, handle, &item));
        CHECK(run, pp_range_equal(item.range, want[i].range));
        CHECK(run, item.label == want[i].label);
    }
    CHECK(run, count == 0 || !pp_itree_next(tree, handle, &handle));
}

/* What the sweep's calls are compared with. */
struct sweep_check {
    struct run *run;
    const struct pp_oracle_items *naive;
    uint32_t next; /* the first port of the span to come */
};

static enum pp_status
check_span(void *user, struct pp_range span, const struct pp_hits *claims)
{
    struct sweep_check *check = user;
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    CHECK(check->run, span.first == check->next);
    /* The same items at both ends, and as many at each port between as at
     * the ends: none begins or ends inside. */
    for (uint32_t port = span.first; port <= span.last; port++) {
        CHECK(check->run, check->naive->claims[port] == claims->count);
    }
    struct pp_range ends[2] = {{span.first, span.first},
                               {span.last, span.last}};
    for (size_t i = 0; i < 2; i++) {
        size_t count = pp_oracle_answers(
            check->naive, PP_ORACLE_OVERLAPPING, ends[i], want);
        compare_hits(check->run, claims, want, count);
    }
    check->next = span.last + UINT32_C(1);
    return PP_OK;
}

static void compare_forest(struct run *run, struct forest *forest)
{
    struct sweep_check check = {.run = run, .naive = &forest->naive};
    compare_claims(run, &forest->tree, &forest->naive, run->window);
    compare_items(run, &forest->tree, &forest->naive);
    compare_items(run, &forest->copy, &forest->naive_copy);
    compare_claims(run, &forest->copy, &forest->naive_copy, run->window);
    CHECK(run,
          pp_itree_sweep(&forest->tree, &forest->hits, check_span, &check) ==
              PP_OK);
    CHECK(run, check.next == PP_PORT_COUNT);
}

static void insert_item(struct run *run, struct forest *forest)
{
    struct pp_range within = below(run, 500) == 0 ? PP_RANGE_ALL : run->window;
    struct pp_hit item = {
        .range = draw_range(run, within),
        .label = below(run, 50),
    };
    CHECK(run,
          pp_itree_insert(
              &forest->tree, item.range, item.label, &item.handle) == PP_OK);
    pp_oracle_add_item(&forest->naive, item);
}

static void remove_item(struct run *run, struct forest *forest)
{
    uint32_t idx = below(run, (uint32_t)forest->naive.count);
    uint32_t handle = forest->naive.items[idx].handle;
    CHECK(run, pp_itree_remove(&forest->tree, handle));
    pp_oracle_remove_item(&forest->naive, idx);
    forest->stale_handle = handle;
}

/* The number of items goes up and down with the windows: now a few, now
 * hundreds. */
static void step_tree(struct run *run, struct forest *forest, uint32_t aim)
{
    size_t count = forest->naive.count;
    bool is_growing = count < aim ? below(run, 4) > 0 : below(run, 4) == 0;
    if (count == 0 || (is_growing && count < TREE_ITEMS_MAX)) {
        insert_item(run, forest);
    } else {
        remove_item(run, forest);
    }
    struct pp_hit item;
    uint32_t stale = forest->stale_handle;
    CHECK(run, !pp_itree_get(&forest->tree, stale, &item));
    CHECK(run, !pp_itree_remove(&forest->tree, stale));
    CHECK(run, pp_itree_count(&forest->tree) == forest->naive.count);
    compare_claims(run, &forest->tree, &forest->naive, run->window);
    ask_tree(run, forest);
    ask_tree_for_gaps(run, forest);
}

static void check_invariants(struct run *run, const struct pp_itree *tree)
{
    int violated = 0;
    pp_itree_check(tree, &violated);
    CHECK(run, violated == 0);
}

Test(prop_ranges, the_tree_agrees_with_the_oracle_at_each_step, .timeout = 110)
{
    static struct forest forest;
    struct run run = start_run("tree");
    uint32_t aim = 0;
    for (run.step = 0; run.step < TREE_STEPS; run.step++) {
        if (run.step % WINDOW_STEPS == 0) {
            move_window(&run);
            aim = below(&run, below(&run, 2) == 0 ? 12 : 120);
        }
        step_tree(&run, &forest, aim);
        if (run.step % TREE_CHECK_STEPS == 0) {
            check_invariants(&run, &forest.tree);
        }
        if (run.step % FULL_COMPARE_STEPS == 0) {
            compare_forest(&run, &forest);
        }
        if (run.step % COPY_STEPS == 0) {
            CHECK(&run, pp_itree_copy(&forest.tree, &forest.copy) == PP_OK);
            check_invariants(&run, &forest.copy);
            forest.naive_copy = forest.naive;
        }
    }
    pp_itree_done(&forest.tree);
    pp_itree_done(&forest.copy);
    pp_hits_done(&forest.hits);
}
