/* Dynamic port ranges as netsh prints them. */
#include <criterion/criterion.h>

#include "parse_table.h"
#include "summary.h"

#define TITLE     "Protocol tcp Dynamic Port Range\n"
#define UNDERLINE "---------------------------------\n"
#define COMMAND   "netsh int ipv4 show dynamicport tcp\n"

Test(dynamic, netsh_s_own_listing)
{
    static const struct pp_test_case rows[] = {
        {"the default",
         "\n" TITLE UNDERLINE
         "Start Port      : 49152\nNumber of Ports : 16384\n\n",
         "tcp dynamic: 49152+16384",
         "2 4 0 0",
         "-"},
        {"udp",
         "Protocol udp Dynamic Port Range\n" UNDERLINE
         "Start Port      : 49152\nNumber of Ports : 16384\n",
         "udp dynamic: 49152+16384",
         NULL,
         "-"},
        {"to the last port",
         TITLE UNDERLINE "Start Port : 1025\nNumber of Ports : 64511\n",
         "tcp dynamic: 1025+64511",
         NULL,
         "-"},
        {"one port",
         TITLE UNDERLINE "Start Port : 65535\nNumber of Ports : 1\n",
         "tcp dynamic: 65535+1",
         NULL,
         "-"},
        {"labels in any words below the title",
         TITLE UNDERLINE "a : 1024\nb : 13977\n",
         "tcp dynamic: 1024+13977",
         NULL,
         "-"},
        {"on one line",
         TITLE "Start Port : 1024 Port Count : 13977\n",
         "tcp dynamic: 1024+13977",
         "0 2 0 0",
         "-"},
        {"everything on one line",
         "Protocol tcp Dynamic Port Range ------------------ Start Port : 1024 "
         "Number of Ports : 13977\n",
         "tcp dynamic: 1024+13977",
         "0 1 0 0",
         "-"},
        {"the count first",
         TITLE "Number of Ports : 13977\nStart Port : 1024\n",
         "tcp dynamic: 1024+13977",
         "0 3 0 0",
         "-"},
        {"two in a row",
         TITLE UNDERLINE "Start Port : 1024\nNumber of Ports : 13977\n"
                         "Protocol udp Dynamic Port Range\n" UNDERLINE
                         "Start Port : 49152\nNumber of Ports : 16384\n",
         "tcp dynamic: 1024+13977; udp dynamic: 49152+16384",
         "0 8 0 0",
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(dynamic, each_part_of_the_frame_may_be_missing)
{
    static const struct pp_test_case rows[] = {
        {"labels alone",
         "Start Port : 1024\nNumber of Ports : 13977\n",
         "tcp? dynamic: 1024+13977",
         "0 2 0 0",
         "467@1:0"},
        {"a command above",
         COMMAND "aa : 1024\nbb : 13977\n",
         "tcp dynamic: 1024+13977",
         "0 2 1 0",
         "-"},
        {"a command of udp above",
         "netsh int ipv4 show dynamicport udp\n" TITLE
         "Start Port : 1024\nNumber of Ports : 13977\n",
         "udp dynamic: 1024+13977",
         NULL,
         "-"},
        {"a heading in other words",
         "UDP (dynamic)\n" UNDERLINE "a : 1024\nb : 13977\n",
         "udp dynamic: 1024+13977",
         "0 4 0 0",
         "-"},
        {"a heading above known labels",
         "UDP:\nStart Port : 1024\nNumber of Ports : 13977\n",
         "udp dynamic: 1024+13977",
         "0 3 0 0",
         "-"},
        {"one line of other text between",
         TITLE "Start Port : 1024\nxxx\nNumber of Ports : 13977\n",
         "tcp dynamic: 1024+13977",
         NULL,
         "-"},
        {"dots between change nothing",
         TITLE "Start Port : 1024\n\n...\nNumber of Ports : 13977\n",
         "tcp dynamic: 1024+13977",
         NULL,
         NULL},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(dynamic, values_that_cannot_be_are_left_out_with_a_word)
{
    static const struct pp_test_case rows[] = {
        {"end above 65535",
         TITLE "Start Port : 1025\nNumber of Ports : 64512\n",
         "-",
         "0 0 2 1",
         "523@3:19"},
        {"start 0",
         TITLE "Start Port : 0\nNumber of Ports : 100\n",
         "-",
         "0 0 2 1",
         "541@3:19"},
        {"count 0",
         TITLE "Start Port : 1024\nNumber of Ports : 0\n",
         "-",
         "0 0 2 1",
         "541@3:19"},
        {"start above 65535",
         TITLE "Start Port : 65536\nNumber of Ports : 1\n",
         "-",
         "0 0 2 1",
         "541@3:19"},
        {"a start of twenty digits",
         TITLE "Start Port : 99999999999999999999\nNumber of Ports : 1\n",
         "-",
         "0 0 2 1",
         "541@3:19"},
        {"a count of twenty digits",
         TITLE "Start Port : 1024\nNumber of Ports : 99999999999999999999\n",
         "-",
         "0 0 2 1",
         "523@3:19"},
        {"no count", TITLE "Start Port : 1024\n", "-", "0 0 1 1", "547@2:1"},
        {"no count, but much else",
         TITLE "Start Port : 1024\na\nb\nc\n",
         "-",
         "0 0 4 1",
         "547@2:1"},
        {"no count, a table instead",
         TITLE "Start Port : 1024\nStart Port    End Port\n1031 1130\n",
         "tcp?: 1031-1130",
         "0 2 1 1",
         NULL},
        {"no count, cut on one line",
         "Protocol tcp Dynamic Port Range ---------- Start Port : 1024\n",
         "-",
         "0 0 0 1",
         "547@1:44"},
        {"grouped digits",
         TITLE "Start Port : 49,152\nNumber of Ports : 16,384\n",
         "-",
         "0 0 1 2",
         "541@2:1 541@3:1"},
        {"hexadecimal, and the other line is no use",
         TITLE "Start Port : 0xC000\nNumber of Ports : 16384\n",
         "-",
         "0 0 2 1",
         "541@2:1"},
        {"a sign",
         TITLE "Start Port : -1\nNumber of Ports : +5\n",
         "-",
         "0 0 1 2",
         "541@2:1 541@3:1"},
        {"a label without a value is text",
         TITLE "Start Port :\nNumber of Ports : x\n",
         "-",
         "0 0 3 0",
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(dynamic, labels_of_other_things_are_not_taken)
{
    static const struct pp_test_case rows[] = {
        {"a router's dialogue",
         "Start Port : 80\nEnd Port : 90\n",
         "-",
         "0 0 2 0",
         "-"},
        {"unknown labels", "a : 1024\nb : 13977\n", "-", "0 0 2 0", "-"},
        {"a start alone", "Start Port : 1024\n", "-", "0 0 1 0", "-"},
        {"a start twice",
         "Start Port : 80\nStart Port : 1024\nNumber of Ports : 13977\n",
         "tcp? dynamic: 1024+13977",
         "0 2 1 0",
         NULL},
        {"an underline with a heading too far above",
         "UDP\nxxx\n" UNDERLINE "a : 1024\nb : 13977\n",
         "-",
         NULL,
         "-"},
        {"a title too far above",
         TITLE "a\nb\nc\nd\ne : 1024\nf : 13977\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_cases(rows, PP_ARRAY_LEN(rows));
}

Test(dynamic, family_and_store_come_from_the_command)
{
    struct pp_load *load = pp_test_load(
        "netsh int ipv6 show dynamicport udp store=persistent\n" TITLE UNDERLINE
        "Start Port : 1024\nNumber of Ports : 13977\n");
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 1);
    cr_expect_eq(facts[0].family, PP_FAMILY_IPV6);
    cr_expect_eq(facts[0].store, PP_STORE_PERSISTENT);
    cr_expect_eq(facts[0].protocol, PP_UDP);
    cr_expect_eq(facts[0].place.line, 4);
    pp_load_free(load);
}
