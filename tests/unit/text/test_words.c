/* Lists of words in one string. */
#include <criterion/criterion.h>

#include "text/words.h"

static const char list[] = "STOPPED|and |…|pre|p";

Test(words, a_word_is_found_at_its_position)
{
    cr_expect_eq(pp_words_find(list, PP_SV("STOPPED")), 1);
    cr_expect_eq(pp_words_find(list, PP_SV("p")), 5);
    cr_expect_eq(pp_words_find(list, PP_SV("stopped")), 0);
    cr_expect_eq(pp_words_find(list, PP_SV("STOP")), 0);
    cr_expect_eq(pp_words_find(list, PP_SV("and |…")), 0);
    cr_expect_eq(pp_words_find(list, PP_SV("")), 0);
    cr_expect_eq(pp_words_find("", PP_SV("p")), 0);
}

Test(words, the_first_word_that_a_text_starts_with_gives_its_length)
{
    cr_expect_eq(pp_words_start(list, PP_SV("and so on")), 4);
    cr_expect_eq(pp_words_start(list, PP_SV("And so on")), 0);
    cr_expect_eq(pp_words_start_nocase(list, PP_SV("And so on")), 4);
    cr_expect_eq(pp_words_start(list, PP_SV("…")), 3);
    cr_expect_eq(pp_words_start(list, PP_SV("pre")), 3);
    cr_expect_eq(pp_words_start(list, PP_SV("pr")), 1);
    cr_expect_eq(pp_words_start(list, PP_SV("")), 0);
    cr_expect_eq(pp_words_start_nocase(list, PP_SV("xand ")), 0);
}

Test(words, case_does_not_matter_to_has_and_within)
{
    cr_expect(pp_words_has(list, PP_SV("Stopped")));
    cr_expect_not(pp_words_has(list, PP_SV("it stopped")));
    cr_expect(pp_words_within("stopped|paused", PP_SV("it has Paused now")));
    cr_expect_not(pp_words_within("stopped|paused", PP_SV("it runs")));
    cr_expect_not(pp_words_within("", PP_SV("it runs")));
}
