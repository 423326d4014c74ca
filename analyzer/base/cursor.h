/*
 * A cursor over a view: small readers that move forward when they succeed and
 * stay where they are when they do not, so that they chain with && and ||.
 */
#ifndef PP_BASE_CURSOR_H
#define PP_BASE_CURSOR_H

#include "portplan/sv.h"

struct pp_cursor {
    const char *start; /* where the view began: for columns */
    const char *at;    /* the next byte */
    const char *end;   /* after the last byte */
};

static inline struct pp_cursor pp_cursor_over(struct pp_sv sv)
{
    /* Not even 0 may be added to NULL. */
    const char *end = sv.len > 0 ? sv.ptr + sv.len : sv.ptr;
    return (struct pp_cursor){sv.ptr, sv.ptr, end};
}

static inline bool pp_cursor_at_end(const struct pp_cursor *cursor)
{
    return cursor->at == cursor->end;
}

/* The next byte, or NUL at the end (a NUL byte in the text looks the same;
 * ask pp_cursor_at_end where it matters). */
static inline char pp_cursor_peek(const struct pp_cursor *cursor)
{
    return cursor->at == cursor->end ? '\0' : *cursor->at;
}

/* How many bytes the cursor has passed. */
static inline size_t pp_cursor_offset(const struct pp_cursor *cursor)
{
    return (size_t)(cursor->at - cursor->start);
}

/* What is left. */
static inline struct pp_sv pp_cursor_rest(const struct pp_cursor *cursor)
{
    return (struct pp_sv){cursor->at, (size_t)(cursor->end - cursor->at)};
}

/* Skips blanks and tabs; returns how many. */
size_t pp_cursor_skip_blanks(struct pp_cursor *cursor);

/* Takes `c` if it is next. */
bool pp_cursor_take(struct pp_cursor *cursor, char c);

/* Takes `literal` if it is next; the second form ignores ASCII case. */
bool pp_cursor_take_sv(struct pp_cursor *cursor, struct pp_sv literal);
bool pp_cursor_take_nocase(struct pp_cursor *cursor, struct pp_sv literal);

/* Takes a run of digits of any length; false without one. */
bool pp_cursor_take_digits(struct pp_cursor *cursor, struct pp_sv *ret_digits);

/* Takes a run of digits as a number not above `max`. A larger number is left
 * unread and gives false. */
bool pp_cursor_take_u32(struct pp_cursor *cursor,
                        uint32_t max,
                        uint32_t *ret_value);

/* Takes bytes up to the next blank or tab; false at a blank or the end. */
bool pp_cursor_take_word(struct pp_cursor *cursor, struct pp_sv *ret_word);

#endif
