/* Neighbouring places with about the same answer, in the order of advice. */
#include "sweep_stretches.h"

#include <stdlib.h>

#include "base/alloc.h"

static bool is_same_answer(const struct pps_sweep_place *a,
                           const struct pps_sweep_place *b)
{
    if (a->kind != b->kind || a->error != b->error ||
        a->is_mirrored != b->is_mirrored) {
        return false;
    }
    if (a->kind <= PPS_SWEEP_SOMETIMES) {
        return a->is_dynamic == b->is_dynamic;
    }
    return a->clash.kind == b->clash.kind && a->clash.owner == b->clash.owner &&
           a->clash.is_administered == b->clash.is_administered;
}

/* Whether the two counts are about the same: half as much again, and four
 * standard deviations of either (the root of a count is one) for chance, so
 * that noise does not cut a stretch in two:
 * most <= 1.5 least + 8 sqrt(most). */
static bool are_near(uint64_t least, uint64_t most)
{
    uint64_t above = 2 * most > 3 * least ? 2 * most - 3 * least : 0;
    return above * above <= 256 * most;
}

static void widen(uint32_t value, uint32_t *least, uint32_t *most)
{
    *least = value < *least ? value : *least;
    *most = value > *most ? value : *most;
}

/* The stretch with this place at its end. */
static struct pps_sweep_stretch
extended(const struct pps_sweep_stretch *stretch,
         const struct pps_sweep_place *place)
{
    struct pps_sweep_stretch longer = *stretch;
    longer.count++;
    longer.sum_excluded += place->excluded_runs;
    widen(place->excluded_runs, &longer.least_excluded, &longer.most_excluded);
    widen(place->refused_runs, &longer.least_refused, &longer.most_refused);
    return longer;
}

static bool is_one_stretch(const struct pps_sweep_stretch *stretch)
{
    return stretch->first->kind > PPS_SWEEP_SOMETIMES ||
           (are_near(stretch->least_excluded, stretch->most_excluded) &&
            are_near(stretch->least_refused, stretch->most_refused));
}

/* Puts the place behind the last stretch; false where it begins another. */
static bool extend(struct pps_sweep_stretch *last,
                   const struct pps_sweep_place *place)
{
    struct pps_sweep_stretch longer = extended(last, place);
    if (!is_same_answer(last->first, place) || !is_one_stretch(&longer)) {
        return false;
    }
    *last = longer;
    return true;
}

static int compare_stretches(const void *a, const void *b)
{
    const struct pps_sweep_stretch *left = a;
    const struct pps_sweep_stretch *right = b;
    if (left->first->kind != right->first->kind) {
        return left->first->kind < right->first->kind ? -1 : 1;
    }
    if (left->first->kind <= PPS_SWEEP_SOMETIMES) {
        uint64_t left_mean = left->sum_excluded * right->count;
        uint64_t right_mean = right->sum_excluded * left->count;
        if (left_mean != right_mean) {
            return left_mean < right_mean ? -1 : 1;
        }
        if (left->first->is_dynamic != right->first->is_dynamic) {
            return left->first->is_dynamic ? 1 : -1;
        }
        if (left->count != right->count) {
            return left->count > right->count ? -1 : 1;
        }
    }
    return pp_range_compare(left->first->range, right->first->range);
}

enum pp_status pps_sweep_stretches(const struct pps_sweep *sweep,
                                   struct pps_sweep_stretch **ret_stretches,
                                   size_t *ret_count)
{
    struct pps_sweep_stretch *stretches =
        pp_calloc(sweep->place_count, sizeof(*stretches));
    size_t count = 0;
    if (stretches == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < sweep->place_count; i++) {
        const struct pps_sweep_place *place = &sweep->places[i];
        if (count > 0 && extend(&stretches[count - 1], place)) {
            continue;
        }
        const struct pps_sweep_stretch none = {
            .first = place,
            .least_excluded = UINT32_MAX,
            .least_refused = UINT32_MAX,
        };
        stretches[count++] = extended(&none, place);
    }
    qsort(stretches, count, sizeof(*stretches), compare_stretches);
    *ret_stretches = stretches;
    *ret_count = count;
    return PP_OK;
}
