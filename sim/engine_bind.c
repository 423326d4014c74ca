/*
 * Programs that bind and close ports. What bind() answers is said in one
 * place, pp_bind_judge; here the port is looked up and the answer kept.
 */
#include "engine_rules.h"

static void tell_clash(struct rule *rule, uint16_t port)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active &&
            pp_range_contains(at->claims[i].range, port)) {
            outcome_clash_claim(rule->outcome, &at->claims[i]);
            return;
        }
    }
    for (size_t i = 0; i < at->socket_count; i++) {
        if (at->sockets[i].port == port) {
            outcome_clash_socket(rule->outcome, &at->sockets[i]);
            return;
        }
    }
}

/* Who holds a port that is not bound but reserved by its kind of binding. */
static enum pp_owner owner_of_kind(enum pp_bind_kind kind)
{
    switch (kind) {
    case PP_BIND_HTTP_SYS:
        return PP_OWNER_HTTP_SYS;
    case PP_BIND_CONTAINER:
        return PP_OWNER_PUBLISHED_PORT;
    case PP_BIND_RESERVATION:
        return PP_OWNER_PERSISTENT_API;
    case PP_BIND_PLAIN:
    case PP_BIND_REUSE:
    case PP_BIND_EXCLUSIVE:
    case PP_BIND_QUIC:
        break;
    }
    return PP_OWNER_UNKNOWN;
}

static enum pp_status add_row(struct rule *rule, uint16_t port)
{
    enum pp_owner owner = owner_of_kind(rule->step->bind_kind);
    struct pps_claim claim = {
        .range = {port, port},
        .is_active = true,
        .is_from_step = true,
        .is_administered = PP_NO,
        .is_persistent = owner == PP_OWNER_PERSISTENT_API ? PP_YES : PP_NO,
        .family = PP_FAMILY_BOTH,
        .owner = owner,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .reason = "bound by a step",
    };
    return add_claim(rule, rule->step->protocol, &claim);
}

static enum pp_status add_socket(struct rule *rule, uint16_t port)
{
    struct pps_socket socket = {port, NULL};
    struct pps_change change =
        change_of_port(PPS_ADD, rule->step->protocol, port);
    PP_TRY(pps_state_add_socket(rule->state, rule->step->protocol, &socket));
    return outcome_add(rule->outcome, &change);
}

enum pp_status rule_bind(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    uint16_t port = (uint16_t)step->ports.start;
    struct pp_port_state seen =
        pps_state_port(rule->state, step->protocol, port);
    const struct pp_bind_request request = {.kind = step->bind_kind,
                                            .protocol = step->protocol};
    struct pp_bind_answer answer = pp_bind_judge(&request, &seen);
    rule->outcome->verdict = answer.verdict;
    rule->outcome->verdict_port = port;
    if (answer.error != PP_WIN_OK) {
        tell_clash(rule, port);
        outcome_refuse(rule->outcome, answer.error);
        return PP_OK;
    }
    if (!seen.is_table_known) {
        outcome_note(rule->outcome, PPS_NOTE_TABLE_UNKNOWN);
    }
    return owner_of_kind(step->bind_kind) == PP_OWNER_UNKNOWN
               ? add_socket(rule, port)
               : add_row(rule, port);
}

static enum pp_status close_sockets(struct rule *rule, uint16_t port)
{
    enum pp_protocol protocol = rule->step->protocol;
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->socket_count;) {
        if (at->sockets[i].port != port) {
            i++;
            continue;
        }
        struct pps_change change = change_of_port(PPS_REMOVE, protocol, port);
        PP_TRY(outcome_add(rule->outcome, &change));
        pps_state_remove_socket(rule->state, protocol, i);
    }
    return PP_OK;
}

/* Rows that a bind of another kind has made; never a captured one, nor a
 * range. */
static enum pp_status close_rows(struct rule *rule, uint16_t port)
{
    enum pp_protocol protocol = rule->step->protocol;
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count;) {
        struct pps_claim claim = at->claims[i];
        bool is_it = claim.is_from_step && claim.is_administered == PP_NO &&
                     claim.range.first == port && claim.range.last == port;
        if (!is_it) {
            i++;
            continue;
        }
        PP_TRY(remove_claim(rule, protocol, i));
    }
    return PP_OK;
}

enum pp_status rule_close(struct rule *rule)
{
    uint16_t port = (uint16_t)rule->step->ports.start;
    PP_TRY(close_sockets(rule, port));
    PP_TRY(close_rows(rule, port));
    if (rule->outcome->change_count == 0) {
        outcome_note(rule->outcome, PPS_NOTE_NOTHING_BOUND);
    }
    return PP_OK;
}
