/* Counting what the rules about events look at. */
#include "clues.h"

#include <stdlib.h>

#include "portplan/portset.h"

enum {
    BLOCK_PORTS = 100,
    /* "Near the old places": half of the moves are at most this far. The
     * restart of the corpus (c119, c126) has 363 there. */
    NEAR_PORTS = 1000,
    LEAST_MOVES = 3,     /* fewer moves have no middle worth naming */
    LEAST_PROCESSES = 3, /* likewise of process ids */
};

size_t blocks_in(const struct pp_exclusion *row, bool may_merge)
{
    /* What the persistent store holds, netsh put there. */
    if (row == NULL || row->is_administered == PP_YES ||
        row->is_persistent == PP_YES) {
        return 0;
    }
    if (row->owner == PP_OWNER_WINNAT ||
        row->owner == PP_OWNER_HNS_LOAD_BALANCER) {
        return 1;
    }
    uint32_t count = pp_range_count(row->range);
    bool is_joined = may_merge && row->owner == PP_OWNER_UNKNOWN &&
                     count > BLOCK_PORTS && count % BLOCK_PORTS == 0;
    return is_joined ? count / BLOCK_PORTS : 0;
}

bool may_merge_blocks(const struct pp_diff *diff, enum pp_protocol protocol)
{
    return pp_machine_table_extent(diff->before, protocol) == PP_TABLE_OPEN &&
           pp_machine_table_extent(diff->after, protocol) == PP_TABLE_OPEN;
}

/* Blocks of one owner among rows. A row whose mark changed is gone: something
 * else stands there now. */
static size_t count_of(const struct pp_diff_rows *rows,
                       bool is_before,
                       bool is_of_hns,
                       bool may_merge)
{
    size_t count = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_exclusion *row =
            is_before ? rows->items[i].before : rows->items[i].after;
        bool is_pool = row != NULL && row->owner == PP_OWNER_HNS_LOAD_BALANCER;
        count += is_pool == is_of_hns ? blocks_in(row, may_merge) : 0;
    }
    return count;
}

static void count_blocks(const struct pp_diff *diff,
                         enum pp_protocol protocol,
                         bool is_of_hns,
                         struct block_clues *blocks)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    bool may_merge = may_merge_blocks(diff, protocol);
    if (!table->is_compared) {
        return;
    }
    size_t kept = count_of(&table->kept, false, is_of_hns, may_merge);
    size_t gone = count_of(&table->removed, true, is_of_hns, may_merge);
    size_t fresh = count_of(&table->added, false, is_of_hns, may_merge);
    size_t lost = count_of(&table->unknown, true, is_of_hns, may_merge);
    size_t found = count_of(&table->unknown, false, is_of_hns, may_merge);
    blocks->kept += kept;
    blocks->gone += gone;
    blocks->fresh += fresh;
    blocks->unsure += lost + found;
    blocks->before += kept + gone + lost;
    blocks->after += kept + fresh + found;
}

/* Stopping winnat leaves the pools of HNS: they count where they changed. */
static void count_all_blocks(const struct pp_diff *diff, struct clues *clues)
{
    struct block_clues pools = {0};
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        count_blocks(diff, (enum pp_protocol)p, false, &clues->blocks);
        count_blocks(diff, (enum pp_protocol)p, true, &pools);
    }
    clues->is_of_hns = pools.gone > 0 || pools.fresh > 0;
    if (clues->is_of_hns) {
        struct block_clues *blocks = &clues->blocks;
        blocks->kept += pools.kept;
        blocks->gone += pools.gone;
        blocks->fresh += pools.fresh;
        blocks->unsure += pools.unsure;
        blocks->before += pools.before;
        blocks->after += pools.after;
    }
}

static void look_at_tables(const struct pp_diff *diff,
                           enum pp_protocol protocol,
                           struct clues *clues)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    if (!table->is_compared) {
        return;
    }
    for (size_t i = 0; i < table->kept.count; i++) {
        clues->other_kept += blocks_in(table->kept.items[i].after,
                                       may_merge_blocks(diff, protocol)) == 0;
    }
    clues->is_proven &=
        pp_machine_table_extent(diff->before, protocol) == PP_TABLE_WHOLE &&
        pp_machine_table_extent(diff->after, protocol) == PP_TABLE_WHOLE;
}

/* --- the moves ------------------------------------------------------------ */

static bool are_moves_near(const struct pp_diff *diff)
{
    size_t near = 0;
    size_t total = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pp_diff_rows *moved = &diff->tables[p].moved;
        for (size_t i = 0; i < moved->count; i++) {
            int distance = abs((int)moved->items[i].before->range.first -
                               (int)moved->items[i].after->range.first);
            near += distance <= NEAR_PORTS;
            total++;
        }
    }
    return total >= LEAST_MOVES && near * 2 > total;
}

static bool has_row_of_hns(const struct pp_diff_rows *rows, bool is_before)
{
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_exclusion *row =
            is_before ? rows->items[i].before : rows->items[i].after;
        if (row != NULL && row->owner == PP_OWNER_HNS_EXCLUDED_RANGE) {
            return true;
        }
    }
    return false;
}

static bool is_range_gone(const struct pp_diff *diff)
{
    return has_row_of_hns(&diff->tables[PP_TCP].removed, true) ||
           has_row_of_hns(&diff->tables[PP_UDP].removed, true);
}

static bool is_range_new(const struct pp_diff *diff)
{
    return has_row_of_hns(&diff->tables[PP_TCP].added, false) ||
           has_row_of_hns(&diff->tables[PP_UDP].added, false);
}

/* Whether a reservation that is new covers ports of a block that is gone. */
static bool is_reserved_over(const struct pp_diff_table *table)
{
    struct pp_portset reserved;
    pp_portset_clear(&reserved);
    for (size_t i = 0; i < table->added.count; i++) {
        const struct pp_exclusion *row = table->added.items[i].after;
        if (row->is_administered == PP_YES) {
            pp_portset_set_range(&reserved, row->range);
        }
    }
    for (size_t i = 0; i < table->removed.count; i++) {
        const struct pp_exclusion *row = table->removed.items[i].before;
        if (blocks_in(row, false) > 0 &&
            pp_portset_test_any(&reserved, row->range)) {
            return true;
        }
    }
    return false;
}

static enum situation situation_of(const struct pp_diff *diff,
                                   const struct block_clues *blocks)
{
    if (blocks->gone == 0 && blocks->fresh == 0) {
        return SITUATION_NONE;
    }
    if (blocks->after == 0) {
        return is_range_gone(diff) ? SITUATION_ALL_GONE_WITH_RANGE
                                   : SITUATION_ALL_GONE;
    }
    if (blocks->before == 0) {
        return is_range_new(diff) ? SITUATION_APPEARED_WITH_RANGE
                                  : SITUATION_APPEARED;
    }
    if (blocks->gone == 0) {
        return SITUATION_MORE;
    }
    if (is_reserved_over(&diff->tables[PP_TCP]) ||
        is_reserved_over(&diff->tables[PP_UDP])) {
        return SITUATION_RESERVED_OVER;
    }
    if (blocks->kept == 0) {
        return are_moves_near(diff) ? SITUATION_REPLACED_NEAR
                                    : SITUATION_REPLACED;
    }
    if (blocks->fresh == 0 && blocks->unsure == 0) {
        return SITUATION_FEWER;
    }
    return blocks->kept * 2 < blocks->before ? SITUATION_MOST_MOVED
                                             : SITUATION_SOME_MOVED;
}

/* --- the rest of the machine ---------------------------------------------- */

const struct pp_fact *boot_time_of(const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    const struct pp_fact *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_SETTING &&
            pp_sv_equal_nocase(facts[i].as.setting.name,
                               PP_SV(PP_BOOT_TIME_NAME))) {
            found = &facts[i];
        }
    }
    return found;
}

/* systeminfo says it; else the programs that hold the same ports: after a
 * boot they have other process ids. */
static void find_boot(const struct pp_diff *diff, struct clues *clues)
{
    const struct pp_fact *before = boot_time_of(diff->before);
    const struct pp_fact *after = boot_time_of(diff->after);
    if (before != NULL && after != NULL) {
        clues->is_boot_time = true;
        clues->boot =
            pp_sv_equal(before->as.setting.value, after->as.setting.value)
                ? BOOT_SAME
                : BOOT_OTHER;
        return;
    }
    size_t same = 0;
    size_t other = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        same += diff->sockets[p].same_process_count;
        other += diff->sockets[p].other_process_count;
    }
    clues->boot = BOOT_UNKNOWN;
    if (same >= LEAST_PROCESSES && same > 2 * other) {
        clues->boot = BOOT_SAME;
    } else if (other >= LEAST_PROCESSES && other > 2 * same) {
        clues->boot = BOOT_OTHER;
    }
}

static enum pp_tri hyper_v_of(const struct pp_machine *machine)
{
    enum pp_tri all =
        pp_machine_feature(machine, PP_SV("Microsoft-Hyper-V-All"));
    return all != PP_UNKNOWN
               ? all
               : pp_machine_feature(machine, PP_SV("Microsoft-Hyper-V"));
}

struct clues clues_of(const struct pp_diff *diff)
{
    struct clues clues = {.is_proven = true};
    count_all_blocks(diff, &clues);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        look_at_tables(diff, (enum pp_protocol)p, &clues);
    }
    clues.situation = situation_of(diff, &clues.blocks);
    find_boot(diff, &clues);
    clues.hyper_v[0] = hyper_v_of(diff->before);
    clues.hyper_v[1] = hyper_v_of(diff->after);
    clues.winnat_runs = pp_machine_service(diff->after, PP_SV("winnat"));
    return clues;
}
