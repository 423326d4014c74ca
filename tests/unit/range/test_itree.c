/* The interval tree. Trees are written as text, labels are 0, 1, 2, ... in
 * the order of the text; answers come back as text. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "portplan/itree.h"

#include "invariants.h"
#include "range/itree_node.h"
#include "set_text.h"

static struct pp_range range(unsigned first, unsigned last)
{
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

static uint32_t insert(struct pp_itree *tree, struct pp_range r, uint32_t label)
{
    uint32_t handle = 0;
    cr_assert_eq(pp_itree_insert(tree, r, label, &handle), PP_OK);
    cr_assert_neq(handle, 0);
    return handle;
}

/* The items that hold the port. */
static enum pp_status
stab(const struct pp_itree *tree, uint16_t port, struct pp_hits *hits)
{
    return pp_itree_enclosing(tree, range(port, port), hits);
}

static struct pp_itree tree_of(const char *text)
{
    struct pp_range items[64];
    size_t count = pp_test_ranges_of(text, items, PP_ARRAY_LEN(items));
    struct pp_itree tree = {0};
    for (size_t i = 0; i < count; i++) {
        insert(&tree, items[i], (uint32_t)i);
    }
    return tree;
}

static void expect_sound(const struct pp_itree *tree)
{
    int violated = 0;
    cr_expect(
        pp_test_tree_is_sound(tree, &violated), "I%d is violated", violated);
}

/* "10-19:0 15:2", in the order of the hits. */
static const char *hits_text(const struct pp_hits *hits)
{
    static char text[2048];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < hits->count && at < sizeof(text) - 48; i++) {
        const char *item = pp_test_ranges_text(&hits->items[i].range, 1);
        at += (size_t)snprintf(text + at,
                               48,
                               "%s%s:%u",
                               i > 0 ? " " : "",
                               item,
                               hits->items[i].label);
    }
    return text;
}

Test(itree, a_fresh_tree_answers_everything_with_nothing)
{
    struct pp_itree tree = {0};
    struct pp_hits hits = {0};
    expect_sound(&tree);
    cr_expect_eq(tree.count, 0);
    cr_expect_eq(stab(&tree, 80, &hits), PP_OK);
    cr_expect_eq(hits.count, 0);
    cr_expect_eq(pp_itree_overlap(&tree, PP_RANGE_ALL, &hits), PP_OK);
    cr_expect_eq(hits.count, 0);
    cr_expect(!pp_itree_remove(&tree, 0));
    cr_expect(!pp_itree_remove(&tree, 1));
    pp_itree_done(&tree);
    pp_itree_done(&tree);
    pp_itree_done(NULL);
    pp_hits_done(&hits);
    pp_hits_done(NULL);
}

Test(itree, a_port_is_answered_by_every_item_that_holds_it_in_order)
{
    struct pp_itree tree =
        tree_of("300-399,100-900,500-599,50-80,200-250,500-599,0-65535");
    static const struct {
        uint16_t port;
        const char *want;
    } ROWS[] = {
        {0, "0-65535:6"},
        {49, "0-65535:6"},
        {50, "0-65535:6 50-80:3"},
        {80, "0-65535:6 50-80:3"},
        {81, "0-65535:6"},
        {100, "0-65535:6 100-900:1"},
        {225, "0-65535:6 100-900:1 200-250:4"},
        {399, "0-65535:6 100-900:1 300-399:0"},
        {500, "0-65535:6 100-900:1 500-599:2 500-599:5"},
        {901, "0-65535:6"},
        {65535, "0-65535:6"},
    };
    struct pp_hits hits = {0};
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        uint16_t port = ROWS[i].port;
        cr_assert_eq(stab(&tree, port, &hits), PP_OK);
        cr_expect_str_eq(hits_text(&hits), ROWS[i].want, "port %u", port);
    }
    expect_sound(&tree);
    pp_hits_done(&hits);
    pp_itree_done(&tree);
}

Test(itree, overlapping_and_enclosing_items_are_told_apart)
{
    struct pp_itree tree = tree_of("10-19,15-30,20-29,40,0-65535");
    static const struct {
        struct pp_range range;
        const char *overlapping;
        const char *enclosing;
    } ROWS[] = {
        {{10, 19}, "0-65535:4 10-19:0 15-30:1", "0-65535:4 10-19:0"},
        {{19, 20}, "0-65535:4 10-19:0 15-30:1 20-29:2", "0-65535:4 15-30:1"},
        {{31, 39}, "0-65535:4", "0-65535:4"},
        {{39, 41}, "0-65535:4 40:3", "0-65535:4"},
        {{40, 40}, "0-65535:4 40:3", "0-65535:4 40:3"},
        {{0, 65535}, "0-65535:4 10-19:0 15-30:1 20-29:2 40:3", "0-65535:4"},
    };
    struct pp_hits hits = {0};
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        cr_assert_eq(pp_itree_overlap(&tree, ROWS[i].range, &hits), PP_OK);
        cr_expect_str_eq(hits_text(&hits), ROWS[i].overlapping, "row %zu", i);
        cr_assert_eq(pp_itree_enclosing(&tree, ROWS[i].range, &hits), PP_OK);
        cr_expect_str_eq(hits_text(&hits), ROWS[i].enclosing, "row %zu", i);
    }
    pp_hits_done(&hits);
    pp_itree_done(&tree);
}

Test(itree, equal_items_are_kept_apart_by_their_handles)
{
    struct pp_itree tree = {0};
    struct pp_hits hits = {0};
    uint32_t handles[3];
    for (uint32_t i = 0; i < 3; i++) {
        handles[i] = insert(&tree, range(10, 19), 7);
    }
    cr_expect(pp_itree_remove(&tree, handles[1]));
    cr_assert_eq(stab(&tree, 12, &hits), PP_OK);
    cr_assert_eq(hits.count, 2);
    cr_expect_eq(hits.items[0].handle, handles[0]);
    cr_expect_eq(hits.items[1].handle, handles[2]);
    expect_sound(&tree);
    pp_hits_done(&hits);
    pp_itree_done(&tree);
}

Test(itree, a_handle_of_a_removed_item_names_nothing_even_when_reused)
{
    struct pp_itree tree = {0};
    struct pp_hits hits = {0};
    uint32_t old = insert(&tree, range(10, 19), 1);
    uint32_t other = insert(&tree, range(30, 39), 2);
    cr_expect(pp_itree_remove(&tree, old));
    cr_expect(!pp_itree_remove(&tree, old));
    uint32_t new = insert(&tree, range(20, 29), 3);
    cr_expect_neq(new, old);
    cr_expect_eq(tree.used, 3, "the slot is used again");
    cr_expect(!pp_itree_remove(&tree, old));
    cr_assert_eq(pp_itree_overlap(&tree, PP_RANGE_ALL, &hits), PP_OK);
    cr_expect_str_eq(hits_text(&hits), "20-29:3 30-39:2");
    cr_expect_eq(hits.items[0].handle, new);
    cr_expect_eq(hits.items[1].handle, other);
    expect_sound(&tree);
    pp_hits_done(&hits);
    pp_itree_done(&tree);
}

Test(itree, generations_of_a_slot_wrap_without_harm)
{
    struct pp_itree tree = {0};
    for (uint32_t i = 0; i < 3000; i++) {
        uint32_t handle = insert(&tree, range(1, 2), i);
        cr_assert(pp_itree_remove(&tree, handle));
        cr_assert(!pp_itree_remove(&tree, handle));
    }
    cr_expect_eq(tree.used, 2);
    expect_sound(&tree);
    pp_itree_done(&tree);
}

Test(itree, a_copy_answers_alike_and_lives_on_its_own)
{
    struct pp_itree tree = tree_of("10-19,15-30,60-69");
    struct pp_itree copy = {0};
    struct pp_hits hits = {0};
    cr_assert_eq(pp_itree_copy(&tree, &copy), PP_OK);
    cr_assert_eq(stab(&tree, 10, &hits), PP_OK);
    cr_expect(pp_itree_remove(&copy, hits.items[0].handle),
              "handles name the same items");
    insert(&copy, range(16, 16), 9);
    insert(&copy, range(17, 17), 10);
    cr_assert_eq(stab(&tree, 16, &hits), PP_OK);
    cr_expect_str_eq(hits_text(&hits), "10-19:0 15-30:1");
    cr_assert_eq(stab(&copy, 16, &hits), PP_OK);
    cr_expect_str_eq(hits_text(&hits), "15-30:1 16:9");
    expect_sound(&tree);
    expect_sound(&copy);
    cr_assert_eq(pp_itree_copy(&tree, &copy), PP_OK);
    cr_assert_eq(stab(&copy, 16, &hits), PP_OK);
    cr_expect_str_eq(hits_text(&hits), "10-19:0 15-30:1");
    pp_itree_done(&tree);
    cr_assert_eq(pp_itree_copy(&tree, &copy), PP_OK);
    cr_expect_eq(copy.count, 0);
    insert(&copy, range(1, 1), 0);
    expect_sound(&copy);
    pp_hits_done(&hits);
    pp_itree_done(&copy);
}

Test(itree, the_tree_stays_low_whatever_the_order_of_inserts)
{
    enum {
        ITEMS = 16384
    };
    for (int order = 0; order < 3; order++) {
        struct pp_itree tree = {0};
        for (unsigned i = 0; i < ITEMS; i++) {
            unsigned port = order == 0 ? i : ITEMS - i;
            port = order == 2 ? i * 40503 % 65536 : port;
            insert(&tree, range(port, port), i);
        }
        expect_sound(&tree);
        cr_expect_leq(tree.nodes[tree.root].height, 20, "order %d", order);
        pp_itree_done(&tree);
    }
}

Test(itree, items_can_be_removed_in_any_order_down_to_none)
{
    enum {
        ITEMS = 1000
    };
    static const unsigned STEPS[] = {1, 999, 333, 617}; /* prime to ITEMS */
    static uint32_t handles[ITEMS];
    for (size_t s = 0; s < PP_ARRAY_LEN(STEPS); s++) {
        struct pp_itree tree = {0};
        for (unsigned i = 0; i < ITEMS; i++) {
            handles[i] = insert(&tree, range(i * 3, i * 3 + i % 50), i);
        }
        for (unsigned i = 0; i < ITEMS; i++) {
            unsigned victim = i * STEPS[s] % ITEMS;
            cr_assert(pp_itree_remove(&tree, handles[victim]));
            expect_sound(&tree);
        }
        cr_expect_eq(tree.count, 0);
        pp_itree_done(&tree);
    }
}

/* ------------------------------------------------------------------------ */
/* The checker: a good tree, one thing broken, and the number it must name. */

static void break_nil(struct pp_itree *tree)
{
    tree->nodes[0].max = 1;
}

static void break_range(struct pp_itree *tree)
{
    tree->nodes[3].range = (struct pp_range){9, 8};
}

static void break_order(struct pp_itree *tree)
{
    struct pp_itree_node *top = &tree->nodes[tree->root];
    uint32_t left = top->child[PP_ITREE_LOW];
    top->child[PP_ITREE_LOW] = top->child[PP_ITREE_HIGH];
    top->child[PP_ITREE_HIGH] = left;
}

static void break_max(struct pp_itree *tree)
{
    tree->nodes[tree->root].max = 65535;
}

static void break_height(struct pp_itree *tree)
{
    tree->nodes[tree->root].height++;
}

static void break_balance(struct pp_itree *tree)
{
    struct pp_itree_node *top = &tree->nodes[tree->root];
    top->child[PP_ITREE_LOW] = 0;
    top->height = (uint16_t)(tree->nodes[top->child[PP_ITREE_HIGH]].height + 1);
}

static void break_cycle(struct pp_itree *tree)
{
    struct pp_itree_node *top = &tree->nodes[tree->root];
    tree->nodes[top->child[PP_ITREE_LOW]].child[PP_ITREE_LOW] = tree->root;
}

static void break_count(struct pp_itree *tree)
{
    tree->count++;
}

static void break_free_list(struct pp_itree *tree)
{
    tree->free_slot = 0;
}

static void break_handle(struct pp_itree *tree)
{
    tree->nodes[2].handle++;
}

Test(itree, the_checker_names_the_invariant_that_is_broken)
{
    static const struct {
        void (*breakage)(struct pp_itree *);
        int want;
    } ROWS[] = {
        {break_nil, 1},
        {break_range, 2},
        {break_order, 3},
        {break_max, 4},
        {break_height, 5},
        {break_balance, 5},
        {break_cycle, 5},
        {break_count, 6},
        {break_free_list, 6},
        {break_handle, 7},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_itree tree = tree_of("10-19,20,30,40,50,60,70,80");
        struct pp_hits lowest = {0};
        cr_assert_eq(stab(&tree, 10, &lowest), PP_OK);
        cr_assert(pp_itree_remove(&tree, lowest.items[0].handle));
        pp_hits_done(&lowest);
        expect_sound(&tree);
        ROWS[i].breakage(&tree);
        int violated = 0;
        cr_expect(!pp_test_tree_is_sound(&tree, &violated), "row %zu", i);
        cr_expect_eq(violated, ROWS[i].want, "row %zu: I%d", i, violated);
        pp_itree_done(&tree);
    }
}
