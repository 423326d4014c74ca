/*
 * Searching for free ports: forward from a port, or one drawn at random. Both
 * work on words of 64 ports, so that a range of which all but one port are
 * taken costs a few hundred steps and not one a port.
 */
#include "wildcard_search.h"

enum {
    /* Ports drawn and tried before the free ones are counted: as many as cost
     * about what counting costs, so that neither a nearly empty nor a nearly
     * full range pays much more than the better of the two. */
    TRIES = 32,
};

static const struct pp_portset no_ports;

/* What is searched: a range without three sets, none of them NULL; the third
 * one is for models with a memory. */
struct search {
    struct pp_range range;
    const struct pp_portset *excluded;
    const struct pp_portset *in_use;
    const struct pp_portset *besides;
    size_t first_word;
    size_t last_word;
};

static const struct pp_portset *or_none(const struct pp_portset *set)
{
    return set != NULL ? set : &no_ports;
}

static struct search search_of(const struct pps_wildcard_request *request,
                               const struct pp_portset *besides)
{
    return (struct search){
        .range = request->range,
        .excluded = or_none(request->excluded),
        .in_use = or_none(request->in_use),
        .besides = or_none(besides),
        .first_word = request->range.first / 64,
        .last_word = request->range.last / 64,
    };
}

/* The ports of one word that are in none of the sets, as bits. */
static inline uint64_t open_bits(const struct search *search, size_t word)
{
    return ~(search->excluded->words[word] | search->in_use->words[word] |
             search->besides->words[word]);
}

/* Those that are in the range, too. */
static inline uint64_t free_bits(const struct search *search, size_t word)
{
    uint64_t bits = open_bits(search, word);
    if (word == search->first_word) {
        bits &= UINT64_MAX << (search->range.first % 64);
    }
    if (word == search->last_word) {
        bits &= UINT64_MAX >> (63 - search->range.last % 64);
    }
    return word == 0 ? bits & ~UINT64_C(1) : bits; /* port 0 is no port */
}

static inline uint16_t lowest_port(size_t word, uint64_t bits)
{
    return (uint16_t)(word * 64 + (size_t)__builtin_ctzll(bits));
}

/* The lowest free port at or above `from`, which lies in the range. */
static uint16_t find_upward(const struct search *search, uint32_t from)
{
    size_t word = from / 64;
    uint64_t bits = free_bits(search, word) & UINT64_MAX << (from % 64);
    while (bits == 0 && word < search->last_word) {
        word++;
        bits = free_bits(search, word);
    }
    return bits == 0 ? 0 : lowest_port(word, bits);
}

uint16_t pps_wildcard_next_free(const struct pps_wildcard_request *request,
                                uint32_t from)
{
    struct search search = search_of(request, NULL);
    uint16_t first = request->range.first;
    if (from <= first || from > request->range.last) {
        return find_upward(&search, first);
    }
    uint16_t port = find_upward(&search, from);
    return port != 0 ? port : find_upward(&search, first);
}

bool pps_wildcard_must_begin(const struct pps_wildcard_state *state,
                             enum pp_protocol protocol,
                             struct pp_range range)
{
    uint32_t next = state->next[protocol];
    /* One behind the last is where a pointer stands before it wraps. */
    return !state->has_begun[protocol] || next < range.first ||
           next > (uint32_t)range.last + 1;
}

uint16_t pps_wildcard_advance(struct pps_wildcard_state *state,
                              enum pp_protocol protocol,
                              const struct pps_wildcard_request *request)
{
    uint16_t port = pps_wildcard_next_free(request, state->next[protocol]);
    if (port != 0) {
        state->next[protocol] = (uint32_t)port + 1;
        state->has_begun[protocol] = true;
    }
    return port;
}

/* Adds up bits in pairs, fours and bytes, and the bytes by multiplication:
 * where the processor's own instruction cannot be counted on, this is three
 * times as fast as what the compiler calls instead. */
static inline uint32_t bit_count(uint64_t word)
{
    word -= word >> 1 & UINT64_C(0x5555555555555555);
    word = (word & UINT64_C(0x3333333333333333)) +
           (word >> 2 & UINT64_C(0x3333333333333333));
    word = (word + (word >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)(word * UINT64_C(0x0101010101010101) >> 56);
}

/* The free ports of every word, and of all. Most words of a range that is
 * nearly full have none. */
static uint32_t count_free(const struct search *search, uint8_t *ret_counts)
{
    uint32_t count = 0;
    for (size_t i = search->first_word; i <= search->last_word; i++) {
        uint64_t bits = open_bits(search, i);
        ret_counts[i] = 0;
        if (bits != 0) {
            ret_counts[i] = (uint8_t)bit_count(free_bits(search, i));
            count += ret_counts[i];
        }
    }
    return count;
}

/* The free port that has `rank` free ones below it; there are more. */
static uint16_t
find_ranked(const struct search *search, const uint8_t *counts, uint32_t rank)
{
    size_t word = search->first_word;
    while (counts[word] <= rank) {
        rank -= counts[word];
        word++;
    }
    uint64_t bits = free_bits(search, word);
    for (; rank > 0; rank--) {
        bits &= bits - 1; /* takes the lowest bit out */
    }
    return lowest_port(word, bits);
}

/* Draws ports of the range until one is free, a few times: 0 if none was. Of
 * the free ports each is found with the same chance. */
static uint16_t try_ports(const struct search *search, struct pps_prng *prng)
{
    struct pp_range range = search->range;
    uint32_t count = pp_range_count(range);
    for (int i = 0; i < TRIES; i++) {
        uint32_t port = range.first + pps_prng_below(prng, count);
        if ((free_bits(search, port / 64) >> (port % 64) & 1) != 0) {
            return (uint16_t)port;
        }
    }
    return 0;
}

uint16_t pps_wildcard_any_free(const struct pps_wildcard_request *request,
                               const struct pp_portset *besides,
                               struct pps_prng *prng)
{
    struct search search = search_of(request, besides);
    uint16_t port = try_ports(&search, prng);
    if (port != 0) {
        return port;
    }
    uint8_t counts[PP_PORTSET_WORD_COUNT];
    uint32_t count = count_free(&search, counts);
    return count == 0
               ? 0
               : find_ranked(&search, counts, pps_prng_below(prng, count));
}
