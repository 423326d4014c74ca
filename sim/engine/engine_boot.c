/*
 * Features, and what a restart of the machine does
 * (docs/ports-on-windows.md#at-boot). In order: pending features, what does
 * not survive, the dynamic port range, persistent rows, HNS's own row, pools,
 * winnat's blocks, WSL's run, programs. Windows' own listeners and the singles
 * of http.sys are there before HNS. U-22 lets HNS go before the persistent
 * rows.
 */
#include "engine_boot.h"

#include "engine_blocks.h"
#include "engine_hns.h"
#include "engine_registry.h"
#include "engine_reserve.h"
#include "engine_sockets.h"
#include "engine_wsl.h"
#include "outcome.h"

/* Of complete TCP tables of the corpus with HNS's own row, 95 of 111 have
 * blocks, too. */
enum {
    PERMILLE_WITH_BLOCKS = 856
};

enum pp_status pps_rule_feature(struct rule *rule)
{
    enum pps_feature feature = rule->step->feature;
    bool is_enable = rule->step->kind == PPS_STEP_ENABLE;
    rule->state->is_pending[feature] = is_enable ? PP_YES : PP_NO;
    rule->outcome->message = "The operation completed successfully.";
    pps_outcome_note(rule->outcome, PPS_NOTE_AT_REBOOT);
    return PP_OK;
}

static enum pp_status apply_features(struct rule *rule)
{
    struct pps_state *state = rule->state;
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        enum pp_tri pending = state->is_pending[i];
        if (pending == PP_UNKNOWN || pending == state->is_enabled[i]) {
            continue;
        }
        struct pps_change change =
            pps_change_of_name(pending == PP_YES ? PPS_ADD : PPS_REMOVE,
                               PPS_WHAT_FEATURE,
                               pps_feature_name((enum pps_feature)i));
        PP_TRY(pps_outcome_add(rule->outcome, &change));
        state->is_enabled[i] = pending;
        state->is_pending[i] = PP_UNKNOWN;
    }
    return PP_OK;
}

/* What does not survive: rows of the active store only, and the ports of
 * published containers. Singles of http.sys come back with their services. */
static bool is_published(const struct pps_claim *claim)
{
    return claim->is_active && claim->owner == PP_OWNER_PUBLISHED_PORT &&
           claim->is_persistent != PP_YES;
}

static bool is_row_lost(const struct pps_claim *claim)
{
    return claim->is_active && claim->is_administered == PP_YES &&
           claim->is_persistent == PP_NO;
}

/* The row is gone; when its container or service starts again, and takes the
 * port again, nobody knows. */
static enum pp_status
await_row(struct rule *rule, enum pp_protocol protocol, size_t index)
{
    const struct pps_change change = pps_change_of_claim(
        PPS_REMOVE, protocol, &rule->state->protocols[protocol].claims[index]);
    PP_TRY(pps_outcome_add(rule->outcome, &change));
    pps_outcome_note(rule->outcome, PPS_NOTE_PUBLISHED_AGAIN);
    pps_state_await(rule->state, protocol, index);
    return PP_OK;
}

static enum pp_status drop_rows(struct rule *rule, enum pp_protocol protocol)
{
    struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count;) {
        if (is_published(&at->claims[i])) {
            PP_TRY(await_row(rule, protocol, i));
        } else if (is_row_lost(&at->claims[i])) {
            PP_TRY(pps_remove_claim(rule, protocol, i));
            continue;
        }
        i++;
    }
    return PP_OK;
}

static enum pp_status load_dynamic(struct rule *rule, enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pp_range range = at->dynamic_persistent;
    enum pp_basis basis = at->dynamic.basis;
    if (pps_range_at_boot(rule, protocol, &range, &basis) &&
        !rule->state->is_before_vista) {
        pps_outcome_note(rule->outcome, PPS_NOTE_MAX_USER_PORT);
    }
    if (pp_range_equal(range, at->dynamic.range)) {
        return PP_OK;
    }
    return pps_set_dynamic(rule, protocol, range, basis);
}

/* A row of the persistent store comes into force where nothing has its ports
 * already; records the change. */
static enum pp_status
load_row(struct rule *rule, enum pp_protocol protocol, size_t index)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pps_change change =
        pps_change_of_claim(PPS_ADD, protocol, &at->claims[index]);
    if (pp_portset_test_any(&at->taken, at->claims[index].range)) {
        pps_outcome_note(rule->outcome, PPS_NOTE_LOST_AT_BOOT);
        change.op = PPS_REMOVE;
        return pps_outcome_add(rule->outcome, &change);
    }
    pps_state_set_active(rule->state, protocol, index, true);
    return pps_outcome_add(rule->outcome, &change);
}

static enum pp_status load_rows(struct rule *rule)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *at = &rule->state->protocols[p];
        for (size_t i = 0; i < at->claim_count; i++) {
            if (!at->claims[i].is_active && !at->claims[i].is_awaited) {
                PP_TRY(load_row(rule, (enum pp_protocol)p, i));
            }
        }
    }
    return PP_OK;
}

/* With HNS first (U-22), the administrator's rows are out of its way while it
 * reserves. */
static void unload_rows(struct rule *rule)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *at = &rule->state->protocols[p];
        for (size_t i = 0; i < at->claim_count; i++) {
            if (at->claims[i].owner == PP_OWNER_ADMINISTRATOR) {
                pps_state_set_active(
                    rule->state, (enum pp_protocol)p, i, false);
            }
        }
    }
}

/* A row that was unloaded and loaded again has not changed. */
static void forget_returned_rows(struct pps_outcome *outcome, size_t from)
{
    size_t kept = from;
    for (size_t i = from; i < outcome->change_count; i++) {
        const struct pps_change *change = &outcome->changes[i];
        if (change->owner != PP_OWNER_ADMINISTRATOR ||
            change->op == PPS_REMOVE) {
            outcome->changes[kept++] = *change;
        }
    }
    outcome->change_count = kept;
}

/* Whether HNS starts and something wants blocks of it. */
static bool is_reserving(const struct rule *rule)
{
    bool is_off =
        pps_is_hypervisor_off(rule->state) &&
        assumed(rule, PP_ASSUME_HYPERVISOR_OFF) == PP_HYPERVISOR_OFF_NO_BLOCKS;
    return !is_off && !rule->state->is_disabled[PPS_HNS] &&
           pps_wants_blocks(rule->state, false);
}

static enum pp_tri running_after(const struct pps_state *state,
                                 enum pps_service service,
                                 bool is_on)
{
    if (state->is_disabled[service]) {
        return PP_NO;
    }
    return is_on ? PP_YES : PP_UNKNOWN;
}

/* Starts the services; HNS, where something wants it, makes its own row. */
static enum pp_status start_hns(struct rule *rule)
{
    struct pps_state *state = rule->state;
    bool is_on = is_reserving(rule);
    state->is_running[PPS_WINNAT] = running_after(state, PPS_WINNAT, is_on);
    state->is_running[PPS_HNS] = running_after(state, PPS_HNS, is_on);
    bool has_disabled =
        state->is_disabled[PPS_WINNAT] || state->is_disabled[PPS_HNS];
    if (has_disabled) {
        pps_outcome_note(rule->outcome, PPS_NOTE_DISABLED);
    }
    if (!is_on) {
        pps_outcome_note(rule->outcome, PPS_NOTE_NOTHING_RESERVED);
        return PP_OK;
    }
    return pps_is_hns_row_drawn(rule->state) ? PP_OK : pps_remake_hns_row(rule);
}

/* What chance decides: where blocks go. */
static enum pp_status reserve_blocks(struct rule *rule)
{
    if (!is_reserving(rule)) {
        /* It asks HNS, not winnat. */
        return rule->state->is_disabled[PPS_HNS] ? PP_OK
                                                 : pps_remake_mirrored(rule);
    }
    if (pps_is_hns_row_drawn(rule->state)) {
        PP_TRY(pps_remake_hns_row(rule));
    }
    rule->outcome->is_reserving = true;
    if (!pps_blocks_are_doubtful(rule->state) ||
        pps_prng_chance(rule->prng, PERMILLE_WITH_BLOCKS)) {
        PP_TRY(pps_remake_blocks(rule, BLOCKS_OF_LOAD_BALANCER, OCCASION_BOOT));
        if (!rule->state->is_disabled[PPS_WINNAT]) {
            PP_TRY(pps_remake_blocks(rule, BLOCKS_OF_WINNAT, OCCASION_BOOT));
        }
    }
    return pps_remake_mirrored(rule);
}

/* U-22 the other way round: HNS first, persistent rows behind it. */
static enum pp_status reserve_before_rows(struct rule *rule)
{
    unload_rows(rule);
    PP_TRY(start_hns(rule));
    PP_TRY(reserve_blocks(rule));
    size_t before = rule->outcome->change_count;
    PP_TRY(load_rows(rule));
    forget_returned_rows(rule->outcome, before);
    return PP_OK;
}

/* Some features are known and others are not: the answer rests on a guess. */
static void note_features(struct rule *rule)
{
    size_t known = 0;
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        known += rule->state->is_enabled[i] != PP_UNKNOWN;
    }
    if (known < PPS_FEATURE_COUNT) {
        pps_outcome_note(rule->outcome, PPS_NOTE_FEATURES_ASSUMED);
    }
}

static bool is_admin_first(const struct rule *rule)
{
    return assumed(rule, PP_ASSUME_BOOT_ORDER) == PP_BOOT_ADMIN_FIRST;
}

enum pp_status pps_boot_alike(struct rule *rule)
{
    PP_TRY(apply_features(rule));
    PP_TRY(pps_release_claims(rule, PP_OWNER_WINNAT));
    PP_TRY(pps_release_claims(rule, PP_OWNER_HNS_LOAD_BALANCER));
    PP_TRY(pps_release_mirrored(rule));
    PP_TRY(pps_drop_sockets(rule));
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        PP_TRY(drop_rows(rule, protocol));
        PP_TRY(load_dynamic(rule, protocol));
    }
    if (rule->state->is_before_vista) {
        /* No exclusions, no services that make any. */
        return pps_load_reserved_ports(rule->state);
    }
    note_features(rule);
    if (!is_admin_first(rule)) {
        return PP_OK;
    }
    PP_TRY(load_rows(rule));
    return start_hns(rule);
}

enum pp_status pps_boot_drawn(struct rule *rule)
{
    if (!rule->state->is_before_vista) {
        PP_TRY(is_admin_first(rule) ? reserve_blocks(rule)
                                    : reserve_before_rows(rule));
    }
    return pps_return_sockets(rule);
}

enum pp_status pps_rule_reboot(struct rule *rule)
{
    PP_TRY(pps_boot_alike(rule));
    return pps_boot_drawn(rule);
}
