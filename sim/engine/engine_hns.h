/* What HNS reserves beside blocks. Private to sim/. */
#ifndef PP_SIM_ENGINE_ENGINE_HNS_H
#define PP_SIM_ENGINE_ENGINE_HNS_H

#include "rule.h"

/* HNS, when it starts, makes or drops its own `*` row. */
enum pp_status pps_remake_hns_row(struct rule *rule) PP_MUST_CHECK;
/* Chance decides whether this machine has one. */
bool pps_is_hns_row_drawn(const struct pps_state *state);
/* By the captured registry and what steps set since. */
bool pps_is_hns_row_off(const struct pps_state *state);

#endif
