/*
 * The tests' own random numbers (xorshift64*): the same on every machine, from
 * a seed that a failing test prints.
 */
#ifndef PP_TESTS_SUPPORT_RANDOM_H
#define PP_TESTS_SUPPORT_RANDOM_H

#include <stdint.h>

struct pp_test_random {
    uint64_t state; /* never 0 */
};

static inline struct pp_test_random pp_test_random_from(uint64_t seed)
{
    /* Any seed, 0 too, gives a state with bits all over. */
    uint64_t state = seed * UINT64_C(0x9E3779B97F4A7C15) + 1;
    return (struct pp_test_random){state != 0 ? state : 1};
}

static inline uint64_t pp_test_random_next(struct pp_test_random *random)
{
    random->state ^= random->state >> 12;
    random->state ^= random->state << 25;
    random->state ^= random->state >> 27;
    return random->state * UINT64_C(0x2545F4914F6CDD1D);
}

/* From 0 to `bound` - 1; `bound` is not 0. */
static inline uint32_t pp_test_random_below(struct pp_test_random *random,
                                            uint32_t bound)
{
    return (uint32_t)((pp_test_random_next(random) >> 32) * bound >> 32);
}

/* From `low` to `high`, both included. */
static inline uint32_t
pp_test_random_in(struct pp_test_random *random, uint32_t low, uint32_t high)
{
    return low + pp_test_random_below(random, high - low + 1);
}

#endif
