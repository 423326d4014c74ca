/* What cures and the look at WSL's mirrored networking play alike. */
#include "fix_play.h"

enum pp_status
pps_fix_add_runs(struct pps_scenario *steps,
                 const struct pp_portset ports[PP_PROTOCOL_COUNT],
                 const struct pps_step *forms,
                 size_t count)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        while (pps_fix_next_run(&ports[p], &from, &run)) {
            for (size_t i = 0; i < count; i++) {
                struct pps_step step = forms[i];
                step.protocol = (enum pp_protocol)p;
                step.ports = (struct pps_ports){run.first, pp_range_count(run)};
                PP_TRY(pps_scenario_add(steps, &step, NULL));
            }
        }
    }
    return PP_OK;
}

enum pp_status pps_fix_play(const struct fix_case *fix_case,
                            const struct pps_scenario *steps,
                            struct pps_whatif **ret_whatif)
{
    const struct pps_whatif_options options = {
        .seed = fix_case->options->seed,
        .runs = fix_case->options->runs,
        .assumptions = fix_case->options->check.assumptions,
    };
    return pps_whatif_run(fix_case->machine, steps, &options, ret_whatif);
}

bool pps_fix_is_too_often(const struct pps_fix_options *options, uint32_t runs)
{
    uint64_t allowed = PPS_PPM - options->at_least_ppm;
    return (uint64_t)runs * PPS_PPM > allowed * options->runs;
}
