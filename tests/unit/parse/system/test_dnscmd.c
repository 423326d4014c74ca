/* dnscmd /info */
#include <criterion/criterion.h>

#include "fact_table.h"
#include "summary.h"

Test(dnscmd, one_property_by_its_command)
{
    static const struct pp_fact_case rows[] = {
        {"a size",
         "C:\\>dnscmd /info /SocketPoolSize\n\nQuery result:\n"
         "Dword:        3000  (00000bb8)\n\n"
         "Command completed successfully.\n",
         "dnscmd: Parameters/SocketPoolSize=3000",
         NULL,
         "-"},
        {"of another server",
         "dnscmd dc1 /Info /socketpoolsize\nQuery result:\nDword: 0 (0)\n",
         "dnscmd: Parameters/SocketPoolSize=0",
         NULL,
         "-"},
        {"a list in one line",
         "dnscmd /info /socketpoolexcludedportranges\nQuery result:\n"
         "String:  1812-1813 51900-51900\n",
         "dnscmd: "
         "Parameters/SocketPoolExcludedPortRanges=[1812-1813,51900-51900,]",
         NULL,
         "-"},
        {"a list of no ranges",
         "dnscmd /info /socketpoolexcludedportranges\nQuery result:\n"
         "String:  1812-1813 x\n",
         "-",
         NULL,
         "-"},
        {"another property",
         "dnscmd /info /forwarders\nQuery result:\nDword: 3000\n",
         "-",
         NULL,
         "-"},
        {"a number far below",
         "dnscmd /info /socketpoolsize\na\nb\nc\nd\ne\nf\ng\nh\ni\nj\nk\n"
         "l\nm\nDword: 3000\n",
         "-",
         NULL,
         "-"},
        {"no command", "Query result:\nDword: 3000 (0)\n", "-", NULL, "-"},
        {"a size that is none",
         "dnscmd /info /socketpoolsize\nDword: 4294967296\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(dnscmd, all_properties)
{
    static const struct pp_fact_case rows[] = {
        {"both",
         "dnscmd /info\nQuery result:\nServer info\n"
         "        server name        = dc1\n"
         "        SocketPoolSize     = 2500\n"
         "        SocketPoolExcludedPortRanges = 1812-1813, 3478-3478\n"
         "Command completed successfully.\n",
         "dnscmd: Parameters/SocketPoolSize=2500; "
         "Parameters/SocketPoolExcludedPortRanges=[1812-1813,3478-3478,]",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
