/* Random numbers and statistics. */
#include <math.h>
#include <stdlib.h>

#include "portplansim/stats.h"

#include "sim/chance/prng.h"
#include "sim_support.h"

/* The reference: xoshiro256** from the state 1, 2, 3, 4 (the values that the
 * authors' code prints; also in the test of rand_xoshiro). */
Test(prng, is_xoshiro256_starstar)
{
    static const uint64_t want[] = {
        UINT64_C(11520),
        UINT64_C(0),
        UINT64_C(1509978240),
        UINT64_C(1215971899390074240),
        UINT64_C(1216172134540287360),
        UINT64_C(607988272756665600),
        UINT64_C(16172922978634559625),
        UINT64_C(8476171486693032832),
        UINT64_C(10595114339597558777),
        UINT64_C(2904607092377533576),
    };
    struct pps_prng prng = {{1, 2, 3, 4}};
    for (size_t i = 0; i < PP_ARRAY_LEN(want); i++) {
        cr_expect_eq(pps_prng_next(&prng), want[i], "draw %zu", i);
    }
}

Test(prng, streams_are_reproducible_and_apart)
{
    struct pps_prng a = pps_prng_stream(1, 2);
    struct pps_prng b = pps_prng_stream(1, 2);
    struct pps_prng c = pps_prng_stream(2, 1);
    struct pps_prng d = pps_prng_stream(1, 3);
    struct pps_prng e = pps_prng_stream(2, 2);
    for (int i = 0; i < 1000; i++) {
        uint64_t drawn = pps_prng_next(&a);
        cr_expect_eq(drawn, pps_prng_next(&b));
        cr_expect_neq(drawn, pps_prng_next(&c));
        cr_expect_neq(drawn, pps_prng_next(&d));
        cr_expect_neq(drawn, pps_prng_next(&e));
    }
}

Test(prng, below_is_even_and_in_range)
{
    static const uint32_t sizes[] = {1, 2, 3, 7, 10, 1000};
    for (size_t s = 0; s < PP_ARRAY_LEN(sizes); s++) {
        enum {
            DRAWS = 200000
        };
        struct pps_prng prng = pps_prng_stream(42, s);
        uint32_t seen[1000] = {0};
        for (int i = 0; i < DRAWS; i++) {
            uint32_t drawn = pps_prng_below(&prng, sizes[s]);
            cr_assert_lt(drawn, sizes[s]);
            seen[drawn]++;
        }
        /* chi squared with n - 1 degrees: mean n - 1, variance 2 (n - 1) */
        double expected = (double)DRAWS / sizes[s];
        double chi = 0;
        for (uint32_t i = 0; i < sizes[s]; i++) {
            chi += (seen[i] - expected) * (seen[i] - expected) / expected;
        }
        double degrees = sizes[s] - 1.0;
        cr_expect(
            chi <= degrees + 5 * (2 * degrees + 1), "n %u: %f", sizes[s], chi);
    }
    struct pps_prng prng = pps_prng_stream(42, 99);
    cr_expect_eq(pps_prng_below(&prng, 0), 0);
}

/* Where 2^32 is no multiple of n, a careless product favours some results:
 * here every third one would come twice as often. */
Test(prng, below_favours_nothing)
{
    struct pps_prng prng = pps_prng_stream(42, 100);
    uint32_t seen[3] = {0};
    for (int i = 0; i < 30000; i++) {
        seen[pps_prng_below(&prng, UINT32_C(3) << 30) % 3]++;
    }
    for (size_t i = 0; i < 3; i++) {
        cr_expect(seen[i] > 9600 && seen[i] < 10400, "%zu: %u", i, seen[i]);
    }
}

Test(prng, the_other_draws_have_their_means)
{
    struct pps_prng prng = pps_prng_stream(1, 1);
    uint64_t trials = 0;
    uint32_t hits = 0;
    for (int i = 0; i < 100000; i++) {
        uint32_t geometric = pps_prng_geometric(&prng, 162, 1000);
        cr_assert_geq(geometric, 1);
        trials += geometric;
        hits += pps_prng_chance(&prng, 250);
    }
    cr_expect(trials > 605000 && trials < 630000, "%d", (int)trials);
    cr_expect(hits > 24500 && hits < 25500, "%u", hits);
    cr_expect_eq(pps_prng_geometric(&prng, 0, 5), 5);
    cr_expect_eq(pps_prng_geometric(&prng, 1000, 5), 1);
}

static int compare_doubles(const void *a, const void *b)
{
    double x = *(const double *)a;
    double y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Mean, variance, and the Kolmogorov-Smirnov distance, whose 99.9 % point for
 * n draws is 1.95 / sqrt(n). */
Test(prng, exponential_draws_are_exponential)
{
    enum {
        DRAWS = 200000
    };
    static double draws[DRAWS];
    struct pps_prng prng = pps_prng_stream(1, 0);
    double sum = 0;
    double squares = 0;
    for (size_t i = 0; i < DRAWS; i++) {
        draws[i] = pps_prng_exponential(&prng);
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

Test(stats, quantiles_are_the_smallest_value_that_covers)
{
    struct pps_histogram histogram = {0};
    cr_expect_eq(pps_histogram_quantile(&histogram, 50), 0);
    cr_expect_eq(pps_histogram_mean(&histogram), 0.0);
    for (uint32_t i = 1; i <= 20; i++) {
        cr_assert_eq(pps_histogram_add(&histogram, i * 10), PP_OK);
    }
    cr_expect_eq(pps_histogram_quantile(&histogram, 0), 10);
    cr_expect_eq(pps_histogram_quantile(&histogram, 5), 10);
    cr_expect_eq(pps_histogram_quantile(&histogram, 6), 20);
    cr_expect_eq(pps_histogram_quantile(&histogram, 50), 100);
    cr_expect_eq(pps_histogram_quantile(&histogram, 95), 190);
    cr_expect_eq(pps_histogram_quantile(&histogram, 100), 200);
    cr_expect_eq(pps_histogram_mean(&histogram), 105.0);
    cr_expect_eq(pps_histogram_add(&histogram, 2000000), PP_ERR_LIMIT);
    pps_histogram_done(&histogram);
}

/* 81 of 263 is the example of Newcombe (1998), 0.2553 to 0.3662; the others
 * were worked out with the formula as he gives it, in Python. */
Test(stats, wilson_gives_known_values)
{
    static const struct {
        uint64_t hits;
        uint64_t total;
        double low;
        double high;
    } rows[] = {
        {0, 0, 0.0, 1.0},
        {0, 10, 0.0, 0.277533},
        {10, 10, 0.722467, 1.0},
        {5, 10, 0.236593, 0.763407},
        {81, 263, 0.255289, 0.366210},
        {10000, 10000, 0.999616, 1.0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_interval got = pps_wilson95(rows[i].hits, rows[i].total);
        cr_expect_float_eq(
            got.low, rows[i].low, 2e-6, "row %zu: %f", i, got.low);
        cr_expect_float_eq(
            got.high, rows[i].high, 2e-6, "row %zu: %f", i, got.high);
    }
}
