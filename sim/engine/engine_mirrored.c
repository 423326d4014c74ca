/*
 * WSL's mirrored networking (docs/ports-on-windows.md#wsl-mirrored): one run
 * of ports that Windows and the guest share, the same in TCP and UDP, and in
 * no table that netsh prints.
 */
#include "engine_mirrored.h"

#include "model/mirrored.h"
#include "outcome.h"
#include "sim/reserve/reserve_models.h"

enum {
    MIRRORED_PORTS = 4096, /* HcnReserveGuestNetworkServicePortRange */
    HIGH_PORTS_FIRST = 32768,
};

/* What a step set counts, else the captured .wslconfig. */
static bool is_mirrored(const struct pps_state *state)
{
    const struct pps_value *value = pps_state_value(state, "networkingMode");
    if (value != NULL) {
        return value->is_present &&
               pp_sv_equal_nocase(value->data, PP_SV("mirrored"));
    }
    return state->is_mirrored;
}

static enum pp_status release_in(struct rule *rule, enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].owner == PP_OWNER_WSL_MIRRORED) {
            return pps_remove_claim(rule, protocol, i);
        }
    }
    return PP_OK;
}

enum pp_status pps_release_mirrored(struct rule *rule)
{
    rule->state->is_block_assumed = false;
    PP_TRY(release_in(rule, PP_TCP));
    return release_in(rule, PP_UDP);
}

bool pps_is_wsl_shutdown(const struct pps_step *step)
{
    return step->kind == PPS_STEP_OTHER &&
           pp_sv_find_nocase(step->written, PP_SV("wsl"), 0) != SIZE_MAX &&
           pp_sv_find_nocase(step->written, PP_SV("--shutdown"), 0) != SIZE_MAX;
}

/* Where the run may lie; false: the two dynamic ranges have nothing in
 * common. */
static bool range_for_run(const struct rule *rule, struct pp_range *ret_range)
{
    const struct pps_protocol_state *at = rule->state->protocols;
    if (assumed(rule, PP_ASSUME_MIRRORED_PLACE) == PP_MIRRORED_PLACE_HIGH) {
        *ret_range = (struct pp_range){HIGH_PORTS_FIRST, PP_PORT_MAX};
        return true;
    }
    return pp_range_intersect(
        at[PP_TCP].dynamic.range, at[PP_UDP].dynamic.range, ret_range);
}

/* The block that was shown, else the first of WSL's choices with room. */
static enum pp_status place_fixed(struct rule *rule,
                                  const struct pp_portset *taken)
{
    struct pps_block_list *blocks = &rule->engine->blocks;
    struct pp_range shown = rule->state->wsl_block;
    if (shown.first > 0 && !pp_portset_test_any(taken, shown)) {
        return pps_block_list_add(blocks, shown, 0);
    }
    for (size_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        if (!pp_portset_test_any(taken, pp_mirrored_choices[i])) {
            return pps_block_list_add(blocks, pp_mirrored_choices[i], 0);
        }
    }
    return PP_OK;
}

static bool is_place_fixed(const struct rule *rule)
{
    return assumed(rule, PP_ASSUME_MIRRORED_PLACE) == PP_MIRRORED_PLACE_FIXED;
}

static enum pp_status place_run(struct rule *rule)
{
    struct pps_block_list *blocks = &rule->engine->blocks;
    struct pp_portset taken = rule->state->protocols[PP_TCP].taken;
    struct pps_reserve_request request = {.block_ports = MIRRORED_PORTS};
    pp_portset_union(&taken, &rule->state->protocols[PP_UDP].taken);
    blocks->count = 0;
    if (is_place_fixed(rule)) {
        return place_fixed(rule, &taken);
    }
    if (!range_for_run(rule, &request.range)) {
        return PP_OK;
    }
    return pps_reserve_mirrored.reserve(&request, rule->prng, &taken, blocks);
}

enum pp_status pps_remake_mirrored(struct rule *rule)
{
    if (!is_mirrored(rule->state) ||
        rule->state->is_enabled[PPS_WSL] == PP_NO) {
        return PP_OK;
    }
    PP_TRY(place_run(rule));
    if (rule->engine->blocks.count == 0) {
        pps_outcome_note(rule->outcome, PPS_NOTE_MIRRORED_NO_ROOM);
        return PP_OK;
    }
    struct pps_claim claim =
        pps_claim_of_step(rule->engine->blocks.items[0].range,
                          PP_OWNER_WSL_MIRRORED,
                          "simulated");
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_change change =
            pps_change_of_claim(PPS_ADD, (enum pp_protocol)p, &claim);
        change.is_random = !is_place_fixed(rule);
        PP_TRY(pps_state_add_claim(rule->state, (enum pp_protocol)p, &claim));
        PP_TRY(pps_outcome_add(rule->outcome, &change));
    }
    return PP_OK;
}
