/*
 * Playing steps on a machine, one run of them, and looking at what the last
 * one answered and what it left.
 */
#ifndef PP_TESTS_SUPPORT_SIM_PLAY_H
#define PP_TESTS_SUPPORT_SIM_PLAY_H

#include "portplansim/outcome.h"

#include "invariants.h"
#include "sim/chance/prng.h"
#include "sim/engine/engine.h"
#include "sim/state/state_machine.h"
#include "sim_support.h"

struct play {
    struct pps_state state;
    struct pps_engine engine;
    struct pps_outcome outcome;
};

/* Plays the steps; `play->outcome` is that of the last one. */
static inline void play_steps(struct play *play,
                              const struct pp_machine *machine,
                              const char *text,
                              const char *assumption)
{
    struct pps_prng prng = pps_prng_stream(1, 0);
    struct pps_scenario *scenario = test_scenario(text);
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    memset(play, 0, sizeof(*play));
    if (assumption != NULL) {
        cr_assert_eq(pp_assumptions_set(&play->engine.assumptions,
                                        pp_sv_from(assumption),
                                        NULL),
                     PP_OK,
                     "%s",
                     assumption);
    }
    cr_assert_eq(pps_state_from_machine(machine, &play->state), PP_OK);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(
            pps_engine_apply(
                &play->engine, &steps[i], &play->state, &prng, &play->outcome),
            PP_OK);
        cr_expect(pp_test_state_is_sound(&play->state),
                  "%s: after step %zu",
                  text,
                  i + 1);
    }
    pps_scenario_free(scenario);
}

static inline void end_play(struct play *play)
{
    pps_state_done(&play->state);
    pps_engine_done(&play->engine);
    pps_outcome_done(&play->outcome);
}

#endif
