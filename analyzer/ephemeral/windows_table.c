/* The table of Windows' generations as text, Markdown, JSON and CSV. */
#include "windows_table.h"

#include "json/json_write.h"
#include "knowledge/windows.h"
#include "print/table.h"

enum {
    TEXT_MAX = 4096 /* of one cell */
};

/* "nt4, nt5": the names of a cell's eras. */
static void add_era_names(struct pp_buf *buf,
                          const struct pp_windows_cell *cell)
{
    const char *gap = "";
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        if ((cell->eras & (1u << era)) != 0) {
            pp_buf_printf(buf, "%s%s", gap, pp_era_name((enum pp_era)era));
            gap = ", ";
        }
    }
}

/* --- the short table ------------------------------------------------------ */

/* What MaxUserPort means, the range without and with it, its bounds (Cadzow,
 * Choosing a TCP port): one row for each era with rules of its own. */
static const struct {
    enum pp_era era;
    const char *system;
    const char *with; /* the range where MaxUserPort is set */
} summary[] = {
    {PP_ERA_NT52, "NT 4.0, 2000, XP, 2003", "1025 to MaxUserPort"},
    {PP_ERA_MS08_037,
     "2000, XP, 2003 with KB951748/KB951746",
     "1025 to MaxUserPort"},
    {PP_ERA_NT6,
     "Vista to 8.1, 2008 to 2012 R2",
     "49152 to 49152 + MaxUserPort - 1"},
    {PP_ERA_NT10, "10, 11, 2016 to 2025", "1024 to MaxUserPort"},
};

static const char *const summary_heads[] = {
    "system",
    "MaxUserPort means",
    "range without it",
    "range with it",
    "lowest value",
    "highest value",
};

static void add_summary_cell(struct pp_buf *buf, size_t row, size_t column)
{
    enum pp_era era = summary[row].era;
    const char *const words[] = {
        summary[row].system,
        pp_windows_cell(era, PP_WINDOWS_MEANING)->words,
        "",
        summary[row].with,
        pp_windows_cell(era, PP_WINDOWS_VALUE_MIN)->words,
        pp_windows_cell(era, PP_WINDOWS_VALUE_MAX)->words,
    };
    pp_buf_add_str(buf, words[column]);
    if (words[column][0] == '\0') {
        pp_buf_printf(
            buf,
            "%u to %u",
            (unsigned)pp_windows_number(era, PP_WINDOWS_DEFAULT_FIRST),
            (unsigned)pp_windows_number(era, PP_WINDOWS_DEFAULT_LAST));
    }
}

/* --- text ----------------------------------------------------------------- */

static void
end_table(struct table *table, const struct pp_style *style, struct pp_buf *buf)
{
    pp_table_write(table, style, buf);
    pp_table_done(table);
}

/* One paragraph a system: six columns of words are wider than any terminal. */
static void add_summary(struct pp_buf *buf,
                        const struct pp_style *style,
                        struct pp_buf *text)
{
    for (size_t row = 0; row < PP_ARRAY_LEN(summary); row++) {
        struct table table;
        pp_table_init(&table, "ll", 2);
        for (size_t i = 1; i < PP_ARRAY_LEN(summary_heads); i++) {
            pp_table_add_str(&table, PP_COLOR_PLAIN, summary_heads[i]);
            add_summary_cell(text, row, i);
            pp_table_take(&table, PP_COLOR_PLAIN, text);
        }
        pp_buf_printf(buf, "%s\n", summary[row].system);
        end_table(&table, style, buf);
        pp_buf_add_char(buf, '\n');
    }
}

static void add_eras(struct pp_buf *buf, const struct pp_style *style)
{
    struct table table;
    pp_table_init(&table, "ll", 2);
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        pp_table_add_str(&table, PP_COLOR_PLAIN, pp_era_name((enum pp_era)era));
        pp_table_add_str(
            &table, PP_COLOR_PLAIN, pp_era_words((enum pp_era)era));
    }
    pp_buf_add_str(buf, "Systems with the same rules\n");
    end_table(&table, style, buf);
}

/* A property's cells: eras and value, below them how that is known. */
static size_t add_property(struct pp_buf *buf,
                           const struct pp_style *style,
                           struct pp_buf *text,
                           size_t first)
{
    size_t count = 0;
    const struct pp_windows_cell *cells = pp_windows_cells(&count);
    enum pp_windows_property property = cells[first].property;
    size_t i = first;
    struct table table;
    pp_table_init(&table, "ll", 2);
    for (; i < count && cells[i].property == property; i++) {
        add_era_names(text, &cells[i]);
        pp_table_take(&table, PP_COLOR_PLAIN, text);
        pp_table_add_str(&table, PP_COLOR_PLAIN, cells[i].words);
        pp_table_add_str(&table, PP_COLOR_PLAIN, "");
        pp_buf_printf(text,
                      "%s; %s",
                      pp_evidence_words(cells[i].evidence),
                      cells[i].source);
        pp_table_take(&table, PP_COLOR_PLAIN, text);
    }
    pp_buf_printf(buf, "\n%s\n", pp_windows_property_words(property));
    end_table(&table, style, buf);
    return i;
}

static void add_presets(struct pp_buf *buf,
                        const struct pp_style *style,
                        struct pp_buf *text)
{
    static const char *const heads[] = {
        "preset", "MaxUserPort", "start", "count", "what it is, source"};
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    struct table table;
    pp_table_init(&table, "lrrrl", 2);
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        pp_table_add_str(&table, PP_COLOR_PLAIN, heads[i]);
    }
    for (size_t i = 0; i < count; i++) {
        pp_table_add_str(&table, PP_COLOR_PLAIN, presets[i].name);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].max_user_port);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].start);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].count);
        pp_buf_printf(text, "%s: %s", presets[i].words, presets[i].source);
        pp_table_take(&table, PP_COLOR_PLAIN, text);
    }
    pp_buf_add_str(buf, "\nWhat products write (0: nothing)\n");
    end_table(&table, style, buf);
}

void pp_windows_text(struct pp_buf *buf, const struct pp_style *style)
{
    struct pp_buf text; /* of a cell */
    size_t count = 0;
    (void)pp_windows_cells(&count);
    pp_buf_init(&text, TEXT_MAX);
    add_summary(buf, style, &text);
    add_eras(buf, style);
    for (size_t i = 0; i < count;) {
        i = add_property(buf, style, &text, i);
    }
    add_presets(buf, style, &text);
    pp_buf_done(&text);
}

/* --- Markdown ------------------------------------------------------------- */

static void add_markdown_summary(struct pp_buf *buf)
{
    for (size_t column = 0; column < PP_ARRAY_LEN(summary_heads); column++) {
        pp_buf_printf(buf, "| %s ", summary_heads[column]);
    }
    pp_buf_add_str(buf, "|\n|---|---|---|---|---|---|\n");
    for (size_t row = 0; row < PP_ARRAY_LEN(summary); row++) {
        for (size_t i = 0; i < PP_ARRAY_LEN(summary_heads); i++) {
            pp_buf_add_str(buf, "| ");
            add_summary_cell(buf, row, i);
            pp_buf_add_char(buf, ' ');
        }
        pp_buf_add_str(buf, "|\n");
    }
}

static void add_markdown_lists(struct pp_buf *buf)
{
    pp_buf_add_str(buf, "\n## Systems with the same rules\n\n");
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        pp_buf_printf(buf,
                      "* `%s`: %s\n",
                      pp_era_name((enum pp_era)era),
                      pp_era_words((enum pp_era)era));
    }
    pp_buf_add_str(buf,
                   "\n## What products write\n\n"
                   "| preset | product | MaxUserPort | start | count | usual "
                   "system | source |\n|---|---|---|---|---|---|---|\n");
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(buf,
                      "| `%s` | %s | %u | %u | %u | %s | %s |\n",
                      presets[i].name,
                      presets[i].words,
                      (unsigned)presets[i].max_user_port,
                      (unsigned)presets[i].start,
                      (unsigned)presets[i].count,
                      presets[i].os,
                      presets[i].source);
    }
}

static void add_markdown_cells(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_windows_cell *cells = pp_windows_cells(&count);
    pp_buf_add_str(buf,
                   "\n## Every cell\n\n"
                   "| what | systems | value | how sure | source |\n"
                   "|---|---|---|---|---|\n");
    for (size_t i = 0; i < count; i++) {
        pp_buf_printf(
            buf, "| %s | ", pp_windows_property_words(cells[i].property));
        add_era_names(buf, &cells[i]);
        pp_buf_printf(buf,
                      " | %s | %s | %s |\n",
                      cells[i].words,
                      pp_evidence_words(cells[i].evidence),
                      cells[i].source);
    }
}

void pp_windows_markdown(struct pp_buf *buf)
{
    pp_buf_add_str(buf,
                   "# Ephemeral ports by generation of Windows\n\n"
                   "Written by `portplan ephemeral --table --format "
                   "markdown`; do not edit.\n"
                   "U-numbers: [unknowns](ports-on-windows.md#unknowns).\n\n");
    add_markdown_summary(buf);
    add_markdown_lists(buf);
    add_markdown_cells(buf);
}

/* --- JSON ----------------------------------------------------------------- */

static void add_json_eras(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "eras");
    for (int era = 0; era < PP_ERA_COUNT; era++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "name", pp_era_name((enum pp_era)era));
        pp_json_add_str(row, "systems", pp_era_words((enum pp_era)era));
    }
}

static void add_json_versions(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "versions");
    size_t count = 0;
    const struct pp_windows *versions = pp_windows_all(&count);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "os", versions[i].name);
        pp_json_add_str(row, "words", versions[i].words);
        pp_json_add_str(row, "era", pp_era_name(versions[i].era));
        pp_json_add_str(
            row, "era_with_ms08_037", pp_era_name(versions[i].patched_era));
    }
}

static void add_json_cells(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "cells");
    size_t count = 0;
    const struct pp_windows_cell *cells = pp_windows_cells(&count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_windows_cell *cell = &cells[i];
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(
            row, "property", pp_windows_property_words(cell->property));
        struct pp_json *eras = pp_json_array(row, "eras");
        for (int era = 0; era < PP_ERA_COUNT; era++) {
            if ((cell->eras & (1u << era)) != 0) {
                pp_json_append_str(eras, pp_era_name((enum pp_era)era));
            }
        }
        pp_json_add_str(row, "value", cell->words);
        pp_json_add_str(row, "confidence", pp_evidence_words(cell->evidence));
        pp_json_add_str(row, "source", cell->source);
    }
}

static void add_json_presets(struct pp_json *doc)
{
    struct pp_json *rows = pp_json_array(doc, "presets");
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        struct pp_json *row = pp_json_append_object(rows);
        pp_json_add_str(row, "name", presets[i].name);
        pp_json_add_str(row, "words", presets[i].words);
        pp_json_add_u64(row, "max_user_port", presets[i].max_user_port);
        pp_json_add_u64(row, "start", presets[i].start);
        pp_json_add_u64(row, "count", presets[i].count);
        pp_json_add_str(row, "os", presets[i].os);
        pp_json_add_str(row, "source", presets[i].source);
    }
}

void pp_windows_json(struct pp_buf *buf)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_json_add_str(doc, "schema", "portplan.windows/1");
    add_json_eras(doc);
    add_json_versions(doc);
    add_json_cells(doc);
    add_json_presets(doc);
    pp_json_finish(doc, buf);
}

/* --- CSV ------------------------------------------------------------------ */

static void add_quoted(struct pp_buf *buf, const char *text)
{
    pp_buf_add_char(buf, '"');
    for (; *text != '\0'; text++) {
        if (*text == '"') {
            pp_buf_add_char(buf, '"');
        }
        pp_buf_add_char(buf, *text);
    }
    pp_buf_add_char(buf, '"');
}

static void add_csv_line(struct pp_buf *buf,
                         const struct pp_windows_cell *cell,
                         enum pp_era era)
{
    add_quoted(buf, pp_windows_property_words(cell->property));
    pp_buf_printf(buf, ",%s,%u,", pp_era_name(era), (unsigned)cell->number);
    add_quoted(buf, cell->words);
    pp_buf_printf(buf, ",%s,", pp_evidence_words(cell->evidence));
    add_quoted(buf, cell->source);
    pp_buf_add_char(buf, '\n');
}

void pp_windows_csv(struct pp_buf *buf)
{
    size_t count = 0;
    const struct pp_windows_cell *cells = pp_windows_cells(&count);
    pp_buf_add_str(buf, "property,era,number,value,confidence,source\n");
    for (size_t i = 0; i < count; i++) {
        for (int era = 0; era < PP_ERA_COUNT; era++) {
            if ((cells[i].eras & (1u << era)) != 0) {
                add_csv_line(buf, &cells[i], (enum pp_era)era);
            }
        }
    }
}
