/*
 * Freezing items into spans, and questions to them. Sorting is by digits,
 * because all keys are ports; one pass over the two sorted lists then cuts the
 * spans. What the arrays hold is drawn in portplan/spans.h.
 */
#include "portplan/spans.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "spans_span.h"

enum {
    /* Ports are sorted by a byte at a time, lowest first: a key is `first`,
     * then `last`. */
    DIGIT_BITS = 8,
    DIGIT_COUNT = 1 << DIGIT_BITS,
    PLACE_COUNT = 32 / DIGIT_BITS,
};

#define ENTRIES_MAX ((size_t)PP_ITREE_ITEMS_MAX * PP_SPANS_ENTRIES_PER_ITEM)

void pp_spans_done(struct pp_spans *spans)
{
    if (spans != NULL) {
        pp_hits_done(&spans->begins);
        pp_hits_done(&spans->ends);
        pp_free(spans->items);
        pp_free(spans->index);
        *spans = (struct pp_spans){0};
    }
}

/* ------------------------------------------------------------------------ */
/* Sorting                                                                  */

static inline uint32_t digit_of(const struct pp_hit *hit, unsigned place)
{
    uint32_t key = (uint32_t)hit->range.first << 16 | hit->range.last;
    return key >> (place * DIGIT_BITS) & (DIGIT_COUNT - 1);
}

/* For each value of each digit, where the next item with that value goes. */
struct places {
    size_t count; /* items */
    uint32_t next[DIGIT_COUNT][PLACE_COUNT];
};

/* All digits in one pass, and side by side: for few items this is what the
 * sorting costs. */
static struct places places_of(const struct pp_hit *hits, size_t count)
{
    struct places places = {.count = count};
    for (size_t i = 0; i < count; i++) {
        for (unsigned place = 0; place < PLACE_COUNT; place++) {
            places.next[digit_of(&hits[i], place)][place]++;
        }
    }
    uint32_t below[PLACE_COUNT] = {0};
    for (size_t digit = 0; digit < DIGIT_COUNT; digit++) {
        for (unsigned place = 0; place < PLACE_COUNT; place++) {
            uint32_t with_digit = places.next[digit][place];
            places.next[digit][place] = below[place];
            below[place] += with_digit;
        }
    }
    return places;
}

/* Orders by one digit; items whose digit is the same stay in order. */
static inline void sort_by_digit(const struct pp_hit *from,
                                 struct pp_hit *to,
                                 struct places *places,
                                 unsigned place)
{
    for (size_t i = 0; i < places->count; i++) {
        to[places->next[digit_of(&from[i], place)][place]++] = from[i];
    }
}

/* `ends` holds the items as they came; afterwards both lists are sorted. The
 * room for as many again behind the items is where lists made anew will be;
 * until then it serves the sorting. */
static enum pp_status sort_items(struct pp_spans *spans)
{
    size_t count = spans->ends.count;
    spans->item_count = (uint32_t)count;
    spans->begins.count = 0;
    PP_TRY(PP_VEC_RESERVE(&spans->ends, count == 0, PP_ITREE_ITEMS_MAX));
    PP_TRY(PP_VEC_RESERVE(&spans->begins, 2 * count + 1, ENTRIES_MAX));
    struct pp_hit *ends = spans->ends.items;
    struct pp_hit *begins = spans->begins.items;
    struct places places = places_of(ends, count);
    sort_by_digit(ends, begins, &places, 0);
    sort_by_digit(begins, ends, &places, 1);
    sort_by_digit(ends, begins + count, &places, 2);
    sort_by_digit(begins + count, begins, &places, 3);
    spans->begins.count = count;
    return PP_OK;
}

/* ------------------------------------------------------------------------ */
/* Cutting                                                                  */

/* Copies what still holds the port, of the entries from `from` up to `to`,
 * behind all entries. */
static enum pp_status
add_entries(struct pp_hits *begins, uint32_t from, uint32_t to, uint32_t port)
{
    PP_TRY(PP_VEC_RESERVE(begins, to - from, ENTRIES_MAX));
    for (uint32_t i = from; i < to; i++) {
        if (begins->items[i].range.last >= port) {
            begins->items[begins->count++] = begins->items[i];
        }
    }
    return PP_OK;
}

/* Makes the slice of a span from that of the span before, which `span` still
 * has; `begun_before` items had begun there. */
static enum pp_status make_slice(struct pp_spans *spans,
                                 struct pp_spans_span *span,
                                 uint32_t begun_before)
{
    struct pp_hits *begins = &spans->begins;
    bool is_own_list = span->end > spans->item_count;
    if (is_own_list) {
        PP_TRY(add_entries(begins, begun_before, span->begun, 0));
    }
    span->end = is_own_list ? (uint32_t)begins->count : span->begun;
    while (span->at < span->end &&
           begins->items[span->at].range.last < span->first) {
        span->at++;
    }
    if (span->at == span->end) {
        span->at = span->begun;
        span->end = span->begun;
    }
    uint32_t live_count = span->begun - span->ended;
    uint32_t ended_count = span->end - span->at - live_count;
    if (ended_count * PP_SPANS_LIVE_PER_ENDED > live_count) {
        uint32_t at = (uint32_t)begins->count;
        PP_TRY(add_entries(begins, span->at, span->end, span->first));
        span->at = at;
        span->end = (uint32_t)begins->count;
    }
    return PP_OK;
}

/* The first port above those of `span` where an item begins, or the one
 * behind where one ends. */
static uint32_t next_cut(const struct pp_spans *spans,
                         const struct pp_spans_span *span)
{
    uint32_t cut = PP_PORT_COUNT;
    if (span->begun < spans->item_count) {
        cut = spans->begins.items[span->begun].range.first;
    }
    if (span->ended < spans->item_count) {
        uint32_t end = spans->ends.items[span->ended].range.last + UINT32_C(1);
        cut = end < cut ? end : cut;
    }
    return cut;
}

static enum pp_status cut_spans(struct pp_spans *spans)
{
    size_t most = 2 * (size_t)spans->item_count + 1;
    most = most < PP_PORT_COUNT ? most : PP_PORT_COUNT;
    spans->count = 0;
    PP_TRY(PP_VEC_RESERVE(spans, most + 1, PP_PORT_COUNT + 1));
    struct pp_spans_span span = {0};
    while (span.first < PP_PORT_COUNT) {
        const struct pp_hit *begins = spans->begins.items;
        const struct pp_hit *ends = spans->ends.items;
        uint32_t begun_before = span.begun;
        while (span.begun < spans->item_count &&
               begins[span.begun].range.first == span.first) {
            span.begun++;
        }
        while (span.ended < spans->item_count &&
               ends[span.ended].range.last < span.first) {
            span.ended++;
        }
        PP_TRY(make_slice(spans, &span, begun_before));
        spans->items[spans->count++] = span;
        span.first = next_cut(spans, &span);
    }
    spans->items[spans->count] = (struct pp_spans_span){
        .first = PP_PORT_COUNT,
        .begun = spans->item_count,
        .ended = spans->item_count,
    };
    return PP_OK;
}

/* An entry for each stretch of ports of a power of two, about half a span
 * long on average: 128 KiB at most, when it is one for each port. */
static enum pp_status index_spans(struct pp_spans *spans)
{
    size_t entry_count = 1;
    spans->shift = 16;
    while (spans->shift > 0 && entry_count < 2 * spans->count) {
        entry_count *= 2;
        spans->shift--;
    }
    PP_TRY(pp_vec_reserve(&spans->index,
                          &spans->index_capacity,
                          0,
                          entry_count + 1,
                          sizeof(*spans->index),
                          PP_PORT_COUNT + 1));
    uint32_t round_up = (UINT32_C(1) << spans->shift) - 1;
    uint32_t at = 0;
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t stop = (spans->items[i + 1].first + round_up) >> spans->shift;
        while (at < stop) {
            spans->index[at++] = (uint16_t)i;
        }
    }
    spans->index[at] = (uint16_t)(spans->count - 1);
    return PP_OK;
}

/* `ends` holds the items, if `status` is PP_OK. */
static enum pp_status build(struct pp_spans *spans, enum pp_status status)
{
    if (status == PP_OK) {
        status = sort_items(spans);
    }
    if (status == PP_OK) {
        status = cut_spans(spans);
    }
    if (status == PP_OK) {
        status = index_spans(spans);
    }
    if (status != PP_OK) {
        pp_spans_done(spans);
    }
    return status;
}

enum pp_status pp_spans_of_tree(const struct pp_itree *tree,
                                struct pp_spans *spans)
{
    return build(spans, pp_itree_overlap(tree, PP_RANGE_ALL, &spans->ends));
}

enum pp_status pp_spans_of_items(const struct pp_hit *items,
                                 size_t count,
                                 struct pp_spans *spans)
{
    spans->ends.count = 0;
    enum pp_status status =
        PP_VEC_RESERVE(&spans->ends, count, PP_ITREE_ITEMS_MAX);
    if (status == PP_OK && count > 0) {
        memcpy(spans->ends.items, items, count * sizeof(*items));
        spans->ends.count = count;
    }
    return build(spans, status);
}

/* ------------------------------------------------------------------------ */
/* Spans                                                                    */

size_t pp_spans_find(const struct pp_spans *spans, uint16_t port)
{
    const uint16_t *entry = &spans->index[port >> spans->shift];
    size_t low = entry[0];
    if (spans->shift == 0) {
        return low;
    }
    /* Halving without a branch on the port, which is anybody's guess. */
    size_t left = entry[1] - low;
    while (left > 0) {
        size_t half = (left + 1) / 2;
        low += spans->items[low + half].first <= port ? half : 0;
        left -= half;
    }
    return low;
}

struct pp_range pp_spans_range(const struct pp_spans *spans, size_t idx)
{
    const struct pp_spans_span *span = &spans->items[idx];
    return (struct pp_range){(uint16_t)span[0].first,
                             (uint16_t)(span[1].first - 1)};
}

/* ------------------------------------------------------------------------ */
/* Answers                                                                  */

/* What the entries from `from` up to `to` say, without the ended. */
static struct pp_answers
slice_of(const struct pp_hit *hits, uint32_t from, uint32_t to, uint32_t port)
{
    return (struct pp_answers){
        .at = hits + from,
        .end = hits + to,
        .last_at_least = port,
    };
}

struct pp_answers pp_spans_items(const struct pp_spans *spans, size_t idx)
{
    const struct pp_spans_span *span = &spans->items[idx];
    return slice_of(spans->begins.items, span->at, span->end, span->first);
}

struct pp_answers pp_spans_begun(const struct pp_spans *spans, size_t idx)
{
    const struct pp_spans_span *span = &spans->items[idx];
    uint32_t before = idx > 0 ? span[-1].begun : 0;
    return slice_of(spans->begins.items, before, span->begun, 0);
}

struct pp_answers pp_spans_ended(const struct pp_spans *spans, size_t idx)
{
    const struct pp_spans_span *span = &spans->items[idx];
    uint32_t before = idx > 0 ? span[-1].ended : 0;
    return slice_of(spans->ends.items, before, span->ended, 0);
}

struct pp_answers pp_spans_stab(const struct pp_spans *spans, uint16_t port)
{
    return pp_spans_items(spans, pp_spans_find(spans, port));
}

struct pp_answers pp_spans_enclosing(const struct pp_spans *spans,
                                     struct pp_range range)
{
    struct pp_answers answers = pp_spans_stab(spans, range.first);
    answers.last_at_least = range.last;
    return answers;
}

/* What holds the first port, and what begins above it and not above the last:
 * the latter lie side by side in `begins`, and where the former are not a list
 * made anew, right behind them. */
struct pp_answers pp_spans_overlap(const struct pp_spans *spans,
                                   struct pp_range range)
{
    const struct pp_hit *begins = spans->begins.items;
    const struct pp_spans_span *low =
        &spans->items[pp_spans_find(spans, range.first)];
    const struct pp_spans_span *high =
        &spans->items[pp_spans_find(spans, range.last)];
    if (low->end == low->begun) {
        return slice_of(begins, low->at, high->begun, range.first);
    }
    struct pp_answers answers =
        slice_of(begins, low->at, low->end, range.first);
    answers.more = begins + low->begun;
    answers.more_end = begins + high->begun;
    return answers;
}
