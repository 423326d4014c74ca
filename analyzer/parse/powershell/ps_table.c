/*
 * PowerShell tables. The heads name the properties, the dashes below them
 * say where the columns are. Only a table whose heads are known is taken.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "fact/registry.h"
#include "parse/line/clean.h"
#include "parse/line/parsers.h"
#include "ps_columns.h"
#include "ps_facts.h"
#include "text/words.h"

struct ps_table {
    struct pp_ps_output output; /* holds the heads until it is sure */
    struct pp_ps_columns columns;
    bool is_open;          /* the heads were seen */
    bool is_sure;          /* and dashes or a row */
    size_t prefix_len;     /* quote marks in front of every line */
    unsigned foreign_run;  /* lines of other text since the last row */
    uint64_t foreign_line; /* the last of them: a line may come twice */
};

enum {
    MAX_PREFIX_BYTES = 8, /* `> > # ` */
    MAX_FOREIGN_RUN = 3,  /* remarks of whoever pasted it, as in netsh's */
};

/* --- heads ---------------------------------------------------------------- */

/* Cheap: nearly every line that is no head has a byte that no head has. */
static bool looks_like_heads(struct pp_sv text)
{
    return text.len > 0 && pp_is_alpha(text.ptr[0]) &&
           pp_is_all_word(text, " \t_().");
}

/* Takes the words of a line as heads; *ret_known: they are heads that portplan
 * knows. */
static enum pp_status
read_heads(struct pp_ps_object *heads, struct pp_sv text, bool *ret_known)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_ps_property head = {.is_list = false};
    *ret_known = false;
    if (!looks_like_heads(text)) {
        return PP_OK;
    }
    pp_ps_object_clear(heads);
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &head.name)) {
        if (!pp_is_alpha(head.name.ptr[0]) ||
            heads->pairs.count == PP_LIMIT_PS_COLUMNS) {
            return PP_OK;
        }
        PP_TRY(pp_ps_object_add(heads, &head));
        (void)pp_cursor_skip_blanks(&cursor);
    }
    *ret_known =
        heads->pairs.count >= 2 && pp_ps_kind_of_heads(heads) != PP_PS_NONE;
    return PP_OK;
}

static enum pp_status close_table(void *state, struct pp_context *context)
{
    struct ps_table *table = state;
    pp_context_release(context, &table->output.held);
    table->is_open = false;
    table->is_sure = false;
    table->foreign_run = 0;
    return pp_ps_close(&table->output, context);
}

static enum pp_status take_heads(struct ps_table *table,
                                 struct pp_context *context,
                                 struct pp_sv line,
                                 struct pp_sv text)
{
    struct pp_ps_output *output = &table->output;
    bool is_known = false;
    PP_TRY(read_heads(&output->heads, text, &is_known));
    if (!is_known) {
        return PP_OK;
    }
    size_t prefix_len = (size_t)(text.ptr - line.ptr);
    struct pp_sv prefix = pp_trim_wide(pp_sv_sub(line, 0, prefix_len));
    table->prefix_len = prefix.len == 0 ? 0 : prefix_len;
    if (prefix_len > line.len || table->prefix_len > MAX_PREFIX_BYTES) {
        return PP_OK;
    }
    /* Only up to the end of the heads: an ideographic space or a lone CR
     * behind them is trimmed, but takes cells of a terminal. */
    struct pp_sv heads = pp_sv_sub(
        line, table->prefix_len, prefix_len + text.len - table->prefix_len);
    if (!pp_ps_find_columns(heads, &table->columns) ||
        table->columns.count != output->heads.pairs.count) {
        return PP_OK;
    }
    table->is_open = true;
    output->first_line = context->line_number;
    output->last_line = context->line_number;
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &output->held);
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
    table->is_sure = true;
    pp_context_reclaim(context, &table->output.held, PP_TAKE_USED);
    return pp_ps_open(&table->output, context);
}

static bool is_number(struct pp_sv text)
{
    uint32_t value = 0;
    return pp_sv_to_u32(text, UINT32_MAX, &value);
}

/* A port, or something in a port's place; beside an address, anything. */
static bool is_socket_row(const struct pp_ps_object *row)
{
    struct pp_sv port = pp_ps_value_of(row, "LocalPort");
    struct pp_sv address = pp_ps_value_of(row, "LocalAddress");
    bool has_address =
        pp_has_one_of(address, ":") ||
        (pp_has_one_of(address, PP_DIGITS) && pp_has_one_of(address, "."));
    return is_number(port) || (has_address && (pp_has_one_of(port, PP_DIGITS) ||
                                               pp_ps_is_cut(port)));
}

/* A number, or a list in braces, below the name of a known value. */
static bool has_registry_value(const struct pp_ps_object *row)
{
    for (size_t i = 0; i < row->pairs.count; i++) {
        const struct pp_ps_pair *pair = &row->pairs.items[i];
        const struct pp_sv value = pp_ps_value(row, pair);
        struct pp_sv key;
        if ((is_number(value) || pp_sv_starts(value, PP_SV("{"))) &&
            pp_known_value_named(pp_ps_name(row, pair), &key) !=
                PP_KNOWN_NONE) {
            return true;
        }
    }
    return false;
}

/* PowerShell translates none of them; numbers come from formatted output. */
static bool is_feature_state(struct pp_sv state)
{
    return pp_words_start_nocase("enable|disable|partially|removed", state) >
               0 ||
           is_number(state) || (pp_ps_is_cut(state) && state.len > 0);
}

/* Whether the object looks like a row of this kind of table, good or bad. */
static bool is_row(struct ps_table *table, const struct pp_context *context)
{
    struct pp_ps_output *output = &table->output;
    struct pp_ps_object *row = &output->object;
    bool goes_on = table->is_sure && table->foreign_run == 0;
    switch (output->kind != PP_PS_NONE ? output->kind
                                       : pp_ps_kind_of_heads(&output->heads)) {
    case PP_PS_SOCKET:
        return is_socket_row(row);
    case PP_PS_PORTS:
        return (goes_on && pp_ps_first_set(row, "SettingName") != NULL) ||
               pp_has_one_of(pp_ps_value_of(row, "DynamicPortRangeStartPort"),
                             PP_DIGITS) ||
               pp_has_one_of(
                   pp_ps_value_of(row, "DynamicPortRangeNumberOfPorts"),
                   PP_DIGITS);
    case PP_PS_HOTFIX:
        return pp_sv_starts_nocase(pp_ps_value_of(row, "HotFixID"),
                                   PP_SV("KB"));
    case PP_PS_FEATURE:
        return pp_ps_first_set(row, "FeatureName") != NULL &&
               is_feature_state(pp_ps_value_of(row, "State"));
    case PP_PS_OS:
        return pp_has_one_of(pp_ps_value_of(row, "Version"), PP_DIGITS) ||
               pp_has_one_of(pp_ps_value_of(row, "OsVersion"), PP_DIGITS);
    case PP_PS_NAT:
        return pp_has_one_of(pp_ps_value_of(row, "ExternalPort"), PP_DIGITS);
    case PP_PS_HNS:
        return pp_has_one_of(pp_ps_value_of(row, "ExternalPort"), PP_DIGITS) ||
               pp_sv_starts(pp_ps_value_of(row, "Policies PortMappings"),
                            PP_SV("{"));
    case PP_PS_SERVICE: /* by the words of the row itself */
        return (table->is_sure ||
                is_number(pp_ps_value_of(row, "ProcessId"))) &&
               pp_ps_kind_of(row) == PP_PS_SERVICE;
    case PP_PS_REGISTRY:
        return has_registry_value(row);
    case PP_PS_PROCESS:
        return is_number(pp_ps_value_of(row, "ProcessId Id"));
    case PP_PS_GROUP:
        return pp_has_one_of(pp_ps_value_of(row, "Count"), PP_DIGITS) &&
               pp_ps_is_of_sockets(output, context, row);
    case PP_PS_HARMLESS: /* lists; a row of a table would be any line */
    case PP_PS_NONE:
        return false;
    }
    return false;
}

static enum pp_status fill_row(struct pp_ps_output *output,
                               struct pp_context *context,
                               const struct pp_sv *cells)
{
    pp_ps_object_clear(&output->object);
    for (size_t i = 0; i < output->heads.pairs.count; i++) {
        const struct pp_ps_property cell = {
            .name = pp_ps_name(&output->heads, &output->heads.pairs.items[i]),
            .value = cells[i],
            .place = pp_context_place(context, cells[i]),
        };
        PP_TRY(pp_ps_object_add(&output->object, &cell));
    }
    return PP_OK;
}

static enum pp_status take_row(struct ps_table *table,
                               struct pp_context *context,
                               const struct pp_sv *cells)
{
    PP_TRY(fill_row(&table->output, context, cells));
    if (!is_row(table, context)) {
        return PP_OK;
    }
    PP_TRY(confirm(table, context));
    table->foreign_run = 0;
    pp_context_take(context, PP_TAKE_USED);
    table->output.last_line = context->line_number;
    return pp_ps_emit(&table->output, context, true);
}

/* The line follows a row, and its values lie across columns: a row that was
 * damaged, if it begins like the rows of sockets. */
static bool is_damaged_row(const struct ps_table *table,
                           const struct pp_context *context,
                           struct pp_sv line)
{
    struct pp_cursor cursor = pp_cursor_over(pp_trim_wide(line));
    struct pp_sv word;
    return table->is_sure && table->output.kind == PP_PS_SOCKET &&
           context->line_number == table->output.last_line + 1 &&
           pp_cursor_take_word(&cursor, &word) &&
           pp_has_one_of(word, PP_DIGITS) &&
           pp_has_one_of(pp_cursor_rest(&cursor), PP_DIGITS) &&
           pp_has_one_of(word, ".:");
}

static enum pp_status take_below(struct ps_table *table,
                                 struct pp_context *context,
                                 struct pp_sv line)
{
    struct pp_ps_output *output = &table->output;
    struct pp_ps_columns dashes;
    if (pp_ps_is_dash_line(line, &table->columns, &dashes)) {
        table->columns = dashes;
        if (pp_ps_kind_of_heads(&output->heads) == PP_PS_GROUP) {
            /* Groups of what, only a row can tell. */
            pp_context_take(context, PP_TAKE_IGNORED);
            pp_context_hold(context, &output->held);
            return PP_OK;
        }
        pp_context_take(context, PP_TAKE_USED);
        PP_TRY(confirm(table, context));
        output->last_line = context->line_number;
        output->open.section.last_line = context->line_number;
        return PP_OK;
    }
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    if (pp_ps_split_row(line, &table->columns, cells)) {
        PP_TRY(take_row(table, context, cells));
    }
    if (!context->is_taken && is_damaged_row(table, context, line)) {
        const struct pp_diag draft =
            pp_context_draft(context, PP_DIAG_PS_ROW, pp_trim_wide(line));
        pp_diags_add(context->options.diags,
                     &draft,
                     "the values of this row are not under the headings");
        pp_ps_reject_line(output, context);
    }
    return PP_OK;
}

/* Whether the table may go on below this line of other text. Heads of another
 * table end it. */
static enum pp_status survives(struct ps_table *table,
                               struct pp_sv text,
                               uint64_t line_number,
                               bool *ret_goes_on)
{
    bool is_head = false;
    if (!table->is_open || !table->is_sure) {
        return PP_OK;
    }
    table->foreign_run += table->foreign_line != line_number;
    table->foreign_line = line_number;
    if (table->foreign_run > MAX_FOREIGN_RUN) {
        return PP_OK;
    }
    PP_TRY(read_heads(&table->output.object, text, &is_head));
    *ret_goes_on = !is_head;
    return PP_OK;
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct ps_table *table = state;
    table->output.format = PP_SECTION_POWERSHELL_TABLE;
    const struct pp_sv text = pp_strip_marks(offer->bare);
    pp_ps_note_command(&table->output, context);
    if (text.len == 0) {
        return PP_OK; /* a quote mark alone is a blank line */
    }
    if (table->is_open) {
        PP_TRY(take_below(table,
                          context,
                          pp_sv_sub(offer->line, table->prefix_len, SIZE_MAX)));
    }
    if (context->is_taken) {
        return PP_OK;
    }
    bool goes_on = false;
    PP_TRY(survives(table, text, context->line_number, &goes_on));
    if (goes_on) {
        return PP_OK;
    }
    if (table->is_open) {
        PP_TRY(close_table(table, context));
    }
    return take_heads(table, context, offer->line, text);
}

const struct pp_parser pp_parser_ps_table = {
    .name = "PowerShell table",
    .state_size = sizeof(struct ps_table),
    .take = take,
    .close = close_table,
    .done = pp_ps_done,
};
