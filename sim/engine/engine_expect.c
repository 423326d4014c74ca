/* Expectations: true or not in the state of one run. */
#include "engine_expect.h"

/* What a row of the table does to the port, as far as it is asked. */
static bool is_excluded(const struct pps_expect *expect,
                        const struct pp_port_state *port)
{
    if (expect->is_administered_only) {
        return port->has_administered_exclusion;
    }
    return port->has_plain_exclusion || port->has_administered_exclusion ||
           port->has_unclear_exclusion;
}

static bool is_as_expected(const struct pps_expect *expect,
                           const struct pp_port_state *port,
                           enum pp_verdict verdict)
{
    switch (expect->kind) {
    case PPS_EXPECT_VERDICT:
        return verdict == expect->verdict;
    case PPS_EXPECT_BINDABLE:
        return pp_verdict_is_yes(verdict);
    case PPS_EXPECT_EXCLUDED:
        return port->is_table_known && is_excluded(expect, port);
    case PPS_EXPECT_NOT_EXCLUDED:
        return port->is_table_known && !is_excluded(expect, port);
    case PPS_EXPECT_OUTCOME:
        break;
    }
    return false;
}

enum pp_status pps_rule_expect(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    struct pps_outcome *outcome = rule->outcome;
    if (step->expect.kind == PPS_EXPECT_OUTCOME) {
        outcome->is_held = rule->state->last_error == step->expect.error;
        return PP_OK;
    }
    /* A real range, or the step would not have been read. */
    uint32_t end = step->ports.start + step->ports.count;
    const struct pp_bind_request request = {
        .kind = PP_BIND_PLAIN,
        .protocol = step->protocol,
        .rules = pps_state_bind_rules(rule->state, &rule->engine->assumptions),
    };
    outcome->is_held = true;
    for (uint32_t p = step->ports.start; p < end && outcome->is_held; p++) {
        uint16_t port = (uint16_t)p;
        struct pp_port_state seen =
            pps_state_port(rule->state, step->protocol, port);
        outcome->verdict = pp_bind_judge(&request, &seen).verdict;
        outcome->verdict_port = port;
        outcome->is_held =
            is_as_expected(&step->expect, &seen, outcome->verdict);
    }
    return PP_OK;
}
