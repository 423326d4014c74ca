/*
 * Where a report for people goes, and the phrases that several of them have.
 * Private to sim/.
 */
#ifndef PP_SIM_PRINT_REPORT_H
#define PP_SIM_PRINT_REPORT_H

#include "portplan/diag.h"
#include "portplansim/stats.h"

#include "print/style.h"
#include "sim/reserve/reserve.h"

struct pps_report {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pp_sv *capture_names; /* of places, by index; may be NULL:
                                        * then lines are named alone */
    size_t capture_count;
    struct pp_buf line; /* a paragraph in the making */
};

/* The report, whose `line` is freed by pps_report_done. */
struct pps_report pps_report_begin(struct pp_buf *buf,
                                   const struct pp_style *style);
void pps_report_done(struct pps_report *report);

/* Writes the paragraph, which is then empty. */
void pps_report_end_paragraph(struct pps_report *report, size_t indent);
/* The same with these words at its end. */
void pps_report_say(struct pps_report *report,
                    size_t indent,
                    const char *format,
                    ...) PP_PRINTF(3, 4);

/* " (FILE:LINE)" to `buf`; nothing for line 0, "line N" where the capture has
 * no name in the report. */
void pps_report_place(struct pp_buf *buf,
                      const struct pps_report *report,
                      const struct pp_place *place);

/* "in all 10,000 runs", "in 4,010 of 10,000 runs (40.1 %)" */
void pps_add_runs(struct pp_buf *buf, uint32_t part, uint32_t runs);
/* " in 40.1 % of runs"; nothing for all of them. */
void pps_add_some_runs(struct pp_buf *buf, uint32_t part, uint32_t runs);

/* " (8 to 23 in 90 % of runs)" */
void pps_add_spread(struct pp_buf *buf,
                    struct pps_spread spread,
                    const char *runs);

/* What figures rest on. */
struct pps_basis {
    uint32_t runs;
    uint64_t seed;
    const struct pps_reserve_model *model;
};
/* "10,000 runs, seed 1, model first-fit 2"; the runs under another name. */
void pps_add_basis(struct pp_buf *buf,
                   const char *runs,
                   struct pps_basis basis);
/* The same as a faint line. */
void pps_report_basis(const struct pps_report *report, struct pps_basis basis);

#endif
