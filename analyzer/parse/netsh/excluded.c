/* The table of exclusions: which lines belong to it. */
#include "excluded.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "excluded_emit.h"
#include "excluded_gaps.h"
#include "text/words.h"

/* How many lines of other text a table may hold between its rows: remarks of
 * whoever pasted it. */
enum {
    MAX_PROSE_RUN = 3
};

void pp_excluded_done(struct pp_excluded *table)
{
    pp_free(table->rows);
    pp_free(table->gaps);
    *table = (struct pp_excluded){0};
}

/* --- opening and closing -------------------------------------------------- */

static void forget(struct pp_excluded *table, struct pp_context *context)
{
    pp_context_release(context, &table->held);
    pp_context_release(context, &table->lone_held);
    struct pp_excluded kept = {
        .rows = table->rows,
        .row_capacity = table->row_capacity,
        .gaps = table->gaps,
        .gap_capacity = table->gap_capacity,
        .emitted = table->emitted,
        .above = table->above,
    };
    memcpy(kept.above_bytes, table->above_bytes, sizeof(kept.above_bytes));
    *table = kept;
    table->above.ptr = table->above_bytes;
}

enum pp_status pp_excluded_close(struct pp_excluded *table,
                                 struct pp_context *context)
{
    enum pp_status status = PP_OK;
    if (table->is_open) {
        status = pp_excluded_emit(table, context);
    }
    forget(table, context);
    return status;
}

static void open_table(struct pp_excluded *table, struct pp_context *context)
{
    table->is_open = true;
    table->is_other = false;
    table->first_line = context->line_number;
    table->has_command = pp_context_has_command(context, PP_NETSH_EXCLUDED);
    table->frame_column = 0;
}

/* The current line is part of the table. */
static void hold_line(struct pp_excluded *table, struct pp_context *context)
{
    pp_context_hold(context, &table->held);
    table->last_line = context->line_number;
    table->has_remark_between = table->has_remark_between ||
                                (table->row_count > 0 && table->prose_run > 0);
    table->prose_run = 0;
}

static bool has_body(const struct pp_excluded *table)
{
    return table->row_count > 0 || table->has_heads || table->has_underline;
}

static bool is_strong(const struct pp_excluded *table)
{
    return table->has_title || (table->has_heads && !table->is_piped) ||
           table->has_command;
}

/* --- the frame of a table ------------------------------------------------- */

static enum pp_status take_title(struct pp_excluded *table,
                                 struct pp_context *context,
                                 const struct pp_shape *shape,
                                 enum pp_take *ret_take)
{
    if (shape->title != PP_TITLE_EXCLUDED) {
        /* Another table, or a heading between two tables. */
        if (shape->title == PP_TITLE_DYNAMIC || table->row_count > 0) {
            PP_TRY(pp_excluded_close(table, context));
        }
        return PP_OK;
    }
    if (table->has_title || has_body(table)) {
        PP_TRY(pp_excluded_close(table, context));
    }
    open_table(table, context);
    table->has_title = true;
    table->title_protocol = shape->protocol;
    table->title_line = context->line_number;
    table->locale = shape->locale;
    hold_line(table, context);
    *ret_take = PP_TAKE_IGNORED;
    return PP_OK;
}

static enum pp_status take_heads(struct pp_excluded *table,
                                 struct pp_context *context,
                                 const struct pp_shape *shape,
                                 enum pp_take *ret_take)
{
    if (has_body(table)) {
        PP_TRY(pp_excluded_close(table, context));
    }
    if (!table->is_open) {
        open_table(table, context);
    }
    table->has_heads = true;
    table->frame_column = pp_context_place(context, shape->piece.text).column;
    table->is_piped = table->is_piped || shape->piece.is_piped;
    if (table->locale == NULL) {
        table->locale = shape->locale;
    }
    hold_line(table, context);
    *ret_take = PP_TAKE_IGNORED;
    return PP_OK;
}

/* Column titles with words for counts, or with numbers: then the two columns
 * below are not start and end. */
static bool is_foreign_head(struct pp_sv head)
{
    if (pp_words_within("number|count|dynamic|size|length|name|value", head)) {
        return true;
    }
    return head.len > 0 && pp_is_digit(head.ptr[0]);
}

static enum pp_status take_underline(struct pp_excluded *table,
                                     struct pp_context *context,
                                     const struct pp_shape *shape,
                                     enum pp_take *ret_take)
{
    bool fits = shape->dash_groups == 2 || shape->piece.is_piped ||
                (shape->dash_groups == 1 && table->has_heads);
    if (!fits) {
        /* One group: a dynamic range, not ours. More: some other table. */
        if (shape->dash_groups > 2) {
            PP_TRY(pp_excluded_close(table, context));
            table->is_other = true;
            *ret_take = PP_TAKE_IGNORED;
        }
        return PP_OK;
    }
    *ret_take = PP_TAKE_IGNORED;
    bool is_behind_rows = table->row_count > 0;
    if (is_behind_rows && !shape->piece.is_piped) {
        PP_TRY(pp_excluded_close(table, context));
    }
    if (!table->is_open) {
        if (shape->piece.is_piped ||
            (!is_behind_rows && is_foreign_head(table->above))) {
            table->is_other = !shape->piece.is_piped;
            return PP_OK;
        }
        open_table(table, context);
    }
    table->has_underline = true;
    table->frame_column = pp_context_place(context, shape->piece.text).column;
    hold_line(table, context);
    return PP_OK;
}

static enum pp_status take_legend(struct pp_excluded *table,
                                  struct pp_context *context,
                                  const struct pp_shape *shape,
                                  enum pp_take *ret_take)
{
    *ret_take = PP_TAKE_IGNORED;
    if (!table->is_open) {
        return PP_OK;
    }
    table->has_legend = true;
    if (table->locale == NULL) {
        table->locale = shape->locale;
    }
    return pp_excluded_close(table, context);
}

/* --- rows ----------------------------------------------------------------- */

/* Room for as many rows more. Where a table is longer than any real one, what
 * is held so far becomes a table of its own, so that memory stays bounded and
 * nothing is lost. */
static enum pp_status
make_room(struct pp_excluded *table, struct pp_context *context, size_t rows)
{
    if (table->row_count + rows <= PP_LIMIT_TABLE_ROWS) {
        return pp_vec_reserve(&table->rows,
                              &table->row_capacity,
                              table->row_count,
                              rows,
                              sizeof(*table->rows),
                              PP_LIMIT_TABLE_ROWS);
    }
    struct pp_excluded frame = *table;
    PP_TRY(pp_excluded_close(table, context));
    open_table(table, context);
    table->has_title = frame.has_title;
    table->title_protocol = frame.title_protocol;
    table->title_line = frame.title_line;
    table->has_heads = frame.has_heads;
    table->has_command = frame.has_command;
    table->locale = frame.locale;
    return make_room(table, context, rows);
}

/* Counts the lines of rows read at once as part of the table. */
static void count_rows(struct pp_excluded *table,
                       struct pp_context *context,
                       uint64_t first_line,
                       uint64_t lines)
{
    if (lines == 0) {
        return;
    }
    context->counts.total += lines;
    context->counts.ignored += lines;
    context->nonblank_line += lines;
    context->line_number = first_line + lines - 1;
    table->held.lines += lines;
    table->last_line = context->line_number;
    table->prose_run = 0;
}

enum pp_status pp_excluded_take_rows(struct pp_excluded *table,
                                     struct pp_context *context,
                                     struct pp_sv bytes,
                                     uint64_t line_number,
                                     struct pp_text_taken *ret_taken)
{
    const char *at = bytes.ptr;
    const char *end = bytes.ptr + bytes.len;
    uint64_t lines = 0;
    uint64_t crlf_count = 0;
    struct pp_pair pair;
    uint32_t indent = 0;
    bool is_crlf = false;
    /* Stops at a full array: the caller comes again for the rest. */
    PP_TRY(make_room(table, context, 1));
    while (table->row_count < table->row_capacity &&
           pp_row_read_next(&at, end, &pair, &indent, &is_crlf)) {
        table->rows[table->row_count++] = (struct pp_held_row){
            .range = {pair.first, pair.last},
            .line = line_number + lines,
            .column = indent + 1,
            .has_star = pair.has_star,
        };
        lines++;
        crlf_count += is_crlf;
    }
    count_rows(table, context, line_number, lines);
    ret_taken->byte_count = (size_t)(at - bytes.ptr);
    ret_taken->lf_count = lines - crlf_count;
    ret_taken->crlf_count = crlf_count;
    return PP_OK;
}

static void report_bad_row(struct pp_context *context, const struct pp_row *row)
{
    struct pp_diags *diags = context->options.diags;
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_ROW_MALFORMED, row->culprit);
    switch (row->fault) {
    case PP_FAULT_NONE:
        return;
    case PP_FAULT_ABOVE_MAX:
        draft.code = PP_DIAG_ROW_PORT_ABOVE_MAX;
        pp_diags_add(diags,
                     &draft,
                     "port %.*s is above 65535, the row is left out",
                     PP_SV_ARGS(pp_sv_sub(row->culprit, 0, 24)));
        return;
    case PP_FAULT_ZERO:
        draft.code = PP_DIAG_ROW_PORT_ZERO;
        pp_diags_add(
            diags, &draft, "port 0 cannot be excluded, the row is left out");
        return;
    case PP_FAULT_END_BEFORE_START:
        draft.code = PP_DIAG_ROW_END_BEFORE_START;
        pp_diags_add(diags,
                     &draft,
                     "end port %.*s is below its start, the row is left out",
                     PP_SV_ARGS(row->culprit));
        return;
    case PP_FAULT_NUMBERS:
        draft.code = PP_DIAG_ROW_NUMBERS;
        pp_diags_add(diags,
                     &draft,
                     "a row has two numbers, this one has %.*s too; it is "
                     "left out",
                     PP_SV_ARGS(row->culprit));
        return;
    case PP_FAULT_MALFORMED:
        pp_diags_add(diags,
                     &draft,
                     "'%.*s' cannot be read as two ports, the row is left out",
                     PP_SV_ARGS(pp_sv_sub(row->culprit, 0, 40)));
        return;
    }
}

/* A lone number in front of another row: a line number, or a row cut. */
static enum pp_status settle_lone(struct pp_excluded *table,
                                  struct pp_context *context)
{
    enum pp_status status = PP_OK;
    if (table->lone_line == 0) {
        return PP_OK;
    }
    if (!pp_excluded_lone_is_line_number(table)) {
        status = pp_excluded_reject_lone(table, context);
    }
    pp_context_release(context, &table->lone_held);
    table->lone_line = 0;
    return status;
}

static enum pp_status take_pairs(struct pp_excluded *table,
                                 struct pp_context *context,
                                 const struct pp_shape *shape)
{
    const struct pp_row *row = &shape->row;
    PP_TRY(make_room(table, context, row->pair_count));
    if (!table->is_open) {
        open_table(table, context);
        table->is_piped = shape->piece.is_piped;
    }
    PP_TRY(settle_lone(table, context));
    hold_line(table, context);
    table->leading_stars += row->has_leading_star;
    table->is_reflowed = table->is_reflowed || row->pair_count > 1;
    struct pp_place place = pp_context_place(context, shape->piece.text);
    for (size_t i = 0; i < row->pair_count; i++) {
        table->rows[table->row_count++] = (struct pp_held_row){
            .range = {row->pairs[i].first, row->pairs[i].last},
            .line = place.line,
            .column = place.column,
            .has_star = row->pairs[i].has_star,
            .has_leading_star = row->has_leading_star,
        };
    }
    if (row->has_note) {
        struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_ROW_NOTE, shape->piece.text);
        pp_diags_add(context->options.diags,
                     &draft,
                     "text after the row's two ports is ignored");
    }
    if (row->ends_in_legend) {
        table->has_legend = true;
        return pp_excluded_close(table, context);
    }
    return PP_OK;
}

static enum pp_status take_lone(struct pp_excluded *table,
                                struct pp_context *context,
                                const struct pp_shape *shape)
{
    PP_TRY(settle_lone(table, context));
    struct pp_place place = pp_context_place(context, shape->row.culprit);
    pp_context_hold_tentatively(context, &table->lone_held);
    table->lone_line = context->line_number;
    table->lone_value = shape->row.lone;
    table->lone_column = place.column;
    return PP_OK;
}

/* Loose rows must look like netsh's own; in a table that is known as one,
 * people's ways of writing a row are taken too. */
static bool accepts_row(const struct pp_excluded *table,
                        const struct pp_row *row)
{
    return is_strong(table) || (!row->is_dashed && row->pair_count == 1);
}

static enum pp_status note_unreadable(struct pp_excluded *table,
                                      struct pp_context *context,
                                      struct pp_sv text,
                                      uint16_t start)
{
    const struct pp_held_gap gap = {
        .place = pp_context_place(context, text),
        .start = start,
        .kind = PP_GAP_UNREADABLE,
    };
    return pp_excluded_note_gap(table, context, &gap);
}

static enum pp_status take_row(struct pp_excluded *table,
                               struct pp_context *context,
                               const struct pp_shape *shape,
                               enum pp_take *ret_take)
{
    const struct pp_row *row = &shape->row;
    bool is_inside = table->is_open && (is_strong(table) ||
                                        (has_body(table) && !table->is_piped));
    if (table->is_other) {
        *ret_take = PP_TAKE_IGNORED;
        return PP_OK;
    }
    switch (row->kind) {
    case PP_ROW_NONE:
        return PP_OK;
    case PP_ROW_LONE:
        if (table->row_count > 0) {
            PP_TRY(take_lone(table, context, shape));
            *ret_take = PP_TAKE_IGNORED;
        }
        return PP_OK;
    case PP_ROW_BAD:
        if (is_inside) {
            report_bad_row(context, row);
            PP_TRY(
                note_unreadable(table, context, shape->piece.text, row->start));
            table->prose_run = 0;
            *ret_take = PP_TAKE_REJECTED;
        }
        return PP_OK;
    case PP_ROW_PAIRS:
        if (accepts_row(table, row)) {
            *ret_take = PP_TAKE_IGNORED;
            return take_pairs(table, context, shape);
        }
        return PP_OK;
    }
    return PP_OK;
}

/* --- everything else ------------------------------------------------------ */

static enum pp_status take_elision(struct pp_excluded *table,
                                   struct pp_context *context,
                                   const struct pp_shape *shape,
                                   enum pp_take *ret_take)
{
    *ret_take = PP_TAKE_IGNORED;
    if (!table->is_open) {
        return PP_OK;
    }
    bool is_first = table->gap_count == 0;
    const struct pp_held_gap gap = {
        .place = pp_context_place(context, shape->piece.text),
        .kind = PP_GAP_ELIDED,
    };
    PP_TRY(pp_excluded_note_gap(table, context, &gap));
    if (!is_first) {
        return PP_OK;
    }
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_TABLE_INCOMPLETE, shape->piece.text);
    pp_diags_add(context->options.diags,
                 &draft,
                 "rows were left out here, the table is not complete");
    return PP_OK;
}

/* Text of another kind: a remark, or the end of the table. */
static enum pp_status take_other(struct pp_excluded *table,
                                 struct pp_context *context,
                                 const struct pp_shape *shape,
                                 enum pp_take *ret_take)
{
    if (shape->kind == PP_SHAPE_EMPTY) {
        return PP_OK;
    }
    if (table->is_open && is_strong(table) && !table->is_piped &&
        pp_excluded_is_damaged_row(table, context, shape->piece.text)) {
        const struct pp_row row = {.fault = PP_FAULT_MALFORMED,
                                   .culprit = shape->piece.text};
        report_bad_row(context, &row);
        table->prose_run = 0;
        *ret_take = PP_TAKE_REJECTED;
        return note_unreadable(table, context, shape->piece.text, 0);
    }
    table->prose_run++;
    if (table->is_open &&
        (table->prose_run > MAX_PROSE_RUN || shape->kind == PP_SHAPE_OK)) {
        return pp_excluded_close(table, context);
    }
    return PP_OK;
}

static void remember_above(struct pp_excluded *table, struct pp_sv text)
{
    text = pp_sv_sub(text, 0, sizeof(table->above_bytes));
    if (text.len > 0) {
        memcpy(table->above_bytes, text.ptr, text.len);
    }
    table->above = (struct pp_sv){table->above_bytes, text.len};
}

enum pp_status pp_excluded_take(struct pp_excluded *table,
                                struct pp_context *context,
                                const struct pp_shape *shape,
                                enum pp_take *ret_take)
{
    enum pp_status status = PP_OK;
    *ret_take = PP_TAKE_NO;
    switch (shape->kind) {
    case PP_SHAPE_TITLE:
        status = take_title(table, context, shape, ret_take);
        break;
    case PP_SHAPE_HEADS:
        status = take_heads(table, context, shape, ret_take);
        break;
    case PP_SHAPE_UNDERLINE:
        status = take_underline(table, context, shape, ret_take);
        break;
    case PP_SHAPE_ROW:
        status = take_row(table, context, shape, ret_take);
        break;
    case PP_SHAPE_LEGEND:
        status = take_legend(table, context, shape, ret_take);
        break;
    case PP_SHAPE_ELISION:
        status = take_elision(table, context, shape, ret_take);
        break;
    case PP_SHAPE_EMPTY:
    case PP_SHAPE_PROSE:
    case PP_SHAPE_LABEL_VALUE:
    case PP_SHAPE_OK:
        status = take_other(table, context, shape, ret_take);
        break;
    }
    remember_above(table, shape->piece.text);
    return status;
}
