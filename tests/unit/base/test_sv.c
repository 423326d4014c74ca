/* String views. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/sv.h"

static const struct pp_sv nothing = {NULL, 0};

Test(sv, views_of_strings_and_parts_stay_inside)
{
    struct pp_sv text = pp_sv_from("hello");
    cr_expect_eq(text.len, 5);
    cr_expect_eq(pp_sv_from(NULL).len, 0);
    cr_expect_null(pp_sv_from(NULL).ptr);
    static const struct {
        size_t from;
        size_t len;
        const char *expected;
    } rows[] = {
        {0, 5, "hello"},
        {0, 99, "hello"},
        {1, 3, "ell"},
        {5, 1, ""},
        {6, 1, ""},
        {SIZE_MAX, SIZE_MAX, ""},
        {1, SIZE_MAX, "ello"},
        {2, 0, ""},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_sv part = pp_sv_sub(text, rows[i].from, rows[i].len);
        cr_expect(
            pp_sv_equal(part, pp_sv_from(rows[i].expected)), "row %zu", i);
        cr_expect(part.ptr >= text.ptr && part.ptr + part.len <= text.ptr + 5);
    }
    cr_expect_eq(pp_sv_sub(nothing, 3, 3).len, 0);
    cr_expect_null(pp_sv_sub(nothing, 3, 3).ptr);
}

Test(sv, comparing_is_by_bytes_or_without_ascii_case)
{
    static const struct {
        struct pp_sv a;
        struct pp_sv b;
        bool is_equal;
        bool is_equal_nocase;
    } rows[] = {
        {PP_SV_INIT("tcp"), PP_SV_INIT("tcp"), true, true},
        {PP_SV_INIT("tcp"), PP_SV_INIT("TCP"), false, true},
        {PP_SV_INIT("tcp"), PP_SV_INIT("tcq"), false, false},
        {PP_SV_INIT("tcp"), PP_SV_INIT("tc"), false, false},
        {PP_SV_INIT(""), PP_SV_INIT(""), true, true},
        {PP_SV_INIT(""), {NULL, 0}, true, true},
        {{NULL, 0}, {NULL, 0}, true, true},
        {{NULL, 0}, PP_SV_INIT("a"), false, false},
        {PP_SV_INIT("@"), PP_SV_INIT("`"), false, false},
        {PP_SV_INIT("["), PP_SV_INIT("{"), false, false},
        {PP_SV_INIT("AZ"), PP_SV_INIT("az"), false, true},
        {PP_SV_INIT("\xC3\x84"), PP_SV_INIT("\xC3\xA4"), false, false},
        {PP_SV_INIT("a\0b"), PP_SV_INIT("a\0c"), false, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(
            pp_sv_equal(rows[i].a, rows[i].b), rows[i].is_equal, "row %zu", i);
        cr_expect_eq(pp_sv_equal_nocase(rows[i].a, rows[i].b),
                     rows[i].is_equal_nocase,
                     "row %zu",
                     i);
    }
}

Test(sv, beginnings_and_ends)
{
    struct pp_sv text = PP_SV("Protocol tcp");
    cr_expect(pp_sv_starts(text, PP_SV("Prot")));
    cr_expect(pp_sv_starts(text, text));
    cr_expect(pp_sv_starts(text, PP_SV("")));
    cr_expect(!pp_sv_starts(text, PP_SV("prot")));
    cr_expect(!pp_sv_starts(text, PP_SV("Protocol tcp!")));
    cr_expect(!pp_sv_starts(nothing, PP_SV("a")));
    cr_expect(pp_sv_starts_nocase(text, PP_SV("pROT")));
    cr_expect(!pp_sv_starts_nocase(text, PP_SV("pROX")));
    cr_expect(pp_sv_ends(text, PP_SV("tcp")));
    cr_expect(pp_sv_ends(text, text));
    cr_expect(pp_sv_ends(text, PP_SV("")));
    cr_expect(!pp_sv_ends(text, PP_SV("TCP")));
    cr_expect(!pp_sv_ends(text, PP_SV("xProtocol tcp")));
    cr_expect(!pp_sv_ends(nothing, PP_SV("a")));
}

Test(sv, finding_gives_the_first_at_or_behind)
{
    static const struct {
        struct pp_sv text;
        struct pp_sv needle;
        size_t from;
        size_t expected;
        size_t expected_nocase;
    } rows[] = {
        {PP_SV_INIT("abcabc"), PP_SV_INIT("bc"), 0, 1, 1},
        {PP_SV_INIT("abcabc"), PP_SV_INIT("bc"), 1, 1, 1},
        {PP_SV_INIT("abcabc"), PP_SV_INIT("bc"), 2, 4, 4},
        {PP_SV_INIT("abcabc"), PP_SV_INIT("bc"), 5, SIZE_MAX, SIZE_MAX},
        {PP_SV_INIT("abcabc"), PP_SV_INIT("bc"), SIZE_MAX, SIZE_MAX, SIZE_MAX},
        {PP_SV_INIT("aab"), PP_SV_INIT("ab"), 0, 1, 1},
        {PP_SV_INIT("aaab"), PP_SV_INIT("ac"), 0, SIZE_MAX, SIZE_MAX},
        {PP_SV_INIT("aBc"), PP_SV_INIT("b"), 0, SIZE_MAX, 1},
        {PP_SV_INIT("abc"), PP_SV_INIT("abcd"), 0, SIZE_MAX, SIZE_MAX},
        {PP_SV_INIT("abc"), PP_SV_INIT("abc"), 0, 0, 0},
        {PP_SV_INIT("abc"), PP_SV_INIT(""), 3, 3, 3},
        {PP_SV_INIT("abc"), PP_SV_INIT(""), 4, SIZE_MAX, SIZE_MAX},
        {{NULL, 0}, PP_SV_INIT("a"), 0, SIZE_MAX, SIZE_MAX},
        {{NULL, 0}, {NULL, 0}, 0, 0, 0},
        {PP_SV_INIT("a\0b"), PP_SV_INIT("\0b"), 0, 1, 1},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_sv_find(rows[i].text, rows[i].needle, rows[i].from),
                     rows[i].expected,
                     "row %zu",
                     i);
        cr_expect_eq(
            pp_sv_find_nocase(rows[i].text, rows[i].needle, rows[i].from),
            rows[i].expected_nocase,
            "row %zu",
            i);
    }
}

Test(sv, trimming_takes_blanks_and_tabs_from_both_ends)
{
    static const char *const rows[][2] = {
        {" \t a b\t ", "a b"},
        {"a", "a"},
        {"", ""},
        {"  ", ""},
        {"a ", "a"},
        {" a", "a"},
        {"\na\r", "\na\r"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect(pp_sv_equal(pp_sv_trim(pp_sv_from(rows[i][0])),
                              pp_sv_from(rows[i][1])),
                  "row %zu",
                  i);
    }
    cr_expect_eq(pp_sv_trim(nothing).len, 0);
}

Test(sv, only_a_whole_decimal_number_within_the_maximum_is_a_number)
{
    static const struct {
        const char *text;
        uint32_t max;
        bool is_ok;
        uint32_t value;
    } rows[] = {
        {"0", 0, true, 0},
        {"65535", 65535, true, 65535},
        {"65536", 65535, false, 0},
        {"00080", 65535, true, 80},
        {"4294967295", UINT32_MAX, true, UINT32_MAX},
        {"4294967296", UINT32_MAX, false, 0},
        {"18446744073709551617", UINT32_MAX, false, 0},
        {"99999999999999999999999999999999999999", UINT32_MAX, false, 0},
        {"", 9, false, 0},
        {"-1", 9, false, 0},
        {"+1", 9, false, 0},
        {" 1", 9, false, 0},
        {"1 ", 9, false, 0},
        {"1a", 9, false, 0},
        {"/", 9, false, 0},
        {":", 9, false, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        uint32_t value = 77;
        cr_expect_eq(
            pp_sv_to_u32(pp_sv_from(rows[i].text), rows[i].max, &value),
            rows[i].is_ok,
            "'%s'",
            rows[i].text);
        cr_expect_eq(
            value, rows[i].is_ok ? rows[i].value : 77, "'%s'", rows[i].text);
    }
}

Test(sv, classes_are_those_of_ascii)
{
    for (int c = -128; c < 128; c++) {
        cr_expect_eq(pp_is_digit((char)c), c >= 48 && c <= 57, "%d", c);
        cr_expect_eq(pp_is_blank((char)c), c == 32 || c == 9, "%d", c);
        cr_expect_eq(pp_is_alpha((char)c),
                     (c >= 65 && c <= 90) || (c >= 97 && c <= 122),
                     "%d",
                     c);
    }
}

Test(sv, every_status_has_a_sentence)
{
    for (int status = PP_OK; status <= PP_ERR_INTERNAL; status++) {
        const char *text = pp_status_text((enum pp_status)status);
        cr_expect_str_neq(text, "unknown status", "%d", status);
        for (int other = PP_OK; other < status; other++) {
            cr_expect_str_neq(text, pp_status_text((enum pp_status)other));
        }
    }
    cr_expect_str_eq(pp_status_text((enum pp_status)99), "unknown status");
    cr_expect_gt(strlen(pp_version()), 0);
}
