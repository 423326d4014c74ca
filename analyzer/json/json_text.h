/* How JSON spells strings and numbers: shared by json_write.c and jsonl.c. */
#ifndef PP_JSON_JSON_TEXT_H
#define PP_JSON_JSON_TEXT_H

#include "portplan/buf.h"

/* A string with its quotes. Invalid bytes become U+FFFD; controls and what
 * pp_utf8_is_unsafe are escaped. */
void pp_json_text_string(struct pp_buf *out, struct pp_sv text);

/* As pp_json_add_double says. */
void pp_json_text_double(struct pp_buf *out, double value, unsigned decimals);

/* "true", "false", and "null" for PP_UNKNOWN; static storage. */
struct pp_sv pp_json_text_tri(enum pp_tri value);

#endif
