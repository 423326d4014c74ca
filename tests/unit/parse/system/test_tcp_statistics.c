/* Counters of TCP by netstat -s and by netsh. */
#include <criterion/criterion.h>

#include "fact_table.h"

Test(tcp_statistics, of_netstat_in_any_language)
{
    static const struct pp_fact_case rows[] = {
        {"English, both families",
         "TCP Statistics for IPv4\n\n  Active Opens                = 48120\n"
         "  Passive Opens               = 1120\n"
         "  Failed Connection Attempts  = 9911\n\n"
         "TCP Statistics for IPv6\n\n  Active Opens                = 7\n\n"
         "UDP Statistics for IPv4\n\n  Datagrams Received = 5\n",
         "tcp-statistics: Active Opens=48120; Passive Opens=1120; Failed "
         "Connection Attempts=9911 | tcp-statistics: Active Opens=7",
         NULL,
         "-"},
        {"German: by their order",
         "TCP-Statistik f\xC3\xBCr IPv4\n\n"
         "  Aktiv ge\xC3\xB6"
         "ffnet                = 3\n"
         "  Passiv ge\xC3\xB6"
         "ffnet               = 2\n"
         "  Fehlgeschlagene Verbindungsversuche = 1\n",
         "tcp-statistics: Active Opens=3; Passive Opens=2; Failed Connection "
         "Attempts=1",
         NULL,
         "-"},
        {"a part of it, in English: by their names",
         "TCP Statistics for IPv4\n  Failed Connection Attempts = 4\n"
         "  Segments Sent = 18446744073709551615\n",
         "tcp-statistics: Failed Connection Attempts=4; Segments "
         "Sent=18446744073709551615",
         "0 3 0 0",
         "-"},
        {"no number",
         "TCP Statistics for IPv4\n  Active Opens = 4x\n  Passive Opens =\n",
         "tcp-statistics:",
         "0 1 0 2",
         "575@2:18 575@3:18"},
        {"netsh",
         "MIB-II TCP Statistics\n-----------------------------\n"
         "Timeout Algorithm:     Van Jacobson's Algorithm\n"
         "Minimum Timeout:       10\nActive Opens:          12\n"
         "Attempts Failed:       6\n",
         "tcp-statistics: Active Opens=12; Failed Connection Attempts=6",
         "0 4 2 0",
         "-"},
        {"assignments below a sentence",
         "I use TCP over IPv4 here\n\nfoo bar\nx = 5\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
