/*
 * Exhaustion: the closed forms against tables and an independent formula, the
 * simulation against the closed forms and against a naive one, and the whole
 * answer. All seeds are fixed.
 */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "random.h"
#include "sim/chance/prng.h"
#include "sim/exhaustion/exhaustion.h"
#include "sim/exhaustion/exhaustion_report.h"
#include "sim/exhaustion/exhaustion_sim.h"

/* ------------------------------------------------------------------------ */
/* Closed forms                                                             */

static struct pps_exhaustion_forecast forecast_of(uint32_t pool_ports,
                                                  struct pps_traffic traffic)
{
    struct pps_exhaustion_forecast forecast;
    cr_assert_eq(pps_exhaustion_forecast(pool_ports, &traffic, &forecast),
                 PP_OK);
    return forecast;
}

/* The table that the project's documents give, one destination. */
Test(exhaustion, the_sustainable_rates_of_the_table)
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
        struct pps_exhaustion_forecast forecast =
            forecast_of(rows[i].pool_ports, traffic);
        char text[32];
        snprintf(text, sizeof(text), "%.1f", forecast.sustainable_rate_per_s);
        /* 16.5667 is 16.6 to one decimal, 537.59 is 537.6. */
        cr_expect_str_eq(text, rows[i].rate, "row %zu: %s", i, text);
        cr_expect(forecast.has_sustainable_rate);
        cr_expect_not(forecast.has_exhaustion, "row %zu: at no rate", i);
    }
}

Test(exhaustion, a_pool_ends_when_more_is_offered_than_it_has)
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
        struct pps_exhaustion_forecast forecast =
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

Test(exhaustion, with_sharing_each_destination_is_a_system_of_its_own)
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
    struct pps_exhaustion_forecast forecast = forecast_of(pool_ports, traffic);
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

Test(exhaustion, every_finite_input_has_a_finite_answer)
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

Test(exhaustion, what_is_no_quantity_is_refused)
{
    static const double wrong[] = {
        -1.0, -DBL_TRUE_MIN, NAN, INFINITY, -INFINITY};
    struct pps_exhaustion_forecast forecast;
    struct pps_traffic fine = {1, 1, 1, 1, false};
    for (size_t i = 0; i < PP_ARRAY_LEN(wrong); i++) {
        struct pps_traffic rate = fine;
        struct pps_traffic hold = fine;
        struct pps_traffic wait = fine;
        rate.rate_per_s = wrong[i];
        hold.hold_s = wrong[i];
        wait.time_wait_s = wrong[i];
        cr_expect_eq(pps_exhaustion_forecast(9, &rate, &forecast),
                     PP_ERR_INVALID);
        cr_expect_eq(pps_exhaustion_forecast(9, &hold, &forecast),
                     PP_ERR_INVALID);
        cr_expect_eq(pps_exhaustion_forecast(9, &wait, &forecast),
                     PP_ERR_INVALID);
    }
    cr_expect_eq(pps_exhaustion_forecast(65537, &fine, &forecast),
                 PP_ERR_INVALID);
    fine.destination_count = 0;
    cr_expect_eq(pps_exhaustion_forecast(9, &fine, &forecast), PP_ERR_INVALID);
}

/* ------------------------------------------------------------------------ */
/* Erlang's formula                                                         */

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

Test(exhaustion, erlang_b_has_its_known_values)
{
    cr_expect_float_eq(pps_erlang_b(1, 1), 0.5, 1e-15);
    cr_expect_float_eq(pps_erlang_b(2, 1), 0.2, 1e-15);
    cr_expect_float_eq(pps_erlang_b(10, 5), 0.018385, 5e-7);
    cr_expect_float_eq(pps_erlang_b(100, 100), 0.0757, 5e-5);
    cr_expect_eq(pps_erlang_b(0, 0), 1.0);
    cr_expect_eq(pps_erlang_b(0, 3), 1.0);
    cr_expect_eq(pps_erlang_b(3, 0), 0.0);
}

Test(exhaustion, erlang_b_is_the_formula_of_the_books)
{
    for (uint32_t servers = 0; servers <= 120; servers++) {
        for (double offered = 0.1; offered < 300; offered *= 1.7) {
            double want = direct_erlang_b(servers, offered);
            cr_expect_float_eq(pps_erlang_b(servers, offered),
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
Test(exhaustion, erlang_b_holds_for_whole_pools)
{
    double before = 0.0;
    for (double offered = 1; offered <= 1e6; offered *= 1.1) {
        double blocking = pps_erlang_b(65536, offered);
        double least = 1.0 - 65536 / offered;
        cr_expect(blocking >= before && blocking < 1.0, "%f", offered);
        cr_expect(blocking >= least, "%f", offered);
        before = blocking;
    }
    cr_expect_float_eq(pps_erlang_b(65536, 1e6), 1 - 0.065536, 1e-6);
    /* sqrt(2 / (pi n)) at the load of the pool, as n grows (Jagerman). */
    cr_expect_float_eq(pps_erlang_b(65536, 65536) *
                           sqrt(3.14159265358979 * 65536 / 2),
                       1.0,
                       0.005);
}

/* ------------------------------------------------------------------------ */
/* The simulation                                                           */

static struct pps_exhaustion_simulated
simulate(const struct pps_exhaustion_run *run)
{
    struct pps_exhaustion_simulated simulated;
    cr_assert_eq(pps_exhaustion_simulate(run, &simulated), PP_OK);
    return simulated;
}

enum {
    NAIVE_PORTS = 60,
};

/* One record a port, looked through at every connection. */
struct naive {
    struct pps_prng arrivals;
    struct pps_prng holds;
    struct pps_prng destinations;
    double now_s;
    uint32_t pool_count;
    double busy_until_s[4][NAIVE_PORTS];
    uint64_t refused;
    double first_refusal_s;
};

static void try_naively(struct naive *naive,
                        const struct pps_exhaustion_run *run)
{
    uint32_t pool = pps_prng_below(&naive->destinations, naive->pool_count);
    for (uint32_t i = 0; i < run->pool_ports; i++) {
        double *busy_until_s = &naive->busy_until_s[pool][i];
        if (*busy_until_s <= naive->now_s) {
            double hold_s =
                run->traffic.hold_s > 0
                    ? run->traffic.hold_s * pps_prng_exponential(&naive->holds)
                    : 0;
            *busy_until_s = naive->now_s + hold_s + run->traffic.time_wait_s;
            return;
        }
    }
    naive->first_refusal_s =
        naive->refused == 0 ? naive->now_s : naive->first_refusal_s;
    naive->refused++;
}

static struct naive run_naively(const struct pps_exhaustion_run *run)
{
    struct naive naive = {
        .arrivals = pps_prng_stream(run->seed, 0),
        .holds = pps_prng_stream(run->seed, 1),
        .destinations = pps_prng_stream(run->seed, 2),
        .pool_count =
            run->traffic.is_shared ? run->traffic.destination_count : 1,
    };
    uint32_t burst = run->burst_count > 1 ? run->burst_count : 1;
    for (uint64_t i = 0; i < run->connection_count; i++) {
        if (i % burst == 0) {
            naive.now_s += burst / run->traffic.rate_per_s *
                           pps_prng_exponential(&naive.arrivals);
        }
        try_naively(&naive, run);
    }
    return naive;
}

/* With hold and without, with bursts and without, shared and not. */
Test(exhaustion, the_event_loop_refuses_what_a_naive_one_refuses)
{
    struct pp_test_random random = pp_test_random_from(1);
    uint64_t refused = 0;
    for (uint64_t seed = 0; seed < 80; seed++) {
        struct pps_exhaustion_run run = {
            .traffic = {.rate_per_s = pp_test_random_in(&random, 1, 60),
                        .hold_s = pp_test_random_below(&random, 3),
                        .time_wait_s = pp_test_random_below(&random, 4),
                        .destination_count = pp_test_random_in(&random, 1, 4),
                        .is_shared = pp_test_random_below(&random, 2) == 0},
            .pool_ports = pp_test_random_in(&random, 0, NAIVE_PORTS),
            .burst_count = pp_test_random_below(&random, 5),
            .connection_count = 3000,
            .seed = seed,
        };
        struct pps_exhaustion_simulated simulated = simulate(&run);
        struct naive naive = run_naively(&run);
        cr_expect_eq(simulated.refused, naive.refused, "seed %d", (int)seed);
        cr_expect_eq(simulated.has_first_refusal, naive.refused > 0);
        cr_expect_eq(simulated.first_refusal_s, naive.first_refusal_s);
        cr_expect_eq(simulated.tried, 3000);
        refused += naive.refused;
    }
    cr_expect(refused > 20000 && refused < 200000, "%d", (int)refused);
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
    double held_s = load->hold_s + load->time_wait_s;
    double effective = load->ports * (double)load->destinations;
    struct pps_exhaustion_run run = {
        .traffic = {.rate_per_s = effective * load->load / held_s,
                    .hold_s = load->hold_s,
                    .time_wait_s = load->time_wait_s,
                    .destination_count = load->destinations,
                    .is_shared = load->destinations > 1},
        .pool_ports = load->ports,
        .warmup_count = 60000,
        .connection_count = 300000,
        .seed = row,
    };
    struct pps_exhaustion_simulated simulated = simulate(&run);
    double blocking = forecast_of(load->ports, run.traffic).blocking;
    return (simulated.refused_share - blocking) / simulated.standard_error;
}

Test(exhaustion, the_simulation_agrees_with_erlang)
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
    fprintf(
        stderr,
        "exhaustion: deviations from Erlang in standard errors: mean square "
        "%.2f, largest %.2f\n",
        mean_square,
        largest);
    cr_expect(mean_square > 0.3 && mean_square < 2.2, "%f", mean_square);
}

/* Bursts of 100 into 60 ports that are all back before the next one. */
Test(exhaustion, a_burst_above_the_pool_is_refused_in_part)
{
    struct pps_exhaustion_run run = {
        .traffic = {100, 0, 1e-9, 1, false},
        .pool_ports = 60,
        .burst_count = 100,
        .connection_count = 30000,
    };
    struct pps_exhaustion_simulated simulated = simulate(&run);
    cr_expect_eq(simulated.refused, 12000);
    cr_expect_eq(simulated.standard_error, 0.0);
    cr_expect(simulated.refused_95.low < 0.4 &&
              simulated.refused_95.high > 0.4);
    cr_expect(simulated.has_first_refusal);
    run.traffic.destination_count = 2; /* two pools, if they are shared */
    run.traffic.is_shared = true;
    cr_expect_lt(simulate(&run).refused_share, 0.1);
}

/* An empty pool of P ports lasts for P connections, if TIME_WAIT is long. */
Test(exhaustion, the_first_refusal_comes_when_the_pool_is_used_up)
{
    struct pps_exhaustion_run run = {
        .traffic = {1000, 0, 240, 1, false},
        .pool_ports = 16384,
        .warmup_count = 20000,
        .connection_count = 30000,
    };
    struct pps_exhaustion_simulated simulated = simulate(&run);
    cr_expect(simulated.has_first_refusal);
    cr_expect_float_eq(simulated.first_refusal_s,
                       forecast_of(16384, run.traffic).seconds_to_exhaustion,
                       4 * sqrt(16384) / 1000,
                       "%f",
                       simulated.first_refusal_s);
    cr_expect_eq(simulated.refused, 30000);
    run.traffic.rate_per_s = 60;
    simulated = simulate(&run);
    cr_expect_not(simulated.has_first_refusal);
    cr_expect_eq(simulated.refused_95.low, 0);
    cr_expect_gt(simulated.refused_95.high, 0); /* none seen is not never */
}

Test(exhaustion, one_seed_gives_one_result)
{
    struct pps_exhaustion_run run = {
        .traffic = {21, 2, 8, 1, false},
        .pool_ports = 200,
        .connection_count = 20000,
        .seed = 9,
    };
    struct pps_exhaustion_simulated first = simulate(&run);
    struct pps_exhaustion_simulated again = simulate(&run);
    cr_expect_eq(first.standard_error, again.standard_error);
    cr_expect_eq(first.first_refusal_s, again.first_refusal_s);
    /* Of today, for every platform. */
    cr_expect_eq(first.refused, 1806, "%d", (int)first.refused);
    run.seed = 10;
    cr_expect_neq(simulate(&run).refused, first.refused);
}

/* ------------------------------------------------------------------------ */
/* The whole answer                                                         */

static struct pps_exhaustion_question question_at(double rate_per_s)
{
    return (struct pps_exhaustion_question){
        .range = {50000, 50999},
        .wide_range = {1025, 65535},
        .traffic = {.rate_per_s = rate_per_s,
                    .time_wait_s = 120,
                    .destination_count = 1},
        .seed = 1,
    };
}

static const struct pps_exhaustion_system any_system = {
    .era = PP_ERA_NT10, .picker = "random-start"};

static void put(struct pp_portset *set, uint16_t first, uint16_t last)
{
    pp_portset_set_range(set, (struct pp_range){first, last});
}

static double effect_of(const struct pps_exhaustion *answer,
                        enum pps_change change)
{
    for (size_t i = 0; i < answer->effect_count; i++) {
        if (answer->effects[i].change == change) {
            return answer->effects[i].sustainable_rate_per_s;
        }
    }
    return -1;
}

/* Excluded and used ports count once, those outside the range not at all. */
Test(exhaustion, the_pool_is_what_is_left)
{
    struct pps_exhaustion_question question = question_at(1);
    struct pps_exhaustion answer;
    put(&question.excluded, 49900, 50099);
    put(&question.excluded, 50200, 50299);
    put(&question.blocks, 50200, 50299);
    put(&question.in_use, 50290, 50309);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.range_count, 1000);
    cr_expect_eq(answer.excluded_count, 200);
    cr_expect_eq(answer.in_use_count, 10);
    cr_expect_eq(answer.pool_ports, 790);
    cr_expect_eq(answer.forecast.effective_ports, 790);
    cr_expect_float_eq(effect_of(&answer, PPS_CHANGE_RELEASE_BLOCKS) * 120,
                       880, /* 90 of the block, which stays in use in part */
                       1e-9);
}

/* Pools and rates of section "Exhaustion arithmetic" of the rules. */
Test(exhaustion, formula_and_simulation_tell_the_same)
{
    static const struct {
        double rate_per_s;
        bool has_exhaustion;
        double seconds;
    } rows[] = {
        {5.0, false, 0}, /* the pool of 1000 bears 8.33 */
        {8.3, false, 0},
        {10.0, true, 100.0},
        {20.0, true, 50.0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_exhaustion_question question =
            question_at(rows[i].rate_per_s);
        struct pps_exhaustion answer;
        cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
        cr_expect_eq(answer.forecast.has_exhaustion, rows[i].has_exhaustion);
        cr_expect(!rows[i].has_exhaustion ||
                      answer.forecast.seconds_to_exhaustion == rows[i].seconds,
                  "row %zu",
                  i);
        double off = answer.simulated.refused_share - answer.forecast.blocking;
        cr_expect(off <= 3 * answer.simulated.standard_error + 1e-5 &&
                      off >= -3 * answer.simulated.standard_error - 1e-5,
                  "row %zu: %g beside %g",
                  i,
                  answer.simulated.refused_share,
                  answer.forecast.blocking);
    }
}

static void expect_effects(const struct pps_exhaustion_question *question,
                           const struct pps_change_effect *want)
{
    struct pps_exhaustion answer;
    cr_assert_eq(pps_exhaustion_answer(question, &answer), PP_OK);
    cr_assert_eq(answer.effect_count, PPS_CHANGE_COUNT);
    for (size_t i = 0; i < PPS_CHANGE_COUNT; i++) {
        cr_expect_eq(answer.effects[i].change, want[i].change, "place %zu", i);
        cr_expect_float_eq(answer.effects[i].sustainable_rate_per_s,
                           want[i].sustainable_rate_per_s,
                           0.05,
                           "place %zu: %f",
                           i,
                           answer.effects[i].sustainable_rate_per_s);
    }
}

Test(exhaustion, what_helps_is_best_first)
{
    struct pps_exhaustion_question question = question_at(20);
    question.range = (struct pp_range){49152, 65535};
    put(&question.excluded, 49152, 57343); /* 8192 */
    put(&question.blocks, 49344, 57343);   /* 8000 of them */
    put(&question.in_use, 60000, 60091);   /* 92 */
    static const struct pps_change_effect wide_range[] = {
        {PPS_CHANGE_WIDE_RANGE, 468.6},     /* 56227 / 120 */
        {PPS_CHANGE_TIME_WAIT_30, 270.0},   /* 8100 / 30 */
        {PPS_CHANGE_RELEASE_BLOCKS, 134.2}, /* 16100 / 120 */
    };
    expect_effects(&question, wide_range);
    question.traffic.time_wait_s = 240;
    static const struct pps_change_effect time_wait[] = {
        {PPS_CHANGE_TIME_WAIT_30, 270.0},
        {PPS_CHANGE_WIDE_RANGE, 234.3},
        {PPS_CHANGE_RELEASE_BLOCKS, 67.1},
    };
    expect_effects(&question, time_wait);
    /* Already wide, already short, no blocks: nothing helps. */
    question.range = (struct pp_range){1025, 65535};
    pp_portset_clear(&question.blocks);
    question.traffic.time_wait_s = 20;
    static const struct pps_change_effect nothing[] = {
        {PPS_CHANGE_RELEASE_BLOCKS, 2811.35},
        {PPS_CHANGE_TIME_WAIT_30, 2811.35},
        {PPS_CHANGE_WIDE_RANGE, 2811.35},
    };
    expect_effects(&question, nothing);
}

Test(exhaustion, nothing_helps_where_nothing_holds_a_port)
{
    struct pps_exhaustion_question question = question_at(20);
    struct pps_exhaustion answer;
    question.traffic.time_wait_s = 0;
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.effect_count, 0);
    cr_expect_not(answer.forecast.has_sustainable_rate);
}

/* Counted port by port, on sets drawn at random; in use within a block, too. */
Test(exhaustion, the_ports_of_a_pool_are_counted)
{
    struct pp_test_random random = pp_test_random_from(1);
    for (int run = 0; run < 10; run++) {
        struct pps_exhaustion_question question = question_at(1);
        struct pps_exhaustion answer;
        uint32_t excluded = 0;
        uint32_t used = 0;
        uint32_t released = 0;
        for (uint16_t port = 49900; port < 51100; port++) {
            bool is_block = pp_test_random_below(&random, 4) == 0;
            bool is_excluded =
                is_block || pp_test_random_below(&random, 4) == 0;
            bool is_used = pp_test_random_below(&random, 4) == 0;
            bool is_inside = pp_range_contains(question.range, port);
            question.blocks.words[port / 64] |= (uint64_t)is_block << port % 64;
            question.excluded.words[port / 64] |= (uint64_t)is_excluded
                                                  << port % 64;
            question.in_use.words[port / 64] |= (uint64_t)is_used << port % 64;
            excluded += is_inside && is_excluded;
            used += is_inside && is_used && !is_excluded;
            released += is_inside && is_block && !is_used;
        }
        cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
        uint32_t pool = 1000 - excluded - used;
        cr_expect_eq(answer.range_count, 1000);
        cr_expect_eq(answer.excluded_count, excluded, "run %d", run);
        cr_expect_eq(answer.in_use_count, used, "run %d", run);
        cr_expect_eq(answer.pool_ports, pool, "run %d", run);
        cr_expect_float_eq(effect_of(&answer, PPS_CHANGE_RELEASE_BLOCKS),
                           (pool + released) / 120.0,
                           1e-9);
    }
}

Test(exhaustion, no_port_at_all)
{
    struct pps_exhaustion_question question = question_at(1);
    struct pps_exhaustion answer;
    put(&question.excluded, 1, 65535);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.pool_ports, 0);
    cr_expect_eq(answer.forecast.blocking, 1.0);
    cr_expect_eq(answer.simulated.refused, answer.simulated.tried);
}

Test(exhaustion, wrong_questions_are_refused)
{
    static const double rates[] = {0, -1, NAN, INFINITY, 1e-7, 1e10};
    struct pps_exhaustion answer;
    struct pps_exhaustion_question question;
    for (size_t i = 0; i < PP_ARRAY_LEN(rates); i++) {
        question = question_at(rates[i]);
        cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
    }
    question = question_at(1);
    question.traffic.hold_s = 1e10;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
    question = question_at(1);
    question.traffic.time_wait_s = 1e10;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
    question = question_at(1);
    question.traffic.destination_count = 0;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
    question.traffic.destination_count = PPS_LIMIT_DESTINATIONS + 1;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_LIMIT);
    question = question_at(1);
    question.burst_count = PPS_LIMIT_BURST + 1;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_LIMIT);
}

/* On average at the boundary, by the simulation in bursts. */
Test(exhaustion, borne_up_to_the_boundary)
{
    static const struct {
        double rate_per_s;
        uint32_t burst_count;
        bool is_borne;
    } rows[] = {
        {8.0, 1, true}, /* all of the 1,000 ports */
        {8.0 + 1e-6, 1, false},
        {1.0, 100, true},
        {1.0, 1001, false}, /* more at once than there are ports */
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_exhaustion_question question =
            question_at(rows[i].rate_per_s);
        struct pps_exhaustion answer;
        question.traffic.time_wait_s = 125;
        question.burst_count = rows[i].burst_count;
        cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
        cr_expect_eq(
            pps_exhaustion_is_borne(&answer), rows[i].is_borne, "row %zu", i);
    }
}

/* The report names each number once and never an infinite one. */
Test(exhaustion, report_of_extremes)
{
    struct pps_exhaustion_question question = question_at(1e6);
    struct pps_exhaustion answer;
    struct pp_style style = pp_style_plain();
    struct pp_buf text;
    question.traffic.hold_s = 1e6;
    pp_buf_init(&text, 1 << 16);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    pps_exhaustion_text(&text, &style, &answer, &any_system);
    cr_assert_eq(text.status, PP_OK);
    cr_expect_null(strstr(text.data, "inf"));
    cr_expect_null(strstr(text.data, "nan"));
    cr_expect_not_null(strstr(text.data, "10055"));
    pp_buf_done(&text);
}
