/* The evidence of events in words. */
#include "event_words.h"

#include "diff_words.h"

enum {
    MAX_NAMED = 6, /* of a list; more are counted */
};

/* ", " in front of all but the first; false for those that are counted only. */
static bool begin_item(struct pp_buf *evidence, size_t index)
{
    if (index >= MAX_NAMED) {
        return false;
    }
    pp_buf_add_str(evidence, index > 0 ? ", " : "");
    return true;
}

static void add_rest(struct pp_buf *evidence, size_t count)
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

const char *pp_event_words_why(const struct pp_event *event)
{
    static const char *const of_blocks[PP_EVENT_COUNT_] = {
        [PP_EVENT_WINNAT_STOPPED] =
            ("stopping winnat releases all of its blocks and nothing else; "
             "started again, it has none until HNS asks for some"),
        [PP_EVENT_WINNAT_STARTED] =
            "winnat reserves blocks as soon as HNS asks it for some",
        [PP_EVENT_WINNAT_RESTARTED] =
            "new blocks follow a restart of HNS, or of winnat",
        [PP_EVENT_HNS_STOPPED] =
            "stopping HNS releases the pools of its load balancers too",
        [PP_EVENT_HNS_STARTED] =
            "HNS makes the pools of its load balancers when it starts",
        [PP_EVENT_HNS_RESTARTED] =
            "HNS makes the pools of its load balancers when it starts",
        [PP_EVENT_REBOOT] = "every boot makes new blocks",
        [PP_EVENT_NETWORKS_CHANGED] =
            "blocks come and go with networks and adapters",
        [PP_EVENT_HYPER_V_ENABLED] = "blocks are reserved when Hyper-V is on",
        [PP_EVENT_HYPER_V_DISABLED] =
            "no blocks are reserved when Hyper-V is off",
    };
    return event->about == PP_ABOUT_BLOCKS ? of_blocks[event->kind] : NULL;
}

/* The next block, with those that touch it; false at the end. */
static bool next_blocks(const struct pp_diff *diff,
                        const struct sign *sign,
                        size_t *io_at,
                        struct pp_range *ret_range)
{
    const struct pp_exclusion *row = pp_clue_next_row(diff, sign, io_at);
    if (row == NULL) {
        return false;
    }
    *ret_range = row->range;
    for (;;) {
        size_t next = *io_at;
        row = pp_clue_next_row(diff, sign, &next);
        if (row == NULL || next != *io_at + 1 ||
            row->range.first != (uint32_t)ret_range->last + 1) {
            return true;
        }
        ret_range->last = row->range.last;
        *io_at = next;
    }
}

/* ` (tcp 1031-1530, 1561-1660 and 2 more; udp 50060-50159)` */
static void
add_places(struct pp_buf *evidence, const struct pp_diff *diff, bool came)
{
    const char *between = " (";
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct sign sign = {CLUE_BLOCK, came, (enum pp_protocol)p};
        struct pp_range range;
        size_t named = 0;
        for (size_t at = 0; next_blocks(diff, &sign, &at, &range); named++) {
            if (named == 0) {
                pp_buf_printf(evidence,
                              "%s%s ",
                              between,
                              pp_protocol_name(sign.protocol));
                between = "; ";
            }
            if (begin_item(evidence, named)) {
                pp_range_print(evidence, range);
            }
        }
        add_rest(evidence, named);
    }
    pp_buf_add_str(evidence, between[0] == ';' ? ")" : "");
}

/* "all 10 blocks are gone", "both blocks are gone", "1 block of 13 is gone" */
static void add_gone(struct pp_buf *evidence, const struct block_clues *blocks)
{
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
}

static void add_what_became(struct pp_buf *evidence,
                            const struct pp_diff *diff,
                            const struct clues *clues)
{
    const struct block_clues *blocks = &clues->blocks;
    const char *and = blocks->gone > 0 ? ", " : "";
    if (blocks->gone > 0) {
        add_gone(evidence, blocks);
        add_places(evidence, diff, false);
    }
    if (blocks->fresh > 0) {
        const char *are = blocks->fresh == 1 ? "is" : "are";
        pp_buf_printf(evidence, "%s%zu %s new", and, blocks->fresh, are);
        add_places(evidence, diff, true);
    }
    if (blocks->kept > 0) {
        pp_buf_printf(evidence, ", %zu stayed", blocks->kept);
    }
    if (clues->other_kept > 0) {
        pp_buf_add_str(evidence, blocks->kept > 0 ? " and so did " : ", ");
        add_count(evidence, clues->other_kept, "other row");
        pp_buf_add_str(evidence, blocks->kept > 0 ? "" : " stayed");
    }
}

static void add_blocks(struct pp_buf *evidence,
                       const struct pp_diff *diff,
                       const struct clues *clues,
                       const struct sign *sign)
{
    add_what_became(evidence, diff, clues);
    if (sign->clue == CLUE_RESERVED_OVER) {
        pp_buf_add_str(evidence,
                       "; some of its ports are reserved now, which Windows "
                       "refuses while the block exists");
    }
    if (clues->boot == BOOT_SAME) {
        pp_buf_add_str(evidence,
                       clues->is_boot_time
                           ? "; the boot time is the same"
                           : "; programs kept their process ids");
    }
}

/* What the captures say of winnat itself, and of the tables. */
static void add_limits(struct pp_buf *evidence,
                       const struct clues *clues,
                       enum pp_event_kind kind)
{
    static const char *const of_winnat[] = {
        [PP_UNKNOWN] = "",
        [PP_YES] = "; it runs again and has reserved nothing yet",
        [PP_NO] = "; it is captured as stopped",
    };
    if (kind == PP_EVENT_WINNAT_STOPPED) {
        pp_buf_add_str(evidence, of_winnat[clues->winnat_runs]);
    }
    if (!clues->is_proven) {
        pp_buf_add_str(evidence, "; the tables may be incomplete");
    }
}

static void add_boot(struct pp_buf *evidence,
                     const struct pp_diff *diff,
                     const struct clues *clues)
{
    if (clues->is_boot_time) {
        pp_buf_add_str(evidence, "the boot time was ");
        pp_buf_add(evidence, pp_clue_boot_time(diff->before)->as.setting.value);
        pp_buf_add_str(evidence, " and is ");
        pp_buf_add(evidence, pp_clue_boot_time(diff->after)->as.setting.value);
    } else {
        pp_buf_printf(evidence,
                      "%zu sockets that stayed have another process id",
                      diff->sockets[PP_TCP].other_process_count +
                          diff->sockets[PP_UDP].other_process_count);
    }
    if (clues->blocks.kept > 0 && clues->blocks.gone == 0 &&
        clues->blocks.fresh == 0) {
        pp_buf_add_str(evidence, "; the blocks are where they were");
    }
}

/* --- the dynamic range ---------------------------------------------------- */

static void add_range(struct pp_buf *evidence, const struct pp_dynamic *dynamic)
{
    pp_range_print(evidence, dynamic->range);
    pp_buf_printf(evidence, " (%s)", pp_basis_name(dynamic->basis));
}

/* `2 blocks lie outside 49152-65535 (captured)`; nothing for no block. */
static bool add_outside(struct pp_buf *evidence,
                        const char *before,
                        size_t outside,
                        const struct pp_dynamic *dynamic)
{
    if (outside > 0) {
        pp_buf_add_str(evidence, before);
        add_count(evidence, outside, "block");
        pp_buf_add_str(evidence, outside == 1 ? " lies" : " lie");
        pp_buf_add_str(evidence, " outside ");
        add_range(evidence, dynamic);
    }
    return outside > 0;
}

static void add_dynamic(struct pp_buf *evidence,
                        const struct pp_diff *diff,
                        const struct sign *sign)
{
    enum pp_protocol protocol = sign->protocol;
    const struct pp_dynamic *before =
        pp_machine_dynamic(diff->before, protocol);
    const struct pp_dynamic *after = pp_machine_dynamic(diff->after, protocol);
    if (sign->clue == CLUE_BLOCKS_WERE_OUTSIDE) {
        size_t outside =
            pp_clue_blocks_outside(diff->before, protocol, after->range);
        (void)add_outside(evidence, "before, ", outside, after);
        pp_buf_add_str(evidence,
                       ", the range after: blocks are made inside it");
        return;
    }
    bool is_changed = sign->clue == CLUE_OTHER_RANGE;
    const struct pp_dynamic *range = is_changed ? after : before;
    size_t outside =
        pp_clue_blocks_outside(diff->after, protocol, range->range);
    if (is_changed) {
        add_range(evidence, before);
        pp_buf_add_str(evidence, " became ");
        add_range(evidence, after);
    }
    if (add_outside(evidence, is_changed ? "; " : "after, ", outside, range)) {
        pp_buf_add_str(evidence,
                       is_changed
                           ? " until winnat, HNS or the machine is restarted"
                           : ", the range before: blocks are made inside it");
    }
}

/* --- rows, facts, sockets ------------------------------------------------- */

static void add_rows(struct pp_buf *evidence,
                     const struct pp_diff *diff,
                     const struct sign *sign)
{
    size_t named = 0;
    size_t at = 0;
    const struct pp_exclusion *row;
    while ((row = pp_clue_next_row(diff, sign, &at)) != NULL) {
        if (begin_item(evidence, named++)) {
            pp_range_print(evidence, row->range);
            pp_buf_add_str(evidence,
                           row->is_administered == PP_YES ? " *" : "");
        }
    }
    add_rest(evidence, named);
    pp_buf_add_str(evidence, named == 1 ? " is " : " are ");
    pp_buf_add_str(evidence, sign->came ? "new" : "gone");
}

static void add_facts(struct pp_buf *evidence,
                      const struct pp_diff *diff,
                      const struct sign *sign)
{
    static const char *const words[CLUE_COUNT_][2] = {
        [CLUE_URL_RESERVED] = {" is no longer reserved", " is reserved"},
        [CLUE_URL_REGISTERED] = {" is no longer registered", " is registered"},
        [CLUE_HYPER_V] = {" is off", " is on"},
        [CLUE_FEATURE] = {" is off", " is on"},
        [CLUE_UPDATE] = {" is gone", " is new"},
        [CLUE_WINNAT] = {" is stopped", " runs"},
        [CLUE_HNS] = {" is stopped", " runs"},
        [CLUE_SERVICE] = {" is stopped", " runs"},
    };
    size_t named = 0;
    for (size_t i = 0; i < diff->facts.count; i++) {
        const struct pp_diff_fact *change = &diff->facts.items[i];
        char scratch[PP_DIFF_NAME_BYTES];
        bool came = false;
        if (pp_clue_of_fact(change, &came) != sign->clue ||
            came != sign->came || !begin_item(evidence, named++)) {
            continue;
        }
        const struct pp_fact *fact =
            change->after != NULL ? change->after : change->before;
        pp_buf_add(evidence, pp_diff_fact_name(fact, scratch));
        if (fact->kind != PP_FACT_OS) {
            pp_buf_add_str(evidence, words[sign->clue][came]);
            continue;
        }
        pp_buf_add_char(evidence, ' ');
        pp_buf_add(evidence, pp_diff_fact_value(change->before));
        pp_buf_add_str(evidence, " became ");
        pp_buf_add(evidence, pp_diff_fact_value(fact));
    }
    add_rest(evidence, named);
}

static void add_sockets(struct pp_buf *evidence,
                        const struct pp_diff_sockets *sockets,
                        bool came)
{
    const struct pp_socket *const *items =
        came ? sockets->opened : sockets->closed;
    size_t count = came ? sockets->opened_count : sockets->closed_count;
    for (size_t i = 0; i < count && begin_item(evidence, i); i++) {
        pp_buf_add_u64(evidence, items[i]->port);
        if (items[i]->process.len > 0) {
            pp_buf_add_str(evidence, " (");
            pp_buf_add(evidence, items[i]->process);
            pp_buf_add_char(evidence, ')');
        } else if (items[i]->has_pid) {
            pp_buf_printf(evidence, " (pid %u)", (unsigned)items[i]->pid);
        }
    }
    add_rest(evidence, count);
}

void pp_event_words_evidence(struct pp_buf *evidence,
                             const struct pp_diff *diff,
                             const struct clues *clues,
                             const struct sign *sign,
                             enum pp_event_kind kind)
{
    if (sign->clue < CLUE_BLOCK) {
        add_blocks(evidence, diff, clues, sign);
        add_limits(evidence, clues, kind);
    } else if (sign->clue <= CLUE_LAST_OF_TABLES) {
        add_rows(evidence, diff, sign);
    } else if (sign->clue <= CLUE_OTHER_PROCESS_IDS) {
        add_boot(evidence, diff, clues);
    } else if (sign->clue <= CLUE_BLOCKS_ARE_OUTSIDE) {
        add_dynamic(evidence, diff, sign);
    } else if (sign->clue < CLUE_SOCKET) {
        add_facts(evidence, diff, sign);
    } else {
        add_sockets(evidence, &diff->sockets[sign->protocol], sign->came);
    }
}
