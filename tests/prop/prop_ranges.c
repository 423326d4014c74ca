/*
 * Random operations on the bitmap and the interval tree, each compared with the
 * naive oracle after every step. More than a million steps in all.
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
#include <stdlib.h>
#include <string.h>

#include "portplan/itree.h"
#include "portplan/portset.h"
#include "portplan/spans.h"

#include "invariants.h"
#include "oracle.h"
#include "random.h"
#include "seed.h"

enum {
    SET_STEPS = 700 * 1000 / PP_INPUT_STEP,
    TREE_STEPS = 500 * 1000 / PP_INPUT_STEP,
    WINDOW_PORTS = 300,
    WINDOW_STEPS = 500,
    FULL_COMPARE_STEPS = 1000,
    TREE_CHECK_STEPS = 20, /* divides FULL_COMPARE_STEPS */
    QUESTIONS = 10,        /* to the tree, frozen */
    SHAPE_ROUNDS = 400 / PP_INPUT_STEP,
    SHAPE_QUESTIONS = 30,
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

/* The same ports twice. */
struct pair {
    struct pp_portset bits;
    struct pp_oracle_set naive;
};

static void
compare_ports(struct run *run, const struct pair *pair, struct pp_range within)
{
    for (uint32_t port = within.first; port <= within.last; port++) {
        bool is_in = pair->naive.is_in[port];
        CHECK(run, pp_portset_test(&pair->bits, (uint16_t)port) == is_in);
    }
}

static void compare_all(struct run *run, const struct pair *pair)
{
    struct pp_range got;
    uint32_t from = 0;
    uint32_t at = 0;
    compare_ports(run, pair, PP_RANGE_ALL);
    CHECK(run,
          pp_portset_count(&pair->bits, PP_RANGE_ALL) ==
              pp_oracle_count(&pair->naive, PP_RANGE_ALL));
    /* The runs begin and end where the oracle changes. */
    while (pp_portset_next_run(&pair->bits, &from, &got)) {
        CHECK(run, pp_oracle_next(&pair->naive, at, true) == got.first);
        at = pp_oracle_next(&pair->naive, got.first, false);
        CHECK(run, at == got.last + UINT32_C(1) && from == at);
    }
    CHECK(run, pp_oracle_next(&pair->naive, at, true) == PP_PORT_COUNT);
}

static void ask_about_range(struct run *run, const struct pair *pair)
{
    struct pp_range r = draw_range(run, run->window);
    uint32_t count = pp_oracle_count(&pair->naive, r);
    CHECK(run, pp_portset_count(&pair->bits, r) == count);
    CHECK(run, pp_portset_test_any(&pair->bits, r) == (count > 0));
}

static void ask_for_free_run(struct run *run, const struct pair *pair)
{
    struct pp_range within = draw_range(run, run->window);
    uint32_t need_count = below(run, 16);
    uint32_t cursor = draw_port(run, run->window) + below(run, 2);
    struct pp_range got = {0};
    struct pp_range naive = {0};
    bool is_naive =
        pp_oracle_find_free(&pair->naive, need_count, cursor, within, &naive);
    bool is_got =
        pp_portset_find_free(&pair->bits, need_count, cursor, within, &got);
    CHECK(run, is_same_run(is_got, got, is_naive, naive));
}

static void ask_for_next_port(struct run *run, const struct pair *pair)
{
    uint32_t from = draw_port(run, run->window) + below(run, 2);
    CHECK(run,
          pp_portset_next_set(&pair->bits, from) ==
              pp_oracle_next(&pair->naive, from, true));
    CHECK(run,
          pp_portset_next_clear(&pair->bits, from) ==
              pp_oracle_next(&pair->naive, from, false));
}

static void change_range(struct pair *pair, struct pp_range range, bool in)
{
    pp_oracle_fill(&pair->naive, range, in);
    if (in) {
        pp_portset_set_range(&pair->bits, range);
    } else {
        pp_portset_clear_range(&pair->bits, range);
    }
}

enum whole_op {
    OP_UNION,
    OP_INTERSECTION,
    OP_DIFFERENCE,
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
    case OP_COPY:
        return in_b;
    case OP_CLEAR:
    case OP_COUNT_:
        return false;
    }
    return false;
}

static void apply_to_bits(enum whole_op op,
                          struct pp_portset *a,
                          const struct pp_portset *b)
{
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
    case OP_COPY:
        *a = *b;
        break;
    case OP_CLEAR:
    case OP_COUNT_:
        pp_portset_clear(a);
        break;
    }
}

static void change_whole(struct run *run, struct pair *a, const struct pair *b)
{
    enum whole_op op = (enum whole_op)below(run, OP_COUNT_);
    apply_to_bits(op, &a->bits, &b->bits);
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        bool in_b = b->naive.is_in[port];
        a->naive.is_in[port] = naive_result(op, a->naive.is_in[port], in_b);
    }
    compare_all(run, a);
}

static void step_sets(struct run *run, struct pair pairs[2])
{
    uint32_t which = below(run, 2);
    struct pair *pair = &pairs[which];
    uint32_t choice = below(run, 2000);
    if (choice == 0) {
        change_whole(run, pair, &pairs[1 - which]);
    } else if (choice == 1) {
        struct pp_range any = draw_range(run, PP_RANGE_ALL);
        change_range(pair, any, below(run, 2) == 0);
        compare_all(run, pair);
    } else {
        struct pp_range near = draw_range(run, run->window);
        change_range(pair, near, below(run, 2) == 0);
    }
    compare_ports(run, pair, run->window);
    ask_about_range(run, pair);
    ask_for_free_run(run, pair);
    if (run->step % 8 == 0) {
        ask_for_next_port(run, pair);
    }
}

Test(prop_ranges, sets_agree_with_the_oracle_at_each_step, .timeout = 1200)
{
    static struct pair pairs[2];
    struct run run = start_run("sets");
    for (run.step = 0; run.step < SET_STEPS; run.step++) {
        if (run.step % WINDOW_STEPS == 0) {
            move_window(&run);
        }
        step_sets(&run, pairs);
        if (run.step % FULL_COMPARE_STEPS == 0) {
            compare_all(&run, &pairs[0]);
            compare_all(&run, &pairs[1]);
        }
    }
}

/* ------------------------------------------------------------------------ */
/* The tree                                                                 */

struct forest {
    struct pp_itree tree;
    struct pp_oracle_items naive;
    struct pp_itree copy;              /* of an earlier moment, */
    struct pp_oracle_items naive_copy; /* and what it must still say */
    struct pp_hits hits;
    struct pp_spans spans;
    uint32_t stale_handle; /* of the item removed last; 0 before */
};

static void compare_hit(struct run *run, struct pp_hit hit, struct pp_hit want)
{
    CHECK(run, pp_range_equal(hit.range, want.range));
    CHECK(run, hit.handle == want.handle);
    CHECK(run, hit.label == want.label);
}

static void compare_hits(struct run *run,
                         const struct pp_hits *hits,
                         const struct pp_hit *want,
                         size_t want_count)
{
    CHECK(run, hits->count == want_count);
    for (size_t i = 0; i < want_count; i++) {
        compare_hit(run, hits->items[i], want[i]);
    }
}

static void compare_answers(struct run *run,
                            struct pp_answers answers,
                            const struct pp_hit *want,
                            size_t want_count)
{
    for (size_t i = 0; i < want_count; i++) {
        const struct pp_hit *hit = pp_answers_next(&answers);
        CHECK(run, hit != NULL);
        compare_hit(run, *hit, want[i]);
    }
    CHECK(run, pp_answers_next(&answers) == NULL);
}

static void ask_tree(struct run *run, struct forest *forest)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    const struct pp_itree *tree = &forest->tree;
    struct pp_range r = draw_range(run, run->window);
    struct pp_range one = {r.first, r.first};
    size_t count =
        pp_oracle_answers(&forest->naive, PP_ORACLE_OVERLAPPING, one, want);
    CHECK(run, pp_itree_enclosing(tree, one, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
    count = pp_oracle_answers(&forest->naive, PP_ORACLE_OVERLAPPING, r, want);
    CHECK(run, pp_itree_overlap(tree, r, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
    count = pp_oracle_answers(&forest->naive, PP_ORACLE_ENCLOSING, r, want);
    CHECK(run, pp_itree_enclosing(tree, r, &forest->hits) == PP_OK);
    compare_hits(run, &forest->hits, want, count);
}

/* Every port of the window: how many items hold it, counted by where those
 * that reach into the window begin and end. */
static void compare_claims(struct run *run,
                           const struct pp_itree *tree,
                           const struct pp_oracle_items *naive,
                           struct pp_hits *hits)
{
    uint32_t changes[WINDOW_PORTS + 1] = {0};
    struct pp_range window = run->window;
    CHECK(run, pp_itree_overlap(tree, window, hits) == PP_OK);
    for (size_t i = 0; i < hits->count; i++) {
        struct pp_range part = {0, 0};
        CHECK(run, pp_range_intersect(hits->items[i].range, window, &part));
        changes[part.first - window.first]++;
        changes[part.last - window.first + 1]--;
    }
    uint32_t claims = 0;
    for (uint32_t i = 0; i < WINDOW_PORTS; i++) {
        claims += changes[i];
        CHECK(run, claims == naive->claims[window.first + i]);
    }
}

/* The same, by asking port by port. */
static void stab_window(struct run *run, struct forest *forest)
{
    for (uint32_t i = 0; i < WINDOW_PORTS; i++) {
        uint16_t port = (uint16_t)(run->window.first + i);
        struct pp_range one = {port, port};
        CHECK(run,
              pp_itree_enclosing(&forest->tree, one, &forest->hits) == PP_OK);
        CHECK(run, forest->hits.count == forest->naive.claims[port]);
    }
}

static void compare_items(struct run *run,
                          const struct pp_itree *tree,
                          const struct pp_oracle_items *naive,
                          struct pp_hits *hits)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    size_t count = pp_oracle_answers(naive, PP_ORACLE_ALL, PP_RANGE_ALL, want);
    CHECK(run, tree->count == count);
    CHECK(run, pp_itree_overlap(tree, PP_RANGE_ALL, hits) == PP_OK);
    compare_hits(run, hits, want, count);
}

/* The same questions to the frozen tree. */
static void ask_spans(struct run *run, struct forest *forest)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    const struct pp_oracle_items *naive = &forest->naive;
    const struct pp_spans *spans = &forest->spans;
    struct pp_range r = draw_range(run, run->window);
    struct pp_range one = {r.first, r.first};
    size_t count = pp_oracle_answers(naive, PP_ORACLE_OVERLAPPING, one, want);
    compare_answers(run, pp_spans_stab(spans, r.first), want, count);
    count = pp_oracle_answers(naive, PP_ORACLE_OVERLAPPING, r, want);
    compare_answers(run, pp_spans_overlap(spans, r), want, count);
    count = pp_oracle_answers(naive, PP_ORACLE_ENCLOSING, r, want);
    compare_answers(run, pp_spans_enclosing(spans, r), want, count);
}

/* The same items at both ends of a span, and as many at each port between as
 * at the ends: none begins or ends inside. */
static void compare_span(struct run *run, struct forest *forest, size_t idx)
{
    struct pp_hit want[PP_ORACLE_ITEMS_MAX];
    const struct pp_oracle_items *naive = &forest->naive;
    struct pp_range span = pp_spans_range(&forest->spans, idx);
    uint32_t depth = naive->claims[span.first];
    for (uint32_t port = span.first; port <= span.last; port++) {
        CHECK(run, naive->claims[port] == depth);
        CHECK(run, pp_spans_find(&forest->spans, (uint16_t)port) == idx);
    }
    uint16_t ends[2] = {span.first, span.last};
    for (size_t i = 0; i < 2; i++) {
        struct pp_range end = {ends[i], ends[i]};
        size_t count =
            pp_oracle_answers(naive, PP_ORACLE_OVERLAPPING, end, want);
        CHECK(run, count == depth);
        compare_answers(run, pp_spans_items(&forest->spans, idx), want, count);
    }
}

static void compare_spans(struct run *run, struct forest *forest)
{
    uint32_t next = 0;
    for (size_t i = 0; i < pp_spans_count(&forest->spans); i++) {
        struct pp_range span = pp_spans_range(&forest->spans, i);
        CHECK(run, span.first == next && span.last >= span.first);
        next = span.last + UINT32_C(1);
        compare_span(run, forest, i);
    }
    CHECK(run, next == PP_PORT_COUNT);
}

static void compare_forest(struct run *run, struct forest *forest)
{
    stab_window(run, forest);
    compare_items(run, &forest->tree, &forest->naive, &forest->hits);
    compare_items(run, &forest->copy, &forest->naive_copy, &forest->hits);
    compare_claims(run, &forest->copy, &forest->naive_copy, &forest->hits);
    compare_spans(run, forest);
}

static void freeze(struct run *run, struct forest *forest)
{
    int violated = 0;
    CHECK(run, pp_spans_of_tree(&forest->tree, &forest->spans) == PP_OK);
    pp_test_spans_are_sound(&forest->spans, &violated);
    CHECK(run, violated == 0);
    for (size_t i = 0; i < QUESTIONS; i++) {
        ask_spans(run, forest);
    }
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
    CHECK(run, !pp_itree_remove(&forest->tree, forest->stale_handle));
    CHECK(run, forest->tree.count == forest->naive.count);
    compare_claims(run, &forest->tree, &forest->naive, &forest->hits);
    ask_tree(run, forest);
}

static void check_invariants(struct run *run, const struct pp_itree *tree)
{
    int violated = 0;
    pp_test_tree_is_sound(tree, &violated);
    CHECK(run, violated == 0);
}

Test(prop_ranges, the_tree_agrees_with_the_oracle_at_each_step, .timeout = 1200)
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
            freeze(&run, &forest);
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
    pp_spans_done(&forest.spans);
}

/* ------------------------------------------------------------------------ */
/* Spans of many items, in shapes that are hard on them                     */

enum shape {
    SHAPE_BLOCKS,    /* of one length: they end as they begin */
    SHAPE_SHORT,     /* of lengths from 1 to 200 */
    SHAPE_ANY,       /* any length, heavily nested */
    SHAPE_RUSSIAN,   /* each inside the one before, on both sides */
    SHAPE_FROM_LOW,  /* all begin at one port */
    SHAPE_TO_HIGH,   /* all end at one port */
    SHAPE_EQUAL,     /* few ranges, many times over */
    SHAPE_UNDER_ALL, /* single ports below long ranges */
    SHAPE_COUNT_
};

struct shapes {
    struct pp_hit items[PP_PORT_COUNT];
    size_t count;
    uint32_t claims[PP_PORT_COUNT + 1];
    struct pp_hit want[PP_PORT_COUNT];
    struct pp_spans spans;
};

static struct pp_range
draw_shape(struct run *run, enum shape shape, uint32_t idx)
{
    uint16_t any = draw_port(run, PP_RANGE_ALL);
    uint16_t other = draw_port(run, PP_RANGE_ALL);
    uint16_t low = any < other ? any : other;
    uint16_t high = any < other ? other : any;
    uint32_t last = any;
    switch (shape) {
    case SHAPE_BLOCKS:
        last = any + UINT32_C(99);
        break;
    case SHAPE_SHORT:
        last = any + below(run, 200);
        break;
    case SHAPE_ANY:
        return (struct pp_range){low, high};
    case SHAPE_RUSSIAN:
        idx %= PP_PORT_COUNT / 2;
        return (struct pp_range){(uint16_t)idx, (uint16_t)(PP_PORT_MAX - idx)};
    case SHAPE_FROM_LOW:
        return (struct pp_range){1, any > 0 ? any : 1};
    case SHAPE_TO_HIGH:
        return (struct pp_range){any, PP_PORT_MAX};
    case SHAPE_EQUAL:
        return (struct pp_range){(uint16_t)(any % 7), (uint16_t)(other | 15)};
    case SHAPE_UNDER_ALL:
    case SHAPE_COUNT_:
        if (idx % 16 == 0) {
            return (struct pp_range){low, high};
        }
        break;
    }
    last = last < PP_PORT_MAX ? last : PP_PORT_MAX;
    return (struct pp_range){any, (uint16_t)last};
}

/* The items, in the order in which they are drawn, and how many hold each
 * port: counted by where they begin and end. */
static void draw_items(struct run *run, struct shapes *shapes, size_t count)
{
    enum shape shape = (enum shape)(run->step % SHAPE_COUNT_);
    shapes->count = count;
    memset(shapes->claims, 0, sizeof(shapes->claims));
    for (uint32_t i = 0; i < count; i++) {
        struct pp_range range = draw_shape(run, shape, i);
        shapes->items[i] = (struct pp_hit){range, below(run, 50), i};
        shapes->claims[range.first]++;
        shapes->claims[range.last + 1]--;
    }
    for (uint32_t port = 1; port <= PP_PORT_COUNT; port++) {
        shapes->claims[port] += shapes->claims[port - 1];
    }
}

static int compare_in_order(const void *left, const void *right)
{
    const struct pp_hit *a = left;
    const struct pp_hit *b = right;
    int order = pp_range_compare(a->range, b->range);
    return order != 0 ? order
                      : (a->handle > b->handle) - (a->handle < b->handle);
}

/* The items that begin at or below `low` and end at or above `high`, as the
 * spans must give them. */
static size_t naive_answers(struct shapes *shapes, uint16_t low, uint16_t high)
{
    size_t count = 0;
    for (size_t i = 0; i < shapes->count; i++) {
        struct pp_range range = shapes->items[i].range;
        if (range.first <= low && range.last >= high) {
            shapes->want[count++] = shapes->items[i];
        }
    }
    qsort(shapes->want, count, sizeof(*shapes->want), compare_in_order);
    return count;
}

static void ask_shapes(struct run *run, struct shapes *shapes)
{
    const struct pp_spans *spans = &shapes->spans;
    struct pp_range r = draw_range(run, PP_RANGE_ALL);
    size_t count = naive_answers(shapes, r.first, r.first);
    CHECK(run, count == shapes->claims[r.first]);
    compare_answers(run, pp_spans_stab(spans, r.first), shapes->want, count);
    count = naive_answers(shapes, r.last, r.first);
    compare_answers(run, pp_spans_overlap(spans, r), shapes->want, count);
    count = naive_answers(shapes, r.first, r.last);
    compare_answers(run, pp_spans_enclosing(spans, r), shapes->want, count);
}

/* Goes over the spans by what changes alone: each item begins once, where it
 * should, and ends once. */
static void replay_changes(struct run *run, struct shapes *shapes)
{
    const struct pp_spans *spans = &shapes->spans;
    size_t live = 0;
    size_t begun = 0;
    uint32_t next = 0;
    for (size_t i = 0; i < pp_spans_count(spans); i++) {
        struct pp_range span = pp_spans_range(spans, i);
        struct pp_answers answers = pp_spans_ended(spans, i);
        const struct pp_hit *hit;
        CHECK(run, span.first == next);
        next = span.last + UINT32_C(1);
        while ((hit = pp_answers_next(&answers)) != NULL) {
            CHECK(run, hit->range.last + UINT32_C(1) == span.first);
            live--;
        }
        answers = pp_spans_begun(spans, i);
        while ((hit = pp_answers_next(&answers)) != NULL) {
            CHECK(run, hit->range.first == span.first);
            live++;
            begun++;
        }
        CHECK(run, pp_spans_find(spans, span.first) == i);
        CHECK(run, pp_spans_find(spans, span.last) == i);
        for (uint32_t port = span.first; port <= span.last; port++) {
            CHECK(run, shapes->claims[port] == live);
        }
    }
    CHECK(run, begun == shapes->count && next == PP_PORT_COUNT);
}

Test(prop_ranges, spans_of_any_shape_agree_with_the_oracle, .timeout = 1200)
{
    static struct shapes shapes;
    struct run run = start_run("spans");
    run.window = PP_RANGE_ALL;
    for (run.step = 0; run.step < SHAPE_ROUNDS; run.step++) {
        /* All sizes, small ones mostly; each shape once with all it can. */
        size_t most = (size_t)1 << below(&run, 15);
        size_t count = run.step < SHAPE_COUNT_
                           ? PP_PORT_MAX
                           : below(&run, (uint32_t)most + 1);
        int violated = 0;
        draw_items(&run, &shapes, count);
        CHECK(&run,
              pp_spans_of_items(shapes.items, count, &shapes.spans) == PP_OK);
        pp_test_spans_are_sound(&shapes.spans, &violated);
        CHECK(&run, violated == 0);
        replay_changes(&run, &shapes);
        for (size_t i = 0; i < SHAPE_QUESTIONS; i++) {
            ask_shapes(&run, &shapes);
        }
    }
    pp_spans_done(&shapes.spans);
}
