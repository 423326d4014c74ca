/*
 * The engine: one step on one state. Deterministic but for the blocks that a
 * reservation model places, which draw from the generator it is given.
 */
#ifndef PP_SIM_ENGINE_ENGINE_H
#define PP_SIM_ENGINE_ENGINE_H

#include "portplan/assumptions.h"
#include "portplansim/outcome.h"
#include "portplansim/scenario.h"

#include "base/vec.h"
#include "sim/reserve/reserve.h"
#include "sim/state/state.h"

struct pps_engine {
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model; /* NULL: as `assumptions` say */
    struct pps_block_list blocks;          /* scratch; zero it first */
    /* Scratch too: sockets of programs while the machine boots. */
    PP_VEC(struct pps_socket) away[PP_PROTOCOL_COUNT];
};

void pps_engine_done(struct pps_engine *engine);

/* Whether a step of this kind may draw random numbers. */
bool pps_step_may_draw(const struct pps_step *step);

/* Changes `state` as Windows would, and fills `outcome`, whose old contents
 * are forgotten. An error of Windows is an outcome, not a status. */
enum pp_status pps_engine_apply(struct pps_engine *engine,
                                const struct pps_step *step,
                                struct pps_state *state,
                                struct pps_prng *prng,
                                struct pps_outcome *outcome) PP_MUST_CHECK;

/*
 * A reboot in two parts, for those who play it very often from one state: the
 * first does what is alike in every run, the second, with the same engine and
 * on a copy of what the first left, what is drawn.
 */
enum pp_status pps_engine_boot_alike(struct pps_engine *engine,
                                     struct pps_state *state,
                                     struct pps_outcome *outcome) PP_MUST_CHECK;
enum pp_status pps_engine_boot_drawn(struct pps_engine *engine,
                                     struct pps_state *state,
                                     struct pps_prng *prng,
                                     struct pps_outcome *outcome) PP_MUST_CHECK;
/* Whether the second part does nothing but add claims at the end, so that
 * pps_state_take_back undoes it. After the first part. */
bool pps_engine_boot_only_adds(const struct pps_engine *engine);

#endif
