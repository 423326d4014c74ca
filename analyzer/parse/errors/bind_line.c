/* One line about a port that could not be bound. */
#include "bind_line.h"

#include "base/bounds.h"

void pp_bind_reader_done(struct pp_bind_reader *reader)
{
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT; i++) {
        pp_regex_free(reader->regexes[i]);
        reader->regexes[i] = NULL;
    }
    pp_buf_done(&reader->squeezed);
}

/* --- keywords ------------------------------------------------------------- */

static char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static void add_to_index(struct pp_bind_index *index, size_t row, char first)
{
    uint8_t *link = &index->first[(unsigned char)to_lower(first)];
    while (*link != 0) {
        link = &index->next[*link - 1];
    }
    *link = (uint8_t)(row + 1);
}

static void make_indexes(struct pp_bind_reader *reader)
{
    size_t count = 0;
    const struct pp_bind_keyword_row *keywords = pp_bind_keywords(&count);
    for (size_t k = 0; k < count; k++) {
        uint64_t bit = UINT64_C(1) << k;
        add_to_index(&reader->keyword_index, k, keywords[k].letters.ptr[0]);
        reader->strong_keywords |= keywords[k].is_strong ? bit : 0;
        reader->netsh_keywords |= keywords[k].is_netsh ? bit : 0;
    }
    const struct pp_bind_words *words = pp_bind_words(&count);
    for (size_t w = 0; w < count; w++) {
        add_to_index(&reader->word_index, w, words[w].fragment.ptr[0]);
    }
    reader->is_indexed = true;
}

/* `word` is in lower case; its first byte is there already. */
static bool stands_at(struct pp_sv text, size_t at, struct pp_sv word)
{
    if (text.len - at < word.len) {
        return false;
    }
    for (size_t i = 1; i < word.len; i++) {
        if (to_lower(text.ptr[at + i]) != word.ptr[i]) {
            return false;
        }
    }
    return true;
}

uint64_t pp_bind_keywords_of(struct pp_bind_reader *reader, struct pp_sv text)
{
    size_t count = 0;
    const struct pp_bind_keyword_row *rows = pp_bind_keywords(&count);
    if (!reader->is_indexed) {
        make_indexes(reader);
    }
    const struct pp_bind_index *index = &reader->keyword_index;
    uint64_t found = 0;
    for (size_t at = 0; at < text.len; at++) {
        unsigned char c = (unsigned char)to_lower(text.ptr[at]);
        for (size_t k = index->first[c]; k != 0; k = index->next[k - 1]) {
            if (stands_at(text, at, rows[k - 1].letters)) {
                found |= UINT64_C(1) << (k - 1);
            }
        }
    }
    return found;
}

/* --- errors --------------------------------------------------------------- */

struct number_word {
    const char *text;
    uint32_t error;
};

/* The numbers that mean a port could not be bound; what POSIX calls them on
 * the way: 13 is EACCES, 98 and 48 are EADDRINUSE. 0: another matter. */
static uint32_t known_error(uint32_t number)
{
    switch (number) {
    case 13:
        return 10013;
    case 48:
    case 98:
        return 10048;
    case 10013:
    case 10048:
    case 10055:
    case 5:
    case 32:
    case 183:
        return number;
    default:
        return 0;
    }
}

/* A number by itself: not behind a colon or `port`, where it
 * would be a port, and not within a longer number. */
static bool is_alone(struct pp_sv text, size_t at, size_t len)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    char after = at + len < text.len ? text.ptr[at + len] : ' ';
    struct pp_sv word = pp_sv_sub(text, at >= 5 ? at - 5 : 0, 5);
    bool is_port = pp_sv_equal_nocase(word, PP_SV("port ")) ||
                   pp_sv_equal_nocase(word, PP_SV("port="));
    return !is_port && !pp_is_digit(after) && !pp_is_digit(before) &&
           before != ':' && before != '.' && before != '-';
}

static bool has_number(struct pp_sv text, struct pp_sv number)
{
    size_t at = pp_sv_find(text, number, 0);
    while (at != SIZE_MAX) {
        if (is_alone(text, at, number.len)) {
            return true;
        }
        at = pp_sv_find(text, number, at + 1);
    }
    return false;
}

/* 10013 and its kin, in decimal or in the forms of an HRESULT. */
static uint32_t find_number(struct pp_sv text)
{
    static const struct number_word decimals[] = {
        {"10013", 10013}, {"10048", 10048}, {"10055", 10055}};
    static const struct number_word hexadecimals[] = {
        {"0x80070020", 32},
        {"0x80070005", 5},
        {"0x800700b7", 183},
        {"0x8007271d", 10013},
        {"0x80072740", 10048},
        {"0x271d", 10013},
        {"0x2740", 10048},
        {"(0x20)", 32},
        {"(0x5)", 5},
        {"(0xb7)", 183},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(decimals); i++) {
        if (has_number(text, pp_sv_from(decimals[i].text))) {
            return decimals[i].error;
        }
    }
    if (pp_sv_find_nocase(text, PP_SV("0x"), 0) == SIZE_MAX) {
        return 0;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(hexadecimals); i++) {
        struct pp_sv form = pp_sv_from(hexadecimals[i].text);
        if (pp_sv_find_nocase(text, form, 0) != SIZE_MAX) {
            return hexadecimals[i].error;
        }
    }
    return 0;
}

/* A fragment, blanks left out on both sides, at this place. */
static bool says_at(struct pp_sv text, size_t at, struct pp_sv fragment)
{
    for (size_t i = 0; i < fragment.len; i++) {
        if (fragment.ptr[i] == ' ') {
            continue;
        }
        if (at == text.len ||
            to_lower(text.ptr[at]) != to_lower(fragment.ptr[i])) {
            return false;
        }
        at++;
    }
    return true;
}

/* The first row of bind_words.def that the text says, of those that count
 * here; NULL for none. */
static const struct pp_bind_words *
find_words(const struct pp_bind_reader *reader,
           struct pp_sv squeezed,
           bool is_text_only)
{
    size_t count = 0;
    const struct pp_bind_words *words = pp_bind_words(&count);
    const struct pp_bind_index *index = &reader->word_index;
    size_t best = count;
    for (size_t at = 0; at < squeezed.len; at++) {
        unsigned char c = (unsigned char)to_lower(squeezed.ptr[at]);
        for (size_t w = index->first[c]; w != 0; w = index->next[w - 1]) {
            bool counts =
                w - 1 < best && (words[w - 1].is_text || !is_text_only);
            if (counts && says_at(squeezed, at, words[w - 1].fragment)) {
                best = w - 1;
            }
        }
    }
    return best < count ? &words[best] : NULL;
}

static enum pp_status squeeze(struct pp_bind_reader *reader, struct pp_sv text)
{
    struct pp_buf *out = &reader->squeezed;
    if (out->max == 0) {
        pp_buf_init(out, (size_t)PP_LIMIT_LINE_BYTES * 2);
    }
    pp_buf_clear(out);
    size_t from = 0;
    for (size_t i = 0; i <= text.len; i++) {
        if (i == text.len || pp_is_blank(text.ptr[i])) {
            pp_buf_add(out, pp_sv_sub(text, from, i - from));
            from = i + 1;
        }
    }
    return out->status;
}

enum pp_status pp_bind_error_of(struct pp_bind_reader *reader,
                                struct pp_sv text,
                                uint32_t *ret_error,
                                bool *ret_is_text)
{
    if (!reader->is_indexed) {
        make_indexes(reader);
    }
    *ret_error = find_number(text);
    PP_TRY(squeeze(reader, text));
    const struct pp_bind_words *words =
        find_words(reader, pp_buf_view(&reader->squeezed), *ret_error != 0);
    *ret_is_text = words != NULL && words->is_text;
    if (words != NULL && *ret_error == 0) {
        *ret_error = words->error;
    }
    return PP_OK;
}

/* --- shapes --------------------------------------------------------------- */

static enum pp_status match(struct pp_bind_reader *reader,
                            size_t index,
                            struct pp_sv text,
                            struct pp_sv groups[PP_BIND_GROUP_COUNT],
                            bool *ret_matches)
{
    struct pp_regex **regex = &reader->regexes[index];
    *ret_matches = false;
    if (*regex == NULL) {
        PP_TRY(pp_regex_new(
            pp_bind_patterns()[index].pattern, PP_REGEX_CASELESS, regex));
    }
    switch (pp_regex_match(*regex, text, groups, PP_BIND_GROUP_COUNT)) {
    case PP_MATCH_YES:
        *ret_matches = true;
        return PP_OK;
    case PP_MATCH_NO:
        return PP_OK;
    case PP_MATCH_LIMIT:
        reader->gave_up = true;
        return PP_OK;
    case PP_MATCH_NOMEM:
        return PP_ERR_NOMEM;
    }
    return PP_OK;
}

/* `[::]` is the address `::`. */
static struct pp_sv without_brackets(struct pp_sv address)
{
    if (address.len >= 2 && address.ptr[0] == '[' &&
        address.ptr[address.len - 1] == ']') {
        return pp_sv_sub(address, 1, address.len - 2);
    }
    return address;
}

static struct pp_bind_evidence
evidence_of(const struct pp_bind_pattern *pattern,
            const struct pp_sv groups[PP_BIND_GROUP_COUNT])
{
    struct pp_bind_evidence found = {
        .kind = pattern->kind,
        .has_protocol = pattern->is_udp,
        .protocol = pattern->is_udp ? PP_UDP : PP_TCP,
        .error = pattern->error,
        .program = pp_sv_from(pattern->program),
    };
    uint32_t number = 0;
    if (pattern->port > 0 &&
        pp_sv_to_u32(groups[pattern->port], PP_PORT_MAX, &number)) {
        found.has_port = number > 0;
        found.port = (uint16_t)number;
    }
    if (pattern->address > 0) {
        found.address = without_brackets(groups[pattern->address]);
    }
    if (pattern->protocol > 0) {
        found.has_protocol =
            pp_protocol_parse(groups[pattern->protocol], &found.protocol);
    }
    if (pattern->number > 0 &&
        pp_sv_to_u32(groups[pattern->number], UINT32_MAX, &number)) {
        found.error = known_error(number);
    }
    return found;
}

/* The first pattern of the line's keywords that matches; of those for lines
 * with an error's text only, if `is_text`. */
static enum pp_status find_shape(struct pp_bind_reader *reader,
                                 struct pp_sv text,
                                 uint64_t keywords,
                                 bool is_text,
                                 struct pp_bind_evidence *ret_evidence,
                                 bool *ret_found)
{
    const struct pp_bind_pattern *patterns = pp_bind_patterns();
    keywords |= UINT64_C(1) << PP_BIND_KEY_ANY;
    *ret_found = false;
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT && !*ret_found; i++) {
        const struct pp_bind_pattern *pattern = &patterns[i];
        if ((keywords >> pattern->keyword & 1) == 0 ||
            (pattern->kind == PP_BIND_LINE_HOST) != is_text) {
            continue;
        }
        struct pp_sv groups[PP_BIND_GROUP_COUNT];
        PP_TRY(match(reader, i, text, groups, ret_found));
        if (*ret_found) {
            *ret_evidence = evidence_of(pattern, groups);
        }
    }
    return PP_OK;
}

/* The line has the system's text in a shape that is not known: a port is taken
 * if the line states it plainly. */
static enum pp_status read_text_alone(struct pp_bind_reader *reader,
                                      struct pp_sv text,
                                      uint64_t keywords,
                                      struct pp_bind_evidence *ret_evidence)
{
    bool has_host = false;
    *ret_evidence = (struct pp_bind_evidence){0};
    PP_TRY(find_shape(reader, text, keywords, true, ret_evidence, &has_host));
    ret_evidence->kind = PP_BIND_LINE_SURE;
    return PP_OK;
}

/* Windows' own text holds the word socket, in Portuguese soquete, or letters
 * outside ASCII: without them there is no need to look for it. */
static bool may_hold_text(struct pp_sv text, uint64_t keywords)
{
    if ((keywords >> PP_BIND_KEY_SOCKET & 1) != 0 ||
        (keywords >> PP_BIND_KEY_SOQUETE & 1) != 0) {
        return true;
    }
    for (size_t i = 0; i < text.len; i++) {
        if ((unsigned char)text.ptr[i] >= 0x80) {
            return true;
        }
    }
    return false;
}

enum pp_status pp_bind_read(struct pp_bind_reader *reader,
                            struct pp_sv text,
                            uint64_t keywords,
                            struct pp_bind_evidence *ret_evidence,
                            bool *ret_found)
{
    struct pp_bind_evidence found = {0};
    bool has_shape = false;
    PP_TRY(find_shape(reader, text, keywords, false, &found, &has_shape));
    *ret_found = has_shape && found.kind != PP_BIND_LINE_NOT;
    if (has_shape && !*ret_found) {
        return PP_OK;
    }
    if (has_shape && (found.error != 0 || found.kind == PP_BIND_LINE_PART)) {
        *ret_evidence = found;
        return PP_OK;
    }
    uint32_t error = 0;
    bool is_text = false;
    /* Lines of these kinds need an error's number or text as well. */
    bool is_waiting = has_shape && (found.kind == PP_BIND_LINE_SURE ||
                                    found.kind == PP_BIND_LINE_NUMBER);
    if (is_waiting || may_hold_text(text, keywords)) {
        PP_TRY(pp_bind_error_of(reader, text, &error, &is_text));
    }
    if (is_waiting) {
        found.error = error;
        *ret_found = error != 0 || found.kind == PP_BIND_LINE_SURE;
    } else if (is_text) {
        PP_TRY(read_text_alone(reader, text, keywords, &found));
        found.error = error;
        *ret_found = true;
    }
    *ret_evidence = found;
    return PP_OK;
}
