/*
 * The blocks of winnat and of HNS's load balancers, and HNS's own `*` row:
 * letting go and making anew (docs/ports-on-windows.md#winnat-and-hns).
 */
#include "engine_rules.h"

enum {
    LOAD_BALANCER_BLOCK_PORTS = 64
};

static bool is_block(const struct pps_claim *claim, enum blocks_of kind)
{
    return kind == BLOCKS_OF_WINNAT
               ? pps_claim_is_winnat(claim)
               : claim->owner == PP_OWNER_HNS_LOAD_BALANCER;
}

static enum pp_status
release_in(struct rule *rule, enum pp_protocol protocol, enum blocks_of kind)
{
    struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count;) {
        struct pps_claim claim = at->claims[i];
        if (!claim.is_active || !is_block(&claim, kind)) {
            i++;
            continue;
        }
        PP_TRY(remove_claim(rule, protocol, i));
    }
    return PP_OK;
}

enum pp_status release_blocks(struct rule *rule, enum blocks_of kind)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(release_in(rule, (enum pp_protocol)p, kind));
    }
    return PP_OK;
}

/* U-26: as many ports as the captured blocks have, unless another size is
 * assumed. */
static uint32_t winnat_block_ports(const struct rule *rule,
                                   const struct pps_protocol_state *at)
{
    switch (assumed(rule, PP_ASSUME_BLOCK_PORTS)) {
    case PP_BLOCK_PORTS_64:
        return 64;
    case PP_BLOCK_PORTS_10:
        return 10;
    default:
        return at->block_ports != 0 ? at->block_ports : 100;
    }
}

const struct pps_reserve_model *
pps_engine_model(const struct pps_engine *engine)
{
    if (engine->model != NULL) {
        return engine->model;
    }
    return engine->assumptions.chosen[PP_ASSUME_BLOCK_PLACE] ==
                   PP_BLOCK_PLACE_RANDOM
               ? &pps_reserve_random
               : &pps_reserve_firstfit;
}

static enum pp_status add_block(struct rule *rule,
                                enum pp_protocol protocol,
                                enum blocks_of kind,
                                struct pp_range range)
{
    struct pps_claim claim = {
        .range = range,
        .is_active = true,
        .is_from_step = true,
        .is_administered = PP_NO,
        .is_persistent = PP_NO,
        .family = PP_FAMILY_BOTH,
        .owner = kind == BLOCKS_OF_WINNAT ? PP_OWNER_WINNAT
                                          : PP_OWNER_HNS_LOAD_BALANCER,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .reason = "simulated",
    };
    struct pps_change change = change_of_claim(PPS_ADD, protocol, &claim);
    change.is_random = true;
    PP_TRY(pps_state_add_claim(rule->state, protocol, &claim));
    PP_TRY(outcome_add(rule->outcome, &change));
    rule->outcome->block_counts[protocol]++;
    return PP_OK;
}

static enum pp_status place_blocks(struct rule *rule,
                                   enum pp_protocol protocol,
                                   enum blocks_of kind,
                                   const struct pps_reserve_request *request)
{
    struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pps_block_list *blocks = &rule->engine->blocks;
    blocks->count = 0;
    PP_TRY(pps_engine_model(rule->engine)
               ->reserve(request, rule->prng, &at->taken, blocks));
    for (size_t i = 0; i < blocks->count; i++) {
        PP_TRY(add_block(rule, protocol, kind, blocks->items[i].range));
    }
    return PP_OK;
}

/* U-28: UDP gets the blocks that TCP has just been given, where they fit. */
static enum pp_status mirror_blocks(struct rule *rule)
{
    struct pps_protocol_state *udp = &rule->state->protocols[PP_UDP];
    size_t count = rule->outcome->change_count;
    for (size_t i = 0; i < count; i++) {
        struct pps_change change = rule->outcome->changes[i];
        if (change.is_random && change.protocol == PP_TCP &&
            change.owner == PP_OWNER_WINNAT &&
            !pp_portset_test_any(&udp->taken, change.range)) {
            PP_TRY(add_block(rule, PP_UDP, BLOCKS_OF_WINNAT, change.range));
        }
    }
    return PP_OK;
}

/* Whether the capture shows pools of load balancers. */
static bool has_pools(const struct pps_state *state)
{
    return state->protocols[PP_TCP].usual_blocks[1] > 0 ||
           state->protocols[PP_UDP].usual_blocks[1] > 0;
}

static enum pp_status
remake_in(struct rule *rule, enum pp_protocol protocol, enum blocks_of kind)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    const struct pps_protocol_state *other =
        &rule->state->protocols[protocol == PP_TCP ? PP_UDP : PP_TCP];
    bool is_absent = kind == BLOCKS_OF_WINNAT && at->usual_blocks[0] == 0 &&
                     (other->usual_blocks[0] > 0 || has_pools(rule->state));
    struct pps_reserve_request request = {
        .dynamic = at->dynamic.range,
        .block_ports = kind == BLOCKS_OF_WINNAT ? winnat_block_ports(rule, at)
                                                : LOAD_BALANCER_BLOCK_PORTS,
        .usual_blocks = at->usual_blocks[kind],
        /* Load balancers take pools as their services need them: as many as
         * before. And where only the other protocol has blocks, or the
         * machine reserves nothing but pools, there are none. */
        .is_count_fixed = kind == BLOCKS_OF_LOAD_BALANCER || is_absent,
    };
    if (!at->is_table_known) {
        return PP_OK; /* nothing is known, so nothing is told */
    }
    return place_blocks(rule, protocol, kind, &request);
}

enum pp_status remake_blocks(struct rule *rule, enum blocks_of kind)
{
    bool is_off = assumed(rule, PP_ASSUME_EXCLUDED_RANGE_OFF) ==
                      PP_EXCLUDED_RANGE_OFF_ALL &&
                  value_is_zero(rule->state, "EnableExcludedPortRange");
    if (is_off) {
        return PP_OK;
    }
    rule->outcome->is_reserving |= kind == BLOCKS_OF_WINNAT;
    PP_TRY(remake_in(rule, PP_TCP, kind));
    if (kind == BLOCKS_OF_WINNAT &&
        assumed(rule, PP_ASSUME_UDP_MIRRORS_TCP) == PP_UDP_MIRRORS_YES) {
        return mirror_blocks(rule);
    }
    return remake_in(rule, PP_UDP, kind);
}

static size_t find_hns_row(const struct pps_protocol_state *at)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active &&
            at->claims[i].owner == PP_OWNER_HNS_EXCLUDED_RANGE) {
            return i;
        }
    }
    return SIZE_MAX;
}

static enum pp_status add_hns_row(struct rule *rule, enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pps_claim claim = {
        .range = at->hns_row,
        .is_active = true,
        .is_from_step = true,
        .is_administered = PP_YES,
        .is_persistent = PP_YES,
        .family = PP_FAMILY_BOTH,
        .owner = PP_OWNER_HNS_EXCLUDED_RANGE,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .reason = "HNS makes it when it starts",
    };
    if (pp_portset_test_any(&at->taken, claim.range)) {
        return PP_OK; /* somebody else was first */
    }
    return add_claim(rule, protocol, &claim);
}

/* EnableExcludedPortRange = 0 turns the row off (U-23). */
static enum pp_status remake_hns_row_in(struct rule *rule,
                                        enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    bool is_off = value_is_zero(rule->state, "EnableExcludedPortRange");
    size_t index = find_hns_row(at);
    if (index == SIZE_MAX) {
        return at->has_hns_row && !is_off ? add_hns_row(rule, protocol) : PP_OK;
    }
    if (!is_off) {
        return PP_OK;
    }
    return remove_claim(rule, protocol, index);
}

enum pp_status remake_hns_row(struct rule *rule)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(remake_hns_row_in(rule, (enum pp_protocol)p));
    }
    return PP_OK;
}

bool wants_blocks(const struct pps_state *state, bool is_explicit)
{
    bool is_any_off = false;
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        if (state->is_enabled[i] == PP_YES) {
            return true;
        }
        is_any_off |= state->is_enabled[i] == PP_NO;
    }
    if (is_any_off) {
        return false;
    }
    /* Nothing is known of features. Captured blocks had a cause; and whoever
     * starts winnat by hand has a use for it. */
    return is_explicit || state->protocols[PP_TCP].usual_blocks[0] > 0 ||
           state->protocols[PP_UDP].usual_blocks[0] > 0 || has_pools(state);
}
