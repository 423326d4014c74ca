/* The naive answers. Kept dull on purpose: no search, no merging, no bits. */
#include "oracle.h"

#include <stdlib.h>

void pp_oracle_fill(struct pp_oracle_set *set, struct pp_range range, bool in)
{
    for (uint32_t port = range.first; port <= range.last; port++) {
        set->is_in[port] = in;
    }
}

static bool is_free(const struct pp_oracle_set *set, struct pp_range range)
{
    for (uint32_t port = range.first; port <= range.last; port++) {
        if (set->is_in[port]) {
            return false;
        }
    }
    return true;
}

uint32_t pp_oracle_count(const struct pp_oracle_set *set,
                         struct pp_range within)
{
    uint32_t count = 0;
    for (uint32_t port = within.first; port <= within.last; port++) {
        count += set->is_in[port];
    }
    return count;
}

uint32_t pp_oracle_next(const struct pp_oracle_set *set, uint32_t from, bool in)
{
    for (uint32_t port = from; port < PP_PORT_COUNT; port++) {
        if (set->is_in[port] == in) {
            return port;
        }
    }
    return PP_PORT_COUNT;
}

/* Whether `need_count` ports from `first` on are inside `within` and free. */
static bool is_free_run(const struct pp_oracle_set *set,
                        uint32_t need_count,
                        uint32_t first,
                        struct pp_range within)
{
    uint64_t last = (uint64_t)first + need_count - 1;
    return need_count > 0 && first >= within.first && last <= within.last &&
           is_free(set, (struct pp_range){(uint16_t)first, (uint16_t)last});
}

bool pp_oracle_find_free(const struct pp_oracle_set *set,
                         uint32_t need_count,
                         uint32_t cursor,
                         struct pp_range within,
                         struct pp_range *ret_run)
{
    for (uint32_t first = within.first; first <= within.last; first++) {
        if (first >= cursor && is_free_run(set, need_count, first, within)) {
            *ret_run = (struct pp_range){(uint16_t)first,
                                         (uint16_t)(first + need_count - 1)};
            return true;
        }
    }
    return false;
}

/* The free ports from `first` on, inside `within`. */
static uint32_t free_run_count(const struct pp_oracle_set *set,
                               uint32_t first,
                               struct pp_range within)
{
    uint32_t count = 0;
    while (first + count <= within.last && !set->is_in[first + count]) {
        count++;
    }
    return count;
}

bool pp_oracle_longest_free(const struct pp_oracle_set *set,
                            struct pp_range within,
                            struct pp_range *ret_run)
{
    uint32_t longest_count = 0;
    for (uint32_t first = within.first; first <= within.last; first++) {
        uint32_t count = free_run_count(set, first, within);
        if (count > longest_count) {
            longest_count = count;
            *ret_run = (struct pp_range){(uint16_t)first,
                                         (uint16_t)(first + count - 1)};
        }
    }
    return longest_count > 0;
}

uint32_t pp_oracle_count_free_blocks(const struct pp_oracle_set *set,
                                     uint32_t block_count,
                                     struct pp_range within)
{
    uint32_t blocks = 0;
    uint32_t free_count = 0;
    for (uint32_t port = within.first; port <= within.last; port++) {
        free_count = set->is_in[port] ? 0 : free_count + 1;
        if (free_count == block_count) {
            blocks += block_count > 0;
            free_count = 0;
        }
    }
    return blocks;
}

static void
claim_ports(struct pp_oracle_items *items, struct pp_range range, bool in)
{
    for (uint32_t port = range.first; port <= range.last; port++) {
        items->claims[port] += in ? 1 : UINT32_MAX;
    }
}

void pp_oracle_add_item(struct pp_oracle_items *items, struct pp_hit item)
{
    items->items[items->count++] = item;
    claim_ports(items, item.range, true);
}

void pp_oracle_remove_item(struct pp_oracle_items *items, size_t idx)
{
    claim_ports(items, items->items[idx].range, false);
    items->items[idx] = items->items[--items->count];
}

static bool is_answer(enum pp_oracle_question question,
                      struct pp_range item,
                      struct pp_range range)
{
    switch (question) {
    case PP_ORACLE_OVERLAPPING:
        return pp_range_overlaps(item, range);
    case PP_ORACLE_ENCLOSING:
        return pp_range_covers(item, range);
    case PP_ORACLE_ALL:
        return true;
    }
    return false;
}

static int compare_hits(const void *left, const void *right)
{
    const struct pp_hit *a = left;
    const struct pp_hit *b = right;
    int order = pp_range_compare(a->range, b->range);
    return order != 0 ? order
                      : (a->handle > b->handle) - (a->handle < b->handle);
}

size_t pp_oracle_answers(const struct pp_oracle_items *items,
                         enum pp_oracle_question question,
                         struct pp_range range,
                         struct pp_hit *ret_hits)
{
    size_t count = 0;
    for (size_t i = 0; i < items->count; i++) {
        if (is_answer(question, items->items[i].range, range)) {
            ret_hits[count++] = items->items[i];
        }
    }
    qsort(ret_hits, count, sizeof(*ret_hits), compare_hits);
    return count;
}
