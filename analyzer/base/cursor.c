/* Readers that move on success only. */
#include "cursor.h"

size_t pp_cursor_skip_blanks(struct pp_cursor *cursor)
{
    const char *from = cursor->at;
    while (cursor->at < cursor->end && pp_is_blank(*cursor->at)) {
        cursor->at++;
    }
    return (size_t)(cursor->at - from);
}

bool pp_cursor_take(struct pp_cursor *cursor, char c)
{
    if (cursor->at == cursor->end || *cursor->at != c) {
        return false;
    }
    cursor->at++;
    return true;
}

/* Not even 0 may be added to NULL. */
static bool advance(struct pp_cursor *cursor, size_t len)
{
    if (len > 0) {
        cursor->at += len;
    }
    return true;
}

bool pp_cursor_take_sv(struct pp_cursor *cursor, struct pp_sv literal)
{
    if (!pp_sv_starts(pp_cursor_rest(cursor), literal)) {
        return false;
    }
    return advance(cursor, literal.len);
}

bool pp_cursor_take_nocase(struct pp_cursor *cursor, struct pp_sv literal)
{
    if (!pp_sv_starts_nocase(pp_cursor_rest(cursor), literal)) {
        return false;
    }
    return advance(cursor, literal.len);
}

bool pp_cursor_take_digits(struct pp_cursor *cursor, struct pp_sv *ret_digits)
{
    const char *from = cursor->at;
    const char *at = from;
    while (at < cursor->end && pp_is_digit(*at)) {
        at++;
    }
    if (at == from) {
        return false;
    }
    *ret_digits = (struct pp_sv){from, (size_t)(at - from)};
    cursor->at = at;
    return true;
}

bool pp_cursor_take_u32(struct pp_cursor *cursor,
                        uint32_t max,
                        uint32_t *ret_value)
{
    struct pp_cursor ahead = *cursor;
    struct pp_sv digits;
    if (!pp_cursor_take_digits(&ahead, &digits) ||
        !pp_sv_to_u32(digits, max, ret_value)) {
        return false;
    }
    *cursor = ahead;
    return true;
}

bool pp_cursor_take_word(struct pp_cursor *cursor, struct pp_sv *ret_word)
{
    const char *at = cursor->at;
    while (at < cursor->end && !pp_is_blank(*at)) {
        at++;
    }
    if (at == cursor->at) {
        return false;
    }
    *ret_word = (struct pp_sv){cursor->at, (size_t)(at - cursor->at)};
    cursor->at = at;
    return true;
}
