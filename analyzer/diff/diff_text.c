/*
 * `diff` as text: what probably happened, then for each protocol the rows that
 * are gone, new or elsewhere, then the rest of the machine.
 */
#include "diff_text.h"

#include "base/utf8.h"
#include "diff.h"
#include "diff_lines.h"
#include "diff_words.h"
#include "print/place.h"
#include "print/show_system.h"

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

/* What several alternatives rest on is said once, with the first. */
static void add_event(const struct diff_text *text,
                      const struct pp_event *event)
{
    struct pp_buf line;
    pp_buf_init(&line, SIZE_MAX / 2);
    add_event_head(&line, event);
    pp_style_end_paragraph(
        text->buf, text->style, event->is_alternative ? DIFF_INDENT : 0, &line);
    if (event->why != NULL && !event->is_alternative) {
        pp_escape_text(&line, event->evidence);
        pp_style_end_paragraph(text->buf, text->style, DIFF_INDENT, &line);
    }
    pp_buf_done(&line);
}

static void add_events(const struct diff_text *text)
{
    size_t count = text->view->diff->events.count;
    const struct pp_event *events = text->view->diff->events.items;
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
        pp_buf_add_str(text->buf, "no known event explains the difference\n");
        return;
    case PP_UNKNOWN:
        pp_buf_add_str(text->buf,
                       "the captures show nothing in common: whether anything "
                       "changed is unknown\n");
        return;
    }
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
static void add_why_unknown(const struct diff_text *text,
                            const struct pp_diff_table *table,
                            enum pp_protocol protocol)
{
    if (table->unknown.count == 0) {
        return;
    }
    const struct pp_diff *diff = text->view->diff;
    enum pp_table_extent before =
        pp_machine_table_extent(diff->before, protocol);
    enum pp_table_extent after = pp_machine_table_extent(diff->after, protocol);
    bool is_before = before < PP_TABLE_OPEN;
    bool is_after = after < PP_TABLE_OPEN;
    const char *which = is_before && is_after ? "tables before and after are"
                        : is_before           ? "table before is"
                                              : "table after is";
    pp_buf_add_repeated(text->buf, ' ', DIFF_INDENT);
    pp_buf_printf(
        text->buf, "? may be on both sides: the %s incomplete\n", which);
}

static void add_side_of_dynamic(struct pp_buf *buf,
                                const struct pp_show *show,
                                const struct pp_dynamic *dynamic)
{
    pp_range_print(buf, dynamic->range);
    pp_buf_printf(buf, " (%s", pp_basis_name(dynamic->basis));
    if (dynamic->place.line > 0) {
        pp_buf_add_str(buf, ", ");
        pp_add_place(buf, show, &dynamic->place);
    }
    pp_buf_add_char(buf, ')');
}

/* Told where it changed, and where one side alone shows it. */
static void add_dynamic(const struct diff_text *text, enum pp_protocol protocol)
{
    const struct pp_diff_view *view = text->view;
    const struct pp_dynamic *before =
        pp_machine_dynamic(view->diff->before, protocol);
    const struct pp_dynamic *after =
        pp_machine_dynamic(view->diff->after, protocol);
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
    pp_style_end_paragraph(text->buf, text->style, DIFF_INDENT, &line);
    pp_buf_done(&line);
}

static void add_rows(const struct diff_text *text,
                     const struct pp_diff_table *table,
                     enum pp_protocol protocol)
{
    enum pp_status status = pp_diff_write_rows(text, table);
    if (status != PP_OK && text->buf->status == PP_OK) {
        text->buf->status = status;
    } else if (table->is_compared) {
        add_why_unknown(text, table, protocol);
    }
}

/* Which side has a table at all. */
static void add_not_compared(struct pp_buf *buf,
                             const struct pp_diff *diff,
                             enum pp_protocol protocol)
{
    bool is_before = pp_machine_has_table(diff->before, protocol);
    bool is_after = pp_machine_has_table(diff->after, protocol);
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
    (void)pp_machine_sockets(diff->before, protocol, &before);
    (void)pp_machine_sockets(diff->after, protocol, &after);
    return before > 0 || after > 0;
}

static void add_protocol(const struct diff_text *text,
                         enum pp_protocol protocol)
{
    const struct pp_diff *diff = text->view->diff;
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_diff_sockets *sockets = &diff->sockets[protocol];
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
        pp_diff_write_sockets(text, sockets);
    } else if (has_sockets(diff, protocol)) {
        pp_buf_add_repeated(text->buf, ' ', DIFF_INDENT);
        pp_buf_add_str(text->buf,
                       "? ports in use: no socket listings on both sides with "
                       "a socket in common\n");
    }
    add_dynamic(text, protocol);
}

/* --- the rest of the machine ---------------------------------------------- */

static void add_value(struct pp_buf *buf, const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_REGISTRY) {
        pp_add_known_value(buf, &fact->as.registry);
    } else {
        pp_escape_text(buf, pp_diff_fact_value(fact));
    }
}

static void add_fact(const struct diff_text *text,
                     struct table *table,
                     const struct pp_diff_fact *change)
{
    const struct pp_fact *before = change->before;
    const struct pp_fact *after = change->after;
    char scratch[PP_DIFF_NAME_BYTES];
    struct diff_cells cells;
    pp_diff_cells_init(&cells);
    pp_escape_text(&cells.what,
                   pp_diff_fact_name(after != NULL ? after : before, scratch));
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
    pp_diff_cells_end(&cells, text, table, mark, places);
}

static void add_facts(const struct diff_text *text)
{
    size_t count = text->view->diff->facts.count;
    const struct pp_diff_fact *facts = text->view->diff->facts.items;
    if (count == 0) {
        return;
    }
    size_t shown = pp_diff_shown_of(text, count);
    struct table table;
    pp_table_init(&table, pp_diff_cell_layout, DIFF_INDENT);
    for (size_t i = 0; i < shown; i++) {
        add_fact(text, &table, &facts[i]);
    }
    pp_buf_add_char(text->buf, '\n');
    pp_style_text(text->buf, text->style, PP_COLOR_STRONG, "machine");
    pp_buf_add_char(text->buf, '\n');
    pp_table_write(&table, text->style, text->buf);
    pp_table_done(&table);
    pp_diff_add_rest(text, count, shown);
}

void pp_diff_text(struct pp_buf *buf,
                  const struct pp_style *style,
                  const struct pp_diff_view *view)
{
    const struct diff_text text = {buf, style, view};
    add_events(&text);
    add_protocol(&text, PP_TCP);
    add_protocol(&text, PP_UDP);
    add_facts(&text);
}
