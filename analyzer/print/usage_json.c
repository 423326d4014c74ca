/* The member `usage`. */
#include "usage_json.h"

#include "portplan/usage.h"

static void add_process(struct pp_json *row, const struct pp_usage_process *one)
{
    pp_json_add_u64_if(row, "pid", one->has_pid, one->pid);
    pp_json_add_known(row, "process", one->process);
    pp_json_add_str(
        row, "state", one->has_state ? pp_socket_state_name(one->state) : NULL);
    pp_json_add_u64(row, "count", one->count);
}

static void add_remote(struct pp_json *row, const struct pp_usage_remote *one)
{
    pp_json_add_known(row, "address", one->address);
    pp_json_add_u64_if(row, "port", one->port != 0, one->port);
    pp_json_add_u64(row, "count", one->count);
}

static void add_groups(struct pp_json *object, const struct pp_usage *usage)
{
    struct pp_json *states = pp_json_object(object, "by_state");
    for (unsigned i = PP_SOCKET_LISTENING; i < PP_SOCKET_STATE_COUNT; i++) {
        if (usage->by_state[i] > 0) {
            pp_json_add_u64(states,
                            pp_socket_state_name((enum pp_socket_state)i),
                            usage->by_state[i]);
        }
    }
    struct pp_json *rows = pp_json_array(object, "by_process");
    for (size_t i = 0; i < usage->process_count; i++) {
        add_process(pp_json_append_object(rows), &usage->by_process[i]);
    }
    rows = pp_json_array(object, "by_remote");
    for (size_t i = 0; i < usage->remote_count; i++) {
        add_remote(pp_json_append_object(rows), &usage->by_remote[i]);
    }
}

static void add_holder(struct pp_json *object, const struct pp_usage *usage)
{
    if (usage->holder.count == 0) {
        pp_json_add_null(object, "holder");
        return;
    }
    struct pp_json *holder = pp_json_object(object, "holder");
    add_process(holder, &usage->holder);
    if (usage->remote.count > 0) {
        add_remote(pp_json_object(holder, "remote"), &usage->remote);
    } else {
        pp_json_add_null(holder, "remote");
    }
}

void pp_add_usage(struct pp_json *parent,
                  const char *key,
                  const struct pp_machine *machine,
                  enum pp_protocol protocol)
{
    struct pp_usage usage;
    enum pp_status status = pp_machine_usage(machine, protocol, &usage);
    if (status != PP_OK) {
        pp_json_fail(parent, status);
        return;
    }
    if (usage.sockets == 0) {
        pp_json_add_null(parent, key);
        return;
    }
    struct pp_json *object = pp_json_object(parent, key);
    pp_json_add_u64(object, "sockets", usage.sockets);
    pp_json_add_u64(object, "taken", usage.taken);
    pp_json_add_u64(object, "free", usage.free);
    pp_json_add_bool(object, "counted", usage.is_counted);
    pp_json_add_bool(object, "partial", pp_usage_is_partial(&usage));
    pp_json_add_bool(object, "hides_bound", usage.hides_bound);
    add_groups(object, &usage);
    pp_json_add_str(object, "verdict", pp_usage_verdict_name(usage.verdict));
    pp_json_add_str(object, "cause", pp_usage_cause_name(usage.cause));
    add_holder(object, &usage);
    pp_json_add_str(
        object,
        "basis",
        pp_basis_name(pp_machine_dynamic(machine, protocol)->basis));
}
