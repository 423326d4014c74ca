/* Can these ports be bound, and if not, why. */
#include "portplan/check.h"

#include <limits.h>
#include <string.h>

#include "advice.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "explain_error.h"
#include "model/evidence.h"
#include "model/holder.h"
#include "model/machine.h"
#include "model/mirrored.h"
#include "model/port_limits.h"
#include "model/standing.h"
#include "suggest/nearest.h"

/* Pointers that are gathered before they are copied; used for span after
 * span. */
struct pointers {
    const void **items;
    size_t count;
    size_t capacity;
};

struct pp_check {
    struct pp_check_options options;
    struct pp_bind_rules rules; /* of the machine, as assumed */
    bool is_mirrored;           /* see pp_machine_mirrored */
    bool is_before_vista;
    struct pp_arena arena; /* claims and sentences of the spans */
    PP_VEC(struct pp_check_span) spans;
    struct pointers found; /* working memory, as what follows */
    struct pp_nearest *nearest[PP_PROTOCOL_COUNT]; /* NULL: not asked yet */
};

/* --- one span ------------------------------------------------------------- */

static struct pp_bind_request request_of(const struct pp_check *check,
                                         enum pp_protocol protocol)
{
    struct pp_bind_request request = {
        .kind = check->options.kind,
        .protocol = protocol,
        .rules = check->rules,
    };
    if (pp_bind_has_address(request.kind)) {
        request.address = check->options.address;
    }
    return request;
}

/* Windows' own range begins at 49152 (KB929851); blocks of winnat and HNS lie
 * where it is. */
static const struct pp_dynamic *find_low_range(const struct pp_check *check,
                                               const struct pp_machine *machine,
                                               const struct pp_check_span *span)
{
    enum {
        DEFAULT_FIRST = 49152
    };
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(machine, span->protocol);
    bool has_block = false;
    for (size_t i = 0; i < span->exclusion_count; i++) {
        has_block |= span->exclusions[i]->owner == PP_OWNER_WINNAT ||
                     span->exclusions[i]->owner == PP_OWNER_HNS_LOAD_BALANCER;
    }
    bool is_captured = dynamic->basis == PP_BASIS_CAPTURED;
    bool is_known = is_captured || dynamic->basis == PP_BASIS_REGISTRY;
    bool is_ill = span->verdict == PP_VERDICT_BLOCKED
                      ? has_block
                      : span->rule == PP_BIND_RULE_NO_TABLE && is_captured;
    return span->is_dynamic && is_known && is_ill && !check->is_before_vista &&
                   dynamic->range.first < DEFAULT_FIRST &&
                   span->range.last < DEFAULT_FIRST
               ? dynamic
               : NULL;
}

static enum pp_status keep_limits(struct pp_check *check,
                                  const struct pp_machine *machine,
                                  const struct pp_bind_answer *answer,
                                  struct pp_check_span *span)
{
    const struct pp_limits found =
        pp_limits_of(machine, span->protocol, span->range.first, answer);
    size_t size = found.count * sizeof(found.items[0]);
    struct pp_limit *kept = pp_arena_take(&check->arena, size);
    if (kept == NULL) {
        return PP_ERR_NOMEM;
    }
    memcpy(kept, found.items, size);
    span->limits = kept;
    span->limit_count = found.count;
    return PP_OK;
}

static enum pp_status judge(struct pp_check *check,
                            const struct pp_machine *machine,
                            struct pp_check_span *span)
{
    struct pp_bind_request request = request_of(check, span->protocol);
    struct pp_standing standing = pp_standing_at(
        machine, &request, &check->options.assumptions, span->range.first);
    span->address = request.address;
    span->rule = standing.answer.rule;
    span->verdict = standing.answer.verdict;
    span->error = standing.answer.error;
    span->is_reuse_defect = standing.answer.is_reuse_defect;
    span->is_dynamic = standing.is_dynamic;
    span->is_before_vista = check->is_before_vista;
    span->is_mirrored =
        check->is_mirrored && pp_verdict_is_yes(span->verdict) &&
        (check->options.assumptions.chosen[PP_ASSUME_MIRRORED_PLACE] !=
             PP_MIRRORED_PLACE_FIXED ||
         pp_range_overlaps(span->range, pp_mirrored_reach));
    span->specific = standing.specific;
    span->has_many_specific = standing.has_many_specific;
    span->rests_on_holders = standing.rests_on_holders;
    span->low_range = find_low_range(check, machine, span);
    return keep_limits(check, machine, &standing.answer, span);
}

/* What to take in place of a port that is blocked. */
static enum pp_status find_neighbours(struct pp_check *check,
                                      const struct pp_machine *machine,
                                      struct pp_check_span *span)
{
    if (span->verdict != PP_VERDICT_BLOCKED) {
        return PP_OK;
    }
    struct pp_nearest **nearest = &check->nearest[span->protocol];
    if (*nearest == NULL) {
        PP_TRY(pp_nearest_new(machine, span->protocol, nearest));
    }
    struct pp_neighbours found = pp_neighbours_of(*nearest, span->range);
    span->free_below = found.below;
    span->free_above = found.above;
    span->is_free_dynamic = found.is_dynamic;
    return PP_OK;
}

/* --- its claims ----------------------------------------------------------- */

static enum pp_status add_pointer(struct pointers *list, const void *item)
{
    PP_TRY(PP_VEC_RESERVE(list, 1, SIZE_MAX));
    list->items[list->count++] = item;
    return PP_OK;
}

/* Moves the pointers found into the arena, as the array at `ret_items`. */
static enum pp_status keep(struct pp_check *check, void *ret_items)
{
    size_t size = check->found.count * sizeof(void *);
    void *kept = pp_arena_take(&check->arena, size);
    if (kept == NULL) {
        return PP_ERR_NOMEM;
    }
    if (size > 0) {
        memcpy(kept, check->found.items, size);
    }
    memcpy(ret_items, &kept, sizeof(kept));
    check->found.count = 0;
    return PP_OK;
}

/* Of rows past the limit only the kind that decides is kept. */
static unsigned kind_that_decides(const struct pp_span_evidence *evidence)
{
    if (evidence->row_count <= PP_CHECK_MAX_ROWS) {
        return UINT_MAX;
    }
    if ((evidence->bits & PP_SPAN_ROW) != 0) {
        return PP_SPAN_ROW;
    }
    return (evidence->bits & PP_SPAN_STARRED_ROW) != 0 ? PP_SPAN_STARRED_ROW
                                                       : UINT_MAX;
}

static enum pp_status keep_exclusions(struct pp_check *check,
                                      const struct pp_machine *machine,
                                      struct pp_check_span *span)
{
    const struct pp_span_evidence *evidence =
        pp_machine_evidence(machine, span->protocol, span->range.first);
    unsigned wanted = kind_that_decides(evidence);
    struct pp_answers answers = pp_spans_stab(
        pp_machine_spans(machine, span->protocol), span->range.first);
    const struct pp_hit *hit;
    while (check->found.count < PP_CHECK_MAX_ROWS &&
           (hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, span->protocol, hit->label);
        if (claim->kind == PP_CLAIM_EXCLUSION &&
            (pp_span_bit_of(claim->as.exclusion->owner,
                            claim->as.exclusion->is_administered) &
             wanted) != 0) {
            PP_TRY(add_pointer(&check->found, claim->as.exclusion));
        }
    }
    span->exclusion_total = evidence->row_count;
    span->exclusion_count = check->found.count;
    return keep(check, &span->exclusions);
}

/* As many as there is room for, of those that hold the port or of the others.
 */
static enum pp_status keep_some(struct pp_check *check,
                                const struct pp_socket *sockets,
                                size_t count,
                                bool is_holder)
{
    for (size_t i = 0; i < count && check->found.count < PP_CHECK_MAX_SOCKETS;
         i++) {
        if (pp_socket_is_holder(&sockets[i]) == is_holder) {
            PP_TRY(add_pointer(&check->found, &sockets[i]));
        }
    }
    return PP_OK;
}

static enum pp_status keep_sockets(struct pp_check *check,
                                   const struct pp_machine *machine,
                                   struct pp_check_span *span)
{
    size_t all = 0;
    const struct pp_socket *sockets = pp_machine_sockets_at(
        machine, span->protocol, span->range.first, &span->socket_total);
    PP_TRY(keep_some(check, sockets, span->socket_total, true));
    PP_TRY(keep_some(check, sockets, span->socket_total, false));
    (void)pp_machine_sockets(machine, span->protocol, &all);
    span->has_netstat = all > 0;
    span->socket_count = check->found.count;
    return keep(check, &span->sockets);
}

/* A remark cuts no range: it is made where it holds for all of a span. */
static enum pp_status keep_remarks(struct pp_check *check,
                                   const struct pp_machine *machine,
                                   enum pp_claim_kind kind,
                                   const struct pp_check_span *span)
{
    struct pp_answers answers = pp_spans_enclosing(
        pp_machine_remarks(machine, span->protocol), span->range);
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, span->protocol, hit->label);
        if (claim->kind == kind) {
            PP_TRY(add_pointer(&check->found,
                               kind == PP_CLAIM_CONVENTION
                                   ? (const void *)claim->as.convention
                                   : (const void *)claim->as.reservation));
        }
    }
    return PP_OK;
}

static enum pp_status keep_claims(struct pp_check *check,
                                  const struct pp_machine *machine,
                                  struct pp_check_span *span)
{
    PP_TRY(keep_exclusions(check, machine, span));
    PP_TRY(keep_sockets(check, machine, span));
    PP_TRY(keep_remarks(check, machine, PP_CLAIM_RESERVATION, span));
    span->reservation_count = check->found.count;
    PP_TRY(keep(check, &span->reservations));
    PP_TRY(keep_remarks(check, machine, PP_CLAIM_CONVENTION, span));
    span->convention_count = check->found.count;
    return keep(check, &span->conventions);
}

/* The row of an earlier table that refused the port. */
static const struct pp_exclusion *find_earlier(const struct pp_machine *machine,
                                               const struct pp_check_span *span)
{
    struct pp_answers answers = pp_spans_stab(
        pp_machine_remarks(machine, span->protocol), span->range.first);
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, span->protocol, hit->label);
        if (claim->kind == PP_CLAIM_EARLIER) {
            return claim->as.exclusion;
        }
    }
    return NULL;
}

/* The claims of RPC and of a service on the port. Rows may lie in thousands
 * over it: they are gone through only where there are such claims. */
static void find_servers(const struct pp_machine *machine,
                         struct pp_check_span *span)
{
    const uint16_t port = span->range.first;
    unsigned bits = pp_machine_evidence(machine, span->protocol, port)->bits;
    if ((bits & PP_SPAN_DNS_POOL) != 0) {
        span->dns_pool = pp_machine_dns_pool(machine);
    }
    if ((bits & (PP_SPAN_RPC | PP_SPAN_SERVICE)) == 0) {
        return;
    }
    struct pp_answers answers =
        pp_spans_stab(pp_machine_spans(machine, span->protocol), port);
    const struct pp_hit *hit;
    while ((hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, span->protocol, hit->label);
        if (claim->kind == PP_CLAIM_RPC) {
            span->rpc = claim;
        } else if (claim->kind == PP_CLAIM_SERVICE) {
            span->service = claim;
        }
    }
}

static enum pp_status add_span(struct pp_check *check,
                               const struct pp_machine *machine,
                               struct pp_check_span span)
{
    PP_TRY(PP_VEC_RESERVE(&check->spans, 1, PP_LIMIT_FACTS));
    PP_TRY(keep_claims(check, machine, &span));
    PP_TRY(judge(check, machine, &span));
    PP_TRY(find_neighbours(check, machine, &span));
    find_servers(machine, &span);
    span.earlier = find_earlier(machine, &span);
    if (check->spans.count > 0) {
        /* Neighbours often share their advice, and then its text. */
        memcpy(span.advice,
               check->spans.items[check->spans.count - 1].advice,
               sizeof(span.advice));
    }
    PP_TRY(pp_advise(&span, &check->arena));
    check->spans.items[check->spans.count++] = span;
    return PP_OK;
}

/* --- the whole question --------------------------------------------------- */

/* One walk over the spans of the machine that the query reaches. */
static enum pp_status check_query(struct pp_check *check,
                                  const struct pp_machine *machine,
                                  const struct pp_port_query *query)
{
    const struct pp_spans *spans = pp_machine_spans(machine, query->protocol);
    for (size_t i = pp_spans_find(spans, query->range.first);
         i < pp_spans_count(spans);
         i++) {
        struct pp_check_span span = {
            .protocol = query->protocol,
            .kind = check->options.kind,
        };
        if (!pp_range_intersect(
                pp_spans_range(spans, i), query->range, &span.range)) {
            break; /* the spans ascend: this one is past the query */
        }
        PP_TRY(add_span(check, machine, span));
    }
    return PP_OK;
}

/* Frees what was of use only while the answer was made. */
static void forget(struct pp_check *check)
{
    pp_free(check->found.items);
    check->found = (struct pointers){0};
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_nearest_free(check->nearest[p]);
        check->nearest[p] = NULL;
    }
}

enum pp_status pp_check_run(const struct pp_machine *machine,
                            const struct pp_port_list *ports,
                            const struct pp_check_options *options,
                            struct pp_check **ret_check)
{
    struct pp_check *check = pp_calloc(1, sizeof(*check));
    if (check == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&check->arena, PP_LIMIT_ARENA_BYTES);
    check->options = *options;
    check->rules = pp_bind_rules_of(machine, &options->assumptions);
    check->is_mirrored = pp_machine_mirrored(machine) != NULL &&
                         pp_machine_mirrored_block(machine) == NULL;
    check->is_before_vista = pp_machine_is_before_vista(machine);
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < ports->count && status == PP_OK; i++) {
        status = check_query(check, machine, &ports->items[i]);
    }
    forget(check);
    if (status != PP_OK) {
        pp_check_free(check);
        return status;
    }
    *ret_check = check;
    return PP_OK;
}

void pp_check_free(struct pp_check *check)
{
    if (check == NULL) {
        return;
    }
    pp_free(check->spans.items);
    pp_arena_done(&check->arena);
    pp_free(check);
}

/* What asks for each port of a protocol; NULL: nothing does. */
struct askers {
    const struct pp_fact *errors[PP_PROTOCOL_COUNT][PP_PORT_COUNT];
    const struct pp_fact
        *mentions[PP_MENTION_KIND_COUNT][PP_PROTOCOL_COUNT][PP_PORT_COUNT];
};

/* A mapping may name a range. */
static void note_mention(const struct pp_fact *fact, struct askers *askers)
{
    enum pp_mention_kind kind;
    if (!pp_fact_mentions(fact, &kind)) {
        return;
    }
    const struct pp_fact **mentions = askers->mentions[kind][fact->protocol];
    for (uint32_t port = fact->range.first; port <= fact->range.last; port++) {
        if (mentions[port] == NULL) {
            mentions[port] = fact;
        }
    }
}

/* Windows' own message before a program's own words for it. */
static bool says_more(const struct pp_bind_error_fact *than,
                      const struct pp_bind_error_fact *error)
{
    bool is_sure = error->error != 0 && error->program.len > 0;
    return (than->error == 0 && error->error != 0) ||
           (than->program.len == 0 && is_sure);
}

/* The first of a port counts, but of errors the one that says more. */
static void find_askers(const struct pp_fact *facts,
                        size_t fact_count,
                        struct askers *askers)
{
    for (size_t i = 0; i < fact_count; i++) {
        const struct pp_fact *fact = &facts[i];
        uint16_t port = fact->range.first;
        const struct pp_fact **found = NULL;
        if (fact->kind == PP_FACT_BIND_ERROR && fact->as.bind_error.has_port) {
            found = &askers->errors[fact->protocol][port];
            bool is_better =
                *found != NULL &&
                says_more(&(*found)->as.bind_error, &fact->as.bind_error);
            *found = is_better ? fact : *found;
        } else {
            note_mention(fact, askers);
        }
        if (found != NULL && *found == NULL) {
            *found = fact;
        }
    }
}

static void tie(const struct askers *askers, struct pp_check_span *span)
{
    const uint16_t port = span->range.first;
    span->asked_by = NULL;
    span->explanation = PP_EXPLAINED_NOT_ASKED;
    bool is_named = askers->errors[span->protocol][port] != NULL;
    for (size_t i = 0; i < PP_MENTION_KIND_COUNT; i++) {
        const struct pp_fact *mention =
            askers->mentions[i][span->protocol][port];
        bool names_all =
            mention != NULL && pp_range_covers(mention->range, span->range);
        /* A sentence is worth a word where nothing else names the port. */
        bool is_spare = i == PP_MENTION_TEXT && is_named;
        span->mentions[i] = names_all && !is_spare ? mention : NULL;
        is_named = is_named || names_all;
    }
    if (span->range.first != span->range.last) {
        return;
    }
    span->asked_by = askers->errors[span->protocol][port];
    if (span->asked_by != NULL) {
        span->explanation =
            pp_explain_error(span, &span->asked_by->as.bind_error);
        if (span->earlier != NULL &&
            span->explanation != PP_EXPLAINED_BY_EXCLUSION &&
            span->explanation != PP_EXPLAINED_BY_SOCKET) {
            span->explanation = PP_EXPLAINED_BEFORE;
        }
    }
}

enum pp_status pp_check_explain(struct pp_check *check,
                                const struct pp_fact *facts,
                                size_t fact_count)
{
    struct askers *askers = pp_calloc(1, sizeof(*askers));
    if (askers == NULL) {
        return PP_ERR_NOMEM;
    }
    find_askers(facts, fact_count, askers);
    for (size_t i = 0; i < check->spans.count; i++) {
        tie(askers, &check->spans.items[i]);
    }
    pp_free(askers);
    return PP_OK;
}

const struct pp_check_options *pp_check_options_of(const struct pp_check *check)
{
    return &check->options;
}

const struct pp_check_span *pp_check_spans(const struct pp_check *check,
                                           size_t *ret_count)
{
    *ret_count = check->spans.count;
    return check->spans.items;
}

bool pp_check_is_yes(const struct pp_check *check)
{
    for (size_t i = 0; i < check->spans.count; i++) {
        if (!pp_verdict_is_yes(check->spans.items[i].verdict)) {
            return false;
        }
    }
    return true;
}
