/*
 * Changing a range set: one range at a time, and whole sets at once. Questions
 * are in rangeset_query.c. Memory is asked for before anything is changed.
 */
#include "portplan/rangeset.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "rangeset_search.h"

/* ------------------------------------------------------------------------ */
/* Lifetime                                                                 */

void pp_rangeset_init(struct pp_rangeset *set)
{
    *set = (struct pp_rangeset){0};
}

void pp_rangeset_done(struct pp_rangeset *set)
{
    if (set != NULL) {
        pp_free(set->items);
        pp_rangeset_init(set);
    }
}

void pp_rangeset_clear(struct pp_rangeset *set)
{
    set->count = 0;
}

enum pp_status pp_rangeset_reserve(struct pp_rangeset *set, size_t items)
{
    size_t extra = items > set->count ? items - set->count : 0;
    return PP_VEC_RESERVE(set, extra, PP_RANGESET_ITEMS_MAX);
}

enum pp_status pp_rangeset_copy(const struct pp_rangeset *other,
                                struct pp_rangeset *set)
{
    PP_TRY(pp_rangeset_reserve(set, other->count));
    if (other->count > 0) {
        memmove(set->items, other->items, other->count * sizeof(*set->items));
    }
    set->count = other->count;
    return PP_OK;
}

/* ------------------------------------------------------------------------ */
/* One range at a time                                                      */

/* The first item from `low` on whose first is above `port`. */
static size_t
first_behind(const struct pp_rangeset *set, size_t low, uint32_t port)
{
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (set->items[middle].first <= port) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Puts `pieces` in place of the items from `from` up to, not with, `to`. */
static enum pp_status replace_items(struct pp_rangeset *set,
                                    size_t from,
                                    size_t to,
                                    const struct pp_range *pieces,
                                    size_t piece_count)
{
    size_t old_count = to - from;
    PP_TRY(pp_rangeset_reserve(set, set->count - old_count + piece_count));
    if (set->count > to) {
        memmove(set->items + from + piece_count,
                set->items + to,
                (set->count - to) * sizeof(*set->items));
    }
    if (piece_count > 0) {
        memcpy(set->items + from, pieces, piece_count * sizeof(*pieces));
    }
    set->count = set->count - old_count + piece_count;
    return PP_OK;
}

enum pp_status pp_rangeset_add(struct pp_rangeset *set, struct pp_range range)
{
    /* A neighbour that only touches is joined too, hence one port wider. */
    uint32_t below = range.first > 0 ? range.first - UINT32_C(1) : 0;
    size_t from = pp_rangeset_first_ending_at(set, below);
    size_t to = first_behind(set, from, (uint32_t)range.last + 1);
    if (from < to) {
        struct pp_range low = set->items[from];
        struct pp_range high = set->items[to - 1];
        range.first = low.first < range.first ? low.first : range.first;
        range.last = high.last > range.last ? high.last : range.last;
    }
    return replace_items(set, from, to, &range, 1);
}

enum pp_status pp_rangeset_remove(struct pp_rangeset *set,
                                  struct pp_range range)
{
    size_t from = pp_rangeset_first_ending_at(set, range.first);
    size_t to = first_behind(set, from, range.last);
    if (from == to) {
        return PP_OK;
    }
    struct pp_range pieces[2];
    size_t piece_count = 0;
    struct pp_range low = set->items[from];
    struct pp_range high = set->items[to - 1];
    if (low.first < range.first) {
        uint16_t last = (uint16_t)(range.first - 1);
        pieces[piece_count++] = (struct pp_range){low.first, last};
    }
    if (high.last > range.last) {
        uint16_t first = (uint16_t)(range.last + 1);
        pieces[piece_count++] = (struct pp_range){first, high.last};
    }
    return replace_items(set, from, to, pieces, piece_count);
}

/* ------------------------------------------------------------------------ */
/* Whole sets                                                               */

/*
 * A set seen as the ascending list of places where it begins and ends: edge
 * 2i is the first port of item i, edge 2i+1 the port behind its last. After
 * an odd number of edges one is inside the set. All set operations are then
 * one merge of two such lists, and differ only in a table of four bits.
 */
enum set_op {
    OP_UNION = 0xE,        /* 1110: in b, in a, in both */
    OP_INTERSECTION = 0x8, /* 1000: in both */
    OP_DIFFERENCE = 0x4,   /* 0100: in a and not in b */
};

/* Above every edge there can be. */
enum {
    NO_EDGE = PP_PORT_COUNT + 1,
};

static uint32_t edge_at(const struct pp_rangeset *set, size_t edge)
{
    if (edge >= 2 * set->count) {
        return NO_EDGE;
    }
    struct pp_range item = set->items[edge / 2];
    return edge % 2 == 0 ? item.first : item.last + UINT32_C(1);
}

/* Fills `result`, which has room, with a op b. */
static void merge_edges(const struct pp_rangeset *a,
                        const struct pp_rangeset *b,
                        enum set_op op,
                        struct pp_rangeset *result)
{
    size_t edge_a = 0;
    size_t edge_b = 0;
    uint32_t start = NO_EDGE; /* of the item being built, if any */
    for (;;) {
        uint32_t at_a = edge_at(a, edge_a);
        uint32_t at_b = edge_at(b, edge_b);
        uint32_t at = at_a < at_b ? at_a : at_b;
        if (at == NO_EDGE) {
            return;
        }
        edge_a += at_a == at;
        edge_b += at_b == at;
        size_t state = edge_a % 2 * 2 + edge_b % 2;
        bool is_inside = ((unsigned)op >> state & 1) != 0;
        if (is_inside && start == NO_EDGE) {
            start = at;
        } else if (!is_inside && start != NO_EDGE) {
            result->items[result->count++] =
                (struct pp_range){(uint16_t)start, (uint16_t)(at - 1)};
            start = NO_EDGE;
        }
    }
}

static enum pp_status combine(const struct pp_rangeset *a,
                              const struct pp_rangeset *b,
                              enum set_op op,
                              struct pp_rangeset *ret_set)
{
    /* Each item begins where one of `a` or `b` begins, or, in a difference,
     * where one of `a` begins or one of `b` ends. */
    size_t most = a->count + b->count;
    if (most > PP_RANGESET_ITEMS_MAX) {
        most = PP_RANGESET_ITEMS_MAX;
    }
    /* Built apart, because ret_set may be an operand. */
    struct pp_rangeset result = {0};
    PP_TRY(pp_rangeset_reserve(&result, most));
    merge_edges(a, b, op, &result);
    pp_free(ret_set->items);
    *ret_set = result;
    return PP_OK;
}

enum pp_status pp_rangeset_union(const struct pp_rangeset *a,
                                 const struct pp_rangeset *b,
                                 struct pp_rangeset *ret_set)
{
    return combine(a, b, OP_UNION, ret_set);
}

enum pp_status pp_rangeset_intersection(const struct pp_rangeset *a,
                                        const struct pp_rangeset *b,
                                        struct pp_rangeset *ret_set)
{
    return combine(a, b, OP_INTERSECTION, ret_set);
}

enum pp_status pp_rangeset_difference(const struct pp_rangeset *a,
                                      const struct pp_rangeset *b,
                                      struct pp_rangeset *ret_set)
{
    return combine(a, b, OP_DIFFERENCE, ret_set);
}

enum pp_status pp_rangeset_complement(const struct pp_rangeset *set,
                                      struct pp_range within,
                                      struct pp_rangeset *ret_set)
{
    const struct pp_rangeset whole = {
        .items = &within,
        .count = 1,
        .capacity = 1,
    };
    return combine(&whole, set, OP_DIFFERENCE, ret_set);
}
