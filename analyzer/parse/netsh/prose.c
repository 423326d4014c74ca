/* Ranges of exclusions in running text. */
#include "prose.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/cursor.h"
#include "text/words.h"

/* A listed reservation is at most a run of merged blocks; what is wider
 * without a star is a dynamic range or advice. */
enum {
    MAX_PROSE_COUNT = 4096
};

void pp_prose_done(struct pp_prose *prose)
{
    pp_free(prose->ranges.items);
    *prose = (struct pp_prose){0};
}

/* Bytes that would make digits part of something longer. */
static bool glues(char c)
{
    return pp_is_digit(c) || pp_is_alpha(c) || c == '.' || c == ':' ||
           c == '/' || c == '_' || c == '+' || c == '=' || c == '#' || c == '$';
}

static void skip_marks(struct pp_cursor *cursor)
{
    while (pp_is_blank(pp_cursor_peek(cursor)) ||
           pp_cursor_peek(cursor) == '`') {
        cursor->at++;
    }
}

/* ` - `, `–`, ` to `, `..` between two ports. */
static bool take_joint(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    skip_marks(&ahead);
    size_t dash = pp_dash_at(pp_cursor_rest(&ahead));
    ahead.at += dash;
    if (dash == 0 && !pp_cursor_take_sv(&ahead, PP_SV("to ")) &&
        !pp_cursor_take_sv(&ahead, PP_SV(".."))) {
        return false;
    }
    skip_marks(&ahead);
    if (!pp_is_digit(pp_cursor_peek(&ahead))) {
        return false;
    }
    *cursor = ahead;
    return true;
}

static bool take_port(struct pp_cursor *cursor, uint32_t *ret_port)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv digits;
    if (!pp_cursor_take_digits(&ahead, &digits) ||
        !pp_sv_to_u32(digits, PP_PORT_MAX, ret_port) || *ret_port == 0) {
        return false;
    }
    *cursor = ahead;
    return true;
}

/* Whether the word turns what follows into its opposite. */
static bool is_negation(struct pp_sv word)
{
    return pp_words_has("no|none|not|without|neither|nor|never|kein|keine|"
                        "keiner|keines|ohne|nicht",
                        word) ||
           pp_sv_ends(word, PP_SV("n't"));
}

/* A word of the sentence, without its punctuation; `ret_ends`: the last one. */
static struct pp_sv bare_word(struct pp_sv word, bool *ret_ends)
{
    static const char marks[] = ".,;:!?()\"'`";
    *ret_ends = false;
    while (word.len > 1 && memchr(marks, word.ptr[0], sizeof(marks) - 1)) {
        word = pp_sv_sub(word, 1, SIZE_MAX);
    }
    while (word.len > 1 &&
           memchr(marks, word.ptr[word.len - 1], sizeof(marks) - 1)) {
        char last = word.ptr[word.len - 1];
        *ret_ends |= last == '.' || last == '!' || last == '?';
        word = pp_sv_sub(word, 0, word.len - 1);
    }
    return word;
}

bool pp_denies_star(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv word;
    bool is_denied = false;
    (void)pp_cursor_skip_blanks(&cursor);
    while (pp_cursor_take_word(&cursor, &word)) {
        bool ends = false;
        word = bare_word(word, &ends);
        if (is_denied && pp_words_has("star|stars|starred|asterisk|asterisks|"
                                      "administered|*|stern|sternchen",
                                      word)) {
            return true;
        }
        /* Only what a denial of rows is made of stands between: `I do not know
         * what the star means` denies nothing. */
        bool goes_on = pp_words_has(
            "row|rows|line|lines|range|ranges|entry|entries|port|ports|"
            "exclusion|exclusions|of|them|these|those|which|is|are|was|were|"
            "has|have|had|with|a|an|the|any|it|in|there|marked|listed|as|"
            "zeile|bereich|hat|haben|einen|ein|der|die|ist|sind|mit|davon",
            word);
        is_denied = !ends && (is_negation(word) || (is_denied && goes_on));
        (void)pp_cursor_skip_blanks(&cursor);
    }
    return false;
}

/* A `*` behind the range, or a word for it in brackets. */
static bool take_star(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    skip_marks(&ahead);
    (void)pp_cursor_take(&ahead, '\\');
    if (pp_cursor_take(&ahead, '*')) {
        *cursor = ahead;
        return true;
    }
    struct pp_sv rest = pp_cursor_rest(&ahead);
    size_t open = pp_sv_starts(rest, PP_SV("(")) ? 1 : 0;
    if (open == 0 && pp_sv_starts(rest, PP_SV("\xEF\xBC\x88"))) {
        open = 3;
    }
    rest = pp_sv_sub(rest, open, SIZE_MAX);
    if (open > 0 && pp_sv_starts(rest, PP_SV("*"))) {
        return true;
    }
    return open > 0 && pp_says_administered(rest);
}

/* `[49455, 49554]`, `(49455, 49554)`: a pair in source code. */
static bool take_pair_joint(struct pp_cursor *cursor)
{
    struct pp_cursor ahead = *cursor;
    skip_marks(&ahead);
    if (!pp_cursor_take(&ahead, ',')) {
        return false;
    }
    skip_marks(&ahead);
    struct pp_cursor close = ahead;
    struct pp_sv digits;
    if (!pp_cursor_take_digits(&close, &digits)) {
        return false;
    }
    skip_marks(&close);
    if (!pp_cursor_take(&close, ']') && !pp_cursor_take(&close, ')')) {
        return false;
    }
    *cursor = ahead;
    return true;
}

static bool is_bracketed(const struct pp_cursor *cursor)
{
    const char *at = cursor->at;
    while (at > cursor->start && pp_is_blank(at[-1])) {
        at--;
    }
    return at > cursor->start && (at[-1] == '[' || at[-1] == '(');
}

/* A range, or a single port, at the cursor, which is on a digit. */
static bool take_range(struct pp_cursor *cursor,
                       struct pp_prose_range *ret_range)
{
    struct pp_cursor ahead = *cursor;
    if (ahead.at > ahead.start &&
        (glues(ahead.at[-1]) || ahead.at[-1] == '-')) {
        return false;
    }
    bool has_bracket = is_bracketed(&ahead);
    uint32_t first = 0;
    if (!take_port(&ahead, &first)) {
        return false;
    }
    uint32_t last = first;
    bool is_joined =
        take_joint(&ahead) || (has_bracket && take_pair_joint(&ahead));
    if ((is_joined && !take_port(&ahead, &last)) || last < first) {
        return false;
    }
    char behind = pp_cursor_peek(&ahead);
    if ((glues(behind) && behind != '.' && behind != '/') || behind == '-') {
        return false;
    }
    ret_range->has_star = take_star(&ahead);
    ret_range->is_joined = is_joined;
    ret_range->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    *cursor = ahead;
    return ret_range->has_star || last - first < MAX_PROSE_COUNT;
}

/* `dynamic range 49152-65535`, `ephemeral ports 1024-15000`: named as
 * something else in the words right before. */
static bool is_named_otherwise(struct pp_sv text, size_t at)
{
    /* The last two are zh-CN and ko: dynamic. */
    static const char words[] = "dynamic|ephemeral|MaxUserPort|default|"
                                "candidate|choose|动态|동적";
    size_t from = at > 48 ? at - 48 : 0;
    struct pp_sv before = pp_sv_sub(text, from, at - from);
    return !pp_speaks_of_exclusions(before) && pp_words_within(words, before);
}

static enum pp_status keep(struct pp_prose *prose,
                           const struct pp_prose_range *range)
{
    enum pp_status status =
        PP_VEC_RESERVE(&prose->ranges, 1, PP_LIMIT_TABLE_ROWS);
    if (status == PP_ERR_LIMIT) {
        return PP_OK; /* more ranges than ports: not a list of them */
    }
    if (status == PP_OK) {
        prose->ranges.items[prose->ranges.count++] = *range;
    }
    return status;
}

static void note_protocol(struct pp_prose *prose, struct pp_sv text)
{
    enum pp_protocol protocol = PP_TCP;
    size_t at = 0;
    if (!pp_find_protocol(text, &protocol, &at)) {
        return;
    }
    prose->has_protocol = true;
    prose->protocol = protocol;
}

/* Between two items of a list: commas, slashes, quotes, blanks, `and`. */
static bool skip_list_gap(struct pp_cursor *cursor)
{
    const char *from = cursor->at;
    size_t len = 0;
    do {
        len = pp_words_start(",|`|*| |/|\t|\\|、|，|and |·|&|\"|+",
                             pp_cursor_rest(cursor));
        cursor->at += len;
    } while (len > 0 || pp_cursor_take(cursor, '|'));
    return cursor->at > from;
}

/* The last protocol that the text names in front of `end`; without one, that
 * of the lines above. */
static void name_range(const struct pp_prose *prose,
                       struct pp_sv text,
                       size_t end,
                       struct pp_prose_range *range)
{
    range->has_protocol = prose->has_protocol;
    range->protocol = prose->protocol;
    struct pp_sv rest = pp_sv_sub(text, 0, end);
    enum pp_protocol protocol = PP_TCP;
    size_t at = 0;
    while (pp_find_protocol(rest, &protocol, &at)) {
        range->has_protocol = true;
        range->protocol = protocol;
        rest = pp_sv_sub(rest, at + 3, SIZE_MAX);
    }
}

/* One chain of items with nothing but commas between them. A number alone is
 * an item only beside a range: `5357, 50000-50059`. */
static enum pp_status take_chain(struct pp_prose *prose,
                                 struct pp_context *context,
                                 struct pp_sv text,
                                 struct pp_cursor *cursor)
{
    size_t before = prose->ranges.count;
    size_t start = pp_cursor_offset(cursor);
    bool has_range = false;
    struct pp_prose_range item = {0};
    name_range(prose, text, start, &item);
    struct pp_place place = pp_context_place(context, pp_cursor_rest(cursor));
    while (take_range(cursor, &item)) {
        item.line = place.line;
        item.column = place.column;
        has_range = has_range || item.is_joined;
        PP_TRY(keep(prose, &item));
        struct pp_cursor ahead = *cursor;
        if (!skip_list_gap(&ahead) || !pp_is_digit(pp_cursor_peek(&ahead))) {
            break;
        }
        place = pp_context_place(context, pp_cursor_rest(&ahead));
        *cursor = ahead;
    }
    if (!has_range || is_named_otherwise(text, start)) {
        prose->ranges.count = before;
    }
    return PP_OK;
}

/* A heading above that names the protocol in other words. */
static void adopt_mention(struct pp_prose *prose,
                          const struct pp_context *context)
{
    if (!prose->has_protocol && pp_context_has_mention(context)) {
        prose->has_protocol = true;
        prose->protocol = context->mention.protocol;
    }
}

static enum pp_status take_chains(struct pp_prose *prose,
                                  struct pp_context *context,
                                  struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    while (!pp_cursor_at_end(&cursor)) {
        const char *from = cursor.at;
        if (pp_is_digit(*from)) {
            PP_TRY(take_chain(prose, context, text, &cursor));
        }
        while (cursor.at == from ||
               (cursor.at < cursor.end && pp_is_digit(*cursor.at) &&
                pp_is_digit(cursor.at[-1]))) {
            cursor.at++;
        }
    }
    return PP_OK;
}

enum pp_status pp_prose_take(struct pp_prose *prose,
                             struct pp_context *context,
                             struct pp_sv text)
{
    bool denies_star = pp_denies_star(text);
    bool has_word =
        pp_speaks_of_exclusions(text) ||
        (denies_star && pp_sv_find_nocase(text, PP_SV("port"), 0) != SIZE_MAX);
    if (denies_star) {
        context->star_denied_nonblank = context->nonblank_line;
    }
    if (has_word) {
        context->exclusion_word_nonblank = context->nonblank_line;
        note_protocol(prose, text);
    }
    if (!pp_context_is_near(context, context->exclusion_word_nonblank)) {
        return PP_OK;
    }
    size_t before = prose->ranges.count;
    PP_TRY(take_chains(prose, context, text));
    if (prose->ranges.count > before) {
        adopt_mention(prose, context);
        /* A long list reaches as far as it goes on. */
        context->exclusion_word_nonblank = context->nonblank_line;
        prose->has_anchor = prose->has_anchor || has_word;
        prose->is_star_denied =
            prose->is_star_denied ||
            pp_context_is_near(context, context->star_denied_nonblank);
        prose->is_elided =
            prose->is_elided || pp_words_within("...|\xE2\x80\xA6", text);
        pp_context_hold(context, &prose->held);
        prose->last_line = context->line_number;
    }
    return PP_OK;
}

/* --- emitting ----------------------------------------------------------- */

static bool command_names_protocol(const struct pp_context *context)
{
    return pp_context_has_command(context, PP_NETSH_EXCLUDED) &&
           context->command.has_protocol;
}

/* The protocol of a range: that of a command, its own, that of the text. */
static enum pp_protocol protocol_of(const struct pp_prose *prose,
                                    const struct pp_context *context,
                                    const struct pp_prose_range *range)
{
    if (command_names_protocol(context)) {
        return context->command.protocol;
    }
    if (range->has_protocol) {
        return range->protocol;
    }
    return prose->has_protocol ? prose->protocol : PP_TCP;
}

static bool is_assumed(const struct pp_prose *prose,
                       const struct pp_context *context)
{
    bool is_named = prose->has_protocol || command_names_protocol(context);
    for (size_t i = 0; i < prose->ranges.count; i++) {
        is_named = is_named || prose->ranges.items[i].has_protocol;
    }
    return !is_named;
}

static struct pp_section describe(const struct pp_prose *prose,
                                  struct pp_context *context,
                                  enum pp_protocol protocol)
{
    struct pp_section section = {
        .format = PP_SECTION_NETSH_EXCLUDED,
        .has_protocol = true,
        .capture = context->options.capture,
        .last_line = prose->last_line,
        .complete = prose->is_elided ? PP_NO : PP_UNKNOWN,
        .has_gaps = prose->is_elided,
        .protocol = protocol,
        .is_protocol_assumed = is_assumed(prose, context),
    };
    for (size_t i = prose->ranges.count; i > 0; i--) {
        if (protocol_of(prose, context, &prose->ranges.items[i - 1]) ==
            protocol) {
            section.first_line = prose->ranges.items[i - 1].line;
        }
    }
    if (pp_context_has_command(context, PP_NETSH_EXCLUDED)) {
        section.family = context->command.family;
    }
    return section;
}

static void report(const struct pp_prose *prose,
                   struct pp_context *context,
                   bool is_protocol_assumed)
{
    struct pp_diag draft = pp_context_draft_at(
        context, PP_DIAG_TABLE_FROM_PROSE, prose->ranges.items[0].line);
    pp_diags_add(context->options.diags,
                 &draft,
                 "%zu ranges are read from prose, there is no table",
                 prose->ranges.count);
    if (is_protocol_assumed) {
        draft.code = PP_DIAG_TABLE_PROTOCOL_ASSUMED;
        pp_diags_add(context->options.diags,
                     &draft,
                     "the text does not say tcp or udp, tcp is assumed");
    }
}

/* Who names ranges in a text seldom names all: what is not named is unknown. */
static enum pp_status
emit_gap(const struct pp_fact *row, uint64_t line, struct pp_context *context)
{
    const struct pp_fact gap = {
        .kind = PP_FACT_GAP,
        .protocol = row->protocol,
        .family = row->family,
        .section = row->section,
        .place = {context->options.capture, 1, line},
        .range = {1, PP_PORT_MAX},
        .as.gap.kind = PP_GAP_QUOTED,
    };
    return pp_context_fact(context, &gap);
}

static enum pp_status emit_protocol(const struct pp_prose *prose,
                                    struct pp_context *context,
                                    enum pp_protocol protocol,
                                    bool has_star)
{
    struct pp_section section = describe(prose, context, protocol);
    if (section.first_line == 0) {
        return PP_OK; /* no range of this protocol */
    }
    struct pp_fact fact = {
        .kind = PP_FACT_EXCLUDED,
        .protocol = protocol,
        .family = section.family,
        .place = {.capture = context->options.capture},
    };
    PP_TRY(pp_context_section(context, &section, &fact.section));
    for (size_t i = 0; i < prose->ranges.count; i++) {
        const struct pp_prose_range *found = &prose->ranges.items[i];
        if (protocol_of(prose, context, found) != protocol) {
            continue;
        }
        fact.place.line = found->line;
        fact.place.column = found->column;
        fact.range = found->range;
        fact.is_administered = found->has_star ? PP_YES : PP_NO;
        if (!has_star) {
            fact.is_administered = PP_UNKNOWN; /* a text has no star column */
        }
        PP_TRY(pp_context_fact(context, &fact));
    }
    return emit_gap(&fact, section.first_line, context);
}

enum pp_status pp_prose_emit(struct pp_prose *prose, struct pp_context *context)
{
    if (prose->ranges.count == 0 ||
        (prose->ranges.count < 2 && !prose->has_anchor)) {
        return PP_OK;
    }
    report(prose, context, is_assumed(prose, context));
    pp_context_reclaim(context, &prose->held, PP_TAKE_USED);
    bool has_star = prose->is_star_denied; /* then each row's word counts */
    for (size_t i = 0; i < prose->ranges.count; i++) {
        has_star = has_star || prose->ranges.items[i].has_star;
    }
    PP_TRY(emit_protocol(prose, context, PP_TCP, has_star));
    return emit_protocol(prose, context, PP_UDP, has_star);
}
