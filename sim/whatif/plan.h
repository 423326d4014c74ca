/*
 * Counts, run by run, in what the end of a scenario differs from its start;
 * adds up to a pps_plan. Private to sim/.
 *
 * What is remembered is bounded by the captured rows, the steps and the ports:
 * of blocks made by chance the number is counted, not the places.
 */
#ifndef PP_SIM_WHATIF_PLAN_H
#define PP_SIM_WHATIF_PLAN_H

#include "portplansim/plan.h"
#include "portplansim/stats.h"

#include "sim/state/state.h"
#include "tally.h"

/* A change with the number of runs that have it. */
struct plan_entry {
    struct pps_plan_change change;
    uint32_t turn; /* the last state that had it */
};

/* In the order of changes, none twice. All zero bytes is the empty one. */
struct plan_set {
    struct plan_entry *items;
    size_t count;
    size_t capacity;
};

/* All zero bytes is one that has not begun. */
struct plan_tally {
    struct pps_state start; /* a copy */
    struct plan_set rows;   /* of the start: `runs` still have it */
    struct plan_set found;  /* what is new or other */
    struct plan_set steady; /* blocks that every run so far has made */
    uint32_t *port_runs[PP_PROTOCOL_COUNT]; /* in which it is in use and was
                                             * not, or the other way round */
    struct pps_histogram blocks[PP_PROTOCOL_COUNT][PPS_BLOCK_KIND_COUNT];
    uint32_t turn; /* how many states were seen */
    uint32_t runs; /* for how many runs they stand */
};

/* Remembers the start. */
enum pp_status
pps_plan_tally_begin(struct plan_tally *tally,
                     const struct pps_state *start) PP_MUST_CHECK;

/* Counts how a run has ended, as if `weight` runs had. */
enum pp_status pps_plan_tally_add(struct plan_tally *tally,
                                  const struct pps_state *end,
                                  uint32_t weight) PP_MUST_CHECK;

/* The caller frees ret_plan->changes with pp_free. */
enum pp_status pps_plan_tally_finish(struct plan_tally *tally,
                                     struct pps_plan *ret_plan) PP_MUST_CHECK;
void pps_plan_tally_done(struct plan_tally *tally);

#endif
