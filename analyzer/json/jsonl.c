/* JSON a line at a time. */
#include "jsonl.h"

#include "json_text.h"

/* The comma and the key before a value. */
static void begin_value(struct pp_jsonl *line, const char *key)
{
    if (line->needs_comma) {
        pp_buf_add_char(line->out, ',');
    }
    line->needs_comma = true;
    if (key != NULL) {
        pp_json_text_string(line->out, pp_sv_from(key));
        pp_buf_add_char(line->out, ':');
    }
}

static void open_with(struct pp_jsonl *line, char bracket)
{
    pp_buf_add_char(line->out, bracket);
    line->needs_comma = false;
}

static void close_with(struct pp_jsonl *line, char bracket)
{
    pp_buf_add_char(line->out, bracket);
    line->needs_comma = true;
}

void pp_jsonl_begin(struct pp_jsonl *line, struct pp_buf *out)
{
    line->out = out;
    open_with(line, '{');
}

void pp_jsonl_end(struct pp_jsonl *line)
{
    close_with(line, '}');
    pp_buf_add_char(line->out, '\n');
}

void pp_jsonl_str(struct pp_jsonl *line, const char *key, const char *text)
{
    if (text == NULL) {
        pp_jsonl_null(line, key);
        return;
    }
    pp_jsonl_sv(line, key, pp_sv_from(text));
}

void pp_jsonl_sv(struct pp_jsonl *line, const char *key, struct pp_sv text)
{
    begin_value(line, key);
    pp_json_text_string(line->out, text);
}

void pp_jsonl_u64(struct pp_jsonl *line, const char *key, uint64_t value)
{
    begin_value(line, key);
    pp_buf_add_u64(line->out, value);
}

void pp_jsonl_bool(struct pp_jsonl *line, const char *key, bool value)
{
    pp_jsonl_tri(line, key, value ? PP_YES : PP_NO);
}

void pp_jsonl_tri(struct pp_jsonl *line, const char *key, enum pp_tri value)
{
    begin_value(line, key);
    pp_buf_add(line->out, pp_json_text_tri(value));
}

void pp_jsonl_null(struct pp_jsonl *line, const char *key)
{
    pp_jsonl_tri(line, key, PP_UNKNOWN);
}

void pp_jsonl_begin_object(struct pp_jsonl *line, const char *key)
{
    begin_value(line, key);
    open_with(line, '{');
}

void pp_jsonl_end_object(struct pp_jsonl *line)
{
    close_with(line, '}');
}

void pp_jsonl_begin_array(struct pp_jsonl *line, const char *key)
{
    begin_value(line, key);
    open_with(line, '[');
}

void pp_jsonl_end_array(struct pp_jsonl *line)
{
    close_with(line, ']');
}
