/* Sets of bytes, and what of a text is in them. */
#include "bytes.h"

bool pp_is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

bool pp_has_one_of(struct pp_sv text, const char *set)
{
    for (size_t i = 0; i < text.len; i++) {
        if (pp_is_one_of(text.ptr[i], set)) {
            return true;
        }
    }
    return false;
}

bool pp_is_all_of(struct pp_sv text, const char *set)
{
    return pp_trim_start(text, set).len == 0;
}

size_t pp_word_len(struct pp_sv text, const char *others)
{
    size_t len = 0;
    while (len < text.len &&
           (pp_is_alpha(text.ptr[len]) || pp_is_digit(text.ptr[len]) ||
            pp_is_one_of(text.ptr[len], others))) {
        len++;
    }
    return len;
}

bool pp_is_all_word(struct pp_sv text, const char *others)
{
    return pp_word_len(text, others) == text.len;
}

struct pp_sv pp_trim_start(struct pp_sv text, const char *set)
{
    size_t at = 0;
    while (at < text.len && pp_is_one_of(text.ptr[at], set)) {
        at++;
    }
    return pp_sv_sub(text, at, SIZE_MAX);
}

struct pp_sv pp_trim_end(struct pp_sv text, const char *set)
{
    while (text.len > 0 && pp_is_one_of(text.ptr[text.len - 1], set)) {
        text.len--;
    }
    return text;
}

size_t pp_behind_last(struct pp_sv text, char c)
{
    size_t at = text.len;
    while (at > 0 && text.ptr[at - 1] != c) {
        at--;
    }
    return at;
}

struct pp_sv pp_take_until(struct pp_sv *io_rest, char end)
{
    size_t at = pp_sv_find(*io_rest, (struct pp_sv){&end, 1}, 0);
    struct pp_sv part = pp_sv_sub(*io_rest, 0, at);
    *io_rest = pp_sv_sub(*io_rest, part.len + 1, SIZE_MAX);
    return part;
}

unsigned pp_hex_digit(char c)
{
    if (pp_is_digit(c)) {
        return (unsigned)(c - '0');
    }
    if (c >= 'a' && c <= 'f') {
        return (unsigned)(c - 'a') + 10;
    }
    return c >= 'A' && c <= 'F' ? (unsigned)(c - 'A') + 10 : 16;
}

bool pp_hex_to_u64(struct pp_sv text, size_t max_digits, uint64_t *ret_value)
{
    uint64_t value = 0;
    if (text.len == 0 || text.len > max_digits ||
        !pp_is_all_of(text, PP_HEX_DIGITS)) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        value = value << 4 | pp_hex_digit(text.ptr[i]);
    }
    *ret_value = value;
    return true;
}
