/*
 * Command lines that list sockets: `netstat -anoq`, `Get-NetTCPConnection
 * -State Bound | Group-Object OwningProcess`. What they leave out, a list below
 * them does not show.
 */
#ifndef PP_PARSE_MENTIONS_LISTING_H
#define PP_PARSE_MENTIONS_LISTING_H

#include "parse/line/context.h"

/* Reads the line at hand, whatever stands in front of the command, into
 * context->listing; one without such a command changes nothing. */
void pp_listing_read(struct pp_context *context);

#endif
