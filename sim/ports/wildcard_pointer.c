/*
 * Windows Vista and later, without chance: a pointer for each protocol, from
 * a known place upward.
 */
#include "wildcard_search.h"

static uint32_t first_place(const struct pps_wildcard_state *state,
                            struct pp_range range)
{
    return pp_range_contains(range, state->start) ? state->start : range.first;
}

static uint16_t pick(struct pps_wildcard_state *state,
                     const struct pps_wildcard_request *request)
{
    enum pp_protocol protocol = request->protocol;
    if (pps_wildcard_must_begin(state, protocol, request->range)) {
        state->next[protocol] = first_place(state, request->range);
    }
    return pps_wildcard_advance(state, protocol, request);
}

const struct pps_wildcard_model pps_wildcard_pointer = {
    .name = "pointer",
    .version = 1,
    .summary = "a pointer for each protocol, from a known port upward",
    .source = "boot-time listeners at 49664 and upward",
    .confidence = "inf",
    .pick = pick,
};
