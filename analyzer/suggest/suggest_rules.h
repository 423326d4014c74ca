/* The rules of `suggest` and their weights, for people and programs. */
#ifndef PP_SUGGEST_SUGGEST_RULES_H
#define PP_SUGGEST_SUGGEST_RULES_H

#include "portplan/buf.h"

#include "print/style.h"

/* The rules and their weights. */
void pp_suggest_rules_text(struct pp_buf *buf, const struct pp_style *style);
void pp_suggest_rules_markdown(struct pp_buf *buf);

/* The document portplan.suggest-rules/1. */
void pp_suggest_rules_json(struct pp_buf *buf);

#endif
