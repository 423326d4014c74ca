/*
 * JSON a line at a time (NDJSON), straight into a buffer: for rows by the
 * million. What goes wrong is kept in the buffer's status.
 *
 *     struct pp_jsonl line;
 *     pp_jsonl_begin(&line, &out);
 *     pp_jsonl_u64(&line, "start", 1031);
 *     pp_jsonl_end(&line);              gives {"start":1031} and a newline
 */
#ifndef PORTPLAN_JSONL_H
#define PORTPLAN_JSONL_H

#include "portplan/buf.h"

struct pp_jsonl {
    struct pp_buf *out;
    bool needs_comma; /* before the next member */
};

/* Opens the line's object. */
PP_API void pp_jsonl_begin(struct pp_jsonl *line, struct pp_buf *out);
/* Closes it and ends the line. */
PP_API void pp_jsonl_end(struct pp_jsonl *line);

/* Members; values as in portplan/json.h. In an array the key is NULL. */
PP_API void
pp_jsonl_str(struct pp_jsonl *line, const char *key, const char *text);
PP_API void
pp_jsonl_sv(struct pp_jsonl *line, const char *key, struct pp_sv text);
PP_API void
pp_jsonl_u64(struct pp_jsonl *line, const char *key, uint64_t value);
PP_API void pp_jsonl_double(struct pp_jsonl *line,
                            const char *key,
                            double value,
                            unsigned decimals);
PP_API void pp_jsonl_bool(struct pp_jsonl *line, const char *key, bool value);
PP_API void
pp_jsonl_tri(struct pp_jsonl *line, const char *key, enum pp_tri value);
PP_API void pp_jsonl_null(struct pp_jsonl *line, const char *key);

/* Objects and arrays inside; each begin needs its end. */
PP_API void pp_jsonl_begin_object(struct pp_jsonl *line, const char *key);
PP_API void pp_jsonl_end_object(struct pp_jsonl *line);
PP_API void pp_jsonl_begin_array(struct pp_jsonl *line, const char *key);
PP_API void pp_jsonl_end_array(struct pp_jsonl *line);

#endif
