/* Strict JSON, checked before cJSON sees it, and where its values are. */
#ifndef PP_JSON_JSON_CHECK_H
#define PP_JSON_JSON_CHECK_H

#include "portplan/sv.h"

/* Bytes of the text. */
struct pp_json_place {
    size_t key; /* of the name before the value; `value` where it has none */
    size_t value;
};

/* One place for each value, in the order of the text. */
struct pp_json_places {
    struct pp_json_place *items;
    size_t count;
    size_t capacity;
};

/* PP_OK for a whole JSON text (RFC 8259). PP_ERR_FORMAT or, past
 * PP_LIMIT_JSON_DEPTH nested objects and arrays, PP_ERR_LIMIT: *reterr_offset
 * is the byte at which it stops being JSON. Appends to `places`, whose items
 * the caller frees; with NULL it needs no memory. Does not recurse. */
enum pp_status pp_json_check(struct pp_sv text,
                             struct pp_json_places *places,
                             size_t *reterr_offset) PP_MUST_CHECK;

#endif
