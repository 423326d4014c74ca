/*
 * A million connections against a pool of 16,384 ports, for every model of
 * wildcard picking, beside drawing the random numbers that they need. Every
 * figure is the median of several repetitions; the seed is fixed.
 *
 *     meson setup build-bench -Dbenchmarks=enabled -Dbuildtype=release
 *     ninja -C build-bench tests/bench/bench_exhaust
 *     build-bench/tests/bench/bench_exhaust
 */
#include <stdio.h>
#include <stdlib.h>

#include "portplansim/exhaust.h"

#include "bench_clock.h"
#include "sim/chance/exponential.h"

enum {
    REPETITIONS = 5,
    CONNECTIONS = 1000 * 1000,
    POOL_PORTS = 16384,
};

/* Keeps the compiler from leaving work out. */
static volatile double sink;

/* Two exponential numbers a connection, for its coming and its going, and a
 * destination. */
static void draw_numbers(const struct pps_exhaust_options *options)
{
    struct pps_prng prng = pps_prng_stream(options->seed, 0);
    double sum = 0.0;
    for (int i = 0; i < CONNECTIONS; i++) {
        sum += pps_draw_exponential(&prng);
        sum += pps_draw_exponential(&prng);
        sum += pps_prng_below(&prng, POOL_PORTS);
    }
    sink = sum;
}

static void simulate(const struct pps_exhaust_options *options)
{
    struct pps_exhaust_result result;
    if (pps_exhaust_simulate(options, &result) != PP_OK) {
        fputs("bench_exhaust: out of memory\n", stderr);
        exit(2);
    }
    sink = result.refused_share;
}

/* Nanoseconds of one connection. */
static double measure(void (*work)(const struct pps_exhaust_options *options),
                      const struct pps_exhaust_options *options)
{
    double times[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
        double start = now_ns();
        work(options);
        times[i] = (now_ns() - start) / CONNECTIONS;
    }
    qsort(times, REPETITIONS, sizeof(*times), compare_double);
    return times[REPETITIONS / 2];
}

static void bench_models(double load, double hold_s, double drawing_ns)
{
    static struct pp_portset pool;
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    pp_portset_set_range(&pool, (struct pp_range){49152, 65535});
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {.rate_per_s = load * POOL_PORTS / (hold_s + 120.0),
                    .hold_s = hold_s,
                    .time_wait_s = 120.0,
                    .destination_count = 1},
        .connection_count = CONNECTIONS,
        .seed = 1,
    };
    printf("\n== %.1f of the pool offered, hold %g s, TIME_WAIT 120 s\n",
           load,
           hold_s);
    for (size_t m = 0; m < count; m++) {
        options.model = models[m];
        double ns = measure(simulate, &options);
        printf(
            "  %-14s %8.1f ns %7.1f x\n", models[m]->name, ns, ns / drawing_ns);
        fflush(stdout);
    }
}

int main(void)
{
    struct pps_exhaust_options options = {.seed = 1};
    double drawing_ns = measure(draw_numbers, &options);
    printf("medians of %d repetitions, a connection; x: ratio to drawing its "
           "random numbers\n  %-14s %8.1f ns\n",
           REPETITIONS,
           "drawing",
           drawing_ns);
    static const double loads[] = {0.8, 1.0, 1.2};
    for (size_t i = 0; i < PP_ARRAY_LEN(loads); i++) {
        bench_models(loads[i], 0.0, drawing_ns);
        bench_models(loads[i], 10.0, drawing_ns);
    }
    return 0;
}
