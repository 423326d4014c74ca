/* The walk along one line. */
#ifndef PP_REDACT_REDACT_LINE_H
#define PP_REDACT_REDACT_LINE_H

#include "redact_scan.h"

/* Reports what has the shape of a secret, and the words learned. */
void pp_scan_line(struct pp_scan *scan);

#endif
