/* The bitmap of ports, 64 at a time. */
#include "portplan/portset.h"

#include <string.h>

/* The words that a range touches, and which bits of the outermost two. Where
 * both are the same word, the bits are those in both masks. */
struct word_span {
    size_t first;
    size_t last;
    uint64_t first_mask;
    uint64_t last_mask;
};

static struct word_span span_of(struct pp_range range)
{
    struct word_span span = {
        .first = range.first / 64,
        .last = range.last / 64,
        .first_mask = UINT64_MAX << (range.first % 64),
        .last_mask = UINT64_MAX >> (63 - range.last % 64),
    };
    if (span.first == span.last) {
        span.first_mask &= span.last_mask;
        span.last_mask = span.first_mask;
    }
    return span;
}

static uint32_t lowest_bit(uint64_t word)
{
    return (uint32_t)__builtin_ctzll(word);
}

static uint32_t highest_bit(uint64_t word)
{
    return 63 - (uint32_t)__builtin_clzll(word);
}

static uint32_t bit_count(uint64_t word)
{
    return (uint32_t)__builtin_popcountll(word);
}

void pp_portset_clear(struct pp_portset *set)
{
    memset(set->words, 0, sizeof(set->words));
}

void pp_portset_set_range(struct pp_portset *set, struct pp_range range)
{
    struct word_span span = span_of(range);
    set->words[span.first] |= span.first_mask;
    for (size_t i = span.first + 1; i < span.last; i++) {
        set->words[i] = UINT64_MAX;
    }
    set->words[span.last] |= span.last_mask;
}

void pp_portset_clear_range(struct pp_portset *set, struct pp_range range)
{
    struct word_span span = span_of(range);
    set->words[span.first] &= ~span.first_mask;
    for (size_t i = span.first + 1; i < span.last; i++) {
        set->words[i] = 0;
    }
    set->words[span.last] &= ~span.last_mask;
}

uint32_t pp_portset_count(const struct pp_portset *set, struct pp_range range)
{
    struct word_span span = span_of(range);
    uint32_t count = bit_count(set->words[span.first] & span.first_mask);
    if (span.first == span.last) {
        return count;
    }
    for (size_t i = span.first + 1; i < span.last; i++) {
        count += bit_count(set->words[i]);
    }
    return count + bit_count(set->words[span.last] & span.last_mask);
}

void pp_portset_union(struct pp_portset *set, const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORD_COUNT; i++) {
        set->words[i] |= other->words[i];
    }
}

void pp_portset_intersect(struct pp_portset *set,
                          const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORD_COUNT; i++) {
        set->words[i] &= other->words[i];
    }
}

void pp_portset_subtract(struct pp_portset *set, const struct pp_portset *other)
{
    for (size_t i = 0; i < PP_PORTSET_WORD_COUNT; i++) {
        set->words[i] &= ~other->words[i];
    }
}

bool pp_portset_equal(const struct pp_portset *a, const struct pp_portset *b)
{
    return memcmp(a->words, b->words, sizeof(a->words)) == 0;
}

/* The lowest port from `from` on, below `end`, whose bit differs from those of
 * `skip`, which is all zeros or all ones; `end` when there is none. */
static uint32_t next_other(const struct pp_portset *set,
                           uint32_t from,
                           uint32_t end,
                           uint64_t skip)
{
    if (from >= end) {
        return end;
    }
    uint32_t i = from / 64;
    uint32_t last = (end - 1) / 64;
    uint64_t word = (set->words[i] ^ skip) & UINT64_MAX << (from % 64);
    while (word == 0) {
        if (i == last) {
            return end;
        }
        i++;
        word = set->words[i] ^ skip;
    }
    uint32_t port = i * 64 + lowest_bit(word);
    return port < end ? port : end;
}

static uint32_t
next_set(const struct pp_portset *set, uint32_t from, uint32_t end)
{
    return next_other(set, from, end, 0);
}

static uint32_t
next_clear(const struct pp_portset *set, uint32_t from, uint32_t end)
{
    return next_other(set, from, end, UINT64_MAX);
}

uint32_t pp_portset_next_set(const struct pp_portset *set, uint32_t from)
{
    return next_set(set, from, PP_PORT_COUNT);
}

uint32_t pp_portset_next_clear(const struct pp_portset *set, uint32_t from)
{
    return next_clear(set, from, PP_PORT_COUNT);
}

uint32_t pp_portset_previous_clear(const struct pp_portset *set, uint16_t from)
{
    uint32_t i = from / 64u;
    uint64_t word = ~set->words[i] & (UINT64_MAX >> (63 - from % 64u));
    while (word == 0 && i > 0) {
        word = ~set->words[--i];
    }
    return word != 0 ? i * 64 + highest_bit(word) : PP_PORT_COUNT;
}

bool pp_portset_next_run(const struct pp_portset *set,
                         uint32_t *from,
                         struct pp_range *ret_run)
{
    uint32_t first = pp_portset_next_set(set, *from);
    if (first >= PP_PORT_COUNT) {
        return false;
    }
    *from = pp_portset_next_clear(set, first);
    *ret_run = (struct pp_range){(uint16_t)first, (uint16_t)(*from - 1)};
    return true;
}

bool pp_portset_test_any(const struct pp_portset *set, struct pp_range range)
{
    return next_set(set, range.first, range.last + UINT32_C(1)) <= range.last;
}

bool pp_portset_find_free(const struct pp_portset *set,
                          uint32_t need_count,
                          uint32_t cursor,
                          struct pp_range within,
                          struct pp_range *ret_run)
{
    uint32_t end = within.last + UINT32_C(1);
    uint32_t at = cursor > within.first ? cursor : within.first;
    at = next_clear(set, at, end);
    while (at < end && end - at >= need_count) {
        /* Nobody asks how far the run goes, only whether far enough. */
        uint32_t stop = next_set(set, at, at + need_count);
        if (stop == at + need_count) {
            return pp_range_from_count(at, need_count, ret_run);
        }
        at = next_clear(set, stop, end);
    }
    return false;
}
