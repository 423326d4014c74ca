/*
 * PowerShell's CSV: perhaps a line `#TYPE ...`, heads, rows; fields quoted as
 * in RFC 4180, set apart by commas, or by semicolons where the culture of the
 * machine uses the comma for decimals.
 */
#include "base/bounds.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_facts.h"
#include "ps_kind.h"
#include "ps_section.h"

struct ps_csv {
    struct pp_ps_output output;
    struct pp_ps_object heads;
    struct pp_ps_object next; /* a line that may be other heads */
    struct pp_ps_object row;
    struct pp_buf field; /* one field, its quotes undone */
    struct pp_hold held; /* the line `#TYPE` */
    char delimiter;
    bool is_open;
    uint64_t type_line; /* 0: no such line above */
    uint64_t first_line;
    uint64_t told_line;
};

/* --- fields
 * ------------------------------------------------------------------- */

/* A quoted field from its quote on; false if the quote does not end. */
static bool read_quoted(struct pp_sv line, size_t *io_at, struct pp_buf *field)
{
    size_t at = *io_at + 1;
    while (at < line.len) {
        if (line.ptr[at] != '"') {
            pp_buf_add_char(field, line.ptr[at++]);
            continue;
        }
        at++;
        if (at == line.len || line.ptr[at] != '"') {
            *io_at = at;
            return true;
        }
        pp_buf_add_char(field, line.ptr[at++]);
    }
    return false;
}

/* The field at *io_at, and the delimiter behind it. False if a quote does not
 * end or has text behind it. */
static bool read_field(struct pp_sv line,
                       char delimiter,
                       size_t *io_at,
                       struct pp_buf *field)
{
    size_t at = *io_at;
    pp_buf_clear(field);
    if (at < line.len && line.ptr[at] == '"') {
        if (!read_quoted(line, &at, field)) {
            return false;
        }
    } else {
        while (at < line.len && line.ptr[at] != delimiter) {
            pp_buf_add_char(field, line.ptr[at++]);
        }
    }
    if (at < line.len && line.ptr[at] != delimiter) {
        return false;
    }
    *io_at = at + 1;
    return true;
}

/* --- heads
 * -------------------------------------------------------------------- */

static bool is_head(struct pp_sv name)
{
    if (name.len == 0 || name.len > 80) {
        return false;
    }
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];
        if (!pp_is_alpha(c) && !pp_is_digit(c) && c != '_' && c != '(' &&
            c != ')' && c != ' ') {
            return false;
        }
    }
    return true;
}

static enum pp_status read_heads(struct ps_csv *csv,
                                 struct pp_sv line,
                                 char delimiter,
                                 bool *ret_known)
{
    size_t at = 0;
    *ret_known = false;
    pp_ps_object_clear(&csv->next);
    while (at <= line.len) {
        if (!read_field(line, delimiter, &at, &csv->field)) {
            return csv->field.status;
        }
        PP_TRY(csv->field.status);
        if (!is_head(pp_buf_view(&csv->field))) {
            return PP_OK;
        }
        PP_TRY(pp_ps_object_add(&csv->next,
                                pp_buf_view(&csv->field),
                                (struct pp_sv){NULL, 0},
                                (struct pp_place){0, 0, 0}));
    }
    *ret_known = csv->next.pairs.count >= 2 &&
                 pp_ps_kind_of_heads(&csv->next) != PP_PS_NONE;
    return PP_OK;
}

/* `#TYPE ...MSFT_NetUDPEndpoint`: what Windows PowerShell writes first. */
static bool is_type_line(struct pp_sv line)
{
    struct pp_sv text = line;
    if (pp_sv_starts(text, PP_SV("\""))) {
        text = pp_sv_sub(text, 1, SIZE_MAX);
    }
    return pp_sv_starts(text, PP_SV("#TYPE "));
}

static void
note_type(struct ps_csv *csv, struct pp_context *context, struct pp_sv line)
{
    pp_context_release(context, &csv->held);
    csv->type_line = context->line_number;
    pp_context_hold_tentatively(context, &csv->held);
    csv->told_line = context->line_number;
    bool is_udp = pp_sv_find_nocase(line, PP_SV("NetUDP"), 0) != SIZE_MAX;
    bool is_tcp = pp_sv_find_nocase(line, PP_SV("NetTCP"), 0) != SIZE_MAX;
    if (is_udp != is_tcp) {
        csv->output.has_command = true;
        csv->output.command_protocol = is_udp ? PP_UDP : PP_TCP;
        csv->output.command_nonblank = context->nonblank_line;
    }
}

static enum pp_status
begin(struct ps_csv *csv, struct pp_context *context, char delimiter)
{
    bool has_type =
        csv->type_line != 0 && csv->type_line + 1 == context->line_number;
    struct pp_ps_object heads = csv->heads;
    csv->heads = csv->next;
    csv->next = heads;
    csv->is_open = true;
    csv->delimiter = delimiter;
    csv->first_line = has_type ? csv->type_line : context->line_number;
    if (has_type) {
        pp_context_reclaim(context, &csv->held, PP_TAKE_USED);
    }
    pp_context_take(context, PP_TAKE_USED);
    const struct pp_ps_lines lines = {
        .first = csv->first_line,
        .last = context->line_number,
    };
    return pp_ps_open(&csv->output, context, &csv->heads, &lines);
}

static enum pp_status take_heads(struct ps_csv *csv,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 bool *ret_taken)
{
    static const char delimiters[] = {',', ';'};
    for (size_t i = 0; i < PP_ARRAY_LEN(delimiters) && !*ret_taken; i++) {
        if (memchr(line.ptr, delimiters[i], line.len) == NULL) {
            continue;
        }
        PP_TRY(read_heads(csv, line, delimiters[i], ret_taken));
        if (*ret_taken) {
            return begin(csv, context, delimiters[i]);
        }
    }
    return PP_OK;
}

/* --- rows
 * --------------------------------------------------------------------- */

static enum pp_status read_row(struct ps_csv *csv,
                               struct pp_context *context,
                               struct pp_sv line,
                               size_t *ret_count)
{
    size_t at = 0;
    size_t count = 0;
    *ret_count = SIZE_MAX; /* cannot be split */
    pp_ps_object_clear(&csv->row);
    while (at <= line.len) {
        size_t from = at;
        if (!read_field(line, csv->delimiter, &at, &csv->field)) {
            return csv->field.status;
        }
        PP_TRY(csv->field.status);
        if (count < csv->heads.pairs.count) {
            const struct pp_ps_pair *head = &csv->heads.pairs.items[count];
            bool is_quoted = from < line.len && line.ptr[from] == '"';
            struct pp_sv part = pp_sv_sub(line, from + is_quoted, SIZE_MAX);
            PP_TRY(pp_ps_object_add(&csv->row,
                                    pp_ps_name(&csv->heads, head),
                                    pp_sv_trim(pp_buf_view(&csv->field)),
                                    pp_context_place(context, part)));
        }
        count++;
    }
    *ret_count = count;
    return PP_OK;
}

static void reject_row(struct ps_csv *csv,
                       struct pp_context *context,
                       struct pp_sv line,
                       size_t count)
{
    struct pp_diag draft = pp_context_draft(context, PP_DIAG_PS_ROW, line);
    if (count == SIZE_MAX) {
        pp_diags_add(
            context->options.diags, &draft, "a quote in this row does not end");
    } else {
        pp_diags_add(context->options.diags,
                     &draft,
                     "a row with %zu fields below %zu heads",
                     count,
                     csv->heads.pairs.count);
    }
    pp_context_take(context, PP_TAKE_REJECTED);
    csv->output.open.section.last_line = context->line_number;
    csv->output.open.section.complete = PP_NO;
}

/* A line of another kind ends the file: it has no delimiter, or prose has
 * one. */
static bool may_be_row(const struct ps_csv *csv, struct pp_sv line)
{
    return line.ptr[0] == '"' ||
           (memchr(line.ptr, csv->delimiter, line.len) != NULL &&
            pp_sv_find(line, PP_SV(", "), 0) == SIZE_MAX);
}

static enum pp_status take_row(struct ps_csv *csv,
                               struct pp_context *context,
                               struct pp_sv line,
                               bool *ret_taken)
{
    size_t count = 0;
    if (!may_be_row(csv, line)) {
        return PP_OK;
    }
    PP_TRY(read_row(csv, context, line, &count));
    bool is_quoted = line.ptr[0] == '"';
    if (count != csv->heads.pairs.count) {
        *ret_taken = is_quoted;
        if (is_quoted) {
            reject_row(csv, context, line, count);
        }
        return PP_OK;
    }
    *ret_taken = true;
    const struct pp_ps_lines lines = {
        .first = csv->first_line,
        .last = context->line_number,
        .has_current = true,
    };
    csv->output.open.section.last_line = context->line_number;
    pp_context_take(context, PP_TAKE_USED);
    return pp_ps_emit(&csv->output, context, &csv->row, &lines);
}

static enum pp_status close_csv(void *state, struct pp_context *context)
{
    struct ps_csv *csv = state;
    csv->is_open = false;
    return pp_ps_close(&csv->output, context);
}

static enum pp_status take(void *state,
                           struct pp_context *context,
                           const struct pp_offer *offer,
                           bool *ret_taken)
{
    struct ps_csv *csv = state;
    csv->output.format = PP_SECTION_POWERSHELL_CSV;
    if (csv->field.max == 0) {
        pp_buf_init(&csv->field, PP_LIMIT_LINE_BYTES);
    }
    *ret_taken = false;
    /* As it stands in the capture: unwrapping would eat backslashes. */
    struct pp_sv line = pp_trim_wide(context->line_text);
    pp_ps_note_command(&csv->output, context, offer->text);
    if (csv->told_line == context->line_number || line.len == 0) {
        return PP_OK;
    }
    csv->told_line = context->line_number;
    if (is_type_line(line)) {
        PP_TRY(close_csv(csv, context));
        note_type(csv, context, line);
        return PP_OK;
    }
    line = pp_strip_marks(line);
    if (line.len == 0) {
        return PP_OK;
    }
    PP_TRY(take_heads(csv, context, line, ret_taken));
    if (!*ret_taken && csv->is_open) {
        PP_TRY(take_row(csv, context, line, ret_taken));
    }
    return !*ret_taken && csv->is_open ? close_csv(csv, context) : PP_OK;
}

static void done(void *state)
{
    struct ps_csv *csv = state;
    pp_ps_output_done(&csv->output);
    pp_ps_object_done(&csv->heads);
    pp_ps_object_done(&csv->next);
    pp_ps_object_done(&csv->row);
    pp_buf_done(&csv->field);
}

const struct pp_parser pp_parser_ps_csv = {
    .name = "PowerShell CSV",
    .state_size = sizeof(struct ps_csv),
    .take = take,
    .close = close_csv,
    .done = done,
};
