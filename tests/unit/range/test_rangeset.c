/* The set of ports kept as ranges. Sets are written as text: "20-29,40". */
#include <criterion/criterion.h>

#include "portplan/rangeset.h"

#include "set_text.h"

static struct pp_range range(unsigned first, unsigned last)
{
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

static void expect_set(const struct pp_rangeset *set, const char *want)
{
    int violated = 0;
    cr_expect(pp_rangeset_check(set, &violated), "R%d is violated", violated);
    cr_expect_str_eq(pp_test_set_text(set), want);
}

/* A row of a table of one-range changes. */
struct change_row {
    const char *before;
    struct pp_range range;
    const char *after;
};

typedef enum pp_status (*change_fn)(struct pp_rangeset *, struct pp_range);

static void
expect_changes(const struct change_row *rows, size_t count, change_fn change)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_rangeset set = pp_test_set_of(rows[i].before);
        cr_assert_eq(change(&set, rows[i].range), PP_OK);
        expect_set(&set, rows[i].after);
        pp_rangeset_done(&set);
    }
}

#define EXPECT_CHANGES(change, ...)                            \
    do {                                                       \
        static const struct change_row ROWS[] = {__VA_ARGS__}; \
        expect_changes(ROWS, PP_ARRAY_LEN(ROWS), change);      \
    } while (0)

Test(rangeset, a_fresh_set_is_empty_and_owns_nothing)
{
    struct pp_rangeset set;
    pp_rangeset_init(&set);
    expect_set(&set, "");
    cr_expect_null(set.items);
    cr_expect_eq(pp_rangeset_port_count(&set), 0);
    cr_expect(!pp_rangeset_contains(&set, 0));
    pp_rangeset_done(&set);
    pp_rangeset_done(&set);
    pp_rangeset_done(NULL);
}

Test(rangeset, adding_keeps_the_items_sorted_and_apart)
{
    EXPECT_CHANGES(pp_rangeset_add,
                   {"", {5, 9}, "5-9"},
                   {"20-29", {5, 9}, "5-9,20-29"},
                   {"20-29", {31, 40}, "20-29,31-40"},
                   {"1,9", {5, 5}, "1,5,9"});
}

Test(rangeset, adding_joins_what_overlaps_or_touches)
{
    EXPECT_CHANGES(pp_rangeset_add,
                   {"20-29", {30, 39}, "20-39"},
                   {"20-29", {10, 19}, "10-29"},
                   {"20-29", {10, 20}, "10-29"},
                   {"20-29", {29, 35}, "20-35"},
                   {"20-29,40-49", {30, 39}, "20-49"},
                   {"20-29,40-49", {31, 38}, "20-29,31-38,40-49"},
                   {"1,3,5,7,9", {2, 8}, "1-9"},
                   {"1,3,5,7,9", {3, 7}, "1,3-7,9"});
}

Test(rangeset, adding_what_is_there_changes_nothing)
{
    EXPECT_CHANGES(pp_rangeset_add,
                   {"20-29", {20, 29}, "20-29"},
                   {"20-29", {22, 22}, "20-29"},
                   {"0-65535", {0, 65535}, "0-65535"});
}

Test(rangeset, the_edges_of_the_domain_neither_wrap_nor_get_lost)
{
    EXPECT_CHANGES(pp_rangeset_add,
                   {"65535", {0, 0}, "0,65535"},
                   {"0", {65535, 65535}, "0,65535"},
                   {"0,65535", {1, 65534}, "0-65535"},
                   {"1-65535", {0, 0}, "0-65535"},
                   {"0-65534", {65535, 65535}, "0-65535"},
                   {"0", {1, 1}, "0-1"},
                   {"2", {0, 0}, "0,2"});
    EXPECT_CHANGES(pp_rangeset_remove,
                   {"0-65535", {0, 65535}, ""},
                   {"0-65535", {0, 0}, "1-65535"},
                   {"0-65535", {65535, 65535}, "0-65534"},
                   {"0,65535", {1, 65534}, "0,65535"});
}

Test(rangeset, removing_the_middle_splits_a_range)
{
    EXPECT_CHANGES(pp_rangeset_remove,
                   {"20-29", {22, 25}, "20-21,26-29"},
                   {"20-29", {25, 25}, "20-24,26-29"},
                   {"1,20-29,40", {21, 28}, "1,20,29,40"});
}

Test(rangeset, removing_takes_out_what_is_there_and_no_more)
{
    EXPECT_CHANGES(pp_rangeset_remove,
                   {"", {1, 9}, ""},
                   {"20-29", {20, 29}, ""},
                   {"20-29", {10, 40}, ""},
                   {"20-29", {10, 20}, "21-29"},
                   {"20-29", {29, 40}, "20-28"},
                   {"20-29", {30, 40}, "20-29"},
                   {"20-29", {10, 19}, "20-29"},
                   {"20-29,40-49", {25, 44}, "20-24,45-49"},
                   {"20-29,35,40-49", {25, 44}, "20-24,45-49"},
                   {"20-29,35,40-49", {30, 39}, "20-29,40-49"});
}

Test(rangeset, a_cleared_set_is_empty_and_can_be_filled_again)
{
    struct pp_rangeset set = pp_test_set_of("1,3,5");
    pp_rangeset_clear(&set);
    expect_set(&set, "");
    cr_assert_eq(pp_rangeset_add(&set, range(7, 8)), PP_OK);
    expect_set(&set, "7-8");
    pp_rangeset_done(&set);
}

Test(rangeset, a_copy_is_equal_and_lives_on_its_own)
{
    struct pp_rangeset set = pp_test_set_of("1,3,5-9");
    struct pp_rangeset copy = pp_test_set_of("2");
    cr_assert_eq(pp_rangeset_copy(&set, &copy), PP_OK);
    cr_expect(pp_rangeset_equal(&set, &copy));
    cr_assert_eq(pp_rangeset_remove(&set, range(0, 65535)), PP_OK);
    expect_set(&copy, "1,3,5-9");
    cr_assert_eq(pp_rangeset_copy(&copy, &copy), PP_OK);
    expect_set(&copy, "1,3,5-9");
    cr_assert_eq(pp_rangeset_copy(&set, &copy), PP_OK);
    expect_set(&copy, "");
    pp_rangeset_done(&set);
    pp_rangeset_done(&copy);
}

Test(rangeset, sets_are_equal_when_their_ports_are)
{
    static const char *const TEXTS[] = {
        "", "0", "1", "1-2", "1,3", "1,3,5", "0-65535"};
    for (size_t i = 0; i < PP_ARRAY_LEN(TEXTS); i++) {
        struct pp_rangeset a = pp_test_set_of(TEXTS[i]);
        for (size_t k = 0; k < PP_ARRAY_LEN(TEXTS); k++) {
            struct pp_rangeset b = pp_test_set_of(TEXTS[k]);
            cr_expect_eq(pp_rangeset_equal(&a, &b), i == k, "%zu %zu", i, k);
            pp_rangeset_done(&b);
        }
        pp_rangeset_done(&a);
    }
}

Test(rangeset, whole_set_operations_give_what_their_names_say)
{
    static const struct {
        const char *a;
        const char *b;
        const char *either;
        const char *both;
        const char *only_a;
    } ROWS[] = {
        {"", "", "", "", ""},
        {"10-19", "", "10-19", "", "10-19"},
        {"", "10-19", "10-19", "", ""},
        {"10-19", "20-29", "10-29", "", "10-19"},
        {"10-19", "15-29", "10-29", "15-19", "10-14"},
        {"10-29", "15-19", "10-29", "15-19", "10-14,20-29"},
        {"10-19", "10-19", "10-19", "10-19", ""},
        {"1,3,5", "2,4", "1-5", "", "1,3,5"},
        {"1-9", "2,4,6", "1-9", "2,4,6", "1,3,5,7-9"},
        {"0-65535", "0,65535", "0-65535", "0,65535", "1-65534"},
        {"0,65535", "0-65535", "0-65535", "0,65535", ""},
        {"65535", "65534", "65534-65535", "", "65535"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_rangeset a = pp_test_set_of(ROWS[i].a);
        struct pp_rangeset b = pp_test_set_of(ROWS[i].b);
        struct pp_rangeset got = pp_test_set_of("77");
        cr_assert_eq(pp_rangeset_union(&a, &b, &got), PP_OK);
        expect_set(&got, ROWS[i].either);
        cr_assert_eq(pp_rangeset_intersection(&a, &b, &got), PP_OK);
        expect_set(&got, ROWS[i].both);
        cr_assert_eq(pp_rangeset_difference(&a, &b, &got), PP_OK);
        expect_set(&got, ROWS[i].only_a);
        pp_rangeset_done(&a);
        pp_rangeset_done(&b);
        pp_rangeset_done(&got);
    }
}

Test(rangeset, a_result_may_replace_an_operand)
{
    struct pp_rangeset a = pp_test_set_of("10-19");
    struct pp_rangeset b = pp_test_set_of("15-24");
    cr_assert_eq(pp_rangeset_difference(&a, &b, &b), PP_OK);
    expect_set(&b, "10-14");
    cr_assert_eq(pp_rangeset_union(&a, &a, &a), PP_OK);
    expect_set(&a, "10-19");
    cr_assert_eq(pp_rangeset_complement(&a, range(0, 30), &a), PP_OK);
    expect_set(&a, "0-9,20-30");
    pp_rangeset_done(&a);
    pp_rangeset_done(&b);
}

Test(rangeset, the_complement_is_what_is_left_of_a_range)
{
    static const struct {
        const char *set;
        struct pp_range within;
        const char *want;
    } ROWS[] = {
        {"", {0, 65535}, "0-65535"},
        {"", {5, 5}, "5"},
        {"0-65535", {0, 65535}, ""},
        {"10-19", {0, 65535}, "0-9,20-65535"},
        {"10-19", {12, 15}, ""},
        {"10-19", {15, 25}, "20-25"},
        {"10-19", {5, 15}, "5-9"},
        {"0,65535", {0, 65535}, "1-65534"},
        {"1,3", {0, 4}, "0,2,4"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_rangeset set = pp_test_set_of(ROWS[i].set);
        struct pp_rangeset got = pp_test_set_of("");
        cr_assert_eq(pp_rangeset_complement(&set, ROWS[i].within, &got), PP_OK);
        expect_set(&got, ROWS[i].want);
        pp_rangeset_done(&set);
        pp_rangeset_done(&got);
    }
}

Test(rangeset, the_most_ragged_set_fits_and_its_complement_too)
{
    struct pp_rangeset set = pp_test_set_of("");
    struct pp_rangeset other = pp_test_set_of("");
    for (unsigned port = 0; port < 65536; port += 2) {
        cr_assert_eq(pp_rangeset_add(&set, range(port, port)), PP_OK);
    }
    cr_expect_eq(set.count, PP_RANGESET_ITEMS_MAX);
    cr_expect_eq(pp_rangeset_port_count(&set), 32768);
    cr_assert_eq(pp_rangeset_complement(&set, PP_RANGE_ALL, &other), PP_OK);
    cr_expect_eq(other.count, PP_RANGESET_ITEMS_MAX);
    cr_expect(!pp_rangeset_contains(&other, 0));
    cr_expect(pp_rangeset_contains(&other, 65535));
    cr_assert_eq(pp_rangeset_union(&set, &other, &other), PP_OK);
    expect_set(&other, "0-65535");
    pp_rangeset_done(&set);
    pp_rangeset_done(&other);
}

Test(rangeset, membership_is_known_at_every_end)
{
    struct pp_rangeset set = pp_test_set_of("0,10-19,30-39,65535");
    static const uint16_t IN[] = {0, 10, 15, 19, 30, 39, 65535};
    static const uint16_t OUT[] = {1, 9, 20, 29, 40, 65534};
    for (size_t i = 0; i < PP_ARRAY_LEN(IN); i++) {
        cr_expect(pp_rangeset_contains(&set, IN[i]), "%u", IN[i]);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(OUT); i++) {
        cr_expect(!pp_rangeset_contains(&set, OUT[i]), "%u", OUT[i]);
        cr_expect_null(pp_rangeset_find(&set, OUT[i]), "%u", OUT[i]);
    }
    cr_expect(pp_range_equal(*pp_rangeset_find(&set, 31), range(30, 39)));
    pp_rangeset_done(&set);
}

Test(rangeset, a_range_can_overlap_or_be_covered)
{
    struct pp_rangeset set = pp_test_set_of("10-19,30-39");
    static const struct {
        struct pp_range range;
        bool overlaps;
        bool covers;
    } ROWS[] = {
        {{10, 19}, true, true},
        {{12, 13}, true, true},
        {{9, 10}, true, false},
        {{19, 20}, true, false},
        {{20, 29}, false, false},
        {{19, 30}, true, false},
        {{0, 65535}, true, false},
        {{40, 65535}, false, false},
        {{0, 9}, false, false},
        {{39, 39}, true, true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range r = ROWS[i].range;
        cr_expect_eq(pp_rangeset_overlaps(&set, r), ROWS[i].overlaps);
        cr_expect_eq(pp_rangeset_covers(&set, r), ROWS[i].covers);
    }
    pp_rangeset_done(&set);
}

Test(rangeset, ports_are_counted_as_a_whole_and_in_a_range)
{
    struct pp_rangeset set = pp_test_set_of("10-19,30-39,65535");
    cr_expect_eq(pp_rangeset_port_count(&set), 21);
    cr_expect_eq(pp_rangeset_port_count_in(&set, range(15, 34)), 10);
    cr_expect_eq(pp_rangeset_port_count_in(&set, range(20, 29)), 0);
    cr_expect_eq(pp_rangeset_port_count_in(&set, range(12, 13)), 2);
    cr_assert_eq(pp_rangeset_add(&set, PP_RANGE_ALL), PP_OK);
    cr_expect_eq(pp_rangeset_port_count(&set), 65536);
    pp_rangeset_done(&set);
}

Test(rangeset, first_fit_takes_the_lowest_run_that_is_long_enough)
{
    struct pp_rangeset set = pp_test_set_of("10-19,25-29,65530-65535");
    static const struct {
        uint32_t need_count;
        uint32_t cursor;
        struct pp_range within;
        const char *want; /* "" for none */
    } ROWS[] = {
        {1, 0, {0, 65535}, "0"},
        {10, 0, {0, 65535}, "0-9"},
        {11, 0, {0, 65535}, "30-40"},
        {5, 8, {0, 65535}, "20-24"},
        {2, 8, {0, 65535}, "8-9"},
        {5, 15, {0, 65535}, "20-24"},
        {6, 15, {0, 65535}, "30-35"},
        {5, 0, {12, 24}, "20-24"},
        {6, 0, {12, 29}, ""},
        {5, 0, {12, 23}, ""},
        {1, 0, {10, 19}, ""},
        {65500, 0, {0, 65535}, "30-65529"},
        {65501, 0, {0, 65535}, ""},
        {1, 65530, {0, 65535}, ""},
        {1, 65536, {0, 65535}, ""},
        {1, UINT32_MAX, {0, 65535}, ""},
        {UINT32_MAX, 0, {0, 65535}, ""},
        {0, 0, {0, 65535}, ""},
        {1, 50, {0, 40}, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range run = {1, 0};
        bool is_found = pp_rangeset_find_free(
            &set, ROWS[i].need_count, ROWS[i].cursor, ROWS[i].within, &run);
        cr_expect_str_eq(
            pp_test_ranges_text(&run, is_found), ROWS[i].want, "row %zu", i);
        cr_expect(is_found || pp_range_equal(run, range(1, 0)), "row %zu", i);
    }
    pp_rangeset_done(&set);
}

Test(rangeset, the_longest_free_run_is_the_lowest_of_equal_ones)
{
    struct pp_rangeset set = pp_test_set_of("10-19,30-39,45");
    static const struct {
        struct pp_range within;
        const char *want;
    } ROWS[] = {
        {{0, 44}, "0-9"},
        {{1, 44}, "20-29"},
        {{0, 65535}, "46-65535"},
        {{10, 19}, ""},
        {{19, 20}, "20"},
        {{45, 45}, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range run;
        bool is_found = pp_rangeset_longest_free(&set, ROWS[i].within, &run);
        cr_expect_str_eq(
            pp_test_ranges_text(&run, is_found), ROWS[i].want, "row %zu", i);
    }
    pp_rangeset_done(&set);
}

Test(rangeset, whole_blocks_are_counted_in_each_free_run_apart)
{
    struct pp_rangeset set = pp_test_set_of("10-19,35-39");
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 10, range(0, 39)), 2);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 4, range(0, 39)), 5);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 1, range(0, 39)), 25);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 16, range(0, 39)), 0);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 0, range(0, 39)), 0);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 5, range(5, 24)), 2);
    pp_rangeset_clear(&set);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 65536, PP_RANGE_ALL), 1);
    cr_expect_eq(pp_rangeset_count_free_blocks(&set, 65537, PP_RANGE_ALL), 0);
    pp_rangeset_done(&set);
}

Test(rangeset, the_checker_names_the_invariant_that_is_broken)
{
    static const struct {
        struct pp_range items[2];
        size_t count;
        size_t capacity;
        int want; /* 0: none */
    } ROWS[] = {
        {{{1, 2}, {4, 5}}, 2, 2, 0},
        {{{2, 1}, {4, 5}}, 2, 2, 1},
        {{{1, 2}, {3, 5}}, 2, 2, 2},
        {{{4, 5}, {1, 2}}, 2, 2, 2},
        {{{1, 2}, {2, 5}}, 2, 2, 2},
        {{{1, 2}, {4, 5}}, 2, 1, 3},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range items[2] = {ROWS[i].items[0], ROWS[i].items[1]};
        struct pp_rangeset set = {items, ROWS[i].count, ROWS[i].capacity};
        int violated = 0;
        bool is_sound = pp_rangeset_check(&set, &violated);
        cr_expect_eq(violated, ROWS[i].want, "row %zu: %d", i, violated);
        cr_expect_eq(is_sound, ROWS[i].want == 0, "row %zu", i);
    }
}
