/*
 * A policy held against machines: checks, each with a result, and what becomes
 * of those that do not hold.
 *
 *   policy + machines --> checks --> findings: waived? in the baseline?
 *                                    severe enough? --> passed or not
 *
 * A check is one rule on one machine, and where the rule has ports, for a run
 * of neighbouring ports that share the answer. A finding is a check that does
 * not hold or that the captures cannot decide.
 */
#ifndef PP_VERIFY_VERIFY_H
#define PP_VERIFY_VERIFY_H

#include "portplan/machine.h"

#include "base/arena.h"
#include "base/vec.h"
#include "policy.h"

/* A machine to hold the policy against; all of it borrowed by the result. */
struct pp_verify_host {
    struct pp_sv name; /* empty: not known */
    const struct pp_machine *machine;
    /* What the machine was built from, for what captures do *not* say. */
    const struct pp_section *sections;
    size_t section_count;
    const struct pp_fact *facts;
    size_t fact_count;
    bool has_one_host; /* only sections of `host` are the machine's */
    uint32_t host;
};

/* What a simulation says of ports after a reboot. */
struct pp_verify_share {
    bool is_known;
    double share; /* of the boots after which all of the ports can be bound */
    double low;   /* 95 % interval; equal to `share` where nothing is random */
    double high;
};

/* Ports, and how they are to be bound. */
struct pp_verify_bind {
    struct pp_port_query ports;
    enum pp_bind_kind kind;
};

/* Who is asked about reboots: the simulator, which this library does not
 * know. All binds of one rule are asked together, once a machine. */
struct pp_verify_reboot {
    void *user;
    enum pp_status (*ask)(void *user,
                          const struct pp_machine *machine,
                          const struct pp_verify_bind *binds,
                          size_t count,
                          struct pp_verify_share *ret_shares);
};

struct pp_verify_options {
    struct pp_assumptions assumptions;
    struct pp_verify_reboot reboot;     /* `ask` NULL: such rules are unknown */
    const struct pp_baseline *baseline; /* NULL: none */
    uint32_t today;                     /* for waivers; as pp_day_parse */
    enum pp_severity fail_on;           /* the least that fails */
    bool is_strict;                     /* what is unknown fails too */
};

enum pp_verify_result {
    PP_VERIFY_HOLDS = 0,
    PP_VERIFY_VIOLATED,
    PP_VERIFY_UNKNOWN, /* the captures do not say */
};

/* "holds", "violation", "unknown" */
const char *pp_verify_result_name(enum pp_verify_result result);

struct pp_verify_check {
    const struct pp_rule *rule;
    size_t host; /* an index */
    enum pp_verify_result result;
    bool has_ports;
    struct pp_port_query ports;     /* where it has */
    bool has_protocol;              /* the rule is of one, `ports.protocol` */
    const struct pp_wanted *wanted; /* what asked for the ports; NULL: none */
    struct pp_sv message;           /* may hold bytes of the project's files:
                                     * escape it */
    struct pp_place place;          /* the line of a capture that decides;
                                     * line 0: none does */
    /* Of findings: */
    uint64_t fingerprint;
    const struct pp_waiver *waiver;  /* that counts; NULL: none */
    const struct pp_waiver *expired; /* that would have counted; NULL: none */
    bool is_baseline;
    bool fails; /* it makes the whole fail */
};

/* Whether it is a finding. */
static inline bool pp_verify_is_finding(const struct pp_verify_check *check)
{
    return check->result != PP_VERIFY_HOLDS;
}

/* What was found. Policy and hosts are borrowed. */
struct pp_verify {
    const struct pp_policy *policy;
    const struct pp_verify_host *hosts;
    size_t host_count;
    struct pp_verify_options options;
    PP_VEC(struct pp_verify_check) checks; /* by host, then as the rules are */
    bool *used; /* of each waiver of the policy: whether it waived anything */
    struct pp_arena arena;
};

/* Policy and hosts must outlive the result, which the caller frees with
 * pp_verify_free. */
enum pp_status pp_verify_run(const struct pp_policy *policy,
                             const struct pp_verify_host *hosts,
                             size_t host_count,
                             const struct pp_verify_options *options,
                             struct pp_verify **ret_verify) PP_MUST_CHECK;
void pp_verify_free(struct pp_verify *verify);

/* Whether no finding fails. */
bool pp_verify_passed(const struct pp_verify *verify);

#endif
