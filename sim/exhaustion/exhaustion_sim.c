/*
 * The event loop of exhaustion. It counts free ports and gives none a number:
 * a connection is refused when no port is free, whichever of the free ones
 * Windows would have picked (docs/internals/exhaustion.md#pickers).
 *
 * Arrivals, times and destinations draw from a stream each, so that two pools
 * meet the same connections. Products are put into variables before they are
 * added: a compiler may fuse the two into one rounding otherwise, and another
 * platform would get another result.
 */
#include "exhaustion_sim.h"

#include <math.h>

#include "base/alloc.h"
#include "sim/chance/prng.h"

enum {
    STREAM_ARRIVALS = 0,
    STREAM_HOLDS,
    STREAM_DESTINATIONS,
};

/* Student's t for 95 %, two-sided, with PPS_EXHAUSTION_BATCHES - 1 degrees of
 * freedom. */
static const double t_of_29 = 2.045229642132703;

/* A port on its way back. */
struct departure {
    double time_s;
    uint32_t pool;
};

/*
 * Departures, the earliest first; `capacity` has room for every port.
 *   ring  where none is due before one that was put in earlier:
 *         items[head], items[head + 1], ... modulo the capacity
 *   heap  otherwise; head is 0, and items[i] is not later than
 *         items[2i + 1] and items[2i + 2]
 */
struct queue {
    struct departure *items;
    size_t capacity;
    size_t count;
    size_t head;
    bool is_ring;
};

struct batch {
    uint64_t tried;
    uint64_t refused;
};

struct simulation {
    const struct pps_exhaustion_run *run;
    struct pps_prng arrivals;
    struct pps_prng holds;
    struct pps_prng destinations;
    double now_s;
    uint32_t burst_left;
    uint32_t pool_count;
    uint32_t free_ports[PPS_LIMIT_DESTINATIONS]; /* of each pool */
    struct queue queue;
    bool has_first_refusal;
    double first_refusal_s;
    struct batch batches[PPS_EXHAUSTION_BATCHES];
};

/* --- departures ----------------------------------------------------------- */

/* From the last place upward, past all that are due later. */
static void sift_up(struct departure *items, size_t at, struct departure added)
{
    while (at > 0 && items[(at - 1) / 2].time_s > added.time_s) {
        items[at] = items[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    items[at] = added;
}

/* From the top downward, past all that are due earlier. */
static void
sift_down(struct departure *items, size_t count, struct departure moved)
{
    size_t at = 0;
    for (size_t child = 1; child < count; child = 2 * at + 1) {
        if (child + 1 < count &&
            items[child + 1].time_s < items[child].time_s) {
            child++;
        }
        if (moved.time_s <= items[child].time_s) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = moved;
}

static void add_departure(struct queue *queue, struct departure added)
{
    if (queue->is_ring) {
        size_t at = queue->head + queue->count;
        queue->items[at < queue->capacity ? at : at - queue->capacity] = added;
    } else {
        sift_up(queue->items, queue->count, added);
    }
    queue->count++;
}

static void drop_first(struct queue *queue)
{
    queue->count--;
    if (queue->is_ring) {
        queue->head = queue->head + 1 < queue->capacity ? queue->head + 1 : 0;
    } else if (queue->count > 0) {
        sift_down(queue->items, queue->count, queue->items[queue->count]);
    }
}

/* --- connections ---------------------------------------------------------- */

static void release_ports(struct simulation *simulation)
{
    struct queue *queue = &simulation->queue;
    while (queue->count > 0 &&
           queue->items[queue->head].time_s <= simulation->now_s) {
        simulation->free_ports[queue->items[queue->head].pool]++;
        drop_first(queue);
    }
}

/* On to the next connection: at once within a burst. */
static void advance_clock(struct simulation *simulation)
{
    if (simulation->burst_left == 0) {
        uint32_t burst = simulation->run->burst_count;
        simulation->burst_left = burst == 0 ? 1 : burst;
        double mean_gap_s = (double)simulation->burst_left /
                            simulation->run->traffic.rate_per_s;
        double gap_s = mean_gap_s * pps_prng_exponential(&simulation->arrivals);
        simulation->now_s += gap_s;
        release_ports(simulation);
    }
    simulation->burst_left--;
}

/* False where no port is free. */
static bool try_connection(struct simulation *simulation)
{
    const struct pps_traffic *traffic = &simulation->run->traffic;
    uint32_t pool =
        pps_prng_below(&simulation->destinations, simulation->pool_count);
    if (simulation->free_ports[pool] == 0) {
        if (!simulation->has_first_refusal) {
            simulation->has_first_refusal = true;
            simulation->first_refusal_s = simulation->now_s;
        }
        return false;
    }
    double closed_s = simulation->now_s;
    if (traffic->hold_s > 0.0) {
        double hold_s =
            traffic->hold_s * pps_prng_exponential(&simulation->holds);
        closed_s += hold_s;
    }
    simulation->free_ports[pool]--;
    add_departure(&simulation->queue,
                  (struct departure){closed_s + traffic->time_wait_s, pool});
    return true;
}

static void run_connections(struct simulation *simulation)
{
    uint64_t warmup = simulation->run->warmup_count;
    uint64_t count = simulation->run->connection_count;
    for (uint64_t i = 0; i < warmup + count; i++) {
        advance_clock(simulation);
        bool is_refused = !try_connection(simulation);
        if (i >= warmup) {
            uint64_t batch = (i - warmup) * PPS_EXHAUSTION_BATCHES / count;
            simulation->batches[batch].tried++;
            simulation->batches[batch].refused += is_refused;
        }
    }
}

/* --- figures -------------------------------------------------------------- */

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
    for (size_t i = 1; i < PPS_EXHAUSTION_BATCHES; i++) {
        double off = share_of(&batches[i]) - share_of(&batches[0]);
        double square = off * off;
        sum += off;
        squares += square;
    }
    double common = sum * sum / PPS_EXHAUSTION_BATCHES;
    double variance = (squares - common) / (PPS_EXHAUSTION_BATCHES - 1);
    return sqrt(fmax(variance, 0.0) / PPS_EXHAUSTION_BATCHES);
}

static struct pps_interval
interval_of(const struct pps_exhaustion_simulated *simulated)
{
    if (simulated->standard_error == 0.0) {
        return pps_wilson95(simulated->refused, simulated->tried);
    }
    double half = t_of_29 * simulated->standard_error;
    double low = simulated->refused_share - half;
    double high = simulated->refused_share + half;
    return (struct pps_interval){low < 0.0 ? 0.0 : low,
                                 high > 1.0 ? 1.0 : high};
}

static struct pps_exhaustion_simulated
figures_of(const struct simulation *simulation)
{
    struct batch all = {0, 0};
    for (size_t i = 0; i < PPS_EXHAUSTION_BATCHES; i++) {
        all.tried += simulation->batches[i].tried;
        all.refused += simulation->batches[i].refused;
    }
    struct pps_exhaustion_simulated simulated = {
        .tried = all.tried,
        .refused = all.refused,
        .refused_share = share_of(&all),
        .standard_error = batch_error(simulation->batches),
        .has_first_refusal = simulation->has_first_refusal,
        .first_refusal_s = simulation->first_refusal_s,
    };
    simulated.refused_95 = interval_of(&simulated);
    return simulated;
}

enum pp_status
pps_exhaustion_simulate(const struct pps_exhaustion_run *run,
                        struct pps_exhaustion_simulated *ret_simulated)
{
    const struct pps_traffic *traffic = &run->traffic;
    struct simulation simulation = {
        .run = run,
        .arrivals = pps_prng_stream(run->seed, STREAM_ARRIVALS),
        .holds = pps_prng_stream(run->seed, STREAM_HOLDS),
        .destinations = pps_prng_stream(run->seed, STREAM_DESTINATIONS),
        .pool_count = traffic->is_shared ? traffic->destination_count : 1,
        .queue.is_ring = traffic->hold_s == 0.0,
    };
    struct queue *queue = &simulation.queue;
    for (uint32_t i = 0; i < simulation.pool_count; i++) {
        simulation.free_ports[i] = run->pool_ports;
        queue->capacity += run->pool_ports;
    }
    if (queue->capacity > 0) {
        queue->items = pp_calloc(queue->capacity, sizeof(*queue->items));
        if (queue->items == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    run_connections(&simulation);
    *ret_simulated = figures_of(&simulation);
    pp_free(queue->items);
    return PP_OK;
}
