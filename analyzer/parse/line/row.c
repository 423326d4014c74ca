/* Reading rows of an exclusion table. */
#include "row.h"

#include "base/bounds.h"
#include "base/bytes.h"
#include "base/cursor.h"
#include "clean.h"
#include "knowledge/locales.h"
#include "text/words.h"

/* --- the exact row -------------------------------------------------------- */

/* Up to five digits; false at none, at six, or at a number above 65535. */
static inline bool read_port(const char **at, const char *end, uint32_t *ret)
{
    const char *p = *at;
    uint32_t value = 0;
    while (p < end && pp_is_digit(*p) && p - *at < 6) {
        value = value * 10 + (uint32_t)(*p - '0');
        p++;
    }
    if (p == *at || value == 0 || value > PP_PORT_MAX) {
        return false;
    }
    *at = p;
    *ret = value;
    return true;
}

static inline const char *skip_spaces(const char *at, const char *end)
{
    while (at < end && *at == ' ') {
        at++;
    }
    return at;
}

/* The row at `*at`, up to its end, blanks included. */
static inline bool
read_row(const char **at, const char *end, struct pp_pair *ret_pair)
{
    const char *p = skip_spaces(*at, end);
    uint32_t first = 0;
    uint32_t last = 0;
    if (!read_port(&p, end, &first) || p == end || *p != ' ') {
        return false;
    }
    p = skip_spaces(p, end);
    if (!read_port(&p, end, &last) || first > last) {
        return false;
    }
    const char *behind = skip_spaces(p, end);
    bool has_star = behind < end && behind > p && *behind == '*';
    *at = has_star ? skip_spaces(behind + 1, end) : behind;
    *ret_pair = (struct pp_pair){(uint16_t)first, (uint16_t)last, has_star};
    return true;
}

bool pp_row_read_next(const char **io_at,
                      const char *end,
                      struct pp_pair *ret_pair,
                      uint32_t *ret_indent,
                      bool *ret_is_crlf)
{
    const char *start = skip_spaces(*io_at, end);
    const char *at = start;
    if (!read_row(&at, end, ret_pair)) {
        return false;
    }
    bool is_crlf = at < end && *at == '\r';
    at += is_crlf;
    /* A line that the reader would cut is the reader's. */
    if (at == end || *at != '\n' || at - *io_at > PP_LIMIT_LINE_BYTES) {
        return false;
    }
    *ret_indent = (uint32_t)(start - *io_at);
    *ret_is_crlf = is_crlf;
    *io_at = at + 1;
    return true;
}

/* --- any row -------------------------------------------------------------- */

size_t pp_dash_at(struct pp_sv text)
{
    return pp_words_start(
        "-|\xE2\x80\x93|\xE2\x80\x94|\xE2\x80\x90|\xE2\x80\x91|"
        "\xE2\x88\x92|~|\xEF\xBD\x9E",
        text);
}

/* Blanks of any kind, cell borders and the bold marks of Markdown. */
static bool skip_gap(struct pp_cursor *cursor)
{
    const char *from = cursor->at;
    for (;;) {
        struct pp_sv rest = pp_cursor_rest(cursor);
        size_t border = pp_sv_starts(rest, PP_SV("|"))
                            ? 1
                            : pp_words_start("\xE2\x94\x82|**", rest);
        struct pp_sv trimmed = pp_trim_wide(rest);
        size_t blanks =
            trimmed.len == 0 ? rest.len : (size_t)(trimmed.ptr - rest.ptr);
        if (border == 0 && blanks == 0) {
            return cursor->at > from;
        }
        cursor->at += border > 0 ? border : blanks;
    }
}

/* The gap between the two numbers of a pair. */
static bool take_gap(struct pp_cursor *cursor, bool *is_dashed)
{
    struct pp_cursor ahead = *cursor;
    bool has_blank = skip_gap(&ahead);
    size_t dash = pp_dash_at(pp_cursor_rest(&ahead));
    if (dash > 0) {
        ahead.at += dash;
        (void)skip_gap(&ahead);
        if (!pp_is_digit(pp_cursor_peek(&ahead))) {
            return false;
        }
        *is_dashed = true;
        has_blank = true;
    }
    if (has_blank) {
        *cursor = ahead;
    }
    return has_blank;
}

/* A `*`, escaped or not, that does not begin the legend. */
static bool take_star(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    (void)skip_gap(&ahead);
    (void)pp_cursor_take(&ahead, '\\');
    bool in_parens = pp_cursor_take(&ahead, '(');
    if (!pp_cursor_take(&ahead, '*')) {
        return false;
    }
    if (in_parens && !pp_cursor_take(&ahead, ')')) {
        return false;
    }
    struct pp_cursor behind = ahead;
    (void)skip_gap(&behind);
    if (pp_dash_at(pp_cursor_rest(&behind)) > 0) {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* `* - Administered ...` behind the rows of a flattened table. */
static bool is_legend_next(const struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    (void)skip_gap(&ahead);
    (void)pp_cursor_take(&ahead, '\\');
    if (!pp_cursor_take(&ahead, '*')) {
        return false;
    }
    (void)skip_gap(&ahead);
    return pp_dash_at(pp_cursor_rest(&ahead)) > 0;
}

/* `(administered)`, `托管`: a word in place of the star, alone behind the
 * numbers or in brackets or a cell. */
static bool is_star_word(struct pp_sv note)
{
    note = pp_trim_start(note, "(|* \t");
    if (pp_sv_starts(note, PP_SV("\xEF\xBC\x88"))) { /* U+FF08 */
        note = pp_sv_sub(note, 3, SIZE_MAX);
    }
    return note.len < 40 && pp_says_administered(note);
}

static void
fail_row(struct pp_row *row, enum pp_row_fault fault, struct pp_sv culprit)
{
    row->kind = PP_ROW_BAD;
    row->fault = fault;
    row->culprit = culprit;
}

/* Keeps the pair, or says what is wrong with it. */
static bool keep_pair(struct pp_row *row, struct pp_sv first, struct pp_sv last)
{
    uint32_t values[2] = {0, 0};
    const struct pp_sv digits[2] = {first, last};
    for (int i = 0; i < 2; i++) {
        if (!pp_sv_to_u32(digits[i], PP_PORT_MAX, &values[i])) {
            fail_row(row, PP_FAULT_ABOVE_MAX, digits[i]);
            return false;
        }
        if (values[i] == 0) {
            fail_row(row, PP_FAULT_ZERO, digits[i]);
            return false;
        }
        row->start = (uint16_t)values[0];
    }
    if (values[1] < values[0]) {
        fail_row(row, PP_FAULT_END_BEFORE_START, last);
        return false;
    }
    row->pairs[row->pair_count++] =
        (struct pp_pair){(uint16_t)values[0], (uint16_t)values[1], false};
    return true;
}

static bool is_number_like(struct pp_sv word)
{
    bool has_digit = false;
    size_t dots = 0;
    for (size_t i = 0; i < word.len; i++) {
        char c = word.ptr[i];
        has_digit = has_digit || pp_is_digit(c);
        dots += c == '.';
        /* A date, a time, an address, a version or a call is not a number. */
        if (c == ':' || c == '/' || c == '(' || c == '%' || dots > 1) {
            return false;
        }
    }
    return has_digit && word.len <= 24;
}

/* Two words that both have digits (or one is dots for a number left out),
 * though they are not numbers: `5O000 50099`, `-1 5`, `0x407 0x46a`,
 * `.... 8080`; a `*` may follow. */
static bool is_malformed_row(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    size_t words = 0;
    size_t dots = 0;
    struct pp_sv word;
    while (words <= 2 && pp_cursor_take_word(&cursor, &word)) {
        (void)pp_cursor_skip_blanks(&cursor);
        if (pp_sv_equal(word, PP_SV("*"))) {
            continue;
        }
        bool is_dotted = word.len >= 2 && pp_is_all_of(word, ".");
        if (!is_dotted && !is_number_like(word)) {
            return false;
        }
        dots += is_dotted;
        words++;
    }
    return words == 2 && dots < 2;
}

/* Behind the first number: nothing, or the end of something else. */
static void read_lone(struct pp_row *row,
                      struct pp_sv text,
                      const struct pp_cursor *cursor,
                      struct pp_sv digits)
{
    if (pp_cursor_at_end(cursor) &&
        pp_sv_to_u32(digits, PP_PORT_MAX, &row->lone)) {
        row->kind = PP_ROW_LONE;
        row->culprit = digits;
    } else if (pp_cursor_at_end(cursor)) {
        fail_row(row, PP_FAULT_ABOVE_MAX, digits);
    } else if (is_malformed_row(text)) {
        fail_row(row, PP_FAULT_MALFORMED, text);
    }
}

/* What follows the pairs: nothing, a note, or too many numbers. */
static void read_tail(struct pp_row *row, struct pp_cursor *cursor)
{
    (void)skip_gap(cursor);
    struct pp_sv note = pp_cursor_rest(cursor);
    if (note.len == 0) {
        return;
    }
    if (is_legend_next(cursor)) {
        row->ends_in_legend = true;
        return;
    }
    struct pp_sv number;
    struct pp_cursor ahead = *cursor;
    if (pp_cursor_take_digits(&ahead, &number)) {
        fail_row(row, PP_FAULT_NUMBERS, number);
        return;
    }
    if (is_star_word(note)) {
        row->pairs[row->pair_count - 1].has_star = true;
        return;
    }
    row->has_note = true;
}

/* True where a word goes on behind the digits: `5O000`, `443/tcp`, `1.5`. */
static bool word_goes_on(const struct pp_cursor *cursor)
{
    char c = pp_cursor_peek(cursor);
    return pp_is_alpha(c) || c == '.' || c == ':' || c == '/' || c == '_' ||
           c == ',';
}

/* `2024-08-21`, at the first dash. */
static bool is_date(const struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv digits;
    bool is_dashed = false;
    return take_gap(&ahead, &is_dashed) && is_dashed &&
           pp_cursor_take_digits(&ahead, &digits) &&
           pp_dash_at(pp_cursor_rest(&ahead)) > 0;
}

/* The pairs of a row, until something else comes. */
static bool
read_pairs(struct pp_row *row, struct pp_cursor *cursor, struct pp_sv first)
{
    struct pp_sv last;
    do {
        struct pp_cursor ahead = *cursor;
        if (!take_gap(&ahead, &row->is_dashed) ||
            !pp_cursor_take_digits(&ahead, &last) || word_goes_on(&ahead)) {
            /* A number without its partner. */
            if (row->pair_count > 0) {
                fail_row(row, PP_FAULT_NUMBERS, first);
            }
            return false;
        }
        if (!keep_pair(row, first, last)) {
            return false;
        }
        *cursor = ahead;
        row->pairs[row->pair_count - 1].has_star = take_star(cursor);
        ahead = *cursor;
        (void)skip_gap(&ahead);
        if (!pp_cursor_take_digits(&ahead, &first)) {
            return true;
        }
        *cursor = ahead;
    } while (row->pair_count < PP_ROW_MAX_PAIRS);
    fail_row(row, PP_FAULT_NUMBERS, first);
    return false;
}

void pp_row_read(struct pp_sv text, struct pp_row *ret_row)
{
    struct pp_row *row = ret_row;
    row->kind = PP_ROW_NONE;
    row->fault = PP_FAULT_NONE;
    row->start = 0;
    row->culprit = (struct pp_sv){NULL, 0};
    row->has_leading_star = false;
    row->is_dashed = false;
    row->has_note = false;
    row->ends_in_legend = false;
    row->pair_count = 0;

    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_cursor ahead = cursor;
    if (pp_cursor_take(&ahead, '*') && !pp_sv_starts(text, PP_SV("**"))) {
        (void)skip_gap(&ahead);
        row->has_leading_star = pp_is_digit(pp_cursor_peek(&ahead));
        cursor = row->has_leading_star ? ahead : cursor;
    }
    (void)skip_gap(&cursor);
    struct pp_sv first;
    if (!pp_cursor_take_digits(&cursor, &first) || word_goes_on(&cursor)) {
        if (is_malformed_row(text)) {
            fail_row(row, PP_FAULT_MALFORMED, text);
        }
        return;
    }
    if (is_date(&cursor)) {
        return;
    }
    struct pp_cursor behind = cursor;
    if (!read_pairs(row, &cursor, first)) {
        if (row->kind != PP_ROW_BAD) {
            read_lone(row, text, &behind, first);
        }
        return;
    }
    row->kind = PP_ROW_PAIRS;
    read_tail(row, &cursor);
}
