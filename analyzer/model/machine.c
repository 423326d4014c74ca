/* The machine: building it and asking it. */
#include "machine.h"

#include <stdlib.h>
#include <string.h>

#include "portplan/portset.h"

#include "attribute.h"
#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "base/vec.h"
#include "fact/fact_copy.h"
#include "fact/registry.h"
#include "knowledge/windows.h"
#include "mirrored.h"
#include "os.h"
#include "refusal.h"
#include "rpc.h"

struct protocol_state {
    enum pp_table_extent table_extent;
    enum pp_sockets_extent sockets_extent;
    bool is_dynamic_set;
    struct pp_dynamic dynamic;
    PP_VEC(struct pp_exclusion) exclusions;
    struct pp_itree rows; /* these, as they come and go; labels are indexes */
    PP_VEC(struct pp_socket) sockets;
    PP_VEC(struct pp_reservation) reservations;
    PP_VEC(struct pp_gap) gaps;
    PP_VEC(struct pp_exclusion) earlier; /* rows of tables before this one */
    PP_VEC(struct pp_claim) claims;      /* the exclusions first */
    struct pp_spans spans;               /* of the claims that bear on a bind */
    struct pp_span_evidence *evidence;   /* of each of those spans */
    struct pp_spans remarks;             /* of the others */
    struct pp_portset excluded;          /* ports of all exclusions */
    struct pp_portset taken;             /* those, and ports in use */
};

struct pp_machine {
    struct pp_arena arena; /* texts of sockets and facts */
    struct pp_os os;
    PP_VEC(struct pp_fact) facts;        /* of the whole machine */
    const struct pp_fact *loose_refusal; /* see pp_machine_refusal_at */
    bool has_tcpip_key;                  /* all of it was captured */
    struct pp_dns_pool dns_pool;
    struct protocol_state protocols[PP_PROTOCOL_COUNT];
};

/* --- building --- */

enum pp_status pp_machine_new(struct pp_machine **ret)
{
    struct pp_machine *machine = pp_calloc(1, sizeof(*machine));
    if (machine == NULL) {
        return PP_ERR_NOMEM;
    }
    pp_arena_init(&machine->arena, PP_LIMIT_ARENA_BYTES);
    *ret = machine;
    return PP_OK;
}

void pp_machine_free(struct pp_machine *machine)
{
    if (machine == NULL) {
        return;
    }
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        pp_free(machine->protocols[i].exclusions.items);
        pp_itree_done(&machine->protocols[i].rows);
        pp_free(machine->protocols[i].sockets.items);
        pp_free(machine->protocols[i].reservations.items);
        pp_free(machine->protocols[i].gaps.items);
        pp_free(machine->protocols[i].earlier.items);
        pp_free(machine->protocols[i].claims.items);
        pp_free(machine->protocols[i].evidence);
        pp_spans_done(&machine->protocols[i].spans);
        pp_spans_done(&machine->protocols[i].remarks);
    }
    pp_free(machine->facts.items);
    pp_arena_done(&machine->arena);
    pp_free(machine);
}

void pp_machine_set_tcpip_key(struct pp_machine *machine)
{
    machine->has_tcpip_key = true;
}

bool pp_machine_has_tcpip_key(const struct pp_machine *machine)
{
    return machine->has_tcpip_key;
}

void pp_machine_set_table_seen(struct pp_machine *machine,
                               enum pp_protocol protocol)
{
    machine->protocols[protocol].table_extent = PP_TABLE_WHOLE;
}

void pp_machine_set_table_extent(struct pp_machine *machine,
                                 enum pp_protocol protocol,
                                 enum pp_table_extent extent)
{
    machine->protocols[protocol].table_extent = extent;
}

enum pp_status pp_machine_add_exclusion(struct pp_machine *machine,
                                        enum pp_protocol protocol,
                                        const struct pp_exclusion *exclusion)
{
    struct protocol_state *state = &machine->protocols[protocol];
    uint32_t label = (uint32_t)state->exclusions.count;
    PP_TRY(PP_VEC_RESERVE(&state->exclusions, 1, PP_LIMIT_FACTS));
    PP_TRY(pp_itree_insert(&state->rows, exclusion->range, label, NULL));
    state->exclusions.items[state->exclusions.count++] = *exclusion;
    return PP_OK;
}

enum pp_status pp_machine_add_gap(struct pp_machine *machine,
                                  enum pp_protocol protocol,
                                  const struct pp_gap *gap)
{
    struct protocol_state *state = &machine->protocols[protocol];
    PP_TRY(PP_VEC_RESERVE(&state->gaps, 1, PP_LIMIT_FACTS));
    state->gaps.items[state->gaps.count++] = *gap;
    return PP_OK;
}

enum pp_status pp_machine_add_earlier(struct pp_machine *machine,
                                      enum pp_protocol protocol,
                                      const struct pp_exclusion *exclusion)
{
    struct protocol_state *state = &machine->protocols[protocol];
    PP_TRY(PP_VEC_RESERVE(&state->earlier, 1, PP_LIMIT_FACTS));
    state->earlier.items[state->earlier.count++] = *exclusion;
    return PP_OK;
}

/* The last exclusion takes the place of the one that the hit names. */
static enum pp_status take_out(struct protocol_state *state, struct pp_hit gone)
{
    struct pp_exclusion *items = state->exclusions.items;
    uint32_t last = (uint32_t)--state->exclusions.count;
    struct pp_range range = items[last].range;
    struct pp_hits hits = {0};
    pp_itree_remove(&state->rows, gone.handle);
    if (gone.label == last) {
        return PP_OK;
    }
    items[gone.label] = items[last];
    enum pp_status status = pp_itree_enclosing(&state->rows, range, &hits);
    for (size_t i = 0; i < hits.count; i++) {
        if (hits.items[i].label == last) {
            pp_itree_remove(&state->rows, hits.items[i].handle);
        }
    }
    pp_hits_done(&hits);
    PP_TRY(status);
    return pp_itree_insert(&state->rows, range, gone.label, NULL);
}

enum pp_status pp_machine_remove_administered(struct pp_machine *machine,
                                              enum pp_protocol protocol,
                                              struct pp_range range)
{
    struct protocol_state *state = &machine->protocols[protocol];
    struct pp_hits hits = {0};
    enum pp_status status = pp_itree_enclosing(&state->rows, range, &hits);
    for (size_t i = 0; i < hits.count; i++) {
        struct pp_hit hit = hits.items[i];
        if (pp_range_equal(hit.range, range) &&
            state->exclusions.items[hit.label].is_administered == PP_YES) {
            status = take_out(state, hit);
            break;
        }
    }
    pp_hits_done(&hits);
    return status;
}

enum pp_status pp_machine_end_rows(struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   const struct pp_portset *ports,
                                   struct pp_place place)
{
    struct protocol_state *state = &machine->protocols[protocol];
    size_t kept = 0;
    pp_itree_done(&state->rows); /* labels change */
    for (size_t i = 0; i < state->exclusions.count; i++) {
        const struct pp_exclusion row = state->exclusions.items[i];
        if (row.is_administered == PP_NO &&
            pp_portset_test_any(ports, row.range)) {
            const struct pp_gap gap = {row.range, PP_GAP_CONFLICT, place};
            PP_TRY(pp_machine_add_earlier(machine, protocol, &row));
            PP_TRY(pp_machine_add_gap(machine, protocol, &gap));
            continue;
        }
        PP_TRY(pp_itree_insert(&state->rows, row.range, (uint32_t)kept, NULL));
        state->exclusions.items[kept++] = row;
    }
    state->exclusions.count = kept;
    return PP_OK;
}

enum pp_status pp_machine_add_socket(struct pp_machine *machine,
                                     enum pp_protocol protocol,
                                     const struct pp_socket *socket)
{
    struct protocol_state *state = &machine->protocols[protocol];
    struct pp_socket copy = *socket;
    PP_TRY(PP_VEC_RESERVE(&state->sockets, 1, PP_LIMIT_FACTS));
    if (!pp_arena_copy(&machine->arena, socket->address, &copy.address) ||
        !pp_arena_copy(&machine->arena, socket->state, &copy.state) ||
        !pp_arena_copy(&machine->arena, socket->process, &copy.process) ||
        !pp_arena_copy(
            &machine->arena, socket->remote_address, &copy.remote_address)) {
        return PP_ERR_NOMEM;
    }
    state->sockets.items[state->sockets.count++] = copy;
    return PP_OK;
}

void pp_machine_note_sockets(struct pp_machine *machine,
                             enum pp_protocol protocol,
                             enum pp_sockets_extent extent)
{
    struct protocol_state *state = &machine->protocols[protocol];
    state->sockets_extent =
        extent > state->sockets_extent ? extent : state->sockets_extent;
}

enum pp_status
pp_machine_add_reservation(struct pp_machine *machine,
                           enum pp_protocol protocol,
                           const struct pp_reservation *reservation)
{
    struct protocol_state *state = &machine->protocols[protocol];
    struct pp_reservation copy = *reservation;
    PP_TRY(PP_VEC_RESERVE(&state->reservations, 1, PP_LIMIT_FACTS));
    if (!pp_arena_copy(&machine->arena, reservation->text, &copy.text) ||
        !pp_arena_copy(&machine->arena, reservation->process, &copy.process) ||
        !pp_arena_copy(&machine->arena, reservation->queue, &copy.queue) ||
        !pp_arena_copy(&machine->arena, reservation->address, &copy.address) ||
        !pp_arena_copy(&machine->arena, reservation->target, &copy.target)) {
        return PP_ERR_NOMEM;
    }
    state->reservations.items[state->reservations.count++] = copy;
    return PP_OK;
}

void pp_machine_set_dynamic(struct pp_machine *machine,
                            enum pp_protocol protocol,
                            const struct pp_dynamic *dynamic)
{
    machine->protocols[protocol].dynamic = *dynamic;
    machine->protocols[protocol].is_dynamic_set = true;
}

enum pp_status pp_machine_add_fact(struct pp_machine *machine,
                                   const struct pp_fact *fact)
{
    PP_TRY(PP_VEC_RESERVE(&machine->facts, 1, PP_LIMIT_FACTS));
    struct pp_fact *kept = &machine->facts.items[machine->facts.count];
    PP_TRY(pp_fact_copy(&machine->arena, fact, kept));
    machine->facts.count++;
    if (fact->kind == PP_FACT_OS) {
        pp_os_learn(&machine->os, kept);
    }
    return PP_OK;
}

/* --- finishing --- */

static int compare_exclusions(const void *a, const void *b)
{
    const struct pp_exclusion *left = a;
    const struct pp_exclusion *right = b;
    int order = pp_range_compare(left->range, right->range);
    if (order != 0) {
        return order;
    }
    /* The order in the capture keeps equal rows apart: qsort is not stable. */
    return (left->place.line > right->place.line) -
           (left->place.line < right->place.line);
}

static int compare_sockets(const void *a, const void *b)
{
    const struct pp_socket *left = a;
    const struct pp_socket *right = b;
    if (left->port != right->port) {
        return left->port < right->port ? -1 : 1;
    }
    return (left->place.line > right->place.line) -
           (left->place.line < right->place.line);
}

/* Where each socket goes: behind those of lower ports and those of its own that
 * came before it. */
static void find_places(const struct pp_socket *sockets,
                        size_t count,
                        uint32_t *next,
                        uint32_t *ret_places)
{
    uint32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        next[sockets[i].port]++;
    }
    for (size_t port = 0; port < PP_PORT_COUNT; port++) {
        uint32_t here = next[port];
        next[port] = sum;
        sum += here;
    }
    for (size_t i = 0; i < count; i++) {
        ret_places[i] = next[sockets[i].port]++;
    }
}

static void
put_in_place(struct pp_socket *sockets, size_t count, uint32_t *places)
{
    for (size_t i = 0; i < count; i++) {
        while (places[i] != i) {
            uint32_t to = places[i];
            const struct pp_socket moved = sockets[to];
            sockets[to] = sockets[i];
            sockets[i] = moved;
            places[i] = places[to];
            places[to] = to;
        }
    }
}

/* Those of a port are in the order of their lines, unless they are of several
 * captures. */
static void sort_lines(struct pp_socket *sockets, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        if (sockets[i].place.line < sockets[i - 1].place.line) {
            qsort(sockets, count, sizeof(*sockets), compare_sockets);
            return;
        }
    }
}

/* By port, then line: there may be a million, large ones. */
static enum pp_status sort_sockets(struct pp_socket *sockets, size_t count)
{
    uint32_t *next = pp_calloc(PP_PORT_COUNT + count, sizeof(*next));
    if (next == NULL) {
        return PP_ERR_NOMEM;
    }
    find_places(sockets, count, next, next + PP_PORT_COUNT);
    put_in_place(sockets, count, next + PP_PORT_COUNT);
    pp_free(next);
    for (size_t i = 0, end = 0; i < count; i = end) {
        while (end < count && sockets[end].port == sockets[i].port) {
            end++;
        }
        sort_lines(&sockets[i], end - i);
    }
    return PP_OK;
}

static enum pp_status sort_claims(struct protocol_state *state)
{
    if (state->exclusions.count > 1) {
        qsort(state->exclusions.items,
              state->exclusions.count,
              sizeof(*state->exclusions.items),
              compare_exclusions);
    }
    return state->sockets.count > 1
               ? sort_sockets(state->sockets.items, state->sockets.count)
               : PP_OK;
}

static enum pp_status add_claim(struct protocol_state *state,
                                struct pp_claim claim)
{
    PP_TRY(PP_VEC_RESERVE(&state->claims, 1, SIZE_MAX));
    state->claims.items[state->claims.count++] = claim;
    return PP_OK;
}

static enum pp_status add_conventions(struct protocol_state *state,
                                      enum pp_protocol protocol)
{
    size_t count = 0;
    const struct pp_convention *conventions = pp_conventions(&count);
    for (size_t i = 0; i < count; i++) {
        if (conventions[i].has_protocol[protocol]) {
            PP_TRY(add_claim(state,
                             (struct pp_claim){
                                 .kind = PP_CLAIM_CONVENTION,
                                 .range = conventions[i].range,
                                 .as.convention = &conventions[i],
                             }));
        }
    }
    return PP_OK;
}

/* Up to Server 2003 ReservedPorts keeps ports from ephemeral use; a registered
 * URL and a mapping have their ports. */
static enum pp_status add_reservations(struct protocol_state *state,
                                       bool is_before_vista)
{
    for (size_t i = 0; i < state->reservations.count; i++) {
        struct pp_claim claim = {
            .kind = PP_CLAIM_RESERVATION,
            .range = state->reservations.items[i].range,
            .as.reservation = &state->reservations.items[i],
        };
        PP_TRY(add_claim(state, claim));
        if (is_before_vista &&
            claim.as.reservation->kind == PP_RESERVED_PORTS) {
            claim.kind = PP_CLAIM_KEPT;
            PP_TRY(add_claim(state, claim));
        }
        if (claim.as.reservation->is_registered) {
            claim.kind = PP_CLAIM_URL;
            PP_TRY(add_claim(state, claim));
        }
        if (pp_reservation_is_mapping(claim.as.reservation)) {
            claim.kind = PP_CLAIM_HELD;
            PP_TRY(add_claim(state, claim));
        }
    }
    return PP_OK;
}

/* Sorting has moved the rows: the tree is filled anew. */
static enum pp_status add_rows(struct protocol_state *state)
{
    pp_itree_done(&state->rows);
    for (size_t i = 0; i < state->exclusions.count; i++) {
        const struct pp_exclusion *row = &state->exclusions.items[i];
        PP_TRY(add_claim(state,
                         (struct pp_claim){
                             .kind = PP_CLAIM_EXCLUSION,
                             .range = row->range,
                             .as.exclusion = row,
                         }));
        PP_TRY(pp_itree_insert(&state->rows, row->range, (uint32_t)i, NULL));
    }
    return PP_OK;
}

static enum pp_status add_sockets(struct protocol_state *state)
{
    for (size_t i = 0; i < state->sockets.count; i++) {
        uint16_t port = state->sockets.items[i].port;
        PP_TRY(add_claim(state,
                         (struct pp_claim){
                             .kind = PP_CLAIM_SOCKET,
                             .range = {port, port},
                             .as.socket = &state->sockets.items[i],
                         }));
    }
    return PP_OK;
}

static enum pp_status add_gaps(struct protocol_state *state)
{
    for (size_t i = 0; i < state->gaps.count; i++) {
        PP_TRY(add_claim(state,
                         (struct pp_claim){
                             .kind = PP_CLAIM_GAP,
                             .range = state->gaps.items[i].range,
                             .as.gap = &state->gaps.items[i],
                         }));
    }
    return PP_OK;
}

/* Of earlier rows those that refused binds. */
static enum pp_status add_earlier(struct protocol_state *state)
{
    for (size_t i = 0; i < state->earlier.count; i++) {
        const struct pp_exclusion *row = &state->earlier.items[i];
        if (row->is_administered != PP_YES) {
            PP_TRY(add_claim(state,
                             (struct pp_claim){
                                 .kind = PP_CLAIM_EARLIER,
                                 .range = row->range,
                                 .as.exclusion = row,
                             }));
        }
    }
    return PP_OK;
}

/* A refusal that a row of an earlier table explains is over. */
static enum pp_status add_refusals(const struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   struct protocol_state *state)
{
    struct pp_portset over;
    pp_portset_clear(&over);
    for (size_t i = 0; i < state->earlier.count; i++) {
        if (state->earlier.items[i].is_administered != PP_YES) {
            pp_portset_set_range(&over, state->earlier.items[i].range);
        }
    }
    for (size_t i = 0; i < machine->facts.count; i++) {
        const struct pp_fact *fact = &machine->facts.items[i];
        if (fact->protocol == protocol && pp_is_refusal_of_port(fact) &&
            !pp_portset_test(&over, fact->range.first)) {
            PP_TRY(add_claim(state,
                             (struct pp_claim){
                                 .kind = PP_CLAIM_REFUSAL,
                                 .range = fact->range,
                                 .as.refusal = fact,
                             }));
        }
    }
    return PP_OK;
}

/* Where WSL's mirrored networking may have its block, if nothing shows it. */
static enum pp_status add_wsl_block(const struct pp_machine *machine,
                                    struct protocol_state *state)
{
    const struct pp_fact *mode =
        pp_find_mirrored(machine->facts.items, machine->facts.count);
    struct pp_mirrored_seen seen[PP_PROTOCOL_COUNT];
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct protocol_state *of = &machine->protocols[p];
        seen[p] = (struct pp_mirrored_seen){of->exclusions.items,
                                            of->exclusions.count,
                                            of->sockets.items,
                                            of->sockets.count};
    }
    for (size_t i = 0; i < state->exclusions.count; i++) {
        if (state->exclusions.items[i].owner == PP_OWNER_WSL_MIRRORED) {
            return PP_OK; /* it is shown */
        }
    }
    size_t count = mode != NULL ? pp_mirrored_choice_count(seen) : 0;
    for (size_t i = 0; i < count; i++) {
        PP_TRY(add_claim(state,
                         (struct pp_claim){
                             .kind = PP_CLAIM_WSL_BLOCK,
                             .range = pp_mirrored_choices[i],
                             .as.mirrored = mode,
                         }));
    }
    return PP_OK;
}

/* What RPC's list gives to servers, and the ports of single services: all of
 * them TCP's. */
static enum pp_status add_servers(const struct pp_machine *machine,
                                  struct protocol_state *state)
{
    struct pp_rpc rpc;
    struct pp_claim claim = {.kind = PP_CLAIM_RPC};
    uint32_t from = 0;
    pp_rpc_of(machine->facts.items, machine->facts.count, &rpc);
    claim.as.value = rpc.list;
    while (pp_rpc_gives_list(&rpc) &&
           pp_portset_next_run(&rpc.ports, &from, &claim.range)) {
        PP_TRY(add_claim(state, claim));
    }
    struct pp_service_port services[PP_SERVICE_PORTS];
    pp_service_ports_of(machine->facts.items, machine->facts.count, services);
    claim.kind = PP_CLAIM_SERVICE;
    for (size_t i = 0; i < PP_SERVICE_PORTS; i++) {
        claim.range = (struct pp_range){services[i].port, services[i].port};
        claim.as.value = services[i].fact;
        if (services[i].fact != NULL) {
            PP_TRY(add_claim(state, claim));
        }
    }
    return PP_OK;
}

/* The ports of which the DNS Server draws its pool. */
static enum pp_status add_dns_pool(struct pp_machine *machine,
                                   struct protocol_state *state)
{
    struct pp_dns_evidence evidence = {
        .facts = machine->facts.items,
        .fact_count = machine->facts.count,
        .sockets = state->sockets.items,
        .socket_count = state->sockets.count,
        .dynamic = state->dynamic.range,
        .kept = state->excluded,
    };
    for (size_t i = 0; i < state->claims.count; i++) {
        if (state->claims.items[i].kind == PP_CLAIM_KEPT) {
            pp_portset_set_range(&evidence.kept, state->claims.items[i].range);
        }
    }
    pp_dns_pool_find(&evidence, &machine->dns_pool);
    struct pp_claim claim = {.kind = PP_CLAIM_DNS_POOL};
    uint32_t from = 0;
    while (machine->dns_pool.is_shown &&
           pp_portset_next_run(&machine->dns_pool.from, &from, &claim.range)) {
        PP_TRY(add_claim(state, claim));
    }
    return PP_OK;
}

/* The rows of the table, and what else bears on a bind. */
static enum pp_status freeze_bearing(struct protocol_state *state)
{
    struct pp_itree bearing = {0};
    enum pp_status status = pp_itree_copy(&state->rows, &bearing);
    for (size_t i = state->exclusions.count;
         i < state->claims.count && status == PP_OK;
         i++) {
        const struct pp_claim *claim = &state->claims.items[i];
        if (pp_claim_kind_bears(claim->kind)) {
            status = pp_itree_insert(&bearing, claim->range, (uint32_t)i, NULL);
        }
    }
    if (status == PP_OK) {
        status = pp_spans_of_tree(&bearing, &state->spans);
    }
    pp_itree_done(&bearing);
    return status;
}

/* Remarks never change: they need no tree. */
static enum pp_status freeze_remarks(struct protocol_state *state)
{
    size_t first = state->exclusions.count;
    size_t count = 0;
    struct pp_hit *items =
        pp_calloc(state->claims.count - first, sizeof(*items));
    if (items == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = first; i < state->claims.count; i++) {
        const struct pp_claim *claim = &state->claims.items[i];
        if (!pp_claim_kind_bears(claim->kind)) {
            items[count].range = claim->range;
            items[count++].label = (uint32_t)i;
        }
    }
    enum pp_status status = pp_spans_of_items(items, count, &state->remarks);
    pp_free(items);
    return status;
}

static enum pp_status freeze_claims(struct protocol_state *state)
{
    PP_TRY(freeze_bearing(state));
    PP_TRY(freeze_remarks(state));
    pp_free(state->evidence);
    state->evidence = pp_evidence_find(state->claims.items, &state->spans);
    return state->evidence != NULL ? PP_OK : PP_ERR_NOMEM;
}

static enum pp_status build_claims(struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   struct protocol_state *state)
{
    bool is_before_vista = pp_machine_is_before_vista(machine);
    state->claims.count = 0; /* a second time, more having come */
    PP_TRY(add_rows(state));
    PP_TRY(add_sockets(state));
    PP_TRY(add_reservations(state, is_before_vista));
    PP_TRY(add_conventions(state, protocol));
    PP_TRY(add_claim(state,
                     (struct pp_claim){
                         .kind = PP_CLAIM_DYNAMIC,
                         .range = state->dynamic.range,
                         .as.dynamic = &state->dynamic,
                     }));
    PP_TRY(add_gaps(state));
    PP_TRY(add_earlier(state));
    PP_TRY(add_refusals(machine, protocol, state));
    PP_TRY(add_wsl_block(machine, state));
    PP_TRY(protocol == PP_TCP ? add_servers(machine, state)
                              : add_dns_pool(machine, state));
    return freeze_claims(state);
}

static void mark_ports(struct protocol_state *state)
{
    pp_portset_clear(&state->excluded);
    for (size_t i = 0; i < state->exclusions.count; i++) {
        pp_portset_set_range(&state->excluded,
                             state->exclusions.items[i].range);
    }
    state->taken = state->excluded;
    for (size_t i = 0; i < state->sockets.count; i++) {
        uint16_t port = state->sockets.items[i].port;
        pp_portset_set_range(&state->taken, (struct pp_range){port, port});
    }
    for (size_t i = 0; i < state->reservations.count; i++) {
        if (state->reservations.items[i].is_registered) {
            pp_portset_set_range(&state->taken,
                                 state->reservations.items[i].range);
        }
    }
}

/* Blocks go with winnat and come back in the same range
 * (docs/ports-on-windows.md#winnat-and-hns). */
static bool has_block(const struct protocol_state *state)
{
    for (size_t i = 0; i < state->exclusions.count; i++) {
        if (state->exclusions.items[i].is_administered != PP_YES &&
            pp_is_block(state->exclusions.items[i].range)) {
            return true;
        }
    }
    return false;
}

const struct pp_exclusion *
pp_machine_block_rows(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      size_t *ret_count)
{
    const struct protocol_state *state = &machine->protocols[protocol];
    bool is_now = has_block(state);
    *ret_count = is_now ? state->exclusions.count : state->earlier.count;
    return is_now ? state->exclusions.items : state->earlier.items;
}

static enum pp_status finish_protocol(struct pp_machine *machine,
                                      enum pp_protocol protocol)
{
    struct protocol_state *state = &machine->protocols[protocol];
    PP_TRY(sort_claims(state));
    if (!state->is_dynamic_set) {
        struct pp_range_evidence evidence = {
            .sockets = state->sockets.items,
            .socket_count = protocol == PP_TCP ? state->sockets.count : 0,
        };
        evidence.exclusions =
            pp_machine_block_rows(machine, protocol, &evidence.exclusion_count);
        state->dynamic = pp_assume_dynamic(&evidence);
    }
    struct pp_range row = {0, 0};
    (void)pp_find_preallocated(
        machine->facts.items, machine->facts.count, protocol, &row);
    for (size_t i = 0; i < state->exclusions.count; i++) {
        struct pp_exclusion *exclusion = &state->exclusions.items[i];
        if (exclusion->reason == NULL) {
            pp_attribute_exclusion(exclusion, &state->dynamic);
            pp_attribute_preallocated(exclusion, row);
        }
    }
    mark_ports(state);
    return build_claims(machine, protocol, state);
}

enum pp_status pp_machine_finish(struct pp_machine *machine)
{
    machine->loose_refusal =
        pp_find_loose_refusal(machine->facts.items, machine->facts.count);
    for (int i = 0; i < PP_PROTOCOL_COUNT; i++) {
        PP_TRY(finish_protocol(machine, (enum pp_protocol)i));
    }
    return PP_OK;
}

/* --- asking --- */

bool pp_machine_has_table(const struct pp_machine *machine,
                          enum pp_protocol protocol)
{
    return machine->protocols[protocol].table_extent != PP_TABLE_NONE;
}

enum pp_table_extent pp_machine_table_extent(const struct pp_machine *machine,
                                             enum pp_protocol protocol)
{
    return machine->protocols[protocol].table_extent;
}

enum pp_sockets_extent
pp_machine_sockets_extent(const struct pp_machine *machine,
                          enum pp_protocol protocol)
{
    return machine->protocols[protocol].sockets_extent;
}

const struct pp_dynamic *pp_machine_dynamic(const struct pp_machine *machine,
                                            enum pp_protocol protocol)
{
    return &machine->protocols[protocol].dynamic;
}

const struct pp_exclusion *
pp_machine_exclusions(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      size_t *ret_count)
{
    *ret_count = machine->protocols[protocol].exclusions.count;
    return machine->protocols[protocol].exclusions.items;
}

const struct pp_socket *pp_machine_sockets(const struct pp_machine *machine,
                                           enum pp_protocol protocol,
                                           size_t *ret_count)
{
    *ret_count = machine->protocols[protocol].sockets.count;
    return machine->protocols[protocol].sockets.items;
}

const struct pp_reservation *
pp_machine_reservations(const struct pp_machine *machine,
                        enum pp_protocol protocol,
                        size_t *ret_count)
{
    *ret_count = machine->protocols[protocol].reservations.count;
    return machine->protocols[protocol].reservations.items;
}

const struct pp_gap *pp_machine_gaps(const struct pp_machine *machine,
                                     enum pp_protocol protocol,
                                     size_t *ret_count)
{
    *ret_count = machine->protocols[protocol].gaps.count;
    return machine->protocols[protocol].gaps.items;
}

/* Adds up the runs of free ports in `within`. */
static void measure_free_runs(const struct pp_portset *taken,
                              struct pp_range within,
                              struct pp_pool *pool)
{
    uint32_t at = within.first;
    while (at <= within.last) {
        uint32_t from = pp_portset_next_clear(taken, at);
        if (from > within.last) {
            return;
        }
        uint32_t to = pp_portset_next_set(taken, from);
        uint32_t end = (uint32_t)within.last + 1;
        to = to < end ? to : end;
        uint32_t run = to - from;
        pool->longest_free_run =
            run > pool->longest_free_run ? run : pool->longest_free_run;
        pool->blocks_of_100 += run / 100;
        pool->blocks_of_64 += run / 64;
        at = to;
    }
}

struct pp_pool pp_machine_pool(const struct pp_machine *machine,
                               enum pp_protocol protocol)
{
    const struct protocol_state *state = &machine->protocols[protocol];
    struct pp_range dynamic = state->dynamic.range;
    struct pp_pool pool = {
        .dynamic_count = pp_range_count(dynamic),
        .excluded_count = pp_portset_count(&state->excluded, dynamic),
    };
    uint32_t taken_count = pp_portset_count(&state->taken, dynamic);
    pool.in_use_count = taken_count - pool.excluded_count;
    pool.available_count = pool.dynamic_count - taken_count;
    measure_free_runs(&state->taken, dynamic, &pool);
    /* WSL mirrored mode asks for one run of 4096
     * (docs/ports-on-windows.md#wsl-mirrored). */
    pool.fits_4096 = pool.longest_free_run >= 4096;
    return pool;
}

const struct pp_dns_pool *pp_machine_dns_pool(const struct pp_machine *machine)
{
    return &machine->dns_pool;
}

const struct pp_os *pp_machine_os(const struct pp_machine *machine)
{
    return &machine->os;
}

const struct pp_fact *pp_machine_facts(const struct pp_machine *machine,
                                       size_t *ret_count)
{
    *ret_count = machine->facts.count;
    return machine->facts.items;
}

enum pp_tri pp_machine_service(const struct pp_machine *machine,
                               struct pp_sv name)
{
    enum pp_tri is_running = PP_UNKNOWN;
    for (size_t i = 0; i < machine->facts.count; i++) {
        const struct pp_fact *fact = &machine->facts.items[i];
        /* How it starts says nothing of whether it runs. */
        bool is_about_start = fact->as.service.is_running == PP_UNKNOWN &&
                              fact->as.service.is_disabled != PP_UNKNOWN;
        if (fact->kind == PP_FACT_SERVICE && !is_about_start &&
            pp_sv_equal_nocase(fact->as.service.name, name)) {
            is_running = fact->as.service.is_running;
        }
    }
    return is_running;
}

enum {
    SERVICE_DISABLED = 4 /* the value Start of its key */
};

/* What one fact says of how the service starts. */
static enum pp_tri disabled_by(const struct pp_fact *fact, struct pp_sv name)
{
    if (fact->kind == PP_FACT_SERVICE) {
        return pp_sv_equal_nocase(fact->as.service.name, name)
                   ? fact->as.service.is_disabled
                   : PP_UNKNOWN;
    }
    if (fact->kind != PP_FACT_REGISTRY) {
        return PP_UNKNOWN;
    }
    const struct pp_registry_fact *value = &fact->as.registry;
    enum pp_known_value known = pp_known_value_of_fact(value);
    bool is_of_it =
        (known == PP_KNOWN_WINNAT_START &&
         pp_sv_equal_nocase(name, PP_SV("winnat"))) ||
        (known == PP_KNOWN_HNS_START && pp_sv_equal_nocase(name, PP_SV("hns")));
    if (!is_of_it || value->type == PP_REG_DELETED) {
        return PP_UNKNOWN;
    }
    return value->number == SERVICE_DISABLED ? PP_YES : PP_NO;
}

bool pp_machine_is_disabled(const struct pp_machine *machine, struct pp_sv name)
{
    enum pp_tri is_disabled = PP_UNKNOWN;
    for (size_t i = 0; i < machine->facts.count; i++) {
        enum pp_tri said = disabled_by(&machine->facts.items[i], name);
        is_disabled = said != PP_UNKNOWN ? said : is_disabled;
    }
    return is_disabled == PP_YES;
}

enum pp_tri pp_machine_feature(const struct pp_machine *machine,
                               struct pp_sv name)
{
    enum pp_tri is_enabled = PP_UNKNOWN;
    for (size_t i = 0; i < machine->facts.count; i++) {
        const struct pp_fact *fact = &machine->facts.items[i];
        if (fact->kind == PP_FACT_FEATURE &&
            pp_sv_equal_nocase(fact->as.feature.name, name)) {
            is_enabled = fact->as.feature.is_enabled;
        }
    }
    return is_enabled;
}

/* --- one port --- */

const struct pp_spans *pp_machine_spans(const struct pp_machine *machine,
                                        enum pp_protocol protocol)
{
    return &machine->protocols[protocol].spans;
}

const struct pp_spans *pp_machine_remarks(const struct pp_machine *machine,
                                          enum pp_protocol protocol)
{
    return &machine->protocols[protocol].remarks;
}

const struct pp_claim *pp_machine_claim(const struct pp_machine *machine,
                                        enum pp_protocol protocol,
                                        uint32_t label)
{
    return &machine->protocols[protocol].claims.items[label];
}

const struct pp_span_evidence *pp_machine_evidence(
    const struct pp_machine *machine, enum pp_protocol protocol, uint16_t port)
{
    const struct protocol_state *state = &machine->protocols[protocol];
    return &state->evidence[pp_spans_find(&state->spans, port)];
}

const struct pp_fact *pp_machine_refusal_at(const struct pp_machine *machine,
                                            enum pp_protocol protocol,
                                            uint16_t port)
{
    const struct pp_hit *hit = NULL;
    struct pp_answers answers =
        pp_spans_stab(pp_machine_spans(machine, protocol), port);
    /* Rows may lie in thousands over a port: they are gone through only where
     * a refusal is among them. */
    bool has_refusal = (pp_machine_evidence(machine, protocol, port)->bits &
                        PP_SPAN_REFUSED) != 0;
    while (has_refusal && (hit = pp_answers_next(&answers)) != NULL) {
        const struct pp_claim *claim =
            pp_machine_claim(machine, protocol, hit->label);
        if (claim->kind == PP_CLAIM_REFUSAL) {
            return claim->as.refusal;
        }
    }
    return machine->loose_refusal;
}

const struct pp_fact *pp_machine_loose_refusal(const struct pp_machine *machine)
{
    return machine->loose_refusal;
}

/* The first socket, in their order, at or above the port. */
static size_t find_socket(const struct protocol_state *state, uint32_t port)
{
    size_t low = 0;
    size_t high = state->sockets.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (state->sockets.items[middle].port < port) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const struct pp_socket *pp_machine_sockets_at(const struct pp_machine *machine,
                                              enum pp_protocol protocol,
                                              uint16_t port,
                                              size_t *ret_count)
{
    const struct protocol_state *state = &machine->protocols[protocol];
    size_t first = find_socket(state, port);
    *ret_count = find_socket(state, (uint32_t)port + 1) - first;
    return *ret_count > 0 ? &state->sockets.items[first] : NULL;
}

const char *pp_owner_name(enum pp_owner owner)
{
    static const char *const names[] = {
        [PP_OWNER_UNKNOWN] = "unknown",
        [PP_OWNER_ADMINISTRATOR] = "administrator",
        [PP_OWNER_HNS_EXCLUDED_RANGE] = "hns-excluded-range",
        [PP_OWNER_WINNAT] = "winnat",
        [PP_OWNER_HNS_LOAD_BALANCER] = "hns-load-balancer",
        [PP_OWNER_HTTP_SYS] = "http.sys",
        [PP_OWNER_PUBLISHED_PORT] = "published-port",
        [PP_OWNER_WSL_MIRRORED] = "wsl-mirrored",
        [PP_OWNER_PERSISTENT_API] = "persistent-api",
    };
    return names[owner];
}

const char *pp_confidence_name(enum pp_confidence confidence)
{
    static const char *const names[] = {
        [PP_CONFIDENCE_NONE] = "none",
        [PP_CONFIDENCE_POSSIBLE] = "possible",
        [PP_CONFIDENCE_LIKELY] = "likely",
        [PP_CONFIDENCE_CERTAIN] = "certain",
    };
    return names[confidence];
}

bool pp_reservation_is_mapping(const struct pp_reservation *reservation)
{
    return reservation->kind == PP_RESERVED_NAT ||
           reservation->kind == PP_RESERVED_HNS ||
           reservation->kind == PP_RESERVED_RRAS;
}

const char *pp_reservation_kind_name(enum pp_reservation_kind kind)
{
    static const char *const names[] = {
        [PP_RESERVED_PORTS] = "ReservedPorts",
        [PP_RESERVED_URL] = "url",
        [PP_RESERVED_NAT] = "nat",
        [PP_RESERVED_HNS] = "hns",
        [PP_RESERVED_RRAS] = "rras",
        [PP_RESERVED_CERTIFICATE] = "certificate",
    };
    return names[kind];
}

const char *pp_basis_name(enum pp_basis basis)
{
    static const char *const names[] = {
        [PP_BASIS_ASSUMED] = "assumed",
        [PP_BASIS_DEFAULT] = "default",
        [PP_BASIS_REGISTRY] = "registry",
        [PP_BASIS_CAPTURED] = "captured",
        [PP_BASIS_GIVEN] = "given",
    };
    return names[basis];
}

/* Values that only the old systems need beside their name: somebody who names
 * one in passing has none of them. */
static bool has_old_values(const struct pp_machine *machine)
{
    for (size_t i = 0; i < machine->facts.count; i++) {
        const struct pp_fact *fact = &machine->facts.items[i];
        enum pp_known_value known =
            fact->kind == PP_FACT_REGISTRY
                ? pp_known_value_of_fact(&fact->as.registry)
                : PP_KNOWN_NONE;
        if (known == PP_KNOWN_MAX_USER_PORT ||
            known == PP_KNOWN_RESERVED_PORTS) {
            return true;
        }
    }
    return false;
}

bool pp_machine_is_before_vista(const struct pp_machine *machine)
{
    const struct pp_os *os = pp_machine_os(machine);
    const struct pp_windows *windows =
        os->generation != NULL ? pp_windows_named(pp_sv_from(os->generation))
                               : NULL;
    return windows != NULL && !pp_era_has_netsh(windows->era) &&
           (!os->is_named_only || has_old_values(machine));
}
