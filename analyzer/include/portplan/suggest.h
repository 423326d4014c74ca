/*
 * The question of `portplan suggest`: which ports to choose, on one machine or
 * on many, in one protocol or in both.
 *
 *   new (what is asked) -> add a machine, its forecast -> ... -> find -> items
 *
 * What the future may bring comes in as data, so that nothing here needs the
 * simulator. A machine may be freed when it has been added; memory does not
 * grow with their number.
 */
#ifndef PORTPLAN_SUGGEST_H
#define PORTPLAN_SUGGEST_H

#include "portplan/machine.h"
#include "portplan/portset.h"

PP_BEGIN_DECLS

/* The weight of a rule whose ports are never suggested. */
enum {
    PP_SUGGEST_NEVER = 1000
};

enum pp_suggest_rule {
#define PP_SUGGEST_RULE(id, name, weight, holds, breaks, meaning) \
    PP_SUGGEST_##id,
#include "portplan/suggest_rules.def"
    PP_SUGGEST_RULE_COUNT
};

/* A row of the table; static storage. */
struct pp_suggest_rule_info {
    const char *name;
    uint32_t weight; /* hundredths of the score, or PP_SUGGEST_NEVER */
    const char *holds;
    const char *breaks;
    const char *meaning;
};

PP_API const struct pp_suggest_rule_info *
pp_suggest_rule_info(enum pp_suggest_rule rule);

/* Rules as bits: 1 << enum pp_suggest_rule. */
static inline uint32_t pp_suggest_bit(enum pp_suggest_rule rule)
{
    return UINT32_C(1) << rule;
}

enum {
    PP_SUGGEST_MAX_COUNT = 100,
    PP_SUGGEST_LEAST_PORT = 1025,
};

struct pp_suggest_options {
    bool is_asked[PP_PROTOCOL_COUNT]; /* both: one number, free in both */
    struct pp_range within;
    uint32_t length; /* neighbouring ports of one suggestion; 1 or more */
    uint32_t count;  /* 1 to PP_SUGGEST_MAX_COUNT */
    bool is_for_http;
    bool has_near;
    uint16_t near;
    uint64_t seed; /* of the order among equals */
};

struct pp_suggest; /* opaque: owns its suggestions */

/* PP_ERR_INVALID for no protocol, and for a count or length out of range. */
PP_API enum pp_status pp_suggest_new(const struct pp_suggest_options *options,
                                     struct pp_suggest **ret) PP_MUST_CHECK;
PP_API void pp_suggest_free(struct pp_suggest *suggest);

/* Asks for ports outside the ephemeral ranges of a system, by its key in
 * pp_system_range; false if there is no such system. */
PP_API bool pp_suggest_also(struct pp_suggest *suggest, struct pp_sv key);

/* The ports must do on this machine too. */
PP_API void pp_suggest_add_machine(struct pp_suggest *suggest,
                                   const struct pp_machine *machine);

/* What simulated boots of a machine came to in one protocol. */
struct pp_outlook {
    const uint32_t *excluded_runs; /* of each port, PP_PORT_COUNT of them */
    uint32_t runs;                 /* 1 or more */
    struct pp_range dynamic;       /* after the boot: blocks are made in it */
    /* No table is captured: the boots are a typical machine's. */
    bool is_typical;
    const struct pp_portset *kept; /* what programs of such a machine have, so
                                    * that it is not suggested; may be NULL */
};

/* The dynamic range that a machine has after its next boot. */
PP_API void pp_suggest_add_dynamic(struct pp_suggest *suggest,
                                   enum pp_protocol protocol,
                                   struct pp_range range);

/* Once for each machine of which a forecast can be made; without machines for
 * each typical one. */
PP_API void pp_suggest_add_outlook(struct pp_suggest *suggest,
                                   enum pp_protocol protocol,
                                   const struct pp_outlook *outlook);

/* A port or a run of neighbours. */
struct pp_suggestion {
    struct pp_range range;
    uint32_t broken;    /* rules that it breaks */
    uint32_t holds;     /* rules that it keeps, of those that were asked */
    uint32_t share_ppm; /* of simulated boots, for the worst of its ports */
    /* The same for the worst port of the dynamic range that is near. */
    uint32_t risk_ppm;
    double score; /* 0 to 1 */
};

PP_API const struct pp_suggestion *
pp_suggest_items(const struct pp_suggest *suggest, size_t *ret_count);

/* What the answer rests on. */
struct pp_suggest_basis {
    struct pp_suggest_options options;
    uint32_t machine_count;
    uint32_t asked; /* rules that could be looked at */
    /* The dynamic range, where all machines have the same. */
    bool has_dynamic[PP_PROTOCOL_COUNT];
    struct pp_range dynamic[PP_PROTOCOL_COUNT];
    uint32_t tableless_count[PP_PROTOCOL_COUNT];  /* machines without table */
    uint32_t socketless_count[PP_PROTOCOL_COUNT]; /* and without sockets */
    uint32_t outlook_count[PP_PROTOCOL_COUNT];    /* machines with a forecast */
    uint32_t typical_count[PP_PROTOCOL_COUNT]; /* of these, by a typical one */
    uint32_t near_risk_ppm; /* around the port that is to be near */
    uint32_t least_runs;    /* boots of the machine with the fewest; 0: none */
    bool has_assumed;       /* a dynamic range that no capture shows */
    bool has_legacy; /* a machine before Vista, without netsh's exclusions */
    bool has_modern; /* any other, or no machine */
    bool has_loose_refusal; /* an error that nothing explains and that names
                             * no port: it may be about any of these */
    bool has_mirrored;      /* WSL holds ports there that no table shows */
};

PP_API const struct pp_suggest_basis *
pp_suggest_basis_of(const struct pp_suggest *suggest);

PP_END_DECLS

#endif
