/*
 * The ephemeral ports of one machine: who holds which, for which destination,
 * and where the next one comes from. How a port is chosen is the business of
 * portplansim/wildcard.h; when it is given back is that of the caller.
 *
 *   request --> range --------> closed to it -----------> model --> port
 *               dynamic, or     excluded ports, ports
 *               auto-reuse      held for all, ports held
 *                               for this destination
 *
 * A destination is an address and port somewhere else, named by a small number
 * from 0. A port is held either for all destinations at once (bind to port 0;
 * everything, where sharing is off) or for some of them, so that with sharing
 * each destination has a pool of its own (SO_REUSE_UNICASTPORT, Windows 10 and
 * Server 2016; docs/internals/exhaustion.md#sharing).
 *
 * Invariants:
 *   E1 no port is held for all and for one destination at the same time;
 *   E2 no port is held twice for the same destination;
 *   E3 a port that was excluded is never given, except from an auto-reuse
 *      range that is told to.
 */
#ifndef PORTPLANSIM_EPHEMERAL_H
#define PORTPLANSIM_EPHEMERAL_H

#include "portplansim/wildcard.h"

enum {
    /* Destinations told apart. Each costs a bitmap of 8 KiB, so this is 2 MiB
     * at most; a simulation keeps up to 24 bytes for each of 16.7 million
     * pairs of port and destination beside them. A machine that runs out of
     * ports talks to one busy destination, or a few behind a balancer. */
    PPS_LIMIT_DESTINATIONS = 256,
};

struct pps_ephemeral_options {
    const struct pps_wildcard_model *model; /* NULL: the default */
    struct pps_prng prng;                   /* for models that draw */
    uint16_t pointer_start;                 /* see pps_wildcard_init */
    struct pp_range dynamic[PP_PROTOCOL_COUNT];
    /* The range of Set-NetTCPSetting -AutoReusePortRange*: for TCP, and for
     * connect without bind or SO_REUSE_UNICASTPORT alone. Where either number
     * is 0 the dynamic range serves (MSFT_NetTCPSetting). */
    uint32_t auto_reuse_first;
    uint32_t auto_reuse_count;
    /* Whether exclusions do not count in the auto-reuse range; not
     * documented, U-11. */
    bool auto_reuse_gives_excluded;
    bool is_shared;             /* ports are shared between destinations */
    uint32_t destination_count; /* 1 to PPS_LIMIT_DESTINATIONS */
    /* Copied; NULL: nothing. `in_use` is held for all destinations. */
    const struct pp_portset *excluded[PP_PROTOCOL_COUNT];
    const struct pp_portset *in_use[PP_PROTOCOL_COUNT];
};

/* Who holds what, of one protocol; private. */
struct pps_ephemeral_pool {
    struct pp_range dynamic;
    struct pp_portset excluded;
    struct pp_portset exclusive; /* held for all destinations */
    struct pp_portset closed;    /* excluded, exclusive, or both */
};

/* About 88 KiB; the fields are private. All zero bytes holds nothing, for
 * pps_ephemeral_done. */
struct pps_ephemeral {
    const struct pps_wildcard_model *model;
    struct pps_ephemeral_pool pools[PP_PROTOCOL_COUNT];
    struct pps_wildcard_state dynamic_state;
    struct pps_wildcard_state auto_reuse_state;
    bool has_auto_reuse;
    bool auto_reuse_gives_excluded;
    struct pp_range auto_reuse;
    uint32_t destination_count;
    /* With sharing, else NULL: TCP's ports held for each destination, those
     * held for at least one, and for how many. */
    struct pp_portset *held;
    struct pp_portset held_any;
    uint16_t *held_counts;
};

/*
 * Begins. PP_ERR_INVALID for no destination or an auto-reuse range that ends
 * above 65535, PP_ERR_LIMIT for too many destinations, PP_ERR_NOMEM; nothing
 * is to be given back then.
 */
PP_API enum pp_status
pps_ephemeral_init(struct pps_ephemeral *ret_ephemeral,
                   const struct pps_ephemeral_options *options) PP_MUST_CHECK;
PP_API void pps_ephemeral_done(struct pps_ephemeral *ephemeral);

enum pps_ephemeral_kind {
    PPS_EPHEMERAL_CONNECT = 0, /* connect without bind, or bind to port 0 with
                                * SO_REUSE_UNICASTPORT, which waits for the
                                * connect */
    PPS_EPHEMERAL_BIND,        /* any other bind to port 0, listen without bind:
                                * the destination is not known yet */
};

struct pps_ephemeral_request {
    enum pp_protocol protocol;
    enum pps_ephemeral_kind kind;
    uint32_t destination; /* below the count; only looked at with sharing */
};

/* Takes a port and returns it; 0 where none is left (10055 WSAENOBUFS) and
 * for a destination that does not exist. UDP ports are never shared. */
PP_API uint16_t pps_ephemeral_take(struct pps_ephemeral *ephemeral,
                                   const struct pps_ephemeral_request *request);

/* Gives a port back: the one held for all destinations, or else the one held
 * for `destination`. False, and nothing changed, where it is not held so. */
PP_API bool pps_ephemeral_release(struct pps_ephemeral *ephemeral,
                                  enum pp_protocol protocol,
                                  uint16_t port,
                                  uint32_t destination);

#endif
