/* The cursor: every reader moves on success only. */
#include <criterion/criterion.h>
#include <string.h>

#include "base/alloc.h"
#include "base/cursor.h"

Test(cursor, a_view_of_nothing_is_at_its_end)
{
    struct pp_cursor cursor = pp_cursor_over((struct pp_sv){NULL, 0});
    struct pp_sv part;
    uint32_t value;
    cr_expect(pp_cursor_at_end(&cursor));
    cr_expect_eq(pp_cursor_peek(&cursor), '\0');
    cr_expect_eq(pp_cursor_offset(&cursor), 0);
    cr_expect_eq(pp_cursor_rest(&cursor).len, 0);
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 0);
    cr_expect(!pp_cursor_take(&cursor, '\0'));
    cr_expect(!pp_cursor_take_sv(&cursor, PP_SV("a")));
    cr_expect(pp_cursor_take_sv(&cursor, PP_SV("")));
    cr_expect(!pp_cursor_take_digits(&cursor, &part));
    cr_expect(!pp_cursor_take_word(&cursor, &part));
    cr_expect(!pp_cursor_take_u32(&cursor, 9, &value));
}

Test(cursor, a_row_is_read_from_left_to_right)
{
    struct pp_cursor cursor = pp_cursor_over(PP_SV("  1031\t1130 * Tail x"));
    uint32_t first = 0;
    uint32_t last = 0;
    struct pp_sv word;
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 2);
    cr_expect_eq(pp_cursor_peek(&cursor), '1');
    cr_expect(pp_cursor_take_u32(&cursor, 65535, &first));
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 1);
    cr_expect(pp_cursor_take_u32(&cursor, 65535, &last));
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 1);
    cr_expect(pp_cursor_take(&cursor, '*'));
    cr_expect_eq(pp_cursor_offset(&cursor), 13);
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 1);
    cr_expect(pp_cursor_take_nocase(&cursor, PP_SV("tA")));
    cr_expect(pp_cursor_take_sv(&cursor, PP_SV("il")));
    cr_expect(!pp_cursor_take_word(&cursor, &word), "at a blank");
    cr_expect_eq(pp_cursor_skip_blanks(&cursor), 1);
    cr_expect(pp_sv_equal(pp_cursor_rest(&cursor), PP_SV("x")));
    cr_expect(pp_cursor_take_word(&cursor, &word));
    cr_expect(pp_sv_equal(word, PP_SV("x")));
    cr_expect(pp_cursor_at_end(&cursor));
    cr_expect_eq(first, 1031);
    cr_expect_eq(last, 1130);
}

Test(cursor, words_end_at_blanks_and_tabs)
{
    struct pp_cursor cursor = pp_cursor_over(PP_SV("ab\tc"));
    struct pp_sv word = {NULL, 0};
    cr_expect(pp_cursor_take_word(&cursor, &word));
    cr_expect(pp_sv_equal(word, PP_SV("ab")));
    cr_expect_eq(pp_cursor_peek(&cursor), '\t');
}

Test(cursor, digits_of_any_length_are_a_run)
{
    struct pp_cursor cursor =
        pp_cursor_over(PP_SV("00000000000000000000000000000000000000001x"));
    struct pp_sv digits = {NULL, 0};
    cr_expect(pp_cursor_take_digits(&cursor, &digits));
    cr_expect_eq(digits.len, 41);
    cr_expect_eq(pp_cursor_peek(&cursor), 'x');
    cr_expect(!pp_cursor_take_digits(&cursor, &digits));
    cr_expect_eq(digits.len, 41, "written on failure");
}

Test(cursor, a_failure_moves_nothing_and_writes_nothing)
{
    struct pp_cursor cursor = pp_cursor_over(PP_SV("70000 tcp"));
    const char *at = cursor.at;
    uint32_t value = 77;
    struct pp_sv part = PP_SV("-");
    cr_expect(!pp_cursor_take(&cursor, 'x'));
    cr_expect(!pp_cursor_take_sv(&cursor, PP_SV("70001")));
    cr_expect(!pp_cursor_take_nocase(&cursor, PP_SV("70000 udp")));
    cr_expect(!pp_cursor_take_u32(&cursor, 65535, &value), "too large");
    cr_expect_eq(cursor.at, at);
    cr_expect_eq(value, 77);
    cr_expect(pp_cursor_take_u32(&cursor, 70000, &value), "the maximum itself");
    cr_expect_eq(value, 70000);
    at = cursor.at;
    cr_expect(!pp_cursor_take_u32(&cursor, 70000, &value));
    cr_expect(!pp_cursor_take_digits(&cursor, &part));
    cr_expect(!pp_cursor_take_word(&cursor, &part));
    cr_expect_eq(cursor.at, at);
    cr_expect(pp_sv_equal(part, PP_SV("-")));
}

/* Nothing behind the view is ever looked at: the sanitizers watch. */
Test(cursor, readers_stop_at_the_end_of_the_view)
{
    static const char *const texts[] = {"   ", "123", "abc", "\t\t\t"};
    for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
        char *bytes = pp_calloc(3, 1);
        cr_assert_not_null(bytes);
        memcpy(bytes, texts[i], 3);
        struct pp_cursor cursor = pp_cursor_over((struct pp_sv){bytes, 3});
        struct pp_sv part;
        (void)pp_cursor_skip_blanks(&cursor);
        (void)pp_cursor_take_digits(&cursor, &part);
        (void)pp_cursor_take_word(&cursor, &part);
        cr_expect(pp_cursor_at_end(&cursor), "'%s'", texts[i]);
        cr_expect_eq(pp_cursor_offset(&cursor), 3);
        pp_free(bytes);
    }
}
