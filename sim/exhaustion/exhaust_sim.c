/*
 * Exhaustion by discrete events: connections come, take a port, and give it
 * back after their time and TIME_WAIT. Who gets which port is the account's
 * business (portplansim/ephemeral.h), this file has the clock and the figures.
 *
 * Arrivals, times, destinations and picks draw from a stream each, so that two
 * models are compared on the same connections. Products are put into variables
 * before they are added: a compiler may fuse the two into one rounding
 * otherwise, and another platform would get another result.
 */
#include <math.h>
#include <string.h>

#include "portplansim/exhaust.h"

#include "base/alloc.h"
#include "sim/chance/departures.h"
#include "sim/chance/exponential.h"

enum {
    STREAM_ARRIVALS = 0,
    STREAM_HOLDS,
    STREAM_DESTINATIONS,
    STREAM_PICKS,
};

/* Student's t for 95 %, two-sided, with PPS_EXHAUST_BATCHES - 1 degrees of
 * freedom. */
static const double t_of_29 = 2.045229642132703;

/* Far beyond any machine, and near enough that times keep their precision. */
static const double least_rate = 1e-6;
static const double most_rate = 1e9;
static const double most_seconds = 1e9;

struct batch {
    uint64_t tried;
    uint64_t refused;
};

struct run {
    const struct pps_exhaust_options *options;
    struct pps_prng arrivals;
    struct pps_prng holds;
    struct pps_prng destinations;
    struct pps_ephemeral ephemeral;
    struct pps_departures departures;
    double *waits_until_s; /* by destination and port: the end of its last
                            * TIME_WAIT; NULL unless ports are reused in it */
    double now_s;
    uint32_t burst_left;
    uint64_t held;
    bool is_measuring;
    double measured_from_s;
    double area_from_s; /* up to here `area` is complete */
    double area;        /* ports held, times seconds */
    struct batch batches[PPS_EXHAUST_BATCHES];
    struct pps_exhaust_result result;
};

static enum pp_status check_options(const struct pps_exhaust_options *options)
{
    const struct pps_traffic *traffic = &options->traffic;
    struct pps_exhaust_forecast forecast;
    PP_TRY(pps_exhaust_forecast(0, traffic, &forecast));
    if (traffic->rate_per_s < least_rate || traffic->rate_per_s > most_rate ||
        traffic->hold_s > most_seconds || traffic->time_wait_s > most_seconds ||
        options->connection_count < PPS_EXHAUST_BATCHES) {
        return PP_ERR_INVALID;
    }
    if (options->connection_count > PPS_LIMIT_CONNECTIONS ||
        options->warmup_count >
            PPS_LIMIT_CONNECTIONS - options->connection_count ||
        options->burst_count > PPS_LIMIT_BURST) {
        return PP_ERR_LIMIT;
    }
    return PP_OK;
}

/* A machine whose dynamic range reaches from the lowest to the highest port of
 * the pool, with everything between that is not in the pool excluded. */
static enum pp_status start_ephemeral(struct run *run)
{
    const struct pps_exhaust_options *options = run->options;
    struct pp_portset excluded;
    struct pp_range range = {0, 0}; /* an empty pool: port 0 is never given */
    memset(&excluded, 0xff, sizeof(excluded));
    pp_portset_subtract(&excluded, options->pool);
    uint32_t first = pp_portset_next_set(options->pool, 1);
    if (first < PP_PORT_COUNT) {
        uint32_t last = PP_PORT_MAX;
        while (!pp_portset_test(options->pool, (uint16_t)last)) {
            last--;
        }
        range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    }
    struct pps_ephemeral_options ephemeral = {
        .model = options->model,
        .prng = pps_prng_stream(options->seed, STREAM_PICKS),
        .pointer_start = options->pointer_start,
        .dynamic = {range, range},
        .is_shared = options->traffic.is_shared,
        .destination_count = options->traffic.destination_count,
        .excluded = {&excluded, NULL},
    };
    return pps_ephemeral_init(&run->ephemeral, &ephemeral);
}

static enum pp_status start_run(struct run *run,
                                const struct pps_exhaust_options *options)
{
    run->options = options;
    run->arrivals = pps_prng_stream(options->seed, STREAM_ARRIVALS);
    run->holds = pps_prng_stream(options->seed, STREAM_HOLDS);
    run->destinations = pps_prng_stream(options->seed, STREAM_DESTINATIONS);
    run->departures.is_ring = options->traffic.hold_s == 0.0;
    PP_TRY(start_ephemeral(run));
    if (options->reuses_time_wait) {
        size_t pairs =
            (size_t)options->traffic.destination_count * PP_PORT_COUNT;
        run->waits_until_s = pp_calloc(pairs, sizeof(*run->waits_until_s));
        return run->waits_until_s == NULL ? PP_ERR_NOMEM : PP_OK;
    }
    return PP_OK;
}

/* Adds what was held up to now to the area. */
static void account_until(struct run *run, double time_s)
{
    double added = (double)run->held * (time_s - run->area_from_s);
    run->area += added;
    run->area_from_s = time_s;
}

static void release_until(struct run *run, double time_s)
{
    const struct pps_departure *first = pps_departures_first(&run->departures);
    while (first != NULL && first->time_s <= time_s) {
        account_until(run, first->time_s);
        (void)pps_ephemeral_release(
            &run->ephemeral, PP_TCP, first->port, first->destination);
        run->held--;
        pps_departures_drop(&run->departures);
        first = pps_departures_first(&run->departures);
    }
    account_until(run, time_s);
}

/* On to the next connection: at once within a burst. */
static void advance_clock(struct run *run)
{
    if (run->burst_left == 0) {
        uint32_t burst = run->options->burst_count;
        run->burst_left = burst == 0 ? 1 : burst;
        double mean_gap_s =
            (double)run->burst_left / run->options->traffic.rate_per_s;
        double gap_s = mean_gap_s * pps_draw_exponential(&run->arrivals);
        run->now_s += gap_s;
        release_until(run, run->now_s);
    }
    run->burst_left--;
}

/* Notes that a destination has the port, and until when. */
static void
note_time_wait(struct run *run, struct pps_departure taken, double closed_s)
{
    size_t pair = (size_t)taken.destination * PP_PORT_COUNT + taken.port;
    if (run->is_measuring && run->now_s < run->waits_until_s[pair]) {
        run->result.time_wait_reuses++;
    }
    run->waits_until_s[pair] = closed_s + run->options->traffic.time_wait_s;
}

static enum pp_status
hold_port(struct run *run, uint16_t port, uint32_t destination)
{
    const struct pps_traffic *traffic = &run->options->traffic;
    double closed_s = run->now_s;
    if (traffic->hold_s > 0.0) {
        double hold_s = traffic->hold_s * pps_draw_exponential(&run->holds);
        closed_s += hold_s;
    }
    struct pps_departure departure = {
        .time_s = closed_s, .port = port, .destination = (uint16_t)destination};
    if (run->waits_until_s != NULL) {
        note_time_wait(run, departure, closed_s);
    } else {
        departure.time_s = closed_s + traffic->time_wait_s;
    }
    run->held++;
    if (run->is_measuring && run->held > run->result.peak_held) {
        run->result.peak_held = run->held;
    }
    return pps_departures_add(&run->departures, departure);
}

static void refuse(struct run *run)
{
    if (!run->result.has_first_refusal) {
        run->result.has_first_refusal = true;
        run->result.first_refusal_s = run->now_s;
    }
}

static enum pp_status try_connection(struct run *run, bool *ret_refused)
{
    struct pps_ephemeral_request request = {
        .protocol = PP_TCP,
        .kind = PPS_EPHEMERAL_CONNECT,
        .destination = pps_prng_below(&run->destinations,
                                      run->options->traffic.destination_count),
    };
    uint16_t port = pps_ephemeral_take(&run->ephemeral, &request);
    *ret_refused = port == 0;
    if (port == 0) {
        refuse(run);
        return PP_OK;
    }
    return hold_port(run, port, request.destination);
}

static void start_measuring(struct run *run)
{
    run->is_measuring = true;
    run->measured_from_s = run->now_s;
    run->area = 0.0;
    run->result.peak_held = run->held;
}

static enum pp_status run_connections(struct run *run)
{
    uint64_t warmup = run->options->warmup_count;
    uint64_t count = run->options->connection_count;
    for (uint64_t i = 0; i < warmup + count; i++) {
        bool refused = false;
        if (i == warmup) {
            start_measuring(run);
        }
        advance_clock(run);
        PP_TRY(try_connection(run, &refused));
        if (run->is_measuring) {
            uint64_t batch = (i - warmup) * PPS_EXHAUST_BATCHES / count;
            run->batches[batch].tried++;
            run->batches[batch].refused += refused;
        }
    }
    return PP_OK;
}

static double share_of(const struct batch *batch)
{
    return (double)batch->refused / (double)batch->tried;
}

/* The standard error of the mean of the batches' shares. They are taken
 * relative to the first one, so that equal ones have an error of exactly 0. */
static double batch_error(const struct batch *batches)
{
    double sum = 0.0;
    double squares = 0.0;
    for (size_t i = 1; i < PPS_EXHAUST_BATCHES; i++) {
        double off = share_of(&batches[i]) - share_of(&batches[0]);
        double square = off * off;
        sum += off;
        squares += square;
    }
    double common = sum * sum / PPS_EXHAUST_BATCHES;
    double variance = (squares - common) / (PPS_EXHAUST_BATCHES - 1);
    return sqrt(fmax(variance, 0.0) / PPS_EXHAUST_BATCHES);
}

static struct pps_interval interval_of(const struct pps_exhaust_result *result)
{
    if (result->standard_error == 0.0) {
        return pps_wilson95(result->refused, result->tried);
    }
    double half = t_of_29 * result->standard_error;
    double low = result->refused_share - half;
    double high = result->refused_share + half;
    return (struct pps_interval){low < 0.0 ? 0.0 : low,
                                 high > 1.0 ? 1.0 : high};
}

static void finish_result(struct run *run)
{
    struct pps_exhaust_result *result = &run->result;
    for (size_t i = 0; i < PPS_EXHAUST_BATCHES; i++) {
        result->tried += run->batches[i].tried;
        result->refused += run->batches[i].refused;
    }
    struct batch all = {result->tried, result->refused};
    result->refused_share = share_of(&all);
    result->standard_error = batch_error(run->batches);
    result->refused_95 = interval_of(result);
    result->measured_s = run->now_s - run->measured_from_s;
    if (result->measured_s > 0.0) {
        result->mean_held = run->area / result->measured_s;
    }
}

static void end_run(struct run *run)
{
    pps_ephemeral_done(&run->ephemeral);
    pps_departures_done(&run->departures);
    pp_free(run->waits_until_s);
    pp_free(run);
}

enum pp_status pps_exhaust_simulate(const struct pps_exhaust_options *options,
                                    struct pps_exhaust_result *ret_result)
{
    PP_TRY(check_options(options));
    struct run *run = pp_calloc(1, sizeof(*run)); /* 100 KiB: not the stack */
    if (run == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = start_run(run, options);
    if (status == PP_OK) {
        status = run_connections(run);
    }
    if (status == PP_OK) {
        finish_result(run);
        *ret_result = run->result;
    }
    end_run(run);
    return status;
}
