/* The evidence of events in words. */
#include "event_words.h"

enum {
    MAX_BYTES = 1 << 20,
    MAX_NAMED = 6, /* of a list; more are counted */
};

void evidence_init(struct pp_buf *evidence)
{
    pp_buf_init(evidence, MAX_BYTES);
}

/* ", " in front of all but the first; false for those that are counted only. */
static bool begin_item(struct pp_buf *evidence, size_t index)
{
    if (index >= MAX_NAMED) {
        return false;
    }
    pp_buf_add_str(evidence, index > 0 ? ", " : "");
    return true;
}

void evidence_rest(struct pp_buf *evidence, size_t count)
{
    if (count > MAX_NAMED) {
        pp_buf_printf(evidence, " and %zu more", count - MAX_NAMED);
    }
}

static void add_count(struct pp_buf *evidence, size_t count, const char *word)
{
    pp_buf_printf(evidence, "%zu %s%s", count, word, count == 1 ? "" : "s");
}

/* --- blocks --------------------------------------------------------------- */

static const struct pp_exclusion *row_of(const struct pp_diff_row *row,
                                         bool is_before)
{
    return is_before ? row->before : row->after;
}

/* `1031-1530, 1561-1660 and 2 more`: blocks that touch as one. */
static size_t add_block_ranges(struct pp_buf *evidence,
                               const struct pp_diff_rows *rows,
                               bool is_before,
                               bool may_merge)
{
    size_t named = 0;
    for (size_t i = 0; i < rows->count;) {
        const struct pp_exclusion *row = row_of(&rows->items[i++], is_before);
        if (blocks_in(row, may_merge) == 0) {
            continue;
        }
        struct pp_range range = row->range;
        while (i < rows->count) {
            const struct pp_exclusion *next =
                row_of(&rows->items[i], is_before);
            if (blocks_in(next, may_merge) == 0 ||
                next->range.first != (uint32_t)range.last + 1) {
                break;
            }
            range.last = next->range.last;
            i++;
        }
        if (begin_item(evidence, named++)) {
            pp_range_print(evidence, range);
        }
    }
    evidence_rest(evidence, named);
    return named;
}

static bool
has_blocks(const struct pp_diff_rows *rows, bool is_before, bool may_merge)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (blocks_in(row_of(&rows->items[i], is_before), may_merge) > 0) {
            return true;
        }
    }
    return false;
}

/* ` (tcp 1031-1530, 1561-1660; udp 50060-50159)` */
static void
add_places(struct pp_buf *evidence, const struct pp_diff *diff, bool is_before)
{
    const char *between = " (";
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        const struct pp_diff_table *table = &diff->tables[protocol];
        const struct pp_diff_rows *rows =
            is_before ? &table->removed : &table->added;
        bool may_merge = may_merge_blocks(diff, protocol);
        if (!has_blocks(rows, is_before, may_merge)) {
            continue;
        }
        pp_buf_printf(evidence, "%s%s ", between, pp_protocol_name(protocol));
        (void)add_block_ranges(evidence, rows, is_before, may_merge);
        between = "; ";
    }
    pp_buf_add_str(evidence, between[0] == ';' ? ")" : "");
}

static void add_what_became(struct pp_buf *evidence,
                            const struct pp_diff *diff,
                            const struct clues *clues)
{
    const struct block_clues *blocks = &clues->blocks;
    const char *and = "";
    if (blocks->gone > 0) {
        bool is_all = blocks->gone == blocks->before;
        if (is_all && blocks->gone == 2) {
            pp_buf_add_str(evidence, "both blocks");
        } else {
            pp_buf_add_str(evidence, is_all && blocks->gone > 2 ? "all " : "");
            add_count(evidence, blocks->gone, "block");
        }
        if (!is_all) {
            pp_buf_printf(evidence, " of %zu", blocks->before);
        }
        pp_buf_add_str(evidence, blocks->gone == 1 ? " is gone" : " are gone");
        add_places(evidence, diff, true);
        and = ", ";
    }
    if (blocks->fresh > 0) {
        pp_buf_printf(evidence,
                      "%s%zu %s new",
                      and,
                      blocks->fresh,
                      blocks->fresh == 1 ? "is" : "are");
        add_places(evidence, diff, false);
        and = ", ";
    }
    if (blocks->kept > 0) {
        pp_buf_printf(evidence, "%s%zu stayed", and, blocks->kept);
    }
    if (clues->other_kept > 0) {
        pp_buf_add_str(evidence, blocks->kept > 0 ? " and so did " : ", ");
        add_count(evidence, clues->other_kept, "other row");
        pp_buf_add_str(evidence, blocks->kept > 0 ? "" : " stayed");
    }
    if (clues->situation == SITUATION_RESERVED_OVER) {
        pp_buf_add_str(evidence,
                       "; ports of it are reserved now, which is refused as "
                       "long as the block stands");
    }
}

const char *why_blocks_say(enum pp_event_kind kind)
{
    switch (kind) {
    case PP_EVENT_WINNAT_STOPPED:
        return "stopping winnat releases all of its blocks and nothing else";
    case PP_EVENT_WINNAT_STARTED:
        return "winnat reserves blocks when it starts";
    case PP_EVENT_WINNAT_RESTARTED:
        return "a restart of winnat, or of HNS, makes new blocks";
    case PP_EVENT_HNS_STOPPED:
        return "stopping HNS releases the pools of its load balancers too";
    case PP_EVENT_HNS_STARTED:
    case PP_EVENT_HNS_RESTARTED:
        return "HNS makes the pools of its load balancers when it starts";
    case PP_EVENT_REBOOT:
        return "every boot makes the blocks anew";
    case PP_EVENT_NETWORKS_CHANGED:
        return "blocks come and go with networks and adapters";
    case PP_EVENT_HYPER_V_ENABLED:
        return "with Hyper-V blocks are reserved";
    case PP_EVENT_HYPER_V_DISABLED:
        return "without Hyper-V no blocks are reserved";
    case PP_EVENT_DYNAMIC_CHANGED:
    case PP_EVENT_RESERVATION_ADDED:
    case PP_EVENT_RESERVATION_REMOVED:
    case PP_EVENT_HNS_RANGE_ADDED:
    case PP_EVENT_HNS_RANGE_REMOVED:
    case PP_EVENT_URL_REGISTERED:
    case PP_EVENT_URL_UNREGISTERED:
    case PP_EVENT_URL_RESERVED:
    case PP_EVENT_URL_UNRESERVED:
    case PP_EVENT_PORT_PUBLISHED:
    case PP_EVENT_PORT_UNPUBLISHED:
    case PP_EVENT_FEATURE_ENABLED:
    case PP_EVENT_FEATURE_DISABLED:
    case PP_EVENT_UPDATE_INSTALLED:
    case PP_EVENT_UPDATE_REMOVED:
    case PP_EVENT_SERVICE_STARTED:
    case PP_EVENT_SERVICE_STOPPED:
    case PP_EVENT_PROGRAM_STARTED:
    case PP_EVENT_PROGRAM_STOPPED:
    case PP_EVENT_COUNT_:
        return NULL;
    }
    return NULL;
}

static void add_boot(struct pp_buf *evidence, const struct clues *clues)
{
    if (clues->boot == BOOT_SAME) {
        pp_buf_add_str(evidence,
                       clues->is_boot_time
                           ? "; the boot time is the same"
                           : "; programs kept their process ids");
    }
}

static void add_service(struct pp_buf *evidence,
                        const struct clues *clues,
                        enum pp_event_kind kind)
{
    if (kind != PP_EVENT_WINNAT_STOPPED) {
        return;
    }
    if (clues->winnat_runs == PP_YES) {
        pp_buf_add_str(evidence,
                       "; it runs again and has reserved nothing yet");
    } else if (clues->winnat_runs == PP_NO) {
        pp_buf_add_str(evidence, "; it is captured as stopped");
    }
}

void evidence_blocks(struct pp_buf *evidence,
                     const struct pp_diff *diff,
                     const struct clues *clues,
                     enum pp_event_kind kind)
{
    add_what_became(evidence, diff, clues);
    add_boot(evidence, clues);
    add_service(evidence, clues, kind);
    if (!clues->is_proven) {
        pp_buf_add_str(evidence, "; the tables may not be whole");
    }
}

void evidence_boot(struct pp_buf *evidence,
                   const struct pp_diff *diff,
                   const struct clues *clues)
{
    if (clues->is_boot_time) {
        pp_buf_add_str(evidence, "the boot time was ");
        pp_buf_add(evidence, boot_time_of(diff->before)->as.setting.value);
        pp_buf_add_str(evidence, " and is ");
        pp_buf_add(evidence, boot_time_of(diff->after)->as.setting.value);
    } else {
        size_t other = 0;
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            other += diff->sockets[p].other_process_count;
        }
        pp_buf_printf(
            evidence, "%zu sockets that stayed have another process id", other);
    }
    if (clues->blocks.kept > 0 && clues->blocks.gone == 0 &&
        clues->blocks.fresh == 0) {
        pp_buf_add_str(evidence, "; the blocks stand where they stood");
    }
}

/* --- the dynamic range ---------------------------------------------------- */

static bool is_block(const struct pp_exclusion *row)
{
    return row->owner == PP_OWNER_WINNAT && row->is_administered == PP_NO;
}

size_t count_blocks_outside(const struct pp_machine *machine,
                            enum pp_protocol protocol,
                            struct pp_range range)
{
    size_t count = 0;
    size_t outside = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        outside += is_block(&rows[i]) && !pp_range_covers(range, rows[i].range);
    }
    return outside;
}

static void add_range(struct pp_buf *evidence, const struct pp_dynamic *dynamic)
{
    pp_range_print(evidence, dynamic->range);
    pp_buf_printf(evidence, " (%s)", pp_basis_name(dynamic->basis));
}

static void add_outside(struct pp_buf *evidence,
                        const struct pp_machine *machine,
                        enum pp_protocol protocol,
                        const struct pp_dynamic *dynamic)
{
    size_t outside = count_blocks_outside(machine, protocol, dynamic->range);
    add_count(evidence, outside, "block");
    pp_buf_add_str(evidence, outside == 1 ? " lies" : " lie");
    pp_buf_add_str(evidence, " outside ");
    add_range(evidence, dynamic);
}

void evidence_dynamic(struct pp_buf *evidence,
                      const struct pp_diff *diff,
                      enum pp_protocol protocol)
{
    const struct pp_dynamic *before =
        pp_machine_dynamic(diff->before, protocol);
    const struct pp_dynamic *after = pp_machine_dynamic(diff->after, protocol);
    if (pp_diff_dynamic_changed(before, after) == PP_YES) {
        add_range(evidence, before);
        pp_buf_add_str(evidence, " became ");
        add_range(evidence, after);
        if (count_blocks_outside(diff->after, protocol, after->range) > 0) {
            pp_buf_add_str(evidence, "; ");
            add_outside(evidence, diff->after, protocol, after);
            pp_buf_add_str(evidence,
                           " until winnat, HNS or the machine is restarted");
        }
        return;
    }
    bool is_after = after->basis == PP_BASIS_CAPTURED;
    pp_buf_add_str(evidence, is_after ? "before, " : "after, ");
    add_outside(evidence,
                is_after ? diff->before : diff->after,
                protocol,
                is_after ? after : before);
    pp_buf_add_str(evidence,
                   is_after ? ", the range after: blocks are made inside it"
                            : ", the range before: blocks are made inside it");
}

/* --- rows, facts, sockets ------------------------------------------------- */

/* A registration of its port that came or went with the row says whose it is.
 */
static bool is_told_by_url(const struct pp_diff *diff,
                           const struct pp_exclusion *row,
                           bool is_added)
{
    if (row->is_administered == PP_YES || pp_range_count(row->range) > 1) {
        return false;
    }
    return pp_portset_test(is_added ? &diff->url_ports_added
                                    : &diff->url_ports_removed,
                           row->range.first);
}

bool evidence_rows(struct pp_buf *evidence,
                   const struct pp_diff *diff,
                   const struct pp_diff_rows *rows,
                   bool is_added,
                   bool (*is_meant)(const struct pp_exclusion *row))
{
    size_t named = 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct pp_exclusion *row = row_of(&rows->items[i], !is_added);
        if (row == NULL || !is_meant(row) ||
            is_told_by_url(diff, row, is_added)) {
            continue;
        }
        if (begin_item(evidence, named++)) {
            pp_range_print(evidence, row->range);
            pp_buf_add_str(evidence,
                           row->is_administered == PP_YES ? " *" : "");
        }
    }
    evidence_rest(evidence, named);
    if (named > 0) {
        pp_buf_add_str(evidence, named == 1 ? " is " : " are ");
        pp_buf_add_str(evidence, is_added ? "new" : "gone");
    }
    return named > 0;
}

/* A fact that one side has: an update, a URL. */
static void
add_alone(struct pp_buf *evidence, const struct pp_fact *fact, bool is_new)
{
    if (fact->kind != PP_FACT_URL) {
        pp_buf_printf(evidence,
                      "KB%lu is %s",
                      (unsigned long)fact->as.hotfix.number,
                      is_new ? "new" : "gone");
        return;
    }
    pp_buf_add(evidence, fact->as.url.url);
    pp_buf_add_str(evidence,
                   fact->as.url.is_registered ? " is registered"
                                              : " is reserved");
    pp_buf_add_str(evidence, is_new ? "" : " no more");
}

/* A fact that both sides have, as it is after. */
static void add_change(struct pp_buf *evidence,
                       const struct pp_fact *before,
                       const struct pp_fact *after)
{
    switch (after->kind) {
    case PP_FACT_OS:
        pp_buf_add_str(evidence, "Windows ");
        pp_buf_add(evidence, before->as.os.version);
        pp_buf_add_str(evidence, " became ");
        pp_buf_add(evidence, after->as.os.version);
        return;
    case PP_FACT_SERVICE:
        pp_buf_add(evidence, after->as.service.name);
        pp_buf_add_str(evidence,
                       after->as.service.is_running == PP_YES ? " runs"
                                                              : " is stopped");
        return;
    case PP_FACT_FEATURE:
        pp_buf_add(evidence, after->as.feature.name);
        pp_buf_add_str(evidence,
                       after->as.feature.is_enabled == PP_YES ? " is on"
                                                              : " is off");
        return;
    case PP_FACT_HOTFIX:
    case PP_FACT_REGISTRY:
    case PP_FACT_SETTING:
    case PP_FACT_EXCLUDED:
    case PP_FACT_DYNAMIC:
    case PP_FACT_SOCKET:
    case PP_FACT_URL:
    case PP_FACT_BIND_ERROR:
    case PP_FACT_COMMAND:
        return;
    }
}

void evidence_fact(struct pp_buf *evidence,
                   const struct pp_diff_fact *change,
                   size_t index)
{
    if (!begin_item(evidence, index)) {
        return;
    }
    if (change->before == NULL) {
        add_alone(evidence, change->after, true);
    } else if (change->after == NULL) {
        add_alone(evidence, change->before, false);
    } else {
        add_change(evidence, change->before, change->after);
    }
}

void evidence_sockets(struct pp_buf *evidence,
                      const struct pp_socket *const *sockets,
                      size_t count)
{
    for (size_t i = 0; i < count && begin_item(evidence, i); i++) {
        const struct pp_socket *socket = sockets[i];
        pp_buf_add_u64(evidence, socket->port);
        if (socket->process.len > 0) {
            pp_buf_add_str(evidence, " (");
            pp_buf_add(evidence, socket->process);
            pp_buf_add_char(evidence, ')');
        } else if (socket->has_pid) {
            pp_buf_printf(evidence, " (pid %u)", (unsigned)socket->pid);
        }
    }
    evidence_rest(evidence, count);
}
