/*
 * PowerShell lists. Many programs print lines `Name : value`, so the lines of
 * an object are looked at without being taken until its names say what it is;
 * from there on they are taken, and those before are claimed.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "base/utf8.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_facts.h"

struct ps_list {
    struct pp_ps_output output;
    bool is_known;   /* what the object is; its lines are taken */
    bool has_equals; /* the object's lines are `Name=value` */
    bool has_blank;  /* in the value added last */
    size_t value_column;
};

enum {
    /* Bytes; a longer name may come twice. */
    LONGEST_NAME = 64
};

/* A line `Name : value`. */
struct property {
    struct pp_sv name;
    struct pp_sv value;
    bool has_gap;        /* between the name and the colon */
    bool has_equals;     /* `Name=value`, as wmic writes */
    size_t value_column; /* in cells from the start of the line */
};

/* --- lines ---------------------------------------------------------------- */

static bool is_name_byte(char c)
{
    return (unsigned char)c > ' ' && c != ':' && c != '"' && c != '{' &&
           c != '}' && c != ',' && c != ';' && c != '=';
}

/* Blanks behind the name, then the colon: `Name : `. Names of registry
 * values may hold blanks of their own, one at a time. */
static bool take_name(struct pp_cursor *cursor, struct pp_sv *ret_name)
{
    struct pp_cursor ahead = *cursor;
    const char *end = ahead.at;
    while (!pp_cursor_at_end(&ahead) && is_name_byte(*ahead.at)) {
        while (!pp_cursor_at_end(&ahead) && is_name_byte(*ahead.at)) {
            ahead.at++;
        }
        end = ahead.at;
        (void)pp_cursor_skip_blanks(&ahead);
    }
    if (end == cursor->at || !pp_cursor_take(&ahead, ':')) {
        return false;
    }
    /* Markdown puts its backslash right behind where nothing follows. */
    if (!pp_cursor_at_end(&ahead) && !pp_is_blank(*ahead.at) &&
        !pp_sv_equal(pp_cursor_rest(&ahead), PP_SV("\\"))) {
        return false;
    }
    *ret_name = (struct pp_sv){cursor->at, (size_t)(end - cursor->at)};
    *cursor = ahead;
    return true;
}

/* Markdown's line break, a backslash at the end, is no part of the value. */
static struct pp_sv without_break(struct pp_sv value)
{
    value = pp_trim_wide(value);
    if (value.len > 0 && value.ptr[value.len - 1] == '\\') {
        return pp_trim_wide(pp_sv_sub(value, 0, value.len - 1));
    }
    return value;
}

static size_t column_of(struct pp_sv line, struct pp_sv part)
{
    size_t bytes = (size_t)(part.ptr - line.ptr);
    return bytes <= line.len ? pp_utf8_width(pp_sv_sub(line, 0, bytes)) : 0;
}

/* A list of wmic: `Name=value`, no blank around. */
static bool read_assignment(struct pp_sv text, struct property *ret_property)
{
    const size_t equals = pp_sv_find(text, PP_SV("="), 0);
    if (equals == SIZE_MAX || equals == 0 || equals > LONGEST_NAME ||
        !pp_is_all_word(pp_sv_sub(text, 0, equals), "")) {
        return false;
    }
    *ret_property = (struct property){
        .name = pp_sv_sub(text, 0, equals),
        .value = pp_sv_trim(pp_sv_sub(text, equals + 1, SIZE_MAX)),
        .has_gap = true,
        .has_equals = true,
    };
    return true;
}

static bool read_property(struct pp_sv line,
                          struct pp_sv text,
                          struct property *ret_property)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct property property = {.has_equals = false};
    if (!take_name(&cursor, &property.name)) {
        return read_assignment(text, ret_property);
    }
    const char *colon = cursor.at;
    property.has_gap = property.name.ptr + property.name.len + 1 < colon;
    property.value = without_break(pp_cursor_rest(&cursor));
    property.value_column = column_of(line, (struct pp_sv){colon, 0}) + 1;
    *ret_property = property;
    return true;
}

/* --- objects -------------------------------------------------------------- */

/* The object has ended: its facts go out, and its lines are counted. */
static enum pp_status finish(struct ps_list *list, struct pp_context *context)
{
    struct pp_ps_output *output = &list->output;
    enum pp_status status =
        list->is_known ? pp_ps_emit(output, context, false) : PP_OK;
    pp_context_release(context, &output->held);
    pp_ps_object_clear(&output->object);
    list->is_known = false;
    output->first_line = 0;
    return status;
}

/* The line is the one below the object's last. */
static bool is_next(const struct ps_list *list,
                    const struct pp_context *context)
{
    return context->line_number == list->output.last_line + 1;
}

/* A line without a name goes on with the value above it if it stands under
 * that value, where Format-List puts what did not fit. */
static bool is_continuation(const struct ps_list *list,
                            const struct pp_context *context,
                            struct pp_sv line,
                            struct pp_sv text)
{
    return list->output.object.pairs.count > 0 && is_next(list, context) &&
           column_of(line, text) >= list->value_column &&
           list->value_column > 2;
}

/* The object has the current line. */
static void
keep_line(struct ps_list *list, struct pp_context *context, bool is_sure)
{
    struct pp_ps_output *output = &list->output;
    output->last_line = context->line_number;
    const enum pp_ps_kind kind = pp_ps_kind_of(&output->object);
    /* Settings of any program are `name=value`, too. */
    list->is_known = kind == PP_PS_PROCESS || kind == PP_PS_SERVICE ||
                     (kind != PP_PS_NONE && !list->has_equals);
    if (list->is_known || is_sure) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &output->held);
        return;
    }
    pp_context_hold_tentatively(context, &output->held);
}

static bool has_blank(struct pp_sv value)
{
    return pp_sv_find(value, PP_SV(" "), 0) != SIZE_MAX;
}

static enum pp_status
go_on(struct ps_list *list, struct pp_context *context, struct pp_sv text)
{
    struct pp_ps_object *object = &list->output.object;
    const struct pp_sv more = without_break(text);
    /* A value without a blank was cut in the middle, as paths are; others
     * are cut at a blank, which is not printed. */
    if (list->has_blank) {
        PP_TRY(pp_ps_object_append(object, PP_SV(" ")));
    }
    PP_TRY(pp_ps_object_append(object, more));
    list->has_blank = list->has_blank || has_blank(more);
    keep_line(list, context, false);
    return PP_OK;
}

static enum pp_status add(struct ps_list *list,
                          struct pp_context *context,
                          const struct property *property)
{
    struct pp_ps_output *output = &list->output;
    if (output->first_line == 0) {
        output->first_line = context->line_number;
    }
    const struct pp_sv value = property->value;
    const struct pp_ps_property added = {
        .name = property->name,
        .value = value,
        .place =
            pp_context_place(context, value.len > 0 ? value : property->name),
    };
    PP_TRY(pp_ps_object_add(&output->object, &added));
    list->value_column = property->value_column;
    list->has_equals = property->has_equals;
    list->has_blank = has_blank(value);
    /* `{a, b}`: no other program writes a list so. Taken at once, so that
     * nobody reads the ports of `ReservedPorts : {4000-4010}` as a sentence
     * about exclusions; the path of the key, some lines below, says what it
     * is. */
    bool is_braced =
        pp_sv_starts(value, PP_SV("{")) && pp_sv_ends(value, PP_SV("}"));
    keep_line(list, context, is_braced);
    return PP_OK;
}

/* A blank line or other lines above, or a name for the second time, begin
 * another object. */
static bool begins_object(const struct ps_list *list,
                          const struct pp_context *context,
                          const struct property *property)
{
    return !is_next(list, context) ||
           property->has_equals != list->has_equals ||
           (property->name.len < LONGEST_NAME &&
            pp_ps_find(&list->output.object, property->name) != NULL);
}

/* Names with blanks in them, and those without a blank behind them, are taken
 * under a colon that stands in line: the names of registry values, pastes
 * that lost a blank. `Start Port : 49152` is netsh's, `OS Name: x` is
 * systeminfo's. */
static bool is_acceptable(const struct ps_list *list,
                          const struct pp_context *context,
                          const struct property *property)
{
    bool has_blank = pp_sv_find(property->name, PP_SV(" "), 0) != SIZE_MAX;
    return (!has_blank && property->has_gap) ||
           (list->output.object.pairs.count > 0 && is_next(list, context) &&
            property->value_column == list->value_column);
}

static enum pp_status close_list(void *state, struct pp_context *context)
{
    struct ps_list *list = state;
    PP_TRY(finish(list, context));
    return pp_ps_close(&list->output, context);
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct ps_list *list = state;
    list->output.format = PP_SECTION_POWERSHELL_LIST;
    const struct pp_sv text = pp_strip_marks(offer->bare);
    pp_ps_note_command(&list->output, context);
    if (list->output.last_line == context->line_number || text.len == 0) {
        return PP_OK; /* looked at before, and left; or a quote mark alone */
    }
    struct property property;
    if (read_property(offer->line, text, &property) &&
        is_acceptable(list, context, &property)) {
        if (begins_object(list, context, &property)) {
            PP_TRY(finish(list, context));
        }
        return add(list, context, &property);
    }
    if (is_continuation(list, context, offer->line, text)) {
        return go_on(list, context, text);
    }
    return close_list(list, context);
}

const struct pp_parser pp_parser_ps_list = {
    .name = "PowerShell list",
    .state_size = sizeof(struct ps_list),
    .take = take,
    .close = close_list,
    .done = pp_ps_done,
};
