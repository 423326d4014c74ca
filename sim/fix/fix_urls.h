/* The URLs of http.sys on ports. Private to sim/. */
#ifndef PP_SIM_FIX_FIX_URLS_H
#define PP_SIM_FIX_FIX_URLS_H

#include "fix_words.h"

/* The URLs of http.sys on the ports of the span. */
void pps_fix_add_urls(struct fix_text *text, const struct pp_check_span *span);
/* Whether a URL may be part of a command: cmd and PowerShell read each of its
 * characters as itself. */
bool pps_fix_url_is_plain(struct pp_sv url);

#endif
