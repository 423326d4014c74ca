/* Rows of sockets as analysers of memory, remote shells and others print
 * them. */
#include <criterion/criterion.h>
#include <stdio.h>

#include "fact_table.h"
#include "random.h"

#define IMAGE_HEAD                                                         \
    "Offset\tProto\tLocalAddr\tLocalPort\tForeignAddr\tForeignPort\tState" \
    "\tPID\tOwner\tCreated\n"

Test(socket_rows, of_images_of_memory)
{
    static const struct pp_fact_case rows[] = {
        {"between tabs",
         IMAGE_HEAD
         "0xde\tTCPv4\t10.1.1.3\t49990\t10.2.2.2\t443\tESTABLISHED\t-\t-\tN/A\n"
         "0xdf\tTCPv4\t0.0.0.0\t8447\t0.0.0.0\t0\tLISTENING\t4\tSystem\t2022\n"
         "0xdf\tUDPv6\tfe80::1\t5353\t*\t0\t\t12\ta b.exe\t-\n",
         "socket-rows: tcp 10.1.1.3:49990 established; tcp 0.0.0.0:8447 "
         "listening 4 System; udp fe80::1:5353 - 12 a b.exe",
         "0 4 0 0",
         "-"},
        {"between blanks, no heads",
         "0xde TCPv4 0.0.0.0 8447 0.0.0.0 0 LISTENING 4 System 2022-07-06\n"
         "0xdf UDPv4 0.0.0.0 5353 * 0 1234 svchost.exe 2022-07-06\n",
         "socket-rows: tcp 0.0.0.0:8447 listening 4 System; udp 0.0.0.0:5353 - "
         "1234 svchost.exe",
         "0 2 0 0",
         "-"},
        {"Volatility 2",
         "0x1e  TCPv4  0.0.0.0:49152   0.0.0.0:0   LISTENING  404  "
         "wininit.exe\n"
         "0x1e  UDPv6  :::5005         *:*                    27   w.exe 2010\n"
         "0x1e  TCPv4  -:49179         1.2.3.4:80  ESTABLISHED -1\n",
         "socket-rows: tcp 0.0.0.0:49152 listening 404 wininit.exe; udp "
         ":::5005 - 27 w.exe; tcp :49179 established",
         "0 3 0 0",
         "-"},
        {"closed, without a port: told, not taken",
         "0x1e TCPv4 10.0.0.1 49179 1.2.3.4 80 CLOSED 4 System -\n"
         "0x1e UDPv4 0.0.0.0 0 * 0 12 a.exe -\n",
         "socket-rows:",
         "0 0 2 0",
         "572@1:38 572@2:20"},
        {"broken",
         "0x1e\tTCPv4\t10.0.0.1\n"
         "0x1e TCPv4 10.0.0.1 70000 1.2.3.4 80 LISTENING 4 System -\n",
         "socket-rows:",
         "0 0 0 2",
         "571@1:1 571@2:21"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(socket_rows, of_shells_and_others)
{
    static const struct pp_fact_case rows[] = {
        {"meterpreter",
         "    Proto  Local address  Remote address  State  User  Inode  "
         "PID/Program name\n"
         "    -----  -------------  --------------  -----  ----  -----  "
         "----------------\n"
         "    tcp    0.0.0.0:135    0.0.0.0:*       LISTEN 0     0      "
         "924/svchost.exe\n"
         "    udp    0.0.0.0:123    0.0.0.0:*              0     0      "
         "105/svchost.exe\n"
         "    tcp    10.0.0.5:50123 10.0.0.9:443    ESTABLISHED 0 0     -\n",
         "socket-rows: tcp 0.0.0.0:135 listening 924 svchost.exe; udp "
         "0.0.0.0:123 - 105 svchost.exe; tcp 10.0.0.5:50123 established",
         "0 5 0 0",
         "-"},
        {"pid and program in netstat's place",
         "  TCP    0.0.0.0:8443   0.0.0.0:0   LISTENING   3164/java.exe\n",
         "socket-rows: tcp 0.0.0.0:8443 listening 3164 java.exe",
         NULL,
         "-"},
        {"tcpvcon",
         "TCP,java.exe,3164,LISTENING,0.0.0.0:8080,0.0.0.0:0\n"
         "UDP,dns.exe,17,*,0.0.0.0:53,*:*\n",
         "socket-rows: tcp 0.0.0.0:8080 listening 3164 java.exe; udp "
         "0.0.0.0:53 - 17 dns.exe",
         "0 2 0 0",
         "-"},
        {"Get-NetTCPConnection without heads",
         "0.0.0.0       8443  10.2.2.2  443 Established Internet 3164\n"
         "fe80::1...    8444  10.2.2.2  443 TimeWait             0\n"
         "::            8445  ::        0   Listen\n",
         "powershell.table: tcp 0.0.0.0:8443 established 3164; tcp :8444 "
         "time-wait 0; tcp :::8445 listening",
         "0 3 0 0",
         "-"},
        {"netstat's own rows stay netstat's",
         "  TCP    0.0.0.0:8443   0.0.0.0:0   LISTENING   3164\n",
         "netstat: tcp 0.0.0.0:8443 listening 3164",
         NULL,
         "-"},
        {"Linux",
         "tcp   0   0 0.0.0.0:22   0.0.0.0:*   LISTEN   812/sshd\n",
         "-",
         NULL,
         "-"},
        {"an address and numbers in prose",
         "10.0.0.1 8443 10.0.0.2 443 was slow\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

/* One socket, written as each tool writes it, is one socket. */
Test(socket_rows, one_socket_in_every_form)
{
    struct pp_test_random random = pp_test_random_from(13);
    for (int round = 0; round < 100; round++) {
        unsigned port = pp_test_random_in(&random, 1, 65535);
        unsigned pid = pp_test_random_in(&random, 5, 99999);
        unsigned byte = pp_test_random_below(&random, 256);
        char texts[4][160];
        char wanted[80];
        snprintf(texts[0],
                 sizeof(texts[0]),
                 "0x%x\tTCPv4\t10.0.0.%u\t%u\t10.9.9.9\t443\tESTABLISHED\t%u\t"
                 "p.exe\tN/A\n",
                 pid,
                 byte,
                 port,
                 pid);
        snprintf(texts[1],
                 sizeof(texts[1]),
                 "0x%x TCPv4 10.0.0.%u:%u 10.9.9.9:443 ESTABLISHED %u p.exe\n",
                 pid,
                 byte,
                 port,
                 pid);
        snprintf(texts[2],
                 sizeof(texts[2]),
                 "tcp  10.0.0.%u:%u  10.9.9.9:443  ESTABLISHED  0 0 %u/p.exe\n",
                 byte,
                 port,
                 pid);
        snprintf(texts[3],
                 sizeof(texts[3]),
                 "TCP,p.exe,%u,ESTABLISHED,10.0.0.%u:%u,10.9.9.9:443\n",
                 pid,
                 byte,
                 port);
        snprintf(wanted,
                 sizeof(wanted),
                 "socket-rows: tcp 10.0.0.%u:%u established %u p.exe",
                 byte,
                 port,
                 pid);
        for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
            const struct pp_fact_case row = {
                texts[i], texts[i], wanted, "0 1 0 0", "-"};
            pp_test_check_facts(&row, 1);
        }
    }
}
