/* Listings that are said not to be read. */
#include <criterion/criterion.h>

#include "fact_table.h"

Test(unread, a_walk_of_snmp_is_told_of_once)
{
    static const struct pp_fact_case rows[] = {
        {"names",
         "TCP-MIB::tcpConnState.192.0.2.1.49200.192.0.2.9.1433 = INTEGER: "
         "timeWait(11)\nTCP-MIB::tcpConnState.0.0.0.0.135.0.0.0.0.0 = INTEGER: "
         "listen(2)\n",
         "-",
         "0 0 2 0",
         "584@1:1"},
        {"numbers, both ways to begin, tables of RFC 4022",
         ".1.3.6.1.2.1.6.13.1.1.0.0.0.0.135.0.0.0.0.0 = INTEGER: 2\n"
         "iso.3.6.1.2.1.6.20.1.4.1.4.0.0.0.0.135 = Gauge32: 948\n",
         "-",
         "0 0 2 0",
         "584@1:1"},
        {"other objects",
         ".1.3.6.1.2.1.6.9.0 = Gauge32: 12\n"
         "IF-MIB::ifDescr.1 = STRING: lo\n",
         "-",
         "0 0 2 0",
         "-"},
        {"prose",
         "walk 1.3.6.1.2.1.6.13.1.1 to see them\ntcpConnState.\n",
         "-",
         "0 0 2 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(unread, tables_of_hnsdiag_are_told_of_once)
{
    static const struct pp_fact_case rows[] = {
        {"tables",
         "Networks:\nName             ID\n"
         "nat              B5083512-BE1D-4326-B58F-56CA5154E8D5\n\n"
         "Endpoints:\n"
         "Name      ID                                   Virtual Network "
         "Name\nEthernet  11796e63-07b3-4199-91d5-9bc25108fb41 nat\n\n"
         "LoadBalancers:\nID            | Virtual IPs      | Direct IP IDs\n"
         "326f84d7-35ec-4355-a60a-e82e2b05ec24 |  10.96.0.1 | ba06178e-11e9\n",
         "-",
         "2 0 9 0",
         "584@6:1"},
        {"blocks",
         "Load Balancer    : 3599612c-54b4-4b9d-9258-4fc5e2100549\n"
         "  Virtual IPs      : 172.30.0.1\n"
         "Load Balancer    : 3599612c-54b4-4b9d-9258-4fc5e2100540\n",
         "-",
         "0 0 3 0",
         "584@1:1"},
        {"other load balancers",
         "Load Balancer : my-lb\nName  Virtual Network\n",
         "-",
         "0 0 2 0",
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
