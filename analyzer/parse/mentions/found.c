/* Ports on one line, and the words around them. */
#include "found.h"

#include "base/bytes.h"
#include "text/words.h"

/* Hyphen, tilde, the dashes and waves of print: 9187-9190, 5442~5641. */
static const char dashes[] =
    "-|~|\xE2\x80\x93|\xE2\x80\x94|\xE3\x80\x9C|\xEF\xBD\x9E";

static void put(struct pp_byte_set *set, unsigned char byte)
{
    set->bits[byte / 64] |= UINT64_C(1) << byte % 64;
}

static bool has(const struct pp_byte_set *set, unsigned char byte)
{
    return (set->bits[byte / 64] >> byte % 64 & 1) != 0;
}

void pp_byte_set_of(struct pp_sv line, struct pp_byte_set *ret_set)
{
    *ret_set = (struct pp_byte_set){{0}};
    for (size_t i = 0; i < line.len; i++) {
        put(ret_set, (unsigned char)line.ptr[i]);
    }
    for (unsigned c = 'A'; c <= 'Z'; c++) {
        if (has(ret_set, (unsigned char)c)) {
            put(ret_set, (unsigned char)(c | 0x20));
        }
    }
}

bool pp_byte_set_may_hold(const struct pp_byte_set *set, struct pp_sv word)
{
    for (size_t i = 0; i < word.len; i++) {
        if (!has(set, (unsigned char)word.ptr[i])) {
            return false;
        }
    }
    return true;
}

void pp_found_add(struct pp_found *found, const struct pp_found_port *port)
{
    if (found->count < PP_FOUND_MAX) {
        found->items[found->count++] = *port;
    }
}

static bool is_word_char(char c)
{
    /* Chinese and Japanese go on without a blank: no letter of theirs makes a
     * number part of a word. */
    return pp_is_digit(c) || pp_is_alpha(c) || c == '_' || c == '%';
}

/* `.5`, `-3`, `:30`: the number goes on. */
static bool goes_on(struct pp_sv behind)
{
    if (behind.len == 0) {
        return false;
    }
    char c = behind.ptr[0];
    if (is_word_char(c)) {
        return true;
    }
    bool is_joint = c == '.' || c == '-' || c == ':' || c == '+';
    return is_joint && behind.len > 1 && pp_is_digit(behind.ptr[1]);
}

size_t pp_port_at(struct pp_sv text, uint16_t *ret_port)
{
    size_t len = 0;
    uint32_t value = 0;
    while (len < text.len && pp_is_digit(text.ptr[len])) {
        len++;
    }
    if (!pp_sv_to_u32(pp_sv_sub(text, 0, len), PP_PORT_MAX, &value) ||
        value == 0 || goes_on(pp_sv_sub(text, len, SIZE_MAX))) {
        return 0;
    }
    *ret_port = (uint16_t)value;
    return len;
}

size_t pp_ports_at(struct pp_sv text, struct pp_range *ret_range)
{
    size_t len = 0;
    uint32_t first = 0;
    uint16_t last = 0;
    while (len < text.len && pp_is_digit(text.ptr[len])) {
        len++;
    }
    size_t dash = pp_words_start(dashes, pp_sv_sub(text, len, SIZE_MAX));
    size_t behind =
        dash > 0 ? pp_port_at(pp_sv_sub(text, len + dash, SIZE_MAX), &last) : 0;
    if (behind == 0) {
        len = pp_port_at(text, &last);
        *ret_range = (struct pp_range){last, last};
        return len;
    }
    if (!pp_sv_to_u32(pp_sv_sub(text, 0, len), last, &first) || first == 0) {
        return 0;
    }
    *ret_range = (struct pp_range){(uint16_t)first, last};
    return len + dash + behind;
}

bool pp_may_begin_port(struct pp_sv text, size_t at)
{
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    return pp_is_blank(before) || pp_is_one_of(before, "<(=#/\"'*|,`[{") ||
           (unsigned char)before >= 0x80;
}

void pp_found_add_list(struct pp_found *found,
                       const struct pp_found_port *like,
                       struct pp_sv list)
{
    struct pp_found_port port = *like;
    size_t from = 0;
    while (from < list.len) {
        uint16_t value = 0;
        struct pp_sv rest = pp_sv_trim(pp_sv_sub(list, from, SIZE_MAX));
        size_t len = pp_port_at(rest, &value);
        if (len == 0) {
            return;
        }
        port.range = (struct pp_range){value, value};
        port.part = pp_sv_sub(rest, 0, len);
        pp_found_add(found, &port);
        size_t comma = pp_sv_find(list, PP_SV(","), from);
        from = comma == SIZE_MAX ? list.len : comma + 1;
    }
}

/* --- words ---------------------------------------------------------------- */

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* A quote opens where a word or a value begins: not the one of `don't`. */
static bool opens_quote(struct pp_sv text, size_t at)
{
    if (!is_quote(text.ptr[at])) {
        return false;
    }
    char before = at > 0 ? text.ptr[at - 1] : ' ';
    return !pp_is_alpha(before) && !pp_is_digit(before);
}

/* Behind the quote that closes the one at `at`, or the next byte where none
 * does. */
static size_t skip_quoted(struct pp_sv text, size_t at)
{
    const struct pp_sv mark = {text.ptr + at, 1};
    size_t close = pp_sv_find(text, mark, at + 1);
    return close == SIZE_MAX ? at + 1 : close + 1;
}

bool pp_take_token(struct pp_sv *io_rest, struct pp_sv *ret_token)
{
    struct pp_sv rest = *io_rest;
    while (rest.len > 0 && pp_is_blank(rest.ptr[0])) {
        rest = pp_sv_sub(rest, 1, SIZE_MAX);
    }
    size_t end = 0;
    while (end < rest.len && !pp_is_blank(rest.ptr[end])) {
        end = opens_quote(rest, end) ? skip_quoted(rest, end) : end + 1;
    }
    *ret_token = pp_sv_sub(rest, 0, end);
    *io_rest = pp_sv_sub(rest, end, SIZE_MAX);
    return end > 0;
}

static bool is_wrapping(char c)
{
    return pp_is_one_of(c, "\"'`(){}[],;^");
}

struct pp_sv pp_bare_token(struct pp_sv token)
{
    while (token.len > 0 && is_wrapping(token.ptr[0])) {
        token = pp_sv_sub(token, 1, SIZE_MAX);
    }
    while (token.len > 0 && is_wrapping(token.ptr[token.len - 1])) {
        token.len--;
    }
    return token;
}

struct pp_sv pp_command_name(struct pp_sv token)
{
    struct pp_sv name = pp_bare_token(token);
    if (pp_sv_starts(name, PP_SV("$("))) {
        name = pp_sv_sub(name, 2, SIZE_MAX);
    }
    for (size_t i = name.len; i > 0; i--) {
        /* A path, or a prompt glued to the command: `C:\>netstat`. */
        char c = name.ptr[i - 1];
        if (c == '\\' || c == '/' || c == '>') {
            name = pp_sv_sub(name, i, SIZE_MAX);
            break;
        }
    }
    bool has_suffix =
        name.len > 4 &&
        pp_sv_equal_nocase(pp_sv_sub(name, name.len - 4, 4), PP_SV(".exe"));
    return has_suffix ? pp_sv_sub(name, 0, name.len - 4) : name;
}

bool pp_is_own_host(struct pp_sv host)
{
    return host.len == 0 ||
           pp_words_has("localhost|0.0.0.0|::|::1|[::]|[::1]|*|+|any|"
                        "$env:computername|%computername%|.",
                        host) ||
           pp_sv_starts(host, PP_SV("127."));
}
