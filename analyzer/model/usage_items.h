/*
 * Sockets of a protocol in one list, whether a capture lists or counts them,
 * and the groups that they form.
 */
#ifndef PP_MODEL_USAGE_ITEMS_H
#define PP_MODEL_USAGE_ITEMS_H

#include "portplan/portset.h"
#include "portplan/usage.h"

/* Sockets that are alike, as far as a capture tells. */
struct pp_usage_item {
    uint32_t source; /* of the listing: 0 for listed sockets, then a section of
                      * counts each */
    uint32_t count;
    struct pp_usage_process process; /* pid, names, state */
    struct pp_usage_remote remote;   /* address empty: none, not known */
    struct pp_sv address;            /* the local one; empty: not known */
    uint16_t port;                   /* the local one; 0: not known */
    uint32_t list;                   /* the section of a listed socket */
    bool is_in_pool;  /* holds a port of the pool: of several sockets on one
                       * port one does; counted without ports, each may */
    bool is_loopback; /* both ends are on this host */
};

struct pp_usage_items {
    struct pp_usage_item *items; /* ascending by source */
    size_t count;
    size_t capacity;
};

/* Of the machine's sockets and counts. `pool` has the ports of the pool. The
 * caller frees items->items. */
enum pp_status pp_usage_collect(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                const struct pp_portset *pool,
                                struct pp_usage_items *items) PP_MUST_CHECK;

/* Items of one process and state, and of one other end. */
int pp_usage_compare_process(const void *a, const void *b);
int pp_usage_compare_remote(const void *a, const void *b);

/* Sorts the items so, and makes one of those that are alike. */
void pp_usage_group(struct pp_usage_items *items,
                    int (*compare)(const void *a, const void *b));

#endif
