/* The table of Windows' generations for people, and as Markdown. */
#ifndef PP_EPHEMERAL_WINDOWS_TEXT_H
#define PP_EPHEMERAL_WINDOWS_TEXT_H

#include "portplan/buf.h"

#include "print/style.h"

/* The table of all generations: the seed's short one, then every cell with
 * its source. */
void pp_windows_text(struct pp_buf *buf, const struct pp_style *style);
void pp_windows_markdown(struct pp_buf *buf);

#endif
