/* Neighbouring places of a sweep as one. */
#ifndef PP_SIM_SWEEP_SWEEP_STRETCHES_H
#define PP_SIM_SWEEP_SWEEP_STRETCHES_H

#include "sweep.h"

/* Neighbouring places with about the same answer. */
struct pps_sweep_stretch {
    const struct pps_sweep_place *first; /* the answer of all of them */
    size_t count;
    uint32_t least_excluded; /* runs */
    uint32_t most_excluded;
    uint32_t least_refused;
    uint32_t most_refused;
    uint64_t sum_excluded;
};

/* By kind; accepted ones by their mean share, the safest first, and of equals
 * those outside the dynamic port range, then the longest; others ascending.
 * The caller frees with pp_free. */
enum pp_status pps_sweep_stretches(const struct pps_sweep *sweep,
                                   struct pps_sweep_stretch **ret_stretches,
                                   size_t *ret_count) PP_MUST_CHECK;

#endif
