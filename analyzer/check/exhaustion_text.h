/* Ephemeral ports that ran out, for people. */
#ifndef PP_CHECK_EXHAUSTION_TEXT_H
#define PP_CHECK_EXHAUSTION_TEXT_H

#include "exhaustion.h"
#include "print/style.h"

/* Nothing where there is nothing to say. */
void pp_exhaustion_text(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_show *show,
                        const struct pp_exhaustion *found);

#endif
