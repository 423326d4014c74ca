/* Taking the wrappings off a pasted line. */
#include "clean.h"

#include <string.h>

#include "base/bytes.h"
#include "base/cursor.h"
#include "base/utf8.h"
#include "text/words.h"

/* U+00A0, U+3000, and what has no width: U+FEFF, U+200B..F, U+202A..E. */
size_t pp_wide_blank_at(struct pp_sv text, size_t at)
{
    char c = text.ptr[at];
    if (pp_is_blank(c) || c == '\v' || c == '\f' || c == '\r') {
        return 1;
    }
    if ((unsigned char)c < 0xC2) {
        return 0;
    }
    uint32_t code = 0;
    size_t len = pp_utf8_next(text, at, &code);
    bool is_blank = code == 0xA0 || code == 0x3000 || code == 0xFEFF ||
                    (code >= 0x200B && code <= 0x200F) ||
                    (code >= 0x202A && code <= 0x202E);
    return is_blank ? len : 0;
}

/* The length of the wide blank that ends at `end`, or 0. */
static size_t wide_blank_before(struct pp_sv text, size_t end)
{
    for (size_t len = 1; len <= 3 && len <= end; len++) {
        if (pp_wide_blank_at(text, end - len) == len) {
            return len;
        }
    }
    return 0;
}

struct pp_sv pp_trim_wide(struct pp_sv text)
{
    size_t from = 0;
    size_t step = 0;
    while (from < text.len && (step = pp_wide_blank_at(text, from)) > 0) {
        from += step;
    }
    size_t end = text.len;
    while (end > from && (step = wide_blank_before(text, end)) > 0) {
        end -= step;
    }
    return pp_sv_sub(text, from, end - from);
}

bool pp_is_fence(struct pp_sv trimmed)
{
    /* Quoted fences too: the quote marks are no part of the fence. */
    trimmed = pp_trim_start(trimmed, "> ");
    return (pp_sv_starts(trimmed, PP_SV("```")) ||
            pp_sv_starts(trimmed, PP_SV("~~~"))) &&
           pp_sv_find(trimmed, PP_SV("netsh"), 0) == SIZE_MAX &&
           trimmed.len < 40;
}

struct entity {
    struct pp_sv name;
    char text;
};

static bool add_entity(struct pp_buf *out, struct pp_cursor *cursor)
{
    static const struct entity entities[] = {
        {PP_SV_INIT("&nbsp;"), ' '},
        {PP_SV_INIT("&#160;"), ' '},
        {PP_SV_INIT("&lt;"), '<'},
        {PP_SV_INIT("&gt;"), '>'},
        {PP_SV_INIT("&amp;"), '&'},
        {PP_SV_INIT("&#42;"), '*'},
        {PP_SV_INIT("&quot;"), '"'},
        {PP_SV_INIT("&#39;"), '\''},
        {PP_SV_INIT("&ast;"), '*'},
        {PP_SV_INIT("&#x2a;"), '*'},
        {PP_SV_INIT("&#32;"), ' '},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(entities); i++) {
        if (pp_cursor_take_nocase(cursor, entities[i].name)) {
            pp_buf_add_char(out, entities[i].text);
            return true;
        }
    }
    return false;
}

/* What a tag that pages put around or into a table leaves behind: a line end,
 * a blank, or nothing (NUL); -1: it is not such a tag. */
static int trace_of_tag(struct pp_sv name)
{
    if (pp_words_has("br|tr|li|p|div|pre|table|tbody|thead|ul|ol|details|"
                     "summary",
                     name)) {
        return '\n';
    }
    if (pp_words_has("td|th", name)) {
        return ' ';
    }
    return pp_words_has("span|code|b|strong|i|em|a|font|kbd|samp|mark|small|u|"
                        "s|tt",
                        name)
               ? '\0'
               : -1;
}

/* `<b>`, `</td>`, `<span class="x">`; not `<-- here` and not `a < b`. */
static bool take_tag(struct pp_buf *out, struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    if (!pp_cursor_take(&ahead, '<')) {
        return false;
    }
    (void)pp_cursor_take(&ahead, '/');
    const char *name = ahead.at;
    while (ahead.at < ahead.end && pp_is_alpha(*ahead.at)) {
        ahead.at++;
    }
    int trace = trace_of_tag((struct pp_sv){name, (size_t)(ahead.at - name)});
    const char *close = memchr(ahead.at, '>', (size_t)(ahead.end - ahead.at));
    if (trace < 0 || close == NULL) {
        return false;
    }
    if (trace != '\0') {
        pp_buf_add_char(out, (char)trace);
    }
    cursor->at = close + 1;
    return true;
}

/* `\r\n` and `\n` as two or four characters end a line of a string literal,
 * `\t` is a tab in it. */
static bool take_escape(struct pp_buf *out, struct pp_cursor *cursor)
{
    if (pp_cursor_take_sv(cursor, PP_SV("\\r\\n")) ||
        pp_cursor_take_sv(cursor, PP_SV("\\n"))) {
        pp_buf_add_char(out, '\n');
        return true;
    }
    if (pp_cursor_take_sv(cursor, PP_SV("\\t"))) {
        pp_buf_add_char(out, ' ');
        return true;
    }
    if (pp_cursor_take_sv(cursor, PP_SV("\\\""))) {
        pp_buf_add_char(out, '"');
        return true;
    }
    return false;
}

static bool needs_unwrapping(struct pp_sv line)
{
    if (memchr(line.ptr, '&', line.len) != NULL ||
        memchr(line.ptr, '<', line.len) != NULL) {
        return true;
    }
    return pp_sv_find(line, PP_SV("\\n"), 0) != SIZE_MAX ||
           pp_sv_find(line, PP_SV("\\t"), 0) != SIZE_MAX ||
           pp_sv_find(line, PP_SV("\\\""), 0) != SIZE_MAX;
}

struct pp_sv pp_unwrap_line(struct pp_sv line, struct pp_buf *scratch)
{
    if (line.len == 0 || !needs_unwrapping(line)) {
        return line;
    }
    /* In a command line a backslash belongs to a path. */
    bool is_literal = pp_sv_find_nocase(line, PP_SV("netsh"), 0) == SIZE_MAX;
    pp_buf_clear(scratch);
    struct pp_cursor cursor = pp_cursor_over(line);
    while (!pp_cursor_at_end(&cursor)) {
        char c = *cursor.at;
        /* C:\new or C:\temp holds `\n` and `\t` but is not a literal. */
        bool is_path = cursor.at > cursor.start && cursor.at[-1] == ':';
        if ((c == '<' && take_tag(scratch, &cursor)) ||
            (c == '&' && add_entity(scratch, &cursor)) ||
            (c == '\\' && is_literal && !is_path &&
             take_escape(scratch, &cursor))) {
            continue;
        }
        pp_buf_add_char(scratch, c);
        cursor.at++;
    }
    /* Nothing was wrapped after all: places stay exact in the line itself. */
    bool is_same = pp_sv_equal(pp_buf_view(scratch), line);
    return scratch->status == PP_OK && !is_same ? pp_buf_view(scratch) : line;
}

/* `[verify] `, `[INFO] `: a word in brackets that a tool put before. */
static bool take_bracket_tag(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    if (!pp_cursor_take(&ahead, '[') || !pp_is_alpha(pp_cursor_peek(&ahead))) {
        return false;
    }
    const char *close = memchr(ahead.at, ']', (size_t)(ahead.end - ahead.at));
    if (close == NULL || close - ahead.at > 24 || close + 1 == ahead.end ||
        !pp_is_blank(close[1])) {
        return false;
    }
    cursor->at = close + 1;
    return true;
}

/* `2024-08-08T12:00:00.1234567Z `: what CI logs put before each line. */
static bool take_timestamp(struct pp_cursor *cursor)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:dd";
    struct pp_sv rest = pp_cursor_rest(cursor);
    if (rest.len < sizeof(shape)) {
        return false;
    }
    for (size_t i = 0; i < sizeof(shape) - 1; i++) {
        bool fits = shape[i] == 'd' ? pp_is_digit(rest.ptr[i])
                                    : rest.ptr[i] == shape[i];
        if (!fits) {
            return false;
        }
    }
    struct pp_sv word;
    return pp_cursor_take_word(cursor, &word);
}

/* `1. ` and `12) ` of a numbered list, `41:` of grep -n. */
static bool take_list_number(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv digits;
    if (!pp_cursor_take_digits(&ahead, &digits) || digits.len > 6) {
        return false;
    }
    if (pp_cursor_take(&ahead, ':')) {
        if (pp_is_digit(pp_cursor_peek(&ahead))) {
            return false;
        }
    } else if (!(pp_cursor_take(&ahead, '.') || pp_cursor_take(&ahead, ')')) ||
               pp_cursor_skip_blanks(&ahead) == 0) {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* `web-1  | `: a container's name in front of each of its lines. */
static bool take_container_name(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv name;
    if (!pp_is_alpha(pp_cursor_peek(&ahead)) ||
        !pp_cursor_take_word(&ahead, &name) ||
        pp_cursor_skip_blanks(&ahead) == 0 || !pp_cursor_take(&ahead, '|')) {
        return false;
    }
    if (pp_sv_find(pp_cursor_rest(&ahead), PP_SV("|"), 0) != SIZE_MAX) {
        return false; /* a table's row */
    }
    *cursor = ahead;
    return true;
}

/* An arrow, a check mark, an emoji in front of a row, with a blank behind:
 * U+2190..U+24FF, U+25A0..U+2BFF (not the lines that boxes are drawn of),
 * U+1F000 and above. */
static bool take_symbol(struct pp_cursor *cursor)
{
    uint32_t code = 0;
    struct pp_sv rest = pp_cursor_rest(cursor);
    size_t len = pp_utf8_next(rest, 0, &code);
    bool is_symbol = (code >= 0x2190 && code <= 0x24FF) ||
                     (code >= 0x25A0 && code <= 0x2BFF) ||
                     (code >= 0x1F000 && code < PP_UTF8_INVALID);
    if (!is_symbol) {
        return false;
    }
    struct pp_cursor ahead = *cursor;
    ahead.at += len;
    (void)pp_cursor_take_sv(&ahead, PP_SV("\xEF\xB8\x8F")); /* U+FE0F */
    if (pp_cursor_skip_blanks(&ahead) == 0) {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* The `* ` of a block comment or a bullet, where it cannot be the star of a
 * row or of the legend: in front of an underline or of another `*`. */
static bool take_comment_star(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    if (!pp_cursor_take(&ahead, '*')) {
        return false;
    }
    bool has_blank = pp_cursor_skip_blanks(&ahead) > 0;
    bool is_mark =
        has_blank && (pp_cursor_peek(&ahead) == '*' ||
                      pp_sv_starts(pp_cursor_rest(&ahead), PP_SV("---")));
    if (!pp_cursor_at_end(&ahead) && !is_mark) {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* The `+` of a diff, glued to its line. */
static bool take_diff_plus(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    if (!pp_cursor_take(&ahead, '+') || pp_is_digit(pp_cursor_peek(&ahead)) ||
        pp_cursor_peek(&ahead) == '+') {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* `# `, `// `, `- `, `-> `: comments, quotes and bullets, with a blank behind
 * them where the mark alone could be part of the text. */
static bool take_mark(struct pp_cursor *cursor)
{
    if (pp_cursor_take(cursor, '>')) {
        return true;
    }
    /* A longer mark stands before the one that it begins with. */
    size_t len = pp_words_start_nocase("###|##|#|//|-->|->|--|-|%|rem|::|;|==>|"
                                       "=>|!|x|\xE2\x80\xA2|\xC2\xB7|\xC2\xBB",
                                       pp_cursor_rest(cursor));
    struct pp_cursor ahead = *cursor;
    ahead.at += len;
    if (len == 0 || pp_cursor_skip_blanks(&ahead) == 0) {
        return false;
    }
    *cursor = ahead;
    return true;
}

static bool take_prefix(struct pp_cursor *cursor)
{
    return take_mark(cursor) || take_bracket_tag(cursor) ||
           take_timestamp(cursor) || take_list_number(cursor) ||
           take_symbol(cursor) || take_comment_star(cursor) ||
           take_diff_plus(cursor) || take_container_name(cursor);
}

static struct pp_sv strip_front(struct pp_sv text)
{
    /* Four deep: a quoted, commented, numbered bullet. */
    for (int depth = 0; depth < 4; depth++) {
        struct pp_cursor cursor = pp_cursor_over(text);
        if (!take_prefix(&cursor)) {
            break;
        }
        text = pp_trim_wide(pp_cursor_rest(&cursor));
    }
    return text;
}

/* The quotes of a string literal or of inline code, with the commas, plus
 * signs and semicolons that follow them in source code. */
static struct pp_sv strip_quotes(struct pp_sv text)
{
    text = pp_trim_start(text, "`\"'");
    while (text.len > 0 && pp_is_one_of(text.ptr[text.len - 1], "`\"'\\,;+")) {
        text = pp_trim_wide(pp_sv_sub(text, 0, text.len - 1));
    }
    return pp_trim_wide(text);
}

struct pp_sv pp_strip_marks(struct pp_sv text)
{
    return strip_front(pp_trim_wide(text));
}

struct pp_piece pp_clean_piece(struct pp_sv text)
{
    struct pp_piece piece = {.text = pp_strip_marks(text)};
    piece.text = strip_quotes(piece.text);
    /* Markdown's escapes of an underline or a legend. */
    if (piece.text.len > 1 && piece.text.ptr[0] == '\\' &&
        (piece.text.ptr[1] == '-' || piece.text.ptr[1] == '*')) {
        piece.text = pp_sv_sub(piece.text, 1, SIZE_MAX);
    }
    struct pp_sv bar = PP_SV("|");
    struct pp_sv box = PP_SV("\xE2\x94\x82"); /* U+2502 */
    if (pp_sv_starts(piece.text, bar) || pp_sv_starts(piece.text, box)) {
        piece.is_piped = true;
    }
    return piece;
}
