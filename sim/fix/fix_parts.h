/* What the parts of the report for people share. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_PARTS_H
#define PP_SIM_FIX_FIX_PARTS_H

#include "portplansim/fix.h"

#include "sim/print/report.h"

struct fix_text {
    struct pps_report to;
    const struct pps_fix *fix;
};

#endif
