/*
 * Each allocation of each operation on trees and spans fails in turn: the
 * operation must say so, and what it worked on must be sound and as it was.
 */
#include <criterion/criterion.h>

#include "portplan/itree.h"
#include "portplan/spans.h"

#include "fail_alloc.h"
#include "invariants.h"

enum {
    /* More than any operation here allocates: not to loop for ever if one
     * never succeeds. */
    ALLOCATIONS_MAX = 20,
};

/* What the operations work on, made anew for each attempt. */
struct fixture {
    struct pp_itree tree;
    struct pp_itree other_tree;
    struct pp_hits hits;
};

static void add_items(struct pp_itree *tree, uint32_t count, uint16_t step)
{
    for (uint32_t i = 0; i < count; i++) {
        uint16_t first = (uint16_t)(i * step);
        struct pp_range range = {first, (uint16_t)(first + 60000)};
        cr_assert_eq(pp_itree_insert(tree, range, i, NULL), PP_OK);
    }
}

/* The vectors are filled to the brim, so that one item more needs memory:
 * those of base/vec.h hold 8 at first. */
static void set_up(struct fixture *fixture)
{
    *fixture = (struct fixture){0};
    add_items(&fixture->tree, 7, 1);
    cr_assert_eq(fixture->tree.used, fixture->tree.capacity);
    add_items(&fixture->other_tree, 2, 5);
}

static void tear_down(struct fixture *fixture)
{
    pp_itree_done(&fixture->tree);
    pp_itree_done(&fixture->other_tree);
    pp_hits_done(&fixture->hits);
}

static void
expect_same_tree(struct pp_itree *got, struct pp_itree *want, const char *name)
{
    struct pp_hits got_hits = {0};
    struct pp_hits want_hits = {0};
    int violated = 0;
    cr_expect(pp_test_tree_is_sound(got, &violated), "%s: I%d", name, violated);
    cr_assert_eq(pp_itree_overlap(got, PP_RANGE_ALL, &got_hits), PP_OK);
    cr_assert_eq(pp_itree_overlap(want, PP_RANGE_ALL, &want_hits), PP_OK);
    cr_assert_eq(got_hits.count, want_hits.count, "%s", name);
    cr_expect_eq(got->count, want->count, "%s", name);
    for (size_t i = 0; i < got_hits.count; i++) {
        struct pp_hit a = got_hits.items[i];
        struct pp_hit b = want_hits.items[i];
        cr_expect(pp_range_equal(a.range, b.range), "%s: %zu", name, i);
        cr_expect_eq(a.label, b.label, "%s: %zu", name, i);
        cr_expect_eq(a.handle, b.handle, "%s: %zu", name, i);
    }
    pp_hits_done(&got_hits);
    pp_hits_done(&want_hits);
}

static void expect_as_set_up(struct fixture *fixture, const char *name)
{
    struct fixture fresh;
    set_up(&fresh);
    expect_same_tree(&fixture->tree, &fresh.tree, name);
    expect_same_tree(&fixture->other_tree, &fresh.other_tree, name);
    cr_expect_eq(fixture->hits.count, 0, "%s", name);
    tear_down(&fresh);
}

/* ------------------------------------------------------------------------ */
/* The operations                                                           */

static enum pp_status insert(struct fixture *f)
{
    uint32_t handle = 77;
    enum pp_status status =
        pp_itree_insert(&f->tree, (struct pp_range){5, 6}, 9, &handle);
    cr_expect(status == PP_OK || handle == 77, "written on failure");
    return status;
}

static enum pp_status insert_first(struct fixture *f)
{
    (void)f;
    struct pp_itree fresh = {0};
    enum pp_status status =
        pp_itree_insert(&fresh, (struct pp_range){5, 6}, 9, NULL);
    int violated = 0;
    cr_expect(pp_test_tree_is_sound(&fresh, &violated), "I%d", violated);
    cr_expect_eq(fresh.count, status == PP_OK ? 1 : 0);
    pp_itree_done(&fresh);
    return status;
}

static enum pp_status copy_tree(struct fixture *f)
{
    /* Into a tree too small for it: at first it holds 8 slots. */
    struct pp_itree big = {0};
    enum pp_status status = PP_OK;
    for (uint32_t i = 0; i < 40 && status == PP_OK; i++) {
        status = pp_itree_insert(&big, (struct pp_range){1, 2}, i, NULL);
    }
    if (status == PP_OK) {
        status = pp_itree_copy(&big, &f->other_tree);
    }
    pp_itree_done(&big);
    return status;
}

static const struct pp_range PORT = {30000, 30000};

static enum pp_status stab(struct fixture *f)
{
    return pp_itree_enclosing(&f->tree, PORT, &f->hits);
}

static enum pp_status stab_growing(struct fixture *f)
{
    /* Nine hits, where the list holds eight at first. */
    static const struct pp_range MORE[] = {{29000, 31000}, {29001, 31000}};
    struct pp_itree many = {0};
    enum pp_status status = pp_itree_copy(&f->tree, &many);
    for (size_t i = 0; i < 2 && status == PP_OK; i++) {
        status = pp_itree_insert(&many, MORE[i], 0, NULL);
    }
    if (status == PP_OK) {
        status = pp_itree_enclosing(&many, PORT, &f->hits);
        cr_expect(status != PP_OK || f->hits.count == 9);
    }
    pp_itree_done(&many);
    return status;
}

static enum pp_status overlap(struct fixture *f)
{
    return pp_itree_overlap(&f->tree, PP_RANGE_ALL, &f->hits);
}

static enum pp_status enclosing(struct fixture *f)
{
    return pp_itree_enclosing(&f->tree, (struct pp_range){20, 30}, &f->hits);
}

/* What the spans were before is gone, but they can be given back, and built. */
static enum pp_status
expect_built(struct pp_spans *spans, enum pp_status status, size_t count)
{
    int violated = 0;
    cr_expect_eq(pp_spans_count(spans), status == PP_OK ? count : 0);
    cr_expect(status != PP_OK || pp_test_spans_are_sound(spans, &violated),
              "F%d",
              violated);
    pp_spans_done(spans);
    return status;
}

static enum pp_status freeze(struct fixture *f)
{
    struct pp_spans spans = {0};
    enum pp_status status = pp_spans_of_tree(&f->tree, &spans);
    return expect_built(&spans, status, 14);
}

static enum pp_status freeze_nothing(struct fixture *f)
{
    (void)f;
    struct pp_spans spans = {0};
    return expect_built(&spans, pp_spans_of_items(NULL, 0, &spans), 1);
}

/* Ranges that end as early as others begin, below one that holds them all: a
 * list made anew for nearly each, more than was asked for at first. */
static enum pp_status freeze_growing(struct fixture *f)
{
    (void)f;
    enum {
        COUNT = 100
    };
    struct pp_hit items[COUNT];
    for (uint16_t i = 0; i < COUNT; i++) {
        uint16_t last = (uint16_t)(i < 9 ? 60000 - i : i * 2);
        items[i] = (struct pp_hit){.range = {i < 9 ? i : last, last}};
    }
    struct pp_spans spans = {0};
    enum pp_status status = pp_spans_of_items(items, 3, &spans);
    if (status == PP_OK) {
        status = pp_spans_of_items(items, COUNT, &spans);
        cr_expect(status != PP_OK || spans.begins.count > 2 * COUNT);
    }
    return expect_built(&spans, status, 9 + 2 * 91 + 9);
}

static const struct {
    const char *name;
    enum pp_status (*run)(struct fixture *);
} OPERATIONS[] = {
    {"insert", insert},
    {"insert the first", insert_first},
    {"copy a tree", copy_tree},
    {"stab", stab},
    {"stab, growing", stab_growing},
    {"overlap", overlap},
    {"enclosing", enclosing},
    {"freeze", freeze},
    {"freeze nothing", freeze_nothing},
    {"freeze, growing", freeze_growing},
};

/* Lets the n-th allocation fail; false when the operation needs fewer. */
static bool fail_at(size_t operation, long n)
{
    const char *name = OPERATIONS[operation].name;
    struct fixture fixture;
    set_up(&fixture);
    pp_test_fail_after(n);
    enum pp_status status = OPERATIONS[operation].run(&fixture);
    bool has_failed = pp_test_alloc_count() > n;
    pp_test_fail_after(-1);
    if (has_failed) {
        cr_expect_eq(status, PP_ERR_NOMEM, "%s: %ld", name, n);
        expect_as_set_up(&fixture, name);
    } else {
        cr_expect_eq(status, PP_OK, "%s: %ld", name, n);
    }
    tear_down(&fixture);
    return has_failed;
}

Test(oom_ranges, an_operation_that_runs_out_of_memory_has_changed_nothing)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(OPERATIONS); i++) {
        long n = 0;
        while (n < ALLOCATIONS_MAX && fail_at(i, n)) {
            n++;
        }
        cr_expect_gt(n, 0, "%s never allocates", OPERATIONS[i].name);
        cr_expect_lt(n, ALLOCATIONS_MAX, "%s", OPERATIONS[i].name);
    }
}

Test(oom_ranges, what_takes_items_out_never_allocates)
{
    struct fixture fixture;
    set_up(&fixture);
    cr_assert_eq(pp_itree_enclosing(
                     &fixture.tree, (struct pp_range){0, 0}, &fixture.hits),
                 PP_OK);
    uint32_t handle = fixture.hits.items[0].handle;
    pp_test_fail_after(0);
    cr_expect(pp_itree_remove(&fixture.tree, handle));
    cr_expect_eq(
        pp_itree_insert(&fixture.tree, (struct pp_range){1, 1}, 0, NULL),
        PP_OK,
        "a free slot is used again");
    cr_expect_eq(pp_test_alloc_count(), 0);
    pp_test_fail_after(-1);
    tear_down(&fixture);
}
