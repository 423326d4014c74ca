/* A text read step by step. Private to sim/. */
#ifndef PP_SIM_STEPS_READER_H
#define PP_SIM_STEPS_READER_H

#include "portplan/diag.h"
#include "portplansim/scenario.h"

/* Who is given what was read; what a callback is given lives until it returns.
 */
struct step_sink {
    struct pps_scenario *scenario;
    struct pps_step blank; /* what every step begins as */
    enum pp_status (*add)(struct pps_scenario *scenario,
                          const struct pps_step *step);
    /* What Windows answered to the last step. */
    void (*answer)(struct pps_scenario *scenario, uint32_t error);
    enum pp_status (*leave_out)(struct pps_scenario *scenario,
                                const struct pps_unplayed *unplayed);
};

/* As pps_scenario_parse says. */
enum pp_status pps_read_steps(struct pp_sv text,
                              uint32_t capture_index,
                              struct pp_diags *diags,
                              const struct step_sink *sink) PP_MUST_CHECK;

#endif
