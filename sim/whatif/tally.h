/*
 * What the runs of one step add up to: answers counted, changes narrowed down
 * to those of every run, blocks counted by number and by port. Private to
 * sim/.
 */
#ifndef PP_SIM_WHATIF_TALLY_H
#define PP_SIM_WHATIF_TALLY_H

#include "portplansim/whatif.h"

struct tally {
    struct pps_step_result *result; /* where it goes */
    uint32_t seen_runs;
    struct pps_histogram blocks[PP_PROTOCOL_COUNT];
    /* edges[p][port]: blocks that begin at the port less those that ended
     * before it, over all runs; NULL until there is one. */
    int32_t *edges[PP_PROTOCOL_COUNT];
    /* Ports of each protocol that every run closed; NULL: none. */
    struct pp_portset *closed;
};

/* Counts what the step answered in one run, as if in `weight` runs. */
enum pp_status pps_tally_add(struct tally *tally,
                             const struct pps_outcome *outcome,
                             uint32_t weight) PP_MUST_CHECK;

/* Turns the counts into shares, and what every run closed into changes. */
enum pp_status pps_tally_finish(struct tally *tally) PP_MUST_CHECK;
void pps_tally_done(struct tally *tally);

#endif
