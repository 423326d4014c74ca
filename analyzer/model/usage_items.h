/*
 * Sockets of a protocol in one list, whether a capture lists or counts them,
 * and the groups that they form.
 */
#ifndef PP_MODEL_USAGE_ITEMS_H
#define PP_MODEL_USAGE_ITEMS_H

#include "portplan/portset.h"
#include "portplan/usage.h"

#include "base/vec.h"

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

/* Sockets of one listing with one other end. */
struct pp_usage_end {
    uint32_t source;
    struct pp_usage_remote remote; /* address empty: all that have none */
    uint32_t waiting;      /* those in TIME_WAIT that hold a port of the pool */
    uint32_t waiting_here; /* of these, those with both ends on this host */
};

/* Finds what was added before by its hash. */
struct pp_usage_index {
    uint32_t *slots; /* the position from 1; 0: empty */
    size_t size;     /* a power of two, or 0 */
    PP_VEC(uint32_t) hashes;
    bool has_lost; /* of too many alike one is not found again */
};

/* Of the machine's sockets and counts. All zero is empty. */
struct pp_usage_tally {
    /* Listed sockets by process, state and whether they hold a port of the
     * pool; counts as they are. */
    struct pp_usage_items items;
    PP_VEC(struct pp_usage_end) ends; /* ascending by source */
    struct pp_portset ports;          /* of the listed sockets */
    struct pp_usage_index item_index;
    struct pp_usage_index end_index;
    struct pp_usage_index repeats; /* of one port's sockets */
    struct pp_usage_items of_port;
};

/* `pool` has the ports of the pool. The caller ends the tally whatever is
 * returned. */
enum pp_status pp_usage_collect(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                const struct pp_portset *pool,
                                struct pp_usage_tally *tally) PP_MUST_CHECK;
void pp_usage_tally_done(struct pp_usage_tally *tally);

/* Other ends in their order. */
int pp_usage_compare_remotes(const struct pp_usage_remote *a,
                             const struct pp_usage_remote *b);

/* Sorts the items by process and state, and makes one of those that are
 * alike. */
void pp_usage_group(struct pp_usage_items *items);

#endif
