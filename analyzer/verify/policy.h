/*
 * A policy: what is required of the ports of a machine, by whom it may be
 * waived and until when. The document portplan.policy/1, read and checked
 * whole; docs/schemas/policy.json says the same.
 *
 * A policy knows nothing of machines: verify/verify.h holds it against them.
 */
#ifndef PP_VERIFY_POLICY_H
#define PP_VERIFY_POLICY_H

#include "portplan/bind.h"
#include "portplan/diag.h"
#include "portplan/port_list.h"

#include "fact/registry.h"

enum pp_rule_kind {
#define PP_RULE(id, name, summary) PP_RULE_##id,
#include "rules.def"
#undef PP_RULE
    PP_RULE_COUNT_
};

/* Ports that a rule is about, as the policy or a file of the project names
 * them. */
struct pp_wanted {
    struct pp_port_query ports; /* where `unclear` is NULL */
    const char *unclear;        /* why the ports are not known; static */
    struct pp_sv text;  /* as the file has it, "8080:80"; empty: from `ports` */
    struct pp_sv owner; /* the service or profile there; empty likewise */
    uint64_t line;      /* in that file; 0: from `ports` */
    bool has_kind;      /* the file says how the port is bound */
    enum pp_bind_kind kind;
};

struct pp_wanted_list {
    struct pp_wanted *items;
    size_t count;
    size_t capacity;
};

/* What Windows should not have. */
enum pp_absent {
    PP_ABSENT_VALUE = 0, /* of the registry */
    PP_ABSENT_SERVICE,   /* running */
    PP_ABSENT_FEATURE,   /* enabled */
};

/* A rule; only what its kind needs is set. Texts are borrowed from the
 * policy. */
struct pp_rule {
    struct pp_sv id;
    enum pp_rule_kind kind;
    enum pp_severity severity;
    struct pp_place place;        /* of the rule in the policy */
    struct pp_wanted_list wanted; /* each once, in their order */
    struct pp_sv from; /* the file that names ports; empty: none. Relative to
                        * the policy */
    bool has_as;       /* else plain, or as the file says */
    enum pp_bind_kind as;
    bool is_after_reboot;
    double at_least;           /* share of the boots: above 0, at most 1 */
    enum pp_tri persistent;    /* PP_UNKNOWN: either will do */
    struct pp_range range;     /* dynamic-range-within */
    enum pp_protocol protocol; /* of rules without ports */
    uint32_t count;            /* the least; of `blocks` the most */
    uint32_t size;             /* ports of a block: 64 or 100 */
    enum pp_absent absent;     /* which of the two below */
    enum pp_known_value value; /* PP_ABSENT_VALUE */
    struct pp_sv name;         /* of the service or feature */
};

/* "This finding is known and borne, by that reason, until that day." */
struct pp_waiver {
    struct pp_sv rule;         /* the id of one */
    struct pp_sv host;         /* empty: of any */
    struct pp_port_list ports; /* none: of any */
    struct pp_sv reason;
    uint32_t expires; /* the last day on which it counts; 0: it always does */
    struct pp_place place;
};

struct pp_policy; /* opaque */

/*
 * Reads a policy. PP_ERR_FORMAT: something is wrong with it, and `diags` say
 * what and where, as places in capture number `capture`. The text is copied.
 * The caller frees with pp_policy_free.
 */
enum pp_status pp_policy_parse(struct pp_sv text,
                               uint32_t capture,
                               struct pp_diags *diags,
                               struct pp_policy **ret_policy) PP_MUST_CHECK;
void pp_policy_free(struct pp_policy *policy);

/* Empty where the policy has none. */
struct pp_sv pp_policy_name(const struct pp_policy *policy);
const struct pp_rule *pp_policy_rules(const struct pp_policy *policy,
                                      size_t *ret_count);
const struct pp_waiver *pp_policy_waivers(const struct pp_policy *policy,
                                          size_t *ret_count);

/*
 * Gives a rule the ports of the file that its `from` names: a compose file
 * (.yaml, .yml) or launchSettings.json. `bytes` are the file's. PP_ERR_FORMAT:
 * the file cannot be read as such, and `diags` say where, as places in capture
 * `capture`. What the file leaves open (an unset variable) becomes an item
 * that is unclear.
 */
enum pp_status pp_policy_take_source(struct pp_policy *policy,
                                     size_t rule_index,
                                     struct pp_sv bytes,
                                     uint32_t capture,
                                     struct pp_diags *diags) PP_MUST_CHECK;

/* --- earlier findings that are accepted --- */

/* Fingerprints of findings, sorted. */
struct pp_baseline {
    uint64_t *items;
    size_t count;
    size_t capacity;
};

#endif
