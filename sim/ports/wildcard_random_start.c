/*
 * Windows Vista and later as assumed by default (U-10, rand_start_seq): a
 * pointer for each protocol, from a random place upward.
 */
#include "wildcard_search.h"

static uint16_t pick(struct pps_wildcard_state *state,
                     const struct pps_wildcard_request *request)
{
    enum pp_protocol protocol = request->protocol;
    if (pps_wildcard_must_begin(state, protocol, request->range)) {
        uint32_t count = pp_range_count(request->range);
        state->next[protocol] =
            request->range.first + pps_prng_below(&state->prng, count);
    }
    return pps_wildcard_advance(state, protocol, request);
}

const struct pps_wildcard_model pps_wildcard_random_start = {
    .name = "random-start",
    .version = 1,
    .summary = "a pointer for each protocol, from a random port upward",
    .source = "SO_RANDOMIZE_PORT in sol-socket-socket-options.md",
    .confidence = "inf",
    .pick = pick,
};
