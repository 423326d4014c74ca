/* How RPC's list of ports stands to the rest of the machine. */
#ifndef PP_MODEL_RPC_COUNTS_H
#define PP_MODEL_RPC_COUNTS_H

#include "rpc.h"

/* Numbers of ports of the list. */
struct pp_rpc_counts {
    uint32_t ports;
    uint32_t low;      /* at or below 5000 */
    uint32_t excluded; /* by a row without `*` */
    uint32_t in_use;
    uint32_t dynamic; /* in the dynamic range */
};
enum {
    PP_RPC_FEWEST = 100, /* Microsoft: open at least so many */
    PP_RPC_LOW = 5000,   /* and above this */
};
struct pp_rpc_counts pp_rpc_count(const struct pp_machine *machine,
                                  const struct pp_rpc *rpc);

#endif
