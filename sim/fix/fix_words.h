/*
 * What the reports of fix say alike. Private to sim/.
 */
#ifndef PP_SIM_FIX_FIX_WORDS_H
#define PP_SIM_FIX_FIX_WORDS_H

#include "fix.h"
#include "sim/print/report.h"

/* What the parts of the report for people share. */
struct fix_text {
    struct pps_report to;
    const struct pps_fix *fix;
};

/* When the expectation of that index is looked at: "at once", "after a
 * restart", ... `index` counts both rows of a trial's expectations. */
const char *pps_fix_moment(const struct pps_fix_trial *trial, size_t index);

/* The expectation of that index; those of the second row come after the
 * restart. */
const struct pps_step_result *
pps_fix_expectation(const struct pps_fix_trial *trial, size_t index);

/* "at once 55555/tcp bindable in all 10,000 runs": one expectation of the
 * trial; `between` stands before its share of the runs. */
void pps_fix_add_outcome(struct pp_buf *buf,
                         const struct pps_fix_trial *trial,
                         size_t index,
                         const char *between);

/* Why a trial failed: the command that is refused, or the expectation that
 * holds too rarely. */
void pps_fix_add_failure(struct pp_buf *buf, const struct pps_fix_trial *trial);

/* What a command does, or what to know before it is given; static. */
const char *pps_fix_step_comment(const struct pps_step *step);

#endif
