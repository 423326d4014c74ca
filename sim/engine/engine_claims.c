/* Exclusions that come and go by a rule, and are told of. */
#include "portplansim/state.h"

#include "engine_rules.h"

enum pp_status add_claim(struct rule *rule,
                         enum pp_protocol protocol,
                         const struct pps_claim *claim)
{
    const struct pps_change change = change_of_claim(PPS_ADD, protocol, claim);
    PP_TRY(pps_state_add_claim(rule->state, protocol, claim));
    return outcome_add(rule->outcome, &change);
}

enum pp_status
remove_claim(struct rule *rule, enum pp_protocol protocol, size_t index)
{
    const struct pps_change change = change_of_claim(
        PPS_REMOVE, protocol, &rule->state->protocols[protocol].claims[index]);
    PP_TRY(outcome_add(rule->outcome, &change));
    pps_state_remove_claim(rule->state, protocol, index);
    return PP_OK;
}
