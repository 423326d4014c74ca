/* Listed and counted sockets as one list, and its groups. */
#include "usage_items.h"

#include <stdlib.h>
#include <string.h>

#include "portplan/portset.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/vec.h"

/* --- sockets -------------------------------------------------------------- */

static enum pp_socket_state state_of(struct pp_sv name)
{
    for (int i = PP_SOCKET_LISTENING; name.len > 0 && i < PP_SOCKET_OTHER;
         i++) {
        enum pp_socket_state state = (enum pp_socket_state)i;
        if (pp_sv_equal(name, pp_sv_from(pp_socket_state_name(state)))) {
            return state;
        }
    }
    return name.len > 0 ? PP_SOCKET_OTHER : PP_SOCKET_NONE;
}

static bool is_loopback(struct pp_sv address)
{
    return pp_sv_starts(address, PP_SV("127.")) ||
           pp_sv_equal(address, PP_SV("::1")) ||
           pp_sv_starts_nocase(address, PP_SV("::ffff:127."));
}

static struct pp_usage_item item_of(const struct pp_socket *socket)
{
    struct pp_usage_item item = {
        .count = 1,
        .process = {.has_pid = socket->has_pid,
                    .pid = socket->pid,
                    .process = socket->process,
                    .has_state = socket->state.len > 0,
                    .state = state_of(socket->state),
                    .count = 1},
        .remote = {.address = socket->remote_address,
                   .port = socket->remote_port},
        .address = socket->address,
        .port = socket->port,
        .list = socket->list,
    };
    /* A host that connects to an address of its own connects from it. */
    item.is_loopback = is_loopback(socket->remote_address) ||
                       (socket->remote_address.len > 0 &&
                        pp_sv_equal(socket->remote_address, socket->address));
    return item;
}

static int compare_u32(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_texts(struct pp_sv a, struct pp_sv b)
{
    size_t len = a.len < b.len ? a.len : b.len;
    int order = len > 0 ? memcmp(a.ptr, b.ptr, len) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

static bool is_bound(const struct pp_usage_item *item)
{
    return item->process.state == PP_SOCKET_BOUND;
}

/* Of one port: by both ends; Windows lists a connection as BOUND, too. */
static int compare_ends(const struct pp_usage_item *a,
                        const struct pp_usage_item *b)
{
    int order = compare_u32(a->remote.port, b->remote.port);
    order = order != 0 ? order
                       : compare_texts(a->remote.address, b->remote.address);
    order = order != 0 ? order : compare_texts(a->address, b->address);
    return order != 0 ? order : compare_u32(is_bound(a), is_bound(b));
}

/* The same, then list by list, in an order of their own. */
static int compare_listed(const void *a, const void *b)
{
    const struct pp_usage_item *left = a;
    const struct pp_usage_item *right = b;
    int order = compare_ends(left, right);
    order = order != 0 ? order : compare_u32(left->list, right->list);
    order = order != 0 ? order
                       : compare_u32(left->process.state, right->process.state);
    return order != 0 ? order
                      : compare_u32(left->process.pid, right->process.pid);
}

/* Of sockets with the same ends the first list that shows most of them; its
 * first item, and how many. */
static size_t
choose_list(const struct pp_usage_item *items, size_t count, size_t *ret_first)
{
    size_t most = 0;
    for (size_t i = 0, end = 0; i < count; i = end) {
        while (end < count && items[end].list == items[i].list) {
            end++;
        }
        if (end - i > most) {
            most = end - i;
            *ret_first = i;
        }
    }
    /* A connection has its two ends for itself. */
    return items[0].remote.port != 0 ? 1 : most;
}

/* A socket that several lists show counts once. What has no other end may be
 * several in one list: so many count as the list shows that shows most. Returns
 * how many are left. */
static size_t drop_repeated(struct pp_usage_item *items, size_t count)
{
    size_t kept = 0;
    if (count > 1) {
        qsort(items, count, sizeof(*items), compare_listed);
    }
    for (size_t i = 0, end = 0; i < count; i = end) {
        size_t first = 0;
        while (end < count && compare_ends(&items[i], &items[end]) == 0) {
            end++;
        }
        size_t chosen = choose_list(&items[i], end - i, &first);
        memmove(&items[kept], &items[i + first], chosen * sizeof(*items));
        kept += chosen;
    }
    return kept;
}

/* A port is held by what lives on it before a closed connection, and by that
 * before a BOUND socket, which Windows lists beside a connection. */
static int rank_of(enum pp_socket_state state)
{
    return state == PP_SOCKET_BOUND ? 0 : state == PP_SOCKET_TIME_WAIT ? 1 : 2;
}

/* Of the sockets of one port the first that holds it. */
static void mark_holder(struct pp_usage_item *items, size_t count)
{
    size_t best = 0;
    for (size_t i = 1; i < count; i++) {
        if (rank_of(items[i].process.state) >
            rank_of(items[best].process.state)) {
            best = i;
        }
    }
    items[best].is_in_pool = true;
}

static enum pp_status add_sockets(const struct pp_machine *machine,
                                  enum pp_protocol protocol,
                                  const struct pp_portset *pool,
                                  struct pp_usage_items *items)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    PP_TRY(PP_VEC_RESERVE(items, count, PP_LIMIT_FACTS));
    size_t first = 0;
    for (size_t i = 0; i < count; i++) {
        items->items[items->count++] = item_of(&sockets[i]);
        if (i + 1 == count || sockets[i + 1].port != sockets[i].port) {
            struct pp_usage_item *of_port = &items->items[first];
            size_t kept = drop_repeated(of_port, items->count - first);
            if (pp_portset_test(pool, sockets[i].port)) {
                mark_holder(of_port, kept);
            }
            items->count = first + kept;
            first = items->count;
        }
    }
    return PP_OK;
}

/* --- counts --------------------------------------------------------------- */

static struct pp_usage_item item_of_count(const struct pp_fact *fact)
{
    const struct pp_socket_count_fact *said = &fact->as.socket_count;
    return (struct pp_usage_item){
        .source = fact->section + 1,
        .count = said->count,
        .process = {.has_pid = said->has_pid,
                    .pid = said->pid,
                    .process = said->process,
                    .has_state = said->has_state,
                    .state = said->has_state ? said->state : PP_SOCKET_NONE,
                    .count = said->count},
        .remote = {.address = said->remote_address,
                   .port = said->has_remote_port ? said->remote_port : 0},
        .port = said->has_local_port ? fact->range.first : 0,
        .is_in_pool = true,
        .is_loopback = is_loopback(said->remote_address),
    };
}

static enum pp_status add_counts(const struct pp_machine *machine,
                                 enum pp_protocol protocol,
                                 const struct pp_portset *pool,
                                 struct pp_usage_items *items)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind != PP_FACT_SOCKET_COUNT ||
            facts[i].protocol != protocol) {
            continue;
        }
        PP_TRY(PP_VEC_RESERVE(items, 1, PP_LIMIT_FACTS));
        struct pp_usage_item *item = &items->items[items->count++];
        *item = item_of_count(&facts[i]);
        item->is_in_pool = item->port == 0 || pp_portset_test(pool, item->port);
    }
    return PP_OK;
}

enum pp_status pp_usage_collect(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                const struct pp_portset *pool,
                                struct pp_usage_items *items)
{
    PP_TRY(add_sockets(machine, protocol, pool, items));
    return add_counts(machine, protocol, pool, items);
}

/* --- groups --------------------------------------------------------------- */

int pp_usage_compare_process(const void *a, const void *b)
{
    const struct pp_usage_process *left =
        &((const struct pp_usage_item *)a)->process;
    const struct pp_usage_process *right =
        &((const struct pp_usage_item *)b)->process;
    int order = compare_u32(left->has_pid, right->has_pid);
    order = order != 0 ? order : compare_u32(left->pid, right->pid);
    order = order != 0 ? order : compare_texts(left->process, right->process);
    return order != 0 ? order : compare_u32(left->state, right->state);
}

int pp_usage_compare_remote(const void *a, const void *b)
{
    const struct pp_usage_remote *left =
        &((const struct pp_usage_item *)a)->remote;
    const struct pp_usage_remote *right =
        &((const struct pp_usage_item *)b)->remote;
    int order = compare_u32(left->port, right->port);
    return order != 0 ? order : compare_texts(left->address, right->address);
}

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return b > UINT32_MAX - a ? UINT32_MAX : a + b;
}

void pp_usage_group(struct pp_usage_items *items,
                    int (*compare)(const void *a, const void *b))
{
    size_t kept = 0;
    if (items->count > 1) {
        qsort(items->items, items->count, sizeof(*items->items), compare);
    }
    for (size_t i = 0; i < items->count; i++) {
        struct pp_usage_item *last = kept > 0 ? &items->items[kept - 1] : NULL;
        if (last != NULL && compare(last, &items->items[i]) == 0) {
            last->count = add_up(last->count, items->items[i].count);
        } else {
            items->items[kept++] = items->items[i];
        }
    }
    for (size_t i = 0; i < kept; i++) {
        items->items[i].process.count = items->items[i].count;
        items->items[i].remote.count = items->items[i].count;
    }
    items->count = kept;
}
