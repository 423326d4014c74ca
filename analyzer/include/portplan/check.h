/*
 * The question of `portplan check`: can these ports be bound, as what, and if
 * not, why and what cures it.
 */
#ifndef PORTPLAN_CHECK_H
#define PORTPLAN_CHECK_H

#include "portplan/bind.h"
#include "portplan/limit.h"
#include "portplan/machine.h"
#include "portplan/port_list.h"

PP_BEGIN_DECLS

struct pp_dns_pool; /* opaque */

enum {
    PP_CHECK_MAX_ADVICE = 4,
    PP_CHECK_MAX_ROWS = 4,    /* Windows lists a port once or twice; 65,535 rows
                               * inside each other would be two billion */
    PP_CHECK_MAX_SOCKETS = 4, /* a busy server has 16,384 in TIME_WAIT on one
                               * port; what holds it comes first */
};

/* Whether the captures explain the error that a program got. */
enum pp_explanation {
    PP_EXPLAINED_NOT_ASKED = 0, /* no error is known for the port */
    PP_EXPLAINED_BY_EXCLUSION,
    PP_EXPLAINED_IF_CONTAINER, /* by an administered exclusion, if the port
                                * was published of a Windows container */
    PP_EXPLAINED_BY_SOCKET,
    PP_EXPLAINED_BEFORE,      /* by a row of an earlier table, which is over */
    PP_EXPLAINED_BY_URL,      /* of http.sys */
    PP_EXPLAINED_BY_MAPPING,  /* of a NAT or of HNS */
    PP_EXPLAINED_BY_DNS_POOL, /* likely: the DNS Server draws of it, and no
                               * sockets were captured */
    PP_EXPLAINED_BY_NOTHING,  /* what is captured speaks against it */
    PP_EXPLAINED_UNKNOWN,     /* too little is captured to tell */
};

/* The answer for a run of neighbouring ports that share everything: the same
 * claims, verdict and advice. Pointers into the machine are borrowed. */
struct pp_check_span {
    struct pp_range range;
    enum pp_protocol protocol;
    enum pp_bind_kind kind;
    enum pp_bind_rule rule; /* which decided */
    enum pp_verdict verdict;
    enum pp_windows_error error;
    /* Those that cover the span, ascending, PP_CHECK_MAX_ROWS at most; one that
     * decides is always among them. */
    const struct pp_exclusion **exclusions;
    size_t exclusion_count;
    size_t exclusion_total; /* with those left out */
    /* PP_CHECK_MAX_SOCKETS at most, those that hold the port first. */
    const struct pp_socket **sockets;
    size_t socket_count;
    size_t socket_total; /* with those left out */
    bool has_netstat;    /* sockets of the protocol were captured */
    /* Worth knowing, and nothing of the verdict: what covers all of the span.
     */
    const struct pp_reservation **reservations;
    size_t reservation_count;
    const struct pp_convention **conventions;
    size_t convention_count;
    bool is_dynamic;
    bool is_before_vista; /* no exclusions there: ReservedPorts keeps ports from
                           * ephemeral use */
    struct pp_address address; /* asked; unknown: none was, or the kind has
                                * none. Its text is the asker's */
    const struct pp_socket *specific; /* the first holder, where all of them
                                       * hold specific addresses and a bind of
                                       * the wildcard works beside them: NULL
                                       * otherwise */
    bool has_many_specific;           /* they hold several addresses */
    bool rests_on_holders; /* a yes beside holders that other values of
                            * holder-options or holder-user turn into a no */
    bool is_reuse_defect;  /* as in pp_bind_answer */
    bool is_mirrored;    /* a yes, on a machine whose WSL holds 4096 ports that
                          * stand in no table */
    uint16_t free_below; /* the next ports to take, by the rules of suggest;
                          * 0: none or not needed */
    uint16_t free_above;
    bool is_free_dynamic; /* they lie in the dynamic range, for want of others
                           */
    const char *advice[PP_CHECK_MAX_ADVICE]; /* sentences; the check's own */
    /* The command that ends the sentence of that index, a part of it; NULL: it
     * ends with none. */
    const char *commands[PP_CHECK_MAX_ADVICE];
    size_t advice_count;
    /* What keeps the answer from being sure. One that is unknown has a limit,
     * and the first of them is the reason. */
    const struct pp_limit *limits;
    size_t limit_count;
    /* The dynamic range that something pushed low, over a port that a block
     * has, or may have where there is no table; NULL: it is not that. */
    const struct pp_dynamic *low_range;
    /* RPC's list, which gives the port to servers at random, and the value that
     * makes it the port of one service; NULL: there is none. */
    const struct pp_claim *rpc;
    const struct pp_claim *service;
    const struct pp_dns_pool *dns_pool; /* draws of the span, borrowed from the
                                         * machine; NULL: none does */
    const struct pp_fact *asked_by; /* the bind error of this one port, NULL:
                                     * none known; borrowed */
    enum pp_explanation explanation;
    const struct pp_exclusion *earlier; /* the row of PP_EXPLAINED_BEFORE */
    /* The first mention of each kind of this one port; NULL: there is none. */
    const struct pp_fact *mentions[PP_MENTION_KIND_COUNT];
};

struct pp_check; /* opaque: owns its spans */

/* How it is asked. All zero bytes: a plain bind, whatever its address, and
 * the default assumptions. */
struct pp_check_options {
    bool is_query; /* a person named the ports; else the captures did */
    enum pp_bind_kind kind;
    struct pp_address address; /* unknown: any holder is in the way. Its text
                                * is borrowed as long as the check is used */
    struct pp_assumptions assumptions; /* mirrored-bind, holder-options and
                                        * holder-user count */
};

PP_API enum pp_status pp_check_run(const struct pp_machine *machine,
                                   const struct pp_port_list *ports,
                                   const struct pp_check_options *options,
                                   struct pp_check **ret_check) PP_MUST_CHECK;
PP_API void pp_check_free(struct pp_check *check);

/* Ties the bind errors and mentions among the facts to the spans of a single
 * port and says whether what was found explains the errors. The facts are
 * borrowed as long as the check is used. */
PP_API enum pp_status pp_check_explain(struct pp_check *check,
                                       const struct pp_fact *facts,
                                       size_t fact_count) PP_MUST_CHECK;

/* As they were asked with. */
PP_API const struct pp_check_options *
pp_check_options_of(const struct pp_check *check);

/* In the order of the query, ascending inside an item. */
PP_API const struct pp_check_span *pp_check_spans(const struct pp_check *check,
                                                  size_t *ret_count);

/* Whether every port can be bound. */
PP_API bool pp_check_is_yes(const struct pp_check *check);

PP_END_DECLS

#endif
