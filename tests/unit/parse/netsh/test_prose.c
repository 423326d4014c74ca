/* Ranges of exclusions in sentences and lists. */
#include <criterion/criterion.h>

#include "parse/netsh/prose.h"
#include "parse_table.h"
#include "summary.h"

/* size-ok: a table of texts */
Test(prose, takes_ranges_that_words_tie_to_exclusions)
{
    static const struct pp_test_case rows[] = {
        {"a sentence",
         "The excluded ranges are 49670-49769 and 49770-49869.\n",
         "tcp?: 49670-49769? 49770-49869? ~1-65535",
         "0 1 0 0",
         "499@1:0 467@1:0"},
        {"with the protocol",
         "excluded udp: 49670-49769, 49770-49869\n",
         "udp: 49670-49769? 49770-49869? ~1-65535",
         NULL,
         "499@1:0"},
        {"both protocols in one sentence",
         "excluded tcp 49670-49769, 49770-49869 and excluded udp "
         "50100-50199\n",
         "tcp: 49670-49769? 49770-49869? ~1-65535; udp: 50100-50199? ~1-65535",
         NULL,
         "499@1:0"},
        {"a protocol a line",
         "excluded tcp 49670-49769\nexcluded udp 50100-50199\n",
         "tcp: 49670-49769? ~1-65535; udp: 50100-50199? ~1-65535",
         NULL,
         "499@1:0"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, a_star_says_administered)
{
    static const struct pp_test_case rows[] = {
        {"with stars",
         "reserved tcp ports: 5357, 49670-49769, 50000-50059*\n",
         "tcp: 5357-5357 49670-49769 50000-50059* ~1-65535",
         NULL,
         "499@1:0"},
        {"a star as a word",
         "excluded tcp: 49670-49769, 50000-50059 (administered)\n",
         "tcp: 49670-49769 50000-50059* ~1-65535",
         NULL,
         NULL},
        {"a star in brackets",
         "excluded tcp: 49670-49769, 50000-50059 (*), 50060-50159\n",
         "tcp: 49670-49769 50000-50059* 50060-50159 ~1-65535",
         NULL,
         NULL},
        {"a star in brackets of East Asia",
         "excluded tcp: 49670-49769, 50000-50059\xEF\xBC\x88\xE7\xAE\xA1\xE7"
         "\x90\x86\xEF\xBC\x89\n",
         "tcp: 49670-49769 50000-50059* ~1-65535",
         NULL,
         NULL},
        {"the author says that there is no star",
         "The table has no row with a star. The range 52000-52059 is in it "
         "and port 52022 is blocked.\n",
         "tcp?: 52000-52059 ~1-65535",
         "0 1 0 0",
         "499@1:0 467@1:0"},
        {"none is administered",
         "None of them is administered:\nexcluded tcp 52000-52059\n",
         "tcp: 52000-52059 ~1-65535",
         NULL,
         NULL},
        {"a question about the star denies nothing",
         "I do not know what the star means; excluded tcp: 52000-52059\n",
         "tcp: 52000-52059? ~1-65535",
         NULL,
         NULL},
        {"wide with a star",
         "excluded tcp: 10000-19999*\n",
         "tcp: 10000-19999* ~1-65535",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, ranges_may_be_joined_in_many_ways)
{
    static const struct pp_test_case rows[] = {
        {"every joint",
         "excluded tcp: 100-199, 200 - 299, 300 to 399, 400..499, "
         "500\xE2\x80\x93"
         "599, `600`-`699`\n",
         "tcp: 100-199? 200-299? 300-399? 400-499? 500-599? 600-699? ~1-65535",
         NULL,
         NULL},
        {"pairs of source code",
         "excluded tcp = [[49455, 49554], [49555, 49654]]\n",
         "tcp: 49455-49554? 49555-49654? ~1-65535",
         NULL,
         NULL},
        {"pairs in parentheses",
         "excluded tcp = (49455, 49554), ( 49555 , 49654 )\n",
         "tcp: 49455-49554? 49555-49654? ~1-65535",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, a_line_above_may_say_what_ranges_are)
{
    static const struct pp_test_case rows[] = {
        {"a list over several lines",
         "These tcp ports are excluded:\n- 49670-49769\n- 49770-49869\n",
         "tcp: 49670-49769? 49770-49869? ~1-65535",
         NULL,
         NULL},
        {"a command above is enough",
         "netsh int ipv6 show excludedportrange udp\nsaid 49670-49769, "
         "49770-49869\n",
         "udp: 49670-49769? 49770-49869? ~1-65535",
         NULL,
         NULL},
        {"a heading names the protocol",
         "UDP\nexcluded: 49670-49769, 49770-49869\n",
         "udp: 49670-49769? 49770-49869? ~1-65535",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, an_ellipsis_or_one_range_is_no_obstacle)
{
    static const struct pp_test_case rows[] = {
        {"an ellipsis",
         "excluded tcp: 49670-49769, 49770-49869, ...\n",
         "tcp: 49670-49769? 49770-49869? ~1-65535",
         NULL,
         NULL},
        {"one range is enough in a sentence of its own",
         "tcp 49670-49769 is excluded\n",
         "tcp: 49670-49769? ~1-65535",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, leaves_numbers_that_are_something_else)
{
    static const struct pp_test_case rows[] = {
        {"no word", "49670-49769, 49770-49869\n", "-", "0 0 1 0", "-"},
        {"the dynamic range",
         "the dynamic range is 49152-50152, nothing is excluded\n",
         "-",
         NULL,
         NULL},
        {"single ports", "excluded: 80, 443 and 8080\n", "-", NULL, "-"},
        {"a date", "excluded since 2024-08-21\n", "-", NULL, "-"},
        {"an address", "reserved 10.0.0.1-10.0.0.9\n", "-", NULL, "-"},
        {"a version", "excluded v1.2-3\n", "-", NULL, "-"},
        {"a word with digits", "excluded KB100-200\n", "-", NULL, "-"},
        {"a unit behind", "excluded 100-200ms\n", "-", NULL, "-"},
        {"three numbers", "excluded 100-200-300\n", "-", NULL, "-"},
        {"end before start", "excluded 200-100\n", "-", NULL, "-"},
        {"port 0", "excluded 0-100\n", "-", NULL, "-"},
        {"too large", "excluded 100-70000\n", "-", NULL, "-"},
        {"too wide without a star", "excluded 10000-19999\n", "-", NULL, "-"},
        {"a pair that is not closed", "excluded [100, 200\n", "-", NULL, "-"},
        {"a pair of words", "excluded [100, x]\n", "-", NULL, "-"},
        {"the word too far above",
         "excluded\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n100-199, 200-299\n",
         "-",
         NULL,
         "-"},
        {"one range without a word in its line",
         "excluded\nthe range is 100-199\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(prose, a_table_anywhere_silences_the_sentences)
{
    cr_expect_str_eq(
        pp_test_facts_of("tcp 100-199, 200-299 are excluded\n"
                         "Protocol tcp Port Exclusion Ranges\n1031 1130\n"),
        "tcp: 1031-1130");
}

Test(prose, places_are_those_of_the_numbers)
{
    struct pp_load *load = pp_test_load(
        "excluded \xE7\xAB\xAF tcp: 100-199, 200-299\nand excluded: 300-399\n");
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 4);
    cr_expect_eq(facts[0].place.column, 17);
    cr_expect_eq(facts[1].place.column, 26);
    cr_expect_eq(facts[2].place.line, 2);
    cr_expect_eq(facts[2].place.column, 15);
    pp_load_free(load);
}

/* A line of 16,000 ranges takes no longer than its length: counting columns
 * from its start for each would be four thousand times as much. */
Test(prose, a_line_full_of_ranges_is_read_in_linear_time, .timeout = 60)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 26);
    for (int line = 0; line < 100; line++) {
        pp_buf_add_str(&text, "excluded tcp:");
        for (unsigned i = 1; i <= 6000; i++) {
            pp_buf_printf(&text, "%u-%u,", i, i);
        }
        pp_buf_add_char(&text, '\n');
    }
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    size_t count = 0;
    (void)pp_load_facts(load, &count);
    cr_expect_eq(count, 65537); /* no list is longer, and its gap */
    pp_load_free(load);
    pp_buf_done(&text);
}

Test(prose, a_denial_of_the_star_is_known_from_words_about_it)
{
    static const struct {
        const char *text;
        bool is_denial;
    } rows[] = {
        {"no row has a star", true},
        {"None of them is administered.", true},
        {"the rows, none with a `*`", true},
        {"There is no asterisk", true},
        {"52000-52059 (not administered)", true},
        {"it doesn't have a star", true},
        {"ohne Stern", true},
        {"keine Zeile hat einen Stern", true},
        {"no. The row has a star", false},
        {"not sure what the star means", false},
        {"not all rows have a star", false},
        {"no start port", false},
        {"the row has a star", false},
        {"none", false},
        {"", false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_denies_star(pp_sv_from(rows[i].text)),
                     rows[i].is_denial,
                     "%s",
                     rows[i].text);
    }
}
