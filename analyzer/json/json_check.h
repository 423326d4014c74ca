/* Strict JSON, tested before cJSON sees it: for json.c. */
#ifndef PP_JSON_JSON_CHECK_H
#define PP_JSON_JSON_CHECK_H

#include "portplan/sv.h"

/* PP_OK for a whole JSON text (RFC 8259). PP_ERR_FORMAT or, past
 * PP_LIMIT_JSON_DEPTH nested objects and arrays, PP_ERR_LIMIT: *reterr_offset
 * is the byte at which it stops being one. Needs no memory and does not
 * recurse. */
enum pp_status pp_json_check(struct pp_sv text,
                             size_t *reterr_offset) PP_MUST_CHECK;

#endif
