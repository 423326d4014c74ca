/*
 * Where RPC servers get their ports from, and the services that have a port of
 * their own (docs/ports-on-windows.md#rpc). From captured registry values.
 */
#ifndef PP_MODEL_RPC_H
#define PP_MODEL_RPC_H

#include "portplan/machine.h"
#include "portplan/portset.h"

/* Which ports servers get that ask for none. */
enum pp_rpc_source {
    PP_RPC_DYNAMIC = 0, /* there is no list: the dynamic range */
    PP_RPC_LIST,        /* the ports of the list alone */
    PP_RPC_OTHERS,      /* all but the ports of the list */
    PP_RPC_VOID,        /* an entry is bad: Windows refuses with error 87 */
    PP_RPC_UNKNOWN,     /* one of the two flags is not known */
};

/* "dynamic-range", "list", "others", "void"; NULL for unknown. */
const char *pp_rpc_source_name(enum pp_rpc_source source);

struct pp_rpc {
    enum pp_rpc_source source;
    bool has_list;
    enum pp_tri is_available;   /* PortsInternetAvailable */
    enum pp_tri is_used;        /* UseInternetPorts */
    const struct pp_fact *last; /* the last of the three values, borrowed;
                                 * NULL: none was captured */
    const struct pp_fact *list; /* Ports; NULL: none */
    struct pp_sv bad_entry;     /* the first of PP_RPC_VOID, borrowed */
    struct pp_portset ports;    /* of the list; empty where it is void */
};

/* Of several facts of one value the last counts. */
void pp_rpc_of(const struct pp_fact *facts, size_t count, struct pp_rpc *ret);

/* Whether the list's ports are given to servers, or may be. */
bool pp_rpc_gives_list(const struct pp_rpc *rpc);

/* A service to which a registry value, or a setting, gives a port of its own.
 */
struct pp_service_port {
    const char *name; /* "NTDS", "Netlogon", "NtFrs", "DFSR" */
    uint16_t port;
    const struct pp_fact *fact; /* NULL: it has none; borrowed */
};
enum {
    PP_SERVICE_PORTS = 4
};

/* Of several facts of one value the last counts. */
void pp_service_ports_of(const struct pp_fact *facts,
                         size_t count,
                         struct pp_service_port ret[PP_SERVICE_PORTS]);

/* The name of the service to which such a fact gives a port; NULL: to none. */
const char *pp_service_of(const struct pp_fact *fact);

/* The name of that value. */
struct pp_sv pp_service_value_name(const struct pp_fact *fact);

#endif
