/* What redaction changed, for people and for programs; never what was there
 * before. */
#ifndef PP_REDACT_REDACT_REPORT_H
#define PP_REDACT_REDACT_REPORT_H

#include "portplan/redact.h"

/* `redacted 3 IPv4 addresses (12 places), 1 user name (4)`, what was left and
 * why, and what to look at; lines. With `is_quiet` only what went wrong. */
void pp_redact_text(struct pp_buf *out,
                    const struct pp_redacted *redacted,
                    bool is_quiet);

/* The document portplan.redact/1, the redacted text within. PP_ERR_NOMEM and
 * PP_ERR_LIMIT are in out->status. */
void pp_redact_json(struct pp_buf *out, const struct pp_redacted *redacted);

#endif
