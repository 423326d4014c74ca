/*
 * The question of `portplan ephemeral --rate`: does the pool of a machine bear
 * so many connections a second, when does it run dry, and what helps? Puts the
 * three ways of exhaust.h together and prints what they say.
 */
#ifndef PORTPLANSIM_EXHAUSTION_H
#define PORTPLANSIM_EXHAUSTION_H

#include "portplansim/exhaust.h"

#include "json/json_node.h"
#include "print/style.h"

struct pps_exhaustion_question {
    struct pp_range range;      /* the ephemeral range in force */
    struct pp_portset excluded; /* never given, for whatever reason */
    struct pp_portset blocks;   /* of these: what winnat and HNS can release */
    struct pp_portset in_use;   /* held by sockets of their own */
    struct pps_traffic traffic;
    const struct pps_wildcard_model *model; /* NULL: the default */
    uint16_t pointer_start;                 /* see pps_wildcard_init */
    uint32_t burst_count; /* connections at one moment; 0 or 1: one by one */
    uint64_t seed;
};

struct pps_exhaustion {
    struct pps_traffic traffic;
    const char *model; /* its name */
    uint32_t burst_count;
    struct pps_pool_parts parts; /* of the range */
    uint32_t pool_ports;         /* what is left of it */
    struct pps_exhaust_forecast forecast;
    struct pps_exhaust_result simulated;
    bool has_advice; /* false: nothing holds a port for any time */
    struct pps_exhaust_advice advice;
};

/* One to two million connections are simulated, within a second.
 * PP_ERR_INVALID and PP_ERR_LIMIT as of pps_exhaust_simulate. */
PP_API enum pp_status
pps_exhaustion_answer(const struct pps_exhaustion_question *question,
                      struct pps_exhaustion *ret_exhaustion) PP_MUST_CHECK;

PP_API void pps_exhaustion_text(struct pp_buf *buf,
                                const struct pp_style *style,
                                const struct pps_exhaustion *exhaustion);
/* The member `exhaustion` of a document. */
PP_API void pps_exhaustion_json(struct pp_json *parent,
                                const struct pps_exhaustion *exhaustion);

#endif
