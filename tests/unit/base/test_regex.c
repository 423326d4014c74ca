/* Regular expressions: bytes in, views out, never fatal. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/buf.h"

#include "base/regex.h"

static struct pp_regex *compiled(const char *pattern, unsigned flags)
{
    struct pp_regex *regex = NULL;
    cr_assert_eq(pp_regex_new(pattern, flags, &regex), PP_OK, "%s", pattern);
    return regex;
}

Test(regex, patterns_match_bytes)
{
    static const struct {
        const char *pattern;
        unsigned flags;
        struct pp_sv subject;
        enum pp_match expected;
    } rows[] = {
        {"b", 0, PP_SV_INIT("abc"), PP_MATCH_YES},
        {"B", 0, PP_SV_INIT("abc"), PP_MATCH_NO},
        {"B", PP_REGEX_CASELESS, PP_SV_INIT("abc"), PP_MATCH_YES},
        {"b", PP_REGEX_ANCHORED, PP_SV_INIT("abc"), PP_MATCH_NO},
        {"A",
         PP_REGEX_ANCHORED | PP_REGEX_CASELESS,
         PP_SV_INIT("abc"),
         PP_MATCH_YES},
        {"^a.c$",
         0,
         PP_SV_INIT("a\xFF"
                    "c"),
         PP_MATCH_YES},
        {"^a.c$",
         0,
         PP_SV_INIT("a\xC3\xBC"
                    "c"),
         PP_MATCH_NO},
        {"^a..c$",
         0,
         PP_SV_INIT("a\xC3\xBC"
                    "c"),
         PP_MATCH_YES},
        {"^a.c$", 0, PP_SV_INIT("a\0c"), PP_MATCH_YES},
        {"^a.c$", 0, PP_SV_INIT("a\rc"), PP_MATCH_NO},
        {"^a.c$", 0, PP_SV_INIT("a\nc"), PP_MATCH_NO},
        {"^a.c$",
         0,
         PP_SV_INIT("a\x85"
                    "c"),
         PP_MATCH_YES},
        {"^a$", 0, PP_SV_INIT("a\n"), PP_MATCH_NO},
        {"^$", 0, PP_SV_INIT(""), PP_MATCH_YES},
        {"^$", 0, {NULL, 0}, PP_MATCH_YES},
        {"x", 0, {NULL, 0}, PP_MATCH_NO},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_regex *regex = compiled(rows[i].pattern, rows[i].flags);
        cr_expect_eq(pp_regex_match(regex, rows[i].subject, NULL, 0),
                     rows[i].expected,
                     "row %zu: %s",
                     i,
                     rows[i].pattern);
        pp_regex_free(regex);
    }
}

Test(regex, groups_are_views_into_the_subject)
{
    struct pp_regex *regex = compiled("([0-9]+) (x)?([0-9]+)", 0);
    struct pp_sv subject = PP_SV("at 1031 1130.");
    struct pp_sv groups[6];
    cr_assert_eq(pp_regex_match(regex, subject, groups, 6), PP_MATCH_YES);
    cr_expect(pp_sv_equal(groups[0], PP_SV("1031 1130")));
    cr_expect(pp_sv_equal(groups[1], PP_SV("1031")));
    cr_expect_eq(groups[1].ptr, subject.ptr + 3);
    cr_expect(groups[2].ptr == NULL && groups[2].len == 0, "took no part");
    cr_expect(pp_sv_equal(groups[3], PP_SV("1130")));
    cr_expect(groups[4].ptr == NULL && groups[4].len == 0, "not there");
    cr_expect(groups[5].ptr == NULL && groups[5].len == 0, "not there");
    /* Nothing is left over from the match before. */
    cr_assert_eq(pp_regex_match(regex, PP_SV("1 x2"), groups, 4), PP_MATCH_YES);
    cr_expect(pp_sv_equal(groups[2], PP_SV("x")));
    cr_assert_eq(pp_regex_match(regex, PP_SV("3 4"), groups, 4), PP_MATCH_YES);
    cr_expect_null(groups[2].ptr);
    pp_regex_free(regex);
}

Test(regex, a_failed_match_leaves_the_groups_alone)
{
    struct pp_regex *regex = compiled("(a)", 0);
    struct pp_sv groups[2] = {PP_SV("x"), PP_SV("y")};
    cr_assert_eq(pp_regex_match(regex, PP_SV("b"), groups, 2), PP_MATCH_NO);
    cr_expect(pp_sv_equal(groups[0], PP_SV("x")));
    cr_expect(pp_sv_equal(groups[1], PP_SV("y")));
    pp_regex_free(regex);
}

Test(regex, a_match_from_a_place_sees_what_is_in_front)
{
    struct pp_regex *regex = compiled("(?<!a)b", PP_REGEX_ANCHORED);
    struct pp_sv group = {NULL, 0};
    struct pp_sv subject = PP_SV("abcb");
    cr_expect_eq(pp_regex_match_from(regex, subject, 1, NULL, 0), PP_MATCH_NO);
    cr_expect_eq(pp_regex_match_from(regex, subject, 2, NULL, 0), PP_MATCH_NO);
    cr_expect_eq(pp_regex_match_from(regex, subject, 3, &group, 1),
                 PP_MATCH_YES);
    cr_expect_eq(group.ptr, subject.ptr + 3);
    cr_expect_eq(pp_regex_match_from(regex, subject, 4, NULL, 0), PP_MATCH_NO);
    pp_regex_free(regex);
}

Test(regex, what_is_no_pattern_is_an_invalid_argument)
{
    static const char *const patterns[] = {"(", "[", "a**", "\\", "(*UTF)a"};
    for (size_t i = 0; i < PP_ARRAY_LEN(patterns); i++) {
        struct pp_regex *regex = NULL;
        cr_expect_eq(
            pp_regex_new(patterns[i], 0, &regex), PP_ERR_INVALID, "%zu", i);
        cr_expect_null(regex);
    }
    pp_regex_free(NULL);
}

Test(regex, a_match_that_would_take_for_ever_is_given_up)
{
    static const char *const patterns[] = {
        "^(a+)+$", "^(a|aa)+$", "^(?:a?){40}b", "(?:(?:a+)*)*b"};
    struct pp_buf subject;
    pp_buf_init(&subject, 1 << 20);
    pp_buf_add_repeated(&subject, 'a', 60000);
    pp_buf_add_char(&subject, '!');
    for (size_t i = 0; i < PP_ARRAY_LEN(patterns); i++) {
        struct pp_regex *regex = compiled(patterns[i], 0);
        enum pp_match match =
            pp_regex_match(regex, pp_buf_view(&subject), NULL, 0);
        cr_expect(match == PP_MATCH_LIMIT || match == PP_MATCH_NO,
                  "%s: %d",
                  patterns[i],
                  match);
        cr_expect(
            i > 1 || match == PP_MATCH_LIMIT, "%s: no limit", patterns[i]);
        cr_expect_eq(pp_regex_match(regex, PP_SV("c"), NULL, 0),
                     PP_MATCH_NO,
                     "%s is of no use after it",
                     patterns[i]);
        pp_regex_free(regex);
    }
    pp_buf_done(&subject);
}
