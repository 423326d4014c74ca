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
#ifndef PORTPLAN_JSON_H
#define PORTPLAN_JSON_H

#include "portplan/buf.h"

/* ---- Building ---- */

/* An object or array of a document; the document itself is its outermost
 * object. Nodes live as long as the document. */
struct pp_json;

/* An empty document; NULL when out of memory. */
PP_API struct pp_json *pp_json_doc_new(void);

/* Frees a document with all its nodes; takes NULL. */
PP_API void pp_json_free(struct pp_json *doc);

/* Add a member to an object. With a key of NULL they append to an array; a
 * key in an array or none in an object makes the document PP_ERR_INVALID.
 * Keys and texts are copied. */
PP_API struct pp_json *pp_json_object(struct pp_json *parent, const char *key);
PP_API struct pp_json *pp_json_array(struct pp_json *parent, const char *key);

/* Text; NULL is written as null. Bytes that are no UTF-8 become U+FFFD. */
PP_API void
pp_json_add_str(struct pp_json *parent, const char *key, const char *text);
PP_API void
pp_json_add_sv(struct pp_json *parent, const char *key, struct pp_sv text);

/* A whole number, exact up to 64 bits. */
PP_API void
pp_json_add_u64(struct pp_json *parent, const char *key, uint64_t value);

/* A number with exactly `decimals` (0 to 9) digits behind the point, rounded
 * half away from zero, never with an exponent, independent of the locale:
 * 0.5 with 3 is 0.500. What is not finite, or too large to be written so
 * (9e18 divided by ten to the decimals), is null. */
PP_API void pp_json_add_double(struct pp_json *parent,
                               const char *key,
                               double value,
                               unsigned decimals);

PP_API void
pp_json_add_bool(struct pp_json *parent, const char *key, bool value);
/* PP_UNKNOWN is null. */
PP_API void
pp_json_add_tri(struct pp_json *parent, const char *key, enum pp_tri value);
PP_API void pp_json_add_null(struct pp_json *parent, const char *key);

static inline struct pp_json *pp_json_append_object(struct pp_json *array)
{
    return pp_json_object(array, NULL);
}

static inline struct pp_json *pp_json_append_array(struct pp_json *array)
{
    return pp_json_array(array, NULL);
}

static inline void pp_json_append_str(struct pp_json *array, const char *text)
{
    pp_json_add_str(array, NULL, text);
}

static inline void pp_json_append_sv(struct pp_json *array, struct pp_sv text)
{
    pp_json_add_sv(array, NULL, text);
}

static inline void pp_json_append_u64(struct pp_json *array, uint64_t value)
{
    pp_json_add_u64(array, NULL, value);
}

/* What went wrong while building; PP_ERR_NOMEM for a NULL document. */
PP_API enum pp_status pp_json_status(const struct pp_json *doc);

/* Appends the document, without a newline behind it. The status is that of
 * the building, else that of `out`; nothing is written after a failed one.
 *
 * Pretty: an indent of 2; an object or array of scalars only is written on
 * one line if it is an element of an array ("one row a line") or fits into 80
 * columns: { "start": 1031, "end": 1130, "administered": false }. Otherwise
 * no blank is written at all. Controls and all that pp_utf8_is_unsafe are
 * escaped, all other characters are written as they are. */
PP_API enum pp_status pp_json_write(const struct pp_json *doc,
                                    struct pp_buf *out,
                                    bool pretty) PP_MUST_CHECK;

/* ---- Reading ---- */

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
PP_API enum pp_status pp_json_parse(struct pp_sv text,
                                    struct pp_json_value **ret_value,
                                    size_t *reterr_offset) PP_MUST_CHECK;

/* Takes the root only, or NULL. */
PP_API void pp_json_value_free(struct pp_json_value *root);

/* What a value is; NULL is PP_JSON_NULL. */
PP_API enum pp_json_kind pp_json_value_kind(const struct pp_json_value *value);

/* A value as what it is; false and nothing written if it is something else or
 * NULL. A string is borrowed, and ends at its first \u0000. */
PP_API bool pp_json_value_sv(const struct pp_json_value *value,
                             struct pp_sv *ret_text);
PP_API bool pp_json_value_double(const struct pp_json_value *value,
                                 double *ret_value);
PP_API bool pp_json_value_bool(const struct pp_json_value *value,
                               bool *ret_value);
/* A whole number from 0 to `max`; 2^53 at most, as JSON numbers are. */
PP_API bool pp_json_value_u64(const struct pp_json_value *value,
                              uint64_t max,
                              uint64_t *ret_value);
/* true, false, or null for PP_UNKNOWN (a null in the text, not NULL). */
PP_API bool pp_json_value_tri(const struct pp_json_value *value,
                              enum pp_tri *ret_value);

/* The first member of that name, by case; NULL if there is none or `object`
 * is none. */
PP_API const struct pp_json_value *
pp_json_get(const struct pp_json_value *object, const char *key);

/* pp_json_get and the value as what it is, in one step. */
PP_API bool pp_json_get_sv(const struct pp_json_value *object,
                           const char *key,
                           struct pp_sv *ret_text);
PP_API bool pp_json_get_double(const struct pp_json_value *object,
                               const char *key,
                               double *ret_value);
PP_API bool pp_json_get_bool(const struct pp_json_value *object,
                             const char *key,
                             bool *ret_value);
PP_API bool pp_json_get_u64(const struct pp_json_value *object,
                            const char *key,
                            uint64_t max,
                            uint64_t *ret_value);
PP_API bool pp_json_get_tri(const struct pp_json_value *object,
                            const char *key,
                            enum pp_tri *ret_value);

/* The elements of an array or the members of an object, in order:
 * for (v = pp_json_first(array); v != NULL; v = pp_json_next(v)). */
PP_API const struct pp_json_value *
pp_json_first(const struct pp_json_value *container);
PP_API const struct pp_json_value *
pp_json_next(const struct pp_json_value *element);
/* The name of a member; NULL for an element of an array and the root. */
PP_API const char *pp_json_key(const struct pp_json_value *member);
/* How many elements; 0 for a scalar and NULL. Counts them each time. */
PP_API size_t pp_json_count(const struct pp_json_value *container);

/* Where a value stands in the text that `root` was read from: bytes of
 * `text`. */
struct pp_json_place {
    size_t key; /* of the name in front of it; as `value` where it has none */
    size_t value;
};

/* Finds the place of a value by counting values from the beginning: for the
 * few that something is to be said about. False, and nothing written, for a
 * value that is none of the root's. */
PP_API bool pp_json_locate(struct pp_sv text,
                           const struct pp_json_value *root,
                           const struct pp_json_value *value,
                           struct pp_json_place *ret_place);

#endif
