/*
 * HNS's own `*` row (docs/ports-on-windows.md#hns-excluded-range). Three
 * values of the registry govern it; HNS reads them when it starts. What a
 * step set counts, else what was captured.
 */
#include "engine_hns.h"

#include "portplan/range.h"

#include "engine_registry.h"
#include "outcome.h"

bool pps_is_hns_row_off(const struct pps_state *state)
{
    uint32_t number = 1;
    bool is_deleted;
    if (pps_value_number(
            state, "EnableExcludedPortRange", &number, &is_deleted)) {
        return number == 0;
    }
    return !is_deleted && state->hns_values.is_enabled == PP_NO;
}

/* 0 where neither a step nor a capture gives the value. */
static uint32_t
hns_number(const struct pps_state *state, const char *name, uint32_t captured)
{
    uint32_t number = 0;
    bool is_deleted;
    if (pps_value_number(state, name, &number, &is_deleted)) {
        return number;
    }
    return is_deleted ? 0 : captured;
}

/* The row that HNS is to have, where `usual` is what it had (0-0: none). A
 * machine that shows none, and says nothing of one in its registry, is taken
 * to have none: before 2019 HNS made none. */
static bool wanted_row(const struct pps_state *state,
                       struct pp_range usual,
                       struct pp_range *ret_row)
{
    const struct pps_hns_values *values = &state->hns_values;
    if (pps_is_hns_row_off(state)) {
        return false;
    }
    uint32_t start =
        hns_number(state, "ExcludedPortRangeStartPort", values->start);
    uint32_t count =
        hns_number(state, "ExcludedPortRangePortCount", values->count);
    if (usual.first != 0) {
        start = start != 0 ? start : usual.first;
        count = count != 0 ? count : pp_range_count(usual);
    }
    return start != 0 && pp_range_from_count(start, count, ret_row);
}

/* HNS's own `*` row, or the one without that it preallocates. */
static size_t find_row(const struct pps_protocol_state *at, bool is_own)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active &&
            at->claims[i].owner == PP_OWNER_HNS_EXCLUDED_RANGE &&
            (at->claims[i].is_administered != PP_NO) == is_own) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The row is made as a whole, or not at all: somebody else may have been
 * first. */
static enum pp_status add_row(struct rule *rule,
                              enum pp_protocol protocol,
                              struct pp_range row,
                              bool is_own)
{
    if (pp_portset_test_any(&rule->state->protocols[protocol].taken, row)) {
        return PP_OK;
    }
    struct pps_claim claim = pps_claim_of_step(
        row, PP_OWNER_HNS_EXCLUDED_RANGE, "HNS makes it when it starts");
    claim.is_administered = is_own ? PP_YES : PP_NO;
    claim.is_persistent = is_own ? PP_YES : PP_NO;
    return pps_add_claim(rule, protocol, &claim);
}

/* What PreallocatePortRange... say becomes a row of each protocol when HNS
 * starts. Whether it has a star is not known: it is taken to have none, which
 * refuses more. */
static enum pp_status remake_preallocated(struct rule *rule,
                                          enum pp_protocol protocol)
{
    static const char *const names[PP_PROTOCOL_COUNT][2] = {
        [PP_TCP] = {"PreallocatePortRangeTCPStartPort",
                    "PreallocatePortRangeTCPPortCount"},
        [PP_UDP] = {"PreallocatePortRangeUDPStartPort",
                    "PreallocatePortRangeUDPPortCount"},
    };
    const struct pps_hns_values *values = &rule->state->hns_values;
    uint32_t start = hns_number(
        rule->state, names[protocol][0], values->preallocated_start[protocol]);
    uint32_t count = hns_number(
        rule->state, names[protocol][1], values->preallocated_count[protocol]);
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    size_t index = find_row(at, false);
    struct pp_range row = {0, 0};
    bool is_wanted = start != 0 && pp_range_from_count(start, count, &row);
    if (index != SIZE_MAX) {
        if (is_wanted && pp_range_equal(at->claims[index].range, row)) {
            return PP_OK;
        }
        PP_TRY(pps_remove_claim(rule, protocol, index));
    }
    return is_wanted ? add_row(rule, protocol, row, false) : PP_OK;
}

static enum pp_status
remake_in(struct rule *rule, enum pp_protocol protocol, bool is_lacking)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pp_range row = {0, 0};
    size_t index = find_row(at, true);
    bool is_wanted =
        !is_lacking &&
        wanted_row(rule->state,
                   index != SIZE_MAX ? at->claims[index].range : at->hns_row,
                   &row);
    if (index != SIZE_MAX) {
        if (is_wanted && pp_range_equal(at->claims[index].range, row)) {
            return PP_OK;
        }
        PP_TRY(pps_remove_claim(rule, protocol, index));
    }
    return is_wanted ? add_row(rule, protocol, row, true) : PP_OK;
}

bool pps_is_hns_row_drawn(const struct pps_state *state)
{
    return state->hns_row_lacking_permille > 0;
}

enum pp_status pps_remake_hns_row(struct rule *rule)
{
    bool is_lacking =
        pps_is_hns_row_drawn(rule->state) &&
        pps_prng_chance(rule->prng, rule->state->hns_row_lacking_permille);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(remake_in(rule, (enum pp_protocol)p, is_lacking));
        PP_TRY(remake_preallocated(rule, (enum pp_protocol)p));
    }
    return PP_OK;
}
