/*
 * Each allocation of each operation on range sets, bitmaps and trees fails in
 * turn: the operation must say so, and what it worked on must be sound and as
 * it was.
 */
#include <criterion/criterion.h>

#include "portplan/itree.h"
#include "portplan/portset.h"
#include "portplan/rangeset.h"

#include "fail_alloc.h"
#include "set_text.h"

enum {
    /* More than any operation here allocates: not to loop for ever if one
     * never succeeds. */
    ALLOCATIONS_MAX = 20,
};

/* What the operations work on, made anew for each attempt. */
struct fixture {
    struct pp_rangeset a;
    struct pp_rangeset b;
    struct pp_portset bits;
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
    fixture->a = pp_test_set_of("10-19,30,40,50,60,70,80,90");
    fixture->b = pp_test_set_of("15,35");
    cr_assert_eq(fixture->a.count, fixture->a.capacity);
    pp_portset_set_range(&fixture->bits, (struct pp_range){0, 10});
    for (uint16_t port = 100; port < 120; port += 2) {
        pp_portset_set(&fixture->bits, port);
    }
    add_items(&fixture->tree, 7, 1);
    cr_assert_eq(fixture->tree.used, fixture->tree.capacity);
    add_items(&fixture->other_tree, 2, 5);
}

static void tear_down(struct fixture *fixture)
{
    pp_rangeset_done(&fixture->a);
    pp_rangeset_done(&fixture->b);
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
    cr_expect(pp_itree_check(got, &violated), "%s: I%d", name, violated);
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

static void expect_same_set(struct pp_rangeset *got,
                            struct pp_rangeset *want,
                            const char *name)
{
    int violated = 0;
    cr_expect(pp_rangeset_check(got, &violated), "%s: R%d", name, violated);
    cr_expect(pp_rangeset_equal(got, want), "%s", name);
}

static void expect_as_set_up(struct fixture *fixture, const char *name)
{
    struct fixture fresh;
    set_up(&fresh);
    expect_same_set(&fixture->a, &fresh.a, name);
    expect_same_set(&fixture->b, &fresh.b, name);
    cr_expect(pp_portset_equal(&fixture->bits, &fresh.bits), "%s", name);
    expect_same_tree(&fixture->tree, &fresh.tree, name);
    expect_same_tree(&fixture->other_tree, &fresh.other_tree, name);
    cr_expect_eq(fixture->hits.count, 0, "%s", name);
    tear_down(&fresh);
}

/* ------------------------------------------------------------------------ */
/* The operations                                                           */

static enum pp_status add(struct fixture *f)
{
    return pp_rangeset_add(&f->a, (struct pp_range){35, 36});
}

static enum pp_status remove_middle(struct fixture *f)
{
    return pp_rangeset_remove(&f->a, (struct pp_range){12, 13});
}

static enum pp_status reserve(struct fixture *f)
{
    return pp_rangeset_reserve(&f->a, 1000);
}

static enum pp_status copy_set(struct fixture *f)
{
    struct pp_rangeset fresh = {0};
    enum pp_status status = pp_rangeset_copy(&f->a, &fresh);
    cr_expect_eq(fresh.count, status == PP_OK ? f->a.count : 0);
    pp_rangeset_done(&fresh);
    return status;
}

static enum pp_status unite(struct fixture *f)
{
    return pp_rangeset_union(&f->a, &f->b, &f->a);
}

static enum pp_status intersect(struct fixture *f)
{
    return pp_rangeset_intersection(&f->a, &f->b, &f->b);
}

static enum pp_status subtract(struct fixture *f)
{
    return pp_rangeset_difference(&f->a, &f->b, &f->a);
}

static enum pp_status complement(struct fixture *f)
{
    return pp_rangeset_complement(&f->a, PP_RANGE_ALL, &f->b);
}

static enum pp_status bits_to_ranges(struct fixture *f)
{
    return pp_portset_to_rangeset(&f->bits, &f->b);
}

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
    cr_expect(pp_itree_check(&fresh, &violated), "I%d", violated);
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

static enum pp_status stab(struct fixture *f)
{
    return pp_itree_stab(&f->tree, 30000, &f->hits);
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
        status = pp_itree_stab(&many, 30000, &f->hits);
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

static enum pp_status
count_call(void *user, struct pp_range span, const struct pp_hits *claims)
{
    (void)span;
    (void)claims;
    ++*(int *)user;
    return PP_OK;
}

static enum pp_status sweep(struct fixture *f)
{
    int calls = 0;
    enum pp_status status =
        pp_itree_sweep(&f->tree, &f->hits, count_call, &calls);
    cr_expect_eq(calls > 0, status == PP_OK, "called before it failed");
    return status;
}

static const struct {
    const char *name;
    enum pp_status (*run)(struct fixture *);
} OPERATIONS[] = {
    {"add", add},
    {"remove the middle", remove_middle},
    {"reserve", reserve},
    {"copy a set", copy_set},
    {"union", unite},
    {"intersection", intersect},
    {"difference", subtract},
    {"complement", complement},
    {"bitmap to ranges", bits_to_ranges},
    {"insert", insert},
    {"insert the first", insert_first},
    {"copy a tree", copy_tree},
    {"stab", stab},
    {"stab, growing", stab_growing},
    {"overlap", overlap},
    {"enclosing", enclosing},
    {"sweep", sweep},
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

Test(oom_ranges, what_gives_ports_or_items_back_never_allocates)
{
    struct fixture fixture;
    uint32_t handle;
    set_up(&fixture);
    pp_test_fail_after(0);
    cr_expect_eq(pp_rangeset_remove(&fixture.a, (struct pp_range){10, 12}),
                 PP_OK);
    cr_assert(pp_itree_first(&fixture.tree, &handle));
    cr_expect(pp_itree_remove(&fixture.tree, handle));
    cr_expect_eq(
        pp_itree_insert(&fixture.tree, (struct pp_range){1, 1}, 0, NULL),
        PP_OK,
        "a free slot is used again");
    cr_expect_eq(pp_test_alloc_count(), 0);
    pp_test_fail_after(-1);
    tear_down(&fixture);
}
