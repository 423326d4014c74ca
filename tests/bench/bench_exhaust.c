/*
 * A million connections against a pool of 16,384 ports, beside drawing the
 * random numbers that they need. Every figure is the median of several
 * repetitions; the seed is fixed.
 *
 *     meson setup build-bench -Dbenchmarks=enabled -Dbuildtype=release
 *     ninja -C build-bench tests/bench/bench_exhaust
 *     build-bench/tests/bench/bench_exhaust
 */
#include <stdio.h>
#include <stdlib.h>

#include "bench_clock.h"
#include "sim/chance/prng.h"
#include "sim/exhaustion/exhaustion_sim.h"

enum {
    REPETITIONS = 5,
    CONNECTIONS = 1000 * 1000,
    POOL_PORTS = 16384,
};

/* Keeps the compiler from leaving work out. */
static volatile double sink;

/* Two exponential numbers a connection, for its coming and its going, and a
 * destination. */
static void draw_numbers(const struct pps_exhaustion_run *run)
{
    struct pps_prng prng = pps_prng_stream(run->seed, 0);
    double sum = 0.0;
    for (int i = 0; i < CONNECTIONS; i++) {
        sum += pps_prng_exponential(&prng);
        sum += pps_prng_exponential(&prng);
        sum += pps_prng_below(&prng, POOL_PORTS);
    }
    sink = sum;
}

static void simulate(const struct pps_exhaustion_run *run)
{
    struct pps_exhaustion_simulated simulated;
    if (pps_exhaustion_simulate(run, &simulated) != PP_OK) {
        fputs("bench_exhaust: out of memory\n", stderr);
        exit(2);
    }
    sink = simulated.refused_share;
}

/* Nanoseconds of one connection. */
static double measure(void (*work)(const struct pps_exhaustion_run *run),
                      const struct pps_exhaustion_run *run)
{
    double times[REPETITIONS];
    for (int i = 0; i < REPETITIONS; i++) {
        double start = now_ns();
        work(run);
        times[i] = (now_ns() - start) / CONNECTIONS;
    }
    qsort(times, REPETITIONS, sizeof(*times), compare_double);
    return times[REPETITIONS / 2];
}

static void bench_load(double load, double hold_s, double drawing_ns)
{
    const struct pps_exhaustion_run run = {
        .traffic = {.rate_per_s = load * POOL_PORTS / (hold_s + 120.0),
                    .hold_s = hold_s,
                    .time_wait_s = 120.0,
                    .destination_count = 1},
        .pool_ports = POOL_PORTS,
        .connection_count = CONNECTIONS,
        .seed = 1,
    };
    double ns = measure(simulate, &run);
    printf("  %.1f of the pool offered, hold %2g s %8.1f ns %7.1f x\n",
           load,
           hold_s,
           ns,
           ns / drawing_ns);
}

int main(void)
{
    const struct pps_exhaustion_run run = {.seed = 1};
    double drawing_ns = measure(draw_numbers, &run);
    printf("medians of %d repetitions, a connection, TIME_WAIT 120 s; x: ratio "
           "to drawing its random numbers\n  %-34s %8.1f ns\n",
           REPETITIONS,
           "drawing",
           drawing_ns);
    static const double loads[] = {0.8, 1.0, 1.2};
    for (size_t i = 0; i < PP_ARRAY_LEN(loads); i++) {
        bench_load(loads[i], 0.0, drawing_ns);
        bench_load(loads[i], 10.0, drawing_ns);
    }
    return 0;
}
