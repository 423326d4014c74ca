/* RPC's list of ports, its flags, and the services with a port of their own. */
#include "rpc.h"

#include "fact/registry.h"

const char *pp_rpc_source_name(enum pp_rpc_source source)
{
    static const char *const names[] = {
        [PP_RPC_DYNAMIC] = "dynamic-range",
        [PP_RPC_LIST] = "list",
        [PP_RPC_OTHERS] = "others",
        [PP_RPC_VOID] = "void",
        [PP_RPC_UNKNOWN] = NULL,
    };
    return names[source];
}

static enum pp_known_value known_of(const struct pp_fact *fact)
{
    return fact->kind == PP_FACT_REGISTRY
               ? pp_known_value_of_fact(&fact->as.registry)
               : PP_KNOWN_NONE;
}

/* The ports of the list; false, and the entry, where one is bad. 0 is taken and
 * is no port. */
static bool read_list(struct pp_rpc *rpc)
{
    const struct pp_sv strings = rpc->list->as.registry.text;
    struct pp_port_entry entry;
    size_t at = 0;
    while (pp_rpc_entry_next(strings, &at, &entry)) {
        rpc->has_list = true;
        if (!entry.is_valid) {
            pp_portset_clear(&rpc->ports);
            rpc->bad_entry = entry.text;
            return false;
        }
        if (entry.range.last > 0) {
            entry.range.first = entry.range.first > 0 ? entry.range.first : 1;
            pp_portset_set_range(&rpc->ports, entry.range);
        }
    }
    return true;
}

/* The list is what the internet gets or what it does not get, and a server asks
 * for the one kind of ports or for the other. */
static enum pp_rpc_source source_of(const struct pp_rpc *rpc)
{
    if (!rpc->has_list) {
        return PP_RPC_DYNAMIC;
    }
    if (rpc->is_available == PP_UNKNOWN || rpc->is_used == PP_UNKNOWN) {
        return PP_RPC_UNKNOWN;
    }
    return rpc->is_available == rpc->is_used ? PP_RPC_LIST : PP_RPC_OTHERS;
}

void pp_rpc_of(const struct pp_fact *facts, size_t count, struct pp_rpc *ret)
{
    *ret = (struct pp_rpc){.is_available = PP_UNKNOWN, .is_used = PP_UNKNOWN};
    for (size_t i = 0; i < count; i++) {
        const struct pp_registry_fact *value = &facts[i].as.registry;
        enum pp_known_value known = known_of(&facts[i]);
        bool is_list = known == PP_KNOWN_RPC_PORTS;
        if (is_list) {
            ret->list = value->type == PP_REG_DELETED ? NULL : &facts[i];
        } else if (known == PP_KNOWN_RPC_AVAILABLE) {
            ret->is_available = pp_rpc_flag_of(value);
        } else if (known == PP_KNOWN_RPC_USE) {
            ret->is_used = pp_rpc_flag_of(value);
        }
        if (is_list || known == PP_KNOWN_RPC_AVAILABLE ||
            known == PP_KNOWN_RPC_USE) {
            ret->last = &facts[i];
        }
    }
    bool is_good = ret->list == NULL || read_list(ret);
    ret->source = is_good ? source_of(ret) : PP_RPC_VOID;
}

bool pp_rpc_gives_list(const struct pp_rpc *rpc)
{
    return rpc->source == PP_RPC_LIST || rpc->source == PP_RPC_UNKNOWN;
}

/* --- services ------------------------------------------------------------- */

static const struct {
    enum pp_known_value value; /* PP_KNOWN_NONE: DFSR's setting */
    const char *name;
} services[PP_SERVICE_PORTS] = {
    {PP_KNOWN_NTDS_PORT, "NTDS"},
    {PP_KNOWN_NETLOGON_PORT, "Netlogon"},
    {PP_KNOWN_NTFRS_PORT, "NtFrs"},
    {PP_KNOWN_NONE, "DFSR"},
};

static bool is_of_dfsr(const struct pp_fact *fact)
{
    return fact->kind == PP_FACT_SETTING &&
           pp_sv_equal(fact->as.setting.scope, PP_SV(PP_DFSR_SCOPE)) &&
           pp_sv_equal(fact->as.setting.name, PP_SV(PP_DFSR_PORT));
}

/* Which service it is; PP_SERVICE_PORTS: none. */
static size_t service_index(const struct pp_fact *fact)
{
    const enum pp_known_value known = known_of(fact);
    for (size_t k = 0; k < PP_SERVICE_PORTS; k++) {
        if (services[k].value == PP_KNOWN_NONE ? is_of_dfsr(fact)
                                               : known == services[k].value) {
            return k;
        }
    }
    return PP_SERVICE_PORTS;
}

/* 0: the value is no port. */
static uint16_t port_of(const struct pp_fact *fact)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    uint32_t port = 0;
    if (fact->kind == PP_FACT_SETTING) {
        return pp_sv_to_u32(fact->as.setting.value, PP_PORT_MAX, &port)
                   ? (uint16_t)port
                   : 0;
    }
    return value->type == PP_REG_DWORD && value->number <= PP_PORT_MAX
               ? (uint16_t)value->number
               : 0;
}

void pp_service_ports_of(const struct pp_fact *facts,
                         size_t count,
                         struct pp_service_port ret[PP_SERVICE_PORTS])
{
    for (size_t i = 0; i < PP_SERVICE_PORTS; i++) {
        ret[i] = (struct pp_service_port){.name = services[i].name};
    }
    for (size_t i = 0; i < count; i++) {
        const size_t k = service_index(&facts[i]);
        if (k < PP_SERVICE_PORTS) {
            ret[k].port = port_of(&facts[i]);
            ret[k].fact = ret[k].port > 0 ? &facts[i] : NULL;
        }
    }
}

const char *pp_service_of(const struct pp_fact *fact)
{
    const size_t k = service_index(fact);
    return k < PP_SERVICE_PORTS ? services[k].name : NULL;
}

struct pp_sv pp_service_value_name(const struct pp_fact *fact)
{
    return fact->kind == PP_FACT_SETTING ? fact->as.setting.name
                                         : fact->as.registry.name;
}
