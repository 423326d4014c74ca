/* `verify` as SARIF 2.1.0. */
#ifndef PP_VERIFY_VERIFY_SARIF_H
#define PP_VERIFY_VERIFY_SARIF_H

#include "portplan/buf.h"

#include "verify_view.h"

/* SARIF 2.1.0 (OASIS). */
void pp_verify_sarif(struct pp_buf *buf, const struct pp_verify_view *view);

#endif
