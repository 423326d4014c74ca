/* The windows of TCPView and CurrPorts as text. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "fact_table.h"
#include "random.h"

#define REPORT(name, pid, protocol, port, address, state)  \
    "==================================================\n" \
    "Process Name      : " name "\n"                       \
    "Process ID        : " pid "\n"                        \
    "Protocol          : " protocol "\n"                   \
    "Local Port        : " port "\n"                       \
    "Local Port Name   : \n"                               \
    "Local Address     : " address "\n"                    \
    "State             : " state "\n"                      \
    "==================================================\n\n"

Test(socket_windows, rows)
{
    static const struct pp_fact_case rows[] = {
        {"TCPView 2, names for hosts and ports",
         "a.exe:1184\tTCP\tsrv:epmap\tsrv:0\tLISTENING\t\n"
         "[System Process]:0\tTCP\tsrv:52222\tdb:1433\tTIME_WAIT\t\n"
         "a.exe:12\tUDP\tsrv:ntp\t*:*\t\t\n",
         "socket-rows: tcp srv:135 listening 1184 a.exe; tcp srv:52222 "
         "time-wait 0 [System Process]; udp srv:123 - 12 a.exe",
         "0 3 0 0",
         "-"},
        {"TCPView 3, IPv6",
         "a b.exe\t12\tTCPV6\t[0:0:0:0:0:0:0:0]\t445\t[0:0:0:0:0:0:0:0]\t0\t"
         "LISTENING\t\t\n"
         "a.exe\t12\tUDPV6\t[fe80:0:0:0:1:2:3:4]\t5353\t*\t*\t\t\t\n",
         "socket-rows: tcp 0:0:0:0:0:0:0:0:445 listening 12 a b.exe; udp "
         "fe80:0:0:0:1:2:3:4:5353 - 12 a.exe",
         "0 2 0 0",
         "-"},
        {"TCPView 4, states in two words",
         "a.exe\t12\tTCP\tTime Wait\t10.0.0.1\t50001\t10.0.0.2\t80\t1/2/26\n"
         "a.exe\t12\tTCP\tFin Wait 2\t10.0.0.1\t50002\t10.0.0.2\t80\t1/2/26\n"
         "a.exe\t12\tUDP\t\t0.0.0.0\t53\t*\t\t1/2/26\n",
         "socket-rows: tcp 10.0.0.1:50001 time-wait 12 a.exe; tcp "
         "10.0.0.1:50002 fin-wait-2 12 a.exe; udp 0.0.0.0:53 - 12 a.exe",
         "0 3 0 0",
         "-"},
        {"between blanks",
         "a.exe   12  TCP  0.0.0.0  8447  0.0.0.0  0  LISTENING\n"
         "a.exe   12  UDP  0.0.0.0  123  *  12/1/2026 8:01:02 AM\n",
         "socket-rows: tcp 0.0.0.0:8447 listening 12 a.exe; udp 0.0.0.0:123 - "
         "12 a.exe",
         "0 2 0 0",
         "-"},
        {"heads in another order",
         "PID,Local Port,Protocol,Process Name,Local Address,State\n"
         "12,8447,TCP,\"a.exe\",::,Listening\n"
         "12,8448,ICMP,a.exe,::,\n"
         "12,70000,UDP,a.exe,::,\n",
         "socket-rows: tcp :::8447 listening 12 a.exe",
         "0 2 0 2",
         "571@3:9 571@4:4"},
        {"told, not taken",
         "a.exe\t12\tTCP\tClosed\t10.0.0.1\t50001\t10.0.0.2\t80\t\n"
         "a.exe\t12\tTCP\tsrv\tno-such-name\tdb\t80\tESTABLISHED\t\n"
         "a.exe\t12\tTCP\tListen\t10.0.0.1\t65536\t0.0.0.0\t0\t\n",
         "socket-rows:",
         "0 0 2 1",
         "572@1:14 573@2:18 571@3:30"},
        {"other tables with tabs or commas",
         "2026-12-01,ALLOW,TCP,10.0.0.1,10.0.0.2,50001,443\n"
         "allow,12,TCP,80,http,10.0.0.1,443,https,10.0.0.2,x,Established\n"
         "name\t12\tSCTP\t10.0.0.1\t80\t10.0.0.2\t80\tLISTENING\n"
         "open 12 TCP 0.0.0.0 80 to all\n",
         "-",
         "0 0 4 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(socket_windows, reports_of_currports)
{
    static const struct pp_fact_case rows[] = {
        {"two sockets",
         REPORT("a.exe", "12", "TCP", "8447", "0.0.0.0", "Listening")
             REPORT("", "13", "UDP", "5353", "::", ""),
         "socket-rows: tcp 0.0.0.0:8447 listening 12 a.exe; udp :::5353 - 13",
         NULL,
         "-"},
        {"impossible, closed, without a port",
         REPORT("a.exe", "12", "TCP", "70000", "0.0.0.0", "Listening")
             REPORT("a.exe", "12", "TCP", "80", "0.0.0.0", "Closed")
                 REPORT("a.exe", "12", "UDP", "", "0.0.0.0", ""),
         "socket-rows:",
         NULL,
         "571@5:21 572@18:21 572@25:20"},
        {"quoted",
         "> Process Name      : a.exe\n> Process ID        : 12\n"
         "> Protocol          : TCP\n> Local Port        : 8447\n"
         "> Local Address     : ::\n",
         "socket-rows: tcp :::8447 other 12 a.exe",
         "0 5 0 0",
         "-"},
        {"cut in its middle",
         "Process Name      : a.exe\nProcess ID        : 12\n"
         "Protocol          : TCP\n",
         "socket-rows:",
         NULL,
         "-"},
        {"an event's process is none",
         "Process Information:\n    Process ID:\t\t0x1f4\n"
         "    Process Name:\t\tC:\\a.exe\n",
         "-",
         NULL,
         "-"},
        {"a name and no id",
         "Process Name      : a.exe\nLocal Port        : 80\n"
         "Local Address     : ::\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

enum {
    FORMS = 7,
    TEXT_BYTES = 400
};

/* What a socket is, however it is written. */
struct socket {
    unsigned port;
    unsigned pid;
    unsigned byte;
    unsigned remote;
};

static void write_rows(const struct socket *s, char texts[FORMS][TEXT_BYTES])
{
#define WRITE(form, format, ...) \
    snprintf(texts[form], TEXT_BYTES, format "\n", __VA_ARGS__)
    WRITE(0,
          "p.exe:%u\tTCP\t10.0.0.%u:%u\t10.9.9.9:%u\tESTABLISHED\t",
          s->pid,
          s->byte,
          s->port,
          s->remote);
    WRITE(1,
          "p.exe\t%u\tTCP\t10.0.0.%u\t%u\t10.9.9.9\t%u\tESTABLISHED\t1\t2",
          s->pid,
          s->byte,
          s->port,
          s->remote);
    WRITE(2,
          "p.exe\t%u\tTCP\tEstablished\t10.0.0.%u\t%u\t10.9.9.9\t%u\t1/2/26",
          s->pid,
          s->byte,
          s->port,
          s->remote);
    WRITE(3,
          "p.exe\t%u\tTCP\t%u\tx\t10.0.0.%u\t%u\ty\t10.9.9.9\tz\tEstablished",
          s->pid,
          s->port,
          s->byte,
          s->remote);
    WRITE(4,
          "p.exe,%u,TCP,%u,,10.0.0.%u,%u,,10.9.9.9,,Established,a,\"b, c\"",
          s->pid,
          s->port,
          s->byte,
          s->remote);
    WRITE(5,
          "State,Remote Port,Remote Address,Local Port,Local Address,"
          "Protocol,PID,Process\n"
          "Established,%u,10.9.9.9,%u,10.0.0.%u,TCP,%u,p.exe",
          s->remote,
          s->port,
          s->byte,
          s->pid);
    WRITE(6,
          "Process Name  : p.exe\nProcess ID    : %u\nProtocol      : TCP\n"
          "Local Port    : %u\nLocal Address : 10.0.0.%u\n"
          "Remote Port   : %u\nRemote Address : 10.9.9.9\n"
          "State         : Established",
          s->pid,
          s->port,
          s->byte,
          s->remote);
#undef WRITE
}

static bool is_socket(const struct pp_fact *fact, const struct socket *s)
{
    const struct pp_socket_fact *socket = &fact->as.socket;
    char address[16];
    snprintf(address, sizeof(address), "10.0.0.%u", s->byte);
    return fact->kind == PP_FACT_SOCKET && fact->protocol == PP_TCP &&
           fact->range.first == s->port && fact->range.last == s->port &&
           socket->state == PP_SOCKET_ESTABLISHED && socket->has_pid &&
           socket->pid == s->pid && socket->remote_port == s->remote &&
           pp_sv_equal(socket->address, pp_sv_from(address)) &&
           pp_sv_equal(socket->process, PP_SV("p.exe")) &&
           pp_sv_equal(socket->remote_address, PP_SV("10.9.9.9"));
}

Test(socket_windows, one_socket_in_every_form)
{
    struct pp_test_random random = pp_test_random_from(29);
    for (int round = 0; round < 100; round++) {
        const struct socket s = {
            .port = pp_test_random_in(&random, 1, 65535),
            .pid = pp_test_random_in(&random, 5, 99999),
            .byte = pp_test_random_below(&random, 256),
            .remote = pp_test_random_in(&random, 1, 65535),
        };
        char texts[FORMS][TEXT_BYTES];
        write_rows(&s, texts);
        for (size_t i = 0; i < FORMS; i++) {
            struct pp_load *load = NULL;
            size_t count = 0;
            cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
            cr_assert_eq(
                pp_load_add_bytes(load, PP_SV("t"), pp_sv_from(texts[i])),
                PP_OK);
            const struct pp_fact *facts = pp_load_facts(load, &count);
            cr_expect(count == 1 && is_socket(&facts[0], &s),
                      "%zu facts: %s",
                      count,
                      texts[i]);
            pp_load_free(load);
        }
    }
}
