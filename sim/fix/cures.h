/* The ways to make ports bindable: names, and what they mean to people. */
#ifndef PP_SIM_FIX_CURES_H
#define PP_SIM_FIX_CURES_H

#include "portplan/sv.h"

/* A way to make ports bindable (docs/ports-on-windows.md#cures); all texts
 * are static: phrases without a full stop. */
struct pps_cure {
    const char *name;  /* for --cure: "winnat" */
    const char *title; /* what is done, in one line */
    const char *cost;  /* what it disturbs; NULL: nothing */
    const char *bears; /* what stays as a consequence */
};

enum {
    PPS_CURE_COUNT = 7
};

/* The cures, the least disruptive first; PPS_CURE_COUNT of them. */
const struct pps_cure *pps_cures(void);
/* NULL: there is none of that name. */
const struct pps_cure *pps_cure_named(struct pp_sv name);

#endif
