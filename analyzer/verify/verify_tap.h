/*
 * Test Anything Protocol, version 14 (testanything.org): a test point for each
 * check. What is borne, or below --fail-on, has the directive of tests that are
 * known to fail, what is unknown a SKIP: neither fails a run.
 */
#ifndef PP_VERIFY_VERIFY_TAP_H
#define PP_VERIFY_VERIFY_TAP_H

#include "portplan/buf.h"

#include "verify_view.h"

/* Test Anything Protocol, version 14. */
void pp_verify_tap(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
