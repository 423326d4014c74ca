/*
 * What sockets have taken of the dynamic range, and why it runs out.
 *
 * A capture may list sockets and count them, too, by several properties in
 * turn. Every such listing is about the same sockets, so each question is
 * answered from one: the one that shows most, and of equals the first, which
 * is the list.
 */
#include "portplan/usage.h"

#include "base/alloc.h"
#include "usage_items.h"

enum {
    /* Server 2012 R2 shows BOUND sockets with it
     * (docs/ports-on-windows.md#running-out). */
    KB_SHOWS_BOUND = 3123245,
};

struct counter {
    const struct pp_machine *machine;
    struct pp_range range;
    struct pp_portset pool;    /* ports of the range, not excluded */
    uint32_t blocked;          /* ports of the range in blocks */
    struct pp_usage_tally all; /* of all listings */
    struct pp_usage_items some;
    uint32_t source; /* where `some` are from */
    struct pp_usage *usage;
};

const char *pp_usage_verdict_name(enum pp_usage_verdict verdict)
{
    static const char *const names[] = {
        [PP_USAGE_UNKNOWN] = "unknown",
        [PP_USAGE_AMPLE] = "ample",
        [PP_USAGE_NEAR] = "near",
        [PP_USAGE_EXHAUSTED] = "exhausted",
    };
    return names[verdict];
}

const char *pp_usage_cause_name(enum pp_usage_cause cause)
{
    static const char *const names[] = {
        [PP_USAGE_CAUSE_UNKNOWN] = "unknown",
        [PP_USAGE_TIME_WAIT_CHURN] = "time-wait-churn",
        [PP_USAGE_BOUND_LEAK] = "bound-leak",
        [PP_USAGE_CLOSE_WAIT_LEAK] = "close-wait-leak",
        [PP_USAGE_LOOPBACK_CHURN] = "loopback-churn",
        [PP_USAGE_SMALL_RANGE] = "small-range",
        [PP_USAGE_HNS_BLOCKS] = "hns-blocks",
    };
    return names[cause];
}

enum pp_usage_verdict pp_usage_judge(uint32_t taken, uint32_t pool)
{
    uint32_t left = taken < pool ? pool - taken : 0;
    if (left * 100 <= pool * PP_USAGE_EXHAUSTED_PERCENT) {
        return PP_USAGE_EXHAUSTED;
    }
    return left * 100 <= pool * PP_USAGE_NEAR_PERCENT ? PP_USAGE_NEAR
                                                      : PP_USAGE_AMPLE;
}

/* --- the range ------------------------------------------------------------ */

/* Blocks come and go with HNS; an exclusion of an administrator, or a single
 * port of http.sys, is none. */
static bool is_block(const struct pp_exclusion *row)
{
    switch (row->owner) {
    case PP_OWNER_HNS_EXCLUDED_RANGE:
    case PP_OWNER_WINNAT:
    case PP_OWNER_HNS_LOAD_BALANCER:
    case PP_OWNER_WSL_MIRRORED:
        return true;
    case PP_OWNER_UNKNOWN:
    case PP_OWNER_ADMINISTRATOR:
    case PP_OWNER_HTTP_SYS:
    case PP_OWNER_PUBLISHED_PORT:
    case PP_OWNER_PERSISTENT_API:
        return false;
    }
    return false;
}

static void find_pool(struct counter *counter)
{
    size_t count = 0;
    const struct pp_exclusion *rows = pp_machine_exclusions(
        counter->machine, counter->usage->protocol, &count);
    struct pp_portset blocked;
    pp_portset_clear(&blocked);
    pp_portset_clear(&counter->pool);
    counter->range =
        pp_machine_dynamic(counter->machine, counter->usage->protocol)->range;
    pp_portset_set_range(&counter->pool, counter->range);
    for (size_t i = 0; i < count; i++) {
        pp_portset_clear_range(&counter->pool, rows[i].range);
        if (is_block(&rows[i])) {
            pp_portset_set_range(&blocked, rows[i].range);
        }
    }
    counter->blocked = pp_portset_count(&blocked, counter->range);
    counter->usage->pool = pp_portset_count(&counter->pool, counter->range);
}

/* --- one listing of several ----------------------------------------------- */

typedef bool wanted_function(const struct pp_usage_item *item);

static bool is_any(const struct pp_usage_item *item)
{
    return item->count > 0;
}

static bool has_state(const struct pp_usage_item *item)
{
    return item->process.has_state;
}

/* Nobody has the process id 0: Windows prints it for TIME_WAIT. */
static bool has_process(const struct pp_usage_item *item)
{
    return item->process.has_pid ? item->process.pid != 0
                                 : item->process.process.len > 0;
}

static bool is_in_pool(const struct pp_usage_item *item)
{
    return item->is_in_pool;
}

/* What is wanted of the listing that has most of it, into `some`; how much
 * that is. */
static uint32_t choose(struct counter *counter, wanted_function *is_wanted)
{
    const struct pp_usage_items *all = &counter->all.items;
    uint64_t most = 0;
    for (size_t i = 0; i < all->count;) {
        uint64_t sum = 0;
        uint32_t source = all->items[i].source;
        for (; i < all->count && all->items[i].source == source; i++) {
            sum += is_wanted(&all->items[i]) ? all->items[i].count : 0;
        }
        if (sum > most) {
            most = sum;
            counter->source = source;
        }
    }
    counter->some.count = 0;
    for (size_t i = 0; most > 0 && i < all->count; i++) {
        if (all->items[i].source == counter->source &&
            is_wanted(&all->items[i])) {
            counter->some.items[counter->some.count++] = all->items[i];
        }
    }
    return most < UINT32_MAX ? (uint32_t)most : UINT32_MAX;
}

/* The largest groups, the largest first; equal ones stay as they are sorted.
 * Returns how many there are. */
static size_t
find_largest(const struct pp_usage_items *groups,
             const struct pp_usage_item *ret_largest[PP_USAGE_GROUPS])
{
    size_t count = 0;
    for (size_t i = 0; i < groups->count; i++) {
        const struct pp_usage_item *next = &groups->items[i];
        size_t at = count;
        while (at > 0 && ret_largest[at - 1]->count < next->count) {
            at--;
        }
        count += count < PP_USAGE_GROUPS;
        for (size_t k = at; k < count; k++) {
            const struct pp_usage_item *moved = ret_largest[k];
            ret_largest[k] = next;
            next = moved;
        }
    }
    return count;
}

static void find_processes(struct counter *counter)
{
    struct pp_usage *usage = counter->usage;
    const struct pp_usage_item *largest[PP_USAGE_GROUPS] = {NULL};
    (void)choose(counter, has_process);
    pp_usage_group(&counter->some);
    usage->process_count = find_largest(&counter->some, largest);
    for (size_t i = 0; i < usage->process_count; i++) {
        usage->by_process[i] = largest[i]->process;
    }
}

/* --- other ends ----------------------------------------------------------- */

typedef uint32_t counted_function(const struct pp_usage_end *end);

static uint32_t count_with_end(const struct pp_usage_end *end)
{
    return end->remote.address.len > 0 ? end->remote.count : 0;
}

static uint32_t count_waiting(const struct pp_usage_end *end)
{
    return end->waiting;
}

/* The ends of one listing. */
struct ends {
    const struct pp_usage_end *items;
    size_t count;
    uint64_t sum;
};

/* Those of the listing that has most, and of equals the first. */
static struct ends choose_ends(const struct counter *counter,
                               counted_function *count_of)
{
    const struct pp_usage_end *all = counter->all.ends.items;
    struct ends best = {NULL, 0, 0};
    for (size_t i = 0, end = 0; i < counter->all.ends.count; i = end) {
        struct ends next = {&all[i], 0, 0};
        while (end < counter->all.ends.count &&
               all[end].source == all[i].source) {
            next.sum += count_of(&all[end++]);
        }
        next.count = end - i;
        best = next.sum > best.sum ? next : best;
    }
    return best;
}

/* The one with more sockets, and of equals the first in their order. */
static bool is_before(const struct pp_usage_remote *a,
                      const struct pp_usage_remote *b)
{
    return a->count != b->count ? a->count > b->count
                                : pp_usage_compare_remotes(a, b) < 0;
}

static void find_remotes(struct counter *counter)
{
    struct pp_usage *usage = counter->usage;
    const struct ends ends = choose_ends(counter, count_with_end);
    for (size_t i = 0; i < ends.count; i++) {
        struct pp_usage_remote next = ends.items[i].remote;
        size_t at = usage->remote_count;
        if (next.address.len == 0) {
            continue;
        }
        while (at > 0 && is_before(&next, &usage->by_remote[at - 1])) {
            at--;
        }
        usage->remote_count += usage->remote_count < PP_USAGE_GROUPS;
        for (size_t k = at; k < usage->remote_count; k++) {
            const struct pp_usage_remote moved = usage->by_remote[k];
            usage->by_remote[k] = next;
            next = moved;
        }
    }
}

static void count_states(struct counter *counter)
{
    (void)choose(counter, has_state);
    for (size_t i = 0; i < counter->some.count; i++) {
        const struct pp_usage_item *item = &counter->some.items[i];
        counter->usage->by_state[item->process.state] += item->count;
    }
}

/* --- ports taken ---------------------------------------------------------- */

/* What one listing proves: its ports; of sockets without ports those that are
 * BOUND, each to a port of its own. */
static uint32_t taken_by(const struct counter *counter,
                         const struct pp_usage_item *items,
                         size_t count)
{
    struct pp_portset taken = counter->all.ports;
    uint64_t bound = 0;
    if (items[0].source != 0) {
        pp_portset_clear(&taken);
    }
    for (size_t i = 0; i < count; i++) {
        if (items[i].port != 0) {
            pp_portset_set(&taken, items[i].port);
        } else if (items[i].source != 0 &&
                   items[i].process.state == PP_SOCKET_BOUND) {
            bound += items[i].count;
        }
    }
    pp_portset_intersect(&taken, &counter->pool);
    bound += pp_portset_count(&taken, counter->range);
    return bound < counter->usage->pool ? (uint32_t)bound
                                        : counter->usage->pool;
}

/* Sockets with one other end: each has a local port of its own. */
static uint32_t taken_to_one_end(const struct counter *counter)
{
    const struct ends ends = choose_ends(counter, count_with_end);
    uint32_t most = 0;
    for (size_t i = 0; i < ends.count; i++) {
        const struct pp_usage_end *end = &ends.items[i];
        /* A list shows the ports themselves. */
        bool is_end = end->source != 0 && end->remote.port != 0;
        uint32_t count = is_end ? count_with_end(end) : 0;
        most = count > most ? count : most;
    }
    return most < counter->usage->pool ? most : counter->usage->pool;
}

static void count_taken(struct counter *counter)
{
    const struct pp_usage_items *all = &counter->all.items;
    struct pp_usage *usage = counter->usage;
    usage->sockets = choose(counter, is_any);
    usage->is_counted = counter->source != 0;
    usage->taken = taken_to_one_end(counter);
    for (size_t i = 0; i < all->count;) {
        size_t end = i;
        while (end < all->count &&
               all->items[end].source == all->items[i].source) {
            end++;
        }
        uint32_t taken = taken_by(counter, &all->items[i], end - i);
        usage->taken = taken > usage->taken ? taken : usage->taken;
        i = end;
    }
    usage->free = usage->pool - usage->taken;
}

/* --- the cause ------------------------------------------------------------ */

/* A cause on trial: how many of the taken ports it explains. */
struct suspect {
    enum pp_usage_cause cause;
    uint32_t count;
    struct pp_usage_process holder;
    struct pp_usage_remote remote;
};

static void
suspect(struct suspect *best, enum pp_usage_cause cause, uint32_t count)
{
    if (count > best->count) {
        *best = (struct suspect){.cause = cause, .count = count};
    }
}

/* Counted, a connection has a BOUND socket beside its own: what the same
 * process has connected is no leak. */
static uint32_t bound_alone(const struct counter *counter, size_t index)
{
    const struct pp_usage_item *items = counter->some.items;
    uint32_t left = items[index].count;
    for (size_t i = index + 1;
         counter->source != 0 && i < counter->some.count &&
         items[i].process.pid == items[index].process.pid;
         i++) {
        left -= items[i].count < left ? items[i].count : left;
    }
    return left;
}

static void suspect_process(const struct counter *counter,
                            size_t index,
                            struct suspect *best)
{
    const struct pp_usage_item *item = &counter->some.items[index];
    uint32_t count = item->count;
    enum pp_usage_cause cause = PP_USAGE_CAUSE_UNKNOWN;
    if (item->process.state == PP_SOCKET_BOUND) {
        cause = PP_USAGE_BOUND_LEAK;
        count = bound_alone(counter, index);
    } else if (item->process.state == PP_SOCKET_CLOSE_WAIT) {
        cause = PP_USAGE_CLOSE_WAIT_LEAK;
    } else if (item->process.state == PP_SOCKET_TIME_WAIT ||
               !has_process(item)) {
        return;
    }
    uint32_t before = best->count;
    suspect(best, cause, count);
    if (best->count > before) {
        best->holder = item->process;
        best->holder.count = count;
    }
}

/* TIME_WAIT is nobody's; its other end tells, where one has half of it. */
static void suspect_churn(const struct counter *counter, struct suspect *best)
{
    const struct ends ends = choose_ends(counter, count_waiting);
    uint32_t count = ends.sum < UINT32_MAX ? (uint32_t)ends.sum : UINT32_MAX;
    uint32_t local = 0;
    for (size_t i = 0; i < ends.count; i++) {
        local += ends.items[i].waiting_here;
    }
    if (count <= best->count) {
        return;
    }
    suspect(best,
            local >= count - local ? PP_USAGE_LOOPBACK_CHURN
                                   : PP_USAGE_TIME_WAIT_CHURN,
            count);
    best->holder = (struct pp_usage_process){
        .has_state = true, .state = PP_SOCKET_TIME_WAIT, .count = count};
    for (size_t i = 0; i < ends.count; i++) {
        struct pp_usage_remote remote = ends.items[i].remote;
        remote.count = ends.items[i].waiting;
        bool has_half =
            remote.address.len > 0 && remote.count >= count - remote.count;
        if (has_half &&
            (best->remote.count == 0 ||
             pp_usage_compare_remotes(&remote, &best->remote) > 0)) {
            best->remote = remote;
        }
    }
}

/* Without blocks the same sockets would leave enough. */
static bool is_for_blocks(const struct counter *counter)
{
    const struct pp_usage *usage = counter->usage;
    return counter->blocked > pp_range_count(counter->range) / 2 &&
           pp_usage_judge(usage->taken, usage->pool + counter->blocked) ==
               PP_USAGE_AMPLE;
}

/* Somebody has half of what is taken; half of the pool where it is not known
 * how much is. */
static bool stands_out(const struct pp_usage *usage, uint32_t count)
{
    uint32_t whole =
        usage->verdict == PP_USAGE_UNKNOWN ? usage->pool : usage->taken;
    return count > 0 && count >= whole - (count < whole ? count : whole);
}

static void find_cause(struct counter *counter)
{
    struct pp_usage *usage = counter->usage;
    struct suspect best = {0};
    (void)choose(counter, is_in_pool);
    pp_usage_group(&counter->some);
    for (size_t i = 0; i < counter->some.count; i++) {
        suspect_process(counter, i, &best);
    }
    suspect_churn(counter, &best);
    if (stands_out(usage, best.count)) {
        usage->cause = best.cause;
        usage->holder = best.holder;
        usage->remote = best.remote;
    }
    if (usage->verdict == PP_USAGE_UNKNOWN) {
        return;
    }
    if (is_for_blocks(counter)) {
        usage->cause = PP_USAGE_HNS_BLOCKS;
    } else if (usage->cause == PP_USAGE_CAUSE_UNKNOWN &&
               usage->pool < PP_USAGE_SMALL_PORTS) {
        usage->cause = PP_USAGE_SMALL_RANGE;
    }
}

/* --- the verdict ---------------------------------------------------------- */

/* Server 2012 R2, and Windows 8.1, which shares its files. */
static bool is_old_windows(const struct pp_machine *machine)
{
    const char *name = pp_machine_os(machine)->generation;
    struct pp_sv generation = name != NULL ? pp_sv_from(name) : PP_SV("");
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_HOTFIX &&
            facts[i].as.hotfix.number == KB_SHOWS_BOUND) {
            return false;
        }
    }
    return pp_sv_equal(generation, PP_SV("2012r2")) ||
           pp_sv_equal(generation, PP_SV("8.1"));
}

static void judge(struct counter *counter)
{
    struct pp_usage *usage = counter->usage;
    usage->extent =
        pp_machine_sockets_extent(counter->machine, usage->protocol);
    if (usage->protocol == PP_TCP) {
        usage->is_old_windows = usage->by_state[PP_SOCKET_BOUND] == 0 &&
                                is_old_windows(counter->machine);
        usage->hides_bound =
            usage->is_old_windows || usage->extent == PP_SOCKETS_UNBOUND;
    }
    usage->verdict = pp_usage_judge(usage->taken, usage->pool);
    if (usage->verdict == PP_USAGE_AMPLE && pp_usage_is_least(usage)) {
        usage->verdict = PP_USAGE_UNKNOWN;
    }
    if (usage->verdict != PP_USAGE_AMPLE) {
        find_cause(counter);
    }
}

static void count(struct counter *counter)
{
    count_taken(counter);
    count_states(counter);
    find_processes(counter);
    find_remotes(counter);
    judge(counter);
}

enum pp_status pp_machine_usage(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                struct pp_usage *ret_usage)
{
    const struct pp_usage nothing = {
        .protocol = protocol,
        .dynamic = pp_machine_dynamic(machine, protocol),
    };
    struct pp_usage usage = nothing;
    struct counter counter = {.machine = machine, .usage = &usage};
    find_pool(&counter);
    enum pp_status status =
        pp_usage_collect(machine, protocol, &counter.pool, &counter.all);
    size_t item_count = counter.all.items.count;
    if (status == PP_OK && item_count > 0) {
        counter.some.items = pp_calloc(item_count, sizeof(*counter.some.items));
        status = counter.some.items != NULL ? PP_OK : PP_ERR_NOMEM;
    }
    if (status == PP_OK && item_count > 0) {
        count(&counter);
    }
    pp_free(counter.some.items);
    pp_usage_tally_done(&counter.all);
    if (status == PP_OK) {
        *ret_usage = usage.sockets > 0 ? usage : nothing;
    }
    return status;
}
