/*
 * Runs of a scenario. What comes before the first step that draws random
 * numbers happens once; from there on run i is a copy of that state and draws
 * from stream (seed, i), so that neither the order of runs nor their number
 * changes any of them.
 */
#include "portplansim/whatif.h"

#include "base/alloc.h"
#include "boots.h"
#include "plan.h"
#include "sim/engine/engine_blocks.h"
#include "sim/state/profile.h"
#include "sim/state/state_machine.h"
#include "tally.h"

struct simulation {
    const struct pps_whatif_options *options;
    const struct pps_step *steps;
    size_t step_count;
    size_t first_random; /* step_count if none is */
    struct pps_whatif *whatif;
    struct tally *tallies;
    struct plan_tally plan;
    struct pps_engine engine;
    struct pps_outcome outcome;
    struct pps_state base; /* before the first random step */
    struct pps_state work; /* of the run */
};

static enum pp_status make_result(struct simulation *simulation)
{
    const struct pps_whatif_options *options = simulation->options;
    size_t count = simulation->step_count;
    struct pps_whatif *whatif = pp_calloc(1, sizeof(*whatif));
    if (whatif == NULL) {
        return PP_ERR_NOMEM;
    }
    simulation->whatif = whatif;
    *whatif = (struct pps_whatif){
        .seed = options->seed,
        .runs = options->runs,
        .is_random = simulation->first_random < count,
        .assumptions = options->assumptions,
    };
    whatif->steps = pp_calloc(count, sizeof(*whatif->steps));
    simulation->tallies = pp_calloc(count, sizeof(*simulation->tallies));
    if (whatif->steps == NULL || simulation->tallies == NULL) {
        return PP_ERR_NOMEM;
    }
    whatif->step_count = count;
    for (size_t i = 0; i < count; i++) {
        whatif->steps[i].step = &simulation->steps[i];
        whatif->steps[i].is_random = i >= simulation->first_random;
        simulation->tallies[i].result = &whatif->steps[i];
    }
    return PP_OK;
}

static enum pp_status run_steps(struct simulation *simulation,
                                size_t from,
                                size_t to,
                                struct pps_state *state,
                                uint64_t run)
{
    bool is_once = to <= simulation->first_random;
    struct pps_prng prng = pps_prng_stream(simulation->options->seed, run);
    for (size_t i = from; i < to; i++) {
        PP_TRY(pps_engine_apply(&simulation->engine,
                                &simulation->steps[i],
                                state,
                                &prng,
                                &simulation->outcome));
        PP_TRY(pps_tally_add(&simulation->tallies[i],
                             &simulation->outcome,
                             is_once ? simulation->options->runs : 1));
    }
    return PP_OK;
}

static enum pp_status run_random_steps(struct simulation *simulation)
{
    for (uint32_t run = 0; run < simulation->options->runs; run++) {
        PP_TRY(pps_state_copy(&simulation->base, &simulation->work));
        PP_TRY(run_steps(simulation,
                         simulation->first_random,
                         simulation->step_count,
                         &simulation->work,
                         run));
        PP_TRY(pps_plan_tally_add(&simulation->plan, &simulation->work, 1));
        if (run == 0) {
            PP_TRY(pps_state_to_machine(&simulation->work,
                                        &simulation->whatif->machine));
        }
    }
    return PP_OK;
}

static enum pp_status run_all(struct simulation *simulation,
                              const struct pp_machine *machine)
{
    PP_TRY(make_result(simulation));
    PP_TRY(pps_state_from_machine(machine, &simulation->base));
    if (simulation->options->is_typical) {
        PP_TRY(pps_profile_fill(pps_profile_typical(), &simulation->base));
    }
    simulation->whatif->model =
        pps_engine_model(&simulation->engine, &simulation->base);
    PP_TRY(pps_plan_tally_begin(&simulation->plan, &simulation->base));
    PP_TRY(run_steps(
        simulation, 0, simulation->first_random, &simulation->base, 0));
    if (simulation->first_random < simulation->step_count) {
        PP_TRY(run_random_steps(simulation));
    } else {
        PP_TRY(pps_plan_tally_add(
            &simulation->plan, &simulation->base, simulation->options->runs));
        PP_TRY(pps_state_to_machine(&simulation->base,
                                    &simulation->whatif->machine));
    }
    return pps_plan_tally_finish(&simulation->plan, &simulation->whatif->plan);
}

static enum pp_status finish_result(struct simulation *simulation)
{
    struct pps_whatif *whatif = simulation->whatif;
    whatif->is_held = true;
    for (size_t i = 0; i < whatif->step_count; i++) {
        PP_TRY(pps_tally_finish(&simulation->tallies[i]));
        if (whatif->steps[i].step->kind == PPS_STEP_EXPECT) {
            whatif->is_held &= whatif->steps[i].is_held;
        }
    }
    return PP_OK;
}

static void free_simulation(struct simulation *simulation)
{
    for (size_t i = 0;
         simulation->tallies != NULL && i < simulation->step_count;
         i++) {
        pps_tally_done(&simulation->tallies[i]);
    }
    pp_free(simulation->tallies);
    pps_plan_tally_done(&simulation->plan);
    pps_engine_done(&simulation->engine);
    pps_outcome_done(&simulation->outcome);
    pps_state_done(&simulation->base);
    pps_state_done(&simulation->work);
    pp_free(simulation);
}

enum pp_status pps_whatif_run(const struct pp_machine *machine,
                              const struct pps_scenario *scenario,
                              const struct pps_whatif_options *options,
                              struct pps_whatif **ret_whatif)
{
    if (options->runs == 0) {
        return PP_ERR_INVALID;
    }
    struct simulation *simulation = pp_calloc(1, sizeof(*simulation));
    if (simulation == NULL) {
        return PP_ERR_NOMEM;
    }
    simulation->options = options;
    simulation->steps = pps_scenario_steps(scenario, &simulation->step_count);
    simulation->first_random =
        pps_steps_before_chance(simulation->steps, simulation->step_count);
    simulation->engine.assumptions = options->assumptions;
    simulation->engine.model = options->model;
    enum pp_status status = run_all(simulation, machine);
    if (status == PP_OK) {
        status = finish_result(simulation);
    }
    if (status == PP_OK) {
        simulation->whatif->scenario = scenario;
        *ret_whatif = simulation->whatif;
    } else {
        pps_whatif_free(simulation->whatif);
    }
    free_simulation(simulation);
    return status;
}

void pps_whatif_free(struct pps_whatif *whatif)
{
    if (whatif == NULL) {
        return;
    }
    for (size_t i = 0; i < whatif->step_count; i++) {
        pp_free(whatif->steps[i].changes);
    }
    pp_free(whatif->steps);
    pp_free(whatif->plan.changes);
    pp_machine_free(whatif->machine);
    pp_free(whatif);
}
