/*
 * netsh add and delete excludedportrange, netsh set dynamicport
 * (docs/ports-on-windows.md#netsh).
 */
#include "engine_reserve.h"

#include "model/ephemeral.h"
#include "model/evidence.h"
#include "outcome.h"
#include "sim/state/mirrored_place.h"

enum {
    /* "The minimum start port is 1025" (KB929851), though 1024 is accepted
     * in the field (microsoft/WSL#12351; U-18). */
    DYNAMIC_FIRST_ADVISED = 1025,
};

/* CreatePersistentTcpPortReservation: ERROR_INVALID_PARAMETER for a start or
 * count of 0 and for an end above 65535. */
static bool range_of_ports(const struct pps_ports *ports,
                           struct pp_range *ret_range)
{
    return ports->start > 0 &&
           pp_range_from_count(ports->start, ports->count, ret_range);
}

/* A socket of the range that refuses the reservation, which the outcome then
 * names; one that does not is worth a word. */
static bool find_socket_clash(struct rule *rule, struct pp_range range)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    for (size_t i = 0; i < at->socket_count; i++) {
        const struct pps_socket *socket = &at->sockets[i];
        if (!pp_range_contains(range, socket->port)) {
            continue;
        }
        if (pps_socket_is_holder(socket)) {
            pps_outcome_clash_socket(rule->outcome, socket);
        } else {
            pps_outcome_note(rule->outcome, PPS_NOTE_TIME_WAIT);
        }
        if (pps_socket_refuses_reservation(socket,
                                           &rule->engine->assumptions)) {
            pps_outcome_clash_socket(rule->outcome, socket);
            return true;
        }
    }
    return false;
}

/* Whether something holds a port of the range, which the outcome then names. */
static bool find_clash(struct rule *rule, struct pp_range range)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    const struct pps_claim *claim = pps_protocol_claim_over(at, range);
    if (claim != NULL) {
        pps_outcome_clash_claim(rule->outcome, claim);
        return true;
    }
    return find_socket_clash(rule, range);
}

/* With tables (U-16) or dynamic ranges (U-17) of their own, what is done for
 * IPv6 is not seen here. */
static bool is_unseen(struct rule *rule, enum pp_assumption share, uint8_t no)
{
    bool is_other =
        rule->step->family == PP_FAMILY_IPV6 && assumed(rule, share) == no;
    if (is_other) {
        pps_outcome_note(rule->outcome, PPS_NOTE_OTHER_FAMILY);
        rule->outcome->message = "Ok.";
    }
    return is_other;
}

static bool is_other_table(struct rule *rule)
{
    return is_unseen(rule, PP_ASSUME_FAMILIES_SHARE, PP_FAMILIES_SHARE_NO);
}

/* U-12 */
static uint16_t lowest_added(const struct rule *rule)
{
    return assumed(rule, PP_ASSUME_ADD_LOWEST) == PP_ADD_LOWEST_1024 ? 1024 : 1;
}

enum pp_status pps_rule_reserve(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    struct pp_range range;
    if (!range_of_ports(&step->ports, &range) ||
        range.first < lowest_added(rule)) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_INVALID_PARAMETER);
    }
    if (is_other_table(rule)) {
        return PP_OK;
    }
    if (find_clash(rule, range)) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_SHARING_VIOLATION);
    }
    struct pps_claim claim =
        pps_claim_of_step(range, PP_OWNER_ADMINISTRATOR, "reserved by a step");
    claim.is_administered = PP_YES;
    claim.is_persistent = step->store == PP_STORE_PERSISTENT ? PP_YES : PP_NO;
    PP_TRY(pps_add_claim(rule, step->protocol, &claim));
    rule->outcome->message = "Ok.";
    pps_outcome_note(rule->outcome, PPS_NOTE_REFUSES_OTHERS);
    if (step->store == PP_STORE_ACTIVE) {
        pps_outcome_note(rule->outcome, PPS_NOTE_UNTIL_REBOOT);
    }
    if (pps_may_be_mirrored(rule->state, range)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WSL_MAY_HOLD);
    }
    if (pps_is_mirrored_place(rule->state, &rule->engine->assumptions, range)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_WSL_NOT_KEPT_OFF);
    }
    if (!rule->state->protocols[step->protocol].is_table_known) {
        pps_outcome_note(rule->outcome, PPS_NOTE_TABLE_UNKNOWN);
    }
    return PP_OK;
}

static bool is_administered(const struct pps_claim *claim)
{
    return pp_span_bit_of(claim->owner, claim->is_administered) ==
           PP_SPAN_STARRED_ROW;
}

/* The row of exactly this range, or SIZE_MAX. Two rows merged, or part of one,
 * do not match. */
static size_t exact_match(const struct pps_protocol_state *at,
                          struct pp_range range)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active &&
            pp_range_equal(at->claims[i].range, range)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Takes the row away; with store=active the persistent store keeps it. */
static enum pp_status delete_row(struct rule *rule, size_t index)
{
    enum pp_protocol protocol = rule->step->protocol;
    struct pps_claim claim = rule->state->protocols[protocol].claims[index];
    struct pps_change change =
        pps_change_of_claim(PPS_REMOVE, protocol, &claim);
    PP_TRY(pps_outcome_add(rule->outcome, &change));
    if (rule->step->store == PP_STORE_ACTIVE && claim.is_persistent != PP_NO) {
        pps_state_set_active(rule->state, protocol, index, false);
        pps_outcome_note(rule->outcome, PPS_NOTE_COMES_BACK);
    } else {
        pps_state_remove_claim(rule->state, protocol, index);
    }
    if (claim.owner == PP_OWNER_HNS_EXCLUDED_RANGE) {
        pps_outcome_note(rule->outcome, PPS_NOTE_HNS_MAKES_AGAIN);
    }
    rule->outcome->message = "Ok.";
    return PP_OK;
}

enum pp_status pps_rule_unreserve(struct rule *rule)
{
    const struct pps_protocol_state *at =
        &rule->state->protocols[rule->step->protocol];
    struct pp_range range;
    if (!range_of_ports(&rule->step->ports, &range)) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_INVALID_PARAMETER);
    }
    if (is_other_table(rule)) {
        return PP_OK;
    }
    size_t index = exact_match(at, range);
    if (index == SIZE_MAX) {
        const struct pps_claim *near = pps_protocol_claim_over(at, range);
        if (near != NULL) {
            pps_outcome_clash_claim(rule->outcome, near);
        }
        return pps_outcome_refuse(rule->outcome,
                                  assumed(rule, PP_ASSUME_DELETE_UNMATCHED) ==
                                          PP_DELETE_UNMATCHED_FILE
                                      ? PP_WIN_FILE_NOT_FOUND
                                      : ERROR_ELEMENT_NOT_FOUND);
    }
    if (!is_administered(&at->claims[index]) &&
        assumed(rule, PP_ASSUME_DELETE_FOREIGN) == PP_DELETE_FOREIGN_DENIED) {
        pps_outcome_clash_claim(rule->outcome, &at->claims[index]);
        pps_outcome_note(rule->outcome, PPS_NOTE_DELETE_DOUBTFUL);
        return pps_outcome_refuse(rule->outcome, PP_WIN_ACCESS_DENIED);
    }
    return delete_row(rule, index);
}

enum pp_status pps_set_dynamic(struct rule *rule,
                               enum pp_protocol protocol,
                               struct pp_range range,
                               enum pp_basis basis)
{
    struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pps_change change = {
        .op = PPS_REMOVE,
        .what = PPS_WHAT_DYNAMIC,
        .protocol = protocol,
        .range = at->dynamic.range,
    };
    bool is_same = pp_range_equal(at->dynamic.range, range);
    if (!is_same) {
        PP_TRY(pps_outcome_add(rule->outcome, &change));
        change.op = PPS_ADD;
        change.range = range;
        PP_TRY(pps_outcome_add(rule->outcome, &change));
    }
    at->dynamic = (struct pp_dynamic){
        .range = range,
        .basis = basis,
        .reason = basis == PP_BASIS_REGISTRY ? "MaxUserPort, set by a step"
                                             : "set by a step",
    };
    return PP_OK;
}

enum pp_status pps_rule_dynamic(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    const struct pp_netsh_range asked = {step->ports.start, step->ports.count};
    struct pp_range range;
    if (!range_of_ports(&step->ports, &range) ||
        pp_netsh_refusal(asked, &rule->engine->assumptions) != NULL) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_INVALID_PARAMETER);
    }
    if (is_unseen(rule,
                  PP_ASSUME_FAMILIES_SHARE_DYNAMIC,
                  PP_FAMILIES_SHARE_DYNAMIC_NO)) {
        return PP_OK;
    }
    struct pps_protocol_state *at = &rule->state->protocols[step->protocol];
    PP_TRY(pps_set_dynamic(rule, step->protocol, range, PP_BASIS_CAPTURED));
    if (step->store == PP_STORE_PERSISTENT) {
        at->dynamic_persistent = range;
        at->is_dynamic_from_netsh = true;
    } else {
        pps_outcome_note(rule->outcome, PPS_NOTE_UNTIL_REBOOT);
    }
    if (range.first < DYNAMIC_FIRST_ADVISED) {
        pps_outcome_note(rule->outcome, PPS_NOTE_START_1024);
    }
    if (pps_state_block_count(rule->state, step->protocol) > 0) {
        pps_outcome_note(rule->outcome, PPS_NOTE_BLOCKS_STAY);
    }
    rule->outcome->message = "Ok.";
    return PP_OK;
}
