/* String views. */
#include "portplan/sv.h"

#include <string.h>

static char to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_nocase(const char *a, const char *b, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (to_lower(a[i]) != to_lower(b[i])) {
            return false;
        }
    }
    return true;
}

struct pp_sv pp_sv_from(const char *text)
{
    return (struct pp_sv){text, text != NULL ? strlen(text) : 0};
}

bool pp_sv_equal_nocase(struct pp_sv a, struct pp_sv b)
{
    return a.len == b.len && same_nocase(a.ptr, b.ptr, a.len);
}

bool pp_sv_starts_nocase(struct pp_sv sv, struct pp_sv prefix)
{
    return pp_sv_equal_nocase(pp_sv_sub(sv, 0, prefix.len), prefix);
}

size_t pp_sv_find(struct pp_sv sv, struct pp_sv needle, size_t from)
{
    if (needle.len == 0) {
        return from <= sv.len ? from : SIZE_MAX;
    }
    while (from < sv.len && sv.len - from >= needle.len) {
        const char *hit = memchr(
            sv.ptr + from, needle.ptr[0], sv.len - from - needle.len + 1);
        if (hit == NULL) {
            return SIZE_MAX;
        }
        if (memcmp(hit, needle.ptr, needle.len) == 0) {
            return (size_t)(hit - sv.ptr);
        }
        from = (size_t)(hit - sv.ptr) + 1;
    }
    return SIZE_MAX;
}

size_t pp_sv_find_nocase(struct pp_sv sv, struct pp_sv needle, size_t from)
{
    if (needle.len == 0) {
        return from <= sv.len ? from : SIZE_MAX;
    }
    for (size_t i = from; i <= sv.len && sv.len - i >= needle.len; i++) {
        if (same_nocase(sv.ptr + i, needle.ptr, needle.len)) {
            return i;
        }
    }
    return SIZE_MAX;
}

struct pp_sv pp_sv_trim(struct pp_sv sv)
{
    while (sv.len > 0 && pp_is_blank(sv.ptr[0])) {
        sv.ptr++;
        sv.len--;
    }
    while (sv.len > 0 && pp_is_blank(sv.ptr[sv.len - 1])) {
        sv.len--;
    }
    return sv;
}

bool pp_sv_to_u32(struct pp_sv sv, uint32_t max, uint32_t *ret_value)
{
    if (sv.len == 0) {
        return false;
    }
    uint64_t value = 0;
    for (size_t i = 0; i < sv.len; i++) {
        if (!pp_is_digit(sv.ptr[i])) {
            return false;
        }
        value = value * 10 + (uint64_t)(sv.ptr[i] - '0');
        if (value > max) {
            return false;
        }
    }
    *ret_value = (uint32_t)value;
    return true;
}
