/*
 * Closed forms of exhaustion (docs/internals/exhaustion.md): the arithmetic of
 * pools and rates, Erlang's loss formula, and the comparison of single
 * changes. Knows no port, only counts of them.
 */
#include "portplansim/exhaust.h"

#include <float.h>
#include <math.h>

enum {
    LEAST_TIME_WAIT_S = 30, /* of TcpTimedWaitDelay: KB149532 */
};

static bool is_quantity(double value)
{
    return value >= 0.0 && value <= DBL_MAX; /* no NaN is either */
}

static double at_most_max(double value)
{
    return value < DBL_MAX ? value : DBL_MAX;
}

enum pp_status
pps_erlang_b(uint32_t servers, double offered, double *ret_blocking)
{
    if (servers > PP_PORT_COUNT || !is_quantity(offered)) {
        return PP_ERR_INVALID;
    }
    if (offered == 0.0) {
        *ret_blocking = servers == 0 ? 1.0 : 0.0;
        return PP_OK;
    }
    /* The inverse of B(n) = a B(n-1) / (n + a B(n-1)): it only adds positive
     * numbers, so that nothing cancels, and where it leaves the range of a
     * double the blocking is 0 to all digits. */
    double inverse = 1.0;
    for (uint32_t n = 1; n <= servers && inverse <= DBL_MAX; n++) {
        inverse = 1.0 + (double)n / offered * inverse;
    }
    *ret_blocking = 1.0 / inverse;
    return PP_OK;
}

static bool is_traffic(const struct pps_traffic *traffic)
{
    return is_quantity(traffic->rate_per_s) && is_quantity(traffic->hold_s) &&
           is_quantity(traffic->time_wait_s) && traffic->destination_count > 0;
}

static uint64_t effective_ports(uint32_t pool_ports,
                                const struct pps_traffic *traffic)
{
    return (uint64_t)pool_ports *
           (traffic->is_shared ? traffic->destination_count : 1);
}

enum pp_status pps_exhaust_forecast(uint32_t pool_ports,
                                    const struct pps_traffic *traffic,
                                    struct pps_exhaust_forecast *ret_forecast)
{
    if (pool_ports > PP_PORT_COUNT || !is_traffic(traffic)) {
        return PP_ERR_INVALID;
    }
    double rate = traffic->rate_per_s;
    double held_s = at_most_max(traffic->hold_s + traffic->time_wait_s);
    uint64_t effective = effective_ports(pool_ports, traffic);
    double ports = (double)effective;
    struct pps_exhaust_forecast forecast = {
        .effective_ports = effective,
        .offered = at_most_max(rate * held_s),
        .has_sustainable_rate = held_s > 0.0 || pool_ports == 0,
    };
    if (forecast.has_sustainable_rate && pool_ports > 0) {
        forecast.sustainable_rate_per_s = at_most_max(ports / held_s);
    }
    /* With no port at all the first connection finds none. */
    forecast.has_exhaustion =
        forecast.offered > ports || (pool_ports == 0 && rate > 0.0);
    if (forecast.has_exhaustion) {
        forecast.seconds_to_exhaustion = at_most_max(ports / rate);
    }
    double share = traffic->is_shared ? traffic->destination_count : 1.0;
    PP_TRY(
        pps_erlang_b(pool_ports, forecast.offered / share, &forecast.blocking));
    *ret_forecast = forecast;
    return PP_OK;
}

/* Ports of the range in `set`; NULL: nothing. */
static uint32_t count_in(const struct pp_portset *set, struct pp_range range)
{
    return set == NULL ? 0 : pp_portset_count(set, range);
}

/* `set` without the ports of `other`. */
static struct pp_portset without(const struct pp_portset *set,
                                 const struct pp_portset *other)
{
    struct pp_portset left = {{0}};
    if (set != NULL) {
        left = *set;
    }
    if (other != NULL) {
        pp_portset_subtract(&left, other);
    }
    return left;
}

struct pps_pool_parts pps_pool_parts_of(struct pp_range range,
                                        const struct pp_portset *excluded,
                                        const struct pp_portset *blocks,
                                        const struct pp_portset *in_use)
{
    struct pp_portset free_blocks = without(blocks, in_use);
    struct pp_portset used = without(in_use, excluded);
    return (struct pps_pool_parts){
        .range_count = pp_range_count(range),
        .excluded_count = count_in(excluded, range),
        .block_count = count_in(&free_blocks, range),
        .in_use_count = count_in(&used, range),
    };
}

static bool are_parts(const struct pps_pool_parts *parts)
{
    uint64_t gone = (uint64_t)parts->excluded_count + parts->in_use_count;
    return parts->range_count <= PP_PORT_COUNT && gone <= parts->range_count &&
           parts->block_count <= parts->excluded_count;
}

static uint32_t pool_of(const struct pps_pool_parts *parts)
{
    return parts->range_count - parts->excluded_count - parts->in_use_count;
}

static double rate_after(const struct pps_exhaust_situation *situation,
                         enum pps_change change)
{
    uint32_t pool_ports = pool_of(&situation->now);
    double time_wait_s = situation->traffic.time_wait_s;
    switch (change) {
    case PPS_CHANGE_RELEASE_BLOCKS:
        pool_ports += situation->now.block_count;
        break;
    case PPS_CHANGE_TIME_WAIT_30:
        time_wait_s = fmin(time_wait_s, LEAST_TIME_WAIT_S);
        break;
    case PPS_CHANGE_WIDE_RANGE:
        pool_ports = pool_of(&situation->wide);
        break;
    }
    uint64_t ports = effective_ports(pool_ports, &situation->traffic);
    double held_s = at_most_max(situation->traffic.hold_s + time_wait_s);
    return at_most_max((double)ports / held_s);
}

/* Puts an effect behind those that are at least as good. */
static void insert_effect(struct pps_exhaust_advice *advice,
                          size_t count,
                          struct pps_change_effect effect)
{
    struct pps_change_effect *effects = advice->effects;
    size_t i = count;
    while (i > 0 && effects[i - 1].sustainable_rate_per_s <
                        effect.sustainable_rate_per_s) {
        effects[i] = effects[i - 1];
        i--;
    }
    effects[i] = effect;
}

enum pp_status pps_exhaust_advise(const struct pps_exhaust_situation *situation,
                                  struct pps_exhaust_advice *ret_advice)
{
    struct pps_exhaust_forecast now;
    if (!are_parts(&situation->now) || !are_parts(&situation->wide)) {
        return PP_ERR_INVALID;
    }
    PP_TRY(pps_exhaust_forecast(
        pool_of(&situation->now), &situation->traffic, &now));
    if (situation->traffic.hold_s + situation->traffic.time_wait_s <= 0.0) {
        return PP_ERR_INVALID;
    }
    struct pps_exhaust_advice advice = {.sustainable_rate_per_s =
                                            now.sustainable_rate_per_s};
    for (size_t i = 0; i < PPS_CHANGE_COUNT; i++) {
        enum pps_change change = (enum pps_change)i;
        struct pps_change_effect effect = {change,
                                           rate_after(situation, change)};
        insert_effect(&advice, i, effect);
    }
    *ret_advice = advice;
    return PP_OK;
}
