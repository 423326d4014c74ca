/* `show` as text. */
#ifndef PP_SHOW_SHOW_TEXT_H
#define PP_SHOW_SHOW_TEXT_H

#include "portplan/buf.h"

#include "print/show_view.h"
#include "print/style.h"

void pp_show_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pp_show *show);

/* What a capture is: "netstat rows", "exclusion table, tcp, German". */
void pp_show_sections(struct pp_buf *buf,
                      const struct pp_show *show,
                      const struct pp_capture *capture);

#endif
