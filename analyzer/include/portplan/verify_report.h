/*
 * What `verify` found, in the formats that people and build servers read. As
 * in portplan/report.h: views in, bytes out, nothing computed, everything of a
 * capture or a project's file escaped as the format wants it.
 */
#ifndef PORTPLAN_VERIFY_REPORT_H
#define PORTPLAN_VERIFY_REPORT_H

#include "portplan/report.h"
#include "portplan/verify.h"

/* All of it borrowed. */
struct pp_verify_view {
    const struct pp_verify *verify;
    const struct pp_show *shows; /* one for each host: names of captures */
    struct pp_sv policy_file;    /* the path as given */
    const struct pp_sv *sources; /* one for each rule: the path of its `from`,
                                  * as it was opened; empty: none */
};

PP_API void pp_verify_text(struct pp_buf *buf,
                           const struct pp_style *style,
                           const struct pp_verify_view *view);
/* The document portplan.verify/1. */
PP_API void pp_verify_json(struct pp_buf *buf,
                           const struct pp_verify_view *view);
/* JUnit's XML: a suite for each host, a case for each check. */
PP_API void pp_verify_junit(struct pp_buf *buf,
                            const struct pp_verify_view *view);
/* SARIF 2.1.0 (OASIS). */
PP_API void pp_verify_sarif(struct pp_buf *buf,
                            const struct pp_verify_view *view);
/* Workflow commands of GitHub Actions: an annotation for each finding. */
PP_API void pp_verify_github(struct pp_buf *buf,
                             const struct pp_verify_view *view);
/* Test Anything Protocol, version 14. */
PP_API void pp_verify_tap(struct pp_buf *buf,
                          const struct pp_verify_view *view);

/* The document portplan.baseline/1: the findings that are not waived. */
PP_API void pp_verify_baseline(struct pp_buf *buf,
                               const struct pp_verify_view *view);

#endif
