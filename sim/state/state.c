/*
 * The simulated machine's state: claims and sockets in arrays, and the two
 * bitmaps that must follow them. Knows nothing of steps.
 */
#include "state.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "model/evidence.h"
#include "model/holder.h"
#include "model/machine.h"

static enum pp_status reserve_claims(struct pps_protocol_state *at,
                                     size_t extra)
{
    return pp_vec_reserve(&at->claims,
                          &at->claim_capacity,
                          at->claim_count,
                          extra,
                          sizeof(*at->claims),
                          UINT32_MAX);
}

static enum pp_status reserve_sockets(struct pps_protocol_state *at,
                                      size_t extra)
{
    return pp_vec_reserve(&at->sockets,
                          &at->socket_capacity,
                          at->socket_count,
                          extra,
                          sizeof(*at->sockets),
                          UINT32_MAX);
}

bool pps_socket_is_holder(const struct pps_socket *socket)
{
    return socket->captured == NULL || pp_socket_is_holder(socket->captured);
}

bool pps_socket_refuses_reservation(const struct pps_socket *socket,
                                    const struct pp_assumptions *assumptions)
{
    return assumptions->chosen[PP_ASSUME_ADD_OVER_USED] ==
               PP_ADD_OVER_USED_REFUSED &&
           (pps_socket_is_holder(socket) ||
            assumptions->chosen[PP_ASSUME_TIME_WAIT_RESERVE] ==
                PP_TIME_WAIT_RESERVE_REFUSED);
}

/* Puts back into `taken` what reaches into the range. */
static void restore_taken(struct pps_protocol_state *at, struct pp_range range)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active &&
            pp_range_overlaps(at->claims[i].range, range)) {
            pp_portset_set_range(&at->taken, at->claims[i].range);
        }
    }
    for (size_t i = 0; i < at->socket_count; i++) {
        if (pp_range_contains(range, at->sockets[i].port) &&
            pps_socket_is_holder(&at->sockets[i])) {
            pp_portset_set(&at->taken, at->sockets[i].port);
        }
    }
}

enum pp_status pps_state_add_claim(struct pps_state *state,
                                   enum pp_protocol protocol,
                                   const struct pps_claim *claim)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    if (at->claim_count == at->claim_capacity) { /* asked for every block */
        PP_TRY(reserve_claims(at, 1));
    }
    at->claims[at->claim_count++] = *claim;
    if (claim->is_active) {
        pp_portset_set_range(&at->taken, claim->range);
    }
    return PP_OK;
}

void pps_state_remove_claim(struct pps_state *state,
                            enum pp_protocol protocol,
                            size_t index)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    struct pps_claim gone = at->claims[index];
    /* The order is kept, so that changes are told as the table has them. */
    memmove(at->claims + index,
            at->claims + index + 1,
            (at->claim_count - index - 1) * sizeof(*at->claims));
    at->claim_count--;
    at->awaited_count -= gone.is_awaited;
    if (gone.is_active) {
        pp_portset_clear_range(&at->taken, gone.range);
        restore_taken(at, gone.range);
    }
}

static void mark_used(const struct pps_protocol_state *at,
                      struct pp_portset *used)
{
    for (size_t i = 0; i < at->socket_count; i++) {
        if (pps_socket_is_holder(&at->sockets[i])) {
            pp_portset_set(used, at->sockets[i].port);
        }
    }
}

void pps_state_remove_claims_of(struct pps_state *state,
                                enum pp_protocol protocol,
                                enum pp_owner owner)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    size_t kept = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active && at->claims[i].owner == owner) {
            pp_portset_clear_range(&at->taken, at->claims[i].range);
            continue;
        }
        if (kept < i) {
            at->claims[kept] = at->claims[i];
        }
        kept++;
    }
    if (kept < at->claim_count) {
        at->claim_count = kept;
        restore_taken(at, PP_RANGE_ALL);
    }
}

void pps_state_set_active(struct pps_state *state,
                          enum pp_protocol protocol,
                          size_t index,
                          bool is_active)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    struct pps_claim *claim = &at->claims[index];
    if (claim->is_active == is_active) {
        return;
    }
    claim->is_active = is_active;
    if (is_active) {
        pp_portset_set_range(&at->taken, claim->range);
    } else {
        pp_portset_clear_range(&at->taken, claim->range);
        restore_taken(at, claim->range);
    }
}

void pps_state_await(struct pps_state *state,
                     enum pp_protocol protocol,
                     size_t index)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    pps_state_set_active(state, protocol, index, false);
    at->awaited_count += !at->claims[index].is_awaited;
    at->claims[index].is_awaited = true;
}

enum pp_status pps_state_add_socket(struct pps_state *state,
                                    enum pp_protocol protocol,
                                    const struct pps_socket *socket)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    PP_TRY(reserve_sockets(at, 1));
    at->sockets[at->socket_count++] = *socket;
    if (pps_socket_is_holder(socket)) {
        pp_portset_set(&at->taken, socket->port);
        pp_portset_set(&at->used, socket->port);
    }
    return PP_OK;
}

void pps_state_keep_sockets(struct pps_state *state,
                            enum pp_protocol protocol,
                            bool (*is_kept)(const struct pps_socket *socket,
                                            const void *user),
                            const void *user)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    size_t kept = 0;
    for (size_t i = 0; i < at->socket_count; i++) {
        if (is_kept(&at->sockets[i], user)) {
            at->sockets[kept++] = at->sockets[i];
        }
    }
    if (kept == at->socket_count) {
        return;
    }
    at->socket_count = kept;
    pp_portset_subtract(&at->taken, &at->used);
    pp_portset_clear(&at->used);
    mark_used(at, &at->used);
    restore_taken(at, PP_RANGE_ALL);
}

/* The arrays and bitmaps of one protocol; the scalars were copied before. */
static enum pp_status copy_protocol(const struct pps_protocol_state *from,
                                    struct pps_protocol_state *to)
{
    to->claim_count = 0;
    to->socket_count = 0;
    PP_TRY(reserve_claims(to, from->claim_count));
    PP_TRY(reserve_sockets(to, from->socket_count));
    struct pps_claim *claims = to->claims;
    struct pps_socket *sockets = to->sockets;
    size_t claim_capacity = to->claim_capacity;
    size_t socket_capacity = to->socket_capacity;
    *to = *from;
    to->claims = claims;
    to->claim_capacity = claim_capacity;
    to->sockets = sockets;
    to->socket_capacity = socket_capacity;
    if (from->claim_count > 0) {
        memcpy(claims, from->claims, from->claim_count * sizeof(*claims));
    }
    if (from->socket_count > 0) {
        memcpy(sockets, from->sockets, from->socket_count * sizeof(*sockets));
    }
    return PP_OK;
}

enum pp_status pps_state_copy(const struct pps_state *other,
                              struct pps_state *state)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(copy_protocol(&other->protocols[p], &state->protocols[p]));
    }
    state->captured = other->captured;
    state->hns_values = other->hns_values;
    state->hns_row_lacking_permille = other->hns_row_lacking_permille;
    state->is_mirrored = other->is_mirrored;
    state->is_block_assumed = other->is_block_assumed;
    state->wsl_block = other->wsl_block;
    memcpy(state->is_running, other->is_running, sizeof(state->is_running));
    memcpy(state->is_disabled, other->is_disabled, sizeof(state->is_disabled));
    state->is_hypervisor_off = other->is_hypervisor_off;
    memcpy(state->is_enabled, other->is_enabled, sizeof(state->is_enabled));
    memcpy(state->is_pending, other->is_pending, sizeof(state->is_pending));
    memcpy(state->values, other->values, sizeof(state->values));
    state->value_count = other->value_count;
    state->is_before_vista = other->is_before_vista;
    if (other->is_before_vista) {
        state->reserved_ports = other->reserved_ports;
    }
    state->has_ms08_037 = other->has_ms08_037;
    state->has_kb3039044 = other->has_kb3039044;
    state->last_error = other->last_error;
    return PP_OK;
}

void pps_state_take_back(struct pps_state *state,
                         const struct pps_state *before)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_protocol_state *at = &state->protocols[p];
        while (at->claim_count > before->protocols[p].claim_count) {
            const struct pps_claim *claim = &at->claims[--at->claim_count];
            pp_portset_clear_range(&at->taken, claim->range);
            if (claim->owner == PP_OWNER_WSL_MIRRORED) {
                restore_taken(at, claim->range);
            }
        }
    }
}

void pps_state_done(struct pps_state *state)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_free(state->protocols[p].claims);
        pp_free(state->protocols[p].sockets);
    }
    memset(state, 0, sizeof(*state));
}

const struct pps_claim *
pps_protocol_claim_over(const struct pps_protocol_state *at,
                        struct pp_range range)
{
    size_t count = pp_portset_test_any(&at->taken, range) ? at->claim_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (at->claims[i].is_active &&
            pp_range_overlaps(at->claims[i].range, range)) {
            return &at->claims[i];
        }
    }
    return NULL;
}

const struct pps_claim *
pps_protocol_awaited_over(const struct pps_protocol_state *at,
                          struct pp_range range)
{
    size_t count = at->awaited_count > 0 ? at->claim_count : 0;
    for (size_t i = 0; i < count; i++) {
        if (at->claims[i].is_awaited &&
            pp_range_overlaps(at->claims[i].range, range)) {
            return &at->claims[i];
        }
    }
    return NULL;
}

/* What the capture left open stays open, whatever the steps do. */
static void add_doubts(const struct pps_state *state,
                       enum pp_protocol protocol,
                       uint16_t port,
                       struct pp_port_state *seen)
{
    if (state->captured == NULL) {
        return;
    }
    unsigned bits = pp_machine_evidence(state->captured, protocol, port)->bits;
    seen->is_in_gap = (bits & PP_SPAN_GAP) != 0;
    seen->may_be_mirrored =
        state->is_block_assumed && (bits & PP_SPAN_WSL_BLOCK) != 0;
    size_t sockets = 0;
    (void)pp_machine_sockets(state->captured, protocol, &sockets);
    seen->is_given = (bits & (PP_SPAN_RPC | PP_SPAN_SERVICE)) != 0;
    seen->may_be_served = (bits & PP_SPAN_SERVICE) != 0 && sockets == 0;
    seen->is_refused =
        pp_machine_refusal_at(state->captured, protocol, port) != NULL;
}

struct pp_port_state pps_state_port(const struct pps_state *state,
                                    enum pp_protocol protocol,
                                    uint16_t port)
{
    const struct pps_protocol_state *at = &state->protocols[protocol];
    struct pp_port_state ret = {
        .is_in_use = pp_portset_test(&at->used, port),
        .is_dynamic = pp_range_contains(at->dynamic.range, port) &&
                      !pp_portset_test(&state->reserved_ports, port),
        .is_table_known = at->is_table_known || state->is_before_vista,
    };
    add_doubts(state, protocol, port, &ret);
    ret.is_in_gap |=
        pps_protocol_awaited_over(at, (struct pp_range){port, port}) != NULL;
    if (!pp_portset_test(&at->taken, port)) {
        return ret;
    }
    unsigned bits = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        if (claim->is_active && pp_range_contains(claim->range, port)) {
            bits |= claim->has_url ? PP_SPAN_URL : 0u;
            bits |= claim->is_held ? PP_SPAN_HELD : 0u;
            bits |= claim->is_unlisted
                        ? 0u
                        : pp_span_bit_of(claim->owner, claim->is_administered);
        }
    }
    ret.has_plain_exclusion = (bits & PP_SPAN_ROW) != 0;
    ret.has_administered_exclusion = (bits & PP_SPAN_STARRED_ROW) != 0;
    ret.has_unclear_exclusion = (bits & PP_SPAN_UNCLEAR_ROW) != 0;
    ret.is_mirrored = (bits & PP_SPAN_MIRRORED) != 0;
    ret.has_url = (bits & PP_SPAN_URL) != 0;
    ret.is_held = (bits & PP_SPAN_HELD) != 0;
    return ret;
}

struct pp_holder pps_socket_holder(const struct pps_socket *socket,
                                   const struct pp_assumptions *assumptions)
{
    if (socket->captured != NULL) {
        return pp_holder_of(socket->captured, assumptions);
    }
    /* One user plays all the steps. */
    return (struct pp_holder){.address = socket->address,
                              .options = socket->options};
}

struct pp_bind_rules
pps_state_bind_rules(const struct pps_state *state,
                     const struct pp_assumptions *assumptions)
{
    struct pp_bind_rules rules = {0};
    if (state->captured != NULL) {
        rules = pp_bind_rules_of(state->captured, assumptions);
    }
    rules.has_reuse_defect = rules.has_reuse_defect && !state->has_kb3039044;
    return rules;
}

const struct pps_value *pps_state_value(const struct pps_state *state,
                                        const char *name)
{
    for (size_t i = 0; i < state->value_count; i++) {
        if (pp_sv_equal_nocase(state->values[i].name, pp_sv_from(name))) {
            return &state->values[i];
        }
    }
    return NULL;
}

bool pps_claim_is_starred(const struct pps_claim *claim)
{
    return pp_span_bit_of(claim->owner, claim->is_administered) ==
           PP_SPAN_STARRED_ROW;
}

bool pps_claim_is_refusing(const struct pps_claim *claim)
{
    return claim->is_active && !pps_claim_is_starred(claim);
}

bool pps_claim_is_winnat(const struct pps_claim *claim)
{
    return claim->owner == PP_OWNER_WINNAT;
}

uint32_t pps_state_block_count(const struct pps_state *state,
                               enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &state->protocols[protocol];
    uint32_t count = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        count += at->claims[i].is_active && pps_claim_is_winnat(&at->claims[i]);
    }
    return count;
}
