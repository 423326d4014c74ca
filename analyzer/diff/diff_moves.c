/*
 * Which blocks have moved. Windows gives blocks no names: after a restart as
 * many new ones of the same size stand elsewhere, and any of them could be
 * called the successor of any other. Blocks keep their order here, because
 * they are made upward (docs/ports-on-windows.md#winnat-and-hns), and of all
 * pairings that keep the order the one is taken whose distances add up to the
 * least. Both directions of a comparison then pair the same blocks.
 *
 * cost[s] is the least sum for the first i blocks of the shorter list, where s
 * blocks of the longer one were left out before them.
 */
#include "diff_moves.h"

#include <stdlib.h>

#include "base/alloc.h"
#include "diff_rows.h"

enum {
    /* Cells of the search, a byte each; full tables of blocks of 100 need
     * 110,000, of 10 eleven million. Above it nothing is paired. */
    MAX_CELLS = 1 << 24,
};

/* What Windows makes again at a restart, told by owner and length. */
struct shape {
    enum pp_owner owner;
    uint32_t port_count;
};

/* The rows of one shape on one side, ascending. */
struct blocks {
    const struct pp_exclusion **rows;
    size_t count;
};

static bool has_shape(const struct pp_exclusion *row, struct shape shape)
{
    return row != NULL && row->owner == shape.owner &&
           pp_range_count(row->range) == shape.port_count;
}

/* Of the rows that stand on one side only. */
static enum pp_status collect(const struct pp_diff_rows *from,
                              bool is_before,
                              struct shape shape,
                              struct blocks *ret_blocks)
{
    *ret_blocks = (struct blocks){0};
    ret_blocks->rows = pp_calloc(from->count + 1, sizeof(*ret_blocks->rows));
    if (ret_blocks->rows == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < from->count; i++) {
        const struct pp_diff_row *row = &from->items[i];
        const struct pp_exclusion *own = is_before ? row->before : row->after;
        const struct pp_exclusion *other = is_before ? row->after : row->before;
        if (other == NULL && has_shape(own, shape)) {
            ret_blocks->rows[ret_blocks->count++] = own;
        }
    }
    return PP_OK;
}

static uint64_t distance(const struct pp_exclusion *a,
                         const struct pp_exclusion *b)
{
    uint16_t left = a->range.first;
    uint16_t right = b->range.first;
    return left < right ? (uint64_t)right - left : (uint64_t)left - right;
}

/* Fills `is_skip`, a row of `spare + 1` flags for each block of the shorter
 * list: whether the block of the longer list at this place is left out. */
static void search(const struct blocks *few,
                   const struct blocks *many,
                   size_t spare,
                   uint64_t *cost,
                   bool *is_skip)
{
    for (size_t s = 0; s <= spare; s++) {
        cost[s] = 0;
    }
    for (size_t i = 0; i < few->count; i++) {
        bool *flags = is_skip + i * (spare + 1);
        for (size_t s = 0; s <= spare; s++) {
            cost[s] += distance(few->rows[i], many->rows[i + s]);
            flags[s] = s > 0 && cost[s - 1] <= cost[s];
            cost[s] = flags[s] ? cost[s - 1] : cost[s];
        }
    }
}

/* Goes back over the flags from the end; `ret_partner` gets for each block of
 * the shorter list its index in the longer one. */
static void
trace(size_t few_count, size_t spare, const bool *is_skip, size_t *ret_partner)
{
    size_t s = spare;
    for (size_t i = few_count; i > 0; i--) {
        const bool *flags = is_skip + (i - 1) * (spare + 1);
        while (flags[s]) {
            s--;
        }
        ret_partner[i - 1] = i - 1 + s;
    }
}

static enum pp_status pair_up(const struct blocks *few,
                              const struct blocks *many,
                              size_t *ret_partner)
{
    size_t spare = many->count - few->count;
    uint64_t *cost = pp_calloc(spare + 1, sizeof(*cost));
    bool *is_skip = pp_calloc(few->count * (spare + 1), sizeof(*is_skip));
    enum pp_status status = PP_ERR_NOMEM;
    if (cost != NULL && is_skip != NULL) {
        search(few, many, spare, cost, is_skip);
        trace(few->count, spare, is_skip, ret_partner);
        status = PP_OK;
    }
    pp_free(cost);
    pp_free(is_skip);
    return status;
}

static enum pp_status add_moves(struct pp_diff_table *table,
                                const struct blocks *gone,
                                const struct blocks *new_ones)
{
    bool is_gone_few = gone->count <= new_ones->count;
    const struct blocks *few = is_gone_few ? gone : new_ones;
    const struct blocks *many = is_gone_few ? new_ones : gone;
    if (few->count == 0 ||
        few->count > MAX_CELLS / (many->count - few->count + 1)) {
        return PP_OK;
    }
    size_t *partner = pp_calloc(few->count, sizeof(*partner));
    if (partner == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = pair_up(few, many, partner);
    for (size_t i = 0; i < few->count && status == PP_OK; i++) {
        const struct pp_exclusion *other = many->rows[partner[i]];
        status = pp_diff_rows_add(&table->moved,
                                  is_gone_few ? few->rows[i] : other,
                                  is_gone_few ? other : few->rows[i]);
    }
    pp_free(partner);
    return status;
}

/* The rows of a machine stand in one array, ascending. */
static int compare_moves(const void *a, const void *b)
{
    const struct pp_diff_row *left = a;
    const struct pp_diff_row *right = b;
    return (left->before > right->before) - (left->before < right->before);
}

/* Tells the rows of one side, which ascend as `of_moves` does, their
 * partners. */
static void mark_partners(struct pp_diff_rows *rows,
                          bool is_before,
                          const struct blocks *of_moves,
                          const struct pp_diff_rows *moves)
{
    size_t at = 0;
    for (size_t i = 0; i < rows->count; i++) {
        struct pp_diff_row *row = &rows->items[i];
        const struct pp_exclusion *own = is_before ? row->before : row->after;
        if (at < of_moves->count && of_moves->rows[at] == own) {
            *row = moves->items[at];
            at++;
        }
    }
}

/* Moves of one shape: finds them, and tells them to the rows themselves. */
static enum pp_status pair_shape(struct pp_diff_table *table,
                                 struct shape shape)
{
    struct blocks gone = {0};
    struct blocks new_ones = {0};
    size_t first = table->moved.count;
    enum pp_status status = collect(&table->removed, true, shape, &gone);
    if (status == PP_OK) {
        status = collect(&table->added, false, shape, &new_ones);
    }
    if (status == PP_OK) {
        status = add_moves(table, &gone, &new_ones);
    }
    if (status == PP_OK && table->moved.count > first) {
        const struct pp_diff_rows moves = {
            .items = table->moved.items + first,
            .count = table->moved.count - first,
        };
        gone.count = moves.count;
        new_ones.count = moves.count;
        for (size_t i = 0; i < moves.count; i++) {
            gone.rows[i] = moves.items[i].before;
            new_ones.rows[i] = moves.items[i].after;
        }
        mark_partners(&table->removed, true, &gone, &moves);
        mark_partners(&table->added, false, &new_ones, &moves);
    }
    pp_free((void *)gone.rows);
    pp_free((void *)new_ones.rows);
    return status;
}

enum pp_status pp_diff_moves_pair(struct pp_diff_table *table)
{
    static const struct shape shapes[] = {
        {PP_OWNER_WINNAT, 100},
        {PP_OWNER_WINNAT, 10},
        {PP_OWNER_HNS_LOAD_BALANCER, 64},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(shapes); i++) {
        PP_TRY(pair_shape(table, shapes[i]));
    }
    if (table->moved.count > 1) {
        qsort(table->moved.items,
              table->moved.count,
              sizeof(*table->moved.items),
              compare_moves);
    }
    return PP_OK;
}
