/* What gives ports to servers, in JSON. */
#include "servers_json.h"

#include "fact/registry.h"
#include "model/machine.h"
#include "model/rpc_counts.h"
#include "place.h"

static void add_ranges(struct pp_json *object, const struct pp_portset *ports)
{
    struct pp_json *array = pp_json_array(object, "ranges");
    struct pp_range range;
    uint32_t from = 0;
    while (pp_portset_next_run(ports, &from, &range)) {
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_u64(row, "start", range.first);
        pp_json_add_u64(row, "end", range.last);
    }
}

static void add_list(struct pp_json *object,
                     const struct pp_machine *machine,
                     const struct pp_rpc *rpc)
{
    const struct pp_rpc_counts counts = pp_rpc_count(machine, rpc);
    pp_json_add_str(object, "gives", pp_rpc_source_name(rpc->source));
    pp_json_add_tri(object, "internet_available", rpc->is_available);
    pp_json_add_tri(object, "uses_internet", rpc->is_used);
    add_ranges(object, &rpc->ports);
    pp_json_add_u64(object, "ports", counts.ports);
    pp_json_add_u64(object, "low", counts.low);
    pp_json_add_u64(object, "excluded", counts.excluded);
    pp_json_add_u64(object, "in_use", counts.in_use);
    pp_json_add_u64(object, "dynamic", counts.dynamic);
    pp_json_add_known(object, "bad_entry", rpc->bad_entry);
    const struct pp_fact *fact = rpc->list != NULL ? rpc->list : rpc->last;
    static const struct pp_place nowhere;
    pp_add_source(object, fact != NULL ? &fact->place : &nowhere);
}

static void
add_services(struct pp_json *object,
             const struct pp_service_port services[PP_SERVICE_PORTS])
{
    struct pp_json *array = pp_json_array(object, "services");
    for (size_t i = 0; i < PP_SERVICE_PORTS; i++) {
        if (services[i].fact != NULL) {
            struct pp_json *row = pp_json_append_object(array);
            pp_json_add_str(row, "service", services[i].name);
            pp_json_add_u64(row, "port", services[i].port);
            pp_add_source(row, &services[i].fact->place);
        }
    }
}

void pp_add_rpc_json(struct pp_json *machine_object,
                     const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    struct pp_service_port services[PP_SERVICE_PORTS];
    struct pp_rpc rpc;
    bool has_service = false;
    pp_rpc_of(facts, count, &rpc);
    pp_service_ports_of(facts, count, services);
    for (size_t i = 0; i < PP_SERVICE_PORTS; i++) {
        has_service |= services[i].fact != NULL;
    }
    if (rpc.last == NULL && !has_service) {
        pp_json_add_null(machine_object, "rpc");
        return;
    }
    struct pp_json *object = pp_json_object(machine_object, "rpc");
    add_list(object, machine, &rpc);
    add_services(object, services);
}

static void add_strings(struct pp_json *object, struct pp_sv strings)
{
    struct pp_json *array = pp_json_array(object, "excluded");
    struct pp_port_entry entry;
    size_t at = 0;
    while (pp_port_entry_next(strings, &at, &entry)) {
        if (entry.is_valid) {
            struct pp_json *row = pp_json_append_object(array);
            pp_json_add_u64(row, "start", entry.range.first);
            pp_json_add_u64(row, "end", entry.range.last);
        }
    }
}

void pp_add_dns_pool_json(struct pp_json *machine_object,
                          const struct pp_machine *machine)
{
    static const struct pp_place nowhere;
    const struct pp_dns_pool *pool = pp_machine_dns_pool(machine);
    if (!pool->is_shown) {
        pp_json_add_null(machine_object, "dns_pool");
        return;
    }
    struct pp_json *object = pp_json_object(machine_object, "dns_pool");
    uint32_t first = pp_portset_next_set(&pool->from, 0);
    double chance =
        first <= PP_PORT_MAX ? pp_dns_pool_chance(pool, (uint16_t)first) : 0;
    pp_json_add_tri(object, "running", pool->is_running);
    pp_json_add_u64(object, "size", pool->size);
    pp_json_add_bool(object, "size_captured", pool->size_by != NULL);
    pp_json_add_u64(object, "of", pool->from_count);
    pp_json_add_double(object, "probability", chance, 6);
    add_strings(object, pp_dns_pool_excluded(pool));
    pp_add_source(object,
                  pool->shown_by != NULL ? &pool->shown_by->place : &nowhere);
}
