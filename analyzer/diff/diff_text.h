/*
 * `diff` as text: what probably happened, then for each protocol the rows that
 * are gone, new or elsewhere, then the rest of the machine.
 */
#ifndef PP_DIFF_DIFF_TEXT_H
#define PP_DIFF_DIFF_TEXT_H

#include "portplan/buf.h"

#include "diff_view.h"
#include "print/style.h"

void pp_diff_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pp_diff_view *view);

#endif
