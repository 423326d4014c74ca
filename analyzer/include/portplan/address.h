/*
 * A local address as bind() takes it: the wildcard of a family or of both, or
 * one specific address (docs/ports-on-windows.md#what-bind-answers).
 */
#ifndef PORTPLAN_ADDRESS_H
#define PORTPLAN_ADDRESS_H

#include "portplan/fact.h"

PP_BEGIN_DECLS

enum pp_address_kind {
    PP_ADDRESS_UNKNOWN = 0, /* nobody said; then family is unknown too */
    PP_ADDRESS_WILDCARD,    /* 0.0.0.0, :: */
    PP_ADDRESS_SPECIFIC,
};

/* All zero bytes: unknown. */
struct pp_address {
    enum pp_address_kind kind;
    enum pp_family family; /* PP_FAMILY_BOTH: `::`, a dual-stack socket */
    uint8_t bytes[16];     /* in network order; IPv4 fills the first 4 */
    uint32_t zone;         /* the interface behind `%`; 0: none */
    struct pp_sv text;     /* as it was written; borrowed */
};

/*
 * "127.0.0.1", "0.0.0.0", "::1", "fe80::1%4", in brackets or not. `::` is
 * taken as dual-stack, because neither a capture nor a user says
 * IPV6_V6ONLY; `::ffff:127.0.0.1` is 127.0.0.1. False for anything else,
 * names of hosts included.
 */
PP_API bool pp_address_parse(struct pp_sv text, struct pp_address *ret_address);

/* Whether both are on one stack at least; an unknown one is on both. */
PP_API bool pp_address_shares_stack(const struct pp_address *a,
                                    const struct pp_address *b);

/* Whether two specific addresses are the same one, however written. */
PP_API bool pp_address_is_same(const struct pp_address *a,
                               const struct pp_address *b);

PP_END_DECLS

#endif
