/* The dynamic port range as netsh prints it. */
#include "dynamic.h"

/* How far below its title the range may stand, in lines with text. */
enum {
    MAX_TITLE_DISTANCE = 4
};

static void hold_line(struct pp_dynamic_range *range,
                      struct pp_context *context,
                      struct pp_hold *hold)
{
    if (range->first_line == 0) {
        range->first_line = context->line_number;
    }
    range->last_line = context->line_number;
    pp_context_hold(context, hold);
}

static void forget(struct pp_dynamic_range *range, struct pp_context *context)
{
    pp_context_release(context, &range->frame_held);
    pp_context_release(context, &range->start_held);
    *range = (struct pp_dynamic_range){0};
}

void pp_dynamic_close(struct pp_dynamic_range *range,
                      struct pp_context *context)
{
    if (range->has_start && !range->is_weak) {
        pp_diags_add(context->options.diags,
                     &range->at,
                     "the line with the number of ports is missing, the "
                     "range is left out");
        pp_context_reclaim(context, &range->start_held, PP_TAKE_REJECTED);
    }
    forget(range, context);
}

/* --- its frame ------------------------------------------------------------ */

static enum pp_take take_title(struct pp_dynamic_range *range,
                               struct pp_context *context,
                               const struct pp_shape *shape)
{
    pp_dynamic_close(range, context);
    if (shape->title != PP_TITLE_DYNAMIC) {
        return PP_TAKE_NO;
    }
    range->has_title = true;
    range->title_protocol = shape->protocol;
    range->title_nonblank = context->nonblank_line;
    range->locale = shape->locale;
    hold_line(range, context, &range->frame_held);
    return PP_TAKE_IGNORED;
}

/* Under a title, or under a heading in unknown words that names a protocol. */
static enum pp_take take_underline(struct pp_dynamic_range *range,
                                   struct pp_context *context,
                                   const struct pp_shape *shape)
{
    bool is_under_heading =
        context->mention.line > 0 &&
        context->nonblank_line - context->mention_nonblank == 1;
    if (shape->dash_groups != 1 || (!range->has_title && !is_under_heading)) {
        return PP_TAKE_NO;
    }
    range->has_underline = true;
    hold_line(range, context, &range->frame_held);
    return PP_TAKE_IGNORED;
}

/* --- its numbers ---------------------------------------------------------- */

static uint32_t to_number(struct pp_sv digits)
{
    uint32_t value = 0;
    return pp_sv_to_u32(digits, UINT32_MAX - 1, &value) ? value : UINT32_MAX;
}

static const struct pp_locale *find_start_label(struct pp_sv text)
{
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        if (locales[i].start_label.len > 0 &&
            pp_sv_starts_nocase(text, locales[i].start_label)) {
            return &locales[i];
        }
    }
    return NULL;
}

/* Whether `label : number` here can only be a dynamic range. */
static bool is_expected(const struct pp_dynamic_range *range,
                        const struct pp_context *context)
{
    return range->has_underline ||
           (range->has_title &&
            context->nonblank_line - range->title_nonblank <=
                MAX_TITLE_DISTANCE) ||
           pp_context_has_command(context, PP_NETSH_DYNAMIC);
}

static bool report_impossible(struct pp_context *context,
                              struct pp_sv part,
                              uint32_t start,
                              uint32_t count)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_DYNAMIC_VALUE, part);
    if (start == 0 || start > PP_PORT_MAX || count == 0) {
        pp_diags_add(context->options.diags,
                     &draft,
                     "a dynamic port range starts at a port and holds at "
                     "least one, the range is left out");
        return true;
    }
    if (count > PP_PORT_COUNT - start) {
        draft.code = PP_DIAG_DYNAMIC_END;
        pp_diags_add(context->options.diags,
                     &draft,
                     "%u ports from %u on end above 65535, the range is left "
                     "out",
                     count,
                     start);
        return true;
    }
    return false;
}

static void name_protocol(const struct pp_dynamic_range *range,
                          struct pp_context *context,
                          struct pp_section *section)
{
    bool has_command = pp_context_has_command(context, PP_NETSH_DYNAMIC);
    if (has_command) {
        section->family = context->command.family;
        section->store = context->command.has_store ? context->command.store
                                                    : PP_STORE_ACTIVE;
    }
    if (has_command && context->command.has_protocol) {
        section->protocol = context->command.protocol;
    } else if (range->has_title) {
        section->protocol = range->title_protocol;
    } else if (pp_context_has_mention(context)) {
        section->protocol = context->mention.protocol;
    } else {
        section->protocol = PP_TCP;
        section->is_protocol_assumed = true;
        struct pp_diag draft = pp_context_draft_at(
            context, PP_DIAG_TABLE_PROTOCOL_ASSUMED, range->first_line);
        pp_diags_add(context->options.diags,
                     &draft,
                     "the dynamic range does not say tcp or udp, tcp is "
                     "assumed");
    }
}

static enum pp_status emit(struct pp_dynamic_range *range,
                           struct pp_context *context,
                           uint32_t start,
                           uint32_t count)
{
    struct pp_section section = {
        .format = PP_SECTION_NETSH_DYNAMIC,
        .has_protocol = true,
        .capture = context->options.capture,
        .locale = range->locale != NULL ? range->locale->tag : NULL,
        .first_line = range->first_line,
        .last_line = context->line_number,
        .complete = PP_YES,
    };
    name_protocol(range, context, &section);
    struct pp_fact fact = {
        .kind = PP_FACT_DYNAMIC,
        .protocol = section.protocol,
        .family = section.family,
        .store = section.store,
        .place = range->at.place,
        .range = {(uint16_t)start, (uint16_t)(start + count - 1)},
    };
    pp_context_take(context, PP_TAKE_USED); /* the line of the count */
    pp_context_reclaim(context, &range->frame_held, PP_TAKE_USED);
    pp_context_reclaim(context, &range->start_held, PP_TAKE_USED);
    if (!range->has_title && pp_context_has_mention(context)) {
        pp_context_reclaim(context, &context->mention_hold, PP_TAKE_USED);
    }
    pp_context_forget_mention(context);
    if (pp_context_has_command(context, PP_NETSH_DYNAMIC)) {
        context->command_line = 0;
    }
    forget(range, context);
    PP_TRY(pp_context_section(context, &section, &fact.section));
    return pp_context_fact(context, &fact);
}

static enum pp_status finish(struct pp_dynamic_range *range,
                             struct pp_context *context,
                             struct pp_sv digits,
                             enum pp_take *ret_take)
{
    uint32_t start = range->start;
    uint32_t count = to_number(digits);
    if (range->starts_with_count) {
        uint32_t swapped = start;
        start = count;
        count = swapped;
    }
    if (report_impossible(context, digits, start, count)) {
        forget(range, context);
        *ret_take = PP_TAKE_REJECTED;
        return PP_OK;
    }
    *ret_take = PP_TAKE_IGNORED;
    return emit(range, context, start, count);
}

/* `Start Port : 49,152`, `: 0xC000`: where a number belongs, and none that
 * netsh would print. */
static bool is_unreadable_value(const struct pp_dynamic_range *range,
                                const struct pp_context *context,
                                struct pp_sv text)
{
    size_t colon = pp_sv_find(text, PP_SV(":"), 0);
    if (colon == SIZE_MAX || !range->has_title ||
        !is_expected(range, context)) {
        return false;
    }
    struct pp_sv value = pp_sv_trim(pp_sv_sub(text, colon + 1, SIZE_MAX));
    return value.len > 0 && value.len < 24 &&
           (pp_is_digit(value.ptr[0]) || value.ptr[0] == '-' ||
            value.ptr[0] == '+');
}

static void report_unreadable(struct pp_context *context, struct pp_sv text)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_DYNAMIC_VALUE, text);
    pp_diags_add(context->options.diags,
                 &draft,
                 "'%.*s' is not a plain number, the line is left out",
                 PP_SV_ARGS(pp_sv_sub(text, 0, 60)));
}

static enum pp_take begin(struct pp_dynamic_range *range,
                          struct pp_context *context,
                          const struct pp_shape *shape)
{
    range->has_start = true;
    range->starts_with_count = shape->is_count_label;
    range->start = to_number(shape->values[0]);
    range->start_nonblank = context->nonblank_line;
    range->at =
        pp_context_draft(context, PP_DIAG_DYNAMIC_CUT, shape->piece.text);
    range->at.excerpt = (struct pp_sv){NULL, 0};
    /* On one line with its title, it is the start that may be rejected. */
    pp_context_release_line(context, &range->frame_held);
    hold_line(range, context, &range->start_held);
    return PP_TAKE_IGNORED;
}

static enum pp_status take_values(struct pp_dynamic_range *range,
                                  struct pp_context *context,
                                  const struct pp_shape *shape,
                                  enum pp_take *ret_take)
{
    if (range->is_broken) {
        return PP_OK;
    }
    if (range->has_start && range->is_weak && !shape->is_count_label) {
        pp_dynamic_close(range, context);
    }
    if (range->has_start) {
        return finish(range, context, shape->values[0], ret_take);
    }
    const struct pp_locale *known = find_start_label(shape->piece.text);
    range->is_weak = !is_expected(range, context);
    if (range->is_weak && known == NULL) {
        return PP_OK;
    }
    if (range->locale == NULL) {
        range->locale = known;
    }
    *ret_take = begin(range, context, shape);
    if (shape->value_count == 2 && !range->is_weak) {
        return finish(range, context, shape->values[1], ret_take);
    }
    return PP_OK;
}

enum pp_status pp_dynamic_take(struct pp_dynamic_range *range,
                               struct pp_context *context,
                               const struct pp_shape *shape,
                               enum pp_take *ret_take)
{
    *ret_take = PP_TAKE_NO;
    switch (shape->kind) {
    case PP_SHAPE_TITLE:
        *ret_take = take_title(range, context, shape);
        return PP_OK;
    case PP_SHAPE_UNDERLINE:
        *ret_take = take_underline(range, context, shape);
        return PP_OK;
    case PP_SHAPE_LABEL_VALUE:
        return take_values(range, context, shape, ret_take);
    case PP_SHAPE_HEADS:
    case PP_SHAPE_ROW:
    case PP_SHAPE_LEGEND:
    case PP_SHAPE_OK:
        pp_dynamic_close(range, context);
        return PP_OK;
    case PP_SHAPE_PROSE:
        if (is_unreadable_value(range, context, shape->piece.text)) {
            report_unreadable(context, shape->piece.text);
            range->is_broken = true;
            range->has_start = false;
            *ret_take = PP_TAKE_REJECTED;
            return PP_OK;
        }
        if (range->has_start &&
            context->nonblank_line - range->start_nonblank > 1) {
            pp_dynamic_close(range, context);
        }
        return PP_OK;
    case PP_SHAPE_EMPTY:
    case PP_SHAPE_ELISION:
        return PP_OK;
    }
    return PP_OK;
}
