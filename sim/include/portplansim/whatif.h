/*
 * The question of `portplan what-if`: what would each step of a scenario
 * answer on this machine, what would it change, and does what is expected
 * hold? Where blocks are reserved anew the scenario is run many times.
 *
 * The result depends on machine, scenario, seed, runs, assumptions and model
 * alone.
 */
#ifndef PORTPLANSIM_WHATIF_H
#define PORTPLANSIM_WHATIF_H

#include "portplan/assumptions.h"
#include "portplansim/outcome.h"
#include "portplansim/plan.h"
#include "portplansim/scenario.h"
#include "portplansim/stats.h"

PP_BEGIN_DECLS

struct pps_reserve_model; /* opaque */

struct pps_whatif_options {
    uint64_t seed;
    uint32_t runs; /* 1 or more */
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model; /* NULL: as assumed (U-27) */
    bool is_typical; /* what no table tells is as on a typical machine */
};

enum {
    PPS_OUTCOMES_MAX = 4,
    PPS_PLACES_MAX = 5
};

/* One answer of a step, and in how many runs it was given. */
struct pps_answer {
    uint32_t error; /* 0: ok */
    const char *message;
    uint32_t runs;
    struct pps_clash clash; /* of the first such run */
};

/* Ports that blocks often take: each port in at least `share` of the runs. */
struct pps_place_share {
    struct pp_range range;
    double share; /* of the port that is taken most often */
};

/* Blocks that a step made, over all runs. */
struct pps_blocks_made {
    bool is_any; /* at least one, in some run */
    struct pps_spread count;
    struct pps_place_share places[PPS_PLACES_MAX]; /* by share, descending */
    size_t place_count;
};

struct pps_step_result {
    const struct pps_step *step; /* of the scenario */
    bool is_random; /* it, or a step before it, drew random numbers */
    struct pps_answer answers[PPS_OUTCOMES_MAX]; /* the commonest first; rarer
                                                    ones than fit count with
                                                    the last */
    size_t answer_count;
    uint32_t left_out_runs;     /* in which it is not played, as the step before
                                 * failed; they count as error 0 */
    struct pps_change *changes; /* those of every run */
    size_t change_count;
    uint32_t no_room_runs; /* in which WSL's mirrored networking found no run
                            * of 4096 free ports */
    uint64_t notes;        /* bits: 1 << enum pps_note; of any run */
    bool is_reserving;     /* blocks were made anew */
    struct pps_blocks_made blocks[PP_PROTOCOL_COUNT];
    /* PPS_STEP_EXPECT only: */
    bool is_held;
    uint32_t held_runs;
    double held_share;
    struct pps_interval interval; /* Wilson, 95 %; a point if not random */
    uint32_t failed_verdicts[PP_VERDICT_COUNT]; /* runs, by the verdict of
                                                   the first port that fails */
    uint16_t failed_port; /* in the first run that failed */
};

struct pps_whatif {
    struct pps_step_result *steps;
    size_t step_count;
    uint64_t seed;
    uint32_t runs;
    bool is_random; /* at least one step drew random numbers */
    bool is_held;   /* every expectation holds */
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model;
    const struct pps_scenario *scenario; /* what of it is not played */
    struct pp_machine *machine;          /* as the first run left it */
    struct pps_plan plan;                /* from start to end, over all runs */
};

/* Borrows machine and scenario, which must outlive the result. The caller
 * frees it with pps_whatif_free. PP_ERR_INVALID for 0 runs. */
PP_API enum pp_status
pps_whatif_run(const struct pp_machine *machine,
               const struct pps_scenario *scenario,
               const struct pps_whatif_options *options,
               struct pps_whatif **ret_whatif) PP_MUST_CHECK;
PP_API void pps_whatif_free(struct pps_whatif *whatif);

PP_END_DECLS

#endif
