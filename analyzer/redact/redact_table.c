/*
 * Tables and lists: the title says what a column is, or the shape of the table
 * where titles are translated.
 */
#include "redact_table.h"

#include "base/bounds.h"
#include "parse/line/clean.h"
#include "redact_label.h"

void pp_table_memory_init(struct pp_table_memory *table)
{
    *table = (struct pp_table_memory){0};
    pp_buf_init(&table->above, PP_LIMIT_LINE_BYTES);
}

void pp_table_memory_done(struct pp_table_memory *table)
{
    pp_buf_done(&table->above);
}

/* --- columns -------------------------------------------------------------- */

/* tasklist's first two columns, in every language and variant. */
static bool is_tasklist(const struct pp_ps_columns *columns)
{
    enum {
        NAME_CELLS = 25,
        PID_CELLS = 8
    };
    return columns->items[0].end - columns->items[0].first == NAME_CELLS &&
           columns->items[1].end - columns->items[1].first == PID_CELLS;
}

/* netsh's port proxies: `Address Port Address Port` in any language. */
static bool is_portproxy(struct pp_sv titles[PP_LIMIT_PS_COLUMNS], size_t count)
{
    return count == 4 && titles[0].len > 0 && titles[1].len > 0 &&
           pp_sv_equal(titles[0], titles[2]) &&
           pp_sv_equal(titles[1], titles[3]);
}

/* What the columns are, by their titles; false: nothing to be learned. */
static bool read_titles(struct pp_table_memory *table,
                        const struct pp_scan *scan,
                        struct pp_sv titles[PP_LIMIT_PS_COLUMNS])
{
    size_t name = SIZE_MAX;
    bool is_wanted = false;
    bool has_processes = false;
    for (size_t i = 0; i < table->columns.count; i++) {
        table->values[i] = pp_redact_label(scan->names->words, titles[i]);
        is_wanted = is_wanted || table->values[i] != PP_REDACT_VALUE_NONE;
        has_processes = has_processes ||
                        pp_scan_is_known(scan, titles[i], PP_REDACT_IS_PROGRAM);
        name = pp_sv_equal_nocase(titles[i], PP_SV("Name")) ? i : name;
    }
    /* Beside the number or the path of a program `Name` is its own. */
    if (has_processes && name != SIZE_MAX) {
        table->values[name] = PP_REDACT_VALUE_PROCESS;
        is_wanted = true;
    }
    if (is_portproxy(titles, table->columns.count)) {
        table->values[0] = PP_REDACT_VALUE_HOST;
        table->values[2] = PP_REDACT_VALUE_HOST;
        is_wanted = true;
    }
    return is_wanted;
}

/* The line below the titles shows the columns. */
static void open_table(struct pp_table_memory *table,
                       const struct pp_scan *scan)
{
    struct pp_sv line = scan->line;
    struct pp_sv titles[PP_LIMIT_PS_COLUMNS] = {0};
    table->has_table = false;
    if (!pp_ps_find_columns(line, &table->columns) ||
        table->columns.count < 2) {
        return;
    }
    (void)pp_ps_split_row(pp_buf_view(&table->above), &table->columns, titles);
    table->has_table = read_titles(table, scan, titles);
    if (is_tasklist(&table->columns)) {
        table->values[0] = PP_REDACT_VALUE_PROCESS;
        table->has_table = true;
    }
}

/* Titles without a line below them, two blanks apart: query user, wmic. */
static void open_plain_table(struct pp_table_memory *table,
                             const struct pp_scan *scan)
{
    struct pp_sv line = scan->line;
    struct pp_ps_columns words;
    struct pp_sv titles[PP_LIMIT_PS_COLUMNS] = {0};
    struct pp_ps_columns *columns = &table->columns;
    if (pp_sv_find(line, PP_SV(":"), 0) != SIZE_MAX ||
        !pp_ps_find_columns(line, &words)) {
        return;
    }
    columns->count = 0;
    for (size_t i = 0; i < words.count; i++) {
        struct pp_ps_column *last =
            columns->count > 0 ? &columns->items[columns->count - 1] : NULL;
        if (last != NULL && words.items[i].first == last->end + 1) {
            last->end = words.items[i].end;
        } else {
            columns->items[columns->count++] = words.items[i];
        }
    }
    /* Two columns are a label and its value as well. */
    table->has_table = columns->count >= 3 &&
                       pp_sv_find(line, PP_SV("REG_"), 0) == SIZE_MAX &&
                       pp_ps_split_row(line, columns, titles) &&
                       read_titles(table, scan, titles);
}

static void learn_row(struct pp_table_memory *table, struct pp_scan *scan)
{
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    if (!pp_ps_split_row(scan->line, &table->columns, cells)) {
        return;
    }
    for (size_t i = 0; i < table->columns.count; i++) {
        pp_hit_value(scan, table->values[i], cells[i]);
    }
}

/* --- lists of accounts ---------------------------------------------------- */

/* Up to three names of 25 cells; alone, a sentence that ends the list has
 * blanks, and a name of a list rarely. */
static void learn_listed(struct pp_scan *scan, struct pp_sv line)
{
    size_t from = 0;
    bool has_gap = pp_sv_find(line, PP_SV("  "), 0) != SIZE_MAX;
    if (!has_gap && pp_sv_find(line, PP_SV(" "), 0) != SIZE_MAX &&
        pp_sv_find(line, PP_SV("\\"), 0) == SIZE_MAX) {
        return;
    }
    while (from < line.len) {
        size_t to = pp_sv_find(line, PP_SV("  "), from);
        to = to < line.len ? to : line.len;
        pp_hit_value(
            scan, PP_REDACT_VALUE_USER, pp_sv_sub(line, from, to - from));
        while (to < line.len && line.ptr[to] == ' ') {
            to++;
        }
        from = to;
    }
}

/* `Full Name      Alice Smith`, as `net user alice` prints it. */
static bool learn_property(struct pp_scan *scan, struct pp_sv line)
{
    size_t gap = pp_sv_find(line, PP_SV("  "), 0);
    enum pp_redact_value kind =
        pp_redact_label(scan->names->words, pp_sv_sub(line, 0, gap));
    if (gap == SIZE_MAX || kind == PP_REDACT_VALUE_NONE) {
        return false;
    }
    pp_hit_value(scan, kind, pp_sv_sub(line, gap, SIZE_MAX));
    return true;
}

static void learn_list(struct pp_table_memory *table, struct pp_scan *scan)
{
    struct pp_sv line = pp_trim_wide(scan->line);
    if (pp_redact_match(scan->patterns, PP_REDACT_PATTERN_RULER, line, 0)) {
        table->has_list = table->is_list_next;
        table->is_list_next = false;
        return;
    }
    bool is_prompt = pp_sv_find(line, PP_SV(">"), 0) != SIZE_MAX;
    table->has_list = table->has_list && line.len > 0 && !is_prompt;
    if (table->has_list) {
        learn_listed(scan, line);
    } else if (table->is_list_next && learn_property(scan, line)) {
        return;
    } else if (pp_redact_match(
                   scan->patterns, PP_REDACT_PATTERN_LIST_TITLE, line, 0)) {
        table->is_list_next = true;
    } else if (is_prompt) {
        table->is_list_next = false;
    }
}

/* The name at the start of a line with the SID of an account has that SID. */
static void learn_sid_owner(struct pp_scan *scan)
{
    struct pp_sv line = pp_trim_wide(scan->line);
    size_t sid = pp_sv_find(line, PP_SV("S-1-5-21-"), 0);
    size_t gap = pp_sv_find(line, PP_SV("  "), 0);
    if (sid == SIZE_MAX || sid == 0 || line.ptr[sid - 1] != ' ') {
        return;
    }
    size_t end = gap < sid ? gap : sid - 1;
    pp_hit_value(scan, PP_REDACT_VALUE_USER, pp_sv_sub(line, 0, end));
}

/* --- CSV ------------------------------------------------------------------ */

/* All fields without the quotes around them; a doubled quote inside stays
 * doubled. 0 if there are too many, or the line is not CSV. */
static size_t split_csv(struct pp_scan *scan,
                        struct pp_sv line,
                        enum pp_redact_pattern field,
                        struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    const struct pp_sv *groups = scan->patterns->groups;
    size_t count = 0;
    size_t at = 0;
    do {
        if (count == PP_LIMIT_PS_COLUMNS ||
            !pp_redact_match(scan->patterns, field, line, at)) {
            return 0;
        }
        cells[count++] = groups[1].ptr != NULL ? groups[1] : groups[2];
        at += groups[0].len;
    } while (groups[3].len > 0);
    return count;
}

/* Prose has commas too, but blanks behind them: heads are quoted, or words
 * without blanks. */
static bool open_csv(struct pp_redact_csv *csv,
                     struct pp_scan *scan,
                     struct pp_sv line,
                     enum pp_redact_pattern field)
{
    struct pp_sv heads[PP_LIMIT_PS_COLUMNS];
    bool is_quoted = line.ptr[0] == '"';
    bool is_wanted = false;
    size_t count = split_csv(scan, line, field, heads);
    for (size_t i = 0; i < count; i++) {
        bool has_blank = pp_sv_find(heads[i], PP_SV(" "), 0) != SIZE_MAX ||
                         pp_sv_find(heads[i], PP_SV("\t"), 0) != SIZE_MAX;
        if (heads[i].len == 0 || (!is_quoted && has_blank)) {
            return false;
        }
        csv->values[i] = pp_redact_label(scan->names->words, heads[i]);
        is_wanted = is_wanted || csv->values[i] != PP_REDACT_VALUE_NONE;
    }
    csv->field = field;
    csv->count = count;
    return count >= 2 && is_wanted;
}

/* CSV as PowerShell and systeminfo write it, seen from its heads: which fields
 * of the rows below hold names. Reads a line as heads, as a row, or as neither.
 */
static void learn_csv(struct pp_redact_csv *csv, struct pp_scan *scan)
{
    struct pp_sv cells[PP_LIMIT_PS_COLUMNS];
    struct pp_sv line = pp_sv_trim(scan->line);
    if (line.len == 0) {
        csv->is_open = false;
        return;
    }
    if (!csv->is_open ||
        split_csv(scan, line, csv->field, cells) != csv->count) {
        csv->is_open =
            open_csv(csv, scan, line, PP_REDACT_PATTERN_COMMA_FIELD) ||
            open_csv(csv, scan, line, PP_REDACT_PATTERN_SEMICOLON_FIELD);
        return;
    }
    for (size_t i = 0; i < csv->count; i++) {
        pp_hit_value(scan, csv->values[i], cells[i]);
    }
}

/* --- lines ---------------------------------------------------------------- */

static void learn_table(struct pp_table_memory *table, struct pp_scan *scan)
{
    struct pp_sv line = pp_trim_wide(scan->line);
    if (pp_redact_match(scan->patterns, PP_REDACT_PATTERN_UNDERLINE, line, 0)) {
        open_table(table, scan);
    } else if (line.len == 0) {
        table->has_table = false;
    } else if (table->has_table) {
        learn_row(table, scan);
    } else {
        open_plain_table(table, scan);
    }
    pp_buf_clear(&table->above);
    pp_buf_add(&table->above, scan->line);
    if (table->above.status == PP_ERR_NOMEM && scan->status == PP_OK) {
        scan->status = PP_ERR_NOMEM;
    }
}

void pp_learn_tables(struct pp_table_memory *table, struct pp_scan *scan)
{
    learn_table(table, scan);
    learn_list(table, scan);
    learn_sid_owner(scan);
    learn_csv(&table->csv, scan);
}
