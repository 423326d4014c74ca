/* `verify` as text: the answer, then what was found, machine by machine. */
#ifndef PP_VERIFY_VERIFY_TEXT_H
#define PP_VERIFY_VERIFY_TEXT_H

#include "portplan/buf.h"

#include "print/style.h"
#include "verify_view.h"

void pp_verify_text(struct pp_buf *buf,
                    const struct pp_style *style,
                    const struct pp_verify_view *view);

#endif
