/*
 * Starting and stopping winnat and HNS, by net, sc or PowerShell: each tool
 * has its own answer to what is already done
 * (docs/ports-on-windows.md#winnat-and-hns).
 */
#include "engine_service.h"

#include "engine_blocks.h"
#include "engine_hns.h"
#include "engine_registry.h"
#include "outcome.h"

/* What `net` prints; the display names are those of Windows 10. */
struct service_texts {
    const char *started;
    const char *stopped;
    const char *not_started; /* NET HELPMSG 3521 */
};

static const struct service_texts texts[PPS_SERVICE_COUNT] = {
    [PPS_DOCKER] =
        {
            "The Docker Desktop Service service was started successfully.",
            "The Docker Desktop Service service was stopped successfully.",
            "The Docker Desktop Service service is not started.",
        },
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

static bool has_any_block(const struct pps_state *state)
{
    return pps_state_block_count(state, PP_TCP) > 0 ||
           pps_state_block_count(state, PP_UDP) > 0;
}

/* PP_UNKNOWN stays what it is unless blocks prove that something runs. */
enum pp_tri pps_running_state(const struct pps_state *state,
                              enum pps_service service)
{
    if (service != PPS_DOCKER && has_any_block(state) &&
        state->is_running[service] == PP_UNKNOWN) {
        return PP_YES;
    }
    return state->is_running[service];
}

static enum pp_status
note_service(struct rule *rule, enum pps_service service, enum pps_change_op op)
{
    struct pps_change change =
        pps_change_of_name(op, PPS_WHAT_SERVICE, pps_service_name(service));
    rule->state->is_running[service] = op == PPS_ADD ? PP_YES : PP_NO;
    return pps_outcome_add(rule->outcome, &change);
}

static enum pp_status stop_service(struct rule *rule)
{
    if (rule->step->service == PPS_DOCKER) {
        /* Which blocks are of its networks cannot be seen. */
        if (has_any_block(rule->state)) {
            pps_outcome_note(rule->outcome, PPS_NOTE_BLOCKS_STAY);
        }
        return note_service(rule, PPS_DOCKER, PPS_REMOVE);
    }
    PP_TRY(pps_release_claims(rule, PP_OWNER_WINNAT));
    if (rule->step->service == PPS_HNS) {
        PP_TRY(pps_release_claims(rule, PP_OWNER_HNS_LOAD_BALANCER));
    }
    pps_outcome_note(rule->outcome, PPS_NOTE_DISCONNECTS);
    return note_service(rule, rule->step->service, PPS_REMOVE);
}

/* HNS makes its own row and pools, and starts winnat for the rest. */
static enum pp_status start_hns(struct rule *rule)
{
    PP_TRY(pps_remake_hns_row(rule));
    PP_TRY(pps_remake_blocks(rule, BLOCKS_OF_LOAD_BALANCER, OCCASION_START));
    if (rule->state->is_running[PPS_WINNAT] != PP_NO ||
        !pps_wants_blocks(rule->state, true)) {
        return PP_OK;
    }
    if (rule->state->is_disabled[PPS_WINNAT]) { /* no blocks, then */
        pps_outcome_note(rule->outcome, PPS_NOTE_DISABLED);
        return PP_OK;
    }
    return note_service(rule, PPS_WINNAT, PPS_ADD);
}

/* Whether nothing is there that asks winnat for blocks, which is noted. */
static bool is_idle(struct rule *rule, bool is_explicit)
{
    bool is_on = rule->state->is_running[PPS_WINNAT] != PP_NO &&
                 rule->state->is_running[PPS_HNS] != PP_NO &&
                 pps_wants_blocks(rule->state, is_explicit);
    if (!is_on) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOTHING_RESERVED);
    }
    return !is_on;
}

/* Its NAT network takes one burst of blocks more. */
static enum pp_status start_docker(struct rule *rule)
{
    return is_idle(rule, true)
               ? PP_OK
               : pps_remake_blocks(rule, BLOCKS_OF_WINNAT, OCCASION_BURST);
}

static enum pp_status start_service(struct rule *rule)
{
    if (rule->state->is_disabled[rule->step->service]) {
        return pps_outcome_refuse(rule->outcome, ERROR_SERVICE_DISABLED);
    }
    rule->outcome->message = texts[rule->step->service].started;
    PP_TRY(note_service(rule, rule->step->service, PPS_ADD));
    if (rule->step->service == PPS_HNS) {
        PP_TRY(start_hns(rule));
    }
    if (rule->step->service == PPS_DOCKER) {
        return start_docker(rule);
    }
    /* winnat reserves what HNS asks it for, and nothing by itself. */
    if (rule->state->is_running[PPS_HNS] == PP_NO ||
        rule->state->is_running[PPS_WINNAT] == PP_NO ||
        !pps_wants_blocks(rule->state, true)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOTHING_RESERVED);
        return PP_OK;
    }
    if (rule->step->service == PPS_WINNAT &&
        assumed(rule, PP_ASSUME_WINNAT_START) == PP_WINNAT_START_NOTHING) {
        pps_outcome_note(rule->outcome, PPS_NOTE_BLOCKS_LATER);
        return PP_OK;
    }
    return pps_remake_blocks(rule, BLOCKS_OF_WINNAT, OCCASION_START);
}

/* Network adapters that go and come back make HNS build its networks anew
 * (docs/ports-on-windows.md#winnat-and-hns). */
enum pp_status pps_rule_adapter(struct rule *rule)
{
    if (is_idle(rule, false)) {
        return PP_OK;
    }
    PP_TRY(pps_release_claims(rule, PP_OWNER_WINNAT));
    return pps_remake_blocks(rule, BLOCKS_OF_WINNAT, OCCASION_START);
}

enum pp_status pps_rule_start(struct rule *rule)
{
    enum pps_service service = rule->step->service;
    if (pps_running_state(rule->state, service) != PP_YES) {
        return start_service(rule);
    }
    switch (rule->step->tool) {
    case PPS_TOOL_NET:
        return pps_outcome_refuse(rule->outcome, ERROR_NET_ALREADY_STARTED);
    case PPS_TOOL_SC:
        return pps_outcome_refuse(rule->outcome, PP_WIN_ALREADY_RUNNING);
    case PPS_TOOL_POWERSHELL:
        break; /* Start-Service is content with what is */
    }
    return PP_OK;
}

enum pp_status pps_rule_stop(struct rule *rule)
{
    enum pps_service service = rule->step->service;
    if (pps_running_state(rule->state, service) != PP_NO) {
        rule->outcome->message = texts[service].stopped;
        return stop_service(rule);
    }
    switch (rule->step->tool) {
    case PPS_TOOL_NET:
        rule->outcome->error = ERROR_NET_NOT_STARTED;
        rule->outcome->message = texts[service].not_started;
        break;
    case PPS_TOOL_SC:
        return pps_outcome_refuse(rule->outcome, PP_WIN_NOT_STARTED);
    case PPS_TOOL_POWERSHELL:
        break;
    }
    return PP_OK;
}

enum pp_status pps_rule_restart(struct rule *rule)
{
    if (pps_running_state(rule->state, rule->step->service) != PP_NO) {
        PP_TRY(stop_service(rule));
    }
    return start_service(rule);
}

/* How a service starts counts from the next start on; it runs as before. */
enum pp_status pps_rule_config(struct rule *rule)
{
    rule->state->is_disabled[rule->step->service] =
        rule->step->startup == PPS_STARTUP_DISABLED;
    rule->outcome->message = "[SC] ChangeServiceConfig SUCCESS";
    pps_outcome_note(rule->outcome, PPS_NOTE_START_TYPE);
    return PP_OK;
}
