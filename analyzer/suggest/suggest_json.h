/* The document portplan.suggest/1. */
#ifndef PP_SUGGEST_SUGGEST_JSON_H
#define PP_SUGGEST_SUGGEST_JSON_H

#include "suggest.h"

/* The document portplan.suggest/1. */
void pp_suggest_json(struct pp_buf *buf, const struct pp_suggest *suggest);

#endif
