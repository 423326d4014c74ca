/*
 * JUnit's XML, as Jenkins, GitLab and others read it (tests/verify/junit.xsd):
 * a suite for each machine, a case for each check. What is borne or unknown is
 * skipped, with the reason; a violation below --fail-on passes and says so.
 */
#ifndef PP_VERIFY_VERIFY_JUNIT_H
#define PP_VERIFY_VERIFY_JUNIT_H

#include "portplan/buf.h"

#include "verify_view.h"

/* JUnit's XML: a suite for each host, a case for each check. */
void pp_verify_junit(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
