/* What a rule works on. Private to sim/. */
#ifndef PP_SIM_ENGINE_RULE_H
#define PP_SIM_ENGINE_RULE_H

#include "engine.h"

/* Windows' error numbers that portplan/bind.h does not have. */
enum {
    ERROR_SERVICE_DISABLED = 1058,
    ERROR_ELEMENT_NOT_FOUND = 1168,
    ERROR_NET_ALREADY_STARTED = 2182, /* NET HELPMSG 2182 */
    ERROR_NET_NOT_STARTED = 3521,     /* NET HELPMSG 3521 */
};

/* Everything that a rule works on. */
struct rule {
    struct pps_engine *engine;
    const struct pps_step *step;
    struct pps_state *state;
    struct pps_prng *prng;
    struct pps_outcome *outcome;
};

static inline uint8_t assumed(const struct rule *rule,
                              enum pp_assumption assumption)
{
    return rule->engine->assumptions.chosen[assumption];
}

#endif
