/*
 * Running out of ephemeral ports (`portplan ephemeral --rate`): does the pool
 * of a machine bear so many connections a second, when is it used up, which
 * share is refused, and what helps? Closed forms give the answer where
 * connections come one by one; a simulation checks them and plays bursts.
 *
 * Rates are connections a second, times are seconds, pools are ports. All
 * results are finite: what would lie above the range of a double is DBL_MAX.
 * docs/internals/exhaustion.md has the formulas, their sources and limits.
 */
#ifndef PP_SIM_EXHAUSTION_EXHAUSTION_H
#define PP_SIM_EXHAUSTION_EXHAUSTION_H

#include "portplan/portset.h"
#include "portplansim/stats.h"

enum {
    /* A simulation keeps 16 bytes for each port of each pool: 268 MB at most.
     * A machine that runs out of ports talks to one busy destination, or a few
     * behind a balancer. */
    PPS_LIMIT_DESTINATIONS = 256,
    PPS_LIMIT_BURST = 1000 * 1000,
    PPS_LEAST_TIME_WAIT_S = 30, /* of TcpTimedWaitDelay: KB149532 */
};

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

struct pps_exhaustion_forecast {
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
enum pp_status pps_exhaustion_forecast(
    uint32_t pool_ports,
    const struct pps_traffic *traffic,
    struct pps_exhaustion_forecast *ret_forecast) PP_MUST_CHECK;

/*
 * Erlang's loss formula (Erlang 1917): the share of calls refused by `servers`
 * at an offered load of `offered` erlangs (0 or more, finite), that is, calls
 * that would be in service at once if none were refused. One step a server.
 */
double pps_erlang_b(uint32_t servers, double offered);

/* --- the whole answer --- */

struct pps_exhaustion_question {
    struct pp_range range;      /* the ephemeral range in force */
    struct pp_portset excluded; /* never given, for whatever reason */
    struct pp_portset blocks;   /* of these: what winnat and HNS can release */
    struct pp_portset in_use;   /* held by sockets of their own */
    struct pp_range wide_range; /* what the range may be widened to */
    struct pps_traffic traffic;
    uint32_t burst_count; /* connections at one moment; 0 or 1: one by one */
    uint64_t seed;
};

/* What the simulation saw, after the pool had filled. */
struct pps_exhaustion_simulated {
    uint64_t tried;
    uint64_t refused; /* 10055 WSAENOBUFS: no port was left */
    double refused_share;
    /* Of the share, by batch means. Where no two batches differ the error is
     * 0 and the interval is Wilson's, which takes connections for
     * independent: no less than so wide. */
    double standard_error;
    struct pps_interval refused_95;
    /* From the very beginning, with no port in use. */
    bool has_first_refusal;
    double first_refusal_s;
};

/* A single change that may help. */
enum pps_change {
    PPS_CHANGE_RELEASE_BLOCKS = 0, /* winnat and HNS give back their blocks */
    PPS_CHANGE_TIME_WAIT_30,       /* TcpTimedWaitDelay 30, the least */
    PPS_CHANGE_WIDE_RANGE,         /* a wider range */
};
enum {
    PPS_CHANGE_COUNT = 3
};

struct pps_change_effect {
    enum pps_change change;
    double sustainable_rate_per_s;
};

struct pps_exhaustion {
    struct pps_traffic traffic;
    uint32_t burst_count;
    uint32_t range_count;    /* ports of the range ... */
    uint32_t excluded_count; /* ... excluded, for whatever reason ... */
    uint32_t in_use_count;   /* ... not excluded, held otherwise ... */
    uint32_t pool_ports;     /* ... and left */
    struct pps_exhaustion_forecast forecast;
    struct pps_exhaustion_simulated simulated;
    /* The best first; of two that are equal, the one further up in the
     * enumeration. A change that does nothing has the rate of now. Without
     * effects where nothing holds a port for any time. */
    size_t effect_count;
    struct pps_change_effect effects[PPS_CHANGE_COUNT];
};

/* Whether the pool bears the traffic: on average, where connections come one
 * by one; in bursts, which no formula covers, if the simulation refused
 * none. */
bool pps_exhaustion_is_borne(const struct pps_exhaustion *exhaustion);

/*
 * One to two million connections are simulated, within a second for one
 * destination. One seed gives one answer. PP_ERR_INVALID for what
 * pps_exhaustion_forecast refuses, rates outside 1e-6 to 1e9 and times above
 * 1e9 s; PP_ERR_LIMIT for too many destinations or too long bursts;
 * PP_ERR_NOMEM.
 */
enum pp_status
pps_exhaustion_answer(const struct pps_exhaustion_question *question,
                      struct pps_exhaustion *ret_exhaustion) PP_MUST_CHECK;

#endif
