/* What a single line looks like. */
#include "shape.h"

#include <string.h>

#include "base/bytes.h"
#include "base/cursor.h"
#include "text/words.h"

/* --- words ---------------------------------------------------------------- */

/* Letters abut in mojibake and in languages without blanks, so a word of
 * ASCII ends at any byte other than an ASCII letter or digit. */
static bool is_word_byte(char c)
{
    return pp_is_alpha(c) || pp_is_digit(c) || c == '_' || c == '-' ||
           c == '=' || c == '.';
}

static bool stands_alone(struct pp_sv text, size_t at, size_t len)
{
    bool is_open = at == 0 || !is_word_byte(text.ptr[at - 1]);
    size_t behind = at + len;
    return is_open && (behind == text.len || text.ptr[behind] == '.' ||
                       !is_word_byte(text.ptr[behind]));
}

bool pp_find_protocol(struct pp_sv text,
                      enum pp_protocol *ret_protocol,
                      size_t *ret_at)
{
    for (size_t i = 0; i + 3 <= text.len; i++) {
        char c = text.ptr[i];
        if (c != 't' && c != 'T' && c != 'u' && c != 'U') {
            continue;
        }
        if (pp_protocol_parse(pp_sv_sub(text, i, 3), ret_protocol) &&
            stands_alone(text, i, 3)) {
            *ret_at = i;
            return true;
        }
    }
    return false;
}

/* The first language whose words the text has; NULL: none. */
static const struct pp_locale *find_locale(
    struct pp_sv text,
    bool (*has_words)(struct pp_sv text, const struct pp_locale *locale))
{
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        if (has_words(text, &locales[i])) {
            return &locales[i];
        }
    }
    return NULL;
}

/* --- titles --------------------------------------------------------------- */

/* Whether the protocol word at `at` follows `before` and precedes `behind`,
 * quotes aside (German puts tcp in quotes). */
static bool
frames(struct pp_sv text, size_t at, struct pp_sv before, struct pp_sv behind)
{
    if (before.ptr == NULL) {
        return false;
    }
    size_t from = at;
    size_t to = at + 3;
    if (from > 0 && text.ptr[from - 1] == '"') {
        from--;
    }
    if (to < text.len && text.ptr[to] == '"') {
        to++;
    }
    return pp_sv_ends(pp_sv_sub(text, 0, from), before) &&
           pp_sv_starts(pp_sv_sub(text, to, SIZE_MAX), behind);
}

static bool match_title(struct pp_sv text,
                        size_t at,
                        const struct pp_locale *locale,
                        struct pp_shape *shape)
{
    if (frames(text, at, locale->excluded_before, locale->excluded_behind)) {
        shape->title = PP_TITLE_EXCLUDED;
    } else if (frames(
                   text, at, locale->dynamic_before, locale->dynamic_behind)) {
        shape->title = PP_TITLE_DYNAMIC;
    } else {
        return false;
    }
    shape->locale = locale;
    return true;
}

/* Longest line that counts as a heading whatever its words are. */
enum {
    MAX_TITLE_BYTES = 120
};

static bool read_title(struct pp_sv text,
                       const struct pp_locale *hint,
                       struct pp_shape *shape)
{
    size_t at = 0;
    if (!pp_find_protocol(text, &shape->protocol, &at)) {
        return false;
    }
    shape->title = PP_TITLE_UNKNOWN;
    if (hint != NULL && match_title(text, at, hint, shape)) {
        return true;
    }
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (size_t i = 0; i < count; i++) {
        if (match_title(text, at, &locales[i], shape)) {
            return true;
        }
    }
    return text.len <= MAX_TITLE_BYTES && !pp_has_one_of(text, PP_DIGITS);
}

/* --- column titles, underlines, legends ----------------------------------- */

static size_t count_letters(struct pp_sv text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += pp_is_alpha(text.ptr[i]) || (unsigned char)text.ptr[i] >= 0x80;
    }
    return count;
}

/* The two stand side by side and are most of the line: a sentence that quotes
 * them frames no table. */
static bool has_heads(struct pp_sv text, const struct pp_locale *locale)
{
    if (locale->start_head.len == 0) {
        return false;
    }
    size_t start = pp_sv_find_nocase(text, locale->start_head, 0);
    if (start == SIZE_MAX) {
        return false;
    }
    size_t between = start + locale->start_head.len;
    size_t end = pp_sv_find_nocase(text, locale->end_head, between);
    if (end == SIZE_MAX ||
        count_letters(pp_sv_sub(text, between, end - between)) > 0) {
        return false;
    }
    size_t rest =
        count_letters(pp_sv_sub(text, 0, start)) +
        count_letters(pp_sv_sub(text, end + locale->end_head.len, SIZE_MAX));
    return rest <= locale->start_head.len + locale->end_head.len;
}

static bool read_heads(struct pp_sv text,
                       const struct pp_locale *hint,
                       struct pp_shape *shape)
{
    if (hint != NULL && has_heads(text, hint)) {
        shape->locale = hint;
        return true;
    }
    shape->locale =
        text.len <= MAX_TITLE_BYTES ? find_locale(text, has_heads) : NULL;
    return shape->locale != NULL;
}

/* Dashes in groups, with blanks, cell borders and alignment colons between;
 * false if anything else is there or no group has three dashes. */
static bool read_underline(struct pp_piece *piece, struct pp_shape *shape)
{
    struct pp_sv text = piece->text;
    size_t run = 0;
    size_t groups = 0;
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.ptr[i] : ' ';
        if (c == '-' || c == '=') {
            run++;
            continue;
        }
        if (c != ' ' && c != '\t' && c != '|' && c != '+' && c != ':' &&
            c != '\\') {
            return false;
        }
        groups += run >= 3;
        run = 0;
        piece->is_piped = piece->is_piped || c == '|' || c == '+';
    }
    shape->dash_groups = groups;
    return groups > 0;
}

static bool read_legend(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    if (!pp_cursor_take(&cursor, '*')) {
        return false;
    }
    struct pp_sv rest = pp_trim_wide(pp_cursor_rest(&cursor));
    size_t dash = pp_dash_at(rest);
    /* A console without U+2014 prints `?` for it. */
    if (dash == 0 && pp_sv_starts(rest, PP_SV("? "))) {
        dash = 1;
    }
    rest = pp_trim_wide(pp_sv_sub(rest, dash, SIZE_MAX));
    return dash > 0 && rest.len > 0 && !pp_is_digit(rest.ptr[0]) &&
           pp_dash_at(rest) == 0;
}

static bool has_legend(struct pp_sv text, const struct pp_locale *locale)
{
    return locale->legend.len > 0 &&
           pp_sv_find(text, locale->legend, 0) != SIZE_MAX;
}

/* `....   8080`: dots in place of a row's first number. */
static bool is_dotted_row(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    while (pp_cursor_take(&cursor, '.')) {
    }
    if (pp_cursor_offset(&cursor) < 2 || pp_cursor_skip_blanks(&cursor) == 0) {
        return false;
    }
    return pp_cursor_take_digits(&cursor, &word) && pp_cursor_at_end(&cursor);
}

/* `...`, `[...]`, `…`, `(snip)`, vertical dots: rows were left out here. */
static bool read_elision(struct pp_sv text)
{
    size_t at = 0;
    size_t dots = 0;
    while (at < text.len) {
        size_t step =
            pp_words_start("\xE2\x80\xA6|\xE2\x8B\xAE|.|[|]|(|)|<|>| |snip|"
                           "omitted",
                           pp_sv_sub(text, at, SIZE_MAX));
        if (step == 0) {
            return false;
        }
        dots += text.ptr[at] == '.' ? 1 : step > 1 ? 2 : 0;
        at += step;
    }
    return dots >= 2;
}

/* --- label : number ------------------------------------------------------- */

/* Behind a colon, of either width: blanks, digits, then the end, a blank or
 * a remark. */
static bool take_value(struct pp_cursor *cursor, struct pp_sv *ret_digits)
{
    while (!pp_cursor_at_end(cursor)) {
        if (!pp_cursor_take(cursor, ':') &&
            !pp_cursor_take_sv(cursor, PP_SV("\xEF\xBC\x9A"))) {
            cursor->at++;
            continue;
        }
        struct pp_cursor ahead = *cursor;
        (void)pp_cursor_skip_blanks(&ahead);
        if (!pp_cursor_take_digits(&ahead, ret_digits)) {
            continue;
        }
        char behind = pp_cursor_peek(&ahead);
        if (pp_cursor_at_end(&ahead) || pp_is_blank(behind) || behind == '#' ||
            behind == '(' || (unsigned char)behind >= 0x80) {
            *cursor = ahead;
            return true;
        }
    }
    return false;
}

static bool has_count_label(struct pp_sv text, const struct pp_locale *locale)
{
    return locale->count_label.len > 0 &&
           pp_sv_starts_nocase(text, locale->count_label);
}

static bool read_label_values(struct pp_sv text, struct pp_shape *shape)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    shape->value_count = 0;
    if (text.len == 0 || pp_is_digit(text.ptr[0]) || text.ptr[0] == ':') {
        return false;
    }
    struct pp_sv digits;
    while (shape->value_count < PP_SHAPE_MAX_VALUES &&
           take_value(&cursor, &digits)) {
        shape->values[shape->value_count++] = digits;
    }
    shape->is_count_label =
        shape->value_count > 0 && find_locale(text, has_count_label) != NULL;
    return shape->value_count > 0;
}

/* ------------------------------------------------------------------------ */

static bool may_be_row(struct pp_sv text)
{
    char c = text.ptr[0];
    return pp_is_digit(c) || c == '*' || c == '|' || c == '-' || c == '+' ||
           c == '.' || pp_sv_starts(text, PP_SV("\xE2\x94\x82"));
}

static bool read_row(struct pp_sv text, struct pp_shape *shape)
{
    if (!may_be_row(text)) {
        return false;
    }
    pp_row_read(text, &shape->row);
    return shape->row.kind != PP_ROW_NONE;
}

static enum pp_shape_kind classify(struct pp_shape *shape,
                                   const struct pp_locale *hint)
{
    struct pp_sv text = shape->piece.text;
    if (text.len == 0) {
        return PP_SHAPE_EMPTY;
    }
    if (read_legend(text)) {
        shape->locale = find_locale(text, has_legend);
        return PP_SHAPE_LEGEND;
    }
    if (read_underline(&shape->piece, shape)) {
        return PP_SHAPE_UNDERLINE;
    }
    if (read_elision(text) || is_dotted_row(text)) {
        return PP_SHAPE_ELISION;
    }
    if (read_row(text, shape)) {
        return PP_SHAPE_ROW;
    }
    if (read_title(text, hint, shape)) {
        return PP_SHAPE_TITLE;
    }
    if (read_heads(text, hint, shape)) {
        return PP_SHAPE_HEADS;
    }
    if (read_label_values(text, shape)) {
        return PP_SHAPE_LABEL_VALUE;
    }
    return pp_sv_equal_nocase(text, PP_SV("Ok.")) ? PP_SHAPE_OK
                                                  : PP_SHAPE_PROSE;
}

void pp_shape_read(struct pp_piece piece,
                   const struct pp_locale *hint,
                   struct pp_shape *ret_shape)
{
    ret_shape->piece = piece;
    ret_shape->locale = NULL;
    ret_shape->value_count = 0;
    ret_shape->kind = classify(ret_shape, hint);
}
