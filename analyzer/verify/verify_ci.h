/* `verify` for build servers, line by line. */
#ifndef PP_VERIFY_VERIFY_CI_H
#define PP_VERIFY_VERIFY_CI_H

#include "portplan/buf.h"

#include "verify_view.h"

/* Workflow commands of GitHub Actions, `::error file=F,line=N,title=T::TEXT`:
 * annotations at the lines of the project's own files. Waived findings and
 * those of the baseline are left out: nobody has to act on them. */
void pp_verify_github(struct pp_buf *buf, const struct pp_verify_view *view);

/* JUnit's XML, as Jenkins, GitLab and others read it (tests/verify/junit.xsd):
 * a suite for each machine, a case for each check. What is waived, in the
 * baseline or unknown is skipped, with the reason; a violation below --fail-on
 * passes and says so. */
void pp_verify_junit(struct pp_buf *buf, const struct pp_verify_view *view);

/* Test Anything Protocol, version 14 (testanything.org): a test point for each
 * check. What is waived, in the baseline or below --fail-on has the directive
 * of tests that are known to fail, what is unknown a SKIP: neither fails a
 * run. */
void pp_verify_tap(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
