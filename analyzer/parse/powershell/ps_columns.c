/* Columns of PowerShell tables. */
#include "ps_columns.h"

#include "base/utf8.h"
#include "parse/line/clean.h"

/* A walk along a line, one code point at a time. */
struct walk {
    struct pp_sv line;
    size_t at;   /* byte */
    size_t cell; /* where that byte's character begins */
    uint32_t code;
    size_t bytes; /* of that character; 0: the end */
};

static void look(struct walk *walk)
{
    walk->bytes = pp_utf8_next(walk->line, walk->at, &walk->code);
}

static struct walk walk_along(struct pp_sv line)
{
    struct walk walk = {.line = line};
    look(&walk);
    return walk;
}

static void step(struct walk *walk)
{
    walk->cell += pp_utf8_code_width(walk->code);
    walk->at += walk->bytes;
    look(walk);
}

static bool is_blank_code(uint32_t code)
{
    return code == ' ' || code == '\t' || code == 0xA0;
}

static void skip_blanks(struct walk *walk)
{
    while (walk->bytes > 0 && is_blank_code(walk->code)) {
        step(walk);
    }
}

static void skip_word(struct walk *walk)
{
    while (walk->bytes > 0 && !is_blank_code(walk->code)) {
        step(walk);
    }
}

bool pp_ps_find_columns(struct pp_sv line, struct pp_ps_columns *ret_columns)
{
    struct walk walk = walk_along(line);
    ret_columns->count = 0;
    for (;;) {
        skip_blanks(&walk);
        if (walk.bytes == 0) {
            return true;
        }
        if (ret_columns->count == PP_LIMIT_PS_COLUMNS) {
            return false;
        }
        struct pp_ps_column *column = &ret_columns->items[ret_columns->count++];
        column->first = walk.cell;
        skip_word(&walk);
        column->end = walk.cell;
    }
}

static bool overlap(const struct pp_ps_column *a, const struct pp_ps_column *b)
{
    return a->first < b->end && b->first < a->end;
}

bool pp_ps_is_dash_line(struct pp_sv line,
                        const struct pp_ps_columns *heads,
                        struct pp_ps_columns *ret_columns)
{
    for (size_t i = 0; i < line.len; i++) {
        if (line.ptr[i] != '-' && !pp_is_blank(line.ptr[i])) {
            return false;
        }
    }
    if (!pp_ps_find_columns(line, ret_columns) ||
        ret_columns->count != heads->count) {
        return false;
    }
    for (size_t i = 0; i < heads->count; i++) {
        if (!overlap(&ret_columns->items[i], &heads->items[i])) {
            return false;
        }
    }
    return true;
}

/* --- rows ----------------------------------------------------------------- */

/* A word of a row: where it stands, and the columns that it may belong to. */
struct word {
    size_t from; /* bytes */
    size_t to;
    size_t first; /* cells */
    size_t end;
};

static bool next_word(struct walk *walk, struct word *ret_word)
{
    skip_blanks(walk);
    if (walk->bytes == 0) {
        return false;
    }
    ret_word->from = walk->at;
    ret_word->first = walk->cell;
    skip_word(walk);
    ret_word->to = walk->at;
    ret_word->end = walk->cell;
    return true;
}

/* The column of a word: the one that it stands under; a number set to the
 * right may begin, and a text may end, in the gap between two. SIZE_MAX: it
 * lies across two columns. */
static size_t column_of(const struct pp_ps_columns *columns,
                        const struct word *word,
                        size_t from)
{
    size_t found = SIZE_MAX;
    for (size_t i = from; i < columns->count; i++) {
        const struct pp_ps_column *column = &columns->items[i];
        if (column->first < word->end && word->first < column->end) {
            if (found != SIZE_MAX) {
                return SIZE_MAX;
            }
            found = i;
        }
    }
    if (found != SIZE_MAX) {
        return found;
    }
    /* In a gap: more of the text on its left. */
    for (size_t i = columns->count; i > from; i--) {
        if (columns->items[i - 1].first <= word->first) {
            return i - 1;
        }
    }
    return SIZE_MAX;
}

static void
widen(struct pp_sv line, const struct word *word, struct pp_sv *cell)
{
    size_t from = cell->len > 0 ? (size_t)(cell->ptr - line.ptr) : word->from;
    *cell = pp_sv_sub(line, from, word->to - from);
}

static bool split_by_place(struct pp_sv line,
                           const struct pp_ps_columns *columns,
                           struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    struct walk walk = walk_along(line);
    struct word word;
    size_t column = 0;
    while (next_word(&walk, &word)) {
        column = column_of(columns, &word, column);
        if (column == SIZE_MAX) {
            return false;
        }
        widen(line, &word, &cells[column]);
    }
    return true;
}

/* A page that takes blanks together leaves words alone. */
static bool split_by_words(struct pp_sv line,
                           const struct pp_ps_columns *columns,
                           struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    struct walk walk = walk_along(line);
    struct word word;
    size_t count = 0;
    while (next_word(&walk, &word)) {
        if (count == columns->count) {
            return false;
        }
        cells[count++] = pp_sv_sub(line, word.from, word.to - word.from);
    }
    return count == columns->count;
}

static void clear_cells(struct pp_sv cells[PP_LIMIT_PS_COLUMNS], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        cells[i] = (struct pp_sv){NULL, 0};
    }
}

bool pp_ps_split_row(struct pp_sv line,
                     const struct pp_ps_columns *columns,
                     struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    bool has_gap = pp_sv_find(pp_trim_wide(line), PP_SV("  "), 0) != SIZE_MAX;
    clear_cells(cells, columns->count);
    if (!has_gap && split_by_words(line, columns, cells)) {
        return true;
    }
    clear_cells(cells, columns->count);
    if (split_by_place(line, columns, cells)) {
        return true;
    }
    clear_cells(cells, columns->count);
    return split_by_words(line, columns, cells);
}
