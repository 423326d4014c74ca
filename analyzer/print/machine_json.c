/* The member `machine` of the documents: what the captures add up to. */

#include "machine_json.h"

#include "base/bytes.h"
#include "json/json_write.h"
#include "place.h"
#include "usage_json.h"

void pp_add_dynamic_range(struct pp_json *parent,
                          const char *key,
                          const struct pp_dynamic *dynamic)
{
    struct pp_json *object = pp_json_object(parent, key);
    pp_json_add_u64(object, "start", dynamic->range.first);
    pp_json_add_u64(object, "count", pp_range_count(dynamic->range));
    pp_json_add_u64(object, "end", dynamic->range.last);
    pp_json_add_str(object, "basis", pp_basis_name(dynamic->basis));
    pp_json_add_str(object, "reason", dynamic->reason);
    pp_add_source(object, &dynamic->place);
}

void pp_add_exclusion_members(struct pp_json *row,
                              const struct pp_exclusion *exclusion)
{
    pp_json_add_u64(row, "start", exclusion->range.first);
    pp_json_add_u64(row, "end", exclusion->range.last);
    pp_json_add_u64(row, "count", pp_range_count(exclusion->range));
    pp_json_add_tri(row, "administered", exclusion->is_administered);
    pp_json_add_str(row, "owner", pp_owner_name(exclusion->owner));
    pp_json_add_str(
        row, "confidence", pp_confidence_name(exclusion->confidence));
    pp_json_add_str(row, "reason", exclusion->reason);
    pp_json_add_tri(row, "persistent", exclusion->is_persistent);
    pp_json_add_str(row, "family", pp_family_name(exclusion->family));
    pp_add_source(row, &exclusion->place);
}

void pp_registrant_json(struct pp_json *row, const struct pp_reservation *url)
{
    pp_json_add_u64_if(row, "pid", url->has_pid, url->pid);
    pp_json_add_known(row, "process", url->process);
    pp_json_add_known(row, "queue", url->queue);
}

void pp_add_socket_members(struct pp_json *row, const struct pp_socket *socket)
{
    pp_json_add_u64(row, "port", socket->port);
    pp_json_add_known(row, "address", socket->address);
    pp_json_add_known(row, "state", socket->state);
    pp_json_add_u64_if(row, "pid", socket->has_pid, socket->pid);
    pp_json_add_known(row, "process", socket->process);
    pp_add_source(row, &socket->place);
}

static void add_pool(struct pp_json *parent, const struct pp_pool *pool)
{
    struct pp_json *object = pp_json_object(parent, "pool");
    pp_json_add_u64(object, "dynamic", pool->dynamic_count);
    pp_json_add_u64(object, "excluded", pool->excluded_count);
    pp_json_add_u64(object, "in_use", pool->in_use_count);
    pp_json_add_u64(object, "available", pool->available_count);
    pp_json_add_u64(object, "longest_free_run", pool->longest_free_run);
    pp_json_add_u64(object, "blocks_of_100", pool->blocks_of_100);
    pp_json_add_u64(object, "blocks_of_64", pool->blocks_of_64);
    pp_json_add_bool(object, "fits_4096", pool->fits_4096);
}

static void add_protocol(struct pp_json *parent,
                         const struct pp_machine *machine,
                         enum pp_protocol protocol)
{
    struct pp_json *object = pp_json_object(parent, pp_protocol_name(protocol));
    /* Without a table an empty `excluded` says nothing. */
    pp_json_add_bool(
        object, "table_seen", pp_machine_has_table(machine, protocol));
    pp_add_dynamic_range(
        object, "dynamic", pp_machine_dynamic(machine, protocol));
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, protocol, &count);
    struct pp_json *array = pp_json_array(object, "excluded");
    for (size_t i = 0; i < count; i++) {
        pp_add_exclusion_members(pp_json_append_object(array), &exclusions[i]);
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    array = pp_json_array(object, "in_use");
    for (size_t i = 0; i < count; i++) {
        pp_add_socket_members(pp_json_append_object(array), &sockets[i]);
    }
    if (pp_machine_has_table(machine, protocol)) {
        struct pp_pool pool = pp_machine_pool(machine, protocol);
        add_pool(object, &pool);
    } else {
        pp_json_add_null(object, "pool"); /* not to be known without it */
    }
    pp_add_usage(object, "usage", machine, protocol);
}

/* --- the whole machine ---------------------------------------------------- */

static void add_os(struct pp_json *parent, const struct pp_os *os)
{
    struct pp_json *object = pp_json_object(parent, "os");
    pp_json_add_str(object, "generation", os->generation);
    pp_json_add_known(object, "build", os->version);
    if (os->version.len > 0 || os->is_named_only) {
        pp_add_source(object, &os->place);
    }
}

/* The strings of a MULTI_SZ, each ended by a NUL. */
static void
add_strings(struct pp_json *row, const char *key, struct pp_sv strings)
{
    struct pp_json *array = pp_json_array(row, key);
    while (strings.len > 0) {
        pp_json_append_sv(array, pp_take_until(&strings, '\0'));
    }
}

static void add_bytes(struct pp_json *row, const char *key, struct pp_sv bytes)
{
    struct pp_json *array = pp_json_array(row, key);
    for (size_t i = 0; i < bytes.len; i++) {
        pp_json_append_u64(array, (unsigned char)bytes.ptr[i]);
    }
}

void pp_add_registry_value(struct pp_json *row,
                           const char *key,
                           const struct pp_registry_fact *value)
{
    switch (value->type) {
    case PP_REG_SZ:
    case PP_REG_EXPAND_SZ:
        pp_json_add_sv(row, key, value->text);
        return;
    case PP_REG_MULTI_SZ:
        add_strings(row, key, value->text);
        return;
    case PP_REG_DWORD:
    case PP_REG_QWORD:
        pp_json_add_u64(row, key, value->number);
        return;
    case PP_REG_BINARY:
        add_bytes(row, key, value->text);
        return;
    case PP_REG_DELETED:
        pp_json_add_null(row, key);
        return;
    }
}

static void add_registry(struct pp_json *parent,
                         const struct pp_machine *machine)
{
    struct pp_json *array = pp_json_array(parent, "registry");
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_registry_fact *value = &facts[i].as.registry;
        if (facts[i].kind != PP_FACT_REGISTRY) {
            continue;
        }
        struct pp_json *row = pp_json_append_object(array);
        pp_json_add_sv(row, "key", value->key);
        pp_json_add_sv(row, "name", value->name);
        pp_json_add_str(row, "type", pp_registry_type_name(value->type));
        pp_add_registry_value(row, "value", value);
        pp_add_source(row, &facts[i].place);
    }
}

/* A feature by its usual name: any of Windows' own names for it will do. */
static enum pp_tri feature_state(const struct pp_machine *machine,
                                 const char *const names[2])
{
    enum pp_tri state = PP_UNKNOWN;
    for (int i = 0; i < 2 && state == PP_UNKNOWN; i++) {
        state = pp_machine_feature(machine, pp_sv_from(names[i]));
    }
    return state;
}

static void add_features(struct pp_json *parent,
                         const struct pp_machine *machine)
{
    static const struct {
        const char *key;
        const char *names[2];
    } known[] = {
        {"hyper-v", {"Microsoft-Hyper-V-All", "Microsoft-Hyper-V"}},
        {"containers", {"Containers", ""}},
        {"wsl", {"Microsoft-Windows-Subsystem-Linux", ""}},
        {"virtual-machine-platform", {"VirtualMachinePlatform", ""}},
    };
    struct pp_json *object = pp_json_object(parent, "features");
    for (size_t i = 0; i < PP_ARRAY_LEN(known); i++) {
        pp_json_add_tri(
            object, known[i].key, feature_state(machine, known[i].names));
    }
}

static void add_services(struct pp_json *parent,
                         const struct pp_machine *machine)
{
    static const char *const names[] = {"winnat", "hns"};
    struct pp_json *object = pp_json_object(parent, "services");
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        enum pp_tri is_running =
            pp_machine_service(machine, pp_sv_from(names[i]));
        pp_json_add_str(object,
                        names[i],
                        is_running == PP_UNKNOWN ? NULL
                        : is_running == PP_YES   ? "running"
                                                 : "stopped");
    }
}

void pp_machine_json(struct pp_json *parent, const struct pp_machine *machine)
{
    struct pp_json *object = pp_json_object(parent, "machine");
    add_os(object, pp_machine_os(machine));
    add_protocol(object, machine, PP_TCP);
    add_protocol(object, machine, PP_UDP);
    add_registry(object, machine);
    add_features(object, machine);
    add_services(object, machine);
}
