/*
 * The ports that sockets hold, before and after: one item for each pair of
 * address and port. Connections come and go by themselves and are left out.
 */
#include "diff_sockets.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "model/holder.h"

enum {
    /* Processes that every boot starts with the same id: idle and System. */
    LAST_FIXED_PID = 4,
};

struct holders {
    const struct pp_socket **items; /* ascending by port, then address */
    size_t count;
    bool has_proxies; /* `netsh interface portproxy show` was captured */
};

static int compare_holders(const struct pp_socket *a, const struct pp_socket *b)
{
    if (a->port != b->port) {
        return a->port < b->port ? -1 : 1;
    }
    size_t len =
        a->address.len < b->address.len ? a->address.len : b->address.len;
    int order = len > 0 ? memcmp(a->address.ptr, b->address.ptr, len) : 0;
    if (order != 0) {
        return order;
    }
    return (a->address.len > b->address.len) -
           (a->address.len < b->address.len);
}

/* Of equal ones the first of the capture stands first. */
static int compare_items(const void *a, const void *b)
{
    const struct pp_socket *const *left = a;
    const struct pp_socket *const *right = b;
    int order = compare_holders(*left, *right);
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

static enum pp_status collect(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              struct holders *ret_holders)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    ret_holders->items = pp_calloc(count + 1, sizeof(*ret_holders->items));
    if (ret_holders->items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        if (pp_socket_is_holder(&sockets[i])) {
            ret_holders->items[ret_holders->count++] = &sockets[i];
            ret_holders->has_proxies |= pp_socket_is_proxy(&sockets[i]);
        }
    }
    if (ret_holders->count > 1) {
        qsort(ret_holders->items,
              ret_holders->count,
              sizeof(*ret_holders->items),
              compare_items);
    }
    return PP_OK;
}

/* Behind all items that are equal to the one at `at`. */
static size_t behind(const struct holders *holders, size_t at)
{
    size_t next = at + 1;
    while (next < holders->count &&
           compare_holders(holders->items[at], holders->items[next]) == 0) {
        next++;
    }
    return next;
}

static void count_kept(struct pp_diff_sockets *sockets,
                       const struct pp_socket *before,
                       const struct pp_socket *after)
{
    sockets->kept_count++;
    if (!before->has_pid || !after->has_pid || before->pid <= LAST_FIXED_PID ||
        after->pid <= LAST_FIXED_PID) {
        return;
    }
    if (before->pid == after->pid) {
        sockets->same_process_count++;
    } else {
        sockets->other_process_count++;
    }
}

/* Whether a holder of one side alone is a difference: a port proxy is none
 * where the other side lists no proxies. */
static bool tells(const struct pp_socket *socket, const struct holders *other)
{
    return other->has_proxies || !pp_socket_is_proxy(socket);
}

static void merge(const struct holders *before,
                  const struct holders *after,
                  struct pp_diff_sockets *sockets)
{
    size_t left = 0;
    size_t right = 0;
    while (left < before->count || right < after->count) {
        int order =
            left == before->count ? 1
            : right == after->count
                ? -1
                : compare_holders(before->items[left], after->items[right]);
        if (order < 0) {
            sockets->closed[sockets->closed_count] = before->items[left];
            sockets->closed_count += tells(before->items[left], after);
        } else if (order > 0) {
            sockets->opened[sockets->opened_count] = after->items[right];
            sockets->opened_count += tells(after->items[right], before);
        } else {
            count_kept(sockets, before->items[left], after->items[right]);
        }
        left = order <= 0 ? behind(before, left) : left;
        right = order >= 0 ? behind(after, right) : right;
    }
}

static enum pp_status compare(const struct holders *before,
                              const struct holders *after,
                              struct pp_diff_sockets *sockets)
{
    sockets->opened = pp_calloc(after->count + 1, sizeof(*sockets->opened));
    sockets->closed = pp_calloc(before->count + 1, sizeof(*sockets->closed));
    if (sockets->opened == NULL || sockets->closed == NULL) {
        return PP_ERR_NOMEM;
    }
    merge(before, after, sockets);
    sockets->is_compared = sockets->kept_count > 0;
    if (!sockets->is_compared) {
        sockets->opened_count = 0;
        sockets->closed_count = 0;
    }
    return PP_OK;
}

enum pp_status pp_diff_sockets_compare(struct pp_diff *diff,
                                       enum pp_protocol protocol)
{
    struct holders before = {0};
    struct holders after = {0};
    enum pp_status status = collect(diff->before, protocol, &before);
    if (status == PP_OK) {
        status = collect(diff->after, protocol, &after);
    }
    if (status == PP_OK) {
        status = compare(&before, &after, &diff->sockets[protocol]);
    }
    pp_free((void *)before.items);
    pp_free((void *)after.items);
    return status;
}
