/*
 * Random numbers: xoshiro256** (Blackman and Vigna, prng.di.unimi.it),
 * seeded by splitmix64 as its authors advise. Each run of a simulation draws
 * from a stream of its own, named by (seed, run), so that the order in which
 * runs are made changes nothing.
 */
#ifndef PP_SIM_CHANCE_PRNG_H
#define PP_SIM_CHANCE_PRNG_H

#include "portplan/base.h"

/* Copied by assignment: the copy continues as the original would. */
struct pps_prng {
    uint64_t words[4]; /* never all zero */
};

/* The beginning of stream `stream` of `seed`. */
struct pps_prng pps_prng_stream(uint64_t seed, uint64_t stream);

/* 64 random bits. */
uint64_t pps_prng_next(struct pps_prng *prng);

/* Uniform in 0 to n - 1, without bias; 0 for an `n` of 0 or 1. */
uint32_t pps_prng_below(struct pps_prng *prng, uint32_t n);

/* True in `permille` of 1000 draws. */
bool pps_prng_chance(struct pps_prng *prng, uint32_t permille);

/* How many trials until the first success, which has a chance of `permille`
 * in 1000: 1, 2, 3, ...; never above `max` (1 or more). The mean is
 * 1000 / permille. Integers only, so that every platform draws alike. */
uint32_t
pps_prng_geometric(struct pps_prng *prng, uint32_t permille, uint32_t max);

/* Exponential with mean 1, in steps of 2^-32; 0 or more, at most 45: the time
 * between events that know nothing of each other. The same on every platform.
 */
double pps_prng_exponential(struct pps_prng *prng);

#endif
