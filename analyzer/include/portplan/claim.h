/*
 * A claim: anything that bears on a range of ports, whatever said it. A
 * machine keeps the claims of each protocol in one set of spans
 * (pp_machine_spans); the label of an item there is the index of its claim.
 */
#ifndef PORTPLAN_CLAIM_H
#define PORTPLAN_CLAIM_H

#include "portplan/fact.h"

PP_BEGIN_DECLS

enum pp_claim_kind {
#define PP_CLAIM(id, name, bears) PP_CLAIM_##id,
#include "portplan/claims.def"
#undef PP_CLAIM
};

/* What is claimed, and what claims it; borrowed from the machine. */
struct pp_claim {
    enum pp_claim_kind kind;
    struct pp_range range;
    union {
        const struct pp_exclusion *exclusion; /* EARLIER, too */
        const struct pp_socket *socket;
        const struct pp_dynamic *dynamic;
        const struct pp_gap *gap;
        const struct pp_fact *refusal;  /* PP_FACT_BIND_ERROR */
        const struct pp_fact *mirrored; /* WSL_BLOCK: the mode */
        const struct pp_fact *value; /* RPC: its Ports; SERVICE: the value that
                                      * gives it the port */
        const struct pp_reservation *reservation; /* KEPT, URL, HELD,
                                                   * RESERVATION */
        const struct pp_convention *convention;
    } as;
};

/* "exclusion", "socket", ... */
PP_API const char *pp_claim_kind_name(enum pp_claim_kind kind);

/* Whether claims of this kind decide whether a port can be bound. */
PP_API bool pp_claim_kind_bears(enum pp_claim_kind kind);

PP_END_DECLS

#endif
