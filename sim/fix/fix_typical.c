/* Where no table is captured, a machine is taken for a typical one with its
 * dynamic range, and booted. */
#include "fix_typical.h"

/* A restart, and for each span that lacks a table whether it can be bound. */
static enum pp_status add_steps(struct pps_fix *fix,
                                const struct pp_machine *machine,
                                struct pps_scenario *steps)
{
    const struct pps_step restart = pps_step_of(PPS_STEP_REBOOT);
    struct pps_step expect = pps_step_of(PPS_STEP_EXPECT);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    expect.expect.kind = PPS_EXPECT_BINDABLE;
    PP_TRY(pps_scenario_add(steps, &restart, NULL));
    for (size_t i = 0; i < count; i++) {
        if (spans[i].rule != PP_BIND_RULE_NO_TABLE ||
            fix->typical_count == PPS_FIX_RANGES_MAX) {
            continue;
        }
        expect.protocol = spans[i].protocol;
        expect.ports = (struct pps_ports){spans[i].range.first,
                                          pp_range_count(spans[i].range)};
        PP_TRY(pps_scenario_add(steps, &expect, NULL));
        fix->typical[fix->typical_count++] = (struct pps_fix_typical){
            .span = &spans[i],
            .dynamic = pp_machine_dynamic(machine, expect.protocol)->range,
        };
    }
    return PP_OK;
}

static enum pp_status play(struct pps_fix *fix,
                           const struct fix_case *fix_case,
                           const struct pps_scenario *steps)
{
    struct pps_whatif *whatif = NULL;
    const struct pps_whatif_options options = {
        .seed = fix->options.seed,
        .runs = fix->options.runs,
        .assumptions = fix->options.check.assumptions,
        .is_typical = true,
    };
    PP_TRY(pps_whatif_run(fix_case->machine, steps, &options, &whatif));
    for (size_t i = 0; i < fix->typical_count; i++) {
        /* What is in doubt for another reason counts as free. */
        const uint32_t *failed = whatif->steps[i + 1].failed_verdicts;
        fix->typical[i].hits =
            failed[PP_VERDICT_BLOCKED] + failed[PP_VERDICT_IN_USE];
    }
    pps_whatif_free(whatif);
    return PP_OK;
}

enum pp_status pps_fix_simulate_typical(struct pps_fix *fix,
                                        const struct fix_case *fix_case)
{
    struct pps_scenario *steps = NULL;
    PP_TRY(pps_scenario_new(&steps));
    enum pp_status status = add_steps(fix, fix_case->machine, steps);
    if (status == PP_OK && fix->typical_count > 0) {
        status = play(fix, fix_case, steps);
    }
    pps_scenario_free(steps);
    return status;
}

const struct pps_fix_typical *
pps_fix_typical_of(const struct pps_fix *fix, const struct pp_check_span *span)
{
    for (size_t i = 0; i < fix->typical_count; i++) {
        if (fix->typical[i].span == span) {
            return &fix->typical[i];
        }
    }
    return NULL;
}
