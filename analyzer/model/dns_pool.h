/*
 * The pool of the DNS Server: UDP ports that it binds when it starts, at random
 * (docs/ports-on-windows.md#dns-server). From facts; only where they show that
 * the service is there.
 */
#ifndef PP_MODEL_DNS_POOL_H
#define PP_MODEL_DNS_POOL_H

#include "portplan/machine.h"
#include "portplan/portset.h"

struct pp_dns_pool {
    const struct pp_fact *shown_by; /* a fact of the service or of a value of
                                     * its; NULL: by a socket, or not at all */
    bool is_shown;
    enum pp_tri is_running;        /* PP_NO: it has no port until it starts */
    uint32_t size;                 /* ports of the pool */
    const struct pp_fact *size_by; /* NULL: the default */
    const struct pp_fact *excluded_by; /* SocketPoolExcludedPortRanges; NULL:
                                        * none was captured */
    struct pp_portset from;            /* it draws of these */
    uint32_t from_count;
};

/* What the pool depends on; all borrowed. */
struct pp_dns_evidence {
    const struct pp_fact *facts;
    size_t fact_count;
    const struct pp_socket *sockets; /* of UDP */
    size_t socket_count;
    struct pp_range dynamic; /* of UDP */
    struct pp_portset kept;  /* excluded, or kept from ephemeral use */
};

void pp_dns_pool_find(const struct pp_dns_evidence *evidence,
                      struct pp_dns_pool *ret);

/* How likely the pool has that port after a start of the service: 0 to 1. */
double pp_dns_pool_chance(const struct pp_dns_pool *pool, uint16_t port);

/* The strings of SocketPoolExcludedPortRanges, each ended by NUL; empty: none.
 * Borrowed from the facts. */
struct pp_sv pp_dns_pool_excluded(const struct pp_dns_pool *pool);

/* Whether a socket is the DNS Server's. */
bool pp_dns_pool_has_socket(const struct pp_socket *socket);

#endif
