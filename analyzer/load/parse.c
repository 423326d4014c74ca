/*
 * The driver: takes a capture line by line, unwraps and classifies what is
 * not plainly a row, and offers it to the section parsers in turn.
 */
#include "parse.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/bytes.h"
#include "parse/line/parsers.h"
#include "parse/line/shape_memo.h"
#include "parse/mentions/listing.h"
#include "parse/mentions/mentions.h"
#include "parse/netsh/dynamic.h"
#include "parse/netsh/excluded.h"
#include "parse/netsh/prose.h"
#include "parse/system/os_prose.h"
#include "text/terminal.h"

/* In the order in which they are asked. The tables of `show excludedportrange`
 * and `show dynamicport` are the driver's own: their rows come by the million.
 */
static const struct pp_parser *const parsers[] = {
    &pp_parser_socket_rows,
    &pp_parser_netstat,
    &pp_parser_socket_windows,
    &pp_parser_unread,
    &pp_parser_systeminfo,
    &pp_parser_ver,
    &pp_parser_services,
    &pp_parser_tasklist,
    &pp_parser_tcp_statistics,
    &pp_parser_features,
    &pp_parser_wslconfig,
    &pp_parser_bcdedit,
    &pp_parser_dfsr,
    &pp_parser_dnscmd,
    &pp_parser_netsh_http,
    &pp_parser_netsh_nat,
    &pp_parser_netsh_portproxy,
    &pp_parser_netsh_change,
    &pp_parser_mapping_command,
    &pp_parser_events,
    &pp_parser_ps_json,
    &pp_parser_ps_csv,
    &pp_parser_ps_table,
    &pp_parser_ps_list,
    &pp_parser_bind_error,
    &pp_parser_reg_export,
    &pp_parser_reg_query,
};

enum {
    PARSER_COUNT = PP_ARRAY_LEN(parsers),
    NO_PARSER = PARSER_COUNT
};

struct pp_parse {
    struct pp_context context;
    struct pp_excluded excluded;
    struct pp_dynamic_range dynamic;
    struct pp_prose prose;
    struct pp_os_prose os_prose;
    struct pp_mentions mentions;
    struct pp_buf scratch;
    struct pp_buf plain; /* the line without colours */
    struct pp_shape shape;
    struct pp_shape_memo memo;
    void *states[PARSER_COUNT]; /* one for each of `parsers` */
    uint64_t unread_bytes;      /* of the parts of the current line */
    size_t active;  /* the parser that took the line before, or NO_PARSER */
    size_t current; /* the parser that has the line now, or NO_PARSER */
};

static enum pp_status make_states(struct pp_parse *parse)
{
    for (size_t i = 0; i < PARSER_COUNT; i++) {
        parse->states[i] = pp_calloc(1, parsers[i]->state_size);
        if (parse->states[i] == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    return PP_OK;
}

static void free_states(struct pp_parse *parse)
{
    for (size_t i = 0; i < PARSER_COUNT; i++) {
        if (parse->states[i] != NULL && parsers[i]->done != NULL) {
            parsers[i]->done(parse->states[i]);
        }
        pp_free(parse->states[i]);
    }
}

static enum pp_status before_section(void *user);

enum pp_status pp_parse_new(const struct pp_parse_options *options,
                            struct pp_parse **ret_parse)
{
    struct pp_parse *parse = pp_calloc(1, sizeof(*parse));
    if (parse == NULL) {
        return PP_ERR_NOMEM;
    }
    parse->active = NO_PARSER;
    parse->current = NO_PARSER;
    parse->context.options = *options;
    parse->context.next_section = options->first_section;
    parse->context.before_section = before_section;
    parse->context.before_section_user = parse;
    parse->excluded.above.ptr = parse->excluded.above_bytes;
    /* Unwrapping never makes a line longer. */
    pp_buf_init(&parse->scratch, PP_LIMIT_LINE_BYTES);
    pp_buf_init(&parse->plain, PP_LIMIT_LINE_BYTES);
    enum pp_status status = make_states(parse);
    if (status != PP_OK) {
        pp_parse_free(parse);
        return status;
    }
    *ret_parse = parse;
    return PP_OK;
}

void pp_parse_free(struct pp_parse *parse)
{
    if (parse == NULL) {
        return;
    }
    free_states(parse);
    pp_excluded_done(&parse->excluded);
    pp_prose_done(&parse->prose);
    pp_buf_done(&parse->scratch);
    pp_buf_done(&parse->plain);
    pp_free(parse);
}

/* --- pieces of a line ------------------------------------------------------
 */

/* A web page's one-line table: words, dashes, numbers. Finds the dashes. */
static bool find_inner_underline(struct pp_sv text, struct pp_sv *ret_dashes)
{
    size_t from = pp_sv_find(text, PP_SV("----"), 0);
    if (from == SIZE_MAX) {
        return false;
    }
    size_t to = from;
    while (to < text.len && (text.ptr[to] == '-' || text.ptr[to] == ' ')) {
        to++;
    }
    *ret_dashes = pp_sv_sub(text, from, to - from);
    return pp_has_one_of(pp_sv_sub(text, to, SIZE_MAX), PP_DIGITS);
}

/* Remembers a heading that names a protocol in words unknown. */
static void note_mention(struct pp_context *context,
                         const struct pp_shape *shape)
{
    if (shape->kind != PP_SHAPE_TITLE || shape->title != PP_TITLE_UNKNOWN) {
        return;
    }
    pp_context_forget_mention(context);
    context->mention =
        (struct pp_mention){context->line_number, shape->protocol};
    context->mention_nonblank = context->nonblank_line;
    pp_context_hold_tentatively(context, &context->mention_hold);
}

/* What the parser of the line before had open has ended. */
static enum pp_status close_active(struct pp_parse *parse)
{
    size_t active = parse->active;
    parse->active = NO_PARSER;
    if (active == NO_PARSER || parsers[active]->close == NULL) {
        return PP_OK;
    }
    return parsers[active]->close(parse->states[active], &parse->context);
}

/* Ends the netsh tables before another parser begins. What they emit then is
 * not that parser's. */
static enum pp_status close_tables(struct pp_parse *parse)
{
    size_t current = parse->current;
    parse->current = NO_PARSER;
    pp_dynamic_close(&parse->dynamic, &parse->context);
    enum pp_status status =
        pp_excluded_close(&parse->excluded, &parse->context);
    parse->current = current;
    return status;
}

/* A section begins, of the parser that has the line or of a netsh table:
 * whatever another had open ends before it. */
static enum pp_status before_section(void *user)
{
    struct pp_parse *parse = user;
    if (parse->active == parse->current) {
        return PP_OK;
    }
    PP_TRY(close_active(parse));
    if (parse->current == NO_PARSER) {
        return PP_OK;
    }
    parse->active = parse->current;
    return close_tables(parse);
}

/* A command or code in place of a number or a heading that the tables wait
 * for: `netstat -ano | findstr :9187` below `Start Port : 1024` is no count. */
static bool is_remark(const struct pp_parse *parse)
{
    const struct pp_shape *shape = &parse->shape;
    bool may_frame =
        shape->kind == PP_SHAPE_LABEL_VALUE ||
        (shape->kind == PP_SHAPE_TITLE && shape->title == PP_TITLE_UNKNOWN) ||
        (shape->kind == PP_SHAPE_PROSE && parse->dynamic.has_title);
    return may_frame && pp_mentions_name_ports(parse->context.line_text);
}

static enum pp_status take_shape(struct pp_parse *parse)
{
    struct pp_context *context = &parse->context;
    struct pp_shape *shape = &parse->shape;
    enum pp_take take = PP_TAKE_NO;
    if (is_remark(parse)) {
        shape->kind = PP_SHAPE_EMPTY;
    }
    if (shape->kind == PP_SHAPE_ROW || shape->kind == PP_SHAPE_HEADS) {
        pp_dynamic_close(&parse->dynamic, context);
    }
    PP_TRY(pp_dynamic_take(&parse->dynamic, context, shape, &take));
    enum pp_take also = PP_TAKE_NO;
    PP_TRY(pp_excluded_take(&parse->excluded, context, shape, &also));
    pp_context_take(context, take);
    pp_context_take(context, also);
    note_mention(context, shape);
    if (take == PP_TAKE_NO && also == PP_TAKE_NO) {
        pp_os_prose_take(&parse->os_prose, context, shape->piece.text);
        return pp_prose_take(&parse->prose, context, shape->piece.text);
    }
    return close_active(parse);
}

/* A `netsh ... show ...` line begins something new. */
static enum pp_status take_command(struct pp_parse *parse,
                                   const struct pp_netsh_command *command)
{
    struct pp_context *context = &parse->context;
    PP_TRY(close_active(parse));
    pp_dynamic_close(&parse->dynamic, context);
    PP_TRY(pp_excluded_close(&parse->excluded, context));
    parse->prose.has_anchor = true;
    context->exclusion_word_nonblank = context->nonblank_line;
    pp_context_forget_mention(context);
    context->command_line = 0;
    if (command->verb == PP_NETSH_SHOW) {
        context->command = *command;
        context->command.text = (struct pp_sv){NULL, 0};
        context->command_line = context->line_number;
        context->command_nonblank = context->nonblank_line;
    }
    return PP_OK;
}

/* A fence opens or closes a block: a table does not go on across it. */
static enum pp_status take_fence(struct pp_parse *parse)
{
    pp_dynamic_close(&parse->dynamic, &parse->context);
    return parse->excluded.row_count > 0
               ? pp_excluded_close(&parse->excluded, &parse->context)
               : PP_OK;
}

static enum pp_status take_text(struct pp_parse *parse, struct pp_sv text)
{
    pp_shape_read(pp_clean_piece(text), parse->context.locale, &parse->shape);
    return take_shape(parse);
}

static enum pp_status take_piece(struct pp_parse *parse, struct pp_sv text)
{
    struct pp_netsh_command command;
    enum pp_netsh_result found = pp_netsh_find(text, &command, NULL);
    if (found != PP_NETSH_NONE) {
        PP_TRY(take_command(parse, &command));
        /* A flattened page has the table on the command's own line. */
    }
    struct pp_sv dashes;
    if (find_inner_underline(text, &dashes)) {
        size_t at = (size_t)(dashes.ptr - text.ptr);
        PP_TRY(take_text(parse, pp_sv_sub(text, 0, at)));
        PP_TRY(take_text(parse, dashes));
        return take_text(parse, pp_sv_sub(text, at + dashes.len, SIZE_MAX));
    }
    return found == PP_NETSH_NONE ? take_text(parse, text) : PP_OK;
}

/* A line of one piece, as Windows printed it: nothing to unwrap, no command,
 * no table flattened into it. Its shape may be known already. */
static enum pp_status take_plain(struct pp_parse *parse, struct pp_sv text)
{
    struct pp_netsh_command command;
    struct pp_sv dashes;
    if (find_inner_underline(text, &dashes) ||
        pp_netsh_find(text, &command, NULL) != PP_NETSH_NONE) {
        return take_piece(parse, text);
    }
    pp_shape_read(pp_clean_piece(text), parse->context.locale, &parse->shape);
    pp_shape_memo_keep(&parse->memo, text, &parse->shape);
    return take_shape(parse);
}

/* --- the parsers of other formats -------------------------------------------
 */

/* Another parser takes over: what was open has ended. */
static enum pp_status activate(struct pp_parse *parse, size_t index)
{
    if (parse->active == index) {
        return PP_OK;
    }
    PP_TRY(close_active(parse));
    PP_TRY(close_tables(parse));
    parse->active = index;
    return PP_OK;
}

static enum pp_status
offer_to(struct pp_parse *parse, size_t index, const struct pp_offer *offer)
{
    struct pp_context *context = &parse->context;
    parse->current = index;
    context->is_taken = false;
    enum pp_status status =
        parsers[index]->take(parse->states[index], context, offer);
    parse->current = NO_PARSER;
    PP_TRY(status);
    if (!context->is_taken) {
        return PP_OK;
    }
    /* It mentioned exclusions: a list of ranges below may be about them. */
    if (context->exclusion_word_nonblank == context->nonblank_line) {
        parse->prose.has_anchor = true;
    }
    return activate(parse, index);
}

/* The parser of the line before, with the line as it is. */
static enum pp_status
offer_to_active(struct pp_parse *parse, struct pp_sv line, struct pp_sv trimmed)
{
    const struct pp_offer offer = {line, trimmed, trimmed};
    return parse->active != NO_PARSER ? offer_to(parse, parse->active, &offer)
                                      : PP_OK;
}

static enum pp_status offer_to_all(struct pp_parse *parse, struct pp_sv piece)
{
    const struct pp_offer offer = {
        .line = piece,
        .bare = pp_strip_marks(piece),
        .text = pp_clean_piece(piece).text,
    };
    parse->context.is_taken = false;
    for (size_t i = 0; i < PARSER_COUNT && !parse->context.is_taken; i++) {
        PP_TRY(offer_to(parse, i, &offer));
    }
    return PP_OK;
}

/* --- machines ---------------------------------------------------------------
 */

/* What was open belongs to the machine before. */
static enum pp_status close_all(struct pp_parse *parse)
{
    PP_TRY(close_active(parse));
    pp_dynamic_close(&parse->dynamic, &parse->context);
    return pp_excluded_close(&parse->excluded, &parse->context);
}

static enum pp_status learn_host(struct pp_parse *parse, struct pp_sv trimmed)
{
    struct pp_context *context = &parse->context;
    struct pp_hosts *hosts = context->options.hosts;
    if (hosts == NULL) {
        return PP_OK;
    }
    const struct pp_place place = {
        context->options.capture, 1, context->line_number};
    uint32_t host = hosts->current;
    PP_TRY(pp_hosts_learn(hosts, trimmed, place, &host));
    if (host != hosts->current) {
        PP_TRY(close_all(parse));
        hosts->current = host;
    }
    return PP_OK;
}

/* --- lines ------------------------------------------------------------------
 */

static void report_text_fault(struct pp_parse *parse,
                              const struct pp_line *line)
{
    struct pp_context *context = &parse->context;
    if (!line->was_cut) {
        return;
    }
    struct pp_diag draft =
        pp_context_draft_at(context, PP_DIAG_TEXT_LONG_LINE, line->number);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the line is longer than %d bytes, the rest (%llu bytes) was "
                 "skipped",
                 PP_LIMIT_LINE_BYTES,
                 (unsigned long long)line->skipped_bytes);
}

static enum pp_status take_line(struct pp_parse *parse,
                                const struct pp_line *line,
                                struct pp_sv trimmed)
{
    PP_TRY(offer_to_active(parse, line->text, trimmed));
    if (parse->context.is_taken) {
        return PP_OK;
    }
    pp_listing_read(&parse->context);
    if (pp_shape_memo_find(&parse->memo, line->text, &parse->shape)) {
        return take_shape(parse);
    }
    report_text_fault(parse, line);
    if (pp_is_fence(trimmed)) {
        return take_fence(parse);
    }
    struct pp_sv rest = pp_unwrap_line(line->text, &parse->scratch);
    if (rest.ptr == line->text.ptr) {
        PP_TRY(offer_to_all(parse, rest));
        return parse->context.is_taken ? PP_OK : take_plain(parse, rest);
    }
    for (;;) {
        size_t end = pp_sv_find(rest, PP_SV("\n"), 0);
        struct pp_sv piece = pp_sv_sub(rest, 0, end);
        PP_TRY(offer_to_all(parse, piece));
        if (!parse->context.is_taken) {
            PP_TRY(take_piece(parse, piece));
        }
        if (end == SIZE_MAX) {
            return PP_OK;
        }
        rest = pp_sv_sub(rest, end + 1, SIZE_MAX);
    }
}

static struct pp_mention_table table_at_hand(const struct pp_parse *parse)
{
    const struct pp_excluded *table = &parse->excluded;
    const struct pp_context *context = &parse->context;
    struct pp_mention_table at_hand = {.emitted = table->emitted};
    if (table->is_open) {
        at_hand.first_line = table->first_line;
    }
    /* As the table itself will have it. */
    if (table->has_command && context->command.has_protocol) {
        at_hand.protocol = context->command.protocol;
    } else if (table->has_title) {
        at_hand.protocol = table->title_protocol;
    } else if (pp_context_has_mention(context)) {
        at_hand.protocol = context->mention.protocol;
    }
    return at_hand;
}

/* Ports that are only named, behind all parsers: it changes nothing of what
 * they made of the line. */
static void read_mentions(struct pp_parse *parse)
{
    struct pp_context *context = &parse->context;
    const struct pp_mention_table table = table_at_hand(parse);
    pp_mentions_settle(&parse->mentions, &table);
    bool is_row = table.first_line > 0 &&
                  parse->excluded.last_line == context->line_number;
    if (!is_row) {
        pp_mentions_take(
            &parse->mentions, context, context->line_take >= PP_TAKE_USED);
    } else if (parse->shape.kind == PP_SHAPE_ROW && parse->shape.row.has_note) {
        pp_mentions_take_note(&parse->mentions, context, &parse->shape, &table);
    }
}

/* A further part of a long line goes to the parser of the part before. What
 * nobody reads is counted. */
static enum pp_status take_part(struct pp_parse *parse,
                                const struct pp_line *line)
{
    struct pp_context *context = &parse->context;
    const struct pp_sv text = pp_terminal_strip(line->text, &parse->plain);
    PP_TRY(parse->plain.status);
    pp_context_continue_line(context, line, text);
    PP_TRY(offer_to_active(parse, text, text));
    if (!context->is_taken) {
        context->lost_line = context->line_number;
        parse->unread_bytes += line->text.len + line->skipped_bytes;
    }
    return PP_OK;
}

/* The line has ended, perhaps after several parts. */
static void end_line(struct pp_parse *parse)
{
    const struct pp_line cut = {.number = parse->context.line_number,
                                .was_cut = true,
                                .skipped_bytes = parse->unread_bytes};
    if (parse->unread_bytes > 0) {
        report_text_fault(parse, &cut);
    }
    parse->unread_bytes = 0;
    pp_context_end_line(&parse->context);
}

enum pp_status pp_parse_line(struct pp_parse *parse, const struct pp_line *line)
{
    struct pp_context *context = &parse->context;
    if (line->is_more) {
        PP_TRY(take_part(parse, line));
        if (!line->has_more) {
            end_line(parse);
        }
        return PP_OK;
    }
    /* A log has colours; as on the terminal they are not text, and columns
     * do not count them. */
    struct pp_line plain = *line;
    plain.text = pp_terminal_strip(line->text, &parse->plain);
    PP_TRY(parse->plain.status);
    pp_context_begin_line(context, &plain);
    struct pp_sv trimmed = pp_trim_wide(plain.text);
    if (trimmed.len == 0 && !line->was_cut) {
        context->counts.blank++;
        return PP_OK;
    }
    context->nonblank_line++;
    PP_TRY(learn_host(parse, trimmed));
    PP_TRY(take_line(parse, &plain, trimmed));
    if (context->options.keeps_mentions) {
        read_mentions(parse);
    }
    if (!line->has_more) {
        end_line(parse);
    }
    return PP_OK;
}

enum pp_status pp_parse_rows(struct pp_parse *parse,
                             struct pp_sv bytes,
                             uint64_t line_number,
                             struct pp_text_taken *ret_taken)
{
    struct pp_context *context = &parse->context;
    *ret_taken = (struct pp_text_taken){0};
    if (bytes.len == 0 || !pp_excluded_is_ready(&parse->excluded)) {
        return PP_OK;
    }
    context->line_text = (struct pp_sv){NULL, 0};
    return pp_excluded_take_rows(
        &parse->excluded, context, bytes, line_number, ret_taken);
}

enum pp_status pp_parse_end(struct pp_parse *parse)
{
    struct pp_context *context = &parse->context;
    PP_TRY(close_all(parse));
    const struct pp_mention_table none = table_at_hand(parse);
    if (parse->excluded.emitted == 0) {
        PP_TRY(pp_prose_emit(&parse->prose, context));
    }
    /* A system alone is no capture. */
    if (context->next_section > context->options.first_section) {
        PP_TRY(pp_os_prose_emit(&parse->os_prose, context));
    }
    pp_mentions_settle(&parse->mentions, &none);
    return pp_mentions_emit(&parse->mentions, context);
}

struct pp_line_counts pp_parse_counts(const struct pp_parse *parse)
{
    return parse->context.counts;
}
