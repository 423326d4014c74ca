/*
 * Exhaustion of a machine's pool: the arithmetic of pools and rates, Erlang's
 * loss formula, what single changes would bring, and a simulation of a length
 * that fits (docs/internals/exhaustion.md).
 */
#include "exhaustion.h"

#include <float.h>
#include <math.h>

#include "exhaustion_sim.h"

enum {
    LEAST_CONNECTIONS = 1000 * 1000,
    MOST_CONNECTIONS = 2 * LEAST_CONNECTIONS, /* still within a second */
    /* Above what the pool sustains, a fixed TIME_WAIT refuses in waves, one a
     * round; a batch of the interval should hold several. */
    MEASURED_ROUNDS = 4 * PPS_EXHAUSTION_BATCHES,
    /* The pool fills once, and the waves of a fixed TIME_WAIT have a few
     * rounds to level out (docs/internals/exhaustion.md). */
    WARMUP_ROUNDS = 4,
    LEAST_WARMUP = 10 * 1000,
};

/* Far beyond any machine, and near enough that times keep their precision. */
static const double least_rate = 1e-6;
static const double most_rate = 1e9;
static const double most_seconds = 1e9;

/* --- closed forms --------------------------------------------------------- */

static bool is_quantity(double value)
{
    return value >= 0.0 && value <= DBL_MAX; /* no NaN is either */
}

static double at_most_max(double value)
{
    return value < DBL_MAX ? value : DBL_MAX;
}

double pps_erlang_b(uint32_t servers, double offered)
{
    if (offered == 0.0) {
        return servers == 0 ? 1.0 : 0.0;
    }
    /* The inverse of B(n) = a B(n-1) / (n + a B(n-1)): it only adds positive
     * numbers, so that nothing cancels, and where it leaves the range of a
     * double the blocking is 0 to all digits. */
    double inverse = 1.0;
    for (uint32_t n = 1; n <= servers && inverse <= DBL_MAX; n++) {
        inverse = 1.0 + (double)n / offered * inverse;
    }
    return 1.0 / inverse;
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

enum pp_status
pps_exhaustion_forecast(uint32_t pool_ports,
                        const struct pps_traffic *traffic,
                        struct pps_exhaustion_forecast *ret_forecast)
{
    if (pool_ports > PP_PORT_COUNT || !is_traffic(traffic)) {
        return PP_ERR_INVALID;
    }
    double rate = traffic->rate_per_s;
    double held_s = at_most_max(traffic->hold_s + traffic->time_wait_s);
    uint64_t effective = effective_ports(pool_ports, traffic);
    double ports = (double)effective;
    struct pps_exhaustion_forecast forecast = {
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
    forecast.blocking = pps_erlang_b(pool_ports, forecast.offered / share);
    *ret_forecast = forecast;
    return PP_OK;
}

/* --- pools ---------------------------------------------------------------- */

/* The ports of a range that are in neither set. */
static uint32_t count_left(struct pp_range range,
                           const struct pp_portset *excluded,
                           const struct pp_portset *in_use)
{
    struct pp_portset left = {{0}};
    pp_portset_set_range(&left, range);
    pp_portset_subtract(&left, excluded);
    pp_portset_subtract(&left, in_use);
    return pp_portset_count(&left, range);
}

static void count_pool(const struct pps_exhaustion_question *question,
                       struct pps_exhaustion *exhaustion)
{
    uint32_t range_count = pp_range_count(question->range);
    uint32_t excluded = pp_portset_count(&question->excluded, question->range);
    exhaustion->range_count = range_count;
    exhaustion->excluded_count = excluded;
    exhaustion->pool_ports =
        count_left(question->range, &question->excluded, &question->in_use);
    exhaustion->in_use_count = range_count - excluded - exhaustion->pool_ports;
}

/* --- what helps most ------------------------------------------------------ */

static double rate_after(const struct pps_exhaustion_question *question,
                         uint32_t pool_ports,
                         enum pps_change change)
{
    const struct pps_traffic *traffic = &question->traffic;
    double time_wait_s = traffic->time_wait_s;
    struct pp_portset kept = question->excluded;
    switch (change) {
    case PPS_CHANGE_RELEASE_BLOCKS:
        pp_portset_subtract(&kept, &question->blocks);
        pool_ports = count_left(question->range, &kept, &question->in_use);
        break;
    case PPS_CHANGE_TIME_WAIT_30:
        time_wait_s = fmin(time_wait_s, PPS_LEAST_TIME_WAIT_S);
        break;
    case PPS_CHANGE_WIDE_RANGE:
        pool_ports = count_left(question->wide_range, &kept, &question->in_use);
        break;
    }
    double ports = (double)effective_ports(pool_ports, traffic);
    return at_most_max(ports / (traffic->hold_s + time_wait_s));
}

/* Puts an effect behind those that are at least as good. */
static void insert_effect(struct pps_exhaustion *exhaustion,
                          struct pps_change_effect effect)
{
    struct pps_change_effect *effects = exhaustion->effects;
    size_t i = exhaustion->effect_count++;
    while (i > 0 && effects[i - 1].sustainable_rate_per_s <
                        effect.sustainable_rate_per_s) {
        effects[i] = effects[i - 1];
        i--;
    }
    effects[i] = effect;
}

static void compare_changes(const struct pps_exhaustion_question *question,
                            struct pps_exhaustion *exhaustion)
{
    if (question->traffic.hold_s + question->traffic.time_wait_s <= 0.0) {
        return;
    }
    for (int i = 0; i < PPS_CHANGE_COUNT; i++) {
        enum pps_change change = (enum pps_change)i;
        double rate = rate_after(question, exhaustion->pool_ports, change);
        insert_effect(exhaustion, (struct pps_change_effect){change, rate});
    }
}

/* --- the whole ------------------------------------------------------------ */

static enum pp_status
check_question(const struct pps_exhaustion_question *question)
{
    const struct pps_traffic *traffic = &question->traffic;
    if (!is_traffic(traffic) || traffic->rate_per_s < least_rate ||
        traffic->rate_per_s > most_rate || traffic->hold_s > most_seconds ||
        traffic->time_wait_s > most_seconds) {
        return PP_ERR_INVALID;
    }
    return traffic->destination_count > PPS_LIMIT_DESTINATIONS ||
                   question->burst_count > PPS_LIMIT_BURST
               ? PP_ERR_LIMIT
               : PP_OK;
}

static uint64_t connections_for(const struct pps_exhaustion_forecast *forecast)
{
    double wanted = forecast->offered * MEASURED_ROUNDS;
    if (wanted <= LEAST_CONNECTIONS) {
        return LEAST_CONNECTIONS;
    }
    return wanted < MOST_CONNECTIONS ? (uint64_t)wanted : MOST_CONNECTIONS;
}

static enum pp_status simulate(const struct pps_exhaustion_question *question,
                               struct pps_exhaustion *exhaustion)
{
    uint64_t warmup = exhaustion->forecast.effective_ports * WARMUP_ROUNDS;
    const struct pps_exhaustion_run run = {
        .traffic = question->traffic,
        .pool_ports = exhaustion->pool_ports,
        .burst_count = question->burst_count,
        .warmup_count = warmup > LEAST_WARMUP ? warmup : LEAST_WARMUP,
        .connection_count = connections_for(&exhaustion->forecast),
        .seed = question->seed,
    };
    return pps_exhaustion_simulate(&run, &exhaustion->simulated);
}

enum pp_status
pps_exhaustion_answer(const struct pps_exhaustion_question *question,
                      struct pps_exhaustion *ret_exhaustion)
{
    struct pps_exhaustion exhaustion = {
        .traffic = question->traffic,
        .burst_count = question->burst_count,
    };
    PP_TRY(check_question(question));
    count_pool(question, &exhaustion);
    PP_TRY(pps_exhaustion_forecast(
        exhaustion.pool_ports, &question->traffic, &exhaustion.forecast));
    PP_TRY(simulate(question, &exhaustion));
    compare_changes(question, &exhaustion);
    *ret_exhaustion = exhaustion;
    return PP_OK;
}

bool pps_exhaustion_is_borne(const struct pps_exhaustion *exhaustion)
{
    return exhaustion->burst_count > 1 ? exhaustion->simulated.refused == 0
                                       : !exhaustion->forecast.has_exhaustion;
}
