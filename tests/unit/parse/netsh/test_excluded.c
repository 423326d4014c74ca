/* Tables of exclusions: what is one, what is not, and what it says. */
#include <criterion/criterion.h>

#include "parse_table.h"
#include "summary.h"

#define TITLE     "Protocol tcp Port Exclusion Ranges\n\n"
#define HEADS     "Start Port    End Port\n"
#define UNDERLINE "----------    --------\n"
#define LEGEND    "\n* - Administered port exclusions.\n"
#define COMMAND   "netsh int ipv4 show excludedportrange protocol=tcp\n"

Test(excluded, netsh_s_own_table)
{
    static const struct pp_test_case rows[] = {
        {"whole",
         TITLE HEADS UNDERLINE "      1031        1130      \n"
                               "     50000       50059     *\n" LEGEND,
         "tcp: 1031-1130 50000-50059*",
         "2 5 1 0",
         "-"},
        {"udp",
         "Protocol udp Port Exclusion Ranges\n\n" HEADS UNDERLINE
         "      1031        1130      \n" LEGEND,
         "udp: 1031-1130",
         NULL,
         "-"},
        {"no row", TITLE HEADS UNDERLINE LEGEND, "tcp:", NULL, "-"},
        {"the legend alone is no table", LEGEND, "-", "1 0 1 0", "-"},
        {"heads alone are no table", HEADS, "-", NULL, NULL},
        {"heads and legend are one", HEADS LEGEND, "tcp?:", NULL, "467@1:0"},
        {"a title alone is no table", TITLE, "-", NULL, NULL},
        {"touching rows are not merged",
         TITLE HEADS UNDERLINE "1031 1130\n1131 1230\n" LEGEND,
         "tcp: 1031-1130 1131-1230",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, each_part_of_the_frame_may_be_missing)
{
    static const struct pp_test_case rows[] = {
        {"no title",
         HEADS UNDERLINE "1031 1130\n" LEGEND,
         "tcp?: 1031-1130",
         NULL,
         "467@1:0"},
        {"no heads",
         TITLE UNDERLINE "1031 1130\n",
         "tcp: 1031-1130",
         NULL,
         "-"},
        {"no underline",
         TITLE HEADS "1031 1130\n",
         "tcp: 1031-1130",
         NULL,
         "-"},
        {"underline alone",
         UNDERLINE "1031 1130\n",
         "tcp?: 1031-1130",
         NULL,
         NULL},
        {"rows alone, of a block's length",
         "1031 1130\n1131 1230\n",
         "tcp?: 1031-1130 1131-1230",
         "0 2 0 0",
         NULL},
        {"rows alone, with a star",
         "1031 1095\n50000 50059 *\n",
         "tcp?: 1031-1095 50000-50059*",
         NULL,
         NULL},
        {"a command alone", COMMAND "1031 1095\n", "tcp: 1031-1095", NULL, "-"},
        {"one underline group under heads",
         HEADS "----------------------\n1031 1130\n",
         "tcp?: 1031-1130",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, what_could_be_anything_is_not_taken)
{
    static const struct pp_test_case rows[] = {
        {"start and count", "1024 13977\n", "-", "0 0 0 1", "503@1:1"},
        {"no length of a reservation",
         "1031 1095\n1096 1101\n",
         "-",
         "0 0 0 2",
         "503@1:1"},
        {"overlapping", "1031 1130\n1100 1199\n", "-", "0 0 0 2", "503@1:1"},
        {"a number alone", "1031\n", "-", "0 0 1 0", "-"},
        {"a drawn table of a router",
         "| Start Port | End Port |\n|---|---|\n| 80 | 90 |\n",
         "-",
         "0 0 3 0",
         "509@3:1"},
        {"three columns",
         "a b c\n--- --- ---\n1031 1130\n1131 1230\n",
         "-",
         NULL,
         "-"},
        {"a count column",
         "Start Count\n----- -----\n1024 13977\n49152 16384\n",
         "-",
         NULL,
         "-"},
        {"no head at all above the underline",
         "5\n----- -----\n1031 1130\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, single_ports_alone_are_a_table_from_two_lines_on)
{
    static const struct pp_test_case rows[] = {
        {"four",
         "80 80\n5357 5357\n5985 5985\n47001 47001\n",
         "tcp?: 80-80 5357-5357 5985-5985 47001-47001",
         "0 4 0 0",
         "467@1:0"},
        {"with blank lines and a sentence around",
         "Excluded here:\n\n80 80\n\n443 443\n\nWhy?\n",
         "tcp?: 80-80 443-443",
         "3 2 2 0",
         NULL},
        {"in any order", "443 443\n80 80\n", "tcp?: 443-443 80-80", NULL, NULL},
        {"under a heading with udp",
         "UDP:\n80 80\n443 443\n",
         "udp: 80-80 443-443",
         NULL,
         "-"},
        {"one line", "80 80\n", "-", "0 0 0 1", "503@1:1"},
        {"one line and a row that cannot be taken",
         "80 80\n443 99999\n",
         "-",
         "0 0 0 2",
         NULL},
        {"several on one line", "80 80 443 443\n", "-", NULL, NULL},
        {"unequal numbers on one of the lines",
         "80 80\n1024 13977\n",
         "-",
         "0 0 0 2",
         "503@1:1"},
        {"unequal numbers on one line", "80 90 443 444\n", "-", NULL, NULL},
        {"a remark between",
         "80 80\nand that other one:\n443 443\n",
         "-",
         "0 0 1 2",
         "503@1:1"},
        {"two lines, and a remark above the third",
         "80 80\n443 443\nand that other one:\n5357 5357\n",
         "-",
         "0 0 1 3",
         "503@1:1"},
        {"far apart",
         "80 80\na\nb\nc\nd\n443 443\n",
         "-",
         "0 0 4 2",
         "503@1:1 503@6:1"},
        {"drawn", "| 80 | 80 |\n| 443 | 443 |\n", "-", "0 0 2 0", "509@1:1"},
        {"under the head of a count",
         "Start Count\n----- -----\n80 80\n443 443\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, a_drawn_table_counts_where_something_ties_it_to_windows)
{
    static const struct pp_test_case rows[] = {
        {"a word about exclusions",
         "These are excluded:\n\n| Start Port | End Port |\n|---|---|\n"
         "| 1031 | 1130 |\n",
         "tcp?: 1031-1130",
         NULL,
         NULL},
        {"the command",
         COMMAND "\n| Start Port | End Port |\n|---|---|\n| 80 | 80 |\n",
         "tcp: 80-80",
         NULL,
         "-"},
        {"a star",
         "| Start Port | End Port |\n|---|---|\n| 50000 | 50059 | * |\n",
         "tcp?: 50000-50059*",
         NULL,
         NULL},
        {"a bad row counts as rejected",
         COMMAND "| Start Port | End Port |\n|---|---|\n| 80 | 99999 |\n"
                 "| 90 | 95 |\n",
         "tcp: 90-95 ~80-89",
         "0 3 1 1",
         "417@4:8"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, the_protocol_comes_from_the_command_then_the_title_then_above)
{
    static const struct pp_test_case rows[] = {
        {"command against title",
         "netsh int ipv4 show excludedportrange udp\n" TITLE HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "udp: 1031-1130",
         NULL,
         "479@2:0"},
        {"a command without one",
         "netsh int ipv4 show excludedportrange\n" TITLE HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "tcp: 1031-1130",
         NULL,
         "-"},
        {"a heading in other words",
         "UDP:\n" HEADS UNDERLINE "1031 1130\n" LEGEND,
         "udp: 1031-1130",
         "1 4 1 0",
         "-"},
        {"a heading too far above",
         "UDP:\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n" HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "tcp?: 1031-1130",
         NULL,
         "467@15:0"},
        {"a command too far above",
         "netsh int ipv4 show excludedportrange udp\n"
         "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\nl\nm\n" TITLE HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "tcp: 1031-1130",
         NULL,
         "-"},
        {"a command about something else",
         "netsh int ipv4 show dynamicport udp\n" HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "tcp?: 1031-1130",
         NULL,
         NULL},
        {"a command that adds",
         "netsh int ipv4 add excludedportrange udp 5 5\nOk.\n" HEADS UNDERLINE
         "1031 1130\n" LEGEND,
         "tcp?: 1031-1130",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, one_paste_may_hold_several_tables)
{
    static const struct pp_test_case rows[] = {
        {"tcp and udp",
         TITLE HEADS UNDERLINE
         "1031 1130\n" LEGEND
         "Protocol udp Port Exclusion Ranges\n" HEADS UNDERLINE
         "1231 1330\n" LEGEND,
         "tcp: 1031-1130; udp: 1231-1330",
         NULL,
         "-"},
        {"a title ends the table above",
         TITLE "1031 1130\n"
               "Protocol udp Port Exclusion Ranges\n1231 1330\n",
         "tcp: 1031-1130; udp: 1231-1330",
         NULL,
         NULL},
        {"so do heads",
         TITLE "1031 1130\n" HEADS "1231 1330\n",
         "tcp: 1031-1130; tcp?: 1231-1330",
         NULL,
         NULL},
        {"so does an underline",
         TITLE "1031 1130\n" UNDERLINE "1231 1330\n",
         "tcp: 1031-1130; tcp?: 1231-1330",
         NULL,
         NULL},
        {"and it does behind rows of any look",
         TITLE "1031\t1130\n" UNDERLINE "1231 1330\n",
         "tcp: 1031-1130; tcp?: 1231-1330",
         NULL,
         NULL},
        {"so does Ok.",
         "1031 1130\nOk.\n1031 1130\n1131 1230\n",
         "tcp?: 1031-1130; tcp?: 1031-1130 1131-1230",
         NULL,
         NULL},
        {"so does a fence",
         "```\n1031 1130\n```\n1031 1130\n",
         "tcp?: 1031-1130; tcp?: 1031-1130",
         "0 2 2 0",
         NULL},
        {"so does a command",
         TITLE "1031 1130\n" COMMAND "1231 1330\n",
         "tcp: 1031-1130; tcp: 1231-1330",
         NULL,
         NULL},
        {"so does the title of a dynamic range",
         TITLE "1031 1130\nProtocol tcp Dynamic Port Range\n1231 1330\n",
         "tcp: 1031-1130; tcp?: 1231-1330",
         NULL,
         NULL},
        {"so do four lines of text",
         TITLE "1031 1130\na\nb\nc\nd\n1231 1330\n",
         "tcp: 1031-1130; tcp?: 1231-1330",
         NULL,
         NULL},
        {"three lines do not",
         TITLE "1031 1130\na\nb\nc\n1231 1330\n",
         "tcp: 1031-1130 1231-1330",
         NULL,
         "-"},
        {"another drawn table does",
         "1031 1130\na b c\n--- --- ---\n1 2\n",
         "tcp?: 1031-1130",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, a_number_alone_is_a_line_number_or_a_row_cut_off)
{
    static const struct pp_test_case rows[] = {
        {"cut at the end",
         TITLE "1031 1130\n1131\n",
         "tcp: 1031-1130 ~1131-65535",
         "1 2 0 1",
         "437@4:1"},
        {"cut in the middle",
         TITLE "1031 1130\n  1131\n1231 1330\n",
         "tcp: 1031-1130 1231-1330 ~1131-1230",
         "1 3 0 1",
         "437@4:3"},
        {"cut twice",
         TITLE "1031 1130\n1131\n1231\n",
         "tcp: 1031-1130 ~1131-65535",
         "1 2 0 2",
         "437@4:1 437@5:1"},
        {"line numbers of a web page",
         TITLE "1031 1130\n1\n2\n1131 1230\n3\n",
         "tcp: 1031-1130 1131-1230",
         "1 3 3 0",
         "-"},
        {"before any row it means nothing",
         TITLE "1131\n1231 1330\n",
         "tcp: 1231-1330",
         "1 2 1 0",
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, stars_are_settled_at_the_end_of_the_table)
{
    static const struct pp_test_case rows[] = {
        {"a star in front, by the author",
         TITLE "1031 1130\n* 50000 50059\n1131 1230\n",
         "tcp: 1031-1130 50000-50059* 1131-1230",
         NULL,
         NULL},
        {"bullets",
         TITLE "* 1031 1130\n* 1131 1230\n* 50000 50059 *\n",
         "tcp: 1031-1130 1131-1230 50000-50059*",
         NULL,
         NULL},
        {"the column was lost",
         TITLE "1031 1130\n50000 50059\n",
         "tcp: 1031-1130? 50000-50059?",
         NULL,
         "487@1:0"},
        {"another star proves the column",
         TITLE "1031 1130 *\n50000 50059\n",
         "tcp: 1031-1130* 50000-50059",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, odd_tables_are_read_and_reported)
{
    static const struct pp_test_case rows[] = {
        {"overlap",
         TITLE "1031 1130\n1100 1199\n",
         "tcp: 1031-1130 1100-1199",
         NULL,
         "449@4:1"},
        {"descending is no overlap",
         TITLE "1131 1230\n1031 1130\n",
         "tcp: 1131-1230 1031-1130",
         NULL,
         "-"},
        {"wide", TITLE "1024 13977\n", "tcp: 1024-13977", NULL, "463@3:1"},
        {"wide with a star",
         TITLE "1024 13977 *\n",
         "tcp: 1024-13977*",
         NULL,
         "-"},
        {"a note",
         TITLE "1031 1130 # Kafka\n",
         "tcp: 1031-1130",
         NULL,
         "457@3:1"},
        {"several on a line",
         TITLE "1031 1130 1131 1230\n",
         "tcp: 1031-1130 1131-1230",
         "1 2 0 0",
         "521@3:0"},
        {"the legend on the same line",
         TITLE "1031 1130 * - Administered port exclusions.\n1131 1230\n",
         "tcp: 1031-1130; tcp?: 1131-1230",
         NULL,
         NULL},
        {"rows left out",
         TITLE "1031 1130\n...\n...\n1231 1330\n" LEGEND,
         "tcp: 1031-1130 1231-1330 ~1131-1230",
         NULL,
         "491@4:1"},
        {"dots outside of a table", "...\n", "-", "0 0 1 0", "-"},
        {"dashed rows count in a table that is one",
         TITLE "1031-1130\n",
         "tcp: 1031-1130",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(excluded, whether_a_table_is_complete_is_proven_or_not)
{
    static const struct {
        const char *text;
        enum pp_tri complete;
    } rows[] = {
        {TITLE HEADS UNDERLINE "1031 1130\n" LEGEND, PP_YES},
        {HEADS "1031 1130\n" LEGEND, PP_YES},
        {UNDERLINE "1031 1130\n" LEGEND, PP_YES},
        {TITLE HEADS UNDERLINE "1031 1130\n", PP_NO},
        {TITLE HEADS UNDERLINE "1031 1130\n...\n" LEGEND, PP_NO},
        {TITLE HEADS UNDERLINE "1031 1130\n1131 99999\n" LEGEND, PP_NO},
        {TITLE HEADS UNDERLINE "1031 1130\n1131\n" LEGEND, PP_NO},
        {"1031 1130\n", PP_UNKNOWN},
        {"1031 1130\n" LEGEND, PP_UNKNOWN},
        {COMMAND "1031 1130\n", PP_UNKNOWN},
        {"1031 1130\n...\n", PP_NO},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        size_t count = 0;
        const struct pp_section *sections = pp_load_sections(load, &count);
        cr_assert_eq(count, 1, "row %zu", i);
        cr_expect_eq(sections[0].complete, rows[i].complete, "row %zu", i);
        pp_load_free(load);
    }
}

Test(excluded, family_and_store_come_from_the_command)
{
    static const struct {
        const char *command;
        enum pp_family family;
        enum pp_store store;
    } rows[] = {
        {"", PP_FAMILY_UNKNOWN, PP_STORE_ACTIVE},
        {"netsh int ipv4 show excludedportrange tcp\n",
         PP_FAMILY_IPV4,
         PP_STORE_ACTIVE},
        {"netsh int ip show excludedportrange tcp\n",
         PP_FAMILY_IPV4,
         PP_STORE_ACTIVE},
        {"netsh int ipv6 show excludedportrange tcp\n",
         PP_FAMILY_IPV6,
         PP_STORE_ACTIVE},
        {"netsh int ipv6 show excludedportrange tcp store=persistent\n",
         PP_FAMILY_IPV6,
         PP_STORE_PERSISTENT},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_buf text;
        pp_buf_init(&text, 10000);
        pp_buf_add_str(&text, rows[i].command);
        pp_buf_add_str(&text, TITLE HEADS UNDERLINE "1031 1130\n" LEGEND);
        struct pp_load *load = pp_test_load(text.data);
        size_t count = 0;
        const struct pp_section *sections = pp_load_sections(load, &count);
        cr_assert_eq(count, 1, "row %zu", i);
        cr_expect_eq(sections[0].family, rows[i].family, "row %zu", i);
        cr_expect_eq(sections[0].store, rows[i].store, "row %zu", i);
        pp_load_free(load);
        pp_buf_done(&text);
    }
}

/* A command speaks for the table below it and for no later one. */
Test(excluded, a_command_is_used_up_by_its_table)
{
    struct pp_load *load = pp_test_load(
        "netsh int ipv6 show excludedportrange udp\n" TITLE HEADS UNDERLINE
        "1031 1130\n" LEGEND TITLE HEADS UNDERLINE "1031 1130\n" LEGEND);
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(sections[0].family, PP_FAMILY_IPV6);
    cr_expect_eq(sections[0].protocol, PP_UDP);
    cr_expect_eq(sections[1].family, PP_FAMILY_UNKNOWN);
    cr_expect_eq(sections[1].protocol, PP_TCP);
    pp_load_free(load);
}

Test(excluded, a_table_longer_than_any_real_one_loses_nothing)
{
    enum {
        ROWS = 65536 + 10
    };
    struct pp_buf text;
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_str(&text, TITLE HEADS UNDERLINE);
    for (uint32_t i = 0; i < ROWS; i++) {
        pp_buf_printf(&text, "%u %u\n", 1 + i % 65535, 1 + i % 65535);
    }
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    size_t count = 0;
    (void)pp_load_facts(load, &count);
    cr_expect_eq(count, ROWS);
    (void)pp_load_sections(load, &count);
    cr_expect_eq(count, 2);
    /* The same in rows that the fast reader does not take. */
    pp_buf_clear(&text);
    pp_buf_add_str(&text, TITLE HEADS UNDERLINE);
    for (uint32_t i = 0; i < ROWS; i++) {
        pp_buf_printf(&text, "%u\t%u\n", 1 + i % 65535, 1 + i % 65535);
    }
    struct pp_load *slow = pp_test_load_bytes(pp_buf_view(&text));
    (void)pp_load_facts(slow, &count);
    cr_expect_eq(count, ROWS);
    pp_load_free(slow);
    pp_load_free(load);
    pp_buf_done(&text);
}
