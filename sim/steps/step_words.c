/*
 * Words of steps: splitting, looking up, numbers, and the diagnostics that
 * point at a word. Knows no step.
 */
#include "step_words.h"

#include <assert.h>

#include "portplan/buf.h"

#include "base/bytes.h"
#include "base/nearest.h"
#include "base/utf8.h"

enum {
    MESSAGE_MAX_BYTES = 512
};

/* Whether `at` is a view into the line, so that it has a column. */
static bool is_in_line(struct pp_sv line, struct pp_sv at)
{
    return at.ptr != NULL && at.ptr >= line.ptr &&
           at.ptr <= line.ptr + line.len;
}

void pps_step_begin_line(struct step_parser *parser,
                         struct pp_sv line,
                         struct pp_sv pasted)
{
    parser->line = line;
    parser->pasted = pasted;
    parser->command = (struct pp_sv){line.ptr, 0};
    parser->mark = (struct step_mark){.line = parser->line_number};
}

/* Moves the mark to `at`; from the beginning only where it is behind. */
static const struct step_mark *mark(struct step_parser *parser, struct pp_sv at)
{
    struct step_mark *mark = &parser->mark;
    struct pp_sv pasted = parser->pasted;
    at = is_in_line(parser->line, at) ? at : parser->command;
    size_t offset = (size_t)(at.ptr - parser->line.ptr);
    if (offset < mark->offset) {
        *mark = (struct step_mark){.line = parser->line_number};
    }
    while (mark->offset < offset) {
        struct pp_sv rest = pp_sv_sub(pasted, 0, offset);
        size_t end = pp_sv_find(rest, PP_SV("\n"), mark->offset);
        size_t to = end == SIZE_MAX ? offset : end + 1;
        mark->column +=
            pp_utf8_columns(pp_sv_sub(pasted, mark->offset, to - mark->offset));
        mark->offset = to;
        if (end != SIZE_MAX) {
            mark->line++;
            mark->line_from = to;
            mark->column = 0;
        }
    }
    return mark;
}

struct pp_place pps_step_place(struct step_parser *parser, struct pp_sv at)
{
    const struct step_mark *here = mark(parser, at);
    return (struct pp_place){
        .capture = parser->capture,
        .line = here->line,
        .column = (uint32_t)here->column + 1,
    };
}

/* The pasted line of the mark; its end is looked for once. */
static struct pp_sv line_of_mark(struct step_parser *parser)
{
    struct step_mark *mark = &parser->mark;
    if (mark->line_end <= mark->line_from) {
        size_t end = pp_sv_find(parser->pasted, PP_SV("\n"), mark->line_from);
        mark->line_end = end == SIZE_MAX ? parser->pasted.len : end;
    }
    struct pp_sv line = pp_sv_sub(
        parser->pasted, mark->line_from, mark->line_end - mark->line_from);
    line.len -= pp_sv_ends(line, PP_SV("\r"));
    return line;
}

static struct pp_diag
draft_at(struct step_parser *parser, enum pp_diag_code code, struct pp_sv at)
{
    struct pp_sv spanned = is_in_line(parser->line, at) ? at : parser->command;
    struct pp_diag draft = {.code = code};
    draft.place = pps_step_place(parser, at);
    draft.span = (uint32_t)pp_utf8_columns(spanned);
    draft.excerpt = line_of_mark(parser);
    return draft;
}

/* Notes the fault; false where nobody is to be told. */
static bool note_fault(struct step_parser *parser, enum pp_diag_code *code)
{
    if (parser->step.kind == PPS_STEP_EXPECT) {
        *code = PP_DIAG_STEP_EXPECT; /* whichever word is wrong */
    }
    parser->has_failed = true;
    parser->fault = *code;
    return !parser->is_quiet;
}

void pps_step_fail(struct step_parser *parser,
                   enum pp_diag_code code,
                   struct pp_sv at,
                   const char *what)
{
    if (!note_fault(parser, &code)) {
        return;
    }
    struct pp_diag draft = draft_at(parser, code, at);
    if (at.len == 0) {
        pp_diags_add(parser->diags, &draft, "%s, got nothing", what);
        return;
    }
    struct pp_sv shown = pp_utf8_clip(at, 60);
    pp_diags_add(parser->diags,
                 &draft,
                 "%s, got '%.*s'%s",
                 what,
                 PP_SV_ARGS(shown),
                 shown.len < at.len ? "..." : "");
}

void pps_step_refuse(struct step_parser *parser,
                     struct pp_sv at,
                     const char *what)
{
    pps_step_fail(parser, PP_DIAG_STEP_ARGUMENT, at, what);
}

bool pps_step_word_is(struct pp_sv word, const char *text)
{
    return pp_sv_equal_nocase(word, pp_sv_from(text));
}

bool pps_step_word_is_any(struct pp_sv word, const char *const *texts)
{
    for (size_t i = 0; texts[i] != NULL; i++) {
        if (pps_step_word_is(word, texts[i])) {
            return true;
        }
    }
    return false;
}

struct pp_sv pps_step_unquote(struct pp_sv text)
{
    while (text.len >= 2 && (text.ptr[0] == '"' || text.ptr[0] == '\'') &&
           text.ptr[text.len - 1] == text.ptr[0]) {
        text = pp_sv_sub(text, 1, text.len - 2);
    }
    return text;
}

/* The end of the word that begins at `at`: a blank outside of quotes. A quote
 * that nothing closes is a byte like any other. */
static size_t word_end(struct pp_sv text, size_t at)
{
    while (at < text.len && !pp_is_blank(text.ptr[at])) {
        char c = text.ptr[at];
        size_t close = c == '"' || c == '\''
                           ? pp_sv_find(text, (struct pp_sv){&c, 1}, at + 1)
                           : SIZE_MAX;
        at = close != SIZE_MAX ? close + 1 : at + 1;
    }
    return at;
}

/* `>`, `>>`, `2>`, `*>`, `<` at the beginning of a word: its length. */
static size_t redirection_len(struct pp_sv word)
{
    size_t len =
        word.len > 0 && (pp_is_digit(word.ptr[0]) || word.ptr[0] == '*') ? 1
                                                                         : 0;
    size_t at = len;
    while (at < word.len && (word.ptr[at] == '>' || word.ptr[at] == '<')) {
        at++;
    }
    return at > len ? at : 0;
}

/* Takes `>nul` off the end of a word; whether the file is the next word. */
static bool cut_redirection(struct pp_sv *word)
{
    size_t at = pp_sv_find(*word, PP_SV(">"), 0);
    if (at == SIZE_MAX || pp_has_one_of(*word, "\"'")) {
        return false;
    }
    bool is_target = pp_sv_ends(*word, PP_SV(">"));
    word->len = at;
    return is_target;
}

void pps_step_list_add(struct step_parser *parser)
{
    if (parser->list_count == STEP_LIST_MAX) {
        pps_step_refuse(
            parser, pps_step_peek(parser), "more names than a step has");
        return;
    }
    parser->list[parser->list_count++] = parser->step;
}

bool pps_step_words_split(struct pp_sv text, struct step_words *ret_words)
{
    bool is_target = false; /* of a redirection: the file */
    *ret_words = (struct step_words){.end = {text.ptr + text.len, 0}};
    for (size_t at = 0; at < text.len;) {
        if (pp_is_blank(text.ptr[at])) {
            at++;
            continue;
        }
        size_t end = word_end(text, at);
        struct pp_sv word = pp_sv_sub(text, at, end - at);
        size_t redirection = redirection_len(word);
        at = end;
        if (is_target || redirection > 0) {
            is_target = redirection == word.len;
            continue;
        }
        if (ret_words->count == STEP_WORDS_MAX) {
            return false;
        }
        is_target = cut_redirection(&word);
        ret_words->items[ret_words->count++] = pps_step_unquote(word);
    }
    return true;
}

bool pps_step_at_end(const struct step_parser *parser)
{
    return parser->words.at == parser->words.count;
}

struct pp_sv pps_step_peek(const struct step_parser *parser)
{
    const struct step_words *words = &parser->words;
    return pps_step_at_end(parser) ? words->end : words->items[words->at];
}

struct pp_sv pps_step_take(struct step_parser *parser)
{
    struct pp_sv word = pps_step_peek(parser);
    parser->words.at += !pps_step_at_end(parser);
    return word;
}

static bool begins_with(const char *word, struct pp_sv text)
{
    return pp_sv_starts_nocase(pp_sv_from(word), text);
}

enum step_match pps_step_keyword_find(const char *const *words,
                                      size_t count,
                                      struct pp_sv text,
                                      size_t *ret_index)
{
    size_t found = 0;
    for (size_t i = 0; i < count && text.len > 0; i++) {
        if (!begins_with(words[i], text)) {
            continue;
        }
        bool is_whole = words[i][text.len] == '\0';
        if (found == 0 || is_whole) {
            *ret_index = i;
        }
        found++;
        if (is_whole) {
            return STEP_MATCH_ONE;
        }
    }
    if (found == 0) {
        return STEP_MATCH_NONE;
    }
    return found == 1 ? STEP_MATCH_ONE : STEP_MATCH_MANY;
}

/* "a, b or c": the words that begin with `text`. */
static void list_candidates(struct pp_buf *buf,
                            const struct step_lookup *lookup,
                            struct pp_sv text)
{
    size_t left = 0;
    for (size_t i = 0; i < lookup->count; i++) {
        left += begins_with(lookup->words[i], text);
    }
    for (size_t i = 0; i < lookup->count; i++) {
        if (begins_with(lookup->words[i], text)) {
            left--;
            pp_buf_add_str(buf, lookup->words[i]);
            pp_buf_add_str(buf, left > 1 ? ", " : left == 1 ? " or " : "");
        }
    }
}

static void fail_ambiguous(struct step_parser *parser,
                           const struct step_lookup *lookup,
                           struct pp_sv text)
{
    struct pp_buf candidates;
    enum pp_diag_code code = PP_DIAG_STEP_AMBIGUOUS;
    if (!note_fault(parser, &code)) {
        return;
    }
    pp_buf_init(&candidates, MESSAGE_MAX_BYTES);
    list_candidates(&candidates, lookup, text);
    struct pp_diag draft = draft_at(parser, code, text);
    pp_diags_add(parser->diags,
                 &draft,
                 "'%.*s' could be %.*s",
                 PP_SV_ARGS(text),
                 PP_SV_ARGS(pp_buf_view(&candidates)));
    pp_buf_done(&candidates);
}

/* With the word that is probably meant. */
static void fail_unknown(struct step_parser *parser,
                         const struct step_lookup *lookup,
                         struct pp_sv text)
{
    const char *near = pp_nearest_of(text, lookup->words, lookup->count);
    if (near == NULL || text.len == 0) {
        pps_step_fail(parser, lookup->code, text, lookup->what);
        return;
    }
    enum pp_diag_code code = lookup->code;
    if (!note_fault(parser, &code)) {
        return;
    }
    struct pp_diag draft = draft_at(parser, code, text);
    pp_diags_add(parser->diags,
                 &draft,
                 "%s, got '%.*s'; did you mean '%s'?",
                 lookup->what,
                 PP_SV_ARGS(text),
                 near);
}

bool pps_step_keyword_take(struct step_parser *parser,
                           const struct step_lookup *lookup,
                           size_t *ret_index)
{
    struct pp_sv text = pps_step_take(parser);
    size_t index = 0;
    switch (pps_step_keyword_find(lookup->words, lookup->count, text, &index)) {
    case STEP_MATCH_ONE:
        *ret_index = index;
        return true;
    case STEP_MATCH_MANY:
        fail_ambiguous(parser, lookup, text);
        return false;
    case STEP_MATCH_NONE:
        break;
    }
    fail_unknown(parser, lookup, text);
    return false;
}

static bool hex_digit(char c, uint32_t *ret_digit)
{
    if (pp_is_digit(c)) {
        *ret_digit = (uint32_t)(c - '0');
        return true;
    }
    c = (char)(c | 0x20);
    if (c < 'a' || c > 'f') {
        return false;
    }
    *ret_digit = (uint32_t)(c - 'a' + 10);
    return true;
}

bool pps_step_number(struct pp_sv text, bool allow_hex, uint32_t *ret_number)
{
    bool is_hex = allow_hex && pp_sv_starts_nocase(text, PP_SV("0x"));
    struct pp_sv digits = is_hex ? pp_sv_sub(text, 2, text.len) : text;
    uint64_t number = 0;
    assert(digits.ptr != NULL || digits.len == 0);
    for (size_t i = 0; i < digits.len; i++) {
        uint32_t digit = 0;
        if (!hex_digit(digits.ptr[i], &digit) || (!is_hex && digit > 9)) {
            return false;
        }
        number = number * (is_hex ? 16 : 10) + digit;
        number = number > UINT32_MAX ? UINT32_MAX : number;
    }
    if (digits.len > 0) {
        *ret_number = (uint32_t)number;
    }
    return digits.len > 0;
}
