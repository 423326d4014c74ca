/* Counting the answers of one step over the runs. */
#include "tally.h"

#include <string.h>

#include "base/alloc.h"
#include "sim/engine/outcome.h"

/* The changes of the first run that are not random by nature. */
static enum pp_status keep_changes(struct pps_step_result *result,
                                   const struct pps_outcome *outcome)
{
    result->changes =
        pp_calloc(outcome->change_count, sizeof(*result->changes));
    if (result->changes == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < outcome->change_count; i++) {
        if (!outcome->changes[i].is_random) {
            result->changes[result->change_count++] = outcome->changes[i];
        }
    }
    return PP_OK;
}

/* Whether the run made the change. The search goes on from `*at`: runs make
 * their common changes in one order. */
static bool find_change(const struct pps_outcome *outcome,
                        const struct pps_change *change,
                        size_t *at)
{
    for (size_t tried = 0; tried < outcome->change_count; tried++) {
        size_t i = *at < outcome->change_count ? *at : 0;
        *at = i + 1;
        if (pps_change_compare(&outcome->changes[i], change) == 0) {
            return true;
        }
    }
    return false;
}

/* Drops what this run did not change. */
static void narrow_changes(struct pps_step_result *result,
                           const struct pps_outcome *outcome)
{
    size_t kept = 0;
    size_t at = 0;
    for (size_t i = 0; i < result->change_count; i++) {
        if (find_change(outcome, &result->changes[i], &at)) {
            result->changes[kept++] = result->changes[i];
        }
    }
    result->change_count = kept;
}

/* Keeps the ports that the first run closed, and of these those that the others
 * close as well. */
static enum pp_status keep_closed(struct tally *tally,
                                  const struct pps_outcome *outcome)
{
    bool is_first = tally->seen_runs == 0;
    if (is_first && outcome->has_closed) {
        tally->closed = pp_calloc(PP_PROTOCOL_COUNT, sizeof(*tally->closed));
        if (tally->closed == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT && tally->closed != NULL; p++) {
        if (is_first) {
            tally->closed[p] = outcome->closed[p];
        } else if (outcome->has_closed) {
            pp_portset_intersect(&tally->closed[p], &outcome->closed[p]);
        } else {
            pp_portset_clear(&tally->closed[p]);
        }
    }
    return PP_OK;
}

static void count_answer(struct pps_step_result *result,
                         const struct pps_outcome *outcome,
                         uint32_t weight)
{
    size_t i = 0;
    while (i < result->answer_count &&
           result->answers[i].error != outcome->error) {
        i++;
    }
    if (i == PPS_OUTCOMES_MAX) {
        result->answers[i - 1].runs += weight;
        return;
    }
    if (i == result->answer_count) {
        result->answers[result->answer_count++] = (struct pps_answer){
            .error = outcome->error,
            .message = outcome->message,
            .clash = outcome->clash,
        };
    }
    result->answers[i].runs += weight;
}

static void count_expectation(struct pps_step_result *result,
                              const struct pps_outcome *outcome,
                              uint32_t weight)
{
    if (outcome->is_held) {
        result->held_runs += weight;
        return;
    }
    if (result->failed_port == 0) {
        result->failed_port = outcome->verdict_port;
    }
    result->failed_verdicts[outcome->verdict] += weight;
}

static enum pp_status count_blocks(struct tally *tally,
                                   const struct pps_outcome *outcome)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(pps_histogram_add(&tally->blocks[p], outcome->block_counts[p]));
    }
    for (size_t i = 0; i < outcome->change_count; i++) {
        const struct pps_change *change = &outcome->changes[i];
        bool is_block = change->is_random && change->op == PPS_ADD &&
                        change->what == PPS_WHAT_EXCLUSION &&
                        change->owner != PP_OWNER_WSL_MIRRORED;
        if (!is_block) {
            continue;
        }
        int32_t **edges = &tally->edges[change->protocol];
        if (*edges == NULL) {
            *edges = pp_calloc(PP_PORT_COUNT + 1, sizeof(**edges));
        }
        if (*edges == NULL) {
            return PP_ERR_NOMEM;
        }
        (*edges)[change->range.first]++;
        (*edges)[change->range.last + 1]--;
    }
    return PP_OK;
}

enum pp_status pps_tally_add(struct tally *tally,
                             const struct pps_outcome *outcome,
                             uint32_t weight)
{
    struct pps_step_result *result = tally->result;
    PP_TRY(keep_closed(tally, outcome));
    if (tally->seen_runs == 0) {
        PP_TRY(keep_changes(result, outcome));
    } else if (result->change_count > 0) {
        narrow_changes(result, outcome);
    }
    tally->seen_runs += weight;
    result->notes |= outcome->notes;
    if ((outcome->notes & UINT64_C(1) << PPS_NOTE_MIRRORED_NO_ROOM) != 0) {
        result->no_room_runs += weight;
    }
    result->is_reserving |= outcome->is_reserving;
    result->left_out_runs += outcome->is_left_out ? weight : 0;
    count_answer(result, outcome, weight);
    if (result->step->kind == PPS_STEP_EXPECT) {
        count_expectation(result, outcome, weight);
    }
    return pps_step_may_draw(result->step) ? count_blocks(tally, outcome)
                                           : PP_OK;
}

/* The commonest answer first; of equals the lower number. */
static void sort_answers(struct pps_step_result *result)
{
    for (size_t i = 1; i < result->answer_count; i++) {
        struct pps_answer moved = result->answers[i];
        size_t at = i;
        while (at > 0 && (result->answers[at - 1].runs < moved.runs ||
                          (result->answers[at - 1].runs == moved.runs &&
                           result->answers[at - 1].error > moved.error))) {
            result->answers[at] = result->answers[at - 1];
            at--;
        }
        result->answers[at] = moved;
    }
}

/* Turns edges into counts: after it, edges[port] is in how many runs a block
 * held the port. */
static void integrate(int32_t *edges)
{
    int32_t level = 0;
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        level += edges[port];
        edges[port] = level;
    }
}

/* The port held most often, and its neighbours that are at least half as
 * often; takes them out of `counts`. False where none is left. */
static bool
take_place(int32_t *counts, uint32_t runs, struct pps_place_share *ret_place)
{
    uint32_t best = 0;
    for (uint32_t port = 1; port < PP_PORT_COUNT; port++) {
        if (counts[port] > counts[best]) {
            best = port;
        }
    }
    int32_t most = counts[best];
    if (most <= 0) {
        return false;
    }
    uint32_t first = best;
    uint32_t last = best;
    while (first > 0 && counts[first - 1] * 2 >= most) {
        first--;
    }
    while (last < PP_PORT_MAX && counts[last + 1] * 2 >= most) {
        last++;
    }
    memset(counts + first, 0, (last - first + 1) * sizeof(*counts));
    ret_place->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
    ret_place->share = (double)most / (double)runs;
    return true;
}

static void finish_blocks(struct tally *tally, enum pp_protocol protocol)
{
    const struct pps_histogram *histogram = &tally->blocks[protocol];
    struct pps_blocks_made *blocks = &tally->result->blocks[protocol];
    blocks->is_any = tally->edges[protocol] != NULL;
    if (!blocks->is_any) {
        return;
    }
    blocks->count = pps_histogram_spread(histogram);
    integrate(tally->edges[protocol]);
    while (blocks->place_count < PPS_PLACES_MAX &&
           take_place(tally->edges[protocol],
                      tally->seen_runs,
                      &blocks->places[blocks->place_count])) {
        blocks->place_count++;
    }
}

/* `at-least P%`, compared as whole numbers. */
static void finish_expectation(struct tally *tally)
{
    struct pps_step_result *result = tally->result;
    uint64_t runs = tally->seen_runs;
    uint64_t needed = (uint64_t)result->step->expect.at_least_ppm * runs;
    result->is_held = (uint64_t)result->held_runs * PPS_PPM >= needed;
    result->held_share = (double)result->held_runs / (double)runs;
    result->interval =
        result->is_random
            ? pps_wilson95(result->held_runs, runs)
            : (struct pps_interval){result->held_share, result->held_share};
}

/* A change for each port that every run closed, behind the others. */
static enum pp_status add_closed(struct tally *tally)
{
    struct pps_step_result *result = tally->result;
    size_t count = result->change_count;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        count += pp_portset_count(&tally->closed[p], PP_RANGE_ALL);
    }
    struct pps_change *changes =
        pp_realloc(result->changes, count + 1, sizeof(*changes));
    if (changes == NULL) {
        return PP_ERR_NOMEM;
    }
    result->changes = changes;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pp_portset *closed = &tally->closed[p];
        for (uint32_t port = 0;
             (port = pp_portset_next_set(closed, port)) < PP_PORT_COUNT;
             port++) {
            changes[result->change_count++] = pps_change_of_port(
                PPS_REMOVE, (enum pp_protocol)p, (uint16_t)port);
        }
    }
    return PP_OK;
}

enum pp_status pps_tally_finish(struct tally *tally)
{
    if (tally->seen_runs == 0) {
        return PP_OK;
    }
    sort_answers(tally->result);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        finish_blocks(tally, (enum pp_protocol)p);
    }
    if (tally->result->step->kind == PPS_STEP_EXPECT) {
        finish_expectation(tally);
    }
    return tally->closed != NULL ? add_closed(tally) : PP_OK;
}

void pps_tally_done(struct tally *tally)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pps_histogram_done(&tally->blocks[p]);
        pp_free(tally->edges[p]);
    }
    pp_free(tally->closed);
}
