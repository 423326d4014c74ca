/*
 * `check` as text: the answer in the first line of each port, then the
 * evidence, then what to do.
 */
#ifndef PP_CHECK_CHECK_TEXT_H
#define PP_CHECK_CHECK_TEXT_H

#include "portplan/buf.h"
#include "portplan/check.h"

#include "print/show_view.h"
#include "print/style.h"

/* `captures` give the names of the places. */
void pp_check_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_check *check,
                   const struct pp_show *show);

/* What decides about the ports, in a piece of a line, escaped. */
void pp_check_cause(struct pp_buf *buf,
                    const struct pp_show *show,
                    const struct pp_check_span *span);

enum pp_color pp_check_color(enum pp_verdict verdict);

#endif
