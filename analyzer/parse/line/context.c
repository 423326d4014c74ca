/* What the section parsers share. */
#include "context.h"

#include "base/utf8.h"

bool pp_context_is_near(const struct pp_context *context,
                        uint64_t nonblank_line)
{
    return nonblank_line > 0 &&
           context->nonblank_line - nonblank_line <= PP_CONTEXT_REACH;
}

const struct pp_listing *pp_context_listing(const struct pp_context *context,
                                            enum pp_lister lister)
{
    const struct pp_listing *listing = &context->listing;
    return listing->lister == lister &&
                   pp_context_is_near(context, listing->nonblank)
               ? listing
               : NULL;
}

void pp_context_end_listing(struct pp_context *context, enum pp_lister lister)
{
    if (context->listing.lister == lister) {
        context->listing.nonblank = context->nonblank_line;
    }
}

static uint64_t *counter_of(struct pp_line_counts *counts, enum pp_take take)
{
    switch (take) {
    case PP_TAKE_USED:
        return &counts->used;
    case PP_TAKE_REJECTED:
        return &counts->rejected;
    case PP_TAKE_NO:
    case PP_TAKE_IGNORED:
        return &counts->ignored;
    }
    return &counts->ignored;
}

/* --- lines ---------------------------------------------------------------- */

void pp_context_begin_line(struct pp_context *context,
                           const struct pp_line *line)
{
    context->counts.total++;
    context->line_number = line->number;
    context->line_text = line->text;
    context->placed_bytes = 0;
    context->placed_columns = 0;
    context->is_part = false;
    context->has_more = line->has_more;
    context->columns_before = 0;
    context->line_take = PP_TAKE_NO;
    context->line_hold = NULL;
    context->is_taken = false;
}

void pp_context_continue_line(struct pp_context *context,
                              const struct pp_line *line,
                              struct pp_sv text)
{
    context->columns_before += (uint32_t)pp_utf8_columns(context->line_text);
    context->line_text = text;
    context->placed_bytes = 0;
    context->placed_columns = 0;
    context->is_part = true;
    context->has_more = line->has_more;
    context->is_taken = false;
}

static void strengthen(struct pp_context *context, enum pp_take take)
{
    context->line_take = take > context->line_take ? take : context->line_take;
}

void pp_context_take(struct pp_context *context, enum pp_take take)
{
    context->is_taken = context->is_taken || take != PP_TAKE_NO;
    strengthen(context, take);
}

void pp_context_end_line(struct pp_context *context)
{
    *counter_of(&context->counts, context->line_take) += 1;
    if (context->line_hold != NULL && context->line_take <= PP_TAKE_IGNORED) {
        context->line_hold->lines++;
    }
    context->line_hold = NULL;
}

void pp_context_hold(struct pp_context *context, struct pp_hold *hold)
{
    if (context->line_hold == NULL || context->is_hold_tentative) {
        context->line_hold = hold;
        context->is_hold_tentative = false;
    }
}

void pp_context_hold_tentatively(struct pp_context *context,
                                 struct pp_hold *hold)
{
    if (context->line_hold == NULL) {
        context->line_hold = hold;
        context->is_hold_tentative = true;
    }
}

void pp_context_release_line(struct pp_context *context,
                             const struct pp_hold *hold)
{
    if (context->line_hold == hold) {
        context->line_hold = NULL;
    }
}

void pp_context_release(struct pp_context *context, struct pp_hold *hold)
{
    pp_context_release_line(context, hold);
    hold->lines = 0;
}

void pp_context_reclaim(struct pp_context *context,
                        struct pp_hold *hold,
                        enum pp_take take)
{
    if (context->line_hold == hold) {
        strengthen(context, take);
    }
    context->counts.ignored -= hold->lines;
    *counter_of(&context->counts, take) += hold->lines;
    pp_context_release(context, hold);
}

/* --- what was said above -------------------------------------------------- */

void pp_context_forget_mention(struct pp_context *context)
{
    context->mention.line = 0;
    pp_context_release(context, &context->mention_hold);
}

bool pp_context_has_mention(const struct pp_context *context)
{
    return context->mention.line > 0 &&
           pp_context_is_near(context, context->mention_nonblank);
}

bool pp_context_has_command(const struct pp_context *context,
                            enum pp_netsh_object object)
{
    return context->command_line > 0 && context->command.object == object &&
           context->command.verb == PP_NETSH_SHOW &&
           pp_context_is_near(context, context->command_nonblank);
}

enum pp_status pp_context_section(struct pp_context *context,
                                  struct pp_section *section,
                                  uint32_t *ret_index)
{
    if (context->before_section != NULL) {
        PP_TRY(context->before_section(context->before_section_user));
    }
    if (context->next_section == UINT32_MAX) {
        return PP_ERR_LIMIT;
    }
    *ret_index = context->next_section++;
    const struct pp_fact_sink *sink = context->options.sink;
    const struct pp_hosts *hosts = context->options.hosts;
    section->host = hosts != NULL ? hosts->current : 0;
    return sink->section != NULL
               ? sink->section(sink->user, *ret_index, section)
               : PP_OK;
}

static void note_inside(struct pp_context *context, const struct pp_fact *row)
{
    struct pp_range inside = row->range;
    bool has_ends = inside.last - inside.first > 1;
    inside.first = (uint16_t)(inside.first + has_ends);
    inside.last = (uint16_t)(inside.last - has_ends);
    pp_portset_set_range(&context->insides[row->protocol], inside);
}

enum pp_status pp_context_fact(struct pp_context *context,
                               const struct pp_fact *fact)
{
    const struct pp_fact_sink *sink = context->options.sink;
    context->has_os = context->has_os || fact->kind == PP_FACT_OS;
    if (fact->kind == PP_FACT_EXCLUDED && context->options.keeps_mentions) {
        note_inside(context, fact);
    }
    return sink->fact != NULL ? sink->fact(sink->user, fact) : PP_OK;
}

struct pp_place pp_context_place(struct pp_context *context, struct pp_sv part)
{
    struct pp_place place = {context->options.capture, 1, context->line_number};
    const struct pp_sv line = context->line_text;
    uintptr_t at = (uintptr_t)part.ptr;
    uintptr_t start = (uintptr_t)line.ptr;
    if (at < start || at > start + line.len) {
        return place;
    }
    size_t bytes = (size_t)(at - start);
    if (bytes < context->placed_bytes) {
        context->placed_bytes = 0;
        context->placed_columns = 0;
    }
    struct pp_sv between =
        pp_sv_sub(line, context->placed_bytes, bytes - context->placed_bytes);
    context->placed_columns += (uint32_t)pp_utf8_columns(between);
    context->placed_bytes = bytes;
    place.column = context->columns_before + context->placed_columns + 1;
    return place;
}

struct pp_diag pp_context_draft(struct pp_context *context,
                                enum pp_diag_code code,
                                struct pp_sv part)
{
    return (struct pp_diag){
        .code = code,
        .place = pp_context_place(context, part),
        .span = (uint32_t)pp_utf8_columns(part),
        .excerpt = context->line_text,
    };
}

struct pp_diag pp_context_draft_at(const struct pp_context *context,
                                   enum pp_diag_code code,
                                   uint64_t line)
{
    return (struct pp_diag){
        .code = code,
        .place = {context->options.capture, 0, line},
    };
}

void pp_context_reject(struct pp_context *context,
                       enum pp_diag_code code,
                       struct pp_sv part,
                       const char *wanted)
{
    const struct pp_diag draft = pp_context_draft(context, code, part);
    pp_diags_add(context->options.diags,
                 &draft,
                 "expected %s, got '%.*s'",
                 wanted,
                 PP_SV_ARGS(part));
    pp_context_take(context, PP_TAKE_REJECTED);
}
