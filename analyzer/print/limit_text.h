/* Limits in words. */
#ifndef PP_PRINT_LIMIT_TEXT_H
#define PP_PRINT_LIMIT_TEXT_H

#include "portplan/buf.h"
#include "portplan/limit.h"

/* One sentence without a full stop: what is not known, and what would show
 * it. */
void pp_limit_text(struct pp_buf *buf, const struct pp_limit *limit);

#endif
