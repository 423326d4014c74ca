/*
 * JSON a line at a time (NDJSON), straight into a buffer: for rows by the
 * million. What goes wrong is kept in the buffer's status.
 *
 *     struct pp_jsonl line;
 *     pp_jsonl_begin(&line, &out);
 *     pp_jsonl_u64(&line, "start", 1031);
 *     pp_jsonl_end(&line);              gives {"start":1031} and a newline
 */
#ifndef PP_JSON_JSONL_H
#define PP_JSON_JSONL_H

#include "portplan/buf.h"

struct pp_jsonl {
    struct pp_buf *out;
    bool needs_comma; /* before the next member */
};

/* Opens the line's object. */
void pp_jsonl_begin(struct pp_jsonl *line, struct pp_buf *out);
/* Closes it and ends the line. */
void pp_jsonl_end(struct pp_jsonl *line);

/* Members; values as in json/json.h. In an array the key is NULL. */
void pp_jsonl_str(struct pp_jsonl *line, const char *key, const char *text);
void pp_jsonl_sv(struct pp_jsonl *line, const char *key, struct pp_sv text);
void pp_jsonl_u64(struct pp_jsonl *line, const char *key, uint64_t value);
void pp_jsonl_bool(struct pp_jsonl *line, const char *key, bool value);
void pp_jsonl_tri(struct pp_jsonl *line, const char *key, enum pp_tri value);
void pp_jsonl_null(struct pp_jsonl *line, const char *key);

/* Objects and arrays inside; each begin needs its end. */
void pp_jsonl_begin_object(struct pp_jsonl *line, const char *key);
void pp_jsonl_end_object(struct pp_jsonl *line);
void pp_jsonl_begin_array(struct pp_jsonl *line, const char *key);
void pp_jsonl_end_array(struct pp_jsonl *line);

#endif
