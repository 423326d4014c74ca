/*
 * Where WSL's mirrored networking may take its run
 * (docs/ports-on-windows.md#wsl-mirrored).
 */
#ifndef PP_SIM_STATE_MIRRORED_PLACE_H
#define PP_SIM_STATE_MIRRORED_PLACE_H

#include "portplan/assumptions.h"

#include "state.h"

/* Whether WSL is mirrored from its next start on: what a step set counts, else
 * what was captured. */
bool pps_is_mirrored(const struct pps_state *state);

/* Whether WSL may then take a port of the range, by the places where it looks
 * in order. */
bool pps_is_mirrored_place(const struct pps_state *state,
                           const struct pp_assumptions *assumptions,
                           struct pp_range range);

/* Whether its run, which no capture shows, may have a port of the range now. */
bool pps_may_be_mirrored(const struct pps_state *state, struct pp_range range);

#endif
