/* What redaction changed, for people and for programs; never what was there
 * before. */
#ifndef PORTPLAN_REDACT_REPORT_H
#define PORTPLAN_REDACT_REPORT_H

#include "portplan/redact.h"

/* `redacted 3 IPv4 addresses (12 places), 1 user name (4)`, what was left and
 * why, and what to look at; lines. With `is_quiet` only what went wrong. */
PP_API void pp_redact_text(struct pp_buf *out,
                           const struct pp_redacted *redacted,
                           bool is_quiet);

/* The document portplan.redact/1, the redacted text within. PP_ERR_NOMEM and
 * PP_ERR_LIMIT are in out->status. */
PP_API void pp_redact_json(struct pp_buf *out,
                           const struct pp_redacted *redacted);

#endif
