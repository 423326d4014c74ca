/*
 * The rows of two tables side by side. Both ascend, so one walk over the two
 * finds the rows of equal ranges; of these, equal marks go together first,
 * then a lost mark with any, and what is left has changed its mark.
 */
#include "diff_rows.h"

#include "base/alloc.h"
#include "base/bounds.h"

enum pp_status pp_diff_rows_add(struct pp_diff_rows *rows,
                                const struct pp_exclusion *before,
                                const struct pp_exclusion *after)
{
    PP_TRY(PP_VEC_RESERVE(rows, 1, 2 * (size_t)PP_LIMIT_FACTS));
    rows->items[rows->count++] = (struct pp_diff_row){before, after};
    return PP_OK;
}

/* One table, and how far the walk has come. */
struct side {
    const struct pp_exclusion *rows;
    size_t count;
    size_t at;     /* the first row of the group looked at */
    size_t end;    /* behind its last */
    bool *is_used; /* a flag a row */
    enum pp_table_extent extent;
};

static enum pp_status open_side(struct side *side,
                                const struct pp_machine *machine,
                                enum pp_protocol protocol)
{
    *side = (struct side){
        .extent = pp_machine_table_extent(machine, protocol),
    };
    side->rows = pp_machine_exclusions(machine, protocol, &side->count);
    side->is_used = pp_calloc(side->count + 1, sizeof(*side->is_used));
    return side->is_used != NULL ? PP_OK : PP_ERR_NOMEM;
}

static bool is_at_end(const struct side *side)
{
    return side->at == side->count;
}

/* The next range in either table: the group of its rows on both sides. */
static bool next_group(struct side *before, struct side *after)
{
    before->at = before->end;
    after->at = after->end;
    if (is_at_end(before) && is_at_end(after)) {
        return false;
    }
    bool is_after = is_at_end(before) ||
                    (!is_at_end(after) &&
                     pp_range_compare(after->rows[after->at].range,
                                      before->rows[before->at].range) < 0);
    struct pp_range range = is_after ? after->rows[after->at].range
                                     : before->rows[before->at].range;
    while (before->end < before->count &&
           pp_range_equal(before->rows[before->end].range, range)) {
        before->end++;
    }
    while (after->end < after->count &&
           pp_range_equal(after->rows[after->end].range, range)) {
        after->end++;
    }
    return true;
}

/* The next row of the group from `from` on that has this mark and no partner;
 * the end of the group if there is none. */
static size_t find(const struct side *side, size_t from, enum pp_tri mark)
{
    while (from < side->end &&
           (side->is_used[from] || side->rows[from].is_administered != mark)) {
        from++;
    }
    return from;
}

/* Pairs rows of the group whose marks are these two. */
static enum pp_status pair(struct side *before,
                           struct side *after,
                           const enum pp_tri marks[2],
                           struct pp_diff_rows *into)
{
    size_t left = find(before, before->at, marks[0]);
    size_t right = find(after, after->at, marks[1]);
    while (left < before->end && right < after->end) {
        PP_TRY(
            pp_diff_rows_add(into, &before->rows[left], &after->rows[right]));
        before->is_used[left] = true;
        after->is_used[right] = true;
        left = find(before, left, marks[0]);
        right = find(after, right, marks[1]);
    }
    return PP_OK;
}

static enum pp_status
pair_group(struct side *before, struct side *after, struct pp_diff_table *table)
{
    static const enum pp_tri kept[][2] = {
        {PP_YES, PP_YES},
        {PP_NO, PP_NO},
        {PP_UNKNOWN, PP_UNKNOWN},
        {PP_UNKNOWN, PP_YES},
        {PP_YES, PP_UNKNOWN},
        {PP_UNKNOWN, PP_NO},
        {PP_NO, PP_UNKNOWN},
    };
    static const enum pp_tri changed[][2] = {{PP_YES, PP_NO}, {PP_NO, PP_YES}};
    for (size_t i = 0; i < PP_ARRAY_LEN(kept); i++) {
        PP_TRY(pair(before, after, kept[i], &table->kept));
    }
    size_t first = table->changed.count;
    for (size_t i = 0; i < PP_ARRAY_LEN(changed); i++) {
        PP_TRY(pair(before, after, changed[i], &table->changed));
    }
    for (size_t i = first; i < table->changed.count; i++) {
        struct pp_diff_row row = table->changed.items[i];
        PP_TRY(pp_diff_rows_add(&table->removed, row.before, row.after));
        PP_TRY(pp_diff_rows_add(&table->added, row.before, row.after));
    }
    return PP_OK;
}

/* Whether a table without this row proves that there is none. */
static bool proves_absence(const struct side *side, struct pp_range range)
{
    switch (side->extent) {
    case PP_TABLE_WHOLE:
    case PP_TABLE_OPEN:
        return true;
    case PP_TABLE_CUT:
        return side->count > 0 &&
               pp_range_compare(range, side->rows[side->count - 1].range) < 0;
    case PP_TABLE_HOLED:
    case PP_TABLE_NONE:
        return false;
    }
    return false;
}

static enum pp_status add_unpaired(const struct side *before,
                                   const struct side *after,
                                   struct pp_diff_table *table)
{
    for (size_t i = before->at; i < before->end; i++) {
        const struct pp_exclusion *row = &before->rows[i];
        if (!before->is_used[i]) {
            bool is_gone = proves_absence(after, row->range);
            PP_TRY(pp_diff_rows_add(
                is_gone ? &table->removed : &table->unknown, row, NULL));
        }
    }
    for (size_t i = after->at; i < after->end; i++) {
        const struct pp_exclusion *row = &after->rows[i];
        if (!after->is_used[i]) {
            bool is_new = proves_absence(before, row->range);
            PP_TRY(pp_diff_rows_add(
                is_new ? &table->added : &table->unknown, NULL, row));
        }
    }
    return PP_OK;
}

static enum pp_status
walk(struct side *before, struct side *after, struct pp_diff_table *table)
{
    while (next_group(before, after)) {
        PP_TRY(pair_group(before, after, table));
        PP_TRY(add_unpaired(before, after, table));
    }
    return PP_OK;
}

/* Without a table, rows that the persistent store alone tells of: the registry,
 * or a listing of it. */
static bool is_store(const struct side *side)
{
    for (size_t i = 0; i < side->count; i++) {
        if (side->rows[i].is_persistent != PP_YES) {
            return false;
        }
    }
    return side->extent == PP_TABLE_NONE && side->count > 0;
}

/* Two stores are compared as two tables are. */
static void open_stores(struct side *before, struct side *after)
{
    if (is_store(before) && is_store(after)) {
        before->extent = PP_TABLE_OPEN;
        after->extent = PP_TABLE_OPEN;
    }
}

enum pp_status pp_diff_rows_compare(struct pp_diff *diff,
                                    enum pp_protocol protocol)
{
    struct side before = {0};
    struct side after = {0};
    struct pp_diff_table *table = &diff->tables[protocol];
    enum pp_status status = open_side(&before, diff->before, protocol);
    if (status == PP_OK) {
        status = open_side(&after, diff->after, protocol);
    }
    if (status == PP_OK) {
        open_stores(&before, &after);
        table->is_compared =
            before.extent != PP_TABLE_NONE && after.extent != PP_TABLE_NONE;
        status = walk(&before, &after, table);
    }
    pp_free(before.is_used);
    pp_free(after.is_used);
    return status;
}
