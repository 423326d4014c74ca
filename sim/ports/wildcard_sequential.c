/*
 * Windows before Vista without MS08-037: one counter for both protocols. What
 * one protocol gets, the other is not offered until the counter comes round,
 * though it would be free there.
 */
#include "wildcard_search.h"

static uint16_t pick(struct pps_wildcard_state *state,
                     const struct pps_wildcard_request *request)
{
    const enum pp_protocol shared = PP_TCP; /* whichever one asks */
    if (pps_wildcard_must_begin(state, shared, request->range)) {
        state->next[shared] = request->range.first;
    }
    return pps_wildcard_advance(state, shared, request);
}

const struct pps_wildcard_model pps_wildcard_sequential = {
    .name = "sequential",
    .version = 1,
    .summary = "one counter for TCP and UDP, upward from the first port",
    .source = "HSC, win_net_srv/ephem_port_alloc.html; Q194952",
    .confidence = "re",
    .pick = pick,
};
