/* Reading JSON documents, and asking them. */
#ifndef PP_JSON_JSON_H
#define PP_JSON_JSON_H

#include "portplan/buf.h"

#include "json_check.h"

/* A value of a document that was read; const and borrowed from its root. */
struct pp_json_value;

enum pp_json_kind {
    PP_JSON_NULL = 0,
    PP_JSON_BOOL,
    PP_JSON_NUMBER,
    PP_JSON_STRING,
    PP_JSON_ARRAY,
    PP_JSON_OBJECT,
};

/* Reads strict JSON (RFC 8259; a UTF-8 BOM before it is passed over, numbers
 * have at most 63 characters). The caller frees with pp_json_value_free.
 * PP_ERR_FORMAT: *reterr_offset, which may be NULL, is the byte where it
 * stops being JSON; PP_ERR_LIMIT: nested deeper than PP_LIMIT_JSON_DEPTH,
 * likewise; PP_ERR_NOMEM. */
enum pp_status pp_json_parse(struct pp_sv text,
                             struct pp_json_value **ret_value,
                             size_t *reterr_offset) PP_MUST_CHECK;

/* The same; the place of every value is appended to `places`, whose items the
 * caller frees, also after a failure. */
enum pp_status pp_json_parse_placed(struct pp_sv text,
                                    struct pp_json_value **ret_value,
                                    struct pp_json_places *places,
                                    size_t *reterr_offset) PP_MUST_CHECK;

/* Where a value of the document is that `places` were noted of. */
struct pp_json_place pp_json_place_of(const struct pp_json_places *places,
                                      const struct pp_json_value *value);

/* Takes the root only, or NULL. */
void pp_json_value_free(struct pp_json_value *root);

/* What a value is; NULL is PP_JSON_NULL. */
enum pp_json_kind pp_json_value_kind(const struct pp_json_value *value);

/* A value as what it is; false and nothing written if it is something else or
 * NULL. A string is borrowed, and ends at its first \u0000. */
bool pp_json_value_sv(const struct pp_json_value *value,
                      struct pp_sv *ret_text);
bool pp_json_value_double(const struct pp_json_value *value, double *ret_value);
bool pp_json_value_bool(const struct pp_json_value *value, bool *ret_value);
/* A whole number from 0 to `max`; 2^53 at most, as JSON numbers are. */
bool pp_json_value_u64(const struct pp_json_value *value,
                       uint64_t max,
                       uint64_t *ret_value);

/* The first member of that name, by case; NULL without one, or if `object` is
 * not an object. */
const struct pp_json_value *pp_json_get(const struct pp_json_value *object,
                                        const char *key);

/* The elements of an array or the members of an object, in order:
 * for (v = pp_json_first(array); v != NULL; v = pp_json_next(v)). */
const struct pp_json_value *
pp_json_first(const struct pp_json_value *container);
const struct pp_json_value *pp_json_next(const struct pp_json_value *element);
/* The name of a member; NULL for an element of an array and the root. */
const char *pp_json_key(const struct pp_json_value *member);

#endif
