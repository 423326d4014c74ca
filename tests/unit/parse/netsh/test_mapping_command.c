/* Commands that map ports. */
#include <criterion/criterion.h>

#include "fact_table.h"

#define FOUND "mapping.command: tcp gap command-unconfirmed "

Test(mapping_command, every_form_names_its_port)
{
    static const struct pp_fact_case rows[] = {
        {"portproxy, by name",
         "C:\\> netsh interface portproxy add v4tov4 connectport=80 "
         "listenport=8081 connectaddress=192.0.2.5\n",
         FOUND "8081",
         "0 1 0 0",
         "-"},
        {"portproxy, by place, cut short, set",
         "netsh.exe int p set v6tov4 8082 192.0.2.5 80\n",
         FOUND "8082",
         NULL,
         "-"},
        {"RRAS, by place",
         "netsh routing ip nat add portmapping \"Local Area Connection\" udp "
         "0.0.0.0 8083 192.0.2.5 80\n",
         "mapping.command: udp gap command-unconfirmed 8083",
         NULL,
         "-"},
        {"RRAS, by name",
         "netsh routing ip nat add portmapping name=\"Ethernet 2\" proto=TCP "
         "publicip=0.0.0.0 publicport=8084 privateip=192.0.2.5 "
         "privateport=80\n",
         FOUND "8084",
         NULL,
         "-"},
        {"WinNAT",
         "PS C:\\> Add-NetNatStaticMapping -NatName n -Protocol TCP "
         "-ExternalIPAddress 0.0.0.0/24 -ExternalPort 8085 -InternalPort 80 "
         "-InternalIPAddress 192.0.2.5\n",
         FOUND "8085",
         NULL,
         "-"},
        {"WinNAT, no protocol, a colon, another case",
         "add-netnatstaticmapping -externalport:8086; whoami\n",
         FOUND "8086; udp gap command-unconfirmed 8086",
         NULL,
         "-"},
        {"WinNAT, over lines",
         "Add-NetNatStaticMapping -NatName n `\n  -Protocol TCP `\n"
         "  -ExternalPort '8087' -InternalPort 80\n",
         "mapping.command: tcp gap command-unconfirmed 8087; udp gap "
         "command-unconfirmed 8087",
         NULL,
         "-"},
        {"two, and a listing shows one",
         "Add-NetNatStaticMapping -Protocol TCP -ExternalPort 1\n"
         "Add-NetNatStaticMapping -Protocol TCP -ExternalPort 65535\n",
         FOUND "1; tcp gap command-unconfirmed 65535",
         "0 2 0 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(mapping_command, what_maps_nothing_is_passed_over)
{
    static const struct pp_fact_case rows[] = {
        {"a comment",
         "rem netsh interface portproxy add v4tov4 listenport=80\n"
         "# Add-NetNatStaticMapping -ExternalPort 80\n"
         ":: netsh routing ip nat add portmapping e tcp 0.0.0.0 80 a 80\n",
         "-",
         "0 0 3 0",
         "-"},
        {"other verbs and objects",
         "netsh interface portproxy delete v4tov4 listenport=80\n"
         "netsh interface portproxy show all\n"
         "netsh routing ip nat add interface Ethernet full\n"
         "netsh routing ip nat delete portmapping e tcp 0.0.0.0 80\n"
         "Remove-NetNatStaticMapping -StaticMappingID 1\n",
         "-",
         NULL,
         "-"},
        {"no port",
         "netsh interface portproxy add v4tov4 listenport=%PORT%\n"
         "Add-NetNatStaticMapping -ExternalPort $port\n"
         "Add-NetNatStaticMapping -ExternalPort 0\n"
         "Add-NetNatStaticMapping -ExternalPort 65536\n"
         "Add-NetNatStaticMapping -ExternalPort\n"
         "netsh interface portproxy add\n",
         "-",
         NULL,
         "-"},
        {"a line below that does not belong to it",
         "Add-NetNatStaticMapping -NatName n\n  -ExternalPort 80\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
