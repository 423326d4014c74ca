/* How RPC's list of ports stands to the rest of the machine. */
#include "rpc_counts.h"

struct pp_rpc_counts pp_rpc_count(const struct pp_machine *machine,
                                  const struct pp_rpc *rpc)
{
    const struct pp_range all = {1, PP_PORT_MAX};
    const struct pp_range low = {1, PP_RPC_LOW};
    struct pp_portset free = rpc->ports;
    struct pp_rpc_counts counts = {
        .ports = pp_portset_count(&rpc->ports, all),
        .low = pp_portset_count(&rpc->ports, low),
        .dynamic = pp_portset_count(&rpc->ports,
                                    pp_machine_dynamic(machine, PP_TCP)->range),
    };
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        if (rows[i].is_administered != PP_YES) {
            pp_portset_clear_range(&free, rows[i].range);
        }
    }
    uint32_t left = pp_portset_count(&free, all);
    counts.excluded = counts.ports - left;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_range port = {sockets[i].port, sockets[i].port};
        pp_portset_clear_range(&free, port);
    }
    counts.in_use = left - pp_portset_count(&free, all);
    return counts;
}
