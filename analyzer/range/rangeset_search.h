/* The one search that both halves of the range set are built on. */
#ifndef PP_RANGE_RANGESET_SEARCH_H
#define PP_RANGE_RANGESET_SEARCH_H

#include "portplan/rangeset.h"

/* The first item whose last is at or above `port`; count if there is none. */
static inline size_t pp_rangeset_first_ending_at(const struct pp_rangeset *set,
                                                 uint32_t port)
{
    const struct pp_range *base = set->items;
    size_t left = set->count;
    if (left == 0) {
        return 0;
    }
    /* Halving without a branch on the data: the port asked for is anybody's
     * guess, so a branch would be mispredicted every second time. */
    while (left > 1) {
        size_t half = left / 2;
        base += base[half - 1].last < port ? half : 0;
        left -= half;
    }
    return (size_t)(base - set->items) + (base->last < port);
}

#endif
