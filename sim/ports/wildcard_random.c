/*
 * Windows before Vista with MS08-037: a random order of the free ports, each
 * once, then another order. The order is not kept: drawing again and again
 * from what was not given yet makes the same one, in 8 KiB, and goes on
 * rightly when ports are taken and released in between.
 */
#include "wildcard_search.h"

static uint16_t pick(struct pps_wildcard_state *state,
                     const struct pps_wildcard_request *request)
{
    struct pp_portset *given = &state->given[request->protocol];
    uint16_t port = pps_wildcard_any_free(request, given, &state->prng);
    if (port != 0) {
        pp_portset_set(given, port);
        return port;
    }
    port = pps_wildcard_any_free(request, NULL, &state->prng);
    if (port != 0) { /* a cycle has ended; where nothing is free none has */
        pp_portset_clear_range(given, request->range);
        pp_portset_set(given, port);
    }
    return port;
}

const struct pps_wildcard_model pps_wildcard_random = {
    .name = "random",
    .version = 1,
    .summary = "a random order of the free ports, each once in a cycle",
    .source = "SRD blog of 2008-07-08, MS08-037",
    .confidence = "eng",
    .pick = pick,
};
