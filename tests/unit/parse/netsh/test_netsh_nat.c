/* Port mappings of Routing and Remote Access. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define MAPPING(protocol, address, port, to, to_port) \
    "Protocol          : " protocol "\n"              \
    "Public Address    : " address "\n"               \
    "Public Port       : " port "\n"                  \
    "Private Address   : " to "\n"                    \
    "Private Port      : " to_port "\n"

Test(netsh_nat, listings)
{
    static const struct pp_fact_case rows[] = {
        {"two mappings",
         "NAT Static Port Mapping Configuration\n-----\n" MAPPING(
             "UDP", "0.0.0.0", "4000", "192.168.7.9", "4001")
             MAPPING("TCP", "192.0.2.1", "7443", "192.168.7.8", "443"),
         "netsh.nat: held udp 4000 rras - 192.168.7.9:4001; held tcp 7443 rras "
         "- 192.168.7.8:443",
         "0 10 2 0",
         "-"},
        {"another language, below the command",
         "C:\\>netsh routing ip nat show interface WAN\n"
         "\xE9\x80\x9A\xE8\xA8\x8A : UDP\n\xE5\x85\xAC : 0.0.0.0\n"
         "\xE5\x85\xAC : 4000\n\xE7\xA7\x81 : 192.168.7.9\n\xE7\xA7\x81 : 41\n",
         "netsh.nat: held udp 4000 rras - 192.168.7.9:41",
         "0 5 1 0",
         "-"},
        {"impossible ports",
         "NAT\n" MAPPING("TCP", "0.0.0.0", "65536", "10.0.0.1", "80")
             MAPPING("TCP", "0.0.0.0", "0", "10.0.0.1", "80")
                 MAPPING("TCP", "0.0.0.0", "80", "10.0.0.1", "99999"),
         "netsh.nat:",
         NULL,
         "577@4:21 577@9:21 577@16:1"},
        {"cut, and out of order",
         "NAT\nProtocol : TCP\nPublic Address : 0.0.0.0\nPublic Port : 80\n"
         "NAT\nProtocol : TCP\nPublic Port : 80\nPublic Address : 0.0.0.0\n",
         "-",
         "0 0 8 0",
         "-"},
        {"an alert is no mapping",
         MAPPING("TCP", "10.0.0.5", "51234", "10.0.0.9", "443"),
         "-",
         "0 0 5 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(netsh_nat, dumps)
{
    static const struct pp_fact_case rows[] = {
        {"by name and by position",
         "pushd routing ip nat\nset global loglevel=ERROR\n"
         "add portmapping name=\"WAN 2\" proto=TCP publicip=0.0.0.0 "
         "publicport=5555 privateip=10.0.0.2 privateport=3389\n"
         "add portmapping WAN udp 192.0.2.1 4500 10.0.0.3 4501\npopd\n"
         "add portmapping WAN udp 192.0.2.1 4502 10.0.0.3 4501\n",
         "netsh.nat: held tcp 5555 rras WAN 2 10.0.0.2:3389; held udp 4500 "
         "rras WAN 10.0.0.3:4501",
         "0 2 4 0",
         "-"},
        {"what is no mapping",
         "pushd routing ip nat\nadd portmapping name=WAN proto=TCP\n"
         "add portmapping WAN tcp 0.0.0.0 70000 10.0.0.3 80\n"
         "add portmapping \"WAN tcp 0.0.0.0 80 10.0.0.3 80\npopd\n",
         "netsh.nat:",
         "0 0 2 3",
         "577@2:17 577@3:33 577@4:17"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
