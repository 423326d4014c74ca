/* Every pick by itself, uniform among the free ports. */
#include "wildcard_search.h"

static uint16_t pick(struct pps_wildcard_state *state,
                     const struct pps_wildcard_request *request)
{
    return pps_wildcard_any_free(request, NULL, &state->prng);
}

const struct pps_wildcard_model pps_wildcard_uniform = {
    .name = "uniform",
    .version = 1,
    .summary = "each free port with the same chance, every time",
    .source = "SO_RANDOMIZE_PORT in sol-socket-socket-options.md",
    .confidence = "inf",
    .pick = pick,
};
