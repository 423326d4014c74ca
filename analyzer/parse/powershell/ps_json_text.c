/* Objects out of lines of JSON. */
#include "ps_json_text.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/utf8.h"

void pp_ps_json_text_done(struct pp_ps_json_text *text)
{
    pp_buf_done(&text->element);
    pp_free(text->lines.items);
    *text = (struct pp_ps_json_text){0};
}

void pp_ps_json_text_forget(struct pp_ps_json_text *text)
{
    if (text->element.max == 0) {
        pp_buf_init(&text->element, PP_LIMIT_PS_JSON_BYTES);
    }
    pp_buf_clear(&text->element);
    text->lines.count = 0;
    text->is_in_element = false;
}

void pp_ps_json_text_clear(struct pp_ps_json_text *text)
{
    pp_ps_json_text_forget(text);
    text->depth = 0;
    text->is_array = false;
    text->is_in_string = false;
    text->is_escaped = false;
}

/* Passes over a byte of a string. */
static void read_string_byte(struct pp_ps_json_text *text, char c)
{
    if (text->is_escaped) {
        text->is_escaped = false;
    } else if (c == '\\') {
        text->is_escaped = true;
    } else if (c == '"') {
        text->is_in_string = false;
    }
}

/* The depth at which the objects of interest stand open. */
static unsigned element_depth(const struct pp_ps_json_text *text)
{
    return text->is_array ? 2 : 1;
}

static enum pp_status add_line(struct pp_ps_json_text *text,
                               struct pp_place place)
{
    PP_TRY(PP_VEC_RESERVE(&text->lines, 1, PP_LIMIT_PS_JSON_BYTES));
    text->lines.items[text->lines.count++] =
        (struct pp_ps_json_line){text->element.len, place};
    return PP_OK;
}

static enum pp_status begin_element(struct pp_ps_json_text *text,
                                    struct pp_place place)
{
    pp_ps_json_text_forget(text);
    text->is_in_element = true;
    return add_line(text, place);
}

enum pp_status pp_ps_json_text_begin_line(struct pp_ps_json_text *text,
                                          struct pp_place place)
{
    if (!text->is_in_element) {
        return PP_OK;
    }
    pp_buf_add_char(&text->element, '\n');
    if (text->element.status == PP_ERR_NOMEM) {
        return PP_ERR_NOMEM;
    }
    return add_line(text, place);
}

/* A place further on in the same line. */
static struct pp_place behind(struct pp_place place, struct pp_sv passed)
{
    place.column += (uint32_t)pp_utf8_columns(passed);
    return place;
}

/* What a structural byte means. */
static enum pp_ps_json_event read_bracket(struct pp_ps_json_text *text, char c)
{
    if (c == '{' || c == '[') {
        if (text->depth == 0) {
            text->is_array = c == '[';
        }
        text->depth++;
        return text->depth > PP_LIMIT_JSON_DEPTH ? PP_PS_JSON_BROKEN
                                                 : PP_PS_JSON_MORE;
    }
    if (text->depth == 0) {
        return PP_PS_JSON_BROKEN;
    }
    text->depth--;
    if (text->is_in_element && text->depth + 1 == element_depth(text)) {
        return PP_PS_JSON_ELEMENT;
    }
    return PP_PS_JSON_MORE;
}

static bool is_bracket(char c)
{
    return c == '{' || c == '}' || c == '[' || c == ']';
}

/* A bracket outside of strings. */
static enum pp_status take_bracket(struct pp_ps_json_text *text,
                                   char c,
                                   struct pp_place place,
                                   enum pp_ps_json_event *ret_event)
{
    *ret_event = read_bracket(text, c);
    bool is_first =
        c == '{' && !text->is_in_element && text->depth == element_depth(text);
    return is_first ? begin_element(text, place) : PP_OK;
}

/* One byte; told in `*ret_event` if it ends something. */
static enum pp_status read_byte(struct pp_ps_json_text *text,
                                struct pp_sv line,
                                struct pp_place place,
                                size_t at,
                                enum pp_ps_json_event *ret_event)
{
    char c = line.ptr[at];
    if (text->is_in_string) {
        read_string_byte(text, c);
    } else if (c == '"') {
        text->is_in_string = true;
    } else if (is_bracket(c)) {
        bool was_in_element = text->is_in_element;
        struct pp_place here = place;
        if (!was_in_element && c == '{') {
            here = behind(place, pp_sv_sub(line, 0, at));
        }
        return take_bracket(text, c, here, ret_event);
    }
    return PP_OK;
}

enum pp_status pp_ps_json_text_read(struct pp_ps_json_text *text,
                                    struct pp_sv line,
                                    struct pp_place place,
                                    size_t *io_at,
                                    enum pp_ps_json_event *ret_event)
{
    size_t at = *io_at;
    size_t from = at;
    *ret_event = PP_PS_JSON_MORE;
    while (at < line.len && *ret_event == PP_PS_JSON_MORE &&
           (text->depth > 0 || at == 0)) {
        bool was_in_element = text->is_in_element;
        PP_TRY(read_byte(text, line, place, at, ret_event));
        if (!was_in_element && text->is_in_element) {
            from = at;
        }
        at++;
    }
    *io_at = at;
    if (text->is_in_element) {
        pp_buf_add(&text->element, pp_sv_sub(line, from, at - from));
    }
    if (text->element.status == PP_ERR_LIMIT ||
        (*ret_event == PP_PS_JSON_MORE && text->is_in_string)) {
        /* Too large; or a string that does not end on its line. */
        *ret_event = PP_PS_JSON_BROKEN;
        return PP_OK;
    }
    return text->element.status;
}

struct pp_place pp_ps_json_text_place(const struct pp_ps_json_text *text,
                                      size_t offset)
{
    size_t low = 0;
    size_t high = text->lines.count;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (text->lines.items[middle].offset <= offset) {
            low = middle;
        } else {
            high = middle;
        }
    }
    const struct pp_ps_json_line *line = &text->lines.items[low];
    return behind(line->place,
                  pp_sv_sub(pp_buf_view(&text->element),
                            line->offset,
                            offset - line->offset));
}

size_t pp_ps_json_next_member(struct pp_sv element, size_t offset)
{
    unsigned depth = offset == 0 ? 0 : 1;
    bool is_in_string = false;
    bool is_wanted = false; /* behind `{` or `,` of the object itself */
    for (size_t at = offset; at < element.len; at++) {
        char c = element.ptr[at];
        if (is_in_string) {
            at += c == '\\';
            is_in_string = c != '"';
            continue;
        }
        if (c == '"' && is_wanted) {
            return at;
        }
        is_in_string = c == '"';
        depth += c == '{' || c == '[';
        depth -= depth > 0 && (c == '}' || c == ']');
        is_wanted = (depth == 1 && (c == ',' || (c == '{' && offset == 0))) ||
                    (is_wanted && pp_is_blank(c)) || (is_wanted && c == '\n');
    }
    return SIZE_MAX;
}

size_t pp_ps_json_value_at(struct pp_sv element, size_t offset)
{
    size_t at = offset + 1;
    while (at < element.len && element.ptr[at] != '"') {
        at += element.ptr[at] == '\\' ? 2 : 1;
    }
    at++;
    while (at < element.len &&
           (element.ptr[at] == ':' || pp_is_blank(element.ptr[at]))) {
        at++;
    }
    return at < element.len ? at : offset;
}
