/* The answer to `ephemeral`. */
#ifndef PP_EPHEMERAL_EPHEMERAL_REPORT_H
#define PP_EPHEMERAL_EPHEMERAL_REPORT_H

#include "ephemeral_words.h"
#include "json/json_write.h"
#include "print/style.h"

/* Both protocols; one paragraph where they are alike. */
void pp_ephemeral_text(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp);
/* The notes, which bear on running out of ports alone. */
void pp_ephemeral_notes(struct pp_buf *buf,
                        const struct pp_style *style,
                        const struct pp_ephemeral *ephemeral);
/* Members of the document portplan.ephemeral/1: those of TCP, and the same of
 * UDP in a member of its own, null where both share one range. */
void pp_ephemeral_json(struct pp_json *doc,
                       const struct pp_ephemeral *tcp,
                       const struct pp_ephemeral *udp);

#endif
