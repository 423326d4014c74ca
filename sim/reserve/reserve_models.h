/* The reservation models, and their table. */
#ifndef PP_SIM_RESERVE_RESERVE_MODELS_H
#define PP_SIM_RESERVE_RESERVE_MODELS_H

#include "reserve.h"

/* --- winnat's blocks of 100: one of these, by U-27 --- */

/* First fit upward from a moving cursor, in bursts. */
extern const struct pps_reserve_model pps_reserve_firstfit;
/* The same, but what is missing inside a burst was reserved and released
 * again, instead of left out. */
extern const struct pps_reserve_model pps_reserve_release;
/* The same law for a block's size and room, but each block on its own at a
 * place drawn at random: what U-27 asks to compare with. */
extern const struct pps_reserve_model pps_reserve_random;

/* --- everything else that reserves --- */

/* winnat's blocks of 10 of Windows 10 1709. */
extern const struct pps_reserve_model pps_reserve_tens;
/* The pools of 64 that HNS's load balancers take. */
extern const struct pps_reserve_model pps_reserve_pools;
/* The one run of 4096 ports of WSL's mirrored networking. */
extern const struct pps_reserve_model pps_reserve_mirrored;

#endif
