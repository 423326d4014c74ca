/* Usage in words: which ports are taken, by whom, and why they run out. */
#ifndef PP_PRINT_USAGE_TEXT_H
#define PP_PRINT_USAGE_TEXT_H

#include "portplan/usage.h"

#include "style.h"

/* A line where the range is ample, a few where it runs out; nothing where no
 * capture shows sockets. */
void pp_usage_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_usage *usage);

/* One paragraph, only of a range that is near its end or exhausted:
 * `tcp ports are exhausted: 16,383 of 16,384 ...; CAUSE`. */
void pp_usage_warning(struct pp_buf *buf,
                      const struct pp_style *style,
                      const struct pp_usage *usage);

/* The cause as a clause: `app.exe (pid 812) has 14,102 sockets that ...`. */
void pp_usage_cause_text(struct pp_buf *buf, const struct pp_usage *usage);

#endif
