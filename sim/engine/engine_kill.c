/*
 * A process that ends lets go of its ports. Which ports are whose the captured
 * sockets say; what a step bound belongs to nobody and goes with its port.
 */
#include "engine_kill.h"

#include "base/bytes.h"
#include "outcome.h"

enum {
    PIDS_MAX = 32,  /* of holders of one port */
    PID_SYSTEM = 4, /* of the kernel, http.sys among it: it cannot be ended */
};

/* Who is to end. */
struct target {
    struct pp_sv name; /* empty: by number */
    uint32_t pids[PIDS_MAX];
    size_t pid_count;
    uint16_t port; /* 0: none. What a step bound there goes, too */
    bool is_here;  /* the sockets at hand are of the port's protocol */
};

/* Without `.exe`. */
static struct pp_sv bare(struct pp_sv name)
{
    static const struct pp_sv ending = PP_SV_INIT(".exe");
    bool is_long = name.len > ending.len;
    struct pp_sv tail =
        pp_sv_sub(name, is_long ? name.len - ending.len : name.len, ending.len);
    name.len -= pp_sv_equal_nocase(tail, ending) ? ending.len : 0;
    return name;
}

/* `com.docker*` is any name that begins so. */
static bool is_name_of(struct pp_sv wanted, struct pp_sv process)
{
    if (pp_sv_ends(wanted, PP_SV("*"))) {
        return pp_sv_starts_nocase(process,
                                   pp_sv_sub(wanted, 0, wanted.len - 1));
    }
    return process.len > 0 && pp_sv_equal_nocase(bare(wanted), bare(process));
}

static bool has_pid(const struct target *target, uint32_t pid)
{
    for (size_t i = 0; i < target->pid_count; i++) {
        if (target->pids[i] == pid) {
            return true;
        }
    }
    return false;
}

static bool is_kept(const struct pps_socket *socket, const void *user)
{
    const struct target *target = user;
    const struct pp_socket *captured = socket->captured;
    if (!pps_socket_is_holder(socket)) {
        return true;
    }
    if (captured == NULL) {
        return target->port == 0 || !target->is_here ||
               socket->port != target->port;
    }
    if (target->name.len > 0) {
        return !is_name_of(target->name, captured->process);
    }
    return !captured->has_pid || !has_pid(target, captured->pid);
}

/* The processes that hold the port. */
static void find_holders(const struct rule *rule, struct target *target)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    target->port = (uint16_t)rule->step->ports.start;
    for (size_t i = 0; i < at->socket_count; i++) {
        const struct pps_socket *socket = &at->sockets[i];
        bool is_it = socket->port == target->port && socket->captured != NULL &&
                     socket->captured->has_pid && pps_socket_is_holder(socket);
        if (is_it && !has_pid(target, socket->captured->pid) &&
            target->pid_count < PIDS_MAX) {
            target->pids[target->pid_count++] = socket->captured->pid;
        }
    }
}

static struct target find_target(const struct rule *rule)
{
    struct target target = {.name = rule->step->name};
    if (target.name.len == 0) {
        find_holders(rule, &target);
    } else if (pp_is_all_of(target.name, PP_DIGITS) &&
               pp_sv_to_u32(target.name, UINT32_MAX, &target.pids[0])) {
        target.pid_count = 1;
        target.name.len = 0;
    }
    return target;
}

static enum pp_status end_in(struct rule *rule,
                             struct target *target,
                             enum pp_protocol protocol,
                             bool *is_any)
{
    struct pp_portset *closed = NULL;
    struct pp_portset gone = rule->state->protocols[protocol].used;
    target->is_here = protocol == rule->step->protocol;
    pps_state_keep_sockets(rule->state, protocol, is_kept, target);
    pp_portset_subtract(&gone, &rule->state->protocols[protocol].used);
    *is_any |= pp_portset_next_set(&gone, 0) <= PP_PORT_MAX;
    PP_TRY(pps_outcome_closed(rule->outcome, &closed));
    if (closed != NULL) {
        closed[protocol] = gone;
    }
    return PP_OK;
}

enum pp_status pps_rule_kill(struct rule *rule)
{
    struct target target = find_target(rule);
    bool is_any = false;
    if (has_pid(&target, PID_SYSTEM)) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_ACCESS_DENIED);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(end_in(rule, &target, (enum pp_protocol)p, &is_any));
    }
    if (!is_any) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOTHING_BOUND);
    }
    return PP_OK;
}
