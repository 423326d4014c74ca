/* What the next boots of a machine hold for `suggest`. */
#include "suggest_outlook.h"

#include "portplansim/outcome.h"

#include "sim/engine/engine.h"
#include "sim/forecast/forecast.h"

static void add_dynamic(struct pp_suggest *suggest,
                        const struct pps_state *after)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_suggest_add_dynamic(
            suggest, (enum pp_protocol)p, after->protocols[p].dynamic.range);
    }
}

enum pp_status suggest_look_ahead(struct pp_suggest *suggest,
                                  const struct suggest_options *options,
                                  const struct pp_machine *machine)
{
    struct pps_state state = {0};
    struct pps_outcome outcome = {0};
    struct pps_engine engine = {.assumptions = options->assumptions};
    struct pps_prng prng = pps_prng_stream(options->asked.seed, 0);
    const struct pps_step step = pps_step_reboot();
    enum pp_status status = pps_forecast_state(machine, &state);
    if (status == PP_OK) {
        status = pps_engine_apply(&engine, &step, &state, &prng, &outcome);
    }
    if (status == PP_OK) {
        add_dynamic(suggest, &state);
    }
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pps_state_done(&state);
    return status;
}

static void add_shares(struct pp_suggest *suggest,
                       const struct pps_montecarlo *montecarlo)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        const struct pp_outlook outlook = {
            .excluded_runs = montecarlo->protocols[p].excluded_runs,
            .runs = montecarlo->runs,
        };
        enum pps_why why =
            pps_forecast_port(montecarlo, protocol, PP_SUGGEST_LEAST_PORT).why;
        if (why != PPS_WHY_UNKNOWN) {
            pp_suggest_add_outlook(suggest, protocol, &outlook);
        }
    }
}

enum pp_status suggest_forecast(struct pp_suggest *suggest,
                                const struct suggest_options *options,
                                uint32_t runs,
                                const struct pp_machine *machine)
{
    struct pps_state start = {0};
    struct pps_montecarlo *montecarlo = NULL;
    const struct pps_step step = pps_step_reboot();
    const struct pps_montecarlo_options many = {
        .seed = options->asked.seed,
        .runs = runs,
        .assumptions = options->assumptions,
    };
    enum pp_status status = pps_forecast_state(machine, &start);
    if (status == PP_OK) {
        status = pps_montecarlo_run(&start, &step, &many, &montecarlo);
    }
    if (status == PP_OK) {
        add_dynamic(suggest, &montecarlo->after);
        add_shares(suggest, montecarlo);
    }
    pps_montecarlo_free(montecarlo);
    pps_state_done(&start);
    return status;
}
