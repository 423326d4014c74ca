/* The growing buffer: its maximum and its sticky failure. */
#include <criterion/criterion.h>
#include <string.h>
#include <wchar.h>

#include "portplan/buf.h"

#include "base/alloc.h"
#include "base/vec.h"

Test(buf, what_is_added_is_there_in_order)
{
    struct pp_buf buf;
    pp_buf_init(&buf, 1000);
    cr_expect_eq(pp_buf_view(&buf).len, 0);
    pp_buf_add(&buf, PP_SV("a\0b"));
    pp_buf_add(&buf, (struct pp_sv){NULL, 0});
    pp_buf_add_str(&buf, "cd");
    pp_buf_add_str(&buf, NULL);
    pp_buf_add_char(&buf, 'e');
    pp_buf_add_repeated(&buf, '-', 3);
    pp_buf_add_repeated(&buf, '-', 0);
    pp_buf_add_u64(&buf, 0);
    pp_buf_add_u64(&buf, UINT64_MAX);
    pp_buf_printf(&buf, "%s %d", "x", -1);
    pp_buf_printf(&buf, "%s", "");
    cr_expect_eq(buf.status, PP_OK);
    cr_expect(pp_sv_equal(pp_buf_view(&buf),
                          PP_SV("a\0bcde---018446744073709551615x -1")));
    cr_expect_eq(buf.data[buf.len], '\0');
    pp_buf_done(&buf);
    cr_expect_eq(pp_buf_view(&buf).len, 0);
    pp_buf_add_char(&buf, 'z');
    cr_expect_str_eq(buf.data, "z", "of no use after done");
    pp_buf_done(&buf);
}

Test(buf, it_grows_to_its_maximum_and_not_a_byte_further)
{
    for (size_t max = 0; max < 40; max++) {
        struct pp_buf buf;
        pp_buf_init(&buf, max);
        for (size_t i = 0; i < max; i++) {
            pp_buf_add_char(&buf, 'a');
            cr_assert_eq(buf.status, PP_OK, "%zu of %zu", i, max);
            cr_assert_eq(buf.data[buf.len], '\0');
            cr_assert_lt(buf.len, buf.capacity);
        }
        pp_buf_add(&buf, PP_SV(""));
        cr_expect_eq(buf.status, PP_OK);
        pp_buf_add_char(&buf, 'b');
        cr_expect_eq(buf.status, PP_ERR_LIMIT);
        cr_expect_eq(buf.len, max);
        pp_buf_done(&buf);
    }
}

Test(buf, after_a_failure_nothing_is_added_until_it_is_cleared)
{
    struct pp_buf buf;
    pp_buf_init(&buf, 4);
    pp_buf_add_str(&buf, "abc");
    pp_buf_add_str(&buf, "de");
    cr_expect_eq(buf.status, PP_ERR_LIMIT);
    cr_expect_str_eq(buf.data, "abc", "half of what did not fit");
    pp_buf_add_char(&buf, 'd');
    pp_buf_add_repeated(&buf, 'd', 1);
    pp_buf_add_u64(&buf, 1);
    pp_buf_printf(&buf, "%d", 1);
    cr_expect_str_eq(buf.data, "abc", "added after a failure");
    cr_expect_eq(buf.status, PP_ERR_LIMIT);
    pp_buf_clear(&buf);
    cr_expect_eq(buf.status, PP_OK);
    cr_expect_eq(buf.len, 0);
    cr_expect_str_eq(buf.data, "");
    pp_buf_printf(&buf, "%d", 1234);
    cr_expect_str_eq(buf.data, "1234", "the maximum itself");
    pp_buf_printf(&buf, "%d", 5);
    cr_expect_eq(buf.status, PP_ERR_LIMIT);
    cr_expect_str_eq(buf.data, "1234");
    pp_buf_done(&buf);
    pp_buf_clear(&buf);
    cr_expect_null(buf.data, "clearing allocates nothing");
}

Test(buf, sizes_that_overflow_are_a_limit)
{
    struct pp_buf buf;
    pp_buf_init(&buf, SIZE_MAX);
    pp_buf_add_char(&buf, 'a');
    cr_expect_eq(buf.status, PP_OK, "no maximum is a maximum");
    pp_buf_add_repeated(&buf, 'a', SIZE_MAX);
    cr_expect_eq(buf.status, PP_ERR_LIMIT);
    pp_buf_done(&buf);
    pp_buf_init(&buf, SIZE_MAX);
    pp_buf_add_repeated(&buf, 'a', SIZE_MAX);
    cr_expect_eq(buf.status, PP_ERR_LIMIT);
    pp_buf_done(&buf);
}

Test(buf, what_printf_cannot_print_is_an_internal_error)
{
    struct pp_buf buf;
    pp_buf_init(&buf, 1000);
    wchar_t broken[] = {(wchar_t)0x7FFFFFFF, 0};
    pp_buf_printf(&buf, "%ls", broken);
    cr_expect_eq(buf.status, PP_ERR_INTERNAL);
    cr_expect_eq(buf.len, 0);
    pp_buf_done(&buf);
    pp_buf_init(&buf, 0);
    pp_buf_add_char(&buf, 'a');
    pp_buf_printf(&buf, "%ls", broken);
    cr_expect_eq(buf.status, PP_ERR_LIMIT, "the first failure stays");
    pp_buf_done(&buf);
}

Test(buf, memory_is_counted_in_checked_products)
{
    cr_expect_null(pp_calloc(SIZE_MAX, 2));
    /* These wrap around to very little. */
    cr_expect_null(pp_calloc(SIZE_MAX / 4 + 2, 4));
    cr_expect_null(pp_realloc(NULL, SIZE_MAX / 4 + 2, 4));
    char *bytes = pp_calloc(0, 0);
    cr_expect_not_null(bytes, "nothing is something that can be freed");
    bytes = pp_realloc(bytes, 0, 5);
    cr_expect_not_null(bytes);
    pp_free(bytes);
    pp_free(NULL);
}

Test(buf, a_vector_grows_by_halves_up_to_its_maximum)
{
    PP_VEC(uint32_t) vec = {.items = NULL};
    size_t growths = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        size_t capacity = vec.capacity;
        cr_assert_eq(PP_VEC_RESERVE(&vec, 1, 1000), PP_OK, "%u", i);
        growths += vec.capacity != capacity;
        vec.items[vec.count++] = i;
    }
    for (uint32_t i = 0; i < 1000; i++) {
        cr_assert_eq(vec.items[i], i);
    }
    cr_expect_leq(growths, 15, "%zu growths", growths);
    cr_expect_leq(vec.capacity, 1000);
    cr_expect_eq(PP_VEC_RESERVE(&vec, 0, 1000), PP_OK);
    cr_expect_eq(PP_VEC_RESERVE(&vec, 1, 1000), PP_ERR_LIMIT);
    cr_expect_eq(PP_VEC_RESERVE(&vec, SIZE_MAX, 1000), PP_ERR_LIMIT);
    cr_expect_eq(PP_VEC_RESERVE(&vec, 0, 999), PP_ERR_LIMIT);
    cr_expect_eq(vec.items[999], 999, "unchanged by a failure");
    pp_free(vec.items);
}

Test(buf, thousands_are_set_apart)
{
    static const struct {
        uint64_t value;
        const char *expected;
    } rows[] = {
        {0, "0"},
        {999, "999"},
        {1000, "1,000"},
        {20000, "20,000"},
        {1000007, "1,000,007"},
        {UINT64_MAX, "18,446,744,073,709,551,615"},
    };
    struct pp_buf buf;
    pp_buf_init(&buf, 64);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        pp_buf_clear(&buf);
        pp_buf_add_thousands(&buf, rows[i].value);
        cr_expect_str_eq(buf.data, rows[i].expected);
    }
    pp_buf_done(&buf);
}
