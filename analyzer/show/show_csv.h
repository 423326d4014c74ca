/* The exclusions as comma-separated values (RFC 4180, but with LF). */
#ifndef PP_SHOW_SHOW_CSV_H
#define PP_SHOW_SHOW_CSV_H

#include "portplan/buf.h"

#include "print/show_view.h"

/* The exclusions, one a line, under a line of names. */
void pp_show_csv(struct pp_buf *buf, const struct pp_show *show);

#endif
