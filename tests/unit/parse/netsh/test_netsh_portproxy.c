/* netsh interface portproxy show. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define TITLE "Listen on ipv4:             Connect to ipv4:\n\n"
#define HEADS "Address         Port        Address         Port\n"
#define RULE  "--------------- ----------  --------------- ----------\n"
#define ROW   "0.0.0.0         8080        192.0.2.2       80\n"
#define FOUND "tcp 0.0.0.0:8080 listening iphlpsvc"

Test(portproxy, tables_in_any_language)
{
    static const struct pp_fact_case rows[] = {
        {"English",
         "\n" TITLE HEADS RULE ROW "*   13333   127.0.0.1   1\n\n",
         "netsh.portproxy: " FOUND "; tcp *:13333 listening iphlpsvc",
         "3 5 0 0",
         "-"},
        {"Chinese",
         "侦听 ipv4:                 连接到 ipv4:\n\n地址            端口     "
         "   地址            端口\n" RULE ROW,
         "netsh.portproxy: " FOUND,
         "1 4 0 0",
         "-"},
        {"an underline alone",
         RULE ROW,
         "netsh.portproxy: " FOUND,
         "0 2 0 0",
         "-"},
        {"a title alone", TITLE ROW, "netsh.portproxy: " FOUND, "1 2 0 0", "-"},
        {"a command alone",
         "C:\\>netsh interface portproxy show all\n" ROW,
         "netsh.portproxy: " FOUND,
         "0 1 1 0",
         "-"},
        {"to IPv6",
         "Listen on ipv4:             Connect to ipv6:\n" HEADS RULE
         "0.0.0.0         8080        2001:db8::2     80\n",
         "netsh.portproxy: " FOUND,
         "0 4 0 0",
         "-"},
        {"to a name",
         TITLE HEADS RULE "0.0.0.0  8080  example.test  80\n",
         "netsh.portproxy: " FOUND,
         NULL,
         "-"},
        {"two tables",
         TITLE HEADS RULE ROW
         "\nListen on ipv6:             Connect to ipv4:\n" HEADS RULE
         "2001:db8::1     81        192.0.2.2       80\n",
         "netsh.portproxy: " FOUND "; tcp 2001:db8::1:81 listening iphlpsvc",
         NULL,
         "-"},
        {"quoted",
         "> " TITLE "> " HEADS "> " RULE "> " ROW,
         "netsh.portproxy: " FOUND,
         "1 4 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(portproxy, rows_need_a_frame)
{
    static const struct pp_fact_case rows[] = {
        {"a row alone", ROW, "-", "0 0 1 0", "-"},
        {"a frame alone", TITLE HEADS RULE, "-", "1 0 3 0", "-"},
        {"a rule of three groups",
         "------ ------ ------\n" ROW,
         "-",
         NULL,
         NULL},
        {"half a title", "Listen on ipv4:\n" ROW, "-", NULL, NULL},
        {"prose", TITLE "see port 8080 of the proxy\n", "-", NULL, "-"},
        {"far below the frame",
         TITLE "1x\n2x\n3x\n4x\n5x\n6x\n7x\n8x\n9x\n10x\n11x\n12x\n" ROW,
         "-",
         NULL,
         NULL},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(portproxy, ports_that_cannot_be_are_rejected)
{
    static const struct pp_fact_case rows[] = {
        {"above 65535",
         TITLE "*   70000   127.0.0.1   80\n",
         "netsh.portproxy:",
         "1 1 0 1",
         "577@3:5"},
        {"where it connects to",
         TITLE "*   80   127.0.0.1   65536\n",
         "netsh.portproxy:",
         "1 1 0 1",
         "577@3:22"},
        {"0",
         TITLE "*   0   127.0.0.1   80\n",
         "netsh.portproxy:",
         "1 1 0 1",
         "577@3:5"},
        {"0, where it connects to",
         TITLE "*   80   127.0.0.1   0\n",
         "netsh.portproxy:",
         "1 1 0 1",
         "577@3:22"},
        {"too few words",
         TITLE "0.0.0.0   8080   192.0.2.2\n",
         "netsh.portproxy: tcp gap listing-cut 8080",
         "1 1 0 1",
         "578@3:1"},
        {"too many words",
         TITLE "0.0.0.0   8080   192.0.2.2   80   x\n",
         "netsh.portproxy: tcp gap listing-cut 8080",
         "1 1 0 1",
         "578@3:1"},
        {"an odd row between others",
         TITLE "*   81   192.0.2.1   81\n*   80   192.0.2.1 192.0.2.2   80\n"
               "10.0.0.1   82\n*   83   192.0.2.1   83\n",
         "netsh.portproxy: tcp *:81 listening iphlpsvc; tcp gap listing-cut "
         "80; tcp gap listing-cut 82; tcp *:83 listening iphlpsvc",
         "1 3 0 2",
         "578@4:1 578@5:1"},
        {"letters",
         TITLE "*   8o80   127.0.0.1   80\n",
         "netsh.portproxy:",
         "1 1 0 1",
         "577@3:5"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
