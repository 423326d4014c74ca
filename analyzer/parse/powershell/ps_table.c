/*
 * PowerShell tables. The heads name the properties, the dashes below them
 * say where the columns are. Only a table whose heads are known is taken.
 */
#include "base/cursor.h"
#include "fact/registry.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_columns.h"
#include "ps_facts.h"
#include "ps_kind.h"
#include "ps_section.h"

struct ps_table {
    struct pp_ps_output output;
    struct pp_ps_object heads; /* names without values */
    struct pp_ps_object row;
    struct pp_ps_columns columns;
    struct pp_hold held; /* the heads, until dashes or a row follow */
    bool is_open;        /* the heads were seen */
    bool is_sure;        /* and dashes or a row */
    size_t prefix_len;   /* quote marks in front of every line */
    uint64_t first_line;
    uint64_t last_line;
};

enum {
    MAX_PREFIX_BYTES = 8, /* `> > # ` */
};

/* --- heads ---------------------------------------------------------------- */

static bool is_head_byte(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || c == '_' || c == '(' ||
           c == ')' || c == '.';
}

static bool is_head(struct pp_sv word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!is_head_byte(word.ptr[i])) {
            return false;
        }
    }
    return pp_is_alpha(word.ptr[0]);
}

/* Takes the words of a line as heads; false if it cannot be heads. */
static bool read_heads(struct ps_table *table,
                       struct pp_sv text,
                       enum pp_status *ret_status)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    pp_ps_object_clear(&table->heads);
    *ret_status = PP_OK;
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &word)) {
        if (!is_head(word) || table->heads.pairs.count == PP_LIMIT_PS_COLUMNS) {
            return false;
        }
        *ret_status = pp_ps_object_add(&table->heads,
                                       word,
                                       (struct pp_sv){NULL, 0},
                                       (struct pp_place){0, 0, 0});
        if (*ret_status != PP_OK) {
            return false;
        }
        (void)pp_cursor_skip_blanks(&cursor);
    }
    return table->heads.pairs.count >= 2 &&
           pp_ps_kind_of_heads(&table->heads) != PP_PS_NONE;
}

/* Cheap: nearly every line that is no head has a byte that no head has. */
static bool may_be_heads(struct pp_sv text)
{
    if (text.len == 0 || !pp_is_alpha(text.ptr[0])) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        if (!is_head_byte(text.ptr[i]) && !pp_is_blank(text.ptr[i])) {
            return false;
        }
    }
    return true;
}

static enum pp_status close_table(void *state, struct pp_context *context)
{
    struct ps_table *table = state;
    pp_context_release(context, &table->held);
    table->is_open = false;
    table->is_sure = false;
    return pp_ps_close(&table->output, context);
}

static void extend(struct ps_table *table, const struct pp_context *context)
{
    table->last_line = context->line_number;
}

static enum pp_status take_heads(struct ps_table *table,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 struct pp_sv text,
                                 bool *ret_taken)
{
    enum pp_status status = PP_OK;
    if (!may_be_heads(text) || !read_heads(table, text, &status)) {
        return status;
    }
    size_t prefix_len = (size_t)(text.ptr - line.ptr);
    struct pp_sv prefix = pp_trim_wide(pp_sv_sub(line, 0, prefix_len));
    table->prefix_len = prefix.len == 0 ? 0 : prefix_len;
    if (prefix_len > line.len || table->prefix_len > MAX_PREFIX_BYTES) {
        return PP_OK;
    }
    /* Up to the end of the heads: behind them may stand what is trimmed but
     * no blank of a terminal, an ideographic space or a lone CR. */
    struct pp_sv heads = pp_sv_sub(
        line, table->prefix_len, prefix_len + text.len - table->prefix_len);
    if (!pp_ps_find_columns(heads, &table->columns) ||
        table->columns.count != table->heads.pairs.count) {
        return PP_OK;
    }
    table->is_open = true;
    table->first_line = context->line_number;
    extend(table, context);
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &table->held);
    *ret_taken = true;
    return PP_OK;
}

/* --- rows ----------------------------------------------------------------- */

/* Now it is a table: the heads count, and the section begins with them. */
static enum pp_status confirm(struct ps_table *table,
                              struct pp_context *context)
{
    if (table->is_sure) {
        return PP_OK;
    }
    const struct pp_ps_lines lines = {
        .first = table->first_line,
        .last = context->line_number,
    };
    table->is_sure = true;
    pp_context_reclaim(context, &table->held, PP_TAKE_USED);
    return pp_ps_open(&table->output, context, &table->heads, &lines);
}

static enum pp_status take_dashes(struct ps_table *table,
                                  struct pp_context *context,
                                  const struct pp_ps_columns *dashes)
{
    table->columns = *dashes;
    pp_context_take(context, PP_TAKE_USED);
    extend(table, context);
    PP_TRY(confirm(table, context));
    table->output.open.section.last_line = context->line_number;
    return PP_OK;
}

static bool has_digit(struct pp_sv text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (pp_is_digit(text.ptr[i])) {
            return true;
        }
    }
    return false;
}

static struct pp_sv cell_of(const struct ps_table *table,
                            const struct pp_sv *cells,
                            const char *name)
{
    const struct pp_ps_pair *pair = pp_ps_find(&table->heads, name);
    return pair != NULL ? cells[pair - table->heads.pairs.items]
                        : (struct pp_sv){NULL, 0};
}

static bool is_number(struct pp_sv text)
{
    uint32_t value = 0;
    return pp_sv_to_u32(text, UINT32_MAX, &value);
}

/* A port, or something in a port's place; beside an address, anything. */
static bool is_socket_row(const struct ps_table *table,
                          const struct pp_sv *cells)
{
    struct pp_sv port = cell_of(table, cells, "LocalPort");
    struct pp_sv address = cell_of(table, cells, "LocalAddress");
    bool has_address =
        pp_sv_find(address, PP_SV(":"), 0) != SIZE_MAX ||
        (has_digit(address) && pp_sv_find(address, PP_SV("."), 0) != SIZE_MAX);
    if (port.len == 0) {
        return false;
    }
    return is_number(port) ||
           (has_address && (has_digit(port) || pp_ps_is_cut(port)));
}

/* A number, or a list in braces, below the name of a known value. */
static bool has_registry_value(const struct ps_table *table,
                               const struct pp_sv *cells)
{
    for (size_t i = 0; i < table->heads.pairs.count; i++) {
        const struct pp_ps_pair *head = &table->heads.pairs.items[i];
        struct pp_sv key;
        bool is_known = pp_known_value_named(pp_ps_name(&table->heads, head),
                                             &key) != PP_KNOWN_NONE;
        if (is_known &&
            (is_number(cells[i]) || pp_sv_starts(cells[i], PP_SV("{")))) {
            return true;
        }
    }
    return false;
}

/* Whether the cells look like a row of this kind of table, good or bad. */
static bool is_row(const struct ps_table *table, const struct pp_sv *cells)
{
    struct pp_sv profile = cell_of(table, cells, "SettingName");
    switch (table->output.kind != PP_PS_NONE
                ? table->output.kind
                : pp_ps_kind_of_heads(&table->heads)) {
    case PP_PS_SOCKET:
        return is_socket_row(table, cells);
    case PP_PS_PORTS:
        return (profile.len > 0 && table->is_sure) ||
               has_digit(cell_of(table, cells, "DynamicPortRangeStartPort")) ||
               has_digit(
                   cell_of(table, cells, "DynamicPortRangeNumberOfPorts"));
    case PP_PS_HOTFIX:
        return pp_sv_starts_nocase(cell_of(table, cells, "HotFixID"),
                                   PP_SV("KB"));
    case PP_PS_FEATURE:
        return cell_of(table, cells, "FeatureName").len > 0 &&
               cell_of(table, cells, "State").len > 0;
    case PP_PS_OS:
        return has_digit(cell_of(table, cells, "Version")) ||
               has_digit(cell_of(table, cells, "OsVersion"));
    case PP_PS_SERVICE: /* told by the words of the row itself */
        return table->is_sure && pp_ps_kind_of(&table->row) == PP_PS_SERVICE;
    case PP_PS_REGISTRY:
        return has_registry_value(table, cells);
    case PP_PS_NONE:
        return false;
    }
    return false;
}

static enum pp_status fill_row(struct ps_table *table,
                               struct pp_context *context,
                               const struct pp_sv *cells)
{
    pp_ps_object_clear(&table->row);
    for (size_t i = 0; i < table->columns.count; i++) {
        const struct pp_ps_pair *head = &table->heads.pairs.items[i];
        struct pp_place place = {
            context->options.capture, 1, context->line_number};
        if (cells[i].len > 0) {
            place = pp_context_place(context, cells[i]);
        }
        PP_TRY(pp_ps_object_add(
            &table->row, pp_ps_name(&table->heads, head), cells[i], place));
    }
    return PP_OK;
}

static bool is_near(const struct ps_table *table,
                    const struct pp_context *context)
{
    return context->line_number == table->last_line + 1;
}

static enum pp_status take_row(struct ps_table *table,
                               struct pp_context *context,
                               const struct pp_sv *cells,
                               bool *ret_taken)
{
    PP_TRY(fill_row(table, context, cells));
    if (!is_row(table, cells)) {
        return PP_OK;
    }
    PP_TRY(confirm(table, context));
    extend(table, context);
    const struct pp_ps_lines lines = {
        .first = table->first_line,
        .last = context->line_number,
        .has_current = true,
    };
    pp_context_take(context, PP_TAKE_USED);
    *ret_taken = true;
    return pp_ps_emit(&table->output, context, &table->row, &lines);
}

/* The line stands where a row would, and its values lie across columns: a
 * row that was damaged, if it begins like the rows of sockets. */
static bool is_damaged_row(const struct ps_table *table,
                           const struct pp_context *context,
                           struct pp_sv line)
{
    struct pp_cursor cursor = pp_cursor_over(pp_trim_wide(line));
    struct pp_sv word;
    return table->is_sure && table->output.kind == PP_PS_SOCKET &&
           is_near(table, context) && pp_cursor_take_word(&cursor, &word) &&
           has_digit(word) && has_digit(pp_cursor_rest(&cursor)) &&
           (pp_sv_find(word, PP_SV("."), 0) != SIZE_MAX ||
            pp_sv_find(word, PP_SV(":"), 0) != SIZE_MAX);
}

static void reject_row(struct ps_table *table,
                       struct pp_context *context,
                       struct pp_sv line)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_PS_ROW, pp_trim_wide(line));
    pp_diags_add(context->options.diags,
                 &draft,
                 "the values of this row do not stand under the heads");
    pp_context_take(context, PP_TAKE_REJECTED);
    extend(table, context);
    table->output.open.section.last_line = context->line_number;
    table->output.open.section.complete = PP_NO;
}

static enum pp_status take_below(struct ps_table *table,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 bool *ret_taken)
{
    struct pp_ps_columns dashes;
    if (pp_ps_is_dash_line(line, &table->columns, &dashes)) {
        *ret_taken = true;
        return take_dashes(table, context, &dashes);
    }
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    if (pp_ps_split_row(line, &table->columns, cells)) {
        PP_TRY(take_row(table, context, cells, ret_taken));
    }
    if (!*ret_taken && is_damaged_row(table, context, line)) {
        reject_row(table, context, line);
        *ret_taken = true;
    }
    return PP_OK;
}

static enum pp_status take(void *state,
                           struct pp_context *context,
                           const struct pp_offer *offer,
                           bool *ret_taken)
{
    struct ps_table *table = state;
    table->output.format = PP_SECTION_POWERSHELL_TABLE;
    *ret_taken = false;
    const struct pp_sv text = pp_strip_marks(offer->bare);
    pp_ps_note_command(&table->output, context, text);
    if (text.len == 0) {
        return PP_OK; /* a quote mark alone is a blank line */
    }
    if (table->is_open) {
        PP_TRY(take_below(table,
                          context,
                          pp_sv_sub(offer->line, table->prefix_len, SIZE_MAX),
                          ret_taken));
    }
    if (*ret_taken) {
        return PP_OK;
    }
    if (table->is_open) {
        PP_TRY(close_table(table, context));
    }
    return take_heads(table, context, offer->line, text, ret_taken);
}

static void done(void *state)
{
    struct ps_table *table = state;
    pp_ps_output_done(&table->output);
    pp_ps_object_done(&table->heads);
    pp_ps_object_done(&table->row);
}

const struct pp_parser pp_parser_ps_table = {
    .name = "PowerShell table",
    .state_size = sizeof(struct ps_table),
    .take = take,
    .close = close_table,
    .done = done,
};
