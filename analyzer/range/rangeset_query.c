/* Questions to a range set: none of them allocates or changes anything. */
#include <string.h>

#include "portplan/rangeset.h"

#include "rangeset_search.h"

bool pp_rangeset_equal(const struct pp_rangeset *a, const struct pp_rangeset *b)
{
    return a->count == b->count &&
           (a->count == 0 ||
            memcmp(a->items, b->items, a->count * sizeof(*a->items)) == 0);
}

const struct pp_range *pp_rangeset_find(const struct pp_rangeset *set,
                                        uint16_t port)
{
    size_t i = pp_rangeset_first_ending_at(set, port);
    bool is_in = i < set->count && set->items[i].first <= port;
    return is_in ? &set->items[i] : NULL;
}

bool pp_rangeset_contains(const struct pp_rangeset *set, uint16_t port)
{
    return pp_rangeset_find(set, port) != NULL;
}

bool pp_rangeset_overlaps(const struct pp_rangeset *set, struct pp_range range)
{
    size_t i = pp_rangeset_first_ending_at(set, range.first);
    return i < set->count && set->items[i].first <= range.last;
}

bool pp_rangeset_covers(const struct pp_rangeset *set, struct pp_range range)
{
    const struct pp_range *item = pp_rangeset_find(set, range.first);
    return item != NULL && pp_range_covers(*item, range);
}

uint32_t pp_rangeset_port_count(const struct pp_rangeset *set)
{
    return pp_rangeset_port_count_in(set, PP_RANGE_ALL);
}

uint32_t pp_rangeset_port_count_in(const struct pp_rangeset *set,
                                   struct pp_range within)
{
    uint32_t count = 0;
    struct pp_range part;
    size_t i = pp_rangeset_first_ending_at(set, within.first);
    while (i < set->count && pp_range_intersect(set->items[i], within, &part)) {
        count += pp_range_count(part);
        i++;
    }
    return count;
}

/* ------------------------------------------------------------------------ */
/* Free runs                                                                */

/* Goes over the free runs of a range, upward. */
struct gap_walk {
    const struct pp_rangeset *set;
    size_t idx;   /* the first item not yet passed */
    uint32_t at;  /* the first port not yet passed */
    uint32_t end; /* the port behind the range */
};

static struct gap_walk
walk_gaps(const struct pp_rangeset *set, uint32_t from, struct pp_range within)
{
    uint32_t at = from > within.first ? from : within.first;
    return (struct gap_walk){
        .set = set,
        .idx = pp_rangeset_first_ending_at(set, at),
        .at = at,
        .end = within.last + UINT32_C(1),
    };
}

static bool next_gap(struct gap_walk *walk, struct pp_range *gap)
{
    while (walk->at < walk->end) {
        uint32_t first = walk->at;
        uint32_t stop = walk->end;
        if (walk->idx < walk->set->count) {
            struct pp_range item = walk->set->items[walk->idx++];
            stop = item.first < stop ? item.first : stop;
            walk->at = item.last + UINT32_C(1);
        } else {
            walk->at = walk->end;
        }
        if (first < stop) {
            *gap = (struct pp_range){(uint16_t)first, (uint16_t)(stop - 1)};
            return true;
        }
    }
    return false;
}

bool pp_rangeset_find_free(const struct pp_rangeset *set,
                           uint32_t need_count,
                           uint32_t cursor,
                           struct pp_range within,
                           struct pp_range *ret_run)
{
    struct gap_walk walk = walk_gaps(set, cursor, within);
    struct pp_range gap;
    while (next_gap(&walk, &gap)) {
        if (pp_range_count(gap) >= need_count) {
            return pp_range_from_count(gap.first, need_count, ret_run);
        }
    }
    return false;
}

bool pp_rangeset_longest_free(const struct pp_rangeset *set,
                              struct pp_range within,
                              struct pp_range *ret_run)
{
    struct gap_walk walk = walk_gaps(set, 0, within);
    struct pp_range gap;
    uint32_t longest_count = 0;
    while (next_gap(&walk, &gap)) {
        if (pp_range_count(gap) > longest_count) {
            longest_count = pp_range_count(gap);
            *ret_run = gap;
        }
    }
    return longest_count > 0;
}

uint32_t pp_rangeset_count_free_blocks(const struct pp_rangeset *set,
                                       uint32_t block_count,
                                       struct pp_range within)
{
    if (block_count == 0) {
        return 0;
    }
    struct gap_walk walk = walk_gaps(set, 0, within);
    struct pp_range gap;
    uint32_t blocks = 0;
    while (next_gap(&walk, &gap)) {
        blocks += pp_range_count(gap) / block_count;
    }
    return blocks;
}

/* ------------------------------------------------------------------------ */
/* The invariants, by number                                                */

static int violated_invariant(const struct pp_rangeset *set)
{
    if (set->count > set->capacity ||
        (set->items == NULL) != (set->capacity == 0)) {
        return 3;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (set->items[i].first > set->items[i].last) {
            return 1;
        }
        if (i > 0 && set->items[i - 1].last + 1 >= set->items[i].first) {
            return 2;
        }
    }
    return 0;
}

bool pp_rangeset_check(const struct pp_rangeset *set, int *ret_violated)
{
    int violated = violated_invariant(set);
    if (violated != 0) {
        *ret_violated = violated;
    }
    return violated == 0;
}
