/* netstat's rows, its states in any language, the owners of -b. */
#include <criterion/criterion.h>

#include "fact_table.h"
#include "knowledge/netstat_words.h"
#include "summary.h"

#define HEAD                                                                  \
    "  Proto  Local Address          Foreign Address        State           " \
    "PID\n"
#define ROW135 "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   1236\n"

Test(netstat, rows_are_told_by_their_structure)
{
    static const struct pp_fact_case rows[] = {
        {"a listing",
         "\nActive Connections\n\n" HEAD ROW135
         "  UDP    0.0.0.0:5353   *:*      2480\n",
         "netstat: tcp 0.0.0.0:135 listening 1236; udp 0.0.0.0:5353 - 2480",
         "2 4 0 0",
         "-"},
        {"a row alone",
         ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 0 0",
         "-"},
        {"findstr's number in front",
         "12:  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   1236\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 0 0",
         "-"},
        {"one blank between",
         "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 1236\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         NULL,
         "-"},
        {"tabs",
         "TCP\t0.0.0.0:135\t0.0.0.0:0\tLISTENING\t1236\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         NULL,
         "-"},
        {"no-break and ideographic blanks",
         "TCP\xC2\xA0"
         "0.0.0.0:135\xE3\x80\x80"
         "0.0.0.0:0\xC2\xA0LISTENING\n",
         "netstat: tcp 0.0.0.0:135 listening",
         NULL,
         "-"},
        {"no process id",
         "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING\n",
         "netstat: tcp 0.0.0.0:135 listening",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, rows_of_every_width)
{
    static const struct pp_fact_case rows[] = {
        {"IPv6",
         "  TCP    [::1]:135   [::]:0   LISTENING   4\n",
         "netstat: tcp ::1:135 listening 4",
         NULL,
         "-"},
        {"a scope",
         "  UDP    [fe80::1%4]:546   *:*   4\n",
         "netstat: udp fe80::1%4:546 - 4",
         NULL,
         "-"},
        {"IPv6 without brackets",
         "  TCP    ::1:135   :::0   LISTENING   4\n",
         "netstat: tcp ::1:135 listening 4",
         NULL,
         "-"},
        {"TCPv6",
         "  TCPv6  [::]:135   [::]:0   LISTENING   4\n",
         "netstat: tcp :::135 listening 4",
         NULL,
         "-"},
        {"UDPv4",
         "  UDPv4  192.0.2.1:137   *:*   4\n",
         "netstat: udp 192.0.2.1:137 - 4",
         NULL,
         "-"},
        {"small letters",
         "  tcp    0.0.0.0:135   0.0.0.0:0   listening\n",
         "netstat: tcp 0.0.0.0:135 listening",
         NULL,
         "-"},
        {"a wide state",
         "  TCP    192.0.2.7:50214        198.51.100.9:443       "
         "SCHLIESSEN_WARTEN       7788\n",
         "netstat: tcp 192.0.2.7:50214 close-wait 7788",
         NULL,
         "-"},
        {"-t: an offload state behind",
         "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   1236   InHost\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         NULL,
         "-"},
        {"-y without process id",
         "  TCP    0.0.0.0:135   0.0.0.0:0   LISTENING   Internet\n",
         "netstat: tcp 0.0.0.0:135 listening",
         NULL,
         "-"},
        {"the last port",
         "  TCP    0.0.0.0:65535   0.0.0.0:0   LISTENING\n",
         "netstat: tcp 0.0.0.0:65535 listening",
         NULL,
         "-"},
        {"in HTML",
         "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING<br>"
         "TCP 0.0.0.0:445 0.0.0.0:0 LISTENING<br>\n",
         "netstat: tcp 0.0.0.0:135 listening; tcp 0.0.0.0:445 listening",
         "0 1 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, other_text_is_no_row)
{
    static const struct pp_fact_case rows[] = {
        {"an error",
         "tcp 0.0.0.0:8080 -> 0.0.0.0:0: listen tcp\n",
         "-",
         NULL,
         "-"},
        {"Linux",
         "tcp        0      0 0.0.0.0:22      0.0.0.0:*    LISTEN      1\n",
         "-",
         NULL,
         "-"},
        {"no foreign address", "TCP 0.0.0.0:135\n", "-", NULL, "-"},
        {"another protocol",
         "SCTP 0.0.0.0:135 0.0.0.0:0 LISTENING\n",
         "-",
         NULL,
         "-"},
        {"names, and no table", "tcp host:alpha other:beta\n", "-", NULL, "-"},
        {"an open bracket", "TCP [::1:135 [::]:0 LISTENING\n", "-", NULL, "-"},
        {"a title alone", "Active Connections\n", "-", "0 0 1 0", "-"},
        {"title and heads alone",
         "Active Connections\n\n" HEAD,
         "-",
         "1 0 2 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, states_come_from_words_then_from_structure)
{
    static const struct pp_fact_case rows[] = {
        {"German",
         "TCP 0.0.0.0:445 0.0.0.0:0 ABHÖREN 4\n",
         "netstat: tcp 0.0.0.0:445 listening 4",
         NULL,
         "-"},
        {"German, established",
         "TCP 192.0.2.1:4 192.0.2.2:5 HERGESTELLT 4\n",
         "netstat: tcp 192.0.2.1:4 established 4",
         NULL,
         "-"},
        {"German, waiting",
         "TCP 192.0.2.1:4 192.0.2.2:5 WARTEND 4\n",
         "netstat: tcp 192.0.2.1:4 time-wait 4",
         NULL,
         "-"},
        {"two words",
         "TCP 0.0.0.0:445 0.0.0.0:0 À L'ÉCOUTE 4\n",
         "netstat: tcp 0.0.0.0:445 listening 4",
         NULL,
         "-"},
        {"an unknown word, a foreign port",
         "TCP 192.0.2.1:4 192.0.2.2:5 QQQQ 4\n",
         "netstat: tcp 192.0.2.1:4 other 4",
         NULL,
         "-"},
        {"an unknown word, none",
         "TCP 192.0.2.1:4 0.0.0.0:0 QQQQ 4\n",
         "netstat: tcp 192.0.2.1:4 listening 4",
         NULL,
         "-"},
        {"BOUND looks like a listener",
         "TCP 0.0.0.0:4 0.0.0.0:0 BOUND 4\n",
         "netstat: tcp 0.0.0.0:4 bound 4",
         NULL,
         "-"},
        {"an English state that few have",
         "TCP 192.0.2.1:4 192.0.2.2:5 SYN_SENT 4\n",
         "netstat: tcp 192.0.2.1:4 syn-sent 4",
         NULL,
         "-"},
        {"each state of a closing connection",
         "TCP 192.0.2.1:4 192.0.2.2:5 FIN_WAIT_1 9\n"
         "TCP 192.0.2.1:4 192.0.2.2:6 FIN_WARTEN_2 9\n"
         "TCP 192.0.2.1:4 192.0.2.2:7 CLOSING 9\n"
         "TCP 192.0.2.1:4 192.0.2.2:8 LAST_ACK 9\n"
         "TCP 192.0.2.1:4 192.0.2.2:9 SYN_RCVD 9\n"
         "TCP 192.0.2.1:4 192.0.2.2:10 CLOSED 9\n",
         "netstat: tcp 192.0.2.1:4 fin-wait-1 9; "
         "tcp 192.0.2.1:4 fin-wait-2 9; tcp 192.0.2.1:4 closing 9; "
         "tcp 192.0.2.1:4 last-ack 9; tcp 192.0.2.1:4 syn-received 9; "
         "tcp 192.0.2.1:4 other 9",
         NULL,
         "-"},
        {"no state",
         "TCP 0.0.0.0:4 0.0.0.0:0\n",
         "netstat: tcp 0.0.0.0:4 listening",
         NULL,
         "-"},
        {"no state, a foreign port",
         "TCP 192.0.2.1:4 192.0.2.2:5\n",
         "netstat: tcp 192.0.2.1:4 other",
         NULL,
         "-"},
        {"UDP never has one",
         "UDP 0.0.0.0:4 *:* LISTENING 4\n",
         "netstat: udp 0.0.0.0:4 - 4",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, broken_letters_do_not_hide_a_state)
{
    static const struct {
        const char *word;
        enum pp_socket_state state;
    } rows[] = {
        {"ABHÖREN", PP_SOCKET_LISTENING},
        {"ABH™REN", PP_SOCKET_LISTENING},
        {"ABH?REN", PP_SOCKET_LISTENING},
        {"ABH\xEF\xBF\xBDREN", PP_SOCKET_LISTENING},
        {"ABH\x99REN", PP_SOCKET_LISTENING},
        {"\xEF\xBF\xBD"
         "COUTE",
         PP_SOCKET_LISTENING},
        {"established", PP_SOCKET_ESTABLISHED},
        {"ABHREN", PP_SOCKET_NONE},
        {"ABHÖRE", PP_SOCKET_NONE},
        {"ABHÖRENX", PP_SOCKET_NONE},
        {"??????", PP_SOCKET_NONE},
        {"", PP_SOCKET_NONE},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_expect_eq(pp_netstat_state(pp_sv_from(rows[i].word)),
                     rows[i].state,
                     "%s",
                     rows[i].word);
    }
}

Test(netstat, owners_stand_below_their_row)
{
    static const struct pp_fact_case rows[] = {
        {"a program",
         ROW135 " [svchost.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 svchost.exe",
         "0 2 0 0",
         "-"},
        {"a service in it",
         ROW135 "  RpcSs\n [svchost.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 svchost.exe",
         "0 3 0 0",
         "-"},
        {"a service alone",
         ROW135 "  Dhcp\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 Dhcp",
         "0 2 0 0",
         "-"},
        {"nobody",
         ROW135 " Can not obtain ownership information\n" ROW135 " [a.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236; tcp 0.0.0.0:135 listening "
         "1236 a.exe",
         "0 4 0 0",
         "-"},
        {"nobody, in words unknown",
         ROW135 " [a.exe]\n" ROW135 " Xxx xxx xxxx.\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 a.exe; tcp 0.0.0.0:135 "
         "listening 1236",
         "0 4 0 0",
         "-"},
        {"one owner, one row",
         ROW135 " [a.exe]\n [b.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 a.exe",
         NULL,
         "-"},
        {"of the row above alone",
         ROW135 ROW135 " [a.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236; tcp 0.0.0.0:135 listening "
         "1236 a.exe",
         NULL,
         "-"},
        {"a blank line between",
         ROW135 "\n [a.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 a.exe",
         NULL,
         "-"},
        {"a prompt is no owner",
         ROW135 "C:\\>\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 1 0",
         "-"},
        {"text at the edge is no service",
         ROW135 "done\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 1 0",
         "-"},
        {"without a row", " [a.exe]\n", "-", "0 0 1 0", "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, a_held_row_comes_before_what_follows)
{
    static const struct pp_fact_case rows[] = {
        {"another format",
         ROW135 "Microsoft Windows [Version 10.0.19041.329]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 | ver: os "
         "10.0.19041.329=10.0.19041.329",
         NULL,
         "-"},
        {"in one line of HTML",
         "TCP 0.0.0.0:135 0.0.0.0:0 LISTENING<br>"
         "Microsoft Windows [Version 10.0.19041.329]<br>\n",
         "netstat: tcp 0.0.0.0:135 listening | ver: os "
         "10.0.19041.329=10.0.19041.329",
         NULL,
         "-"},
        {"a table of exclusions",
         ROW135 "Protocol tcp Port Exclusion Ranges\n\nStart Port    End "
                "Port\n----------    --------\n      1031        1130\n",
         "netstat: tcp 0.0.0.0:135 listening 1236 | "
         "netsh.excludedportrange: excluded",
         NULL,
         NULL},
        {"another listing",
         "Active Connections\n" ROW135 "Active Connections\n" ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236 | netstat: tcp 0.0.0.0:135 "
         "listening 1236",
         "0 4 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, ports_by_name_are_looked_up_or_passed_over)
{
    static const struct pp_fact_case rows[] = {
        {"known",
         "TCP 0.0.0.0:https 0.0.0.0:0 LISTENING\n",
         "netstat: tcp 0.0.0.0:443 listening",
         "0 1 0 0",
         "-"},
        {"of a host by name",
         HEAD "TCP HOST:domain HOST:0 LISTENING\n",
         "netstat: tcp HOST:53 listening",
         "0 2 0 0",
         "-"},
        {"foreign",
         "TCP 192.0.2.1:50000 www:https ESTABLISHED\n",
         "netstat: tcp 192.0.2.1:50000 established",
         "0 1 0 0",
         "-"},
        {"foreign, not known",
         "TCP 192.0.2.1:50000 www:xyz ESTABLISHED\n",
         "netstat: tcp 192.0.2.1:50000 established",
         "0 1 0 0",
         "-"},
        {"not known",
         "TCP 0.0.0.0:xyz 0.0.0.0:0 LISTENING\n",
         "netstat:",
         "0 0 1 0",
         "573@1:13"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, numbers_that_cannot_be_are_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"above 65535",
         "TCP 0.0.0.0:65536 0.0.0.0:0 LISTENING 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:13"},
        {"port 0",
         "TCP 0.0.0.0:0 0.0.0.0:0 LISTENING 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:13"},
        {"letters",
         "TCP 0.0.0.0:8o80 0.0.0.0:0 LISTENING 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:13"},
        {"twenty digits",
         "TCP 0.0.0.0:99999999999999999999 0.0.0.0:0 LISTENING 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:13"},
        {"a star",
         "TCP 0.0.0.0:* 0.0.0.0:0 LISTENING 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:13"},
        {"foreign",
         "TCP 192.0.2.1:50 192.0.2.2:65536 ESTABLISHED 4\n",
         "netstat:",
         "0 0 0 1",
         "571@1:28"},
        {"process id",
         "TCP 0.0.0.0:80 0.0.0.0:0 LISTENING 4294967296\n",
         "netstat:",
         "0 0 0 1",
         "571@1:36"},
        {"the largest process id",
         "TCP 0.0.0.0:80 0.0.0.0:0 LISTENING 4294967295\n",
         "netstat: tcp 0.0.0.0:80 listening 4294967295",
         "0 1 0 0",
         "-"},
        {"an owner below belongs to nobody",
         ROW135 "TCP 0.0.0.0:65536 0.0.0.0:0 LISTENING 4\n [a.exe]\n",
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 1 1",
         "571@2:13"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, column_titles_in_unknown_words_frame_the_row_below)
{
    static const struct pp_fact_case rows[] = {
        {"unknown",
         "  Xxx    Yyy yyy    Zzz zzz    Www\n" ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 2 0 0",
         "-"},
        {"a line between",
         "  Xxx    Yyy yyy    Zzz zzz    Www\ntext\n" ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 2 0",
         "-"},
        {"too few columns",
         "  Xxx    Yyy yyy\n" ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 1 1 0",
         "-"},
        {"the last of two",
         "  Aaa    Bbb    Ccc\n  Xxx    Yyy    Zzz\n" ROW135,
         "netstat: tcp 0.0.0.0:135 listening 1236",
         "0 2 1 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netstat, a_fact_stands_at_its_address)
{
    struct pp_load *load = pp_test_load(HEAD ROW135);
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    cr_assert_eq(count, 1);
    cr_expect_eq(facts[0].place.line, 2);
    cr_expect_eq(facts[0].place.column, 10);
    cr_expect_eq(facts[0].protocol, PP_TCP);
    pp_load_free(load);
}

Test(netstat, rows_tell_the_other_end)
{
    static const struct {
        const char *row;
        const char *address;
        uint16_t port;
    } rows[] = {
        {"TCP 192.0.2.1:50001 198.51.100.9:1433 TIME_WAIT 0\n",
         "198.51.100.9",
         1433},
        {"TCP [2001:db8::1]:50001 [2001:db8::9]:443 ESTABLISHED 7\n",
         "2001:db8::9",
         443},
        {"TCP 192.0.2.1:50001 files:microsoft-ds ESTABLISHED 7\n",
         "files",
         445},
        /* A port by a name that is in no table. */
        {"TCP 192.0.2.1:50001 198.51.100.9:acme ESTABLISHED\n",
         "198.51.100.9",
         0},
        {"TCP 0.0.0.0:135 0.0.0.0:0 LISTENING 4\n", "", 0},
        {"TCP [::]:135 [::]:0 LISTENING 4\n", "", 0},
        {"UDP 0.0.0.0:135 *:* 4\n", "", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_load *load = pp_test_load(rows[i].row);
        size_t count = 0;
        const struct pp_fact *facts = pp_load_facts(load, &count);
        cr_assert_eq(count, 1, "%s", rows[i].row);
        const struct pp_socket_fact *socket = &facts[0].as.socket;
        cr_expect(
            pp_sv_equal(socket->remote_address, pp_sv_from(rows[i].address)),
            "%s",
            rows[i].row);
        cr_expect_eq(socket->remote_port, rows[i].port, "%s", rows[i].row);
        pp_load_free(load);
    }
}

Test(netstat, an_address_longer_than_any_is_no_row)
{
    char text[700];
    memset(text, 'a', sizeof(text));
    memcpy(text, HEAD, sizeof(HEAD) - 1);
    size_t at = sizeof(HEAD) - 1;
    memcpy(text + at, "TCP ", 4);
    memcpy(text + sizeof(text) - 32, ":80 0.0.0.0:0 LISTENING 4      ", 32);
    struct pp_load *load = pp_test_load(text);
    cr_expect_str_eq(pp_test_fact_words(load), "-");
    pp_load_free(load);
}
