/* Two machines compared: the parts put together, and the verdict. */
#include "base/alloc.h"
#include "base/bounds.h"
#include "diff_facts.h"
#include "diff_moves.h"
#include "diff_rows.h"
#include "diff_sockets.h"
#include "event_rules.h"

static enum pp_status compare(struct pp_diff *diff)
{
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        enum pp_protocol protocol = (enum pp_protocol)i;
        PP_TRY(pp_diff_rows_compare(diff, protocol));
        PP_TRY(pp_diff_moves_pair(&diff->tables[protocol]));
        PP_TRY(pp_diff_sockets_compare(diff, protocol));
        diff->dynamic_changed[i] =
            pp_diff_dynamic_changed(pp_machine_dynamic(diff->before, protocol),
                                    pp_machine_dynamic(diff->after, protocol));
    }
    PP_TRY(pp_diff_facts_compare(diff));
    return pp_event_rules_apply(diff);
}

enum pp_status pp_diff_run(const struct pp_machine *before,
                           const struct pp_machine *after,
                           struct pp_diff **ret_diff)
{
    struct pp_diff *diff = pp_calloc(1, sizeof(*diff));
    if (diff == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&diff->arena, PP_LIMIT_ARENA_BYTES);
    diff->before = before;
    diff->after = after;
    enum pp_status status = compare(diff);
    if (status != PP_OK) {
        pp_diff_free(diff);
        return status;
    }
    *ret_diff = diff;
    return PP_OK;
}

static void free_table(struct pp_diff_table *table)
{
    pp_free(table->kept.items);
    pp_free(table->removed.items);
    pp_free(table->added.items);
    pp_free(table->unknown.items);
    pp_free(table->moved.items);
    pp_free(table->changed.items);
}

void pp_diff_free(struct pp_diff *diff)
{
    if (diff == NULL) {
        return;
    }
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        free_table(&diff->tables[i]);
        pp_free((void *)diff->sockets[i].opened);
        pp_free((void *)diff->sockets[i].closed);
    }
    pp_free(diff->facts.items);
    pp_free(diff->events.items);
    pp_arena_done(&diff->arena);
    pp_free(diff);
}

/* --- the verdict ---------------------------------------------------------- */

static bool is_shown(const struct pp_dynamic *dynamic)
{
    return dynamic->basis == PP_BASIS_CAPTURED ||
           dynamic->basis == PP_BASIS_REGISTRY;
}

enum pp_tri pp_diff_dynamic_changed(const struct pp_dynamic *before,
                                    const struct pp_dynamic *after)
{
    if (!is_shown(before) || !is_shown(after)) {
        return PP_UNKNOWN;
    }
    return pp_range_equal(before->range, after->range) ? PP_NO : PP_YES;
}

static bool has_other_life(const struct pp_diff_rows *kept)
{
    for (size_t i = 0; i < kept->count; i++) {
        if (pp_diff_row_persists_anew(&kept->items[i])) {
            return true;
        }
    }
    return false;
}

static bool differs(const struct pp_diff *diff, enum pp_protocol protocol)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_diff_sockets *sockets = &diff->sockets[protocol];
    return table->removed.count > 0 || table->added.count > 0 ||
           has_other_life(&table->kept) || sockets->opened_count > 0 ||
           sockets->closed_count > 0 ||
           diff->dynamic_changed[protocol] == PP_YES;
}

static bool has_common_ground(const struct pp_diff *diff,
                              enum pp_protocol protocol)
{
    return diff->tables[protocol].is_compared ||
           diff->tables[protocol].kept.count > 0 ||
           diff->sockets[protocol].is_compared ||
           diff->dynamic_changed[protocol] != PP_UNKNOWN;
}

enum pp_tri pp_diff_is_same(const struct pp_diff *diff)
{
    bool is_comparable = diff->common_fact_count > 0;
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        if (differs(diff, (enum pp_protocol)i)) {
            return PP_NO;
        }
        is_comparable |= has_common_ground(diff, (enum pp_protocol)i);
    }
    if (diff->facts.count > 0) {
        return PP_NO;
    }
    return is_comparable ? PP_YES : PP_UNKNOWN;
}
