/* The seed of a test's random numbers: PP_SEED, or 1; printed either way. */
#ifndef PP_TESTS_SUPPORT_SEED_H
#define PP_TESTS_SUPPORT_SEED_H

#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "portplan/sv.h"

static inline uint32_t pp_test_seed(const char *name)
{
    uint32_t seed = 1;
    struct pp_sv given = pp_sv_from(getenv("PP_SEED"));
    cr_assert(given.len == 0 || pp_sv_to_u32(given, UINT32_MAX, &seed),
              "PP_SEED is not a number");
    fprintf(stderr, "%s: PP_SEED=%u\n", name, seed);
    return seed;
}

#endif
