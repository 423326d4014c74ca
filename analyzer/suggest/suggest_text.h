/* `suggest` as text. */
#ifndef PP_SUGGEST_SUGGEST_TEXT_H
#define PP_SUGGEST_SUGGEST_TEXT_H

#include "print/style.h"
#include "suggest.h"

/* Ends with the commands that reserve the first suggestion. */
void pp_suggest_text(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_suggest *suggest);

#endif
