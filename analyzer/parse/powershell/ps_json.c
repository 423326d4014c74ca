/*
 * Output of ConvertTo-Json. A bracket alone says nothing, so lines are looked
 * at without being taken until a property is met that only PowerShell's
 * objects have; each object gives its facts when its brace closes. Memory is
 * bounded by the size of one object, not by that of the document.
 */
#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "json/json.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_facts.h"

struct ps_json {
    struct pp_ps_output output; /* first_line: of the element */
    /* An element is an object of the outermost array, or the outermost object
     * itself. */
    struct pp_buf element;          /* its text so far */
    PP_VEC(struct pp_place) places; /* of its members' values */
    struct pp_place place;          /* of its brace */
    unsigned depth;                 /* brackets open */
    bool is_array;                  /* the outermost one */
    bool is_in_string;
    bool is_escaped; /* the byte before was a backslash in a string */
    bool is_in_element;
    bool expects_name;  /* of a member of the element */
    bool is_in_name;    /* the string is that name */
    bool expects_value; /* of that member */

    bool is_open;       /* within the outermost bracket */
    bool is_known;      /* the element seems to be one of ours */
    bool has_mappings;  /* the text has some: what is lost may be one */
    bool had_element;   /* this text gave an object */
    uint64_t seen_line; /* the line looked at last */
    uint64_t seen_solid;
};

enum event {
    EVENT_NONE,    /* the line is used up, or the text has ended */
    EVENT_ELEMENT, /* an element is whole */
    EVENT_BROKEN,  /* no JSON, or too large */
};

/* --- lines ---------------------------------------------------------------- */

/* A bracket, and behind it what an object or an array goes on with. */
static bool is_opening(struct pp_sv text)
{
    if (text.len == 0 || (text.ptr[0] != '{' && text.ptr[0] != '[')) {
        return false;
    }
    struct pp_sv rest = pp_sv_trim(pp_sv_sub(text, 1, SIZE_MAX));
    return rest.len == 0 || rest.ptr[0] == '{' || rest.ptr[0] == '"';
}

/* The line has a name that is PowerShell's alone. */
static bool has_known_name(struct pp_sv text)
{
    const char *names =
        "\"LocalPort\" \"ExternalPort\" \"StaticMappingID\" "
        "\"DynamicPortRangeStartPort\" "
        "\"DynamicPortRangeNumberOfPorts\" \"FeatureName\" \"HotFixID\" "
        "\"OsVersion\" \"OsBuildNumber\" \"CanPauseAndContinue\" "
        "\"PSPath\" \"ReservedPorts\" \"MaxUserPort\" "
        "\"TcpTimedWaitDelay\" \"EnableExcludedPortRange\"";
    struct pp_sv name;
    while (pp_ps_next_word(&names, &name)) {
        if (pp_sv_find(text, name, 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* --- elements ------------------------------------------------------------- */

static void forget_element(struct ps_json *json)
{
    if (json->element.max == 0) {
        pp_buf_init(&json->element, PP_LIMIT_PS_JSON_BYTES);
    }
    pp_buf_clear(&json->element);
    json->places.count = 0;
    json->is_in_element = false;
    json->expects_name = false;
    json->is_in_name = false;
    json->expects_value = false;
}

/* The depth at which the elements stand open. */
static unsigned element_depth(const struct ps_json *json)
{
    return json->is_array ? 2 : 1;
}

static bool is_at_members(const struct ps_json *json)
{
    return json->is_in_element && json->depth == element_depth(json);
}

/* Passes over a byte of a string. */
static void read_string_byte(struct ps_json *json, char c)
{
    if (json->is_escaped) {
        json->is_escaped = false;
    } else if (c == '\\') {
        json->is_escaped = true;
    } else if (c == '"') {
        json->is_in_string = false;
        json->expects_value = json->is_in_name;
        json->is_in_name = false;
    }
}

static enum event open_bracket(struct ps_json *json, char c)
{
    if (json->depth == 0) {
        json->is_array = c == '[';
    }
    json->depth++;
    if (c == '{' && !json->is_in_element &&
        json->depth == element_depth(json)) {
        forget_element(json);
        json->is_in_element = true;
        json->expects_name = true;
    }
    return json->depth > PP_LIMIT_JSON_DEPTH ? EVENT_BROKEN : EVENT_NONE;
}

static enum event close_bracket(struct ps_json *json)
{
    if (json->depth == 0) {
        return EVENT_BROKEN;
    }
    bool is_whole = is_at_members(json);
    json->depth--;
    return is_whole ? EVENT_ELEMENT : EVENT_NONE;
}

static enum event read_byte(struct ps_json *json, char c)
{
    if (json->is_in_string) {
        read_string_byte(json, c);
    } else if (c == '"') {
        json->is_in_string = true;
        json->is_in_name = json->expects_name;
        json->expects_name = false;
    } else if (c == '{' || c == '[') {
        return open_bracket(json, c);
    } else if (c == '}' || c == ']') {
        return close_bracket(json);
    } else if (c == ',') {
        json->expects_name = is_at_members(json);
    }
    return EVENT_NONE;
}

static enum pp_status add_place(struct ps_json *json, struct pp_place place)
{
    PP_TRY(PP_VEC_RESERVE(&json->places, 1, PP_LIMIT_PS_JSON_BYTES));
    json->places.items[json->places.count++] = place;
    json->expects_value = false;
    return PP_OK;
}

/* Reads on in `line` from *io_at to the next event. After an element it is to
 * be forgotten before the next call. Depth 0 afterwards: the outermost bracket
 * is closed. */
static enum pp_status read_event(struct ps_json *json,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 size_t *io_at,
                                 enum event *ret_event)
{
    size_t at = *io_at;
    size_t from = at;
    enum event event = EVENT_NONE;
    for (; at < line.len && event == EVENT_NONE && (json->depth > 0 || at == 0);
         at++) {
        char c = line.ptr[at];
        struct pp_sv here = pp_sv_sub(line, at, 0);
        bool was_in_element = json->is_in_element;
        if (json->expects_value && c != ':' && !pp_is_blank(c)) {
            PP_TRY(add_place(json, pp_context_place(context, here)));
        }
        event = read_byte(json, c);
        if (!was_in_element && json->is_in_element) {
            json->place = pp_context_place(context, here);
            from = at;
        }
    }
    if (at == line.len && json->expects_value) {
        struct pp_sv end = pp_sv_sub(line, at, 0);
        PP_TRY(add_place(json, pp_context_place(context, end)));
    }
    if (json->is_in_element) {
        pp_buf_add(&json->element, pp_sv_sub(line, from, at - from));
    }
    *io_at = at;
    *ret_event = event;
    if (json->element.status == PP_ERR_LIMIT ||
        (event == EVENT_NONE && json->is_in_string && !context->has_more)) {
        /* Too large; or a string that does not end on its line. */
        *ret_event = EVENT_BROKEN;
        return PP_OK;
    }
    return json->element.status;
}

/* --- values --------------------------------------------------------------- */

/* Appends a scalar as PowerShell would print it; of anything else nothing. */
static void write_scalar(const struct pp_json_value *value, struct pp_buf *out)
{
    struct pp_sv text;
    bool is_true = false;
    double number = 0;
    uint64_t whole = 0;
    if (pp_json_value_sv(value, &text)) {
        pp_buf_add(out, text);
    } else if (pp_json_value_bool(value, &is_true)) {
        pp_buf_add_str(out, is_true ? "True" : "False");
    } else if (pp_json_value_u64(value, UINT64_MAX, &whole)) {
        pp_buf_add_u64(out, whole);
    } else if (pp_json_value_double(value, &number)) {
        /* Negative or broken: no port, and a DWORD with its top bit set. */
        pp_buf_printf(out, "%.15g", number);
    }
}

static void write_value(const struct pp_json_value *value, struct pp_buf *out);

/* An object within an array, as PowerShell prints it: `@{Name=Value; ...}`.
 * Arrays within it lose their brackets. */
static void write_object(const struct pp_json_value *object, struct pp_buf *out)
{
    pp_buf_add_str(out, "@{");
    for (const struct pp_json_value *member = pp_json_first(object);
         member != NULL;
         member = pp_json_next(member)) {
        pp_buf_add_str(out, pp_json_key(member));
        pp_buf_add_char(out, '=');
        write_value(member, out);
        pp_buf_add_str(out, "; ");
    }
    pp_buf_add_char(out, '}');
}

/* Recursion ends: the depth of JSON is limited. */
static void write_value(const struct pp_json_value *value, struct pp_buf *out)
{
    const enum pp_json_kind kind = pp_json_value_kind(value);
    if (kind == PP_JSON_OBJECT) {
        write_object(value, out);
    } else if (kind != PP_JSON_ARRAY) {
        write_scalar(value, out);
    } else {
        for (const struct pp_json_value *item = pp_json_first(value);
             item != NULL;
             item = pp_json_next(item)) {
            write_value(item, out);
            pp_buf_add_char(out, ' ');
        }
    }
}

/* An enumeration of Windows PowerShell, `{"value": 2, "Value": "Listen"}`, or
 * the class of a CIM object. */
static const struct pp_json_value *
find_scalar(const struct pp_json_value *object)
{
    static const char *const names[] = {
        "Value", "value", "CimClassName", "ClassName"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        const struct pp_json_value *found = pp_json_get(object, names[i]);
        enum pp_json_kind kind = pp_json_value_kind(found);
        if (kind == PP_JSON_STRING || kind == PP_JSON_NUMBER) {
            return found;
        }
    }
    return NULL;
}

/* What is held of the JSON cannot be read. */
static enum pp_status report_broken(struct ps_json *json,
                                    struct pp_context *context,
                                    const char *message)
{
    const struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_PS_JSON, json->output.first_line);
    pp_diags_add(context->options.diags, &draft, "%s", message);
    json->output.open.section.complete = PP_NO;
    return json->has_mappings
               ? pp_ps_lose_mappings(&json->output, context, draft.place)
               : PP_OK;
}

static enum pp_status add_member(struct ps_json *json,
                                 struct pp_context *context,
                                 const struct pp_json_value *member,
                                 struct pp_place place)
{
    const enum pp_json_kind kind = pp_json_value_kind(member);
    struct pp_buf *out = pp_ps_scratch(&json->output);
    struct pp_ps_property property = {
        .name = pp_sv_from(pp_json_key(member)),
        .place = place,
        .is_list = kind == PP_JSON_ARRAY,
    };
    if (property.is_list) {
        for (const struct pp_json_value *item = pp_json_first(member);
             item != NULL;
             item = pp_json_next(item)) {
            write_value(item, out);
            pp_buf_add_char(out, '\0');
        }
    } else if (kind == PP_JSON_OBJECT) {
        const struct pp_json_value *scalar = find_scalar(member);
        if (scalar == NULL) {
            return PP_OK;
        }
        if (pp_sv_equal(property.name, PP_SV("CimSystemProperties"))) {
            property.name = PP_SV("CimClass");
        }
        write_scalar(scalar, out);
    } else {
        write_scalar(member, out);
    }
    if (out->status != PP_OK) { /* too long to be kept, it is left out */
        return out->status == PP_ERR_LIMIT
                   ? report_broken(json, context, "a value is too long")
                   : out->status;
    }
    property.value = pp_buf_view(out);
    return pp_ps_object_add(&json->output.object, &property);
}

/* --- objects -------------------------------------------------------------- */

/* Gives the facts of an object: of the element, or of one within it, whose
 * members have the place of the element. */
static enum pp_status emit_object(struct ps_json *json,
                                  struct pp_context *context,
                                  const struct pp_json_value *object,
                                  bool is_element)
{
    size_t index = 0;
    pp_ps_object_clear(&json->output.object);
    for (const struct pp_json_value *member = pp_json_first(object);
         member != NULL;
         member = pp_json_next(member)) {
        bool has_place = is_element && index < json->places.count;
        PP_TRY(add_member(json,
                          context,
                          member,
                          has_place ? json->places.items[index] : json->place));
        index++;
    }
    const enum pp_ps_kind kind = pp_ps_kind_of(&json->output.object);
    if (kind == PP_PS_NONE ||
        (kind == PP_PS_GROUP &&
         !pp_ps_is_of_sockets(&json->output, context, &json->output.object))) {
        return PP_OK;
    }
    json->had_element = true;
    return pp_ps_emit(&json->output, context, true);
}

/* The element's own facts, or those of the array within it:
 * `{"value": [ ... ], "Count": 2}`, so Windows PowerShell wraps arrays. */
static enum pp_status emit_element(struct ps_json *json,
                                   struct pp_context *context,
                                   const struct pp_json_value *root)
{
    PP_TRY(emit_object(json, context, root, true));
    const struct pp_json_value *array = pp_json_get(root, "value");
    if (pp_ps_kind_of(&json->output.object) != PP_PS_NONE ||
        pp_json_value_kind(array) != PP_JSON_ARRAY) {
        return PP_OK;
    }
    for (const struct pp_json_value *item = pp_json_first(array); item != NULL;
         item = pp_json_next(item)) {
        if (pp_json_value_kind(item) == PP_JSON_OBJECT) {
            PP_TRY(emit_object(json, context, item, false));
        }
    }
    return PP_OK;
}

/* Parses the element that is whole. */
static enum pp_status take_element(struct ps_json *json,
                                   struct pp_context *context)
{
    struct pp_hold *held = &json->output.held;
    struct pp_json_value *root = NULL;
    enum pp_status status =
        pp_json_parse(pp_buf_view(&json->element), &root, NULL);
    if (status == PP_ERR_NOMEM) {
        return status;
    }
    if (status == PP_OK) {
        status = emit_element(json, context, root);
        pp_json_value_free(root);
    } else {
        status = PP_OK;
        if (json->is_known) {
            PP_TRY(report_broken(json, context, "this object is not JSON"));
            pp_context_take(context, PP_TAKE_REJECTED);
            pp_context_reclaim(context, held, PP_TAKE_REJECTED);
        }
    }
    /* The lines of any other object stay ignored. */
    pp_context_release(context, held);
    forget_element(json);
    json->is_known = false;
    json->output.first_line = context->line_number;
    return status;
}

/* --- the text ------------------------------------------------------------- */

/* The text has ended, as it should or not. */
static enum pp_status leave(void *state, struct pp_context *context)
{
    struct ps_json *json = state;
    struct pp_hold *held = &json->output.held;
    if (json->is_open && json->is_known) {
        PP_TRY(report_broken(
            json, context, "this object of ConvertTo-Json does not end"));
        pp_context_reclaim(context, held, PP_TAKE_REJECTED);
    } else if (json->is_open && json->had_element) {
        PP_TRY(report_broken(
            json, context, "this array of ConvertTo-Json does not end"));
    }
    pp_context_release(context, held);
    forget_element(json);
    json->depth = 0;
    json->is_in_string = false;
    json->is_escaped = false;
    json->is_open = false;
    json->is_known = false;
    json->had_element = false;
    json->has_mappings = false;
    return pp_ps_close(&json->output, context);
}

/* What becomes of a line that was read: it is taken with the rest of an element
 * that is ours, and below one. */
static void count_line(struct ps_json *json, struct pp_context *context)
{
    if (json->is_known) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &json->output.held);
    } else if (json->had_element && !json->is_in_element) {
        pp_context_take(context, PP_TAKE_USED);
        json->output.open.section.last_line = context->line_number;
    } else {
        pp_context_hold_tentatively(context, &json->output.held);
    }
    context->is_taken = json->is_known || json->had_element;
}

static enum pp_status
take_line(struct ps_json *json, struct pp_context *context, struct pp_sv text)
{
    bool is_named = has_known_name(text);
    json->has_mappings |=
        pp_sv_find(text, PP_SV("\"ExternalPort\""), 0) != SIZE_MAX;
    enum event event = EVENT_NONE;
    size_t at = 0;
    if (json->is_in_element && !context->is_part) {
        pp_buf_add_char(&json->element, '\n');
    }
    PP_TRY(read_event(json, context, text, &at, &event));
    while (event == EVENT_ELEMENT) {
        PP_TRY(take_element(json, context));
        PP_TRY(read_event(json, context, text, &at, &event));
    }
    json->is_known = json->is_in_element && (json->is_known || is_named);
    if (event == EVENT_BROKEN) {
        context->is_taken = json->is_known || json->had_element;
        if (context->is_taken) {
            pp_context_take(context, PP_TAKE_REJECTED);
            json->is_known = true;
        }
        return leave(json, context);
    }
    count_line(json, context);
    if (json->depth == 0) {
        json->is_open = false;
        return leave(json, context);
    }
    return PP_OK;
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct ps_json *json = state;
    (void)offer;
    json->output.format = PP_SECTION_POWERSHELL_JSON;
    /* As it stands in the capture: unwrapping would eat backslashes. */
    if (context->is_part) {
        return json->is_open ? take_line(json, context, context->line_text)
                             : PP_OK;
    }
    struct pp_sv text = pp_strip_marks(pp_trim_wide(context->line_text));
    if (context->has_more && text.len > 0) { /* its end is none */
        const char *end = context->line_text.ptr + context->line_text.len;
        text.len = (size_t)(end - text.ptr);
    }
    pp_ps_note_command(&json->output, context);
    if (json->seen_line == context->line_number) {
        return PP_OK;
    }
    bool follows = json->seen_solid + 1 == context->nonblank_line;
    /* What a line of JSON can begin with. */
    bool is_json =
        text.len > 0 && pp_is_one_of(text.ptr[0], "\"{}[]-tfn,0123456789");
    bool is_lost =
        context->lost_line != 0 && context->lost_line == json->seen_line;
    if (json->is_open && (!follows || !is_json || is_lost)) {
        PP_TRY(leave(json, context));
    }
    if (!json->is_open && !is_opening(text)) {
        return PP_OK;
    }
    if (!json->is_open) {
        json->is_open = true;
        json->output.first_line = context->line_number;
    }
    json->seen_line = context->line_number;
    json->seen_solid = context->nonblank_line;
    return take_line(json, context, text);
}

static void done(void *state)
{
    struct ps_json *json = state;
    pp_buf_done(&json->element);
    pp_free(json->places.items);
    pp_ps_done(&json->output);
}

const struct pp_parser pp_parser_ps_json = {
    .name = "PowerShell JSON",
    .state_size = sizeof(struct ps_json),
    .take = take,
    .close = leave,
    .done = done,
};
