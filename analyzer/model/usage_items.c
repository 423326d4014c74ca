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

/* --- what is alike -------------------------------------------------------- */

enum {
    /* So far a search goes. Texts chosen to share their hashes are found no
     * more then, and what is alike is brought together by sorting. */
    MAX_STEPS = 64,
    FIRST_SLOTS = 64
};

static uint32_t mix(uint32_t hash, uint32_t value)
{
    hash = (hash ^ value) * UINT32_C(0x9E3779B1);
    return hash ^ hash >> 15;
}

static uint32_t hash_text(uint32_t hash, struct pp_sv text)
{
    size_t at = 0;
    for (uint32_t part = 0; text.len - at >= sizeof(part); at += sizeof(part)) {
        memcpy(&part, text.ptr + at, sizeof(part));
        hash = mix(hash, part);
    }
    for (; at < text.len; at++) {
        hash = mix(hash, (unsigned char)text.ptr[at]);
    }
    return mix(hash, (uint32_t)text.len);
}

static void put_slot(struct pp_usage_index *index, size_t position)
{
    size_t mask = index->size - 1;
    size_t at = index->hashes.items[position] & mask;
    for (int i = 0; i < MAX_STEPS; i++, at = (at + 1) & mask) {
        if (index->slots[at] == 0) {
            index->slots[at] = (uint32_t)position + 1;
            return;
        }
    }
    index->has_lost = true;
}

/* Room for `count` in all; what is in it is put in anew. */
static enum pp_status reserve_slots(struct pp_usage_index *index, size_t count)
{
    size_t size = index->size > 0 ? index->size : FIRST_SLOTS;
    while (size / 2 < count) {
        size *= 2;
    }
    if (size == index->size) {
        return PP_OK;
    }
    uint32_t *slots = pp_calloc(size, sizeof(*slots));
    if (slots == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_free(index->slots);
    index->slots = slots;
    index->size = size;
    for (size_t i = 0; i < index->hashes.count; i++) {
        put_slot(index, i);
    }
    return PP_OK;
}

static enum pp_status add_slot(struct pp_usage_index *index, uint32_t hash)
{
    PP_TRY(PP_VEC_RESERVE(&index->hashes, 1, PP_LIMIT_FACTS));
    PP_TRY(reserve_slots(index, index->hashes.count + 1));
    index->hashes.items[index->hashes.count++] = hash;
    put_slot(index, index->hashes.count - 1);
    return PP_OK;
}

/* The next with that hash behind `*io_step` steps; SIZE_MAX: there is none, or
 * too far away. */
static size_t
next_like(const struct pp_usage_index *index, uint32_t hash, size_t *io_step)
{
    for (; index->size > 0 && *io_step < MAX_STEPS; ++*io_step) {
        uint32_t slot = index->slots[(hash + *io_step) & (index->size - 1)];
        if (slot == 0) {
            break;
        }
        if (index->hashes.items[slot - 1] == hash) {
            ++*io_step;
            return slot - 1;
        }
    }
    return SIZE_MAX;
}

static void done_index(struct pp_usage_index *index)
{
    pp_free(index->slots);
    pp_free(index->hashes.items);
}

void pp_usage_tally_done(struct pp_usage_tally *tally)
{
    done_index(&tally->item_index);
    done_index(&tally->end_index);
    done_index(&tally->repeats);
    pp_free(tally->items.items);
    pp_free(tally->of_port.items);
    pp_free(tally->ends.items);
    *tally = (struct pp_usage_tally){0};
}

/* --- listed sockets ------------------------------------------------------- */

static uint32_t add_up(uint32_t a, uint32_t b)
{
    return b > UINT32_MAX - a ? UINT32_MAX : a + b;
}

static enum pp_status add_end(struct pp_usage_tally *tally,
                              const struct pp_usage_item *item)
{
    const struct pp_usage_remote *remote = &item->remote;
    struct pp_usage_end *end = NULL;
    uint32_t hash = mix(hash_text(remote->port, remote->address), item->source);
    size_t step = 0;
    size_t at = 0;
    while (end == NULL &&
           (at = next_like(&tally->end_index, hash, &step)) != SIZE_MAX) {
        struct pp_usage_end *like = &tally->ends.items[at];
        bool is_it = like->source == item->source &&
                     like->remote.port == remote->port &&
                     pp_sv_equal(like->remote.address, remote->address);
        end = is_it ? like : NULL;
    }
    if (end == NULL) {
        PP_TRY(PP_VEC_RESERVE(&tally->ends, 1, PP_LIMIT_FACTS));
        PP_TRY(add_slot(&tally->end_index, hash));
        end = &tally->ends.items[tally->ends.count++];
        *end = (struct pp_usage_end){.source = item->source, .remote = *remote};
    }
    bool is_waiting =
        item->is_in_pool && item->process.state == PP_SOCKET_TIME_WAIT;
    end->remote.count = add_up(end->remote.count, item->count);
    if (is_waiting) {
        end->waiting = add_up(end->waiting, item->count);
        end->waiting_here =
            add_up(end->waiting_here, item->is_loopback ? item->count : 0);
    }
    return PP_OK;
}

static bool is_same_process(const struct pp_usage_item *a,
                            const struct pp_usage_item *b)
{
    return a->process.pid == b->process.pid &&
           a->process.has_pid == b->process.has_pid &&
           a->process.state == b->process.state &&
           a->process.has_state == b->process.has_state &&
           a->is_in_pool == b->is_in_pool &&
           pp_sv_equal(a->process.process, b->process.process);
}

static enum pp_status add_socket(struct pp_usage_tally *tally,
                                 const struct pp_usage_item *item)
{
    uint32_t hash = mix(item->process.pid, item->process.state);
    size_t step = 0;
    size_t at = 0;
    hash = mix(hash, item->is_in_pool);
    pp_portset_set(&tally->ports, item->port);
    PP_TRY(add_end(tally, item));
    while ((at = next_like(&tally->item_index, hash, &step)) != SIZE_MAX) {
        if (is_same_process(&tally->items.items[at], item)) {
            tally->items.items[at].count++;
            return PP_OK;
        }
    }
    PP_TRY(PP_VEC_RESERVE(&tally->items, 1, PP_LIMIT_FACTS));
    PP_TRY(add_slot(&tally->item_index, hash));
    tally->items.items[tally->items.count++] = (struct pp_usage_item){
        .count = 1, .process = item->process, .is_in_pool = item->is_in_pool};
    return PP_OK;
}

static bool has_same_ends(const struct pp_socket *a, const struct pp_socket *b)
{
    return a->remote_port == b->remote_port &&
           pp_sv_equal(a->remote_address, b->remote_address) &&
           pp_sv_equal(a->address, b->address);
}

/* Whether two sockets of a port may be one; mostly there are none. */
static enum pp_status find_repeats(struct pp_usage_index *repeats,
                                   const struct pp_socket *sockets,
                                   size_t count,
                                   bool *ret_has_repeats)
{
    repeats->hashes.count = 0;
    PP_TRY(reserve_slots(repeats, count + 1));
    size_t mask = FIRST_SLOTS - 1;
    while (mask / 2 < count) {
        mask = mask * 2 + 1;
    }
    memset(repeats->slots, 0, (mask + 1) * sizeof(*repeats->slots));
    *ret_has_repeats = false;
    for (size_t i = 0; i < count; i++) {
        const struct pp_socket *one = &sockets[i];
        uint32_t hash = hash_text(one->remote_port, one->remote_address);
        size_t at = hash_text(hash, one->address) & mask;
        size_t steps = 0;
        while (repeats->slots[at] != 0 && steps++ < MAX_STEPS) {
            if (has_same_ends(&sockets[repeats->slots[at] - 1], one)) {
                *ret_has_repeats = true;
                return PP_OK;
            }
            at = (at + 1) & mask;
        }
        if (repeats->slots[at] != 0) {
            *ret_has_repeats = true;
            return PP_OK;
        }
        repeats->slots[at] = (uint32_t)i + 1;
    }
    return PP_OK;
}

/* Sockets of a port of which some are one, sorted: n log n. */
static enum pp_status add_repeated(struct pp_usage_tally *tally,
                                   const struct pp_socket *sockets,
                                   size_t count,
                                   bool is_in_pool)
{
    struct pp_usage_items *items = &tally->of_port;
    items->count = 0;
    PP_TRY(PP_VEC_RESERVE(items, count, PP_LIMIT_FACTS));
    for (size_t i = 0; i < count; i++) {
        items->items[i] = item_of(&sockets[i]);
    }
    items->count = drop_repeated(items->items, count);
    if (is_in_pool) {
        mark_holder(items->items, items->count);
    }
    for (size_t i = 0; i < items->count; i++) {
        PP_TRY(add_socket(tally, &items->items[i]));
    }
    return PP_OK;
}

/* The one that mark_holder would mark. */
static size_t find_holder(const struct pp_socket *sockets, size_t count)
{
    size_t best = 0;
    struct pp_usage_item holder = item_of(&sockets[0]);
    for (size_t i = 1; i < count; i++) {
        const struct pp_usage_item item = item_of(&sockets[i]);
        int order = rank_of(item.process.state) - rank_of(holder.process.state);
        if (order > 0 || (order == 0 && compare_listed(&item, &holder) < 0)) {
            best = i;
            holder = item;
        }
    }
    return best;
}

static enum pp_status add_port(struct pp_usage_tally *tally,
                               const struct pp_socket *sockets,
                               size_t count,
                               bool is_in_pool)
{
    bool has_repeats = false;
    PP_TRY(find_repeats(&tally->repeats, sockets, count, &has_repeats));
    if (has_repeats) {
        return add_repeated(tally, sockets, count, is_in_pool);
    }
    size_t holder = is_in_pool ? find_holder(sockets, count) : count;
    for (size_t i = 0; i < count; i++) {
        struct pp_usage_item item = item_of(&sockets[i]);
        item.is_in_pool = i == holder;
        PP_TRY(add_socket(tally, &item));
    }
    return PP_OK;
}

static enum pp_status add_sockets(const struct pp_machine *machine,
                                  enum pp_protocol protocol,
                                  const struct pp_portset *pool,
                                  struct pp_usage_tally *tally)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    for (size_t i = 0, end = 0; i < count; i = end) {
        while (end < count && sockets[end].port == sockets[i].port) {
            end++;
        }
        bool is_in_pool = pp_portset_test(pool, sockets[i].port);
        PP_TRY(add_port(tally, &sockets[i], end - i, is_in_pool));
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
                                 struct pp_usage_tally *tally)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind != PP_FACT_SOCKET_COUNT ||
            facts[i].protocol != protocol) {
            continue;
        }
        PP_TRY(PP_VEC_RESERVE(&tally->items, 1, PP_LIMIT_FACTS));
        struct pp_usage_item *item = &tally->items.items[tally->items.count++];
        *item = item_of_count(&facts[i]);
        item->is_in_pool = item->port == 0 || pp_portset_test(pool, item->port);
        PP_TRY(add_end(tally, item));
    }
    return PP_OK;
}

/* --- groups --------------------------------------------------------------- */

int pp_usage_compare_remotes(const struct pp_usage_remote *a,
                             const struct pp_usage_remote *b)
{
    int order = compare_u32(a->port, b->port);
    return order != 0 ? order : compare_texts(a->address, b->address);
}

static int compare_end_groups(const void *a, const void *b)
{
    const struct pp_usage_end *left = a;
    const struct pp_usage_end *right = b;
    int order = compare_u32(left->source, right->source);
    return order != 0 ? order
                      : pp_usage_compare_remotes(&left->remote, &right->remote);
}

/* Where hashes were too much alike. */
static void merge_ends(struct pp_usage_tally *tally)
{
    struct pp_usage_end *ends = tally->ends.items;
    size_t kept = 0;
    qsort(ends, tally->ends.count, sizeof(*ends), compare_end_groups);
    for (size_t i = 0; i < tally->ends.count; i++) {
        if (kept == 0 || compare_end_groups(&ends[kept - 1], &ends[i]) != 0) {
            ends[kept++] = ends[i];
            continue;
        }
        struct pp_usage_end *into = &ends[kept - 1];
        into->remote.count = add_up(into->remote.count, ends[i].remote.count);
        into->waiting = add_up(into->waiting, ends[i].waiting);
        into->waiting_here = add_up(into->waiting_here, ends[i].waiting_here);
    }
    tally->ends.count = kept;
}

enum pp_status pp_usage_collect(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                const struct pp_portset *pool,
                                struct pp_usage_tally *tally)
{
    PP_TRY(add_sockets(machine, protocol, pool, tally));
    PP_TRY(add_counts(machine, protocol, pool, tally));
    if (tally->end_index.has_lost) {
        merge_ends(tally);
    }
    return PP_OK;
}

static int compare_processes(const void *a, const void *b)
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

void pp_usage_group(struct pp_usage_items *items)
{
    size_t kept = 0;
    if (items->count > 1) {
        qsort(items->items,
              items->count,
              sizeof(*items->items),
              compare_processes);
    }
    for (size_t i = 0; i < items->count; i++) {
        struct pp_usage_item *last = kept > 0 ? &items->items[kept - 1] : NULL;
        if (last != NULL && compare_processes(last, &items->items[i]) == 0) {
            last->count = add_up(last->count, items->items[i].count);
        } else {
            items->items[kept++] = items->items[i];
        }
    }
    for (size_t i = 0; i < kept; i++) {
        items->items[i].process.count = items->items[i].count;
    }
    items->count = kept;
}
