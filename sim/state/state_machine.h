/* Between a captured machine and the state of the simulation. */
#ifndef PP_SIM_STATE_STATE_MACHINE_H
#define PP_SIM_STATE_STATE_MACHINE_H

#include "state.h"

/* The state that the machine was captured in. Borrows from the machine, which
 * must outlive the state and all its copies. */
enum pp_status
pps_state_from_machine(const struct pp_machine *machine,
                       struct pps_state *ret_state) PP_MUST_CHECK;

/* The machine as it now is, finished; the caller frees it. */
enum pp_status
pps_state_to_machine(const struct pps_state *state,
                     struct pp_machine **ret_machine) PP_MUST_CHECK;

#endif
