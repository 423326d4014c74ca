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

static char to_upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static size_t find_byte(struct pp_sv sv, char c, size_t from)
{
    const char *hit =
        from < sv.len ? memchr(sv.ptr + from, c, sv.len - from) : NULL;
    return hit != NULL ? (size_t)(hit - sv.ptr) : SIZE_MAX;
}

/* The next `c` in either case at or after `from`. The two positions found
 * last are kept, so that a text is looked through once for each case. */
struct letter_search {
    char cases[2];
    size_t next[2];
};

static size_t
find_letter(struct pp_sv sv, struct letter_search *search, size_t from)
{
    for (int i = 0; i < 2; i++) {
        if (search->next[i] != SIZE_MAX && search->next[i] < from) {
            search->next[i] = find_byte(sv, search->cases[i], from);
        }
    }
    return search->next[0] < search->next[1] ? search->next[0]
                                             : search->next[1];
}

size_t pp_sv_find_nocase(struct pp_sv sv, struct pp_sv needle, size_t from)
{
    if (needle.len == 0) {
        return from <= sv.len ? from : SIZE_MAX;
    }
    if (sv.len < needle.len || from > sv.len - needle.len) {
        return SIZE_MAX;
    }
    struct letter_search search = {
        .cases = {to_lower(needle.ptr[0]), to_upper(needle.ptr[0])},
        .next = {find_byte(sv, to_lower(needle.ptr[0]), from),
                 find_byte(sv, to_upper(needle.ptr[0]), from)},
    };
    for (;;) {
        from = find_letter(sv, &search, from);
        if (from == SIZE_MAX || sv.len - from < needle.len) {
            return SIZE_MAX;
        }
        if (same_nocase(sv.ptr + from, needle.ptr, needle.len)) {
            return from;
        }
        from++;
    }
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
