/* One range of ports, and its text. */
#include <criterion/criterion.h>

#include "portplan/range.h"

static struct pp_range range(unsigned first, unsigned last)
{
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

Test(range, the_whole_domain_counts_65536_ports)
{
    cr_expect_eq(pp_range_count(PP_RANGE_ALL), 65536);
    cr_expect_eq(pp_range_count(range(7, 7)), 1);
    cr_expect_eq(pp_range_count(range(55500, 55599)), 100);
}

Test(range, both_ends_are_inside)
{
    struct pp_range r = range(10, 20);
    cr_expect(pp_range_contains(r, 10));
    cr_expect(pp_range_contains(r, 20));
    cr_expect(!pp_range_contains(r, 9));
    cr_expect(!pp_range_contains(r, 21));
    cr_expect(pp_range_contains(PP_RANGE_ALL, 0));
    cr_expect(pp_range_contains(PP_RANGE_ALL, 65535));
}

/* How two ranges stand to each other, all questions at once. */
static const struct {
    struct pp_range a;
    struct pp_range b;
    bool overlaps;
    bool touches;
    bool covers; /* a covers b */
} PAIRS[] = {
    {{10, 20}, {21, 30}, false, true, false},
    {{10, 20}, {22, 30}, false, false, false},
    {{10, 20}, {20, 30}, true, true, false},
    {{10, 20}, {10, 20}, true, true, true},
    {{10, 20}, {11, 19}, true, true, true},
    {{10, 20}, {10, 21}, true, true, false},
    {{10, 20}, {9, 20}, true, true, false},
    {{0, 65535}, {65535, 65535}, true, true, true},
    {{0, 0}, {65535, 65535}, false, false, false},
    {{0, 65534}, {65535, 65535}, false, true, false},
    {{0, 0}, {1, 1}, false, true, false},
};

Test(range, overlapping_and_touching_are_symmetric_and_right_at_the_edges)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(PAIRS); i++) {
        struct pp_range a = PAIRS[i].a;
        struct pp_range b = PAIRS[i].b;
        cr_expect_eq(pp_range_overlaps(a, b), PAIRS[i].overlaps, "row %zu", i);
        cr_expect_eq(pp_range_overlaps(b, a), PAIRS[i].overlaps, "row %zu", i);
        cr_expect_eq(pp_range_touches(a, b), PAIRS[i].touches, "row %zu", i);
        cr_expect_eq(pp_range_touches(b, a), PAIRS[i].touches, "row %zu", i);
        cr_expect_eq(pp_range_covers(a, b), PAIRS[i].covers, "row %zu", i);
    }
}

Test(range, ranges_intersect_exactly_when_they_overlap)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(PAIRS); i++) {
        struct pp_range both = range(1, 2);
        bool is_met = pp_range_intersect(PAIRS[i].a, PAIRS[i].b, &both);
        cr_expect_eq(is_met, PAIRS[i].overlaps, "row %zu", i);
        if (is_met) {
            cr_expect(pp_range_covers(PAIRS[i].a, both), "row %zu", i);
            cr_expect(pp_range_covers(PAIRS[i].b, both), "row %zu", i);
        } else {
            cr_expect(pp_range_equal(both, range(1, 2)), "row %zu", i);
        }
    }
    struct pp_range both;
    cr_assert(pp_range_intersect(range(10, 20), range(15, 30), &both));
    cr_expect(pp_range_equal(both, range(15, 20)));
    cr_assert(pp_range_intersect(range(15, 30), range(10, 20), &both));
    cr_expect(pp_range_equal(both, range(15, 20)));
}

Test(range, a_start_and_a_count_make_a_range_that_ends_at_65535_at_most)
{
    static const struct {
        uint32_t first;
        uint32_t count;
        bool is_range;
        struct pp_range want;
    } ROWS[] = {
        {55500, 100, true, {55500, 55599}},
        {0, 65536, true, {0, 65535}},
        {65535, 1, true, {65535, 65535}},
        {1, 65535, true, {1, 65535}},
        {1, 65536, false, {0}},
        {65535, 2, false, {0}},
        {65536, 1, false, {0}},
        {100, 0, false, {0}},
        {0, 65537, false, {0}},
        {UINT32_MAX, 2, false, {0}},
        {2, UINT32_MAX, false, {0}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range got = range(3, 4);
        bool is_range = pp_range_from_count(ROWS[i].first, ROWS[i].count, &got);
        struct pp_range want = is_range ? ROWS[i].want : range(3, 4);
        cr_expect_eq(is_range, ROWS[i].is_range, "row %zu", i);
        cr_expect(pp_range_equal(got, want), "row %zu", i);
    }
}

Test(range, ranges_order_by_first_then_last)
{
    static const struct pp_range ORDER[] = {
        {0, 0}, {0, 65535}, {1, 1}, {1, 2}, {500, 600}, {65535, 65535}};
    for (size_t i = 0; i < PP_ARRAY_LEN(ORDER); i++) {
        for (size_t k = 0; k < PP_ARRAY_LEN(ORDER); k++) {
            int order = pp_range_compare(ORDER[i], ORDER[k]);
            cr_expect_eq(order < 0, i < k, "%zu and %zu", i, k);
            cr_expect_eq(order > 0, i > k, "%zu and %zu", i, k);
        }
    }
}

Test(range, port_range_and_start_with_count_are_read)
{
    static const struct {
        const char *text;
        struct pp_range want;
    } ROWS[] = {
        {"55555", {55555, 55555}},
        {"55500-55599", {55500, 55599}},
        {"55500+100", {55500, 55599}},
        {"1", {1, 1}},
        {"65535", {65535, 65535}},
        {"1-65535", {1, 65535}},
        {"1+65535", {1, 65535}},
        {"65535+1", {65535, 65535}},
        {"7-7", {7, 7}},
        {"0080", {80, 80}},
        {"000000000000000000000080-0000000000000000000000081", {80, 81}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range got = range(3, 4);
        struct pp_sv text = pp_sv_from(ROWS[i].text);
        cr_expect(pp_range_parse(text, &got, NULL), "row %zu", i);
        cr_expect(pp_range_equal(got, ROWS[i].want), "row %zu", i);
    }
}

Test(range, a_refused_text_gives_the_reason_and_writes_no_range)
{
    static const struct {
        const char *text;
        enum pp_range_error want;
    } ROWS[] = {
        {"", PP_RANGE_EMPTY},
        {" 80", PP_RANGE_NOT_A_NUMBER},
        {"http", PP_RANGE_NOT_A_NUMBER},
        {"-80", PP_RANGE_NOT_A_NUMBER},
        {"+80", PP_RANGE_NOT_A_NUMBER},
        {"80-", PP_RANGE_NOT_A_NUMBER},
        {"80+", PP_RANGE_NOT_A_NUMBER},
        {"80--90", PP_RANGE_NOT_A_NUMBER},
        {"80-+90", PP_RANGE_NOT_A_NUMBER},
        {"80 ", PP_RANGE_TRAILING},
        {"80/tcp", PP_RANGE_TRAILING},
        {"80-90-100", PP_RANGE_TRAILING},
        {"80-90x", PP_RANGE_TRAILING},
        {"80 - 90", PP_RANGE_TRAILING},
        {"80,90", PP_RANGE_TRAILING},
        {"0", PP_RANGE_PORT_ZERO},
        {"00", PP_RANGE_PORT_ZERO},
        {"0-10", PP_RANGE_PORT_ZERO},
        {"0+10", PP_RANGE_PORT_ZERO},
        {"10-0", PP_RANGE_PORT_ZERO},
        {"65536", PP_RANGE_ABOVE_MAX},
        {"1-65536", PP_RANGE_ABOVE_MAX},
        {"65536-65537", PP_RANGE_ABOVE_MAX},
        {"65535+2", PP_RANGE_ABOVE_MAX},
        {"1+65536", PP_RANGE_ABOVE_MAX},
        {"2+65535", PP_RANGE_ABOVE_MAX},
        {"65536+1", PP_RANGE_ABOVE_MAX},
        {"99999999999999999999999999", PP_RANGE_ABOVE_MAX},
        {"1-4294967297", PP_RANGE_ABOVE_MAX},
        {"1+4294967297", PP_RANGE_ABOVE_MAX},
        {"1+18446744073709551617", PP_RANGE_ABOVE_MAX},
        {"200-100", PP_RANGE_END_BEFORE_START},
        {"100+0", PP_RANGE_COUNT_ZERO},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range got = range(3, 4);
        enum pp_range_error reason = PP_RANGE_OK;
        struct pp_sv text = pp_sv_from(ROWS[i].text);
        cr_expect(!pp_range_parse(text, &got, &reason), "%s", ROWS[i].text);
        cr_expect_eq(reason, ROWS[i].want, "%s: %d", ROWS[i].text, reason);
        cr_expect(pp_range_equal(got, range(3, 4)), "%s", ROWS[i].text);
    }
}

Test(range, a_view_is_read_to_its_length_and_no_further)
{
    struct pp_range got;
    cr_expect(pp_range_parse((struct pp_sv){"8080", 2}, &got, NULL));
    cr_expect(pp_range_equal(got, range(80, 80)));
    cr_expect(!pp_range_parse((struct pp_sv){NULL, 0}, &got, NULL));
    cr_expect(!pp_range_parse((struct pp_sv){"80\0", 3}, &got, NULL));
}

Test(range, a_reason_is_left_alone_on_success)
{
    enum pp_range_error reason = PP_RANGE_COUNT_ZERO;
    struct pp_range got;
    cr_assert(pp_range_parse(PP_SV("80"), &got, &reason));
    cr_expect_eq(reason, PP_RANGE_COUNT_ZERO);
}

Test(range, every_reason_has_a_text_of_its_own)
{
    for (int a = PP_RANGE_OK; a <= PP_RANGE_COUNT_ZERO; a++) {
        const char *text = pp_range_error_text((enum pp_range_error)a);
        cr_assert_not_null(text);
        cr_expect_gt(strlen(text), 5);
        for (int b = PP_RANGE_OK; b < a; b++) {
            cr_expect_str_neq(text,
                              pp_range_error_text((enum pp_range_error)b));
        }
    }
}

Test(range, what_is_printed_is_read_back_as_the_same_range)
{
    static const struct {
        struct pp_range range;
        const char *want;
    } ROWS[] = {
        {{80, 80}, "80"},
        {{80, 81}, "80-81"},
        {{1, 65535}, "1-65535"},
        {{65535, 65535}, "65535"},
    };
    struct pp_buf buf;
    pp_buf_init(&buf, 100);
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range back = {0};
        pp_buf_clear(&buf);
        pp_range_print(&buf, ROWS[i].range);
        cr_assert_eq(buf.status, PP_OK);
        cr_expect_str_eq(buf.data, ROWS[i].want);
        cr_expect(pp_range_parse(pp_buf_view(&buf), &back, NULL));
        cr_expect(pp_range_equal(back, ROWS[i].range));
    }
    pp_buf_done(&buf);
}
