/* The replacement of each secret: numbered words, and addresses that are set
 * aside for examples. */
#ifndef PP_REDACT_REDACT_SETTLE_H
#define PP_REDACT_REDACT_SETTLE_H

#include "redact_names.h"

/* Gives every secret its replacement, in the order in which they were
 * learned. PP_ERR_LIMIT: more than there are replacements. */
enum pp_status pp_names_settle(struct pp_names *names) PP_MUST_CHECK;

#endif
