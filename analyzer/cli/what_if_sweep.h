/*
 * `what-if --sweep RANGE`: its options and its answer.
 */
#ifndef PP_CLI_WHAT_IF_SWEEP_H
#define PP_CLI_WHAT_IF_SWEEP_H

#include "portplansim/scenario.h"

#include "session.h"
#include "sim/sweep/sweep.h"

/* Fills protocol, range and length; false after a complaint. Without --sweep
 * it complains about what only goes with it, and leaves a length of 0. */
bool what_if_sweep_read(const struct cli *cli,
                        struct pps_sweep_options *options);

/* Whether the steps may come before a sweep: expectations may not, for nobody
 * would look at them. Complains. */
bool what_if_sweep_takes(const struct pps_scenario *scenario);

enum exit_code what_if_sweep(struct cli *cli,
                             const struct session *session,
                             const struct pps_sweep_options *options);

#endif
