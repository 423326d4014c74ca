/* Aligned columns. */
#include "table.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/utf8.h"
#include "base/vec.h"

enum {
    GAP = 2,             /* blanks between columns, beside slim ones 1 */
    LEAST_WRAPPED = 24,  /* a last column narrower than this is not wrapped */
    MAX_CELLS = 1 << 24, /* of one table */
};

void pp_table_init(struct table *table, const char *layout, size_t indent)
{
    *table = (struct table){
        .layout = layout, .column_count = strlen(layout), .indent = indent};
    pp_buf_init(&table->texts, PP_LIMIT_REPORT_BYTES);
}

void pp_table_done(struct table *table)
{
    pp_buf_done(&table->texts);
    pp_free(table->cells);
    *table = (struct table){0};
}

void pp_table_add(struct table *table, enum pp_color color, struct pp_sv text)
{
    if (table->status != PP_OK) {
        return;
    }
    table->status = pp_vec_reserve(&table->cells,
                                   &table->cell_capacity,
                                   table->cell_count,
                                   1,
                                   sizeof(*table->cells),
                                   MAX_CELLS);
    if (table->status != PP_OK) {
        return;
    }
    struct table_cell *cell = &table->cells[table->cell_count++];
    *cell = (struct table_cell){.offset = table->texts.len, .color = color};
    pp_escape_text(&table->texts, text);
    cell->len = table->texts.len - cell->offset;
}

void pp_table_add_str(struct table *table,
                      enum pp_color color,
                      const char *text)
{
    pp_table_add(table, color, pp_sv_from(text));
}

void pp_table_add_u64(struct table *table, enum pp_color color, uint64_t value)
{
    char digits[20];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + value % 10);
        value /= 10;
    } while (value != 0);
    pp_table_add(
        table, color, (struct pp_sv){digits + at, sizeof(digits) - at});
}

void pp_table_take(struct table *table,
                   enum pp_color color,
                   struct pp_buf *text)
{
    pp_table_add(table, color, pp_buf_view(text));
    if (table->status == PP_OK) {
        table->status = text->status;
    }
    pp_buf_done(text);
}

static struct pp_sv cell_text(const struct table *table,
                              const struct table_cell *cell)
{
    return pp_sv_sub(pp_buf_view(&table->texts), cell->offset, cell->len);
}

/* The widest cell of each column. */
static void measure(const struct table *table, size_t widths[])
{
    memset(widths, 0, TABLE_MAX_COLUMNS * sizeof(*widths));
    for (size_t i = 0; i < table->cell_count; i++) {
        size_t *widest = &widths[i % table->column_count];
        size_t width = pp_utf8_width(cell_text(table, &table->cells[i]));
        if (width > *widest) {
            *widest = width;
        }
    }
}

/* The beginning of `text` that fits `room` cells and ends before a blank; at
 * least one word. */
static struct pp_sv first_line(struct pp_sv text, size_t room)
{
    size_t fitting = 0; /* bytes up to a blank */
    size_t at = 0;
    while (at <= text.len) {
        size_t blank = pp_sv_find(text, PP_SV(" "), at);
        size_t end = blank == SIZE_MAX ? text.len : blank;
        bool fits = pp_utf8_width(pp_sv_sub(text, 0, end)) <= room;
        if (!fits && fitting > 0) {
            break;
        }
        fitting = end;
        if (!fits) {
            break;
        }
        at = end + 1;
    }
    return pp_sv_sub(text, 0, fitting);
}

static void add_colored(struct pp_buf *buf,
                        const struct pp_style *style,
                        enum pp_color color,
                        struct pp_sv text)
{
    if (text.len == 0) {
        return;
    }
    pp_style_begin(buf, style, color);
    pp_buf_add(buf, text);
    pp_style_end(buf, style, color);
}

/* The last cell of a row, which begins at column `left`. */
static void write_wrapped(struct pp_buf *buf,
                          const struct pp_style *style,
                          enum pp_color color,
                          struct pp_sv text,
                          size_t left)
{
    size_t width = pp_style_width(style);
    bool is_wrapped = width >= left + LEAST_WRAPPED;
    for (;;) {
        struct pp_sv line = is_wrapped ? first_line(text, width - left) : text;
        add_colored(buf, style, color, line);
        if (line.len == text.len) {
            return;
        }
        text = pp_sv_sub(text, line.len + 1, SIZE_MAX);
        pp_buf_add_char(buf, '\n');
        pp_buf_add_repeated(buf, ' ', left);
    }
}

/* Blanks after a column. An empty column takes no room at all. */
static size_t
gap_behind(const struct table *table, size_t column, const size_t widths[])
{
    if (widths[column] == 0) {
        return 0;
    }
    bool is_slim =
        table->layout[column] == 's' ||
        (column + 1 < table->column_count && table->layout[column + 1] == 's');
    return is_slim ? 1 : GAP;
}

static void write_row(const struct table *table,
                      const struct pp_style *style,
                      struct pp_buf *buf,
                      const struct table_cell *cells,
                      const size_t widths[])
{
    size_t left = table->indent;
    size_t pending = table->indent; /* blanks, kept until text follows */
    for (size_t column = 0; column < table->column_count; column++) {
        struct pp_sv text = cell_text(table, &cells[column]);
        size_t rest = widths[column] - pp_utf8_width(text);
        bool is_right = table->layout[column] == 'r';
        pending += is_right ? rest : 0;
        if (text.len > 0) {
            pp_buf_add_repeated(buf, ' ', pending);
            pending = 0;
        }
        if (column + 1 == table->column_count && !is_right) {
            write_wrapped(buf, style, cells[column].color, text, left);
            break;
        }
        add_colored(buf, style, cells[column].color, text);
        size_t gap = gap_behind(table, column, widths);
        pending += (is_right ? 0 : rest) + gap;
        left += widths[column] + gap;
    }
    pp_buf_add_char(buf, '\n');
}

void pp_table_write(const struct table *table,
                    const struct pp_style *style,
                    struct pp_buf *buf)
{
    enum pp_status status = table->status;
    if (status == PP_OK) {
        status = table->texts.status;
    }
    if (status != PP_OK) {
        buf->status = buf->status == PP_OK ? status : buf->status;
        return;
    }
    size_t widths[TABLE_MAX_COLUMNS];
    measure(table, widths);
    for (size_t i = 0; i + table->column_count <= table->cell_count;
         i += table->column_count) {
        write_row(table, style, buf, &table->cells[i], widths);
    }
}
