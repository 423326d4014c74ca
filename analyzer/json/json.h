/*
 * JSON documents: building and writing them, reading and asking them.
 *
 * Building never needs a check: the first failure is kept in the document and
 * pp_json_write tells it. Every function takes NULL for a node and then does
 * nothing, so that not even pp_json_doc_new needs one.
 *
 *     struct pp_json *doc = pp_json_doc_new();
 *     pp_json_add_str(doc, "tool", "portplan");
 *     struct pp_json *rows = pp_json_array(doc, "rows");
 *     struct pp_json *row = pp_json_append_object(rows);
 *     pp_json_add_u64(row, "start", 1031);
 *     status = pp_json_write(doc, &out, true);
 *     pp_json_free(doc);
 *
 * Members stay in the order in which they were added.
 */
#ifndef PP_JSON_JSON_H
#define PP_JSON_JSON_H

#include "portplan/buf.h"

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
/* true, false, or null for PP_UNKNOWN (a null in the text, not NULL). */
bool pp_json_value_tri(const struct pp_json_value *value,
                       enum pp_tri *ret_value);

/* The first member of that name, by case; NULL if there is none or `object`
 * is none. */
const struct pp_json_value *pp_json_get(const struct pp_json_value *object,
                                        const char *key);

/* pp_json_get and the value as what it is, in one step. */
bool pp_json_get_sv(const struct pp_json_value *object,
                    const char *key,
                    struct pp_sv *ret_text);
bool pp_json_get_double(const struct pp_json_value *object,
                        const char *key,
                        double *ret_value);
bool pp_json_get_bool(const struct pp_json_value *object,
                      const char *key,
                      bool *ret_value);
bool pp_json_get_u64(const struct pp_json_value *object,
                     const char *key,
                     uint64_t max,
                     uint64_t *ret_value);
bool pp_json_get_tri(const struct pp_json_value *object,
                     const char *key,
                     enum pp_tri *ret_value);

/* The elements of an array or the members of an object, in order:
 * for (v = pp_json_first(array); v != NULL; v = pp_json_next(v)). */
const struct pp_json_value *
pp_json_first(const struct pp_json_value *container);
const struct pp_json_value *pp_json_next(const struct pp_json_value *element);
/* The name of a member; NULL for an element of an array and the root. */
const char *pp_json_key(const struct pp_json_value *member);
/* How many elements; 0 for a scalar and NULL. Counts them each time. */
size_t pp_json_count(const struct pp_json_value *container);

/* Where a value stands in the text that `root` was read from: bytes of
 * `text`. */
struct pp_json_place {
    size_t key; /* of the name in front of it; as `value` where it has none */
    size_t value;
};

#endif
