/* Which error a text names. */
#include "bind_code.h"

#include "base/bounds.h"
#include "bind_patterns.h"

char pp_bind_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

void pp_bind_index_add(struct pp_bind_index *index, size_t row, char first)
{
    uint8_t *link = &index->first[(unsigned char)pp_bind_lower(first)];
    while (*link != 0) {
        link = &index->next[*link - 1];
    }
    *link = (uint8_t)(row + 1);
}

void pp_bind_codes_done(struct pp_bind_codes *codes)
{
    pp_buf_done(&codes->squeezed);
}

struct number_word {
    const char *text;
    uint32_t error;
};

/* 13 is EACCES, 98 and 48 are EADDRINUSE, 99 and 49 are EADDRNOTAVAIL. */
uint32_t pp_bind_known_error(uint32_t number)
{
    switch (number) {
    case 13:
        return 10013;
    case 48:
    case 98:
        return 10048;
    case 49:
    case 99:
        return PP_BIND_ADDRNOTAVAIL;
    case 10013:
    case 10048:
    case PP_BIND_ADDRNOTAVAIL:
    case 10055:
    case 5:
    case 32:
    case 183:
        return number;
    default:
        return 0;
    }
}

bool pp_bind_sign_of(uint32_t error, enum pp_exhaustion_sign *ret_sign)
{
    static const struct {
        uint32_t error;
        enum pp_exhaustion_sign sign;
    } signs[] = {
        {10055, PP_SIGN_NO_BUFFER},
        {4227, PP_SIGN_EVENT_4227},
        {4231, PP_SIGN_EVENT_4231},
        {4266, PP_SIGN_EVENT_4266},
        {10048, PP_SIGN_CONNECT_IN_USE},
        {PP_BIND_ADDRNOTAVAIL, PP_SIGN_NO_ADDRESS},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(signs); i++) {
        if (signs[i].error == error) {
            *ret_sign = signs[i].sign;
            return true;
        }
    }
    return false;
}

/* Such as `10048/10055`, what a build counts, and bind_error_10013. */
static bool is_part_of_word(char c)
{
    return pp_is_digit(c) || c == '/' || c == '_';
}

/* A number by itself: not behind a colon or `port`, where it
 * would be a port, and not within a longer word. */
static bool is_alone(struct pp_sv text, size_t at, size_t len)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    char after = at + len < text.len ? text.ptr[at + len] : ' ';
    struct pp_sv word = pp_sv_sub(text, at >= 5 ? at - 5 : 0, 5);
    bool is_port = pp_sv_equal_nocase(word, PP_SV("port ")) ||
                   pp_sv_equal_nocase(word, PP_SV("port="));
    return !is_port && !is_part_of_word(after) && !is_part_of_word(before) &&
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
        {"10013", 10013},
        {"10048", 10048},
        {"10055", 10055},
        {"10049", PP_BIND_ADDRNOTAVAIL},
        {"2151350291", PP_BIND_HCN_PORT_EXISTS},
        {"2147942452", PP_BIND_NAME_EXISTS},
    };
    static const struct number_word hexadecimals[] = {
        {"0x80070020", 32},
        {"0x80070005", 5},
        {"0x800700b7", 183},
        {"0x8007271d", 10013},
        {"0x80072740", 10048},
        {"0x80072741", PP_BIND_ADDRNOTAVAIL},
        {"0x80072747", 10055},
        {"0x803b0013", PP_BIND_HCN_PORT_EXISTS},
        {"0x80070034", PP_BIND_NAME_EXISTS},
        {"0x8007054f", PP_BIND_NO_PORT_BLOCK},
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
            pp_bind_lower(text.ptr[at]) != pp_bind_lower(fragment.ptr[i])) {
            return false;
        }
        at++;
    }
    return true;
}

/* The first row of bind_words.def that the text says, of those that count
 * here; NULL for none. */
static const struct pp_bind_words *find_words(const struct pp_bind_codes *codes,
                                              struct pp_sv squeezed,
                                              bool is_text_only)
{
    size_t count = 0;
    const struct pp_bind_words *words = pp_bind_words(&count);
    const struct pp_bind_index *index = &codes->words;
    size_t best = count;
    for (size_t at = 0; at < squeezed.len; at++) {
        unsigned char c = (unsigned char)pp_bind_lower(squeezed.ptr[at]);
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

static enum pp_status squeeze(struct pp_bind_codes *codes, struct pp_sv text)
{
    struct pp_buf *out = &codes->squeezed;
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

static void make_index(struct pp_bind_codes *codes)
{
    size_t count = 0;
    const struct pp_bind_words *words = pp_bind_words(&count);
    for (size_t w = 0; w < count; w++) {
        pp_bind_index_add(&codes->words, w, words[w].fragment.ptr[0]);
    }
    codes->is_indexed = true;
}

enum pp_status pp_bind_error_of(struct pp_bind_codes *codes,
                                struct pp_sv text,
                                uint32_t *ret_error,
                                bool *ret_is_text)
{
    if (!codes->is_indexed) {
        make_index(codes);
    }
    *ret_error = find_number(text);
    PP_TRY(squeeze(codes, text));
    const struct pp_bind_words *words =
        find_words(codes, pp_buf_view(&codes->squeezed), *ret_error != 0);
    *ret_is_text = words != NULL && words->is_text;
    if (words != NULL && *ret_error == 0) {
        *ret_error = words->error;
    }
    return PP_OK;
}
