/*
 * Building and writing JSON documents.
 *
 * Building never needs a check: the first failure is kept in the document and
 * pp_json_write returns it. Every function takes NULL for a node and then does
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
#ifndef PP_JSON_JSON_WRITE_H
#define PP_JSON_JSON_WRITE_H

#include "portplan/buf.h"

/* An object or array of a document; the document itself is its outermost
 * object. Nodes live as long as the document. */
struct pp_json;

/* An empty document; NULL when out of memory. */
struct pp_json *pp_json_doc_new(void);

/* Frees a document with all its nodes; takes NULL. */
void pp_json_free(struct pp_json *doc);

/* Add a member to an object. With a key of NULL they append to an array; a
 * key in an array or none in an object makes the document PP_ERR_INVALID.
 * Keys and texts are copied. */
struct pp_json *pp_json_object(struct pp_json *parent, const char *key);
struct pp_json *pp_json_array(struct pp_json *parent, const char *key);

/* Text; NULL is written as null. Bytes that are not UTF-8 become U+FFFD. */
void pp_json_add_str(struct pp_json *parent, const char *key, const char *text);
void pp_json_add_sv(struct pp_json *parent, const char *key, struct pp_sv text);

/* The same; an empty text is one that is not known: null. */
void pp_json_add_known(struct pp_json *parent,
                       const char *key,
                       struct pp_sv text);

/* A whole number, exact up to 64 bits. */
void pp_json_add_u64(struct pp_json *parent, const char *key, uint64_t value);
/* The same; null unless it is known. */
void pp_json_add_u64_if(struct pp_json *parent,
                        const char *key,
                        bool is_known,
                        uint64_t value);

/* A number with exactly `decimals` (0 to 9) digits after the point, rounded
 * half away from zero, never with an exponent, independent of the locale:
 * 0.5 with 3 is 0.500. What is not finite, or too large to be written so
 * (9e18 divided by ten to the decimals), is null. */
void pp_json_add_double(struct pp_json *parent,
                        const char *key,
                        double value,
                        unsigned decimals);
void pp_json_add_bool(struct pp_json *parent, const char *key, bool value);

/* The document fails, as if a node had: for what is worked out while it is
 * built. */
void pp_json_fail(struct pp_json *node, enum pp_status status);

/* PP_UNKNOWN is null. */
void pp_json_add_tri(struct pp_json *parent,
                     const char *key,
                     enum pp_tri value);
void pp_json_add_null(struct pp_json *parent, const char *key);

/* What went wrong while building; PP_ERR_NOMEM for a NULL document. */
enum pp_status pp_json_status(const struct pp_json *doc);

/* Appends the document, without a newline at the end. The status is that of
 * the building, else that of `out`; nothing is written after a failed one.
 *
 * Pretty: an indent of 2; an object or array of scalars only is written on
 * one line if it is an element of an array ("one row a line") or fits into 80
 * columns: { "start": 1031, "end": 1130, "administered": false }. Otherwise
 * no blank is written at all. Controls and all that pp_utf8_is_unsafe are
 * escaped, all other characters are written as they are. */
enum pp_status pp_json_write(const struct pp_json *doc,
                             struct pp_buf *out,
                             bool pretty) PP_MUST_CHECK;

/* The document, pretty, with an end of line; frees it. */
void pp_json_finish(struct pp_json *doc, struct pp_buf *buf);

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

#endif
