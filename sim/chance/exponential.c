/*
 * Algorithm S of Knuth, The Art of Computer Programming, volume 2, 3.4.1
 * (Ahrens and Dieter 1972), in fixed point with 32 bits behind the point. Seven
 * draws of ten need one random word.
 *
 * An exponential number is a whole multiple of ln 2, as many as a coin shows
 * heads before the first tail, plus a rest below ln 2, which is a uniform
 * number below ln 2 or the least of k uniform ones, times ln 2.
 */
#include "exponential.h"

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

double pps_draw_exponential(struct pps_prng *prng)
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
