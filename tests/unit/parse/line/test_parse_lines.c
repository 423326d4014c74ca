/*
 * Every line is counted once and nothing is lost: what looked like data and
 * could not be taken is rejected, with its place and a code that says why.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "load_laws.h"
#include "parse_table.h"
#include "summary.h"

#define FRAME                                \
    "Protocol tcp Port Exclusion Ranges\n\n" \
    "Start Port    End Port\n"               \
    "----------    --------\n"
#define LEGEND "\n* - Administered port exclusions.\n"

Test(lines, every_refused_row_has_its_code_and_place)
{
    static const struct {
        const char *row;
        unsigned code;
        unsigned column;
    } rows[] = {
        {"     55506      555605      ", 417, 17},
        {"     65536       65537", 417, 6},
        {"1130 1031", 409, 6},
        {"0 100", 421, 1},
        {"100 0", 421, 5},
        {"1031 1130 5", 431, 11},
        {"  5O000       50099", 443, 3},
        {"50000       5OO99", 443, 1},
        {"-1 5", 443, 1},
        {"0x407 0x46a", 443, 1},
        {"1,031 1,130", 443, 1},
        {"1.5 2.5", 443, 1},
        {".... 8O80", 443, 1},
        {"55506-555605", 417, 7},
        {"99999999999999999999", 417, 1},
        {"| 1031 | 99999 |", 417, 10},
        {"> 1031 99999", 417, 8},
        {"\xC2\xA0\xC2\xA0"
         "1031 99999",
         417,
         8},
        {"5357", 437, 1},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_buf text;
        pp_buf_init(&text, 10000);
        pp_buf_printf(&text,
                      "%s1031 1130\n%s\n1231 1330\n%s",
                      FRAME,
                      rows[i].row,
                      LEGEND);
        struct pp_load *load = pp_test_load(text.data);
        char expected[40];
        (void)snprintf(expected,
                       sizeof(expected),
                       "%u@6:%u",
                       rows[i].code,
                       rows[i].column);
        cr_expect_str_eq(pp_test_diags(load),
                         expected,
                         "row %zu, '%s': %s, not %s",
                         i,
                         rows[i].row,
                         pp_test_diags(load),
                         expected);
        cr_expect_str_eq(pp_test_lines(load), "2 5 1 1", "row %zu", i);
        cr_expect_str_eq(pp_test_facts(load),
                         "tcp: 1031-1130 1231-1330 ~1131-1230",
                         "row %zu",
                         i);
        size_t count = 0;
        const struct pp_diag *diags =
            pp_diags_items(pp_load_diags(load), &count);
        cr_expect(rows[i].code == 437 ||
                      pp_sv_equal(diags[0].excerpt, pp_sv_from(rows[i].row)),
                  "row %zu: the line is quoted",
                  i);
        cr_expect_eq(pp_load_totals(load).rejected, 1);
        pp_load_free(load);
        pp_buf_done(&text);
    }
}

Test(lines, the_pieces_of_one_line_count_as_one_line)
{
    static const struct pp_test_case rows[] = {
        {"rows of a web page",
         FRAME "1031 1130<br>1131 1230<br>1231 1330\n",
         "tcp: 1031-1130 1131-1230 1231-1330",
         "1 4 0 0",
         "-"},
        {"one of them bad",
         FRAME "1031 1130<br>1131 99999<br>1231 1330\n",
         "tcp: 1031-1130 1231-1330 ~1131-1230",
         "1 3 0 1",
         "417@5:1"},
        {"one of them cut",
         FRAME "1031 1130\n1131<br>1231 1330\n",
         "tcp: 1031-1130 1231-1330 ~1131-1230",
         "1 4 0 1",
         "437@6:1"},
        {"a whole table in a string literal",
         "\"\\r\\nProtocol tcp Port Exclusion Ranges\\r\\n\\r\\n"
         "Start Port    End Port\\r\\n----------    --------\\r\\n"
         "      1031        1130\\r\\n\\r\\n"
         "* - Administered port exclusions.\\r\\n\"\n",
         "tcp: 1031-1130",
         "0 1 0 0",
         "-"},
        {"two tables in one line",
         "Protocol tcp Port Exclusion Ranges<br>1031 1130<br>"
         "Protocol udp Port Exclusion Ranges<br>1231 1330<br>"
         "* - Administered<br>\n",
         "tcp: 1031-1130; udp: 1231-1330",
         "0 1 0 0",
         "-"},
        {"a dynamic range in one line, under a heading of its own",
         "tcp and so on<br>Start Port : 1024<br>Number of Ports : 13977\n",
         "tcp dynamic: 1024+13977",
         "0 1 0 0",
         "-"},
        {"a table and a range that is cut",
         FRAME "1031 1130<br>Protocol tcp Dynamic Port Range<br>a : 5\n",
         "tcp: 1031-1130",
         "1 4 0 0", /* the table was first to hold the line */
         "547@5:1"},
        {"prose in pieces",
         "excluded tcp 100-199<br>and 200-299<br>\n",
         "tcp: 100-199? 200-299? ~1-65535",
         "0 1 0 0",
         NULL},
        {"a flattened page",
         "netsh int ipv4 show excludedportrange tcp Protocol tcp Port "
         "Exclusion Ranges Start Port End Port ---------- -------- 1031 1130 "
         "50000 50059 * * - Administered port exclusions.\n",
         "tcp: 1031-1130 50000-50059*",
         "0 1 0 0",
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(lines, blank_lines_are_blank_whatever_they_hold)
{
    struct pp_load *load = pp_test_load(
        "\n \n\t\n\xC2\xA0\n\xE3\x80\x80\n\xEF\xBB\xBF\n\v\f\nx\n");
    cr_expect_str_eq(pp_test_lines(load), "7 0 1 0");
    pp_load_free(load);
}

Test(lines, no_text_has_no_lines)
{
    struct pp_load *load = pp_test_load("");
    cr_expect_str_eq(pp_test_lines(load), "0 0 0 0");
    pp_load_free(load);
}

Test(lines, a_line_without_its_end_counts)
{
    struct pp_load *load = pp_test_load(FRAME "1031 1130");
    cr_expect_str_eq(pp_test_lines(load), "1 4 0 0");
    pp_load_free(load);
}

Test(lines, what_is_let_go_stays_ignored)
{
    static const struct pp_test_case rows[] = {
        {"a heading and nothing",
         "Protocol tcp Port Exclusion Ranges\nand nothing\n",
         "-",
         "0 0 2 0",
         "-"},
        {"a legend",
         "* - Administered port exclusions.\n",
         "-",
         "0 0 1 0",
         "-"},
        {"the frame of a range",
         "Protocol tcp Dynamic Port Range\n----\n",
         "-",
         "0 0 2 0",
         "-"},
        {"a fence", "```\n```\n", "-", "0 0 2 0", "-"},
        {"commands",
         "netsh int ipv4 show excludedportrange tcp\nnet stop winnat\n",
         "-",
         "0 0 2 0",
         "-"},
        {"bad rows where there is no table",
         "1031 99999\n5O00 5099\n",
         "-",
         "0 0 2 0",
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(lines, a_line_too_long_is_cut_and_reported)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, FRAME "1031 1130\n");
    pp_buf_add_repeated(&text, 'x', 70000);
    pp_buf_add_str(&text, "\n1231 1330\n" LEGEND);
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    cr_expect_str_eq(pp_test_facts(load), "tcp: 1031-1130 1231-1330");
    cr_expect_str_eq(pp_test_diags(load), "227@6:0");
    pp_load_free(load);
    pp_buf_done(&text);
}

/* A row far to the right is cut off with the blanks before it: said, not
 * passed over as a blank line. */
Test(lines, a_row_behind_too_many_blanks_is_reported)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, FRAME "1031 1130\n");
    pp_buf_add_repeated(&text, ' ', 70000);
    pp_buf_add_str(&text, "1131 1230\n1231 1330\n");
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    cr_expect_str_eq(pp_test_facts(load), "tcp: 1031-1130 1231-1330");
    cr_expect_str_eq(pp_test_diags(load), "227@6:0");
    cr_expect_str_eq(pp_test_lines(load), "1 5 1 0");
    pp_load_free(load);
    pp_buf_done(&text);
}

/* Texts made of every kind of line, in every order of three: the law of the
 * lines holds (pp_test_load ends the test where it does not). */
Test(lines, any_three_lines_keep_the_law)
{
    static const char *const lines[] = {
        "Protocol tcp Port Exclusion Ranges",
        "Protocol udp Dynamic Port Range",
        "tcp in other words",
        "Start Port    End Port",
        "----------    --------",
        "---------------------------------",
        "1031 1130",
        "1131 99999",
        "5357",
        "1031 1130<br>5357<br>1131 99999",
        "tcp<br>----<br>Start Port : 5<br>Number of Ports : 1",
        "Start Port : 1024",
        "Number of Ports : 13977",
        "* - Administered port exclusions.",
        "...",
        "```",
        "netsh int ipv4 show excludedportrange udp",
        "excluded 100-199, 200-299",
        "| 1031 | 1130 |",
        "Ok.",
        "",
    };
    enum {
        COUNT = PP_ARRAY_LEN(lines)
    };
    for (size_t i = 0; i < COUNT * COUNT * COUNT; i++) {
        char text[400];
        (void)snprintf(text,
                       sizeof(text),
                       "%s\n%s\n%s\n",
                       lines[i / COUNT / COUNT],
                       lines[i / COUNT % COUNT],
                       lines[i % COUNT]);
        pp_load_free(pp_test_load(text));
    }
}
