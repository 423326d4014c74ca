/*
 * `diff` as text: what probably happened, then for each protocol the rows that
 * are gone, new or elsewhere, then the rest of the machine.
 */
#include <stdlib.h>

#include "portplan/utf8.h"

#include "diff_words.h"
#include "place.h"
#include "show_system.h"
#include "table.h"

enum {
    MAX_LINES = 40, /* of one protocol; --rows shows more */
    INDENT = 2,
};

struct text {
    struct pp_buf *buf;
    const struct pp_style *style;
    const struct pp_diff_view *view;
};

/* --- events --------------------------------------------------------------- */

static void add_event_head(struct pp_buf *line, const struct pp_event *event)
{
    pp_buf_add_str(line, event->is_alternative ? "or " : "");
    pp_buf_add_str(line, pp_event_words(event->kind));
    if (event->has_protocol) {
        pp_buf_printf(line, ", %s", pp_protocol_name(event->protocol));
    }
    pp_buf_printf(line, " (%u %%): ", event->percent);
    if (event->why != NULL) {
        pp_buf_add_str(line, event->why);
    } else {
        pp_escape_text(line, event->evidence);
    }
}

static void
add_paragraph(const struct text *text, size_t indent, struct pp_buf *line)
{
    if (line->status == PP_OK) {
        pp_style_paragraph(text->buf, text->style, indent, line->data);
    } else if (text->buf->status == PP_OK) {
        text->buf->status = line->status;
    }
    pp_buf_done(line);
}

/* What several alternatives rest on is said once, with the first. */
static void add_event(const struct text *text, const struct pp_event *event)
{
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    add_event_head(&line, event);
    add_paragraph(text, event->is_alternative ? INDENT : 0, &line);
    if (event->why != NULL && !event->is_alternative) {
        pp_buf_init(&line, SIZE_MAX / 2);
        pp_escape_text(&line, event->evidence);
        add_paragraph(text, INDENT, &line);
    }
}

static void add_events(const struct text *text)
{
    size_t count = 0;
    const struct pp_event *events = pp_diff_events(text->view->diff, &count);
    for (size_t i = 0; i < count; i++) {
        add_event(text, &events[i]);
    }
    if (count > 0) {
        return;
    }
    switch (pp_diff_is_same(text->view->diff)) {
    case PP_YES:
        pp_buf_add_str(text->buf, "nothing differs that both captures show\n");
        return;
    case PP_NO:
        pp_buf_add_str(text->buf,
                       "no event is known that would explain the difference\n");
        return;
    case PP_UNKNOWN:
        pp_buf_add_str(text->buf,
                       "the captures show nothing in common: whether anything "
                       "changed is unknown\n");
        return;
    }
}

/* --- rows ----------------------------------------------------------------- */

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
    add_owner(buf, row->before != NULL ? row->before : row->after);
    if (row->before != NULL && row->after != NULL &&
        row->before->owner != row->after->owner) {
        pp_buf_add_str(buf, " -> ");
        add_owner(buf, row->after);
    }
    if (pp_diff_row_persists_anew(row)) {
        pp_buf_add_str(buf,
                       row->after->is_persistent == PP_YES
                           ? ", survives a reboot now"
                           : ", survives no reboot any more");
    }
}

static void add_place_of(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_place *place)
{
    if (place != NULL && place->line > 0) {
        add_place(buf, show, place);
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

/* A row of the table in the making: what, whose, and where on both sides. */
struct cells {
    struct pp_buf what;
    struct pp_buf whose;
    struct pp_buf before;
    struct pp_buf after;
};

static const char cell_layout[] = "lllll";

static void cells_init(struct cells *cells)
{
    pp_buf_init(&cells->what, SIZE_MAX / 2);
    pp_buf_init(&cells->whose, SIZE_MAX / 2);
    pp_buf_init(&cells->before, SIZE_MAX / 2);
    pp_buf_init(&cells->after, SIZE_MAX / 2);
}

static void
add_cell(struct table *table, enum pp_color color, struct pp_buf *text)
{
    table_add(table, color, pp_buf_view(text));
    table_add_failure(table, text->status);
    pp_buf_done(text);
}

/* Adds the row with its places, of which one may be NULL. */
static void cells_end(struct cells *cells,
                      const struct text *text,
                      struct table *table,
                      char mark,
                      const struct pp_place *const places[2])
{
    const char marks[] = {mark, '\0'};
    add_place_of(&cells->before, text->view->before, places[0]);
    add_place_of(&cells->after, text->view->after, places[1]);
    table_add_str(table, color_of(mark), marks);
    add_cell(table, color_of(mark), &cells->what);
    add_cell(table, PP_COLOR_PLAIN, &cells->whose);
    add_cell(table, PP_COLOR_FAINT, &cells->before);
    add_cell(table, PP_COLOR_FAINT, &cells->after);
}

static void
add_line(const struct text *text, struct table *table, const struct line *line)
{
    const struct pp_diff_row *row = &line->row;
    struct cells cells;
    cells_init(&cells);
    add_line_ranges(&cells.what, row);
    add_line_owners(&cells.whose, row);
    const struct pp_place *const places[2] = {
        row->before != NULL ? &row->before->place : NULL,
        row->after != NULL ? &row->after->place : NULL,
    };
    cells_end(&cells, text, table, line->mark, places);
}

static void add_socket_line(const struct text *text,
                            struct table *table,
                            const struct pp_socket *socket,
                            char mark)
{
    struct cells cells;
    cells_init(&cells);
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
    cells_end(&cells, text, table, mark, places);
}

static void add_rest(const struct text *text, size_t count, size_t shown)
{
    if (count > shown) {
        pp_buf_add_repeated(text->buf, ' ', INDENT);
        pp_buf_printf(
            text->buf, "and %zu more; --rows shows each\n", count - shown);
    }
}

static size_t shown_of(const struct text *text, size_t count)
{
    return count > MAX_LINES && !text->view->all_rows ? MAX_LINES : count;
}

static void write_lines(const struct text *text, const struct lines *lines)
{
    size_t shown = shown_of(text, lines->count);
    struct table table;
    table_init(&table, cell_layout, INDENT);
    for (size_t i = 0; i < shown; i++) {
        add_line(text, &table, &lines->items[i]);
    }
    table_write(&table, text->style, text->buf);
    table_done(&table);
    add_rest(text, lines->count, shown);
}

static void write_sockets(const struct text *text,
                          const struct pp_diff_sockets *sockets)
{
    size_t closed = shown_of(text, sockets->closed_count);
    size_t opened = shown_of(text, sockets->opened_count);
    struct table table;
    table_init(&table, cell_layout, INDENT);
    for (size_t i = 0; i < closed; i++) {
        add_socket_line(text, &table, sockets->closed[i], '-');
    }
    for (size_t i = 0; i < opened; i++) {
        add_socket_line(text, &table, sockets->opened[i], '+');
    }
    table_write(&table, text->style, text->buf);
    table_done(&table);
    add_rest(
        text, sockets->closed_count + sockets->opened_count, closed + opened);
}

/* --- one protocol --------------------------------------------------------- */

static void
add_part(struct pp_buf *buf, size_t count, const char *word, bool *io_has_part)
{
    if (count > 0) {
        pp_buf_printf(buf, "%s%zu %s", *io_has_part ? ", " : "", count, word);
        *io_has_part = true;
    }
}

static size_t count_alone(const struct pp_diff_rows *rows)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        count += rows->items[i].before == NULL || rows->items[i].after == NULL;
    }
    return count;
}

static void add_counts(struct pp_buf *buf, const struct pp_diff_table *table)
{
    bool has_part = false;
    add_part(buf, count_alone(&table->removed), "gone", &has_part);
    add_part(buf, count_alone(&table->added), "new", &has_part);
    add_part(buf, table->moved.count, "moved", &has_part);
    add_part(buf, table->changed.count, "changed", &has_part);
    add_part(buf, table->unknown.count, "unknown", &has_part);
    add_part(buf, table->kept.count, "kept", &has_part);
    pp_buf_add_str(buf, has_part ? "" : "no port is excluded");
}

/* Why rows are unknown: a table that is not all there. */
static void add_why_unknown(const struct text *text,
                            const struct pp_diff_table *table,
                            enum pp_protocol protocol)
{
    if (table->unknown.count == 0) {
        return;
    }
    const struct pp_diff *diff = text->view->diff;
    enum pp_table_extent before =
        pp_machine_table_extent(pp_diff_before(diff), protocol);
    enum pp_table_extent after =
        pp_machine_table_extent(pp_diff_after(diff), protocol);
    bool is_before = before < PP_TABLE_OPEN;
    bool is_after = after < PP_TABLE_OPEN;
    const char *which = is_before && is_after ? "tables before and after are"
                        : is_before           ? "table before is"
                                              : "table after is";
    pp_buf_add_repeated(text->buf, ' ', INDENT);
    pp_buf_printf(
        text->buf, "? may stand on both sides: the %s not whole\n", which);
}

static void add_side_of_dynamic(struct pp_buf *buf,
                                const struct pp_show *show,
                                const struct pp_dynamic *dynamic)
{
    pp_range_print(buf, dynamic->range);
    pp_buf_printf(buf, " (%s", pp_basis_name(dynamic->basis));
    if (dynamic->place.line > 0) {
        pp_buf_add_str(buf, ", ");
        add_place(buf, show, &dynamic->place);
    }
    pp_buf_add_char(buf, ')');
}

/* Told where it changed, and where one side alone shows it. */
static void add_dynamic(const struct text *text, enum pp_protocol protocol)
{
    const struct pp_diff_view *view = text->view;
    const struct pp_dynamic *before =
        pp_machine_dynamic(pp_diff_before(view->diff), protocol);
    const struct pp_dynamic *after =
        pp_machine_dynamic(pp_diff_after(view->diff), protocol);
    bool is_any_captured =
        before->basis == PP_BASIS_CAPTURED || after->basis == PP_BASIS_CAPTURED;
    enum pp_tri changed = pp_diff_dynamic_changed(before, after);
    if (changed == PP_NO || (changed == PP_UNKNOWN && !is_any_captured)) {
        return;
    }
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    pp_buf_add_str(&line, changed == PP_YES ? "~ " : "? ");
    pp_buf_add_str(&line, "dynamic range ");
    add_side_of_dynamic(&line, view->before, before);
    pp_buf_add_str(&line, " -> ");
    add_side_of_dynamic(&line, view->after, after);
    add_paragraph(text, INDENT, &line);
}

static void add_rows(const struct text *text,
                     const struct pp_diff_table *table,
                     enum pp_protocol protocol)
{
    struct lines lines = {0};
    enum pp_status status = collect_lines(table, &lines);
    if (status == PP_OK) {
        write_lines(text, &lines);
        if (table->is_compared) {
            add_why_unknown(text, table, protocol);
        }
    } else if (text->buf->status == PP_OK) {
        text->buf->status = status;
    }
    pp_free(lines.items);
}

/* Which side has a table at all. */
static void add_not_compared(struct pp_buf *buf,
                             const struct pp_diff *diff,
                             enum pp_protocol protocol)
{
    bool is_before = pp_machine_has_table(pp_diff_before(diff), protocol);
    bool is_after = pp_machine_has_table(pp_diff_after(diff), protocol);
    if (!is_before && !is_after) {
        pp_buf_add_str(buf, "not captured");
        return;
    }
    pp_buf_printf(buf,
                  "captured %s only: what changed is unknown",
                  is_before ? "before" : "after");
}

static bool has_sockets(const struct pp_diff *diff, enum pp_protocol protocol)
{
    size_t before = 0;
    size_t after = 0;
    (void)pp_machine_sockets(pp_diff_before(diff), protocol, &before);
    (void)pp_machine_sockets(pp_diff_after(diff), protocol, &after);
    return before > 0 || after > 0;
}

static void add_protocol(const struct text *text, enum pp_protocol protocol)
{
    const struct pp_diff *diff = text->view->diff;
    const struct pp_diff_table *table = pp_diff_table(diff, protocol);
    const struct pp_diff_sockets *sockets = pp_diff_sockets(diff, protocol);
    pp_buf_add_char(text->buf, '\n');
    pp_style_text(
        text->buf, text->style, PP_COLOR_STRONG, pp_protocol_name(protocol));
    pp_buf_add_str(text->buf, "  ");
    if (table->is_compared) {
        add_counts(text->buf, table);
    } else {
        add_not_compared(text->buf, diff, protocol);
    }
    pp_buf_add_char(text->buf, '\n');
    add_rows(text, table, protocol);
    if (sockets->is_compared) {
        write_sockets(text, sockets);
    } else if (has_sockets(diff, protocol)) {
        pp_buf_add_repeated(text->buf, ' ', INDENT);
        pp_buf_add_str(text->buf,
                       "? ports in use: no listing of sockets on both sides "
                       "with one in common\n");
    }
    add_dynamic(text, protocol);
}

/* --- the rest of the machine ---------------------------------------------- */

static void add_value(struct pp_buf *buf, const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_REGISTRY) {
        add_known_value(buf, &fact->as.registry);
    } else {
        pp_escape_text(buf, diff_fact_value(fact));
    }
}

static void add_fact(const struct text *text,
                     struct table *table,
                     const struct pp_diff_fact *change)
{
    const struct pp_fact *before = change->before;
    const struct pp_fact *after = change->after;
    char scratch[DIFF_NAME_BYTES];
    struct cells cells;
    cells_init(&cells);
    pp_escape_text(&cells.what,
                   diff_fact_name(after != NULL ? after : before, scratch));
    if (before != NULL && after != NULL) {
        add_value(&cells.whose, before);
        pp_buf_add_str(&cells.whose, " -> ");
        add_value(&cells.whose, after);
    } else if (after != NULL && after->kind == PP_FACT_URL) {
        add_value(&cells.whose, after);
    } else if (before != NULL && before->kind == PP_FACT_URL) {
        add_value(&cells.whose, before);
    }
    char mark = before == NULL ? '+' : after == NULL ? '-' : '~';
    const struct pp_place *const places[2] = {
        before != NULL ? &before->place : NULL,
        after != NULL ? &after->place : NULL,
    };
    cells_end(&cells, text, table, mark, places);
}

static void add_facts(const struct text *text)
{
    size_t count = 0;
    const struct pp_diff_fact *facts = pp_diff_facts(text->view->diff, &count);
    if (count == 0) {
        return;
    }
    size_t shown = shown_of(text, count);
    struct table table;
    table_init(&table, cell_layout, INDENT);
    for (size_t i = 0; i < shown; i++) {
        add_fact(text, &table, &facts[i]);
    }
    pp_buf_add_char(text->buf, '\n');
    pp_style_text(text->buf, text->style, PP_COLOR_STRONG, "machine");
    pp_buf_add_char(text->buf, '\n');
    table_write(&table, text->style, text->buf);
    table_done(&table);
    add_rest(text, count, shown);
}

void pp_diff_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pp_diff_view *view)
{
    const struct text text = {buf, style, view};
    add_events(&text);
    add_protocol(&text, PP_TCP);
    add_protocol(&text, PP_UDP);
    add_facts(&text);
}
