/*
 * Output of ConvertTo-Json. A bracket alone says nothing, so lines are looked
 * at without being taken until a property is met that only PowerShell's
 * objects have; each object gives its facts when its brace closes.
 */
#include "base/bounds.h"
#include "json/json.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_facts.h"
#include "ps_json_text.h"
#include "ps_kind.h"
#include "ps_section.h"

struct ps_json {
    struct pp_ps_output output;
    struct pp_ps_json_text text;
    struct pp_ps_object object;
    struct pp_hold held;
    bool is_open;     /* within the outermost bracket */
    bool is_known;    /* the object in the making is one of ours, it seems */
    bool had_element; /* this text gave an object */
    uint64_t first_line;
    uint64_t told_line; /* the line looked at last */
    uint64_t told_nonblank;
};

/* --- lines
 * -------------------------------------------------------------------- */

/* What a line of JSON can begin with. */
static bool is_json_start(char c)
{
    return c == '"' || c == '{' || c == '}' || c == '[' || c == ']' ||
           c == '-' || c == 't' || c == 'f' || c == 'n' || c == ',' ||
           pp_is_digit(c);
}

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
    static const char *const names[] = {
        "\"LocalPort\"",
        "\"DynamicPortRangeStartPort\"",
        "\"DynamicPortRangeNumberOfPorts\"",
        "\"FeatureName\"",
        "\"HotFixID\"",
        "\"OsVersion\"",
        "\"OsBuildNumber\"",
        "\"CanPauseAndContinue\"",
        "\"PSPath\"",
        "\"ReservedPorts\"",
        "\"MaxUserPort\"",
        "\"TcpTimedWaitDelay\"",
        "\"EnableExcludedPortRange\"",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_sv_find(text, pp_sv_from(names[i]), 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

/* --- values
 * ------------------------------------------------------------------- */

/* Appends a scalar as PowerShell would print it; what is none, nothing. */
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

/* A value too long to be kept is left out. */
static enum pp_status forgive_limit(enum pp_status status)
{
    return status == PP_ERR_LIMIT ? PP_OK : status;
}

static enum pp_status add_scalar(struct ps_json *json,
                                 struct pp_sv name,
                                 const struct pp_json_value *value,
                                 struct pp_place place)
{
    struct pp_buf *out = &json->output.scratch;
    if (out->max == 0) {
        pp_buf_init(out, PP_LIMIT_PS_OBJECT_BYTES);
    }
    pp_buf_clear(out);
    write_scalar(value, out);
    if (out->status != PP_OK) {
        return forgive_limit(out->status);
    }
    return pp_ps_object_add(&json->object, name, pp_buf_view(out), place);
}

static enum pp_status add_list(struct ps_json *json,
                               struct pp_sv name,
                               const struct pp_json_value *array,
                               struct pp_place place)
{
    struct pp_buf *out = &json->output.scratch;
    if (out->max == 0) {
        pp_buf_init(out, PP_LIMIT_PS_OBJECT_BYTES);
    }
    pp_buf_clear(out);
    for (const struct pp_json_value *item = pp_json_first(array); item != NULL;
         item = pp_json_next(item)) {
        write_scalar(item, out);
        pp_buf_add_char(out, '\0');
    }
    if (out->status != PP_OK) {
        return forgive_limit(out->status);
    }
    size_t count = json->object.pairs.count;
    PP_TRY(pp_ps_object_add(&json->object, name, pp_buf_view(out), place));
    if (json->object.pairs.count > count) {
        pp_ps_object_mark_list(&json->object);
    }
    return PP_OK;
}

static enum pp_status add_member(struct ps_json *json,
                                 const struct pp_json_value *member,
                                 struct pp_place place)
{
    struct pp_sv name = pp_sv_from(pp_json_key(member));
    switch (pp_json_value_kind(member)) {
    case PP_JSON_ARRAY:
        return add_list(json, name, member, place);
    case PP_JSON_OBJECT:
        if (pp_sv_equal(name, PP_SV("CimSystemProperties"))) {
            name = PP_SV("CimClass");
        }
        member = find_scalar(member);
        return member != NULL ? add_scalar(json, name, member, place) : PP_OK;
    case PP_JSON_NULL:
    case PP_JSON_BOOL:
    case PP_JSON_NUMBER:
    case PP_JSON_STRING:
        return add_scalar(json, name, member, place);
    }
    return PP_OK;
}

/* --- objects
 * ------------------------------------------------------------------ */

static enum pp_status emit_object(struct ps_json *json,
                                  struct pp_context *context)
{
    const struct pp_ps_lines lines = {
        .first = json->first_line,
        .last = context->line_number,
        .held = &json->held,
        .has_current = true,
    };
    if (pp_ps_kind_of(&json->object) == PP_PS_NONE) {
        return PP_OK;
    }
    json->had_element = true;
    return pp_ps_emit(&json->output, context, &json->object, &lines);
}

/* The members of an object with their places; those of an object that does not
 * stand at the beginning of the text are all at `place`. */
static enum pp_status fill(struct ps_json *json,
                           const struct pp_json_value *object,
                           const struct pp_place *place)
{
    const struct pp_sv element = pp_buf_view(&json->text.element);
    size_t offset = 0;
    pp_ps_object_clear(&json->object);
    for (const struct pp_json_value *member = pp_json_first(object);
         member != NULL;
         member = pp_json_next(member)) {
        struct pp_place here = {0, 0, 0};
        if (place != NULL) {
            here = *place;
        } else {
            offset = pp_ps_json_next_member(element, offset);
            here = pp_ps_json_text_place(&json->text,
                                         pp_ps_json_value_at(element, offset));
        }
        PP_TRY(add_member(json, member, here));
    }
    return PP_OK;
}

/* `{"value": [ ... ], "Count": 2}`: Windows PowerShell wraps arrays so. */
static enum pp_status emit_wrapped(struct ps_json *json,
                                   struct pp_context *context,
                                   const struct pp_json_value *root)
{
    const struct pp_json_value *array = pp_json_get(root, "value");
    const struct pp_place place = pp_ps_json_text_place(&json->text, 0);
    if (pp_json_value_kind(array) != PP_JSON_ARRAY) {
        return PP_OK;
    }
    for (const struct pp_json_value *item = pp_json_first(array); item != NULL;
         item = pp_json_next(item)) {
        if (pp_json_value_kind(item) == PP_JSON_OBJECT) {
            PP_TRY(fill(json, item, &place));
            PP_TRY(emit_object(json, context));
        }
    }
    return PP_OK;
}

static void report_broken(struct ps_json *json,
                          struct pp_context *context,
                          const char *message)
{
    struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_PS_JSON, json->first_line);
    pp_diags_add(context->options.diags, &draft, "%s", message);
    json->output.open.section.complete = PP_NO;
}

/* Parses the object that is whole. */
static enum pp_status take_element(struct ps_json *json,
                                   struct pp_context *context)
{
    struct pp_json_value *root = NULL;
    enum pp_status status =
        pp_json_parse(pp_buf_view(&json->text.element), &root, NULL);
    if (status == PP_ERR_NOMEM) {
        return status;
    }
    if (status == PP_OK) {
        status = fill(json, root, NULL);
        if (status == PP_OK && pp_ps_kind_of(&json->object) != PP_PS_NONE) {
            status = emit_object(json, context);
        } else if (status == PP_OK) {
            status = emit_wrapped(json, context, root);
        }
        pp_json_value_free(root);
    } else {
        status = PP_OK;
        if (json->is_known) {
            report_broken(json, context, "this object is no JSON");
            pp_context_take(context, PP_TAKE_REJECTED);
            pp_context_reclaim(context, &json->held, PP_TAKE_REJECTED);
        }
    }
    /* Lines of an object that is none of ours stay ignored. */
    pp_context_release(context, &json->held);
    pp_ps_json_text_forget(&json->text);
    json->is_known = false;
    return status;
}

/* --- the text
 * ----------------------------------------------------------------- */

/* The text has ended, as it should or not. */
static enum pp_status leave(struct ps_json *json, struct pp_context *context)
{
    if (json->is_open && json->is_known) {
        report_broken(
            json, context, "this object of ConvertTo-Json does not end");
        pp_context_reclaim(context, &json->held, PP_TAKE_REJECTED);
    } else if (json->is_open && json->had_element) {
        report_broken(
            json, context, "this array of ConvertTo-Json does not end");
    }
    pp_context_release(context, &json->held);
    pp_ps_json_text_clear(&json->text);
    json->is_open = false;
    json->is_known = false;
    json->had_element = false;
    return pp_ps_close(&json->output, context);
}

static enum pp_status read_events(struct ps_json *json,
                                  struct pp_context *context,
                                  struct pp_sv text,
                                  bool *ret_broken)
{
    const struct pp_place place = pp_context_place(context, text);
    size_t at = 0;
    *ret_broken = false;
    PP_TRY(pp_ps_json_text_begin_line(&json->text, place));
    for (;;) {
        enum pp_ps_json_event event = PP_PS_JSON_MORE;
        PP_TRY(pp_ps_json_text_read(&json->text, text, place, &at, &event));
        if (event == PP_PS_JSON_ELEMENT) {
            PP_TRY(take_element(json, context));
            json->first_line = context->line_number;
            continue;
        }
        *ret_broken = event == PP_PS_JSON_BROKEN;
        return PP_OK;
    }
}

/* What becomes of a line that was read. */
static void
count_line(struct ps_json *json, struct pp_context *context, bool *ret_taken)
{
    if (json->is_known) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &json->held);
    } else if (json->had_element && !json->text.is_in_element) {
        pp_context_take(context, PP_TAKE_USED);
        json->output.open.section.last_line = context->line_number;
    } else {
        pp_context_hold_tentatively(context, &json->held);
    }
    *ret_taken = json->is_known || json->had_element;
}

static enum pp_status take_line(struct ps_json *json,
                                struct pp_context *context,
                                struct pp_sv text,
                                bool *ret_taken)
{
    bool is_broken = false;
    bool is_named = has_known_name(text);
    PP_TRY(read_events(json, context, text, &is_broken));
    json->is_known = json->text.is_in_element && (json->is_known || is_named);
    if (is_broken) {
        *ret_taken = json->is_known || json->had_element;
        if (*ret_taken) {
            pp_context_take(context, PP_TAKE_REJECTED);
            json->is_known = true;
        }
        return leave(json, context);
    }
    count_line(json, context, ret_taken);
    if (json->text.depth == 0) {
        json->is_open = false;
        return leave(json, context);
    }
    return PP_OK;
}

static enum pp_status take(void *state,
                           struct pp_context *context,
                           const struct pp_offer *offer,
                           bool *ret_taken)
{
    struct ps_json *json = state;
    json->output.format = PP_SECTION_POWERSHELL_JSON;
    *ret_taken = false;
    /* As it stands in the capture: unwrapping would eat backslashes. */
    const struct pp_sv text = pp_strip_marks(pp_trim_wide(context->line_text));
    pp_ps_note_command(&json->output, context, offer->text);
    if (json->told_line == context->line_number) {
        return PP_OK;
    }
    bool follows = json->told_nonblank + 1 == context->nonblank_line;
    if (json->is_open &&
        (!follows || text.len == 0 || !is_json_start(text.ptr[0]))) {
        PP_TRY(leave(json, context));
    }
    if (!json->is_open && !is_opening(text)) {
        return PP_OK;
    }
    if (!json->is_open) {
        pp_ps_json_text_clear(&json->text);
        json->is_open = true;
        json->first_line = context->line_number;
    }
    json->told_line = context->line_number;
    json->told_nonblank = context->nonblank_line;
    return take_line(json, context, text, ret_taken);
}

static enum pp_status close_json(void *state, struct pp_context *context)
{
    return leave(state, context);
}

static void done(void *state)
{
    struct ps_json *json = state;
    pp_ps_output_done(&json->output);
    pp_ps_json_text_done(&json->text);
    pp_ps_object_done(&json->object);
}

const struct pp_parser pp_parser_ps_json = {
    .name = "PowerShell JSON",
    .state_size = sizeof(struct ps_json),
    .take = take,
    .close = close_json,
    .done = done,
};
