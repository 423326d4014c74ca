/*
 * PowerShell's CSV: perhaps a line `#TYPE ...`, heads, rows; fields quoted as
 * in RFC 4180, set apart by commas, or by semicolons where the culture of the
 * machine uses the comma for decimals.
 */
#include "base/bytes.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_facts.h"
#include "text/words.h"

struct ps_csv {
    struct pp_ps_output output; /* holds the line `#TYPE` */
    char delimiter;
    bool is_open;
    uint64_t type_line; /* 0: no such line above */
    uint64_t seen_line; /* the line looked at last */
};

/* --- fields --------------------------------------------------------------- */

/* The field at *io_at, and the delimiter behind it. False if a quote does not
 * end or has text behind it. */
static bool read_field(struct pp_sv line,
                       char delimiter,
                       size_t *io_at,
                       struct pp_buf *field)
{
    const bool is_quoted = *io_at < line.len && line.ptr[*io_at] == '"';
    const char end = is_quoted ? '"' : delimiter;
    size_t at = *io_at + is_quoted;
    pp_buf_clear(field);
    for (; at < line.len; at++) {
        if (line.ptr[at] == end) {
            bool is_doubled =
                is_quoted && at + 1 < line.len && line.ptr[at + 1] == '"';
            if (!is_doubled) {
                break;
            }
            at++;
        }
        pp_buf_add_char(field, line.ptr[at]);
    }
    if (is_quoted &&
        (at == line.len || (++at < line.len && line.ptr[at] != delimiter))) {
        return false;
    }
    *io_at = at + 1;
    return true;
}

/* --- heads ---------------------------------------------------------------- */

/* Heads, read into `output.object`: the heads of the open file stay until it
 * is clear that these are others. */
static enum pp_status read_heads(struct pp_ps_output *output,
                                 struct pp_sv line,
                                 char delimiter,
                                 bool *ret_known)
{
    struct pp_ps_object *heads = &output->object;
    struct pp_buf *field = pp_ps_scratch(output);
    size_t at = 0;
    pp_ps_object_clear(heads);
    while (at <= line.len) {
        if (!read_field(line, delimiter, &at, field)) {
            return field->status;
        }
        PP_TRY(field->status);
        const struct pp_ps_property head = {.name = pp_buf_view(field)};
        if (head.name.len == 0 || head.name.len > 80 ||
            !pp_is_all_word(head.name, "_() ")) {
            return PP_OK;
        }
        PP_TRY(pp_ps_object_add(heads, &head));
    }
    *ret_known =
        heads->pairs.count >= 2 && pp_ps_kind_of_heads(heads) != PP_PS_NONE;
    return PP_OK;
}

static void
note_type(struct ps_csv *csv, struct pp_context *context, struct pp_sv line)
{
    struct pp_ps_output *output = &csv->output;
    pp_context_release(context, &output->held);
    csv->type_line = context->line_number;
    pp_context_hold_tentatively(context, &output->held);
    bool is_udp = pp_sv_find_nocase(line, PP_SV("NetUDP"), 0) != SIZE_MAX;
    bool is_tcp = pp_sv_find_nocase(line, PP_SV("NetTCP"), 0) != SIZE_MAX;
    if (is_udp != is_tcp) {
        output->has_command = true;
        output->command_protocol = is_udp ? PP_UDP : PP_TCP;
        output->command_nonblank = context->nonblank_line;
    }
}

static enum pp_status
begin(struct ps_csv *csv, struct pp_context *context, char delimiter)
{
    struct pp_ps_output *output = &csv->output;
    const struct pp_ps_object heads = output->object;
    output->object = output->heads;
    output->heads = heads;
    csv->is_open = true;
    csv->delimiter = delimiter;
    output->first_line = context->line_number;
    if (csv->type_line != 0 && csv->type_line + 1 == context->line_number) {
        output->first_line = csv->type_line;
        pp_context_reclaim(context, &output->held, PP_TAKE_USED);
    }
    if (pp_ps_kind_of_heads(&output->heads) == PP_PS_GROUP) {
        /* Groups of what, only a row can tell. */
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &output->held);
        return pp_ps_close(output, context);
    }
    pp_context_release(context, &output->held);
    pp_context_take(context, PP_TAKE_USED);
    return pp_ps_open(output, context);
}

static enum pp_status
take_heads(struct ps_csv *csv, struct pp_context *context, struct pp_sv line)
{
    static const char delimiters[] = {',', ';'};
    bool is_known = false;
    for (size_t i = 0; i < PP_ARRAY_LEN(delimiters); i++) {
        if (memchr(line.ptr, delimiters[i], line.len) == NULL) {
            continue;
        }
        PP_TRY(read_heads(&csv->output, line, delimiters[i], &is_known));
        if (is_known) {
            return begin(csv, context, delimiters[i]);
        }
    }
    return PP_OK;
}

/* --- rows ----------------------------------------------------------------- */

/* *ret_count: the fields of the row; SIZE_MAX if it cannot be split. */
static enum pp_status read_row(struct ps_csv *csv,
                               struct pp_context *context,
                               struct pp_sv line,
                               size_t *ret_count)
{
    struct pp_ps_output *output = &csv->output;
    const struct pp_ps_object *heads = &output->heads;
    struct pp_buf *field = pp_ps_scratch(output);
    size_t at = 0;
    size_t count = 0;
    *ret_count = SIZE_MAX;
    pp_ps_object_clear(&output->object);
    for (; at <= line.len; count++) {
        size_t from = at;
        if (!read_field(line, csv->delimiter, &at, field)) {
            return field->status;
        }
        PP_TRY(field->status);
        if (count >= heads->pairs.count) {
            continue;
        }
        from += from < line.len && line.ptr[from] == '"';
        const struct pp_ps_property cell = {
            .name = pp_ps_name(heads, &heads->pairs.items[count]),
            .value = pp_sv_trim(pp_buf_view(field)),
            .place = pp_context_place(context, pp_sv_sub(line, from, SIZE_MAX)),
        };
        PP_TRY(pp_ps_object_add(&output->object, &cell));
    }
    *ret_count = count;
    return PP_OK;
}

static void reject_row(struct ps_csv *csv,
                       struct pp_context *context,
                       struct pp_sv line,
                       size_t count)
{
    const struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_PS_ROW, line);
    if (count == SIZE_MAX) {
        pp_diags_add(
            context->options.diags, &draft, "a quote in this row does not end");
    } else {
        pp_diags_add(context->options.diags,
                     &draft,
                     "a row with %zu fields below %zu heads",
                     count,
                     csv->output.heads.pairs.count);
    }
    pp_ps_reject_line(&csv->output, context);
}

static enum pp_status
take_row(struct ps_csv *csv, struct pp_context *context, struct pp_sv line)
{
    const bool is_quoted = line.ptr[0] == '"';
    size_t count = 0;
    /* A line of another kind ends the file: it has no delimiter, or it is
     * prose, which has some. */
    if (!is_quoted && (memchr(line.ptr, csv->delimiter, line.len) == NULL ||
                       pp_sv_find(line, PP_SV(", "), 0) != SIZE_MAX)) {
        return PP_OK;
    }
    PP_TRY(read_row(csv, context, line, &count));
    bool is_whole = count == csv->output.heads.pairs.count;
    if (!is_whole && is_quoted) {
        reject_row(csv, context, line, count);
    }
    if (!is_whole) {
        return PP_OK;
    }
    if (pp_ps_kind_of(&csv->output.object) == PP_PS_GROUP &&
        !pp_ps_is_of_sockets(&csv->output, context, &csv->output.object)) {
        return PP_OK;
    }
    csv->output.open.section.last_line = context->line_number;
    pp_context_take(context, PP_TAKE_USED);
    return pp_ps_emit(&csv->output, context, true);
}

static enum pp_status close_csv(void *state, struct pp_context *context)
{
    struct ps_csv *csv = state;
    csv->is_open = false;
    return pp_ps_close(&csv->output, context);
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct ps_csv *csv = state;
    (void)offer;
    csv->output.format = PP_SECTION_POWERSHELL_CSV;
    /* As it stands in the capture: unwrapping would eat backslashes. */
    struct pp_sv line = pp_trim_wide(context->line_text);
    pp_ps_note_command(&csv->output, context);
    if (csv->seen_line == context->line_number || line.len == 0) {
        return PP_OK;
    }
    csv->seen_line = context->line_number;
    /* `#TYPE ...MSFT_NetUDPEndpoint`: what Windows PowerShell writes first. */
    if (pp_words_start("#TYPE |\"#TYPE ", line) > 0) {
        PP_TRY(close_csv(csv, context));
        note_type(csv, context, line);
        return PP_OK;
    }
    line = pp_strip_marks(line);
    if (line.len == 0) {
        return PP_OK;
    }
    PP_TRY(take_heads(csv, context, line));
    if (!context->is_taken && csv->is_open) {
        PP_TRY(take_row(csv, context, line));
    }
    return !context->is_taken && csv->is_open ? close_csv(csv, context) : PP_OK;
}

const struct pp_parser pp_parser_ps_csv = {
    .name = "PowerShell CSV",
    .state_size = sizeof(struct ps_csv),
    .take = take,
    .close = close_csv,
    .done = pp_ps_done,
};
