/* Walks of tcpConnTable: said not to be read. */
#include <criterion/criterion.h>

#include "fact_table.h"

Test(snmp, a_walk_is_told_of_once)
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
