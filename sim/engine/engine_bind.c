/*
 * Programs that bind and close ports, and what is expected of ports. What
 * bind() answers is said in one place, portplan/bind.h; here the port is looked
 * up and the answer kept.
 */
#include "engine_bind.h"

#include "model/bind_conflict.h"
#include "model/holder.h"
#include "outcome.h"

/* --- what is in the way --- */

static struct pp_bind_request request_of(const struct rule *rule)
{
    return (struct pp_bind_request){
        .kind = rule->step->bind_kind,
        .protocol = rule->step->protocol,
        .address = rule->step->address,
        .rules = pps_state_bind_rules(rule->state, &rule->engine->assumptions),
    };
}

/* The port as the request meets it: with an address, socket by socket. */
static struct pp_port_state look_at(const struct rule *rule,
                                    const struct pp_bind_request *request,
                                    uint16_t port)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    struct pp_port_state seen =
        pps_state_port(rule->state, rule->step->protocol, port);
    if (request->address.kind == PP_ADDRESS_UNKNOWN || !seen.is_in_use) {
        return seen;
    }
    seen.is_in_use = false;
    for (size_t i = 0; i < at->socket_count; i++) {
        const struct pps_socket *socket = &at->sockets[i];
        if (socket->port == port && pps_socket_is_holder(socket)) {
            struct pp_holder holder =
                pps_socket_holder(socket, &rule->engine->assumptions);
            pp_bind_meet(request, &holder, &seen);
        }
    }
    return seen;
}

/* Whether the sockets of the port all have specific addresses, beside which
 * the wildcard could still be bound. */
static bool is_wildcard_left(const struct rule *rule, uint16_t port)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    struct pp_bind_request request = request_of(rule);
    if (!pp_bind_has_address(request.kind)) {
        return false;
    }
    request.address = (struct pp_address){.kind = PP_ADDRESS_WILDCARD,
                                          .family = PP_FAMILY_IPV4};
    for (size_t i = 0; i < at->socket_count; i++) {
        if (at->sockets[i].port != port ||
            !pps_socket_is_holder(&at->sockets[i])) {
            continue;
        }
        struct pp_holder holder =
            pps_socket_holder(&at->sockets[i], &rule->engine->assumptions);
        if (holder.address.kind != PP_ADDRESS_SPECIFIC) {
            return false;
        }
    }
    struct pp_port_state seen = look_at(rule, &request, port);
    return pp_bind_judge(&request, &seen).error == PP_WIN_OK;
}

/* Whether this socket alone would refuse the request. */
static bool is_in_the_way(const struct rule *rule,
                          const struct pp_bind_request *request,
                          const struct pps_socket *socket)
{
    if (request->address.kind == PP_ADDRESS_UNKNOWN) {
        return true;
    }
    struct pp_holder holder =
        pps_socket_holder(socket, &rule->engine->assumptions);
    return pp_bind_conflict(request, &holder) != PP_WIN_OK;
}

static void name_socket(struct rule *rule,
                        const struct pp_bind_request *request,
                        uint16_t port)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    for (size_t i = 0; i < at->socket_count; i++) {
        if (at->sockets[i].port == port &&
            pps_socket_is_holder(&at->sockets[i]) &&
            is_in_the_way(rule, request, &at->sockets[i])) {
            pps_outcome_clash_socket(rule->outcome, &at->sockets[i]);
            return;
        }
    }
}

static void name_row(struct rule *rule, uint16_t port)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    const struct pps_claim *claim =
        pps_protocol_claim_over(at, (struct pp_range){port, port});
    if (claim != NULL) {
        pps_outcome_clash_claim(rule->outcome, claim);
    }
}

static void refuse(struct rule *rule,
                   const struct pp_bind_request *request,
                   const struct pp_bind_answer *answer,
                   uint16_t port)
{
    if (answer->rule == PP_BIND_RULE_HOLDER && !answer->is_reuse_defect) {
        name_socket(rule, request, port);
    } else {
        name_row(rule, port);
    }
    (void)pps_outcome_refuse(rule->outcome, answer->error);
    if (answer->is_reuse_defect) {
        pps_outcome_note(rule->outcome, PPS_NOTE_REUSE_DEFECT);
    } else if (request->address.kind == PP_ADDRESS_UNKNOWN &&
               answer->rule == PP_BIND_RULE_HOLDER &&
               is_wildcard_left(rule, port)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WILDCARD_LEFT);
    }
}

/* --- the bind --- */

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

static bool is_owner_of_bind(enum pp_owner owner)
{
    return owner == PP_OWNER_HTTP_SYS || owner == PP_OWNER_PUBLISHED_PORT ||
           owner == PP_OWNER_PERSISTENT_API;
}

static enum pp_status add_row(struct rule *rule, uint16_t port)
{
    enum pp_owner owner = owner_of_kind(rule->step->bind_kind);
    bool has_star =
        owner == PP_OWNER_PERSISTENT_API &&
        assumed(rule, PP_ASSUME_PERSISTENT_API_MARK) == PP_PERSISTENT_API_STAR;
    struct pps_claim claim = pps_claim_of_step(
        (struct pp_range){port, port}, owner, "bound by a step");
    claim.is_administered = has_star ? PP_YES : PP_NO;
    claim.is_persistent = owner == PP_OWNER_PERSISTENT_API ? PP_YES : PP_NO;
    return pps_add_claim(rule, rule->step->protocol, &claim);
}

static enum pp_status add_socket(struct rule *rule, uint16_t port)
{
    const struct pps_socket socket = {
        .port = port,
        .options = pp_bind_has_address(rule->step->bind_kind)
                       ? rule->step->bind_kind
                       : PP_BIND_PLAIN,
        .address = rule->step->address,
    };
    struct pps_change change =
        pps_change_of_port(PPS_ADD, rule->step->protocol, port);
    PP_TRY(pps_state_add_socket(rule->state, rule->step->protocol, &socket));
    return pps_outcome_add(rule->outcome, &change);
}

enum pp_status pps_rule_bind(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    uint16_t port = (uint16_t)step->ports.start;
    struct pp_bind_request request = request_of(rule);
    struct pp_port_state seen = look_at(rule, &request, port);
    struct pp_bind_answer answer = pp_bind_judge(&request, &seen);
    rule->outcome->verdict = answer.verdict;
    rule->outcome->verdict_port = port;
    if (answer.error != PP_WIN_OK) {
        refuse(rule, &request, &answer, port);
        return PP_OK;
    }
    if (seen.is_in_use) {
        pps_outcome_note(rule->outcome, PPS_NOTE_BESIDE);
    }
    if (answer.rule == PP_BIND_RULE_SHARED_URL) {
        return PP_OK; /* the row is there */
    }
    if (!seen.is_table_known) {
        pps_outcome_note(rule->outcome, PPS_NOTE_TABLE_UNKNOWN);
    }
    if (seen.may_be_mirrored) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WSL_MAY_HOLD);
    }
    return owner_of_kind(step->bind_kind) == PP_OWNER_UNKNOWN
               ? add_socket(rule, port)
               : add_row(rule, port);
}

/* What waits is over by itself, not by a program. */
static bool is_not_closed(const struct pps_socket *socket, const void *user)
{
    const uint16_t *port = user;
    return socket->port != *port || !pps_socket_is_holder(socket);
}

static enum pp_status close_sockets(struct rule *rule, uint16_t port)
{
    enum pp_protocol protocol = rule->step->protocol;
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    if (!pp_portset_test(&at->used, port)) {
        return PP_OK;
    }
    struct pps_change change = pps_change_of_port(PPS_REMOVE, protocol, port);
    pps_state_keep_sockets(rule->state, protocol, is_not_closed, &port);
    return pps_outcome_add(rule->outcome, &change);
}

/* Rows that a bind of another kind has made; never a captured one, nor a
 * range. */
static enum pp_status close_rows(struct rule *rule, uint16_t port)
{
    enum pp_protocol protocol = rule->step->protocol;
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count;) {
        struct pps_claim claim = at->claims[i];
        bool is_it = claim.is_from_step && is_owner_of_bind(claim.owner) &&
                     claim.range.first == port && claim.range.last == port;
        if (!is_it) {
            i++;
            continue;
        }
        PP_TRY(pps_remove_claim(rule, protocol, i));
    }
    return PP_OK;
}

enum pp_status pps_rule_close(struct rule *rule)
{
    uint16_t port = (uint16_t)rule->step->ports.start;
    PP_TRY(close_sockets(rule, port));
    PP_TRY(close_rows(rule, port));
    if (rule->outcome->change_count == 0) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOTHING_BOUND);
    }
    return PP_OK;
}

/* --- expectations: true or not in the state of one run --- */

/* What a row of the table does to the port, as far as it is asked. */
static bool is_excluded(const struct pps_expect *expect,
                        const struct pp_port_state *port)
{
    if (expect->is_administered_only) {
        return port->has_administered_exclusion;
    }
    return port->has_plain_exclusion || port->has_administered_exclusion ||
           port->has_unclear_exclusion;
}

static bool is_as_expected(const struct pps_expect *expect,
                           const struct pp_port_state *port,
                           enum pp_verdict verdict)
{
    switch (expect->kind) {
    case PPS_EXPECT_VERDICT:
        return verdict == expect->verdict;
    case PPS_EXPECT_BINDABLE:
        return pp_verdict_is_yes(verdict);
    case PPS_EXPECT_EXCLUDED:
        return port->is_table_known && is_excluded(expect, port);
    case PPS_EXPECT_NOT_EXCLUDED:
        return port->is_table_known && !is_excluded(expect, port);
    case PPS_EXPECT_OUTCOME:
        break;
    }
    return false;
}

enum pp_status pps_rule_expect(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    struct pps_outcome *outcome = rule->outcome;
    if (step->expect.kind == PPS_EXPECT_OUTCOME) {
        outcome->is_held = rule->state->last_error == step->expect.error;
        return PP_OK;
    }
    /* A real range, or the step would not have been read. */
    uint32_t end = step->ports.start + step->ports.count;
    const struct pp_bind_request request = {
        .kind = PP_BIND_PLAIN,
        .protocol = step->protocol,
        .rules = pps_state_bind_rules(rule->state, &rule->engine->assumptions),
    };
    outcome->is_held = true;
    for (uint32_t p = step->ports.start; p < end && outcome->is_held; p++) {
        uint16_t port = (uint16_t)p;
        struct pp_port_state seen =
            pps_state_port(rule->state, step->protocol, port);
        outcome->verdict = pp_bind_judge(&request, &seen).verdict;
        outcome->verdict_port = port;
        outcome->is_held =
            is_as_expected(&step->expect, &seen, outcome->verdict);
    }
    return PP_OK;
}
