/*
 * Runs in rounds. In a round each job of the team makes an even share of the
 * runs and counts them for itself; after it the counts are added up, which is
 * the same sum whoever counted what.
 *
 * A block is counted at its two ends alone: one more from its first port on,
 * one less behind its last. What stands there after all runs, summed up from
 * port 0, is in how many runs each port was in a block.
 */
#include "montecarlo.h"

#include <string.h>

#include "base/alloc.h"
#include "sim/engine/engine_blocks.h"
#include "sim/whatif/boots.h"
#include "span_list.h"

/* Ends of exclusions, in one protocol. */
struct edges {
    int32_t of[PP_PORT_COUNT + 1];
};

/* What one job needs and counts. */
struct worker {
    struct boots boots;
    struct edges edges[PP_PROTOCOL_COUNT];
    struct pps_histogram blocks[PP_PROTOCOL_COUNT];
    uint32_t *asked_runs;      /* NULL: nothing is asked */
    struct span_list captured; /* scratch: rows of the capture */
    uint64_t notes;
    uint32_t first_run; /* of the round */
    uint32_t end_run;
    enum pp_status status;
};

struct runs {
    const struct pps_montecarlo_options *options;
    struct pps_montecarlo *result;
    struct worker **workers;
    unsigned worker_count;
    struct edges *totals; /* one a protocol */
};

/* --- counting one run ----------------------------------------------------- */

/* What steps made overlaps nothing (S3), and is most of it. */
static enum pp_status count_ports(struct worker *worker,
                                  enum pp_protocol protocol)
{
    const struct pps_protocol_state *at =
        &worker->boots.work.protocols[protocol];
    struct edges *edges = &worker->edges[protocol];
    worker->captured.count = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        if (!pps_claim_is_refusing(claim)) {
            continue;
        }
        if (claim->is_from_step) {
            pps_span_edges_add(edges->of, claim->range);
        } else {
            /* Rows of a capture may overlap, and yet a port counts once. */
            PP_TRY(pps_span_list_add(&worker->captured, claim->range));
        }
    }
    pps_span_list_count(&worker->captured, edges->of);
    return PP_OK;
}

static bool is_any_excluded(const struct pps_protocol_state *at,
                            struct pp_range range)
{
    if (!pp_portset_test_any(&at->taken, range)) {
        return false;
    }
    for (size_t i = 0; i < at->claim_count; i++) {
        if (pps_claim_is_refusing(&at->claims[i]) &&
            pp_range_overlaps(at->claims[i].range, range)) {
            return true;
        }
    }
    return false;
}

static enum pp_status count_run(struct worker *worker,
                                const struct pp_port_list *asked)
{
    const struct boots *boots = &worker->boots;
    worker->notes |= boots->outcome.notes;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(count_ports(worker, (enum pp_protocol)p));
        PP_TRY(pps_histogram_add(&worker->blocks[p],
                                 boots->outcome.block_counts[p]));
    }
    for (size_t i = 0; asked != NULL && i < asked->count; i++) {
        const struct pp_port_query *query = &asked->items[i];
        worker->asked_runs[i] += is_any_excluded(
            &boots->work.protocols[query->protocol], query->range);
    }
    return PP_OK;
}

/* --- rounds --------------------------------------------------------------- */

static void make_runs(void *context, unsigned index)
{
    struct runs *runs = context;
    struct worker *worker = runs->workers[index];
    for (uint32_t run = worker->first_run;
         run < worker->end_run && worker->status == PP_OK;
         run++) {
        worker->status = pps_boots_play(&worker->boots, run);
        if (worker->status == PP_OK) {
            worker->status = count_run(worker, runs->options->asked);
        }
    }
}

static void make_round(struct runs *runs, uint32_t done, uint32_t count)
{
    const struct pps_team *team = runs->options->team;
    for (unsigned i = 0; i < runs->worker_count; i++) {
        uint64_t begin = (uint64_t)count * i / runs->worker_count;
        uint64_t end = (uint64_t)count * (i + 1) / runs->worker_count;
        runs->workers[i]->first_run = done + (uint32_t)begin;
        runs->workers[i]->end_run = done + (uint32_t)end;
    }
    if (team != NULL) {
        team->run(team->user, runs->worker_count, make_runs, runs);
    } else {
        make_runs(runs, 0);
    }
}

static enum pp_status merge_blocks(struct pps_histogram *from,
                                   struct pps_histogram *into)
{
    for (size_t value = 0; value < from->capacity; value++) {
        PP_TRY(
            pps_histogram_add_many(into, (uint32_t)value, from->counts[value]));
        from->counts[value] = 0;
    }
    from->total = 0;
    return PP_OK;
}

/* Moves what a worker has counted into the totals. */
static enum pp_status merge_worker(struct runs *runs, struct worker *worker)
{
    struct pps_montecarlo *result = runs->result;
    size_t asked_count =
        runs->options->asked != NULL ? runs->options->asked->count : 0;
    result->notes |= worker->notes;
    for (size_t i = 0; i < asked_count; i++) {
        result->asked_runs[i] += worker->asked_runs[i];
        worker->asked_runs[i] = 0;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
            runs->totals[p].of[port] += worker->edges[p].of[port];
        }
        memset(&worker->edges[p], 0, sizeof(worker->edges[p]));
        PP_TRY(merge_blocks(&worker->blocks[p], &result->protocols[p].blocks));
    }
    return worker->status;
}

static void sum_up_edges(struct runs *runs)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        int32_t level = 0;
        for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
            level += runs->totals[p].of[port];
            runs->result->protocols[p].excluded_runs[port] = (uint32_t)level;
        }
    }
}

/* --- precision ------------------------------------------------------------ */

static bool is_share_precise(const struct runs *runs, uint32_t hits)
{
    struct pps_interval interval = pps_wilson95(hits, runs->result->runs);
    double width = interval.high - interval.low;
    return width * PPS_PPM <= 2.0 * runs->options->precision_ppm;
}

static bool is_range_precise(const struct runs *runs,
                             enum pp_protocol protocol,
                             struct pp_range range)
{
    const uint32_t *hits = runs->result->protocols[protocol].excluded_runs;
    for (uint32_t port = range.first; port <= range.last; port++) {
        if (!is_share_precise(runs, hits[port])) {
            return false;
        }
    }
    return true;
}

static bool is_precise(const struct runs *runs)
{
    const struct pp_port_list *asked = runs->options->asked;
    enum pp_protocol protocol = runs->options->protocol;
    if (asked == NULL || asked->count == 0) {
        return is_range_precise(
            runs,
            protocol,
            runs->result->after.protocols[protocol].dynamic.range);
    }
    for (size_t i = 0; i < asked->count; i++) {
        const struct pp_port_query *query = &asked->items[i];
        if (!is_share_precise(runs, runs->result->asked_runs[i]) ||
            !is_range_precise(runs, query->protocol, query->range)) {
            return false;
        }
    }
    return true;
}

static enum pp_status make_all_runs(struct runs *runs)
{
    const struct pps_montecarlo_options *options = runs->options;
    struct pps_montecarlo *result = runs->result;
    uint32_t round_runs =
        options->round_runs > 0 ? options->round_runs : PPS_ROUND_RUNS;
    while (result->runs < options->runs && !result->is_precise) {
        uint32_t left = options->runs - result->runs;
        uint32_t count = left < round_runs ? left : round_runs;
        make_round(runs, result->runs, count);
        for (unsigned i = 0; i < runs->worker_count; i++) {
            PP_TRY(merge_worker(runs, runs->workers[i]));
        }
        result->runs += count;
        if (options->precision_ppm > 0) {
            sum_up_edges(runs);
            result->is_precise = is_precise(runs);
        }
        if (options->progress != NULL) {
            options->progress(
                options->progress_user, result->runs, options->runs);
        }
    }
    sum_up_edges(runs);
    return PP_OK;
}

/* --- before and after ----------------------------------------------------- */

static struct boots boots_of(const struct runs *runs,
                             const struct pps_step *step)
{
    struct boots boots = {
        .start = &runs->result->start,
        .step = step,
        .seed = runs->options->seed,
        .engine = {.assumptions = runs->options->assumptions,
                   .model = runs->options->model},
    };
    return boots;
}

static enum pp_status make_workers(struct runs *runs,
                                   const struct pps_step *step)
{
    const struct pp_port_list *asked = runs->options->asked;
    runs->workers = pp_calloc(runs->worker_count, sizeof(struct worker *));
    runs->totals = pp_calloc(PP_PROTOCOL_COUNT, sizeof(*runs->totals));
    if (runs->workers == NULL || runs->totals == NULL) {
        return PP_ERR_NOMEM;
    }
    for (unsigned i = 0; i < runs->worker_count; i++) {
        struct worker *worker = pp_calloc(1, sizeof(*worker));
        if (worker == NULL) {
            return PP_ERR_NOMEM;
        }
        runs->workers[i] = worker;
        worker->boots = boots_of(runs, step);
        if (asked != NULL) {
            worker->asked_runs =
                pp_calloc(asked->count, sizeof(*worker->asked_runs));
        }
        if (asked != NULL && worker->asked_runs == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    return PP_OK;
}

static enum pp_status make_counts(struct runs *runs)
{
    struct pps_montecarlo *result = runs->result;
    if (result->asked != NULL) {
        result->asked_runs =
            pp_calloc(result->asked->count, sizeof(*result->asked_runs));
        if (result->asked_runs == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        uint32_t *counts = pp_calloc(PP_PORT_COUNT, sizeof(*counts));
        if (counts == NULL) {
            return PP_ERR_NOMEM;
        }
        result->protocols[p].excluded_runs = counts;
    }
    return PP_OK;
}

/* What one boot does, whatever it draws: where the dynamic range is, which
 * rows come back. */
static enum pp_status take_first_run(struct runs *runs,
                                     const struct pps_step *step)
{
    struct boots boots = boots_of(runs, step);
    enum pp_status status = pps_boots_play(&boots, 0);
    if (status == PP_OK) {
        runs->result->is_reserving = boots.outcome.is_reserving;
        status = pps_state_copy(&boots.work, &runs->result->after);
    }
    pps_boots_done(&boots);
    return status;
}

static enum pp_status run_all(struct runs *runs,
                              const struct pps_state *start,
                              const struct pps_step *step)
{
    PP_TRY(pps_state_copy(start, &runs->result->start));
    PP_TRY(make_counts(runs));
    PP_TRY(make_workers(runs, step));
    PP_TRY(take_first_run(runs, step));
    return make_all_runs(runs);
}

static void free_worker(struct worker *worker)
{
    if (worker == NULL) {
        return;
    }
    pps_boots_done(&worker->boots);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pps_histogram_done(&worker->blocks[p]);
    }
    pp_free(worker->asked_runs);
    pps_span_list_done(&worker->captured);
    pp_free(worker);
}

static void free_runs(struct runs *runs)
{
    for (unsigned i = 0; runs->workers != NULL && i < runs->worker_count; i++) {
        free_worker(runs->workers[i]);
    }
    pp_free(runs->workers);
    pp_free(runs->totals);
}

enum pp_status pps_montecarlo_run(const struct pps_state *start,
                                  const struct pps_step *step,
                                  const struct pps_montecarlo_options *options,
                                  struct pps_montecarlo **ret_montecarlo)
{
    struct runs runs = {.options = options, .worker_count = 1};
    if (options->team != NULL) {
        runs.worker_count = options->team->count;
    }
    /* A count of runs is summed up in an int32_t. */
    if (options->runs == 0 || options->runs > INT32_MAX ||
        runs.worker_count == 0 || runs.worker_count > PPS_TEAM_MAX) {
        return PP_ERR_INVALID;
    }
    runs.result = pp_calloc(1, sizeof(*runs.result));
    if (runs.result == NULL) {
        return PP_ERR_NOMEM;
    }
    const struct pps_engine engine = {.assumptions = options->assumptions,
                                      .model = options->model};
    runs.result->seed = options->seed;
    runs.result->assumptions = options->assumptions;
    runs.result->model = pps_engine_model(&engine, start);
    runs.result->asked = options->asked;
    enum pp_status status = run_all(&runs, start, step);
    free_runs(&runs);
    if (status != PP_OK) {
        pps_montecarlo_free(runs.result);
        return status;
    }
    *ret_montecarlo = runs.result;
    return PP_OK;
}

void pps_montecarlo_free(struct pps_montecarlo *montecarlo)
{
    if (montecarlo == NULL) {
        return;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_free(montecarlo->protocols[p].excluded_runs);
        pps_histogram_done(&montecarlo->protocols[p].blocks);
    }
    pp_free(montecarlo->asked_runs);
    pps_state_done(&montecarlo->start);
    pps_state_done(&montecarlo->after);
    pp_free(montecarlo);
}
