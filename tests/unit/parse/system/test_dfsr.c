/* The port of DFS Replication. */
#include <criterion/criterion.h>

#include "fact_table.h"

Test(dfsr, ports)
{
    static const struct pp_fact_case rows[] = {
        {"a dump",
         "Machine Configuration Parameters:\nDebugLogSeverity: 4\n"
         "RpcPortAssignment: 5722\n",
         "dfsr: RpcPortAssignment=5722",
         "0 1 2 0",
         "-"},
        {"a list, wmic's list, JSON",
         "RpcPortAssignment    : 50002\nRpcPortAssignment=50003\n"
         "    \"RpcPortAssignment\":  50004,\n",
         "dfsr: RpcPortAssignment=50002; RpcPortAssignment=50003; "
         "RpcPortAssignment=50004",
         NULL,
         "-"},
        {"a table of one column",
         "RpcPortAssignment\n-----------------\n            50002\n",
         "dfsr: RpcPortAssignment=50002",
         NULL,
         "-"},
        {"the command and its answer",
         "C:\\>dfsrdiag StaticRPC /port:5722 /Member:SRV\n\n"
         "Operation Succeeded\n",
         "dfsr: RpcPortAssignment=5722",
         NULL,
         "-"},
        {"the command alone, and refused",
         "C:\\>dfsrdiag StaticRPC /port:5722\nAccess is denied.\n"
         "C:\\>dfsrdiag StaticRPC /port:x\nOperation Succeeded\n",
         "-",
         NULL,
         "-"},
        {"no port",
         "RpcPortAssignment: 65536\nRpcPortAssignment: 0\n",
         "dfsr: RpcPortAssignment=0",
         "0 1 0 1",
         "575@1:20"},
        {"a number far below",
         "RpcPortAssignment\na\nb\n50002\n",
         "-",
         NULL,
         "-"},
    };
    pp_test_check_facts(rows, PP_ARRAY_LEN(rows));
}
