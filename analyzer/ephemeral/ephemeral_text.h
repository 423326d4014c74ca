/* The ephemeral range, for people. */
#ifndef PP_EPHEMERAL_EPHEMERAL_TEXT_H
#define PP_EPHEMERAL_EPHEMERAL_TEXT_H

#include "portplan/buf.h"

#include "model/ephemeral.h"
#include "print/style.h"

/* Both protocols; one paragraph where they are alike. */
void pp_ephemeral_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp);

#endif
