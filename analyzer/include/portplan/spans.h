/*
 * The frozen form of an interval tree, for many questions: the ports cut into
 * spans, the maximal stretches that the same items hold. Built once from a
 * tree or from an array; a question is then an index, a step or two, and a
 * slice of an array that lies ready. It cannot be changed, only built anew.
 *
 *   items    A [10,39]   B [20,29]   C [25,49]
 *
 *   span     0      1      2      3      4      5      6
 *   ports    0-9    10-19  20-24  25-29  30-39  40-49  50-65535
 *   begun    0      1      2      3      3      3      3
 *   ended    0      0      0      0      1      2      3
 *   slice    []     [A]    [AB]   [ABC]  [AC]   [C]    []
 *
 *   begins   | A  B  C | A  C |      by first, then lists made anew
 *              0  1  2   3  4
 *   ends     | B  A  C |             by last
 *
 *   Span 3 reads begins[0,3); B is then in the way of span 4, which has a
 *   list of its own, begins[3,5), and span 5 its tail, begins[4,5).
 *
 * Where the items of a span lie side by side in `begins`, the slice is that
 * very place and costs nothing: always so for ranges that do not overlap, and
 * for those that begin and end in the same order. An item that has ended
 * leaves the front of a slice for nothing, and may stay in its middle for a
 * while: a question passes over it. When more than one in eight of a slice
 * has ended, the rest is written anew behind all else. Every item that ends
 * pays for eight at most, so that `begins` never has more than ten times as
 * many entries as there are items, however deep they nest; and a question
 * looks at few more entries than it answers with.
 *
 * F1  Spans begin at port 0 and ascend; behind the last stands one that begins
 *     at 65536.
 * F2  begins[0] to begins[item_count - 1] are the items by first, then last,
 *     then as they came; each a range, first <= last.
 * F3  ends[0] to ends[item_count - 1] are the same items by last, then as they
 *     came.
 * F4  `begun` items begin at or below the span's first port, `ended` items
 *     end below it, and one of the two grows from each span to the next.
 * F5  The slice of a span holds every item that holds its ports, once, in the
 *     order of F2, and besides only items that have ended.
 * F6  Of a slice of n entries of which k hold the span, 8 * (n - k) <= k.
 * F7  index[b] is the span that holds port b << shift; the entry behind is
 *     the last span.
 * F8  begins has at most 10 * item_count entries.
 *
 * Building is O(n) for n items; a question O(1) on average and O(log n) at
 * worst before its first answer, whatever the size of the answer.
 */
#ifndef PORTPLAN_SPANS_H
#define PORTPLAN_SPANS_H

#include "portplan/itree.h"

PP_BEGIN_DECLS

struct pp_spans_span;

/* All fields private. All zero bytes can be built into and given back, and
 * must not be asked before. */
struct pp_spans {
    struct pp_hits begins;       /* F2, and the lists made anew */
    struct pp_hits ends;         /* F3 */
    struct pp_spans_span *items; /* F1, F4 to F6 */
    size_t count;                /* spans: 1 to 65536 */
    size_t capacity;
    uint16_t *index; /* F7 */
    size_t index_capacity;
    uint32_t item_count;
    unsigned shift;
};

/* Answers to one question, read with pp_answers_next: items in the order by
 * first, then last, then as they came. Valid as long as the spans are. */
struct pp_answers {
    const struct pp_hit *at; /* the next entry to look at */
    const struct pp_hit *end;
    const struct pp_hit *more; /* where to go on behind `end`, and its end */
    const struct pp_hit *more_end;
    uint32_t last_at_least; /* what ends below is passed over */
};

/* The next answer, or NULL behind the last. */
static inline const struct pp_hit *pp_answers_next(struct pp_answers *answers)
{
    for (;;) {
        while (answers->at != answers->end) {
            const struct pp_hit *hit = answers->at++;
            if (hit->range.last >= answers->last_at_least) {
                return hit;
            }
        }
        if (answers->more == answers->more_end) {
            return NULL;
        }
        answers->at = answers->more;
        answers->end = answers->more_end;
        answers->more = answers->more_end;
    }
}

/* Frees everything; the spans are then all zero bytes. Takes NULL. */
PP_API void pp_spans_done(struct pp_spans *spans);

/*
 * Makes `spans` (zero, or built before) those of the items of a tree, or of
 * an array of ranges with their labels in any order, whose handles are the
 * caller's own and are kept. Memory of an earlier build is used again. On
 * PP_ERR_NOMEM, and PP_ERR_LIMIT for more than PP_ITREE_ITEMS_MAX items,
 * `spans` is all zero bytes.
 */
PP_API enum pp_status pp_spans_of_tree(const struct pp_itree *tree,
                                       struct pp_spans *spans) PP_MUST_CHECK;
PP_API enum pp_status pp_spans_of_items(const struct pp_hit *items,
                                        size_t count,
                                        struct pp_spans *spans) PP_MUST_CHECK;

/* Spans in all; together they are [0, 65535] without gap or overlap. */
static inline size_t pp_spans_count(const struct pp_spans *spans)
{
    return spans->count;
}

/* The span, 0 to count - 1, that holds the port. */
PP_API size_t pp_spans_find(const struct pp_spans *spans, uint16_t port);

/* The ports of a span. */
PP_API struct pp_range pp_spans_range(const struct pp_spans *spans, size_t idx);

/* The items that hold a span. */
PP_API struct pp_answers pp_spans_items(const struct pp_spans *spans,
                                        size_t idx);

/* What changes at the first port of a span: the items that begin there, and
 * those that ended on the port below. Over all spans each item comes once in
 * either, so that a pass by changes is O(n) however deep the items nest. */
PP_API struct pp_answers pp_spans_begun(const struct pp_spans *spans,
                                        size_t idx);
PP_API struct pp_answers pp_spans_ended(const struct pp_spans *spans,
                                        size_t idx);

/* The items that hold the port; that have a port in the range; that hold
 * every port of the range. */
PP_API struct pp_answers pp_spans_stab(const struct pp_spans *spans,
                                       uint16_t port);
PP_API struct pp_answers pp_spans_overlap(const struct pp_spans *spans,
                                          struct pp_range range);
PP_API struct pp_answers pp_spans_enclosing(const struct pp_spans *spans,
                                            struct pp_range range);

PP_END_DECLS

#endif
