/*
 * The blocks of winnat and of HNS's load balancers: letting go and making
 * anew (docs/ports-on-windows.md#winnat-and-hns).
 */
#include "engine_blocks.h"

#include "engine_hns.h"
#include "outcome.h"
#include "sim/reserve/reserve_models.h"

enum {
    LOAD_BALANCER_BLOCK_PORTS = 64,
    TENS_BLOCK_PORTS = 10, /* of Windows 10 1709 */
};

static enum pp_owner owner_of(enum blocks_of kind)
{
    return kind == BLOCKS_OF_WINNAT ? PP_OWNER_WINNAT
                                    : PP_OWNER_HNS_LOAD_BALANCER;
}

static enum pp_status
release_in(struct rule *rule, enum pp_protocol protocol, enum pp_owner owner)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        if (claim->is_active && claim->owner == owner) {
            struct pps_change change =
                pps_change_of_claim(PPS_REMOVE, protocol, claim);
            PP_TRY(pps_outcome_add(rule->outcome, &change));
        }
    }
    pps_state_remove_claims_of(rule->state, protocol, owner);
    return PP_OK;
}

enum pp_status pps_release_claims(struct rule *rule, enum pp_owner owner)
{
    PP_TRY(release_in(rule, PP_TCP, owner));
    return release_in(rule, PP_UDP, owner);
}

/* U-26: as many ports as the captured blocks have, unless another size is
 * assumed. */
static uint32_t winnat_block_ports(const struct pp_assumptions *assumptions,
                                   const struct pps_protocol_state *at)
{
    switch (assumptions->chosen[PP_ASSUME_BLOCK_PORTS]) {
    case PP_BLOCK_PORTS_64:
        return 64;
    case PP_BLOCK_PORTS_10:
        return 10;
    default:
        return at->block_ports != 0 ? at->block_ports : 100;
    }
}

/* Whether the capture shows pools of load balancers. */
static bool has_pools(const struct pps_state *state)
{
    return state->protocols[PP_TCP].usual_blocks[1] > 0 ||
           state->protocols[PP_UDP].usual_blocks[1] > 0;
}

/* By U-27, unless the engine is told. */
static const struct pps_reserve_model *
model_of_winnat(const struct pps_engine *engine, uint32_t block_ports)
{
    if (engine->model != NULL) {
        return engine->model;
    }
    switch (engine->assumptions.chosen[PP_ASSUME_BLOCK_PLACE]) {
    case PP_BLOCK_PLACE_RELEASE:
        return &pps_reserve_release;
    case PP_BLOCK_PLACE_RANDOM:
        return &pps_reserve_random;
    default:
        return block_ports == TENS_BLOCK_PORTS ? &pps_reserve_tens
                                               : &pps_reserve_firstfit;
    }
}

const struct pps_reserve_model *
pps_engine_model(const struct pps_engine *engine, const struct pps_state *state)
{
    uint32_t blocks = 0;
    uint32_t block_ports = 0;
    for (int p = PP_PROTOCOL_COUNT - 1; p >= 0; p--) {
        const struct pps_protocol_state *at = &state->protocols[p];
        blocks += at->usual_blocks[BLOCKS_OF_WINNAT];
        block_ports = winnat_block_ports(&engine->assumptions, at);
    }
    return blocks == 0 && has_pools(state)
               ? &pps_reserve_pools
               : model_of_winnat(engine, block_ports);
}

static enum pp_status add_block(struct rule *rule,
                                enum pp_protocol protocol,
                                enum blocks_of kind,
                                struct pp_range range)
{
    struct pps_claim claim =
        pps_claim_of_step(range, owner_of(kind), "simulated");
    struct pps_change change = pps_change_of_claim(PPS_ADD, protocol, &claim);
    change.is_random = true;
    PP_TRY(pps_state_add_claim(rule->state, protocol, &claim));
    PP_TRY(pps_outcome_add(rule->outcome, &change));
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
    const struct pps_reserve_model *model =
        kind == BLOCKS_OF_LOAD_BALANCER
            ? &pps_reserve_pools
            : model_of_winnat(rule->engine, request->block_ports);
    PP_TRY(model->reserve(request, rule->prng, &at->taken, blocks));
    for (size_t i = 0; i < blocks->count; i++) {
        PP_TRY(add_block(rule, protocol, kind, blocks->items[i].range));
    }
    return PP_OK;
}

/* U-28: UDP gets the blocks that TCP has just been given, which are its
 * claims from that index on, where they fit. */
static enum pp_status mirror_blocks(struct rule *rule, size_t from)
{
    const struct pps_protocol_state *tcp = &rule->state->protocols[PP_TCP];
    const struct pps_protocol_state *udp = &rule->state->protocols[PP_UDP];
    for (size_t i = from; i < tcp->claim_count; i++) {
        struct pp_range block = tcp->claims[i].range;
        if (!pp_portset_test_any(&udp->taken, block)) {
            PP_TRY(add_block(rule, PP_UDP, BLOCKS_OF_WINNAT, block));
        }
    }
    return PP_OK;
}

/* Load balancers take pools as their services need them: as many as before.
 * And where only the other protocol has blocks of winnat, or the machine
 * reserves nothing but pools, there are none. */
static bool is_number_fixed(const struct rule *rule,
                            enum pp_protocol protocol,
                            enum blocks_of kind)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    const struct pps_protocol_state *other =
        &rule->state->protocols[protocol == PP_TCP ? PP_UDP : PP_TCP];
    return kind == BLOCKS_OF_LOAD_BALANCER ||
           (at->usual_blocks[0] == 0 &&
            (other->usual_blocks[0] > 0 || has_pools(rule->state)));
}

static struct pps_old_places old_places(const struct pps_protocol_state *at,
                                        enum occasion occasion)
{
    const struct pps_reserve_parameters *fitted = &pps_reserve_calibrated;
    return (struct pps_old_places){
        .firsts = at->old_places,
        .count = at->old_place_count,
        .permille = occasion == OCCASION_START
                        ? fitted->old_place_start_permille
                        : fitted->old_place_boot_permille,
    };
}

static struct pps_reserve_request request_of(const struct rule *rule,
                                             enum pp_protocol protocol,
                                             enum blocks_of kind,
                                             enum occasion occasion)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pps_reserve_request request = {
        .range = at->dynamic.range,
        .block_ports = LOAD_BALANCER_BLOCK_PORTS,
        .usual_blocks = at->usual_blocks[kind],
        .is_count_fixed = is_number_fixed(rule, protocol, kind),
        .has_usual_ports = at->has_usual_ports,
        .free_usual_ports = at->free_usual_ports,
    };
    if (kind == BLOCKS_OF_WINNAT) {
        request.block_ports =
            winnat_block_ports(&rule->engine->assumptions, at);
        request.is_one_burst =
            occasion == OCCASION_BURST && !request.is_count_fixed;
        request.old = old_places(at, occasion);
    }
    return request;
}

/* Whether the two protocols get equal numbers of winnat's blocks, as every
 * machine does that was captured in both at one moment
 * (docs/ports-on-windows.md#tcp-and-udp); not where a capture shows
 * different ones. */
static bool are_numbers_equal(const struct rule *rule)
{
    const struct pps_protocol_state *tcp = &rule->state->protocols[PP_TCP];
    const struct pps_protocol_state *udp = &rule->state->protocols[PP_UDP];
    return tcp->is_table_known && udp->is_table_known &&
           tcp->usual_blocks[0] == udp->usual_blocks[0] &&
           !is_number_fixed(rule, PP_TCP, BLOCKS_OF_WINNAT) &&
           !is_number_fixed(rule, PP_UDP, BLOCKS_OF_WINNAT);
}

/* Where no table is known nothing is told. */
static enum pp_status remake_in(struct rule *rule,
                                enum pp_protocol protocol,
                                enum blocks_of kind,
                                const struct pps_reserve_request *request)
{
    return rule->state->protocols[protocol].is_table_known
               ? place_blocks(rule, protocol, kind, request)
               : PP_OK;
}

static enum pp_status
remake_both(struct rule *rule, enum blocks_of kind, enum occasion occasion)
{
    const struct pps_reserve_request tcp =
        request_of(rule, PP_TCP, kind, occasion);
    struct pps_reserve_request udp = request_of(rule, PP_UDP, kind, occasion);
    size_t claims_before = rule->state->protocols[PP_TCP].claim_count;
    uint32_t blocks_before = rule->outcome->block_counts[PP_TCP];
    PP_TRY(remake_in(rule, PP_TCP, kind, &tcp));
    if (kind == BLOCKS_OF_WINNAT &&
        assumed(rule, PP_ASSUME_UDP_MIRRORS_TCP) == PP_UDP_MIRRORS_YES) {
        return mirror_blocks(rule, claims_before);
    }
    if (kind == BLOCKS_OF_WINNAT && are_numbers_equal(rule)) {
        udp.usual_blocks = rule->outcome->block_counts[PP_TCP] - blocks_before;
        udp.is_count_fixed = true;
        udp.is_one_burst = false;
    }
    return remake_in(rule, PP_UDP, kind, &udp);
}

enum pp_status pps_remake_blocks(struct rule *rule,
                                 enum blocks_of kind,
                                 enum occasion occasion)
{
    bool is_off = assumed(rule, PP_ASSUME_EXCLUDED_RANGE_OFF) ==
                      PP_EXCLUDED_RANGE_OFF_ALL &&
                  pps_is_hns_row_off(rule->state);
    if (is_off) {
        return PP_OK;
    }
    rule->outcome->is_reserving |= kind == BLOCKS_OF_WINNAT;
    return remake_both(rule, kind, occasion);
}

static bool has_captured_blocks(const struct pps_state *state)
{
    return state->protocols[PP_TCP].usual_blocks[0] > 0 ||
           state->protocols[PP_UDP].usual_blocks[0] > 0 || has_pools(state);
}

static bool has_hns_row(const struct pps_state *state)
{
    return state->protocols[PP_TCP].hns_row.last > 0 ||
           state->protocols[PP_UDP].hns_row.last > 0;
}

static bool has_any_feature(const struct pps_state *state, enum pp_tri wanted)
{
    bool has_any = false;
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        has_any |= state->is_enabled[i] == wanted;
    }
    return has_any;
}

bool pps_blocks_are_doubtful(const struct pps_state *state)
{
    return has_hns_row(state) && !has_captured_blocks(state) &&
           !has_any_feature(state, PP_YES);
}

bool pps_wants_blocks(const struct pps_state *state, bool is_explicit)
{
    if (has_any_feature(state, PP_YES)) {
        return true;
    }
    if (has_any_feature(state, PP_NO)) {
        return false;
    }
    /* Nothing is known of features. Captured blocks had a cause, and HNS's own
     * row has one; and whoever starts winnat by hand has a use for it. */
    return is_explicit || has_captured_blocks(state) || has_hns_row(state);
}
