/*
 * Running out of ephemeral ports: when, how often, and what would help. Three
 * ways to the answer, which agree where they overlap:
 *
 *   closed forms      pps_exhaust_forecast   microseconds, steady state
 *   discrete events   pps_exhaust_simulate   every connection, any picker
 *   what helps most   pps_exhaust_advise     one change at a time
 *
 * Rates are connections a second, times are seconds, pools are ports. All
 * results are finite: what would lie above the range of a double is DBL_MAX.
 * docs/internals/exhaustion.md has the formulas, their sources and limits.
 */
#ifndef PORTPLANSIM_EXHAUST_H
#define PORTPLANSIM_EXHAUST_H

#include "portplansim/ephemeral.h"
#include "portplansim/stats.h"

/* What a machine does with its ports. */
struct pps_traffic {
    double rate_per_s;          /* connections tried a second, all together */
    double hold_s;              /* how long one is open, on average */
    double time_wait_s;         /* TIME_WAIT behind it; 0: none */
    uint32_t destination_count; /* 1 or more, equally busy */
    /* A port in use may serve another destination (Windows 10, Server 2016
     * and later, connect without bind): each has the whole pool to itself. */
    bool is_shared;
};

/* --- closed forms --- */

struct pps_exhaust_forecast {
    /* Connections that can hold a port at once: the pool, times the
     * destinations with sharing. */
    uint64_t effective_ports;
    /* Connections that hold a port on average if none is refused:
     * rate * (hold + TIME_WAIT). */
    double offered;
    /* The rate that the pool can bear: effective / (hold + TIME_WAIT). */
    bool has_sustainable_rate; /* false: nothing holds a port for any time */
    double sustainable_rate_per_s;
    /* How long an empty pool lasts at that rate, if nothing is given back:
     * exact up to TIME_WAIT, the earliest time beyond it. */
    bool has_exhaustion; /* false: never, the pool bears the rate */
    double seconds_to_exhaustion;
    /* The share of connections refused in the long run, from 0 to 1: Erlang's
     * loss formula, for each destination by itself with sharing. Not 0 even
     * where there is no exhaustion on average. */
    double blocking;
};

/* PP_ERR_INVALID for a pool above 65536, no destination, or a rate or time
 * that is negative, infinite or not a number. A rate of 0 is fine. */
PP_API enum pp_status
pps_exhaust_forecast(uint32_t pool_ports,
                     const struct pps_traffic *traffic,
                     struct pps_exhaust_forecast *ret_forecast) PP_MUST_CHECK;

/*
 * Erlang's loss formula (Erlang 1917): the share of calls refused by `servers`
 * (at most 65536) at an offered load of `offered` erlangs, that is, calls
 * that would be in service at once if none were refused. One step a server.
 * PP_ERR_INVALID for more servers, and for a load that is negative, infinite
 * or not a number.
 */
PP_API enum pp_status pps_erlang_b(uint32_t servers,
                                   double offered,
                                   double *ret_blocking) PP_MUST_CHECK;

/* --- discrete events --- */

enum {
    /* The batches that the standard error comes from; enough that the
     * interval hardly depends on their number (Schmeiser 1982), few enough
     * that each is long. */
    PPS_EXHAUST_BATCHES = 30,
    /* Connections of one simulation, those before the measuring included: ten
     * seconds to a minute. */
    PPS_LIMIT_CONNECTIONS = 100 * 1000 * 1000,
    PPS_LIMIT_BURST = 1000 * 1000,
};

struct pps_exhaust_options {
    const struct pp_portset *pool; /* ports that can be given; borrowed */
    struct pps_traffic traffic;    /* a rate above 0 */
    const struct pps_wildcard_model *model; /* NULL: the default */
    uint16_t pointer_start;                 /* see pps_wildcard_init */
    /* Connections come in groups of so many at one moment; the rate stays.
     * 0 or 1: one by one. */
    uint32_t burst_count;
    /* A port is given back when its connection closes, and may be given again
     * before its TIME_WAIT is over, to whomever; the result tells how often to
     * the same destination. Server 2003 before SP1 gave such ports away, but
     * to other destinations alone. */
    bool reuses_time_wait;
    uint64_t warmup_count;     /* connections before the measuring */
    uint64_t connection_count; /* measured: PPS_EXHAUST_BATCHES or more */
    uint64_t seed;
};

/* What was measured, behind the warm-up unless said otherwise. */
struct pps_exhaust_result {
    uint64_t tried;
    uint64_t refused; /* 10055 WSAENOBUFS: no port was left */
    double refused_share;
    /* Of the share, by batch means. Where no two batches differ the error is
     * 0 and the interval is Wilson's, which takes connections for
     * independent: no less than so wide. */
    double standard_error;
    struct pps_interval refused_95;
    /* From the very beginning, with no port in use; the warm-up counts. */
    bool has_first_refusal;
    double first_refusal_s;
    /* Ports held, over time; one that serves three destinations counts three
     * times. */
    double mean_held;
    uint64_t peak_held;
    /* Ports given again to the same destination before TIME_WAIT was over,
     * which the other side may refuse (event 4227). */
    uint64_t time_wait_reuses;
    double measured_s; /* the time that the measured connections took */
};

/*
 * Simulates. PP_ERR_INVALID for what pps_exhaust_forecast refuses, a rate of
 * 0 or outside 1e-6 to 1e9, times above 1e9 s, and too few connections;
 * PP_ERR_LIMIT for too many connections, destinations, or too long bursts;
 * PP_ERR_NOMEM. One seed gives one result.
 */
PP_API enum pp_status
pps_exhaust_simulate(const struct pps_exhaust_options *options,
                     struct pps_exhaust_result *ret_result) PP_MUST_CHECK;

/* --- what helps most --- */

/* The ports of a dynamic range and what becomes of them. */
struct pps_pool_parts {
    uint32_t range_count;
    uint32_t excluded_count; /* of the range, for whatever reason */
    uint32_t block_count;    /* of the excluded: free once winnat and HNS
                              * release their blocks */
    uint32_t in_use_count;   /* of the range, not excluded, held otherwise */
};

/* Counts them. `blocks` is the part of `excluded` that can be released; ports
 * in use inside it stay in use. Any set may be NULL: nothing. */
PP_API struct pps_pool_parts
pps_pool_parts_of(struct pp_range range,
                  const struct pp_portset *excluded,
                  const struct pp_portset *blocks,
                  const struct pp_portset *in_use);

/* The widest range that Microsoft's pages allow: 1025 to 65535, 64511. */
#define PPS_WIDE_RANGE ((struct pp_range){1025, 65535})

struct pps_exhaust_situation {
    struct pps_pool_parts now;  /* of the dynamic range as it is */
    struct pps_pool_parts wide; /* of PPS_WIDE_RANGE on this machine */
    struct pps_traffic traffic; /* its rate does not matter */
};

enum pps_change {
    PPS_CHANGE_RELEASE_BLOCKS = 0, /* winnat and HNS give back their blocks */
    PPS_CHANGE_TIME_WAIT_30,       /* TcpTimedWaitDelay 30, the least */
    PPS_CHANGE_WIDE_RANGE,         /* the dynamic range 1025 to 65535 */
};
enum {
    PPS_CHANGE_COUNT = 3
};

struct pps_change_effect {
    enum pps_change change;
    double sustainable_rate_per_s;
};

struct pps_exhaust_advice {
    double sustainable_rate_per_s; /* as things are */
    /* The best first; of two that are equal, the one further up in the
     * enumeration. A change that does nothing has the rate of now. */
    struct pps_change_effect effects[PPS_CHANGE_COUNT];
};

/*
 * The rate that the pool could bear after each single change. PP_ERR_INVALID
 * for what pps_exhaust_forecast refuses, for parts that do not add up
 * (excluded and in use above the range, blocks above the excluded), and where
 * nothing holds a port for any time.
 */
PP_API enum pp_status
pps_exhaust_advise(const struct pps_exhaust_situation *situation,
                   struct pps_exhaust_advice *ret_advice) PP_MUST_CHECK;

#endif
