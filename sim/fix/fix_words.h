/*
 * What the reports of fix say alike. Private to sim/.
 */
#ifndef PP_SIM_FIX_FIX_WORDS_H
#define PP_SIM_FIX_FIX_WORDS_H

#include "portplansim/fix.h"

/* What the parts of the report for people share. */
struct fix_text {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pps_fix *fix;
    const struct pp_sv *capture_names;
    size_t capture_count;
};

/* What helps where no commands do, below the cause (fix_advice.c). */
void fix_add_advice(const struct fix_text *text,
                    const struct pp_check_span *span);

/* Whether no commands help on these ports, whatever else is asked for. */
bool fix_is_beyond_help(const struct pp_check_span *span);

/* The URLs of http.sys on the ports of the span (fix_urls.c). */
void fix_add_urls(const struct fix_text *text,
                  const struct pp_check_span *span);
/* Whether a URL may stand in a command: cmd and PowerShell read each of its
 * characters as itself. */
bool fix_url_is_plain(struct pp_sv url);

/* WSL's mirrored networking, where the ports may be its (fix_mirrored_text.c).
 */
void fix_add_mirrored(const struct fix_text *text);

/* The steps of the cure, and those of the way back. */
const struct pps_step *fix_commands(const struct pps_fix *fix,
                                    size_t *ret_count);
const struct pps_step *fix_way_back(const struct pps_fix *fix,
                                    size_t *ret_count);

/* When the expectation of that index is looked at: "at once", "after a
 * restart", ... `index` counts both rows of a trial's expectations. */
const char *fix_moment(const struct pps_fix_trial *trial, size_t index);

/* The expectation of that index; those of the second row stand behind the
 * restart. */
const struct pps_step_result *fix_expectation(const struct pps_fix_trial *trial,
                                              size_t index);

/* "in all 10,000 runs", "in 9,913 of 10,000 runs (99.1 %)" */
void fix_add_share(struct pp_buf *buf,
                   const struct pps_fix_trial *trial,
                   const struct pps_step_result *expectation);

/* What the expectation expects, as the language of steps has it. */
const char *fix_expected_word(const struct pps_step *step);

/* "55555/tcp bindable", "60000-60009/udp not excluded" */
void fix_add_expected(struct pp_buf *buf,
                      const struct pps_step_result *expectation);

/* Why a trial failed: the command that is refused, or the expectation that
 * holds too rarely. */
void fix_add_failure(struct pp_buf *buf, const struct pps_fix_trial *trial);

/* What a command does, or what to know before it is given; static. */
const char *fix_step_comment(const struct pps_step *step);

#endif
