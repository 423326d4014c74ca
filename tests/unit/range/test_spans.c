/* The frozen tree. Items are written as text, labels are 0, 1, 2, ... in the
 * order of the text; answers come back as text. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/spans.h"

#include "invariants.h"
#include "range/spans_span.h"
#include "set_text.h"

static struct pp_range range(unsigned first, unsigned last)
{
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

static void build(struct pp_spans *spans, const char *text)
{
    struct pp_range ranges[64];
    struct pp_hit items[64];
    size_t count = pp_test_ranges_of(text, ranges, PP_ARRAY_LEN(ranges));
    for (uint32_t i = 0; i < count; i++) {
        items[i] = (struct pp_hit){ranges[i], i, 100 + i};
    }
    cr_assert_eq(pp_spans_of_items(items, count, spans), PP_OK);
}

static void expect_sound(const struct pp_spans *spans)
{
    int violated = 0;
    cr_expect(
        pp_test_spans_are_sound(spans, &violated), "F%d is violated", violated);
}

/* "10-19:0 15:2", in the order of the answers. */
static const char *answers_text(struct pp_answers answers)
{
    static char text[2048];
    size_t at = 0;
    const struct pp_hit *hit;
    text[0] = '\0';
    while ((hit = pp_answers_next(&answers)) != NULL) {
        cr_assert_lt(at, sizeof(text) - 48);
        at += (size_t)snprintf(text + at,
                               48,
                               "%s%s:%u",
                               at > 0 ? " " : "",
                               pp_test_ranges_text(&hit->range, 1),
                               hit->label);
    }
    return text;
}

static size_t count_answers(struct pp_answers answers)
{
    size_t count = 0;
    while (pp_answers_next(&answers) != NULL) {
        count++;
    }
    return count;
}

Test(spans, no_items_are_one_span_that_nothing_holds)
{
    struct pp_itree tree = {0};
    struct pp_spans spans = {0};
    for (int way = 0; way < 2; way++) {
        cr_assert_eq(way == 0 ? pp_spans_of_tree(&tree, &spans)
                              : pp_spans_of_items(NULL, 0, &spans),
                     PP_OK);
        expect_sound(&spans);
        cr_expect_eq(pp_spans_count(&spans), 1);
        cr_expect(pp_range_equal(pp_spans_range(&spans, 0), PP_RANGE_ALL));
        cr_expect_eq(pp_spans_find(&spans, 0), 0);
        cr_expect_eq(pp_spans_find(&spans, 65535), 0);
        cr_expect_str_eq(answers_text(pp_spans_stab(&spans, 80)), "");
        cr_expect_str_eq(answers_text(pp_spans_overlap(&spans, PP_RANGE_ALL)),
                         "");
        cr_expect_str_eq(answers_text(pp_spans_begun(&spans, 0)), "");
        cr_expect_str_eq(answers_text(pp_spans_ended(&spans, 0)), "");
        pp_spans_done(&spans);
    }
    pp_spans_done(&spans);
    pp_spans_done(NULL);
    pp_itree_done(&tree);
}

/* "[10-19]10-19:0;" for each span that is held. */
static const char *spans_text(const struct pp_spans *spans)
{
    static char text[2048];
    size_t at = 0;
    text[0] = '\0';
    for (size_t i = 0; i < pp_spans_count(spans); i++) {
        struct pp_range span = pp_spans_range(spans, i);
        struct pp_answers answers = pp_spans_items(spans, i);
        if (count_answers(answers) > 0) {
            at += (size_t)snprintf(text + at,
                                   sizeof(text) - at,
                                   "[%s]",
                                   pp_test_ranges_text(&span, 1));
            at += (size_t)snprintf(
                text + at, sizeof(text) - at, "%s;", answers_text(answers));
        }
    }
    return text;
}

Test(spans, are_maximal_stretches_of_equal_items_over_all_ports)
{
    static const struct {
        const char *items;
        const char *want;
        size_t spans;
    } ROWS[] = {
        {"", "", 1},
        {"0-65535", "[0-65535]0-65535:0;", 1},
        {"0", "[0]0:0;", 2},
        {"65535", "[65535]65535:0;", 2},
        {"10-19,20-29", "[10-19]10-19:0;[20-29]20-29:1;", 4},
        {"10-29,20-39",
         "[10-19]10-29:0;[20-29]10-29:0 20-39:1;[30-39]20-39:1;",
         5},
        {"10-19,10-19", "[10-19]10-19:0 10-19:1;", 3},
        {"10-39,20-29",
         "[10-19]10-39:0;[20-29]10-39:0 20-29:1;[30-39]10-39:0;",
         5},
        {"10-39,20-29,25-49",
         "[10-19]10-39:0;[20-24]10-39:0 20-29:1;"
         "[25-29]10-39:0 20-29:1 25-49:2;[30-39]10-39:0 25-49:2;"
         "[40-49]25-49:2;",
         7},
        {"40-49,5-60,1-2,41-48,45",
         "[1-2]1-2:2;[5-39]5-60:1;[40]5-60:1 40-49:0;"
         "[41-44]5-60:1 40-49:0 41-48:3;[45]5-60:1 40-49:0 41-48:3 45:4;"
         "[46-48]5-60:1 40-49:0 41-48:3;[49]5-60:1 40-49:0;[50-60]5-60:1;",
         11},
    };
    struct pp_spans spans = {0};
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        build(&spans, ROWS[i].items);
        expect_sound(&spans);
        cr_expect_str_eq(spans_text(&spans), ROWS[i].want, "row %zu", i);
        cr_expect_eq(pp_spans_count(&spans), ROWS[i].spans, "row %zu", i);
    }
    pp_spans_done(&spans);
}

Test(spans, questions_are_answered_as_by_the_tree)
{
    static const char ITEMS[] = "10-19,15-30,20-29,40,0-65535,15-30";
    static const struct {
        struct pp_range range;
        const char *overlapping;
        const char *enclosing;
    } ROWS[] = {
        {{0, 9}, "0-65535:4", "0-65535:4"},
        {{10, 19}, "0-65535:4 10-19:0 15-30:1 15-30:5", "0-65535:4 10-19:0"},
        {{19, 20},
         "0-65535:4 10-19:0 15-30:1 15-30:5 20-29:2",
         "0-65535:4 15-30:1 15-30:5"},
        {{30, 39}, "0-65535:4 15-30:1 15-30:5", "0-65535:4"},
        {{31, 39}, "0-65535:4", "0-65535:4"},
        {{31, 40}, "0-65535:4 40:3", "0-65535:4"},
        {{40, 40}, "0-65535:4 40:3", "0-65535:4 40:3"},
        {{65535, 65535}, "0-65535:4", "0-65535:4"},
        {{0, 65535},
         "0-65535:4 10-19:0 15-30:1 15-30:5 20-29:2 40:3",
         "0-65535:4"},
    };
    struct pp_spans spans = {0};
    build(&spans, ITEMS);
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range r = ROWS[i].range;
        cr_expect_str_eq(answers_text(pp_spans_overlap(&spans, r)),
                         ROWS[i].overlapping,
                         "row %zu",
                         i);
        cr_expect_str_eq(answers_text(pp_spans_enclosing(&spans, r)),
                         ROWS[i].enclosing,
                         "row %zu",
                         i);
    }
    pp_spans_done(&spans);
}

Test(spans, what_begins_and_ends_is_told_at_each_span)
{
    static const struct {
        const char *range;
        const char *ended;
        const char *begun;
    } ROWS[] = {
        {"0-9", "", ""},
        {"10-19", "", "10-39:0"},
        {"20-24", "", "20-29:1"},
        {"25-29", "", "25-49:2"},
        {"30-39", "20-29:1", "30-49:3"},
        {"40-49", "10-39:0", ""},
        {"50-65535", "25-49:2 30-49:3", ""},
    };
    struct pp_spans spans = {0};
    build(&spans, "10-39,20-29,25-49,30-49");
    cr_assert_eq(pp_spans_count(&spans), PP_ARRAY_LEN(ROWS));
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_range r = pp_spans_range(&spans, i);
        cr_expect_str_eq(pp_test_ranges_text(&r, 1), ROWS[i].range);
        cr_expect_str_eq(
            answers_text(pp_spans_ended(&spans, i)), ROWS[i].ended, "%zu", i);
        cr_expect_str_eq(
            answers_text(pp_spans_begun(&spans, i)), ROWS[i].begun, "%zu", i);
    }
    pp_spans_done(&spans);
}

Test(spans, items_keep_their_handles_and_equal_ones_their_order)
{
    struct pp_itree tree = {0};
    struct pp_spans spans = {0};
    uint32_t handles[3];
    for (uint32_t i = 0; i < 3; i++) {
        cr_assert_eq(pp_itree_insert(&tree, range(5, 9), 7 - i, &handles[i]),
                     PP_OK);
    }
    cr_assert_eq(pp_spans_of_tree(&tree, &spans), PP_OK);
    struct pp_answers answers = pp_spans_stab(&spans, 9);
    for (uint32_t i = 0; i < 3; i++) {
        const struct pp_hit *hit = pp_answers_next(&answers);
        cr_assert_neq(hit, NULL);
        cr_expect_eq(hit->handle, handles[i]);
        cr_expect_eq(hit->label, 7 - i);
    }
    build(&spans, "5-9,5-9,5-9");
    answers = pp_spans_stab(&spans, 5);
    for (uint32_t i = 0; i < 3; i++) {
        cr_expect_eq(pp_answers_next(&answers)->handle, 100 + i);
    }
    pp_spans_done(&spans);
    pp_itree_done(&tree);
}

Test(spans, of_blocks_that_end_as_they_begin_nothing_is_written_twice)
{
    enum {
        COUNT = 20000
    };
    static struct pp_hit items[COUNT];
    struct pp_spans spans = {0};
    for (uint32_t i = 0; i < COUNT; i++) {
        uint32_t first = i * 40503 % 65436;
        items[i] = (struct pp_hit){range(first, first + 99), i, i};
    }
    cr_assert_eq(pp_spans_of_items(items, COUNT, &spans), PP_OK);
    expect_sound(&spans);
    cr_expect_eq(spans.begins.count, COUNT);
    pp_spans_done(&spans);
}

static size_t bytes_of(const struct pp_spans *spans)
{
    return (spans->begins.capacity + spans->ends.capacity) *
               sizeof(struct pp_hit) +
           spans->capacity * sizeof(*spans->items) +
           spans->index_capacity * sizeof(*spans->index);
}

/* A list for each span would have two thousand million entries. */
Test(spans, however_deep_items_nest_the_memory_is_bounded)
{
    enum {
        COUNT = 65535
    };
    static struct pp_hit items[COUNT];
    struct pp_spans spans = {0};
    for (int way = 0; way < 4; way++) {
        for (uint32_t i = 0; i < COUNT; i++) {
            struct pp_range nests[4] = {range(i + 1, 65535),
                                        range(1, i + 1),
                                        range(i / 2, 65535 - i / 2),
                                        range(1, 65535)};
            items[i] = (struct pp_hit){nests[way], i, i};
        }
        cr_assert_eq(pp_spans_of_items(items, COUNT, &spans), PP_OK);
        expect_sound(&spans);
        cr_expect_lt(bytes_of(&spans), 12u << 20, "way %d", way);
        cr_expect_eq(count_answers(pp_spans_stab(&spans, 32767)),
                     way == 0   ? 32767
                     : way == 1 ? 32769
                                : 65535);
        cr_expect_eq(count_answers(pp_spans_stab(&spans, 5)),
                     way == 0   ? 5
                     : way == 1 ? 65531
                     : way == 2 ? 12
                                : 65535);
    }
    pp_spans_done(&spans);
}

Test(spans, more_items_than_a_tree_can_have_are_refused)
{
    struct pp_hit item = {.range = {1, 2}};
    struct pp_spans spans = {0};
    build(&spans, "1-2,3");
    cr_expect_eq(
        pp_spans_of_items(&item, (size_t)PP_ITREE_ITEMS_MAX + 1, &spans),
        PP_ERR_LIMIT);
    cr_expect_eq(spans.items, NULL);
    cr_expect_eq(spans.count, 0);
    build(&spans, "1-2,3");
    expect_sound(&spans);
    pp_spans_done(&spans);
}

/* ------------------------------------------------------------------------ */
/* The checker: good spans, one thing broken, and the number it must name. */

static void break_first_port(struct pp_spans *spans)
{
    spans->items[0].first = 1;
}

static void break_ascent(struct pp_spans *spans)
{
    spans->items[2].first = spans->items[1].first;
}

static void break_sentinel(struct pp_spans *spans)
{
    spans->items[spans->count].first = 65535;
    spans->items[spans->count - 1].first = 60;
}

static void break_span_count(struct pp_spans *spans)
{
    spans->count = 0;
}

static void break_range(struct pp_spans *spans)
{
    spans->begins.items[0].range.last = 0;
}

static void break_order(struct pp_spans *spans)
{
    struct pp_hit first = spans->begins.items[0];
    spans->begins.items[0] = spans->begins.items[1];
    spans->begins.items[1] = first;
}

static void break_end_order(struct pp_spans *spans)
{
    struct pp_hit first = spans->ends.items[0];
    spans->ends.items[0] = spans->ends.items[1];
    spans->ends.items[1] = first;
}

static void break_end_label(struct pp_spans *spans)
{
    spans->ends.items[1].label++;
}

static void break_end_count(struct pp_spans *spans)
{
    spans->ends.count--;
}

static void break_begun(struct pp_spans *spans)
{
    spans->items[2].begun++;
}

static void break_ended(struct pp_spans *spans)
{
    spans->items[5].ended--;
}

/* Cuts a span in two, though nothing begins or ends there. */
static void break_maximal(struct pp_spans *spans)
{
    spans->items[0].first = 0;
    for (size_t i = spans->count + 1; i > 1; i--) {
        spans->items[i] = spans->items[i - 1];
    }
    spans->items[1] = spans->items[0];
    spans->items[1].first = 5;
    spans->count++;
}

static void break_slice_end(struct pp_spans *spans)
{
    spans->items[3].end--;
}

static void break_slice_start(struct pp_spans *spans)
{
    spans->items[2].at++;
}

static void break_slice_bounds(struct pp_spans *spans)
{
    spans->items[4].end = (uint32_t)spans->begins.count + 1;
}

static void break_list(struct pp_spans *spans)
{
    spans->begins.items[spans->item_count].label++;
}

/* The slice of span 5 in its old place: what has ended is still in it. */
static void break_share(struct pp_spans *spans)
{
    spans->items[4].at = spans->items[3].at;
    spans->items[4].end = spans->items[3].end;
}

static void break_index(struct pp_spans *spans)
{
    spans->index[0]++;
}

static void break_index_end(struct pp_spans *spans)
{
    spans->index[PP_PORT_COUNT >> spans->shift] = 0;
}

static void break_shift(struct pp_spans *spans)
{
    spans->shift = 17;
}

static void break_entries(struct pp_spans *spans)
{
    spans->begins.count = (size_t)10 * spans->item_count + 1;
}

Test(spans, the_checker_names_the_invariant_that_is_broken)
{
    static const struct {
        void (*breakage)(struct pp_spans *);
        int want;
    } ROWS[] = {
        {break_first_port, 1}, {break_ascent, 1},      {break_sentinel, 1},
        {break_span_count, 1}, {break_range, 2},       {break_order, 2},
        {break_end_order, 3},  {break_end_label, 3},   {break_end_count, 3},
        {break_begun, 4},      {break_ended, 4},       {break_maximal, 4},
        {break_slice_end, 5},  {break_slice_start, 5}, {break_slice_bounds, 5},
        {break_list, 5},       {break_share, 6},       {break_index, 7},
        {break_index_end, 7},  {break_shift, 7},       {break_entries, 8},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(ROWS); i++) {
        struct pp_spans spans = {0};
        build(&spans, "1,3,5,7,9,11,13"); /* leaves room for one span more */
        build(&spans, "10-39,20-29,25-49");
        cr_assert_eq(spans.begins.count, 5, "a list is made anew");
        expect_sound(&spans);
        ROWS[i].breakage(&spans);
        int violated = 0;
        cr_expect(!pp_test_spans_are_sound(&spans, &violated), "row %zu", i);
        cr_expect_eq(violated, ROWS[i].want, "row %zu: F%d", i, violated);
        pp_spans_done(&spans);
    }
}
