/*
 * One range of ports, and the convention that the whole project keeps:
 *
 *   A range is closed on both ends, as Windows prints it: [first, last] holds
 *   first and last and all between, and first <= last. A range is never
 *   empty. Counts of ports are uint32_t and named _count, because the count
 *   of [0, 65535] is 65536 and does not fit the 16 bits of a port.
 *
 * Functions here take any port from 0 to 65535; only the text form refuses
 * port 0, which no user can mean.
 */
#ifndef PORTPLAN_RANGE_H
#define PORTPLAN_RANGE_H

#include "portplan/buf.h"
#include "portplan/sv.h"

PP_BEGIN_DECLS

enum {
    PP_PORT_MAX = 65535,
    PP_PORT_COUNT = 65536, /* also "no such port" where a uint32_t says so */
};

struct pp_range {
    uint16_t first; /* the lowest port in the range */
    uint16_t last;  /* the highest port in the range, never below `first` */
};

/* Every port there is. */
#ifdef __cplusplus
#    define PP_RANGE_ALL (pp_range{0, PP_PORT_MAX})
#else
#    define PP_RANGE_ALL ((struct pp_range){0, PP_PORT_MAX})
#endif

/* The ports in the range: 1 to 65536. */
static inline uint32_t pp_range_count(struct pp_range range)
{
    return (uint32_t)range.last - range.first + 1;
}

static inline bool pp_range_contains(struct pp_range range, uint16_t port)
{
    return range.first <= port && port <= range.last;
}

/* Whether at least one port is in both. */
static inline bool pp_range_overlaps(struct pp_range a, struct pp_range b)
{
    return a.first <= b.last && b.first <= a.last;
}

/* Whether the two overlap or stand side by side, so that one range can name
 * both. */
static inline bool pp_range_touches(struct pp_range a, struct pp_range b)
{
    return a.first <= (uint32_t)b.last + 1 && b.first <= (uint32_t)a.last + 1;
}

/* Whether every port of `inner` is in `outer`. */
static inline bool pp_range_covers(struct pp_range outer, struct pp_range inner)
{
    return outer.first <= inner.first && inner.last <= outer.last;
}

static inline bool pp_range_equal(struct pp_range a, struct pp_range b)
{
    return a.first == b.first && a.last == b.last;
}

/* The ports in both; false, and nothing written, when there are none. */
PP_API bool pp_range_intersect(struct pp_range a,
                               struct pp_range b,
                               struct pp_range *ret_range);

/* The range of `count` ports from `first` on; false, and nothing written, for
 * a count of 0 or an end above 65535. */
PP_API bool
pp_range_from_count(uint32_t first, uint32_t count, struct pp_range *ret_range);

/* Orders by first, then by last: below, equal to or above 0. */
PP_API int pp_range_compare(struct pp_range a, struct pp_range b);

/* Why a text is not a range. */
enum pp_range_error {
    PP_RANGE_OK = 0,
    PP_RANGE_EMPTY,            /* no text at all */
    PP_RANGE_NOT_A_NUMBER,     /* no digit where a number has to begin */
    PP_RANGE_TRAILING,         /* a range, and then something more */
    PP_RANGE_PORT_ZERO,        /* port 0 cannot be named */
    PP_RANGE_ABOVE_MAX,        /* a port or the end lies above 65535 */
    PP_RANGE_END_BEFORE_START, /* `200-100` */
    PP_RANGE_COUNT_ZERO,       /* `100+0` */
};

/*
 * Reads `55555`, `55500-55599` or `55500+100` (start + count): decimal, ports
 * 1 to 65535, no blanks, nothing behind. The form is looked at before the
 * values. On success writes `ret_range` and returns true; otherwise writes
 * `reterr_reason` (which may be NULL) and returns false.
 */
PP_API bool pp_range_parse(struct pp_sv text,
                           struct pp_range *ret_range,
                           enum pp_range_error *reterr_reason);

/* What is wrong, for people: lower case, no full stop, static storage, never
 * NULL. */
PP_API const char *pp_range_error_text(enum pp_range_error reason);

/* Appends `a-b`, or `a` where the range is one port; pp_range_parse reads it
 * back. A failure stays in the buffer's status. */
PP_API void pp_range_print(struct pp_buf *buf, struct pp_range range);

PP_END_DECLS

#endif
