/* Columns of PowerShell tables. */
#include "ps_columns.h"

#include "base/bytes.h"
#include "base/utf8.h"
#include "parse/line/clean.h"

/* A walk along a line, word by word. */
struct walk {
    struct pp_sv line;
    size_t at;   /* byte */
    size_t cell; /* where that byte's character begins */
};

struct word {
    struct pp_sv text;
    struct pp_ps_column cells;
};

static void skip(struct walk *walk, bool blanks)
{
    uint32_t code;
    size_t bytes;
    while ((bytes = pp_utf8_next(walk->line, walk->at, &code)) > 0 &&
           (code == ' ' || code == '\t' || code == 0xA0) == blanks) {
        walk->cell += pp_utf8_code_width(code);
        walk->at += bytes;
    }
}

static bool next_word(struct walk *walk, struct word *ret_word)
{
    skip(walk, true);
    const struct walk start = *walk;
    skip(walk, false);
    ret_word->text = pp_sv_sub(walk->line, start.at, walk->at - start.at);
    ret_word->cells = (struct pp_ps_column){start.cell, walk->cell};
    return walk->at > start.at;
}

bool pp_ps_find_columns(struct pp_sv line, struct pp_ps_columns *ret_columns)
{
    struct walk walk = {.line = line};
    struct word word;
    ret_columns->count = 0;
    while (next_word(&walk, &word)) {
        if (ret_columns->count == PP_LIMIT_PS_COLUMNS) {
            return false;
        }
        ret_columns->items[ret_columns->count++] = word.cells;
    }
    return true;
}

static bool overlap(const struct pp_ps_column *a, const struct pp_ps_column *b)
{
    return a->first < b->end && b->first < a->end;
}

bool pp_ps_is_dash_line(struct pp_sv line,
                        const struct pp_ps_columns *heads,
                        struct pp_ps_columns *ret_columns)
{
    if (!pp_is_all_of(line, "- \t") || !pp_ps_find_columns(line, ret_columns) ||
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

/* The column of a word, at `from` or behind: the one above it. A number set to
 * the right may begin, and a text may end, in the gap between two. SIZE_MAX:
 * the word lies across two columns. */
static size_t column_of(const struct pp_ps_columns *columns,
                        const struct pp_ps_column *word,
                        size_t from)
{
    size_t found = SIZE_MAX;
    size_t left = SIZE_MAX; /* the last column that begins before the word */
    for (size_t i = from; i < columns->count; i++) {
        const struct pp_ps_column *column = &columns->items[i];
        if (overlap(column, word)) {
            if (found != SIZE_MAX) {
                return SIZE_MAX;
            }
            found = i;
        }
        left = column->first <= word->first ? i : left;
    }
    return found != SIZE_MAX ? found : left;
}

/* Puts each word into its column: by place, or one after the other. */
static bool split(struct pp_sv line,
                  const struct pp_ps_columns *columns,
                  bool by_place,
                  struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    struct walk walk = {.line = line};
    struct word word;
    size_t column = 0;
    size_t words = 0;
    for (size_t i = 0; i < columns->count; i++) {
        cells[i] = (struct pp_sv){NULL, 0};
    }
    while (next_word(&walk, &word)) {
        column = by_place ? column_of(columns, &word.cells, column) : words;
        words++;
        if (column >= columns->count) {
            return false;
        }
        struct pp_sv *cell = &cells[column];
        const char *from = cell->len > 0 ? cell->ptr : word.text.ptr;
        size_t len = (size_t)(word.text.ptr - from) + word.text.len;
        *cell = (struct pp_sv){from, len};
    }
    return by_place || words == columns->count;
}

bool pp_ps_split_row(struct pp_sv line,
                     const struct pp_ps_columns *columns,
                     struct pp_sv cells[PP_LIMIT_PS_COLUMNS])
{
    /* A page that takes blanks together leaves words alone. */
    bool has_gap = pp_sv_find(pp_trim_wide(line), PP_SV("  "), 0) != SIZE_MAX;
    return (!has_gap && split(line, columns, false, cells)) ||
           split(line, columns, true, cells) ||
           split(line, columns, false, cells);
}
