/*
 * The lines of `diff` about rows and sockets: a mark, what, whose, and where on
 * both sides.
 */
#include "diff_lines.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "print/place.h"

enum {
    MAX_LINES = 40, /* of one protocol; --rows shows more */
};

/* A line about one or two rows. */
struct line {
    struct pp_diff_row row;
    char mark; /* '-', '+', '~' or '?' */
};

struct lines {
    struct line *items;
    size_t count;
};

static const struct pp_exclusion *first_row(const struct line *line)
{
    return line->row.before != NULL ? line->row.before : line->row.after;
}

/* By the ports; of equal ones what is gone stands first. */
static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a;
    const struct line *right = b;
    int order =
        pp_range_compare(first_row(left)->range, first_row(right)->range);
    if (order != 0) {
        return order;
    }
    if (left->mark != right->mark) {
        return left->mark == '-'          ? -1
               : right->mark == '-'       ? 1
               : left->mark < right->mark ? -1
                                          : 1;
    }
    return (first_row(left) > first_row(right)) -
           (first_row(left) < first_row(right));
}

static void
add_lines(struct lines *lines, const struct pp_diff_rows *rows, char mark)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_diff_row *row = &rows->items[i];
        bool has_partner = row->before != NULL && row->after != NULL;
        /* Partners are told as one line: moved, changed. */
        if (has_partner == (mark == '~')) {
            lines->items[lines->count++] = (struct line){*row, mark};
        }
    }
}

/* Kept rows that survive a reboot now, or no more. */
static void add_other_lives(struct lines *lines,
                            const struct pp_diff_rows *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (pp_diff_row_persists_anew(&kept->items[i])) {
            lines->items[lines->count++] = (struct line){kept->items[i], '~'};
        }
    }
}

static enum pp_status collect_lines(const struct pp_diff_table *table,
                                    struct lines *ret_lines)
{
    size_t most = table->removed.count + table->added.count +
                  table->moved.count + table->changed.count +
                  table->unknown.count + table->kept.count;
    ret_lines->items = pp_calloc(most + 1, sizeof(*ret_lines->items));
    if (ret_lines->items == NULL) {
        return PP_ERR_NOMEM;
    }
    add_lines(ret_lines, &table->removed, '-');
    add_lines(ret_lines, &table->added, '+');
    add_lines(ret_lines, &table->moved, '~');
    add_lines(ret_lines, &table->changed, '~');
    add_other_lives(ret_lines, &table->kept);
    if (table->is_compared) {
        add_lines(ret_lines, &table->unknown, '?');
    }
    if (ret_lines->count > 1) {
        qsort(ret_lines->items,
              ret_lines->count,
              sizeof(*ret_lines->items),
              compare_lines);
    }
    return PP_OK;
}

static void add_range(struct pp_buf *buf, const struct pp_exclusion *row)
{
    pp_range_print(buf, row->range);
    pp_buf_add_str(buf, row->is_administered == PP_YES ? " *" : "");
}

/* `9751-9850 -> 10420-10519`, `55500-55599 -> 55500-55599 *` */
static void add_line_ranges(struct pp_buf *buf, const struct pp_diff_row *row)
{
    if (row->before != NULL) {
        add_range(buf, row->before);
    }
    if (row->before != NULL && row->after != NULL) {
        pp_buf_add_str(buf, " -> ");
    }
    if (row->after != NULL) {
        add_range(buf, row->after);
    }
}

static void add_line_owners(struct pp_buf *buf, const struct pp_diff_row *row)
{
    pp_add_owner(buf, row->before != NULL ? row->before : row->after);
    if (row->before != NULL && row->after != NULL &&
        row->before->owner != row->after->owner) {
        pp_buf_add_str(buf, " -> ");
        pp_add_owner(buf, row->after);
    }
    if (pp_diff_row_persists_anew(row)) {
        pp_buf_add_str(buf,
                       row->after->is_persistent == PP_YES
                           ? ", now survives a reboot"
                           : ", no longer survives a reboot");
    }
}

static void add_place_of(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_place *place)
{
    if (place != NULL && place->line > 0) {
        pp_add_place(buf, show, place);
    }
}

static enum pp_color color_of(char mark)
{
    switch (mark) {
    case '+':
        return PP_COLOR_ADDED;
    case '-':
        return PP_COLOR_REMOVED;
    case '~':
        return PP_COLOR_AT_RISK;
    default:
        return PP_COLOR_FAINT;
    }
}

const char pp_diff_cell_layout[] = "lllll";

void pp_diff_cells_init(struct diff_cells *cells)
{
    pp_buf_init(&cells->what, SIZE_MAX / 2);
    pp_buf_init(&cells->whose, SIZE_MAX / 2);
    pp_buf_init(&cells->before, SIZE_MAX / 2);
    pp_buf_init(&cells->after, SIZE_MAX / 2);
}

void pp_diff_cells_end(struct diff_cells *cells,
                       const struct diff_text *text,
                       struct table *table,
                       char mark,
                       const struct pp_place *const places[2])
{
    const char marks[] = {mark, '\0'};
    add_place_of(&cells->before, text->view->before, places[0]);
    add_place_of(&cells->after, text->view->after, places[1]);
    pp_table_add_str(table, color_of(mark), marks);
    pp_table_take(table, color_of(mark), &cells->what);
    pp_table_take(table, PP_COLOR_PLAIN, &cells->whose);
    pp_table_take(table, PP_COLOR_FAINT, &cells->before);
    pp_table_take(table, PP_COLOR_FAINT, &cells->after);
}

static void add_line(const struct diff_text *text,
                     struct table *table,
                     const struct line *line)
{
    const struct pp_diff_row *row = &line->row;
    struct diff_cells cells;
    pp_diff_cells_init(&cells);
    add_line_ranges(&cells.what, row);
    add_line_owners(&cells.whose, row);
    const struct pp_place *const places[2] = {
        row->before != NULL ? &row->before->place : NULL,
        row->after != NULL ? &row->after->place : NULL,
    };
    pp_diff_cells_end(&cells, text, table, line->mark, places);
}

static void add_socket_line(const struct diff_text *text,
                            struct table *table,
                            const struct pp_socket *socket,
                            char mark)
{
    struct diff_cells cells;
    pp_diff_cells_init(&cells);
    pp_buf_printf(&cells.what, "%u in use", (unsigned)socket->port);
    if (socket->process.len > 0) {
        pp_escape_text(&cells.whose, socket->process);
    } else if (socket->has_pid) {
        pp_buf_printf(&cells.whose, "pid %lu", (unsigned long)socket->pid);
    }
    bool is_before = mark == '-';
    const struct pp_place *const places[2] = {
        is_before ? &socket->place : NULL,
        is_before ? NULL : &socket->place,
    };
    pp_diff_cells_end(&cells, text, table, mark, places);
}

void pp_diff_add_rest(const struct diff_text *text, size_t count, size_t shown)
{
    if (count > shown) {
        pp_buf_add_repeated(text->buf, ' ', DIFF_INDENT);
        pp_buf_printf(
            text->buf, "and %zu more; --rows shows each\n", count - shown);
    }
}

size_t pp_diff_shown_of(const struct diff_text *text, size_t count)
{
    return count > MAX_LINES && !text->view->all_rows ? MAX_LINES : count;
}

static void write_lines(const struct diff_text *text, const struct lines *lines)
{
    size_t shown = pp_diff_shown_of(text, lines->count);
    struct table table;
    pp_table_init(&table, pp_diff_cell_layout, DIFF_INDENT);
    for (size_t i = 0; i < shown; i++) {
        add_line(text, &table, &lines->items[i]);
    }
    pp_table_write(&table, text->style, text->buf);
    pp_table_done(&table);
    pp_diff_add_rest(text, lines->count, shown);
}

enum pp_status pp_diff_write_rows(const struct diff_text *text,
                                  const struct pp_diff_table *table)
{
    struct lines lines = {0};
    enum pp_status status = collect_lines(table, &lines);
    if (status == PP_OK) {
        write_lines(text, &lines);
    }
    pp_free(lines.items);
    return status;
}

void pp_diff_write_sockets(const struct diff_text *text,
                           const struct pp_diff_sockets *sockets)
{
    size_t closed = pp_diff_shown_of(text, sockets->closed_count);
    size_t opened = pp_diff_shown_of(text, sockets->opened_count);
    struct table table;
    pp_table_init(&table, pp_diff_cell_layout, DIFF_INDENT);
    for (size_t i = 0; i < closed; i++) {
        add_socket_line(text, &table, sockets->closed[i], '-');
    }
    for (size_t i = 0; i < opened; i++) {
        add_socket_line(text, &table, sockets->opened[i], '+');
    }
    pp_table_write(&table, text->style, text->buf);
    pp_table_done(&table);
    pp_diff_add_rest(
        text, sockets->closed_count + sockets->opened_count, closed + opened);
}
