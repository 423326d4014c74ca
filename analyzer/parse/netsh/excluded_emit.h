/* The end of a table of exclusions: was it one, and what does it say. */
#ifndef PP_PARSE_NETSH_EXCLUDED_EMIT_H
#define PP_PARSE_NETSH_EXCLUDED_EMIT_H

#include "excluded.h"

/* Emits the section and its facts where the evidence holds, else reports why
 * not. */
enum pp_status pp_excluded_emit(struct pp_excluded *table,
                                struct pp_context *context) PP_MUST_CHECK;

/* A lone number that counts lines: small, as web pages put them there. */
bool pp_excluded_lone_is_line_number(const struct pp_excluded *table);

/* Reports the lone number as a row cut off. */
enum pp_status
pp_excluded_reject_lone(struct pp_excluded *table,
                        struct pp_context *context) PP_MUST_CHECK;

#endif
