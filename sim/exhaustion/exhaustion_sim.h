/*
 * Exhaustion by discrete events: connections come, take a port and give it
 * back after their time and TIME_WAIT. Private to the room.
 */
#ifndef PP_SIM_EXHAUSTION_EXHAUSTION_SIM_H
#define PP_SIM_EXHAUSTION_EXHAUSTION_SIM_H

#include "exhaustion.h"

enum {
    /* The batches that the standard error comes from; enough that the
     * interval hardly depends on their number (Schmeiser 1982), few enough
     * that each is long. */
    PPS_EXHAUSTION_BATCHES = 30,
};

/* All values are those of a checked question. */
struct pps_exhaustion_run {
    struct pps_traffic traffic;
    uint32_t pool_ports; /* with sharing, for each destination */
    uint32_t burst_count;
    uint64_t warmup_count;     /* connections before the measuring */
    uint64_t connection_count; /* measured: PPS_EXHAUSTION_BATCHES or more */
    uint64_t seed;
};

/* One seed gives one result, on every platform. PP_ERR_NOMEM. */
enum pp_status pps_exhaustion_simulate(
    const struct pps_exhaustion_run *run,
    struct pps_exhaustion_simulated *ret_simulated) PP_MUST_CHECK;

#endif
