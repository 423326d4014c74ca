/*
 * xoshiro256** and splitmix64, after the public-domain reference code at
 * prng.di.unimi.it. Knows nothing of what is simulated.
 */
#include "prng.h"

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

/* --- exponential numbers -------------------------------------------------- */

/*
 * Algorithm S of Knuth, The Art of Computer Programming, volume 2, 3.4.1
 * (Ahrens and Dieter 1972), in fixed point with 32 bits behind the point. Seven
 * draws of ten need one random word. log() would not do: its last bit differs
 * between C libraries.
 *
 * An exponential number is a whole multiple of ln 2, as many as a coin shows
 * heads before the first tail, plus a rest below ln 2, which is a uniform
 * number below ln 2 or the least of k uniform ones, times ln 2.
 */
enum {
    HEADS_MOST = 64, /* one draw in 2^64 ends here */
};

static const uint64_t ln2 = 2977044472; /* times 2^32, as all numbers here */

/* The sums of (ln 2)^i / i! for i from 1 to k, from k = 2 on. The last one is
 * 1 to all 32 bits. */
static const uint64_t partial_sums[] = {
    4008809463,
    4247197794,
    4288507344,
    4294234064,
    4294895641,
    4294961151,
    4294966827,
    4294967264,
    4294967294,
    4294967296,
};

static uint64_t draw_fraction(struct pps_prng *prng)
{
    return pps_prng_next(prng) >> 32;
}

/* The least of `count` uniform numbers. */
static uint64_t draw_least(struct pps_prng *prng, size_t count)
{
    uint64_t least = UINT32_MAX;
    for (size_t i = 0; i < count; i++) {
        uint64_t one = draw_fraction(prng);
        least = one < least ? one : least;
    }
    return least;
}

double pps_prng_exponential(struct pps_prng *prng)
{
    uint64_t word = pps_prng_next(prng);
    uint64_t heads =
        word == UINT64_MAX ? HEADS_MOST : (uint64_t)__builtin_clzll(~word);
    /* The bits behind the first tail; 32 of them, or new ones. */
    uint64_t rest =
        heads < 31 ? word << (heads + 1) >> 32 : draw_fraction(prng);
    if (rest >= ln2) {
        size_t k = 0;
        while (rest >= partial_sums[k]) {
            k++;
        }
        rest = draw_least(prng, k + 2) * ln2 >> 32;
    }
    return (double)(heads * ln2 + rest) * 0x1.0p-32;
}
