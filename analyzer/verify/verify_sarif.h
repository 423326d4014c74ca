/*
 * SARIF 2.1.0 (OASIS, Static Analysis Results Interchange Format): one run,
 * the policy's rules, a result for each finding. A result stands at the line
 * of the project's own file, where a reviewer can change something; the line
 * of the capture is a related place.
 */
#ifndef PP_VERIFY_VERIFY_SARIF_H
#define PP_VERIFY_VERIFY_SARIF_H

#include "portplan/buf.h"

#include "verify_view.h"

/* SARIF 2.1.0 (OASIS). */
void pp_verify_sarif(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
