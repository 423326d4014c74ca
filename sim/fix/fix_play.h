/* Steps for every run of ports, and the machine that plays them. Private to
 * sim/. */
#ifndef PP_SIM_FIX_FIX_PLAY_H
#define PP_SIM_FIX_FIX_PLAY_H

#include "fix_case.h"

/* For each run of the ports adds the `count` steps, which have everything but
 * the ports and their protocol. */
enum pp_status
pps_fix_add_runs(struct pps_scenario *steps,
                 const struct pp_portset ports[PP_PROTOCOL_COUNT],
                 const struct pps_step *forms,
                 size_t count) PP_MUST_CHECK;

/* Plays steps on the machine of the case. */
enum pp_status pps_fix_play(const struct fix_case *fix_case,
                            const struct pps_scenario *steps,
                            struct pps_whatif **ret_whatif) PP_MUST_CHECK;

/* Whether that many runs are more than a cure may fail in. */
bool pps_fix_is_too_often(const struct pps_fix_options *options, uint32_t runs);

#endif
