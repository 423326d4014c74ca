/* Start and end of a scenario compared, run by run. */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "plan_system.h"
#include "sim/engine/outcome.h"
#include "sim/state/state.h"

enum pp_owner pps_block_owner(enum pps_block_kind kind)
{
    return kind == PPS_BLOCKS_WINNAT ? PP_OWNER_WINNAT
                                     : PP_OWNER_HNS_LOAD_BALANCER;
}

/* --- sets of changes ------------------------------------------------------ */

/* Where the change is, or belongs. */
static bool find(const struct plan_set *set,
                 const struct pps_change *change,
                 size_t *ret_index)
{
    size_t low = 0;
    size_t high = set->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order =
            pps_change_compare(&set->items[middle].change.change, change);
        if (order == 0) {
            *ret_index = middle;
            return true;
        }
        if (order < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *ret_index = low;
    return false;
}

/* The same, looked for at *next first: rows are met in their order. */
static bool find_next(const struct plan_set *set,
                      const struct pps_change *change,
                      size_t *next,
                      size_t *ret_index)
{
    bool is_there =
        *next < set->count &&
        pps_change_compare(&set->items[*next].change.change, change) == 0;
    if (is_there) {
        *ret_index = *next;
    } else {
        is_there = find(set, change, ret_index);
    }
    *next = is_there ? *ret_index + 1 : *next;
    return is_there;
}

static enum pp_status
insert(struct plan_set *set, size_t index, const struct pps_plan_change *change)
{
    PP_TRY(PP_VEC_RESERVE(set, 1, UINT32_MAX));
    memmove(set->items + index + 1,
            set->items + index,
            (set->count - index) * sizeof(*set->items));
    set->items[index] = (struct plan_entry){.change = *change};
    set->items[index].change.runs = 0;
    set->count++;
    return PP_OK;
}

/* Once a state, however often it has the change. */
static void
count_entry(struct plan_entry *entry, uint32_t turn, uint32_t weight)
{
    if (entry->turn != turn) {
        entry->turn = turn;
        entry->change.runs += weight;
    }
}

/* --- one state ------------------------------------------------------------ */

/* A state that is compared. */
struct comparison {
    struct plan_tally *tally;
    const struct pps_state *end;
    uint32_t weight;
};

/* `may_come`: the set takes changes that it does not have yet. */
static enum pp_status count_in(struct plan_set *set,
                               const struct pps_plan_change *change,
                               const struct comparison *comparison,
                               bool may_come)
{
    size_t index;
    if (!find(set, &change->change, &index)) {
        if (!may_come) {
            return PP_OK;
        }
        PP_TRY(insert(set, index, change));
    }
    count_entry(
        &set->items[index], comparison->tally->turn, comparison->weight);
    return PP_OK;
}

static enum pp_status count_found(void *user,
                                  const struct pps_plan_change *change)
{
    struct comparison *comparison = user;
    return count_in(&comparison->tally->found, change, comparison, true);
}

/* A block that chance has placed. */
static bool is_block(const struct pps_claim *claim,
                     enum pps_block_kind *ret_kind)
{
    *ret_kind = claim->owner == PP_OWNER_WINNAT ? PPS_BLOCKS_WINNAT
                                                : PPS_BLOCKS_LOAD_BALANCER;
    return claim->is_from_step && claim->is_administered == PP_NO &&
           claim->owner == pps_block_owner(*ret_kind);
}

/* Blocks of the first state may be those of all. */
static enum pp_status count_steady(struct comparison *comparison,
                                   const struct pps_plan_change *change)
{
    struct plan_tally *tally = comparison->tally;
    return count_in(&tally->steady, change, comparison, tally->turn == 1);
}

static void drop_unsteady(struct plan_tally *tally)
{
    size_t kept = 0;
    for (size_t i = 0; i < tally->steady.count; i++) {
        if (tally->steady.items[i].turn == tally->turn) {
            tally->steady.items[kept++] = tally->steady.items[i];
        }
    }
    tally->steady.count = kept;
}

static enum pp_status compare_rows(struct comparison *comparison,
                                   enum pp_protocol protocol)
{
    struct plan_tally *tally = comparison->tally;
    const struct pps_protocol_state *at = &comparison->end->protocols[protocol];
    uint32_t counts[PPS_BLOCK_KIND_COUNT] = {0, 0};
    size_t next = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        struct pps_plan_change change = {
            .change = pps_change_of_claim(PPS_REMOVE, protocol, claim)};
        enum pps_block_kind kind;
        size_t index;
        if (!claim->is_active) {
            continue;
        }
        if (find_next(&tally->rows, &change.change, &next, &index)) {
            count_entry(
                &tally->rows.items[index], tally->turn, comparison->weight);
            continue;
        }
        change.change.op = PPS_ADD;
        if (is_block(claim, &kind)) {
            counts[kind]++;
            PP_TRY(count_steady(comparison, &change));
        } else {
            PP_TRY(count_found(comparison, &change));
        }
    }
    for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
        PP_TRY(pps_histogram_add_many(
            &tally->blocks[protocol][kind], counts[kind], comparison->weight));
    }
    return PP_OK;
}

static enum pp_status compare_dynamic(struct comparison *comparison,
                                      enum pp_protocol protocol)
{
    struct pps_plan_change change = {
        .change = {.op = PPS_ALTER,
                   .what = PPS_WHAT_DYNAMIC,
                   .protocol = protocol,
                   .range = comparison->end->protocols[protocol].dynamic.range},
        .before = comparison->tally->start.protocols[protocol].dynamic.range,
    };
    return pp_range_equal(change.before, change.change.range)
               ? PP_OK
               : count_found(comparison, &change);
}

static enum pp_status compare_ports(struct comparison *comparison,
                                    enum pp_protocol protocol)
{
    struct plan_tally *tally = comparison->tally;
    const struct pp_portset *before = &tally->start.protocols[protocol].used;
    const struct pp_portset *after = &comparison->end->protocols[protocol].used;
    if (pp_portset_equal(before, after)) {
        return PP_OK;
    }
    if (tally->port_runs[protocol] == NULL) {
        tally->port_runs[protocol] =
            pp_calloc(PP_PORT_COUNT, sizeof(*tally->port_runs[protocol]));
    }
    if (tally->port_runs[protocol] == NULL) {
        return PP_ERR_NOMEM;
    }
    struct pp_portset come = *after;
    struct pp_portset changed = *before;
    pp_portset_subtract(&come, before);
    pp_portset_subtract(&changed, after);
    pp_portset_union(&changed, &come);
    for (uint32_t port = pp_portset_next_set(&changed, 0); port < PP_PORT_COUNT;
         port = pp_portset_next_set(&changed, port + 1)) {
        tally->port_runs[protocol][port] += comparison->weight;
    }
    return PP_OK;
}

/* --- the tally ------------------------------------------------------------ */

enum pp_status pps_plan_tally_begin(struct plan_tally *tally,
                                    const struct pps_state *start)
{
    PP_TRY(pps_state_copy(start, &tally->start));
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *at = &start->protocols[p];
        for (size_t i = 0; i < at->claim_count; i++) {
            const struct pps_plan_change change = {
                .change = pps_change_of_claim(
                    PPS_REMOVE, (enum pp_protocol)p, &at->claims[i])};
            size_t index;
            if (at->claims[i].is_active &&
                !find(&tally->rows, &change.change, &index)) {
                PP_TRY(insert(&tally->rows, index, &change));
            }
        }
    }
    return PP_OK;
}

enum pp_status pps_plan_tally_add(struct plan_tally *tally,
                                  const struct pps_state *end,
                                  uint32_t weight)
{
    struct comparison comparison = {tally, end, weight};
    const struct plan_listener listener = {&comparison, count_found};
    tally->turn++;
    tally->runs += weight;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        PP_TRY(compare_rows(&comparison, protocol));
        PP_TRY(compare_dynamic(&comparison, protocol));
        PP_TRY(compare_ports(&comparison, protocol));
    }
    drop_unsteady(tally);
    return pps_plan_compare_system(&tally->start, end, &listener);
}

/* Blocks of every run are taken out of the numbers: they stand by
 * themselves. */
static struct pps_plan_blocks sum_up_blocks(const struct plan_tally *tally,
                                            enum pp_protocol protocol,
                                            enum pps_block_kind kind)
{
    const struct pps_histogram *histogram = &tally->blocks[protocol][kind];
    uint32_t steady = 0;
    for (size_t i = 0; i < tally->steady.count; i++) {
        const struct pps_change *change = &tally->steady.items[i].change.change;
        steady += change->protocol == protocol &&
                  change->owner == pps_block_owner(kind);
    }
    uint32_t without =
        steady < histogram->capacity ? histogram->counts[steady] : 0;
    struct pps_spread count = pps_histogram_spread(histogram);
    count.mean -= steady;
    count.p5 -= steady;
    count.p50 -= steady;
    count.p95 -= steady;
    return (struct pps_plan_blocks){.runs = tally->runs - without,
                                    .count = count};
}

static void keep(struct pps_plan *plan, const struct pps_plan_change *change)
{
    plan->changes[plan->change_count++] = *change;
    plan->add_count += change->change.op == PPS_ADD;
    plan->remove_count += change->change.op == PPS_REMOVE;
    plan->alter_count += change->change.op == PPS_ALTER;
    plan->chance_count += change->runs < plan->runs;
}

/* A row that was there is a change in the runs that end without it. */
static void
keep_set(struct pps_plan *plan, const struct plan_set *set, bool is_rows)
{
    for (size_t i = 0; i < set->count; i++) {
        struct pps_plan_change change = set->items[i].change;
        change.runs = is_rows ? plan->runs - change.runs : change.runs;
        if (change.runs > 0) {
            keep(plan, &change);
        }
    }
}

static void keep_ports(struct pps_plan *plan, const struct plan_tally *tally)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const uint32_t *runs = tally->port_runs[p];
        const struct pp_portset *before = &tally->start.protocols[p].used;
        for (uint32_t port = 0; runs != NULL && port < PP_PORT_COUNT; port++) {
            bool was_used = pp_portset_test(before, (uint16_t)port);
            const struct pps_plan_change change = {
                .change = pps_change_of_port(was_used ? PPS_REMOVE : PPS_ADD,
                                             (enum pp_protocol)p,
                                             (uint16_t)port),
                .runs = runs[port],
            };
            if (runs[port] > 0) {
                keep(plan, &change);
            }
        }
    }
}

static size_t count_ports(const struct plan_tally *tally)
{
    size_t count = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const uint32_t *runs = tally->port_runs[p];
        for (uint32_t port = 0; runs != NULL && port < PP_PORT_COUNT; port++) {
            count += runs[port] > 0;
        }
    }
    return count;
}

static int compare_plan_changes(const void *a, const void *b)
{
    const struct pps_plan_change *left = a;
    const struct pps_plan_change *right = b;
    return pps_change_compare(&left->change, &right->change);
}

enum pp_status pps_plan_tally_finish(struct plan_tally *tally,
                                     struct pps_plan *ret_plan)
{
    struct pps_plan plan = {.runs = tally->runs};
    size_t most = tally->rows.count + tally->found.count + tally->steady.count +
                  count_ports(tally);
    plan.changes = pp_calloc(most, sizeof(*plan.changes));
    if (plan.changes == NULL) {
        return PP_ERR_NOMEM;
    }
    keep_set(&plan, &tally->rows, true);
    keep_set(&plan, &tally->found, false);
    keep_set(&plan, &tally->steady, false);
    keep_ports(&plan, tally);
    if (plan.change_count > 0) {
        qsort(plan.changes,
              plan.change_count,
              sizeof(*plan.changes),
              compare_plan_changes);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            struct pps_plan_blocks *blocks = &plan.blocks[p][kind];
            *blocks = sum_up_blocks(
                tally, (enum pp_protocol)p, (enum pps_block_kind)kind);
            if (blocks->runs > 0) {
                plan.alter_count++;
                plan.chance_count++;
            }
        }
    }
    *ret_plan = plan;
    return PP_OK;
}

void pps_plan_tally_done(struct plan_tally *tally)
{
    pps_state_done(&tally->start);
    pp_free(tally->rows.items);
    pp_free(tally->found.items);
    pp_free(tally->steady.items);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_free(tally->port_runs[p]);
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            pps_histogram_done(&tally->blocks[p][kind]);
        }
    }
}
