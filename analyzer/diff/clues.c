/* Naming and counting what the rules about events look at. */
#include "clues.h"

#include <assert.h>
#include <stdlib.h>

enum {
    BLOCK_PORTS = 100,
    /* "Near the old places": half of the moves are at most this far. The
     * restart of the corpus (c119, c126) has 363 there. */
    NEAR_PORTS = 1000,
    LEAST_MOVES = 3,     /* fewer moves have no middle worth naming */
    LEAST_PROCESSES = 3, /* likewise of process ids */
};

static void see(struct clues *clues, struct sign sign)
{
    for (size_t i = 0; i < clues->count; i++) {
        if (clues->signs[i].clue == sign.clue &&
            clues->signs[i].came == sign.came &&
            clues->signs[i].protocol == sign.protocol) {
            return;
        }
    }
    if (sign.clue != CLUE_NONE) {
        clues->signs[clues->count++] = sign;
    }
}

/* --- rows ----------------------------------------------------------------- */

/* What the persistent store holds, netsh put there. */
static bool is_block(const struct pp_exclusion *row)
{
    return row->is_administered != PP_YES && row->is_persistent != PP_YES &&
           (row->owner == PP_OWNER_WINNAT ||
            row->owner == PP_OWNER_HNS_LOAD_BALANCER);
}

/* How many blocks a row is: lists in prose may join neighbours. */
static size_t blocks_in(const struct pp_diff *diff,
                        enum pp_protocol protocol,
                        const struct pp_exclusion *row)
{
    uint32_t count = pp_range_count(row->range);
    bool is_joined =
        row->owner == PP_OWNER_UNKNOWN && row->is_administered != PP_YES &&
        row->is_persistent != PP_YES && count > BLOCK_PORTS &&
        count % BLOCK_PORTS == 0 &&
        pp_machine_table_extent(diff->before, protocol) == PP_TABLE_OPEN &&
        pp_machine_table_extent(diff->after, protocol) == PP_TABLE_OPEN;
    return is_joined ? count / BLOCK_PORTS : is_block(row);
}

static enum clue clue_of_row(const struct pp_diff *diff,
                             const struct sign *sign,
                             const struct pp_exclusion *row)
{
    const struct pp_portset *told =
        sign->came ? &diff->url_ports_added : &diff->url_ports_removed;
    if (row->owner == PP_OWNER_HNS_EXCLUDED_RANGE) {
        return CLUE_HNS_RANGE;
    }
    if (row->is_administered == PP_YES) {
        return CLUE_RESERVATION;
    }
    if (blocks_in(diff, sign->protocol, row) > 0) {
        return CLUE_BLOCK;
    }
    if (row->is_administered != PP_NO || pp_range_count(row->range) > 1 ||
        pp_portset_test(told, row->range.first)) {
        return CLUE_NONE;
    }
    return row->owner == PP_OWNER_HTTP_SYS ? CLUE_HTTP_PORT : CLUE_PORT;
}

const struct pp_exclusion *pp_clue_next_row(const struct pp_diff *diff,
                                            const struct sign *sign,
                                            size_t *io_at)
{
    const struct pp_diff_table *table = &diff->tables[sign->protocol];
    const struct pp_diff_rows *rows =
        sign->came ? &table->added : &table->removed;
    while (*io_at < rows->count) {
        const struct pp_diff_row *pair = &rows->items[(*io_at)++];
        const struct pp_exclusion *row =
            sign->came ? pair->after : pair->before;
        if (clue_of_row(diff, sign, row) == sign->clue) {
            return row;
        }
    }
    return NULL;
}

static bool has_row(const struct pp_diff *diff, struct sign sign)
{
    size_t at = 0;
    return pp_clue_next_row(diff, &sign, &at) != NULL;
}

static void see_rows(struct clues *clues,
                     const struct pp_diff *diff,
                     enum clue first,
                     enum clue last)
{
    for (int i = 0; i < 2 * PP_PROTOCOL_COUNT; i++) {
        struct sign sign = {first, i % 2 == 0, (enum pp_protocol)(i / 2)};
        for (; sign.clue <= last; sign.clue++) {
            if (has_row(diff, sign)) {
                see(clues, sign);
            }
        }
    }
}

/* --- blocks --------------------------------------------------------------- */

/* What can become of a block. A row whose mark changed is gone: something else
 * stands there now. */
enum fate {
    KEPT,
    GONE,
    FRESH,
    LOST,  /* before; the other side cannot tell */
    FOUND, /* after; the same */
    FATE_COUNT
};

/* Blocks by fate: [1] the pools of HNS, [0] all others. */
struct tally {
    size_t counts[2][FATE_COUNT];
};

static void count_rows(struct clues *clues,
                       struct tally *tally,
                       const struct pp_diff *diff,
                       enum pp_protocol protocol)
{
    const struct pp_diff_table *table = &diff->tables[protocol];
    const struct pp_diff_rows *const lists[] = {
        [KEPT] = &table->kept,
        [GONE] = &table->removed,
        [FRESH] = &table->added,
        [LOST] = &table->unknown,
        [FOUND] = &table->unknown,
    };
    for (int fate = KEPT; fate < FATE_COUNT; fate++) {
        for (size_t i = 0; i < lists[fate]->count; i++) {
            const struct pp_diff_row *pair = &lists[fate]->items[i];
            const struct pp_exclusion *row =
                fate == GONE || fate == LOST ? pair->before : pair->after;
            size_t count = row != NULL ? blocks_in(diff, protocol, row) : 0;
            bool is_pool =
                row != NULL && row->owner == PP_OWNER_HNS_LOAD_BALANCER;
            tally->counts[is_pool][fate] += count;
            clues->other_kept += fate == KEPT && count == 0;
        }
    }
}

/* Stopping winnat leaves the pools of HNS: they count where they changed. */
static void count_blocks(struct clues *clues, const struct pp_diff *diff)
{
    struct tally tally = {0};
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        if (diff->tables[p].is_compared) {
            count_rows(clues, &tally, diff, protocol);
            clues->is_proven &=
                pp_machine_table_extent(diff->before, protocol) ==
                    PP_TABLE_WHOLE &&
                pp_machine_table_extent(diff->after, protocol) ==
                    PP_TABLE_WHOLE;
        }
    }
    const size_t *pools = tally.counts[1];
    size_t *all = tally.counts[0];
    clues->is_of_hns = pools[GONE] > 0 || pools[FRESH] > 0;
    for (int fate = KEPT; fate < FATE_COUNT && clues->is_of_hns; fate++) {
        all[fate] += pools[fate];
    }
    clues->blocks = (struct block_clues){
        .before = all[KEPT] + all[GONE] + all[LOST],
        .after = all[KEPT] + all[FRESH] + all[FOUND],
        .kept = all[KEPT],
        .gone = all[GONE],
        .fresh = all[FRESH],
        .is_sure = all[LOST] + all[FOUND] == 0,
    };
}

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
        if (is_block(row) && pp_portset_test_any(&reserved, row->range)) {
            return true;
        }
    }
    return false;
}

static bool has_range_of_hns(const struct pp_diff *diff, bool came)
{
    return has_row(diff, (struct sign){CLUE_HNS_RANGE, came, PP_TCP}) ||
           has_row(diff, (struct sign){CLUE_HNS_RANGE, came, PP_UDP});
}

static enum clue clue_of_blocks(const struct pp_diff *diff,
                                const struct block_clues *blocks)
{
    if (blocks->gone == 0 && blocks->fresh == 0) {
        return CLUE_NONE;
    }
    if (blocks->after == 0) {
        return has_range_of_hns(diff, false) ? CLUE_ALL_GONE_WITH_RANGE
                                             : CLUE_ALL_GONE;
    }
    if (blocks->before == 0) {
        return has_range_of_hns(diff, true) ? CLUE_APPEARED_WITH_RANGE
                                            : CLUE_APPEARED;
    }
    if (blocks->gone == 0) {
        return CLUE_FEWER_OR_MORE;
    }
    if (is_reserved_over(&diff->tables[PP_TCP]) ||
        is_reserved_over(&diff->tables[PP_UDP])) {
        return CLUE_RESERVED_OVER;
    }
    if (blocks->kept == 0) {
        return are_moves_near(diff) ? CLUE_REPLACED_NEAR : CLUE_REPLACED;
    }
    if (blocks->fresh == 0 && blocks->is_sure) {
        return CLUE_FEWER_OR_MORE;
    }
    return blocks->kept * 2 < blocks->before ? CLUE_MOST_MOVED
                                             : CLUE_SOME_MOVED;
}

/* --- the boot ------------------------------------------------------------- */

const struct pp_fact *pp_clue_boot_time(const struct pp_machine *machine)
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

/* After a boot the programs that hold the same ports have other process ids.
 */
static enum boot boot_by_processes(const struct pp_diff *diff)
{
    size_t same = 0;
    size_t other = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        same += diff->sockets[p].same_process_count;
        other += diff->sockets[p].other_process_count;
    }
    if (same >= LEAST_PROCESSES && same > 2 * other) {
        return BOOT_SAME;
    }
    return other >= LEAST_PROCESSES && other > 2 * same ? BOOT_OTHER
                                                        : BOOT_UNKNOWN;
}

static void see_boot(struct clues *clues, const struct pp_diff *diff)
{
    const struct pp_fact *before = pp_clue_boot_time(diff->before);
    const struct pp_fact *after = pp_clue_boot_time(diff->after);
    clues->is_boot_time = before != NULL && after != NULL;
    if (!clues->is_boot_time) {
        clues->boot = boot_by_processes(diff);
    } else {
        bool is_same =
            pp_sv_equal(before->as.setting.value, after->as.setting.value);
        clues->boot = is_same ? BOOT_SAME : BOOT_OTHER;
    }
    if (clues->boot == BOOT_OTHER) {
        see(clues,
            (struct sign){.clue = clues->is_boot_time
                                      ? CLUE_OTHER_BOOT_TIME
                                      : CLUE_OTHER_PROCESS_IDS});
    }
}

/* --- the dynamic range ---------------------------------------------------- */

size_t pp_clue_blocks_outside(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              struct pp_range range)
{
    size_t count = 0;
    size_t outside = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        outside += rows[i].owner == PP_OWNER_WINNAT &&
                   rows[i].is_administered == PP_NO &&
                   !pp_range_covers(range, rows[i].range);
    }
    return outside;
}

/* Blocks are made inside the range: those of the side that does not show it
 * tell of another one. They may be older than that range, though. */
static void see_dynamic(struct clues *clues,
                        const struct pp_diff *diff,
                        enum pp_protocol protocol)
{
    const struct pp_dynamic *before =
        pp_machine_dynamic(diff->before, protocol);
    const struct pp_dynamic *after = pp_machine_dynamic(diff->after, protocol);
    struct sign sign = {.protocol = protocol};
    if (diff->dynamic_changed[protocol] != PP_UNKNOWN) {
        sign.clue = diff->dynamic_changed[protocol] == PP_YES ? CLUE_OTHER_RANGE
                                                              : CLUE_NONE;
    } else if (after->basis == PP_BASIS_CAPTURED &&
               pp_clue_blocks_outside(diff->before, protocol, after->range) >
                   0) {
        sign.clue = CLUE_BLOCKS_WERE_OUTSIDE;
    } else if (before->basis == PP_BASIS_CAPTURED &&
               pp_clue_blocks_outside(diff->before, protocol, before->range) ==
                   0 &&
               pp_clue_blocks_outside(diff->after, protocol, before->range) >
                   0) {
        sign.clue = CLUE_BLOCKS_ARE_OUTSIDE;
    }
    see(clues, sign);
}

/* --- facts and sockets ---------------------------------------------------- */

static bool is_os_newer(const struct pp_os_fact *before,
                        const struct pp_os_fact *after)
{
    if (before->major != after->major) {
        return after->major > before->major;
    }
    if (before->minor != after->minor) {
        return after->minor > before->minor;
    }
    return after->build != before->build ? after->build > before->build
                                         : after->revision > before->revision;
}

/* Features and services that are told by name. */
static const struct {
    enum pp_fact_kind kind;
    const char *name; /* NULL: any other */
    enum clue clue;
} names[] = {
    {PP_FACT_FEATURE, "Microsoft-Hyper-V-All", CLUE_HYPER_V},
    {PP_FACT_FEATURE, "Microsoft-Hyper-V", CLUE_HYPER_V},
    {PP_FACT_FEATURE, NULL, CLUE_FEATURE},
    {PP_FACT_SERVICE, "winnat", CLUE_WINNAT},
    {PP_FACT_SERVICE, "hns", CLUE_HNS},
    {PP_FACT_SERVICE, NULL, CLUE_SERVICE},
};

static enum clue clue_of_name(enum pp_fact_kind kind, struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (names[i].kind == kind &&
            (names[i].name == NULL ||
             pp_sv_equal_nocase(name, pp_sv_from(names[i].name)))) {
            return names[i].clue;
        }
    }
    return CLUE_NONE;
}

enum clue pp_clue_of_fact(const struct pp_diff_fact *change, bool *ret_came)
{
    const struct pp_fact *before = change->before;
    const struct pp_fact *after = change->after;
    const struct pp_fact *fact = after != NULL ? after : before;
    assert(fact != NULL);
    *ret_came = before == NULL;
    if (fact->kind == PP_FACT_URL) {
        return fact->as.url.is_registered ? CLUE_URL_REGISTERED
                                          : CLUE_URL_RESERVED;
    }
    if (fact->kind == PP_FACT_HOTFIX) {
        return CLUE_UPDATE;
    }
    if (fact->kind == PP_FACT_OS) {
        /* Updates and URLs alone are on one side. */
        assert(before != NULL && after != NULL);
        *ret_came = is_os_newer(&before->as.os, &after->as.os);
        return CLUE_UPDATE;
    }
    if (fact->kind == PP_FACT_FEATURE) {
        *ret_came = fact->as.feature.is_enabled == PP_YES;
        return clue_of_name(fact->kind, fact->as.feature.name);
    }
    if (fact->kind == PP_FACT_SERVICE) {
        *ret_came = fact->as.service.is_running == PP_YES;
        return clue_of_name(fact->kind, fact->as.service.name);
    }
    return CLUE_NONE;
}

/* In the order of the facts. */
static void see_facts(struct clues *clues,
                      const struct pp_diff *diff,
                      enum clue first,
                      enum clue last)
{
    for (size_t i = 0; i < diff->facts.count; i++) {
        struct sign sign = {0};
        sign.clue = pp_clue_of_fact(&diff->facts.items[i], &sign.came);
        if (sign.clue >= first && sign.clue <= last) {
            see(clues, sign);
        }
    }
}

static void see_sockets(struct clues *clues,
                        const struct pp_diff *diff,
                        enum pp_protocol protocol)
{
    if (diff->sockets[protocol].opened_count > 0) {
        see(clues, (struct sign){CLUE_SOCKET, true, protocol});
    }
    if (diff->sockets[protocol].closed_count > 0) {
        see(clues, (struct sign){CLUE_SOCKET, false, protocol});
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

struct clues pp_clues_of(const struct pp_diff *diff)
{
    struct clues clues = {
        .is_proven = true,
        .hyper_v = {hyper_v_of(diff->before), hyper_v_of(diff->after)},
        .winnat_runs = pp_machine_service(diff->after, PP_SV("winnat")),
    };
    count_blocks(&clues, diff);
    see(&clues, (struct sign){.clue = clue_of_blocks(diff, &clues.blocks)});
    see_boot(&clues, diff);
    see_dynamic(&clues, diff, PP_TCP);
    see_dynamic(&clues, diff, PP_UDP);
    see_rows(&clues, diff, CLUE_RESERVATION, CLUE_HNS_RANGE);
    see_facts(&clues, diff, CLUE_URL_RESERVED, CLUE_URL_REGISTERED);
    see_rows(&clues, diff, CLUE_HTTP_PORT, CLUE_PORT);
    see_facts(&clues, diff, CLUE_HYPER_V, CLUE_FEATURE);
    see_facts(&clues, diff, CLUE_UPDATE, CLUE_UPDATE);
    see_facts(&clues, diff, CLUE_WINNAT, CLUE_SERVICE);
    see_sockets(&clues, diff, PP_TCP);
    see_sockets(&clues, diff, PP_UDP);
    return clues;
}
