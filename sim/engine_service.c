/*
 * Starting and stopping winnat and HNS, by net, sc or PowerShell: each tool
 * has its own answer to what is already done
 * (docs/ports-on-windows.md#winnat-and-hns).
 */
#include "engine_rules.h"

/* What `net` prints; the display names are those of Windows 10. */
struct service_texts {
    const char *started;
    const char *stopped;
    const char *not_started; /* NET HELPMSG 3521 */
};

static const struct service_texts texts[PPS_SERVICE_COUNT] = {
    [PPS_WINNAT] =
        {
            "The Windows NAT Driver service was started successfully.",
            "The Windows NAT Driver service was stopped successfully.",
            "The Windows NAT Driver service is not started.",
        },
    [PPS_HNS] =
        {
            "The Host Network Service service was started successfully.",
            "The Host Network Service service was stopped successfully.",
            "The Host Network Service service is not started.",
        },
};

/* PP_UNKNOWN stays what it is unless blocks prove that something runs. */
static enum pp_tri running_state(const struct pps_state *state,
                                 enum pps_service service)
{
    bool has_blocks = pps_state_block_count(state, PP_TCP) > 0 ||
                      pps_state_block_count(state, PP_UDP) > 0;
    if (state->is_running[service] == PP_UNKNOWN && has_blocks) {
        return PP_YES;
    }
    return state->is_running[service];
}

static enum pp_status
note_service(struct rule *rule, enum pps_service service, enum pps_change_op op)
{
    struct pps_change change =
        change_of_name(op, PPS_WHAT_SERVICE, pps_service_name(service));
    rule->state->is_running[service] = op == PPS_ADD ? PP_YES : PP_NO;
    return outcome_add(rule->outcome, &change);
}

static enum pp_status stop_service(struct rule *rule)
{
    PP_TRY(release_blocks(rule, BLOCKS_OF_WINNAT));
    if (rule->step->service == PPS_HNS) {
        PP_TRY(release_blocks(rule, BLOCKS_OF_LOAD_BALANCER));
    }
    outcome_note(rule->outcome, PPS_NOTE_DISCONNECTS);
    return note_service(rule, rule->step->service, PPS_REMOVE);
}

/* HNS makes its own row and pools, and starts winnat for the rest. */
static enum pp_status start_hns(struct rule *rule)
{
    PP_TRY(remake_hns_row(rule));
    PP_TRY(remake_blocks(rule, BLOCKS_OF_LOAD_BALANCER));
    if (rule->state->is_running[PPS_WINNAT] != PP_NO ||
        !wants_blocks(rule->state, true)) {
        return PP_OK;
    }
    return note_service(rule, PPS_WINNAT, PPS_ADD);
}

static enum pp_status start_service(struct rule *rule)
{
    PP_TRY(note_service(rule, rule->step->service, PPS_ADD));
    if (rule->step->service == PPS_HNS) {
        PP_TRY(start_hns(rule));
    }
    /* winnat reserves what HNS asks it for, and nothing by itself. */
    if (rule->state->is_running[PPS_HNS] == PP_NO ||
        !wants_blocks(rule->state, true)) {
        outcome_note(rule->outcome, PPS_NOTE_NOTHING_RESERVED);
        return PP_OK;
    }
    return remake_blocks(rule, BLOCKS_OF_WINNAT);
}

enum pp_status rule_start(struct rule *rule)
{
    enum pps_service service = rule->step->service;
    if (running_state(rule->state, service) != PP_YES) {
        rule->outcome->message = texts[service].started;
        return start_service(rule);
    }
    switch (rule->step->tool) {
    case PPS_TOOL_NET:
        outcome_refuse(rule->outcome, ERROR_NET_ALREADY_STARTED);
        break;
    case PPS_TOOL_SC:
        outcome_refuse(rule->outcome, PP_WIN_ALREADY_RUNNING);
        break;
    case PPS_TOOL_POWERSHELL:
        break; /* Start-Service is content with what is */
    }
    return PP_OK;
}

enum pp_status rule_stop(struct rule *rule)
{
    enum pps_service service = rule->step->service;
    if (running_state(rule->state, service) != PP_NO) {
        rule->outcome->message = texts[service].stopped;
        return stop_service(rule);
    }
    switch (rule->step->tool) {
    case PPS_TOOL_NET:
        rule->outcome->error = ERROR_NET_NOT_STARTED;
        rule->outcome->message = texts[service].not_started;
        break;
    case PPS_TOOL_SC:
        outcome_refuse(rule->outcome, PP_WIN_NOT_STARTED);
        break;
    case PPS_TOOL_POWERSHELL:
        break;
    }
    return PP_OK;
}

enum pp_status rule_restart(struct rule *rule)
{
    if (running_state(rule->state, rule->step->service) != PP_NO) {
        PP_TRY(stop_service(rule));
    }
    rule->outcome->message = texts[rule->step->service].started;
    return start_service(rule);
}
