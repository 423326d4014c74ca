/* The table of Windows' generations for people, and as Markdown. */

#include "windows_text.h"

#include "print/table.h"
#include "windows_rows.h"

enum {
    TEXT_MAX = 4096 /* of one cell */
};

/* --- text ----------------------------------------------------------------- */

static void add_cell(struct table *table,
                     void (*write)(struct pp_buf *buf, size_t a, size_t b),
                     size_t a,
                     size_t b)
{
    struct pp_buf text;
    pp_buf_init(&text, TEXT_MAX);
    write(&text, a, b);
    pp_table_add_failure(table, text.status);
    pp_table_add(table, PP_COLOR_PLAIN, pp_buf_view(&text));
    pp_buf_done(&text);
}

/* What a system does, one paragraph a system: six columns of words are wider
 * than any terminal. */
static void add_summary(struct pp_buf *buf, const struct pp_style *style)
{
    for (size_t row = 0; row < WINDOWS_SUMMARY_ROWS; row++) {
        add_windows_summary(buf, row, 0);
        pp_buf_add_char(buf, '\n');
        struct table table;
        pp_table_init(&table, "ll", 2);
        for (size_t column = 1; column < WINDOWS_SUMMARY_COLUMNS; column++) {
            pp_table_add_str(
                &table, PP_COLOR_PLAIN, windows_summary_head(column));
            add_cell(&table, add_windows_summary, row, column);
        }
        pp_table_write(&table, style, buf);
        pp_table_done(&table);
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
    pp_buf_add_str(buf, "Systems with equal rules\n");
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
    pp_buf_add_char(buf, '\n');
}

static void write_eras(struct pp_buf *buf, size_t eras, size_t ignored)
{
    (void)ignored;
    add_era_names(buf, (unsigned)eras);
}

static void write_evidence(struct pp_buf *buf, size_t property, size_t era)
{
    const struct pp_windows_cell *cell =
        pp_windows_cell((enum pp_era)era, (enum pp_windows_property)property);
    pp_buf_printf(
        buf, "%s; %s", pp_evidence_words(cell->evidence), cell->source);
}

static size_t first_era(unsigned eras)
{
    size_t era = 0;
    while ((eras & (1u << era)) == 0) {
        era++;
    }
    return era;
}

static void add_row(struct table *table, const struct windows_row *row)
{
    add_cell(table, write_eras, row->eras, 0);
    pp_table_add_str(table, PP_COLOR_PLAIN, row->cell->words);
    pp_table_add_str(table, PP_COLOR_PLAIN, "");
    add_cell(table, write_evidence, row->property, first_era(row->eras));
}

/* A property's rows: eras and value, below them how that is known. */
static void add_properties(struct pp_buf *buf, const struct pp_style *style)
{
    struct windows_row row = {0};
    enum pp_windows_property last = PP_WINDOWS_PROPERTY_COUNT;
    struct table table;
    pp_table_init(&table, "ll", 2);
    while (windows_next_row(&row)) {
        if (row.property != last) {
            pp_table_write(&table, style, buf);
            pp_table_done(&table);
            pp_table_init(&table, "ll", 2);
            pp_buf_printf(buf,
                          "%s%s\n",
                          last == PP_WINDOWS_PROPERTY_COUNT ? "" : "\n",
                          pp_windows_property_words(row.property));
            last = row.property;
        }
        add_row(&table, &row);
    }
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
}

static void add_presets(struct pp_buf *buf, const struct pp_style *style)
{
    size_t count = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    struct table table;
    pp_table_init(&table, "lrrrl", 2);
    static const char *const heads[] = {
        "preset", "MaxUserPort", "start", "count", "what it is, source"};
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        pp_table_add_str(&table, PP_COLOR_PLAIN, heads[i]);
    }
    for (size_t i = 0; i < count; i++) {
        struct pp_buf what;
        pp_buf_init(&what, TEXT_MAX);
        pp_buf_printf(&what, "%s: %s", presets[i].words, presets[i].source);
        pp_table_add_failure(&table, what.status);
        pp_table_add_str(&table, PP_COLOR_PLAIN, presets[i].name);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].max_user_port);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].start);
        pp_table_add_u64(&table, PP_COLOR_PLAIN, presets[i].count);
        pp_table_add(&table, PP_COLOR_PLAIN, pp_buf_view(&what));
        pp_buf_done(&what);
    }
    pp_buf_add_str(buf, "\nWhat products write (0: nothing)\n");
    pp_table_write(&table, style, buf);
    pp_table_done(&table);
}

void pp_windows_text(struct pp_buf *buf, const struct pp_style *style)
{
    add_summary(buf, style);
    add_eras(buf, style);
    add_properties(buf, style);
    add_presets(buf, style);
}

/* --- Markdown ------------------------------------------------------------- */

static void add_markdown_summary(struct pp_buf *buf)
{
    for (size_t column = 0; column < WINDOWS_SUMMARY_COLUMNS; column++) {
        pp_buf_printf(buf, "| %s ", windows_summary_head(column));
    }
    pp_buf_add_str(buf, "|\n|---|---|---|---|---|---|\n");
    for (size_t row = 0; row < WINDOWS_SUMMARY_ROWS; row++) {
        for (size_t column = 0; column < WINDOWS_SUMMARY_COLUMNS; column++) {
            pp_buf_add_str(buf, "| ");
            add_windows_summary(buf, row, column);
            pp_buf_add_char(buf, ' ');
        }
        pp_buf_add_str(buf, "|\n");
    }
}

static void add_markdown_rows(struct pp_buf *buf)
{
    struct windows_row row = {0};
    pp_buf_add_str(buf,
                   "\n## Every cell\n\n"
                   "| what | systems | value | how sure | source |\n"
                   "|---|---|---|---|---|\n");
    while (windows_next_row(&row)) {
        pp_buf_printf(buf, "| %s | ", pp_windows_property_words(row.property));
        add_era_names(buf, row.eras);
        pp_buf_printf(buf,
                      " | %s | %s | %s |\n",
                      row.cell->words,
                      pp_evidence_words(row.cell->evidence),
                      row.cell->source);
    }
}

static void add_markdown_lists(struct pp_buf *buf)
{
    pp_buf_add_str(buf, "\n## Systems with equal rules\n\n");
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

void pp_windows_markdown(struct pp_buf *buf)
{
    pp_buf_add_str(buf,
                   "# Ephemeral ports by generation of Windows\n\n"
                   "Written by `portplan ephemeral --table --format "
                   "markdown`; do not edit.\n"
                   "U-numbers: [unknowns](ports-on-windows.md#unknowns).\n\n");
    add_markdown_summary(buf);
    add_markdown_lists(buf);
    add_markdown_rows(buf);
}
