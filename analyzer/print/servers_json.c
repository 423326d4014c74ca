/* What gives ports to servers, in JSON. */
#include "servers_json.h"

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
