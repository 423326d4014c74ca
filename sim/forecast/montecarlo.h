/*
 * Many boots of one machine, counted: in how many of them is each port
 * excluded, and how many blocks are there.
 *
 *   start (a state) --step (reboot, start winnat)--> run 0, 1, 2, ... -->
 * counts
 *
 * Run i draws from stream (seed, i) and begins at the same state, so that the
 * result depends on neither the order of runs, nor on who makes them, nor on
 * how they are parted into rounds. Without a precision it depends on start,
 * step, seed, runs, assumptions and model alone; with one, also on the size
 * of a round, after each of which the precision is looked at.
 */
#ifndef PP_SIM_FORECAST_MONTECARLO_H
#define PP_SIM_FORECAST_MONTECARLO_H

#include "portplan/port_list.h"
#include "portplansim/scenario.h"
#include "portplansim/stats.h"

#include "sim/reserve/reserve.h"
#include "sim/state/state.h"

/*
 * Those who make the runs. The library has no threads of its own: whoever has
 * some lends them. `run` calls job(context, 0) to job(context, count - 1), in
 * any order and at the same time if it likes, and returns when all are done.
 */
struct pps_team {
    unsigned count; /* jobs of a round; 1 or more */
    void *user;
    void (*run)(void *user,
                unsigned count,
                void (*job)(void *context, unsigned index),
                void *context);
};

enum {
    PPS_TEAM_MAX = 256,
    PPS_ROUND_RUNS = 10000, /* of a round, where nothing else is said */
};

struct pps_montecarlo_options {
    uint64_t seed;
    uint32_t runs;       /* 1 or more; with a precision: at most */
    uint32_t round_runs; /* 0: PPS_ROUND_RUNS */
    /* Half the width of the 95 % interval that is narrow enough, in
     * millionths; 0: all runs are made. */
    uint32_t precision_ppm;
    /* Whose interval it is, and what is counted as a whole; with none, every
     * port of the dynamic range of `protocol`. Borrowed by the result. */
    const struct pp_port_list *asked; /* NULL: none */
    enum pp_protocol protocol;
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model; /* NULL: as assumed (U-27) */
    const struct pps_team *team;           /* NULL: the caller alone */
    /* Called between rounds; NULL: never. */
    void (*progress)(void *user, uint32_t done, uint32_t runs);
    void *progress_user;
};

/* What the runs came to in one protocol. Excluded is a port in an exclusion
 * that is not administered: a plain bind gets 10013 there. */
struct pps_port_counts {
    uint32_t *excluded_runs; /* of each port, PP_PORT_COUNT of them */
    struct pps_histogram blocks;
};

struct pps_montecarlo {
    uint64_t seed;
    uint32_t runs;   /* that were made */
    bool is_precise; /* a precision was asked for, and reached */
    struct pp_assumptions assumptions;
    const struct pps_reserve_model *model;
    const struct pp_port_list *asked; /* NULL: none */
    /* For each item asked: in how many runs at least one port of it was
     * excluded. */
    uint32_t *asked_runs;
    struct pps_port_counts protocols[PP_PROTOCOL_COUNT];
    uint64_t notes;         /* bits: 1 << enum pps_note; of any run */
    bool is_reserving;      /* the step makes blocks */
    struct pps_state start; /* a copy */
    struct pps_state after; /* as run 0 left it */
};

/* Plays `step` on `start` many times. The machine behind `start` must outlive
 * the result, which the caller frees with pps_montecarlo_free.
 * PP_ERR_INVALID for 0 runs or a team of none or too many. */
enum pp_status
pps_montecarlo_run(const struct pps_state *start,
                   const struct pps_step *step,
                   const struct pps_montecarlo_options *options,
                   struct pps_montecarlo **ret_montecarlo) PP_MUST_CHECK;
void pps_montecarlo_free(struct pps_montecarlo *montecarlo);

#endif
