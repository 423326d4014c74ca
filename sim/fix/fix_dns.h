/* The DNS Server's pool as the holder of a port. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_DNS_H
#define PP_SIM_FIX_FIX_DNS_H

#include "fix.h"

/* Looks for a port that the pool has, or is likely to have, and fills
 * fix->dns. */
enum pp_status
pps_fix_simulate_dns(struct pps_fix *fix,
                     const struct pp_machine *machine) PP_MUST_CHECK;

#endif
