/*
 * The question of `portplan fix`: which commands make these ports bindable on
 * this machine, with the least disruption? Every cure is played on a copy of
 * the machine first; one that its own simulation refuses is never offered.
 *
 * The result depends on machine, ports and options alone.
 */
#ifndef PP_SIM_FIX_FIX_H
#define PP_SIM_FIX_FIX_H

#include "portplan/check.h"
#include "portplansim/whatif.h"

#include "cures.h"

struct pps_fix_options {
    struct pp_check_options check; /* who asks: --as, --assume */
    uint64_t seed;
    uint32_t runs;               /* 1 or more */
    uint32_t at_least_ppm;       /* of PPS_PPM: in so many runs it must work */
    const struct pps_cure *cure; /* the only one to be tried; NULL: any */
};

enum pps_fix_answer {
    PPS_FIX_NOTHING = 0, /* the ports can be bound; no cure is needed, and
                          * none would help */
    PPS_FIX_OPTIONAL,    /* they can be bound; a cure keeps it so */
    PPS_FIX_CURED,       /* they cannot; a cure works */
    PPS_FIX_NONE,        /* they cannot, and no commands change that */
};

/* A cure played on the machine. */
struct pps_fix_trial {
    const struct pps_cure *cure;
    struct pps_scenario *scenario; /* commands, expectations, a restart, the
                                    * same expectations again */
    struct pps_whatif *whatif;
    const struct pps_step *commands; /* of the scenario, the first ones */
    size_t command_count;
    size_t expect_count;   /* of each of the two rows of them */
    size_t restart;        /* the number of the step between those rows */
    bool makes_room;       /* for WSL's mirrored networking, as it is to do */
    uint32_t no_room_runs; /* in which there is none after the last restart */
    bool works; /* no command is refused in any run, and every expectation
                 * holds often enough */
};

/* WSL's mirrored networking and the ports that can be bound by the tables, as
 * restarts without a cure leave them. All zero without it, or without such
 * ports. */
struct pps_fix_mirrored {
    const struct pp_place *mode; /* of networkingMode in .wslconfig, else of
                                  * its block; NULL: neither; borrowed */
    bool is_block_shown;
    const struct pp_fact *ignored; /* its ignoredPorts; NULL: none; borrowed */
    uint32_t hit_runs;     /* in which its run lies on ports asked for: those
                            * that it hits most often */
    uint32_t no_room_runs; /* in which it finds no 4096 free neighbours */
};

/* A port that the DNS Server's pool has, or is likely to have. */
struct pps_fix_dns {
    const struct pp_check_span *span; /* NULL: there is none */
    uint32_t hits; /* of fix->options.runs starts of the service, those in which
                    * its pool has the first port of the span; excluded, it
                    * has it in none */
};

/* More separate ranges of ports than a script should have: PP_ERR_LIMIT. */
enum {
    PPS_FIX_RANGES_MAX = 64
};

/* Ports of which no table tells. */
struct pps_fix_typical {
    const struct pp_check_span *span;
    struct pp_range dynamic;
    uint32_t
        hits; /* of fix->options.runs boots of a typical machine with that
               * dynamic range, those after which one of them cannot be bound */
};

struct pps_fix {
    struct pps_fix_options options;
    enum pps_fix_answer answer;
    struct pp_check *check; /* what is wrong with each port */
    struct pps_fix_trial trials[PPS_CURE_COUNT]; /* in the order tried */
    size_t trial_count;
    const struct pps_fix_trial *chosen; /* the first trial that works; NULL:
                                         * none does */
    /* The dynamic range of the protocol, where it reaches below Windows' own
     * and down to the ports: what lies behind. NULL: it does not. Borrowed
     * from the machine. */
    const struct pp_dynamic *low_range[PP_PROTOCOL_COUNT];
    struct pps_fix_mirrored mirrored;
    struct pps_fix_dns dns;
    struct pps_fix_typical typical[PPS_FIX_RANGES_MAX];
    size_t typical_count;
    const struct pp_fact *max_user_port; /* where captured beside a low range;
                                          * else NULL. Borrowed */
    const char *bears; /* what stays as a consequence of it; static */
    struct pps_scenario *way_back; /* what undoes it; NULL without `chosen` */
    bool has_incurable;            /* no commands help on some of the ports */
    bool has_likely_cure; /* a low range put back; no table proves it */
    bool leaves_too_few;  /* a reservation of the ports would leave connections
                           * hardly any: none is tried */
    bool is_list_unknown; /* ReservedPorts would help, but no capture shows what
                           * it holds, and setting it loses that */
    bool is_range_unknown; /* the dynamic range that the way back puts back is
                            * an assumption: no capture shows it */
};

/* The first answer of any command of the cure that refuses, and in *ret_step
 * which command it is; NULL: none does. */
const struct pps_answer *pps_fix_refusal(const struct pps_fix_trial *trial,
                                         const struct pps_step **ret_step);

/* Borrows machine and ports, which must outlive the result. The caller frees
 * it with pps_fix_free. PP_ERR_INVALID for 0 runs. */
enum pp_status pps_fix_run(const struct pp_machine *machine,
                           const struct pp_port_list *ports,
                           const struct pps_fix_options *options,
                           struct pps_fix **ret_fix) PP_MUST_CHECK;
void pps_fix_free(struct pps_fix *fix);

/* Whether a port can be bound now, but RPC may give it to a server: no command
 * keeps it. */
bool pps_fix_is_at_rpc_risk(const struct pps_fix *fix);

#endif
