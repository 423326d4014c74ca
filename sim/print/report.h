/*
 * Where a report for people goes, and the lines that several of them have.
 * Private to sim/.
 */
#ifndef PP_SIM_PRINT_REPORT_H
#define PP_SIM_PRINT_REPORT_H

#include "portplan/diag.h"

#include "print/style.h"

struct pps_report {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pp_sv *capture_names; /* of places, by index; may be NULL:
                                        * then lines are named alone */
    size_t capture_count;
};

/* " (FILE:LINE)" to `buf`; nothing for line 0, "line N" where the capture has
 * no name in the report. */
void pps_report_place(struct pp_buf *buf,
                      const struct pps_report *report,
                      const struct pp_place *place);

/* What figures rest on. */
struct pps_report_basis {
    uint32_t runs;
    uint64_t seed;
    const char *model;
    unsigned version;
};
/* The faint line "10,000 runs, seed 1, model first-fit 2". */
void pps_report_runs(const struct pps_report *report,
                     struct pps_report_basis basis);

#endif
