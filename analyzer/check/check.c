/* Can these ports be bound, and if not, why. */
#include "portplan/check.h"

#include <stdlib.h>
#include <string.h>

#include "advice.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "explain_error.h"
#include "model/bind_conflict.h"
#include "model/holder.h"

struct pp_check {
    struct pp_check_options options;
    struct pp_bind_rules rules; /* of the machine, as assumed */
    bool is_mirrored;           /* see pp_machine_mirrored */
    bool is_before_vista;
    struct pp_arena arena; /* claims and sentences of the spans */
    PP_VEC(struct pp_check_span) spans;
};

/* --- where the claims change ---------------------------------------------- */

/* Ports at which a span ends: one more than the last port of it. */
struct cuts {
    uint32_t *items;
    size_t count;
    size_t capacity;
};

static enum pp_status
add_cut(struct cuts *cuts, uint32_t at, struct pp_range within)
{
    if (at <= within.first || at > within.last) {
        return PP_OK;
    }
    PP_TRY(PP_VEC_RESERVE(cuts, 1, SIZE_MAX));
    cuts->items[cuts->count++] = at;
    return PP_OK;
}

static enum pp_status
add_cuts_of(struct cuts *cuts, struct pp_range claim, struct pp_range within)
{
    PP_TRY(add_cut(cuts, claim.first, within));
    return add_cut(cuts, (uint32_t)claim.last + 1, within);
}

static int compare_cuts(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Up to Server 2003 ReservedPorts bears on the verdict. */
static enum pp_status add_reserved_cuts(const struct pp_machine *machine,
                                        const struct pp_port_query *query,
                                        struct cuts *cuts)
{
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, query->protocol, &count);
    if (!pp_machine_is_before_vista(machine)) {
        return PP_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (reservations[i].kind == PP_RESERVED_PORTS) {
            PP_TRY(add_cuts_of(cuts, reservations[i].range, query->range));
        }
    }
    return PP_OK;
}

static enum pp_status find_cuts(const struct pp_machine *machine,
                                const struct pp_port_query *query,
                                struct cuts *cuts)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, query->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        PP_TRY(add_cuts_of(cuts, exclusions[i].range, query->range));
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, query->protocol, &count);
    for (size_t i = 0; i < count; i++) {
        struct pp_range port = {sockets[i].port, sockets[i].port};
        PP_TRY(add_cuts_of(cuts, port, query->range));
    }
    PP_TRY(add_reserved_cuts(machine, query, cuts));
    PP_TRY(add_cuts_of(cuts,
                       pp_machine_dynamic(machine, query->protocol)->range,
                       query->range));
    if (cuts->count > 1) {
        qsort(cuts->items, cuts->count, sizeof(*cuts->items), compare_cuts);
    }
    return PP_OK;
}

/* --- one span ------------------------------------------------------------- */

/* A row whose `*` column was lost counts by the shape of its owner's rows:
 * winnat's blocks never have a star, HNS's own range always has. */
static void note_exclusion(const struct pp_exclusion *exclusion,
                           struct pp_port_state *state)
{
    if (exclusion->owner == PP_OWNER_WSL_MIRRORED) {
        state->is_mirrored = true;
        return;
    }
    if (exclusion->is_administered == PP_YES) {
        state->has_administered_exclusion = true;
        return;
    }
    if (exclusion->is_administered == PP_NO) {
        state->has_plain_exclusion = true;
        return;
    }
    switch (exclusion->owner) {
    case PP_OWNER_WINNAT:
    case PP_OWNER_HNS_LOAD_BALANCER:
    case PP_OWNER_HTTP_SYS:
        state->has_plain_exclusion = true;
        return;
    case PP_OWNER_HNS_EXCLUDED_RANGE:
    case PP_OWNER_ADMINISTRATOR:
        state->has_administered_exclusion = true;
        return;
    case PP_OWNER_UNKNOWN:
    case PP_OWNER_PUBLISHED_PORT:
    case PP_OWNER_WSL_MIRRORED:
    case PP_OWNER_PERSISTENT_API:
        state->has_unclear_exclusion = true;
        return;
    }
}

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

/* What a request meets on the ports of a span. */
struct site {
    const struct pp_machine *machine;
    const struct pp_claims *claims;
    const struct pp_assumptions *assumptions; /* about the holders */
};

/* Kept from ephemeral use by a ReservedPorts that Windows reads. */
static bool is_kept_free(const struct site *site)
{
    for (size_t i = 0; i < site->claims->reservation_count; i++) {
        if (site->claims->reservations[i]->kind == PP_RESERVED_PORTS) {
            return pp_machine_is_before_vista(site->machine);
        }
    }
    return false;
}

static struct pp_port_state state_of(const struct site *site,
                                     const struct pp_bind_request *request)
{
    const struct pp_claims *claims = site->claims;
    struct pp_port_state state = {
        .is_dynamic = claims->is_dynamic && !is_kept_free(site),
        .is_table_known =
            pp_machine_has_table(site->machine, request->protocol) ||
            pp_machine_is_before_vista(site->machine),
    };
    for (size_t i = 0; i < claims->exclusion_count; i++) {
        note_exclusion(claims->exclusions[i], &state);
    }
    for (size_t i = 0; i < claims->socket_count; i++) {
        if (pp_socket_is_holder(claims->sockets[i])) {
            struct pp_holder holder =
                pp_holder_of(claims->sockets[i], site->assumptions);
            pp_bind_meet(request, &holder, &state);
        }
    }
    return state;
}

/* Whether every holder has a specific address; notes the first of them, and
 * whether there are several addresses. */
static bool find_specific(const struct site *site, struct pp_check_span *span)
{
    struct pp_address first = {0};
    for (size_t i = 0; i < site->claims->socket_count; i++) {
        const struct pp_socket *socket = site->claims->sockets[i];
        if (!pp_socket_is_holder(socket)) {
            continue;
        }
        struct pp_holder holder = pp_holder_of(socket, site->assumptions);
        if (holder.address.kind != PP_ADDRESS_SPECIFIC) {
            return false;
        }
        if (span->specific == NULL) {
            span->specific = socket;
            first = holder.address;
        }
        span->has_many_specific |= !pp_address_is_same(&first, &holder.address);
    }
    return span->specific != NULL;
}

/* Whether the wildcard can be bound beside sockets on specific addresses: an
 * answer that is worth telling where no address was asked, or it was this. */
static void judge_wildcard(const struct site *site,
                           struct pp_bind_request request,
                           struct pp_check_span *span)
{
    bool is_about_wildcard = pp_bind_has_address(request.kind) &&
                             request.address.kind != PP_ADDRESS_SPECIFIC;
    if (!is_about_wildcard || !find_specific(site, span)) {
        span->specific = NULL;
        return;
    }
    if (request.address.kind == PP_ADDRESS_UNKNOWN) {
        request.address = (struct pp_address){.kind = PP_ADDRESS_WILDCARD,
                                              .family = PP_FAMILY_IPV4};
    }
    struct pp_port_state state = state_of(site, &request);
    if (pp_bind_judge(&request, &state).error != PP_WIN_OK) {
        span->specific = NULL;
    }
}

/* Whether sockets that were bound otherwise, or by another user, would refuse
 * what these do not. */
static bool rests_on_holders(const struct site *site,
                             const struct pp_bind_request *request)
{
    struct pp_assumptions other = *site->assumptions;
    const struct site there = {site->machine, site->claims, &other};
    for (int options = 0; options <= PP_HOLDER_EXCLUSIVE; options++) {
        for (int user = 0; user <= PP_HOLDER_USER_OTHER; user++) {
            other.chosen[PP_ASSUME_HOLDER_OPTIONS] = (uint8_t)options;
            other.chosen[PP_ASSUME_HOLDER_USER] = (uint8_t)user;
            struct pp_port_state state = state_of(&there, request);
            if (pp_bind_judge(request, &state).error != PP_WIN_OK) {
                return true;
            }
        }
    }
    return false;
}

static void judge(const struct pp_check *check,
                  const struct pp_machine *machine,
                  const struct pp_claims *claims,
                  struct pp_check_span *span)
{
    const struct site site = {machine, claims, &check->options.assumptions};
    struct pp_bind_request request = request_of(check, span->protocol);
    struct pp_port_state state = state_of(&site, &request);
    struct pp_bind_answer answer = pp_bind_judge(&request, &state);
    span->address = request.address;
    span->verdict = answer.verdict;
    span->error = answer.error;
    span->is_reuse_defect = answer.is_reuse_defect;
    span->is_dynamic = claims->is_dynamic;
    span->is_before_vista = check->is_before_vista;
    span->is_mirrored = check->is_mirrored && pp_verdict_is_yes(answer.verdict);
    judge_wildcard(&site, request, span);
    span->rests_on_holders = state.is_in_use && answer.error == PP_WIN_OK &&
                             rests_on_holders(&site, &request);
    if (span->verdict == PP_VERDICT_BLOCKED) {
        span->free_below =
            pp_machine_free_below(machine, span->protocol, span->range.first);
        span->free_above =
            pp_machine_free_above(machine, span->protocol, span->range.last);
    }
}

/* Pointers of claims, copied: those of pp_machine_claims_at are overwritten.
 * `ret_items` is where the array of pointers goes. */
static bool
keep(struct pp_check *check, const void *items, size_t count, void *ret_items)
{
    void *kept = pp_arena_take(&check->arena, count * sizeof(void *));
    if (kept == NULL) {
        return false;
    }
    if (count > 0) {
        memcpy(kept, items, count * sizeof(void *));
    }
    memcpy(ret_items, &kept, sizeof(kept));
    return true;
}

/* What is worth knowing cuts no range: it is told where it holds for all of a
 * span. Moves those to the front and returns how many. */
static size_t covering_reservations(const struct pp_claims *claims,
                                    struct pp_range range)
{
    size_t count = 0;
    for (size_t i = 0; i < claims->reservation_count; i++) {
        if (pp_range_covers(claims->reservations[i]->range, range)) {
            claims->reservations[count++] = claims->reservations[i];
        }
    }
    return count;
}

static size_t covering_conventions(const struct pp_claims *claims,
                                   struct pp_range range)
{
    size_t count = 0;
    for (size_t i = 0; i < claims->convention_count; i++) {
        if (pp_range_covers(claims->conventions[i]->range, range)) {
            claims->conventions[count++] = claims->conventions[i];
        }
    }
    return count;
}

static enum pp_status keep_claims(struct pp_check *check,
                                  const struct pp_claims *claims,
                                  struct pp_check_span *span)
{
    span->exclusion_count = claims->exclusion_count;
    span->socket_count = claims->socket_count;
    span->reservation_count = covering_reservations(claims, span->range);
    span->convention_count = covering_conventions(claims, span->range);
    bool is_kept =
        keep(check,
             claims->exclusions,
             claims->exclusion_count,
             &span->exclusions) &&
        keep(check, claims->sockets, claims->socket_count, &span->sockets) &&
        keep(check,
             claims->reservations,
             span->reservation_count,
             &span->reservations) &&
        keep(check,
             claims->conventions,
             span->convention_count,
             &span->conventions);
    return is_kept ? PP_OK : PP_ERR_NOMEM;
}

static enum pp_status add_span(struct pp_check *check,
                               const struct pp_machine *machine,
                               struct pp_claims *claims,
                               struct pp_check_span span)
{
    PP_TRY(PP_VEC_RESERVE(&check->spans, 1, PP_LIMIT_FACTS));
    PP_TRY(
        pp_machine_claims_at(machine, span.protocol, span.range.first, claims));
    PP_TRY(keep_claims(check, claims, &span));
    judge(check, machine, claims, &span);
    PP_TRY(pp_advise(&span, &check->arena));
    check->spans.items[check->spans.count++] = span;
    return PP_OK;
}

/* --- the whole question --------------------------------------------------- */

static enum pp_status check_query(struct pp_check *check,
                                  const struct pp_machine *machine,
                                  const struct pp_port_query *query,
                                  struct pp_claims *claims)
{
    struct cuts cuts = {0};
    enum pp_status status = find_cuts(machine, query, &cuts);
    uint32_t first = query->range.first;
    for (size_t i = 0; i <= cuts.count && status == PP_OK; i++) {
        uint32_t next =
            i < cuts.count ? cuts.items[i] : (uint32_t)query->range.last + 1;
        if (next == first) {
            continue; /* the same cut twice */
        }
        const struct pp_check_span span = {
            .range = {(uint16_t)first, (uint16_t)(next - 1)},
            .protocol = query->protocol,
            .kind = check->options.kind,
        };
        status = add_span(check, machine, claims, span);
        first = next;
    }
    pp_free(cuts.items);
    return status;
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
    check->is_mirrored = pp_machine_mirrored(machine) != NULL;
    check->is_before_vista = pp_machine_is_before_vista(machine);
    struct pp_claims claims = {0};
    enum pp_status status = PP_OK;
    for (size_t i = 0; i < ports->count && status == PP_OK; i++) {
        status = check_query(check, machine, &ports->items[i], &claims);
    }
    pp_claims_done(&claims);
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

/* The first error of the port; one with a number rather than one without. */
static const struct pp_fact *find_error(const struct pp_fact *facts,
                                        size_t fact_count,
                                        const struct pp_check_span *span)
{
    const struct pp_fact *found = NULL;
    for (size_t i = 0; i < fact_count; i++) {
        const struct pp_fact *fact = &facts[i];
        bool is_it = fact->kind == PP_FACT_BIND_ERROR &&
                     fact->as.bind_error.has_port &&
                     fact->protocol == span->protocol &&
                     fact->range.first == span->range.first;
        if (is_it && (found == NULL || (found->as.bind_error.error == 0 &&
                                        fact->as.bind_error.error != 0))) {
            found = fact;
        }
    }
    return found;
}

void pp_check_explain(struct pp_check *check,
                      const struct pp_fact *facts,
                      size_t fact_count)
{
    for (size_t i = 0; i < check->spans.count; i++) {
        struct pp_check_span *span = &check->spans.items[i];
        span->asked_by = NULL;
        span->explanation = PP_EXPLAINED_NOT_ASKED;
        if (span->range.first != span->range.last) {
            continue;
        }
        span->asked_by = find_error(facts, fact_count, span);
        if (span->asked_by != NULL) {
            span->explanation =
                pp_explain_error(span, &span->asked_by->as.bind_error);
        }
    }
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
