/*
 * xoshiro256** and splitmix64, after the public-domain reference code at
 * prng.di.unimi.it. Knows nothing of what is simulated.
 */
#include "portplansim/prng.h"

/* One step of splitmix64: a bijection that scatters neighbouring numbers. */
static uint64_t splitmix(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

struct pps_prng pps_prng_stream(uint64_t seed, uint64_t stream)
{
    /* Seed and stream are scattered apart before they meet, so that (1, 2)
     * and (2, 1), or (seed, run + 1) and (seed + 1, run), share nothing. */
    uint64_t mixed_seed = splitmix(&seed);
    uint64_t state = stream ^ UINT64_C(0xd1342543de82ef95);
    state = splitmix(&state) ^ mixed_seed;
    struct pps_prng prng;
    for (size_t i = 0; i < PP_ARRAY_LEN(prng.words); i++) {
        prng.words[i] = splitmix(&state);
    }
    return prng;
}

static uint64_t rotate_left(uint64_t x, unsigned bits)
{
    return (x << bits) | (x >> (64 - bits));
}

uint64_t pps_prng_next(struct pps_prng *prng)
{
    uint64_t *s = prng->words;
    uint64_t result = rotate_left(s[1] * 5, 7) * 9;
    uint64_t t = s[1] << 17;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotate_left(s[3], 45);
    return result;
}

uint32_t pps_prng_below(struct pps_prng *prng, uint32_t n)
{
    if (n <= 1) {
        return 0;
    }
    /* Lemire's method (arXiv:1805.10941): the high half of a product, with
     * the few low halves thrown away that would favour some results. */
    uint32_t threshold = (0U - n) % n;
    uint64_t product;
    do {
        product = (pps_prng_next(prng) >> 32) * n;
    } while ((uint32_t)product < threshold);
    return (uint32_t)(product >> 32);
}

double pps_prng_double(struct pps_prng *prng)
{
    return (double)(pps_prng_next(prng) >> 11) * 0x1.0p-53;
}

bool pps_prng_chance(struct pps_prng *prng, uint32_t permille)
{
    return pps_prng_below(prng, 1000) < permille;
}

uint32_t
pps_prng_geometric(struct pps_prng *prng, uint32_t permille, uint32_t max)
{
    uint32_t trials = 1;
    while (trials < max && !pps_prng_chance(prng, permille)) {
        trials++;
    }
    return trials;
}
