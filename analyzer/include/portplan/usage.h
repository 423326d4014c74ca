/*
 * Usage: which ports of the dynamic range sockets have taken, who has them, and
 * whether the range runs out.
 *
 * Sockets that a capture lists show their ports. What was counted only
 * (Group-Object) shows how many there are: then `taken` is the least that it
 * proves, and nothing proves that ports are left.
 */
#ifndef PORTPLAN_USAGE_H
#define PORTPLAN_USAGE_H

#include "portplan/machine.h"

PP_BEGIN_DECLS

/*
 * Thresholds, in hundredths of the pool: the dynamic range without its
 * exclusions. All are a choice of portplan, no source has any
 * (docs/ports-on-windows.md#running-out).
 *
 * Windows may fail to find a port before the very last is gone, and a listing
 * takes a while in which ports come and go: with one port in a hundred left the
 * range counts as exhausted. A fifth left is the margin at which this program
 * warns of a small range, too.
 */
enum {
    PP_USAGE_EXHAUSTED_PERCENT = 1, /* free, at most */
    PP_USAGE_NEAR_PERCENT = 20,     /* free, at most */
    /* The usual range has 16384 ports; a pool smaller by more than a fifth is
     * small. */
    PP_USAGE_USUAL_PORTS = 16384,
    PP_USAGE_SMALL_PORTS = PP_USAGE_USUAL_PORTS - PP_USAGE_USUAL_PORTS / 5,
};

/* Groups listed, the largest first. */
enum {
    PP_USAGE_GROUPS = 10,
    PP_SOCKET_STATE_COUNT = PP_SOCKET_OTHER + 1
};

enum pp_usage_verdict {
    PP_USAGE_UNKNOWN = 0,
    PP_USAGE_AMPLE,
    PP_USAGE_NEAR,
    PP_USAGE_EXHAUSTED,
};

/* "unknown", "ample", "near", "exhausted" */
PP_API const char *pp_usage_verdict_name(enum pp_usage_verdict verdict);

/* What has taken the ports (docs/ports-on-windows.md#running-out). */
enum pp_usage_cause {
    PP_USAGE_CAUSE_UNKNOWN = 0,
    PP_USAGE_TIME_WAIT_CHURN, /* short connections, one after the other */
    PP_USAGE_BOUND_LEAK,      /* a program binds and never connects */
    PP_USAGE_CLOSE_WAIT_LEAK, /* a program does not close */
    PP_USAGE_LOOPBACK_CHURN,  /* the same, both ends on this host */
    PP_USAGE_SMALL_RANGE,
    PP_USAGE_HNS_BLOCKS, /* reserved blocks have the range */
};

/* "time-wait-churn", "bound-leak", ..., "unknown" */
PP_API const char *pp_usage_cause_name(enum pp_usage_cause cause);

/* Sockets of one process in one state. */
struct pp_usage_process {
    bool has_pid;
    uint32_t pid;
    struct pp_sv process; /* empty: not known */
    bool has_state;       /* not so for UDP */
    enum pp_socket_state state;
    uint32_t count;
};

/* Sockets with one other end. */
struct pp_usage_remote {
    struct pp_sv address;
    uint16_t port; /* 0: not known */
    uint32_t count;
};

/* Texts are borrowed from the machine. */
struct pp_usage {
    enum pp_protocol protocol;
    const struct pp_dynamic *dynamic; /* of the machine */
    uint32_t sockets; /* 0: no capture shows any; all else is empty then */
    uint32_t pool;    /* ports of the dynamic range, not excluded */
    uint32_t taken;   /* of the pool: ports with a socket, in any state */
    uint32_t free;    /* the rest of the pool */
    bool is_counted;  /* counted without ports: `taken` is the least, `free`
                       * the most that there can be */
    enum pp_sockets_extent extent; /* of a part `taken` is the least, too */
    bool hides_bound; /* no BOUND socket is listed, nor would one be: that there
                       * are none proves nothing, and `taken` is the least */
    bool is_old_windows; /* ... because no list of this system has them */
    uint32_t by_state[PP_SOCKET_STATE_COUNT]; /* sockets; UDP has no state */
    struct pp_usage_process by_process[PP_USAGE_GROUPS];
    size_t process_count;
    struct pp_usage_remote by_remote[PP_USAGE_GROUPS];
    size_t remote_count;
    enum pp_usage_verdict verdict;
    enum pp_usage_cause cause;      /* of near and exhausted; else unknown */
    struct pp_usage_process holder; /* who has the most of the taken ports;
                                     * count 0: nobody stands out */
    struct pp_usage_remote remote;  /* its other end; count 0: no single one */
};

/* Counts the sockets of a protocol. Only after pp_machine_finish; the texts
 * live as long as the machine. Takes time of n log n and memory of n
 * sockets. */
PP_API enum pp_status
pp_machine_usage(const struct pp_machine *machine,
                 enum pp_protocol protocol,
                 struct pp_usage *ret_usage) PP_MUST_CHECK;

/* The sockets are a part of those that there are. */
static inline bool pp_usage_is_partial(const struct pp_usage *usage)
{
    return usage->extent < PP_SOCKETS_UNBOUND;
}

/* More ports may be taken than `taken`. */
static inline bool pp_usage_is_least(const struct pp_usage *usage)
{
    return usage->is_counted || usage->hides_bound ||
           pp_usage_is_partial(usage);
}

/* Few ports are left, or none. */
static inline bool pp_usage_is_short(const struct pp_usage *usage)
{
    return usage->verdict == PP_USAGE_NEAR ||
           usage->verdict == PP_USAGE_EXHAUSTED;
}

/* What `taken` of `pool` ports come to; never PP_USAGE_UNKNOWN. */
PP_API enum pp_usage_verdict pp_usage_judge(uint32_t taken, uint32_t pool);

PP_END_DECLS

#endif
