/*
 * Exhaustion: the closed forms against tables and an independent formula, the
 * simulation against the closed forms, and the parts that it is made of
 * against naive ones. All seeds are fixed.
 */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "portplansim/exhaust.h"

#include "random.h"
#include "sim/chance/departures.h"
#include "sim/chance/exponential.h"

/* ------------------------------------------------------------------------ */
/* Closed forms                                                             */

static struct pps_exhaust_forecast forecast_of(uint32_t pool_ports,
                                               struct pps_traffic traffic)
{
    struct pps_exhaust_forecast forecast;
    cr_assert_eq(pps_exhaust_forecast(pool_ports, &traffic, &forecast), PP_OK);
    return forecast;
}

/* The table that the project's documents give, one destination. */
Test(exhaust, the_sustainable_rates_of_the_table)
{
    static const struct {
        uint32_t pool_ports;
        double time_wait_s;
        const char *rate;
    } rows[] = {
        {3976, 240, "16.6"},
        {16384, 240, "68.3"},
        {16384, 120, "136.5"},
        {16384, 30, "546.1"},
        {59530, 120, "496.1"},
        {64511, 120, "537.6"},
        {64511, 240, "268.8"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_traffic traffic = {.time_wait_s = rows[i].time_wait_s,
                                      .destination_count = 1};
        struct pps_exhaust_forecast forecast =
            forecast_of(rows[i].pool_ports, traffic);
        char text[32];
        snprintf(text, sizeof(text), "%.1f", forecast.sustainable_rate_per_s);
        /* 16.5667 is 16.6 to one decimal, 537.59 is 537.6. */
        cr_expect_str_eq(text, rows[i].rate, "row %zu: %s", i, text);
        cr_expect(forecast.has_sustainable_rate);
        cr_expect_not(forecast.has_exhaustion, "row %zu: at no rate", i);
    }
}

Test(exhaust, a_pool_ends_when_more_is_offered_than_it_has)
{
    static const struct {
        uint32_t pool_ports;
        struct pps_traffic traffic;
        uint64_t effective;
        bool has_exhaustion;
        double seconds;
    } rows[] = {
        {16384, {136, 0, 120, 1, false}, 16384, false, 0},
        {16384, {137, 0, 120, 1, false}, 16384, true, 16384 / 137.0},
        {16384, {137, 0, 120, 4, false}, 16384, true, 16384 / 137.0},
        {16384, {137, 0, 120, 4, true}, 65536, false, 0},
        {16384, {600, 0, 120, 4, true}, 65536, true, 65536 / 600.0},
        {16384, {130, 5, 120, 1, false}, 16384, false, 0},
        {16384, {130, 10, 120, 1, false}, 16384, true, 16384 / 130.0},
        {100, {50, 2, 0, 1, false}, 100, false, 0}, /* just enough */
        {0, {1, 0, 120, 1, false}, 0, true, 0},
        {0, {0, 0, 120, 1, false}, 0, false, 0},
        {0, {1, 0, 0, 1, false}, 0, true, 0},
        {1, {1e9, 0, 0, 1, false}, 1, false, 0},
        {65536, {1e9, 0, 1, UINT32_MAX, true}, 281474976645120, false, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_exhaust_forecast forecast =
            forecast_of(rows[i].pool_ports, rows[i].traffic);
        cr_expect_eq(forecast.effective_ports, rows[i].effective, "%zu", i);
        cr_expect_eq(
            forecast.has_exhaustion, rows[i].has_exhaustion, "row %zu", i);
        cr_expect_float_eq(forecast.seconds_to_exhaustion,
                           rows[i].seconds,
                           1e-9,
                           "row %zu: %f",
                           i,
                           forecast.seconds_to_exhaustion);
    }
}

Test(exhaust, with_sharing_each_destination_is_a_system_of_its_own)
{
    struct pps_traffic all = {
        .rate_per_s = 400, .time_wait_s = 1, .destination_count = 4};
    struct pps_traffic one = {
        .rate_per_s = 100, .time_wait_s = 1, .destination_count = 1};
    all.is_shared = true;
    cr_expect_eq(forecast_of(100, all).blocking,
                 forecast_of(100, one).blocking);
    all.is_shared = false;
    cr_expect_gt(forecast_of(100, all).blocking, 0.7);
}

static const double awkward[] = {0.0,
                                 DBL_TRUE_MIN,
                                 DBL_MIN,
                                 1e-9,
                                 0.5,
                                 1.0,
                                 120.0,
                                 65536.0,
                                 1e6,
                                 1e18,
                                 1e300,
                                 DBL_MAX};

static void expect_finite(uint32_t pool_ports, struct pps_traffic traffic)
{
    struct pps_exhaust_forecast forecast = forecast_of(pool_ports, traffic);
    bool is_fine = isfinite(forecast.offered) && forecast.offered >= 0 &&
                   isfinite(forecast.sustainable_rate_per_s) &&
                   forecast.sustainable_rate_per_s >= 0 &&
                   isfinite(forecast.seconds_to_exhaustion) &&
                   forecast.seconds_to_exhaustion >= 0 &&
                   forecast.blocking >= 0 && forecast.blocking <= 1;
    cr_expect(is_fine,
              "pool %u, rate %g, hold %g, wait %g, shared %d",
              pool_ports,
              traffic.rate_per_s,
              traffic.hold_s,
              traffic.time_wait_s,
              traffic.is_shared);
}

Test(exhaust, every_finite_input_has_a_finite_answer)
{
    static const uint32_t pools[] = {0, 1, 100, 65536};
    size_t count = PP_ARRAY_LEN(awkward);
    for (size_t i = 0; i < count * count * count; i++) {
        struct pps_traffic traffic = {
            .rate_per_s = awkward[i % count],
            .hold_s = awkward[i / count % count],
            .time_wait_s = awkward[i / count / count],
            .destination_count = i % 2 == 0 ? 1 : UINT32_MAX,
            .is_shared = i % 3 == 0,
        };
        expect_finite(pools[i % PP_ARRAY_LEN(pools)], traffic);
    }
}

Test(exhaust, what_is_no_quantity_is_refused)
{
    static const double wrong[] = {
        -1.0, -DBL_TRUE_MIN, NAN, INFINITY, -INFINITY};
    struct pps_exhaust_forecast forecast;
    double blocking = 7.0;
    struct pps_traffic fine = {1, 1, 1, 1, false};
    for (size_t i = 0; i < PP_ARRAY_LEN(wrong); i++) {
        struct pps_traffic rate = fine;
        struct pps_traffic hold = fine;
        struct pps_traffic wait = fine;
        rate.rate_per_s = wrong[i];
        hold.hold_s = wrong[i];
        wait.time_wait_s = wrong[i];
        cr_expect_eq(pps_exhaust_forecast(9, &rate, &forecast), PP_ERR_INVALID);
        cr_expect_eq(pps_exhaust_forecast(9, &hold, &forecast), PP_ERR_INVALID);
        cr_expect_eq(pps_exhaust_forecast(9, &wait, &forecast), PP_ERR_INVALID);
        cr_expect_eq(pps_erlang_b(9, wrong[i], &blocking), PP_ERR_INVALID);
    }
    cr_expect_eq(pps_exhaust_forecast(65537, &fine, &forecast), PP_ERR_INVALID);
    fine.destination_count = 0;
    cr_expect_eq(pps_exhaust_forecast(9, &fine, &forecast), PP_ERR_INVALID);
    cr_expect_eq(pps_erlang_b(65537, 1.0, &blocking), PP_ERR_INVALID);
    cr_expect_eq(blocking, 7.0);
}

/* ------------------------------------------------------------------------ */
/* Erlang's formula                                                         */

static double erlang_b(uint32_t servers, double offered)
{
    double blocking = -1.0;
    cr_assert_eq(pps_erlang_b(servers, offered, &blocking), PP_OK);
    return blocking;
}

/* As it stands in books: a^n / n! over the sum of a^i / i!. */
static double direct_erlang_b(uint32_t servers, double offered)
{
    long double term = 1.0L;
    long double sum = 1.0L;
    for (uint32_t i = 1; i <= servers; i++) {
        term *= (long double)offered / i;
        sum += term;
    }
    return (double)(term / sum);
}

Test(exhaust, erlang_b_has_its_known_values)
{
    cr_expect_float_eq(erlang_b(1, 1), 0.5, 1e-15);
    cr_expect_float_eq(erlang_b(2, 1), 0.2, 1e-15);
    cr_expect_float_eq(erlang_b(10, 5), 0.018385, 5e-7);
    cr_expect_float_eq(erlang_b(100, 100), 0.0757, 5e-5);
    cr_expect_eq(erlang_b(0, 0), 1.0);
    cr_expect_eq(erlang_b(0, 3), 1.0);
    cr_expect_eq(erlang_b(3, 0), 0.0);
}

Test(exhaust, erlang_b_is_the_formula_of_the_books)
{
    for (uint32_t servers = 0; servers <= 120; servers++) {
        for (double offered = 0.1; offered < 300; offered *= 1.7) {
            double want = direct_erlang_b(servers, offered);
            cr_expect_float_eq(erlang_b(servers, offered),
                               want,
                               1e-12 * want + DBL_MIN,
                               "B(%u, %f)",
                               servers,
                               offered);
        }
    }
}

/* Where nothing direct can be computed: order, bounds, and what the share
 * tends to when much more is offered than is there. */
Test(exhaust, erlang_b_holds_for_whole_pools)
{
    double before = 0.0;
    for (double offered = 1; offered <= 1e6; offered *= 1.1) {
        double blocking = erlang_b(65536, offered);
        double least = 1.0 - 65536 / offered;
        cr_expect(blocking >= before && blocking < 1.0, "%f", offered);
        cr_expect(blocking >= least, "%f", offered);
        before = blocking;
    }
    cr_expect_float_eq(erlang_b(65536, 1e6), 1 - 0.065536, 1e-6);
    /* sqrt(2 / (pi n)) at the load of the pool, as n grows (Jagerman). */
    cr_expect_float_eq(erlang_b(65536, 65536) *
                           sqrt(3.14159265358979 * 65536 / 2),
                       1.0,
                       0.005);
}

/* ------------------------------------------------------------------------ */
/* What the simulation is made of                                           */

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Mean, variance, and the Kolmogorov-Smirnov distance, whose 99.9 % point for
 * n draws is 1.95 / sqrt(n). */
Test(exhaust, exponential_draws_are_exponential)
{
    enum {
        DRAWS = 200000
    };
    static double draws[DRAWS];
    struct pps_prng prng = pps_prng_stream(1, 0);
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        draws[i] = pps_draw_exponential(&prng);
        sum += draws[i];
        squares += draws[i] * draws[i];
    }
    double mean = sum / DRAWS;
    cr_expect_float_eq(mean, 1.0, 4 / sqrt(DRAWS), "mean %f", mean);
    cr_expect_float_eq(squares / DRAWS, 2.0, 0.06, "%f", squares / DRAWS);
    qsort(draws, DRAWS, sizeof(*draws), compare_doubles);
    double distance = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        double share = 1.0 - exp(-draws[i]);
        distance = fmax(distance, fabs(share - (i + 0.5) / DRAWS));
    }
    cr_expect_lt(distance, 1.95 / sqrt(DRAWS), "distance %f", distance);
}

/* The earliest of a plain array, as the oracle of the heap. */
static size_t find_earliest(const double *times, size_t count)
{
    size_t earliest = 0;
    for (size_t i = 1; i < count; i++) {
        earliest = times[i] < times[earliest] ? i : earliest;
    }
    return earliest;
}

static void run_departures(bool is_ring, uint64_t seed)
{
    struct pp_test_random random = pp_test_random_from(seed);
    struct pps_departures departures = {.is_ring = is_ring};
    static double times[5000];
    size_t count = 0;
    double now = 0;
    for (uint32_t step = 0; step < 5000; step++) {
        /* Twice as many come as go, then the other way round. */
        bool adds = pp_test_random_below(&random, 3) < (step < 2500 ? 2 : 1);
        if (adds) {
            double ahead = pp_test_random_below(&random, 100);
            now += is_ring ? ahead : 0;
            times[count] = is_ring ? now : ahead;
            struct pps_departure one = {times[count], (uint16_t)step, 7};
            cr_assert_eq(pps_departures_add(&departures, one), PP_OK);
            count++;
        } else if (count > 0) {
            size_t earliest = find_earliest(times, count);
            const struct pps_departure *first =
                pps_departures_first(&departures);
            cr_assert_not_null(first);
            cr_assert_eq(first->time_s, times[earliest], "step %u", step);
            cr_assert_eq(first->destination, 7);
            pps_departures_drop(&departures);
            times[earliest] = times[--count];
        }
        cr_assert_eq(departures.count, count);
    }
    cr_expect_eq(pps_departures_first(&departures) == NULL, count == 0);
    pps_departures_done(&departures);
}

Test(exhaust, departures_come_out_by_time)
{
    for (uint64_t seed = 1; seed <= 5; seed++) {
        run_departures(false, seed);
        run_departures(true, seed);
    }
}

/* ------------------------------------------------------------------------ */
/* The simulation                                                           */

static struct pp_portset pool_of(struct pp_range range)
{
    struct pp_portset pool = {{0}};
    pp_portset_set_range(&pool, range);
    return pool;
}

static struct pps_exhaust_result
simulate(const struct pps_exhaust_options *options)
{
    struct pps_exhaust_result result;
    cr_assert_eq(pps_exhaust_simulate(options, &result), PP_OK);
    return result;
}

/* Every second port from 50000 on, so that a pool has holes. */
static struct pp_portset scattered_pool(uint32_t ports)
{
    struct pp_portset pool = {{0}};
    for (uint32_t i = 0; i < ports; i++) {
        pp_portset_set(&pool, (uint16_t)(50000 + 2 * i));
    }
    return pool;
}

struct load {
    uint32_t ports;
    double load; /* offered, as a multiple of the pool */
    double hold_s;
    double time_wait_s;
    uint32_t destinations; /* shared where more than 1 */
};

/* Erlang's formula does not ask how the time is distributed, only for its
 * mean: so it must hold without hold, without TIME_WAIT, and with both. */
static const struct load loads[] = {
    {1, 0.7, 0, 10, 1},    {1, 1.5, 10, 0, 1},   {2, 1.0, 0, 10, 1},
    {2, 1.3, 5, 5, 1},     {5, 0.7, 10, 0, 1},   {5, 1.0, 1, 10, 1},
    {5, 1.5, 0, 30, 1},    {10, 0.8, 0, 120, 1}, {10, 1.0, 20, 20, 1},
    {10, 1.2, 60, 0, 1},   {20, 0.9, 0, 240, 1}, {20, 1.1, 10, 30, 1},
    {20, 1.5, 0, 30, 1},   {50, 0.8, 30, 0, 1},  {50, 1.0, 0, 120, 1},
    {50, 1.4, 120, 30, 1}, {100, 0.9, 3, 30, 1}, {100, 1.1, 0, 30, 1},
    {10, 1.0, 0, 30, 4},   {20, 0.9, 15, 30, 3},
};

static double deviation_of(size_t row)
{
    const struct load *load = &loads[row];
    size_t models_count = 0;
    struct pp_portset pool = scattered_pool(load->ports);
    double held_s = load->hold_s + load->time_wait_s;
    double effective = load->ports * (double)load->destinations;
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {.rate_per_s = effective * load->load / held_s,
                    .hold_s = load->hold_s,
                    .time_wait_s = load->time_wait_s,
                    .destination_count = load->destinations,
                    .is_shared = load->destinations > 1},
        .warmup_count = 60000,
        .connection_count = 300000,
        .seed = row,
    };
    options.model = pps_wildcard_models(&models_count)[row % 5];
    struct pps_exhaust_result result = simulate(&options);
    struct pps_exhaust_forecast forecast =
        forecast_of(load->ports, options.traffic);
    cr_expect_eq(result.tried, 300000);
    cr_expect_leq(result.peak_held, forecast.effective_ports);
    /* Little's law: what is held is what came in, times how long it stays. */
    double carried = forecast.offered * (1.0 - forecast.blocking);
    cr_expect_float_eq(
        result.mean_held / carried, 1.0, 0.02, "row %zu: held", row);
    return (result.refused_share - forecast.blocking) / result.standard_error;
}

Test(exhaust, the_simulation_agrees_with_erlang)
{
    double squares = 0;
    double largest = 0;
    cr_assert_eq(PP_ARRAY_LEN(loads), 20);
    for (size_t row = 0; row < PP_ARRAY_LEN(loads); row++) {
        double deviation = deviation_of(row);
        cr_expect_lt(fabs(deviation), 3.0, "row %zu: %f", row, deviation);
        squares += deviation * deviation;
        largest = fmax(largest, fabs(deviation));
    }
    /* Errors that are said too large or too small show in all rows together:
     * the mean square of 20 deviations is about 1. */
    double mean_square = squares / PP_ARRAY_LEN(loads);
    fprintf(stderr,
            "exhaust: deviations from Erlang in standard errors: mean square "
            "%.2f, largest %.2f\n",
            mean_square,
            largest);
    cr_expect(mean_square > 0.3 && mean_square < 2.2, "%f", mean_square);
}

/* Bursts of 100 into 60 ports that are all back before the next one. */
Test(exhaust, a_burst_above_the_pool_is_refused_in_part)
{
    struct pp_portset pool = scattered_pool(60);
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {100, 0, 1e-9, 1, false},
        .burst_count = 100,
        .connection_count = 30000,
    };
    struct pps_exhaust_result result = simulate(&options);
    cr_expect_eq(result.refused, 12000);
    cr_expect_eq(result.standard_error, 0.0);
    cr_expect(result.refused_95.low < 0.4 && result.refused_95.high > 0.4);
    cr_expect(result.has_first_refusal);
    cr_expect_eq(result.peak_held, 60);
    cr_expect_float_eq(result.measured_s, 300, 60); /* the rate stays */
    options.traffic.destination_count = 2; /* two pools, if they are shared */
    options.traffic.is_shared = true;
    result = simulate(&options);
    cr_expect_lt(result.refused_share, 0.1);
    cr_expect_leq(result.peak_held, 100);
}

/* An empty pool of P ports lasts for P connections, if TIME_WAIT is long. */
Test(exhaust, the_first_refusal_comes_when_the_pool_is_used_up)
{
    struct pp_portset pool = pool_of((struct pp_range){49152, 65535});
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {1000, 0, 240, 1, false},
        .warmup_count = 20000,
        .connection_count = 30000,
    };
    struct pps_exhaust_result result = simulate(&options);
    struct pps_exhaust_forecast forecast = forecast_of(16384, options.traffic);
    cr_expect(result.has_first_refusal);
    cr_expect_float_eq(result.first_refusal_s,
                       forecast.seconds_to_exhaustion,
                       4 * sqrt(16384) / 1000,
                       "%f",
                       result.first_refusal_s);
    cr_expect_eq(result.refused, 30000);
    cr_expect_eq(result.mean_held, 16384);
    options.traffic.rate_per_s = 60;
    result = simulate(&options);
    cr_expect_not(result.has_first_refusal);
    cr_expect_eq(result.refused_95.low, 0);
    cr_expect_gt(result.refused_95.high, 0); /* none seen is not never */
}

/* With a pointer every port comes round after 100 connections. */
Test(exhaust, ports_given_again_in_time_wait_are_counted)
{
    struct pp_portset pool = scattered_pool(100);
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {100, 0, 1000, 1, false},
        .model = &pps_wildcard_pointer,
        .reuses_time_wait = true,
        .warmup_count = 100,
        .connection_count = 3000,
    };
    struct pps_exhaust_result result = simulate(&options);
    cr_expect_eq(result.refused, 0);
    cr_expect_eq(result.time_wait_reuses, 3000);
    options.traffic.time_wait_s = 0.1; /* a tenth of the way round */
    cr_expect_eq(simulate(&options).time_wait_reuses, 0);
    /* A port comes round once a second: two rounds lie within 2.5 s, and each
     * was to the same one of eight destinations with a chance of 1/8. */
    options.traffic.time_wait_s = 2.5;
    options.traffic.destination_count = 8;
    double share = (double)simulate(&options).time_wait_reuses / 3000;
    cr_expect_float_eq(share, 1 - 49 / 64.0, 0.03, "%f", share);
    options.reuses_time_wait = false;
    cr_expect_eq(simulate(&options).time_wait_reuses, 0);
}

static void expect_equal(const struct pps_exhaust_result *a,
                         const struct pps_exhaust_result *b)
{
    cr_expect_eq(a->refused, b->refused);
    cr_expect_eq(a->standard_error, b->standard_error);
    cr_expect_eq(a->first_refusal_s, b->first_refusal_s);
    cr_expect_eq(a->mean_held, b->mean_held);
    cr_expect_eq(a->peak_held, b->peak_held);
    cr_expect_eq(a->measured_s, b->measured_s);
}

/* ... and which of the free ports is given changes no refusal. */
Test(exhaust, one_seed_gives_one_result_whatever_the_model)
{
    struct pp_portset pool = scattered_pool(200);
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {21, 2, 8, 1, false},
        .connection_count = 20000,
        .seed = 9,
    };
    struct pps_exhaust_result first = simulate(&options);
    size_t count = 0;
    const struct pps_wildcard_model *const *models =
        pps_wildcard_models(&count);
    for (size_t m = 0; m < count; m++) {
        options.model = models[m];
        struct pps_exhaust_result again = simulate(&options);
        expect_equal(&first, &again);
    }
    /* Of today, for every platform. */
    cr_expect_eq(first.refused, 1806, "%d", (int)first.refused);
    options.seed = 10;
    struct pps_exhaust_result other = simulate(&options);
    cr_expect_neq(other.refused, first.refused);
}

Test(exhaust, wrong_simulations_are_refused)
{
    struct pp_portset pool = scattered_pool(10);
    const struct pps_exhaust_options fine = {
        .pool = &pool,
        .traffic = {1, 0, 1, 1, true},
        .connection_count = 30,
    };
    struct pps_exhaust_result result;
    struct pps_exhaust_options wrong = fine;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_OK);
    wrong.connection_count = 29;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_INVALID);
    wrong.connection_count = PPS_LIMIT_CONNECTIONS + UINT64_C(1);
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_LIMIT);
    wrong = fine;
    wrong.warmup_count = UINT64_MAX;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_LIMIT);
    wrong = fine;
    wrong.burst_count = PPS_LIMIT_BURST + 1;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_LIMIT);
    wrong = fine;
    wrong.traffic.destination_count = PPS_LIMIT_DESTINATIONS + 1;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_LIMIT);
    static const double rates[] = {0, -1, NAN, INFINITY, 1e-7, 1e10};
    for (size_t i = 0; i < PP_ARRAY_LEN(rates); i++) {
        wrong = fine;
        wrong.traffic.rate_per_s = rates[i];
        cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_INVALID);
    }
    wrong = fine;
    wrong.traffic.hold_s = 1e10;
    cr_expect_eq(pps_exhaust_simulate(&wrong, &result), PP_ERR_INVALID);
}

Test(exhaust, an_empty_pool_refuses_everything)
{
    struct pp_portset pool = {{0}};
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {1, 0, 1, 1, false},
        .connection_count = 300,
    };
    struct pps_exhaust_result result = simulate(&options);
    cr_expect_eq(result.refused, 300);
    cr_expect_eq(result.peak_held, 0);
    cr_expect_eq(result.mean_held, 0);
}

/* ------------------------------------------------------------------------ */
/* What helps most                                                          */

static void expect_effects(const struct pps_exhaust_situation *situation,
                           double now,
                           const struct pps_change_effect *want)
{
    struct pps_exhaust_advice advice;
    cr_assert_eq(pps_exhaust_advise(situation, &advice), PP_OK);
    cr_expect_float_eq(advice.sustainable_rate_per_s, now, 0.05);
    for (size_t i = 0; i < PPS_CHANGE_COUNT; i++) {
        cr_expect_eq(advice.effects[i].change, want[i].change, "place %zu", i);
        cr_expect_float_eq(advice.effects[i].sustainable_rate_per_s,
                           want[i].sustainable_rate_per_s,
                           0.05,
                           "place %zu: %f",
                           i,
                           advice.effects[i].sustainable_rate_per_s);
    }
}

Test(exhaust, changes_are_ordered_by_what_they_bring)
{
    struct pps_exhaust_situation situation = {
        .now = {16384, 8192, 8000, 92},
        .wide = {64511, 8192, 8000, 92},
        .traffic = {.time_wait_s = 120, .destination_count = 1},
    };
    static const struct pps_change_effect wide_range[] = {
        {PPS_CHANGE_WIDE_RANGE, 468.6},     /* 56227 / 120 */
        {PPS_CHANGE_TIME_WAIT_30, 270.0},   /* 8100 / 30 */
        {PPS_CHANGE_RELEASE_BLOCKS, 134.2}, /* 16100 / 120 */
    };
    expect_effects(&situation, 67.5, wide_range);
    situation.traffic.time_wait_s = 240;
    static const struct pps_change_effect time_wait[] = {
        {PPS_CHANGE_TIME_WAIT_30, 270.0},
        {PPS_CHANGE_WIDE_RANGE, 234.3},
        {PPS_CHANGE_RELEASE_BLOCKS, 67.1},
    };
    expect_effects(&situation, 33.75, time_wait);
    /* Already wide, already short, no blocks: nothing helps. */
    situation.now = situation.wide;
    situation.now.block_count = 0;
    situation.traffic.time_wait_s = 20;
    static const struct pps_change_effect nothing[] = {
        {PPS_CHANGE_RELEASE_BLOCKS, 2811.35},
        {PPS_CHANGE_TIME_WAIT_30, 2811.35},
        {PPS_CHANGE_WIDE_RANGE, 2811.35},
    };
    expect_effects(&situation, 2811.35, nothing);
}

Test(exhaust, parts_that_do_not_add_up_are_refused)
{
    struct pps_exhaust_situation fine = {
        .now = {100, 50, 50, 50},
        .wide = {64511, 0, 0, 0},
        .traffic = {.time_wait_s = 120, .destination_count = 1},
    };
    struct pps_exhaust_advice advice;
    struct pps_exhaust_situation wrong = fine;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_OK);
    cr_expect_eq(advice.sustainable_rate_per_s, 0.0); /* no port left */
    wrong.now.in_use_count = 51;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_ERR_INVALID);
    wrong = fine;
    wrong.now.block_count = 51;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_ERR_INVALID);
    wrong = fine;
    wrong.wide.range_count = 65537;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_ERR_INVALID);
    wrong = fine;
    wrong.traffic.time_wait_s = 0;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_ERR_INVALID);
    wrong.traffic.time_wait_s = NAN;
    cr_expect_eq(pps_exhaust_advise(&wrong, &advice), PP_ERR_INVALID);
}

/* Counted port by port, on sets drawn at random; in use within a block, too. */
Test(exhaust, the_parts_of_a_pool_are_counted)
{
    struct pp_test_random random = pp_test_random_from(1);
    for (int run = 0; run < 100; run++) {
        struct pp_portset excluded = {{0}};
        struct pp_portset blocks = {{0}};
        struct pp_portset in_use = {{0}};
        struct pp_range range = {49152, 51000};
        struct pps_pool_parts want = {.range_count = 1849};
        for (uint32_t port = 49000; port < 51200; port++) {
            bool is_block = pp_test_random_below(&random, 4) == 0;
            bool is_excluded =
                is_block || pp_test_random_below(&random, 4) == 0;
            bool is_used = pp_test_random_below(&random, 4) == 0;
            bool is_inside = port >= range.first && port <= range.last;
            blocks.words[port / 64] |= (uint64_t)is_block << port % 64;
            excluded.words[port / 64] |= (uint64_t)is_excluded << port % 64;
            in_use.words[port / 64] |= (uint64_t)is_used << port % 64;
            want.excluded_count += is_inside && is_excluded;
            want.block_count += is_inside && is_block && !is_used;
            want.in_use_count += is_inside && is_used && !is_excluded;
        }
        struct pps_pool_parts parts =
            pps_pool_parts_of(range, &excluded, &blocks, &in_use);
        cr_expect_eq(memcmp(&parts, &want, sizeof(parts)), 0, "run %d", run);
    }
    struct pps_pool_parts wide =
        pps_pool_parts_of(PPS_WIDE_RANGE, NULL, NULL, NULL);
    cr_expect_eq(wide.range_count, 64511);
    cr_expect_eq(wide.excluded_count + wide.block_count + wide.in_use_count, 0);
}
