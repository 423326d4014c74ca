/* Where rows of a table are missing. */
#include "excluded_gaps.h"

#include "base/bounds.h"
#include "base/cursor.h"
#include "base/vec.h"

enum pp_status pp_excluded_note_gap(struct pp_excluded *table,
                                    const struct pp_context *context,
                                    const struct pp_held_gap *gap)
{
    if (table->last_line < gap->place.line) {
        table->last_line = gap->place.line;
    }
    struct pp_held_gap *last =
        table->gap_count > 0 ? &table->gaps[table->gap_count - 1] : NULL;
    if (last != NULL && last->row == table->row_count) {
        last->start = 0; /* the rows that are missing may begin anywhere */
        last->nonblank_line = context->nonblank_line;
        return PP_OK;
    }
    PP_TRY(pp_vec_reserve(&table->gaps,
                          &table->gap_capacity,
                          table->gap_count,
                          1,
                          sizeof(*table->gaps),
                          PP_LIMIT_TABLE_ROWS + 1));
    struct pp_held_gap *noted = &table->gaps[table->gap_count++];
    *noted = *gap;
    noted->row = table->row_count;
    noted->nonblank_line = context->nonblank_line;
    return PP_OK;
}

/* --- a row that was damaged ------------------------------------------------
 */

/* What stands for a character that was lost. */
static bool is_filler(char c)
{
    return c == '?' || c == '#' || c == '@' || c == '%' || c == '$' ||
           c == '&' || c == '!' || c == '\xEF' || c == '\xBF' || c == '\xBD';
}

struct columns {
    size_t words;
    size_t fillers; /* words of nothing but fillers */
    size_t numbers; /* words with a digit */
};

/* False for what no row is: a third column, a word longer than a port. */
static bool read_columns(struct pp_sv text, struct columns *columns)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    while (pp_cursor_take_word(&cursor, &word)) {
        (void)pp_cursor_skip_blanks(&cursor);
        if (pp_sv_equal(word, PP_SV("*"))) {
            continue;
        }
        size_t filler_count = 0;
        bool has_digit = false;
        for (size_t i = 0; i < word.len; i++) {
            filler_count += is_filler(word.ptr[i]);
            has_digit |= pp_is_digit(word.ptr[i]);
        }
        bool is_lost = filler_count == word.len;
        if (++columns->words > 2 || (!is_lost && word.len > 6)) {
            return false;
        }
        columns->fillers += is_lost;
        columns->numbers += has_digit;
    }
    return true;
}

bool pp_excluded_is_damaged_row(const struct pp_excluded *table,
                                struct pp_context *context,
                                struct pp_sv text)
{
    struct columns columns = {0};
    if (!read_columns(text, &columns)) {
        return false;
    }
    if (columns.words == 1) {
        return columns.fillers == 1 && text.len >= 4;
    }
    /* netsh indents rows in their frame; people do not indent remarks. */
    enum {
        LEAST_INDENT = 4
    };
    bool is_indented =
        table->frame_column > 0 && pp_context_place(context, text).column >=
                                       table->frame_column + LEAST_INDENT;
    return columns.words == 2 &&
           (columns.fillers + columns.numbers > 0 || is_indented);
}

/* --- the ports of a gap ----------------------------------------------------
 */

void pp_excluded_settle_cut(struct pp_excluded *table,
                            const struct pp_context *context)
{
    if (table->gap_count == 0 || table->has_legend) {
        return;
    }
    struct pp_held_gap *last = &table->gaps[table->gap_count - 1];
    if (last->kind == PP_GAP_UNREADABLE && last->row == table->row_count &&
        last->nonblank_line == context->nonblank_line) {
        last->kind = PP_GAP_CUT;
    }
}

bool pp_excluded_ascends(const struct pp_excluded *table)
{
    for (size_t i = 1; i < table->row_count; i++) {
        if (table->rows[i].range.first < table->rows[i - 1].range.first) {
            return false;
        }
    }
    return true;
}

struct pp_range pp_excluded_gap_range(const struct pp_excluded *table,
                                      const struct pp_held_gap *gap)
{
    uint32_t first = 1;
    uint32_t last = PP_PORT_MAX;
    if (gap->row > 0) {
        first = (uint32_t)table->rows[gap->row - 1].range.last + 1;
    }
    if (gap->row < table->row_count) {
        last = (uint32_t)table->rows[gap->row].range.first - 1;
    }
    if (gap->start > first && gap->start <= last) {
        first = gap->start;
    }
    if (first > last) {
        /* Rows that touch or overlap: what is missing lies inside them. */
        return (struct pp_range){
            table->rows[gap->row > 0 ? gap->row - 1 : gap->row].range.first,
            table->rows[gap->row < table->row_count ? gap->row : gap->row - 1]
                .range.last};
    }
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}
