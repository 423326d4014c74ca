/*
 * String views: a pointer and a length into somebody else's bytes. Nothing is
 * copied and nothing needs a final NUL. A view is valid as long as the bytes
 * behind it are.
 */
#ifndef PORTPLAN_SV_H
#define PORTPLAN_SV_H

#include <string.h>

#include "portplan/base.h"

PP_BEGIN_DECLS

struct pp_sv {
    const char *ptr; /* NULL only in a view of length 0 */
    size_t len;      /* in bytes */
};

/* A view of a string literal. */
#ifdef __cplusplus
#    define PP_SV(literal) (pp_sv{(literal), sizeof(literal) - 1})
#else
#    define PP_SV(literal) ((struct pp_sv){(literal), sizeof(literal) - 1})
#endif

/* The same as an initialiser of static storage, where a compound literal is no
 * constant. */
#define PP_SV_INIT(literal)            \
    {                                  \
        (literal), sizeof(literal) - 1 \
    }

/* For printf's "%.*s". Views handed to printf are short (a line at most). */
#define PP_SV_ARGS(sv) (int)(sv).len, (sv).ptr != NULL ? (sv).ptr : ""

/* A view of a NUL-terminated string; NULL gives the empty view. */
PP_API struct pp_sv pp_sv_from(const char *text);

/* The bytes from `from` on, at most `len` of them; clamped to the view. */
static inline struct pp_sv pp_sv_sub(struct pp_sv sv, size_t from, size_t len)
{
    from = from < sv.len ? from : sv.len;
    len = len < sv.len - from ? len : sv.len - from;
    /* No sum with the NULL of an empty view. */
    struct pp_sv part = {from > 0 ? sv.ptr + from : sv.ptr, len};
    return part;
}

static inline bool pp_sv_equal(struct pp_sv a, struct pp_sv b)
{
    if (a.len != b.len || a.len == 0) {
        return a.len == b.len;
    }
    return a.ptr != NULL && b.ptr != NULL && memcmp(a.ptr, b.ptr, a.len) == 0;
}

static inline bool pp_sv_starts(struct pp_sv sv, struct pp_sv prefix)
{
    return sv.len >= prefix.len &&
           pp_sv_equal(pp_sv_sub(sv, 0, prefix.len), prefix);
}

static inline bool pp_sv_ends(struct pp_sv sv, struct pp_sv suffix)
{
    return sv.len >= suffix.len &&
           pp_sv_equal(pp_sv_sub(sv, sv.len - suffix.len, suffix.len), suffix);
}

/* ASCII letters compare without case; all other bytes as they are. */
PP_API bool pp_sv_equal_nocase(struct pp_sv a, struct pp_sv b);
PP_API bool pp_sv_starts_nocase(struct pp_sv sv, struct pp_sv prefix);

/* Index of the first occurrence at or after `from`, or SIZE_MAX. */
PP_API size_t pp_sv_find(struct pp_sv sv, struct pp_sv needle, size_t from);
PP_API size_t pp_sv_find_nocase(struct pp_sv sv,
                                struct pp_sv needle,
                                size_t from);

/* Without the blanks and tabs at both ends. */
PP_API struct pp_sv pp_sv_trim(struct pp_sv sv);

/* The whole view as a decimal number not above `max`; false for anything else
 * (empty, a sign, a blank, a letter, too large). Writes on success only. */
PP_API bool pp_sv_to_u32(struct pp_sv sv, uint32_t max, uint32_t *ret_value);

/* ASCII classes, independent of the locale. */
static inline bool pp_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool pp_is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static inline bool pp_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

PP_END_DECLS

#endif
