/* The set of ports kept as a bitmap. */
#include <criterion/criterion.h>

#include "portplan/portset.h"

#include "set_text.h"

static struct pp_range range(unsigned first, unsigned last)
{
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

static void fill(struct pp_portset *set, const char *text)
{
    *set = pp_test_set_of(text);
}

static void expect_set(const struct pp_portset *set, const char *want)
{
    cr_expect_str_eq(pp_test_set_text(set), want);
}

/* Ranges whose ends fall on, before and behind the ends of words. */
static const struct pp_range AROUND_WORDS[] = {
    {0, 0},
    {63, 63},
    {64, 64},
    {62, 65},
    {0, 63},
    {64, 127},
    {1, 126},
    {63, 64},
    {0, 65535},
    {65472, 65535},
    {65535, 65535},
    {100, 5000},
    {128, 255},
};

Test(portset, setting_a_range_sets_its_ports_and_no_others)
{
    static struct pp_portset set;
    for (size_t i = 0; i < PP_ARRAY_LEN(AROUND_WORDS); i++) {
        struct pp_range r = AROUND_WORDS[i];
        pp_portset_clear(&set);
        pp_portset_set_range(&set, r);
        for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
            bool want = pp_range_contains(r, (uint16_t)port);
            bool got = pp_portset_test(&set, (uint16_t)port);
            cr_assert_eq(got, want, "row %zu, port %u", i, port);
        }
    }
}

Test(portset, clearing_a_range_clears_its_ports_and_no_others)
{
    static struct pp_portset set;
    for (size_t i = 0; i < PP_ARRAY_LEN(AROUND_WORDS); i++) {
        struct pp_range r = AROUND_WORDS[i];
        pp_portset_set_range(&set, PP_RANGE_ALL);
        pp_portset_clear_range(&set, r);
        cr_expect_eq(pp_portset_count(&set, PP_RANGE_ALL),
                     65536 - pp_range_count(r));
        cr_expect(!pp_portset_test_any(&set, r), "row %zu", i);
    }
}

Test(portset, single_ports_go_in_and_out)
{
    static struct pp_portset set;
    pp_portset_set(&set, 63);
    pp_portset_set(&set, 64);
    pp_portset_set(&set, 65535);
    expect_set(&set, "63-64,65535");
    pp_portset_unset(&set, 64);
    pp_portset_unset(&set, 64);
    expect_set(&set, "63,65535");
}

Test(portset, any_and_count_look_at_the_range_alone)
{
    static struct pp_portset set;
    fill(&set, "63,64,200-299,65535");
    static const struct {
        struct pp_range range;
        uint32_t count;
    } ROWS[] = {
        {{0, 62}, 0},
        {{0, 63}, 1},
        {{63, 64}, 2},
        {{64, 64}, 1},
        {{65, 199}, 0},
        {{65, 200}, 1},
        {{250, 260}, 11},
        {{200, 299}, 100},
        {{300, 65534}, 0},
        {{0, 65535}, 103},
        {{65535, 65535}, 1},
        {{192, 255}, 56},
        {{256, 65535}, 45},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range r = ROWS[i].range;
        cr_expect_eq(pp_portset_count(&set, r), ROWS[i].count, "row %zu", i);
        cr_expect_eq(
            pp_portset_test_any(&set, r), ROWS[i].count > 0, "row %zu", i);
    }
    pp_portset_set_range(&set, PP_RANGE_ALL);
    cr_expect_eq(pp_portset_count(&set, PP_RANGE_ALL), 65536);
}

Test(portset, whole_set_operations_give_what_their_names_say)
{
    static struct pp_portset a;
    static struct pp_portset b;
    fill(&a, "0,50-150,65535");
    fill(&b, "100-200,65535");
    struct pp_portset got = a;
    pp_portset_union(&got, &b);
    expect_set(&got, "0,50-200,65535");
    got = a;
    pp_portset_intersect(&got, &b);
    expect_set(&got, "100-150,65535");
    got = a;
    pp_portset_subtract(&got, &b);
    expect_set(&got, "0,50-99");
    pp_portset_subtract(&got, &got);
    expect_set(&got, "");
    cr_expect(pp_portset_equal(&a, &a));
    cr_expect(!pp_portset_equal(&a, &b));
}

Test(portset, the_next_port_in_or_out_is_found_across_words)
{
    static struct pp_portset set;
    fill(&set, "63-64,128-191,65535");
    static const struct {
        uint32_t from;
        uint32_t set;
        uint32_t clear;
    } ROWS[] = {
        {0, 63, 0},
        {63, 63, 65},
        {64, 64, 65},
        {65, 128, 65},
        {128, 128, 192},
        {191, 191, 192},
        {192, 65535, 192},
        {65535, 65535, 65536},
        {65536, 65536, 65536},
        {UINT32_MAX, 65536, 65536},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        uint32_t from = ROWS[i].from;
        cr_expect_eq(pp_portset_next_set(&set, from), ROWS[i].set);
        cr_expect_eq(pp_portset_next_clear(&set, from), ROWS[i].clear);
    }
    pp_portset_clear(&set);
    cr_expect_eq(pp_portset_next_set(&set, 0), 65536);
    pp_portset_set_range(&set, PP_RANGE_ALL);
    cr_expect_eq(pp_portset_next_clear(&set, 0), 65536);
}

Test(portset, first_fit_takes_the_lowest_run_that_is_long_enough)
{
    static struct pp_portset set;
    fill(&set, "10-19,25-29,60-70,65530-65535");
    static const struct {
        uint32_t need_count;
        uint32_t cursor;
        struct pp_range within;
        const char *want;
    } ROWS[] = {
        {1, 0, {0, 65535}, "0"},
        {10, 0, {0, 65535}, "0-9"},
        {11, 0, {0, 65535}, "30-40"},
        {31, 0, {0, 65535}, "71-101"},
        {5, 8, {0, 65535}, "20-24"},
        {5, 15, {0, 65535}, "20-24"},
        {5, 0, {12, 24}, "20-24"},
        {6, 0, {12, 29}, ""},
        {5, 0, {12, 23}, ""},
        {1, 0, {10, 19}, ""},
        {65459, 0, {0, 65535}, "71-65529"},
        {65460, 0, {0, 65535}, ""},
        {1, 65530, {0, 65535}, ""},
        {1, 65536, {0, 65535}, ""},
        {1, UINT32_MAX, {0, 65535}, ""},
        {UINT32_MAX, 0, {0, 65535}, ""},
        {0, 0, {0, 65535}, ""},
        {1, 50, {0, 40}, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range run = {1, 0};
        bool is_found = pp_portset_find_free(
            &set, ROWS[i].need_count, ROWS[i].cursor, ROWS[i].within, &run);
        cr_expect_str_eq(
            pp_test_ranges_text(&run, is_found), ROWS[i].want, "row %zu", i);
        cr_expect(is_found || pp_range_equal(run, range(1, 0)), "row %zu", i);
    }
}

Test(portset, runs_are_found_one_after_the_other_and_whole)
{
    static const char *const TEXTS[] = {"",
                                        "0",
                                        "65535",
                                        "0-65535",
                                        "0-63",
                                        "64-127",
                                        "63-64",
                                        "0,2,4,62,64,66",
                                        "1-100,200-65534"};
    static struct pp_portset set;
    for (size_t i = 0; i < PP_ARRAY_LEN(TEXTS); i++) {
        fill(&set, TEXTS[i]);
        expect_set(&set, TEXTS[i]);
    }
}

Test(portset, a_run_begins_no_lower_than_asked_for)
{
    static struct pp_portset set;
    fill(&set, "10-19,65530-65535");
    struct pp_range run = {0, 0};
    uint32_t from = 15;
    cr_expect(pp_portset_next_run(&set, &from, &run));
    cr_expect(pp_range_equal(run, range(15, 19)));
    cr_expect_eq(from, 20);
    cr_expect(pp_portset_next_run(&set, &from, &run));
    cr_expect(pp_range_equal(run, range(65530, 65535)));
    cr_expect_eq(from, 65536);
    cr_expect(!pp_portset_next_run(&set, &from, &run));
    from = UINT32_MAX;
    cr_expect(!pp_portset_next_run(&set, &from, &run));
    cr_expect_eq(from, UINT32_MAX, "not written");
    cr_expect(pp_range_equal(run, range(65530, 65535)), "not written");
}
