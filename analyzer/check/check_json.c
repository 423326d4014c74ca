/* The document portplan.check/1: one element for each port. */
#include "check_json.h"

#include "exhaustion_json.h"
#include "failure.h"
#include "json/json_write.h"
#include "model/dns_pool.h"
#include "model/rpc.h"
#include "print/assumptions_json.h"
#include "print/diag_json.h"
#include "print/limit_text.h"
#include "print/machine_json.h"
#include "print/place.h"
#include "print/port_books.h"

/* A sentence with a few numbers in it. */
enum {
    MAX_LIMIT_BYTES = 512
};

static void add_exclusion(struct pp_json *reasons,
                          const struct pp_exclusion *exclusion)
{
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "excluded");
    pp_json_add_u64(reason, "start", exclusion->range.first);
    pp_json_add_u64(reason, "end", exclusion->range.last);
    pp_json_add_tri(reason, "administered", exclusion->is_administered);
    pp_json_add_str(reason, "owner", pp_owner_name(exclusion->owner));
    pp_json_add_str(
        reason, "confidence", pp_confidence_name(exclusion->confidence));
    pp_json_add_str(reason, "reason", exclusion->reason);
    pp_add_source(reason, &exclusion->place);
}

static void add_socket(struct pp_json *reasons, const struct pp_socket *socket)
{
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "in-use");
    pp_json_add_known(reason, "address", socket->address);
    pp_json_add_u64_if(reason, "pid", socket->has_pid, socket->pid);
    pp_json_add_known(reason, "process", socket->process);
    pp_add_source(reason, &socket->place);
}

static void add_dynamic(struct pp_json *reasons,
                        const struct pp_dynamic *dynamic)
{
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "dynamic-range");
    pp_json_add_u64(reason, "start", dynamic->range.first);
    pp_json_add_u64(reason, "end", dynamic->range.last);
    pp_json_add_str(reason, "basis", pp_basis_name(dynamic->basis));
    pp_add_source(reason, &dynamic->place);
}

/* Who has the port that a NAT or an HNS mapping passes on. */
static void add_held(struct pp_json *reasons,
                     const struct pp_reservation *mapping)
{
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "held");
    pp_json_add_u64(reason, "start", mapping->range.first);
    pp_json_add_u64(reason, "end", mapping->range.last);
    pp_json_add_str(reason, "by", pp_reservation_kind_name(mapping->kind));
    pp_json_add_known(reason, "name", mapping->text);
    pp_json_add_known(reason, "address", mapping->address);
    pp_json_add_known(reason, "target", mapping->target);
    pp_json_add_u64_if(reason, "id", mapping->has_id, mapping->id);
    pp_add_source(reason, &mapping->place);
}

static void add_reservation(struct pp_json *reasons,
                            const struct pp_reservation *reservation)
{
    if (pp_reservation_is_mapping(reservation)) {
        add_held(reasons, reservation);
        return;
    }
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "reservation");
    pp_json_add_u64(reason, "start", reservation->range.first);
    pp_json_add_u64(reason, "end", reservation->range.last);
    pp_json_add_str(reason, "of", pp_reservation_kind_name(reservation->kind));
    pp_json_add_known(reason, "text", reservation->text);
    if (reservation->kind == PP_RESERVED_URL) {
        pp_json_add_bool(reason, "registered", reservation->is_registered);
        pp_registrant_json(reason, reservation);
    }
    pp_add_source(reason, &reservation->place);
}

static void add_convention(struct pp_json *reasons,
                           const struct pp_convention *convention)
{
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "convention");
    pp_json_add_u64(reason, "start", convention->range.first);
    pp_json_add_u64(reason, "end", convention->range.last);
    pp_json_add_str(reason, "name", convention->name);
    pp_json_add_str(reason, "stated_by", convention->source);
}

static void add_servers(struct pp_json *reasons,
                        const struct pp_check_span *span)
{
    if (span->service != NULL) {
        const struct pp_fact *value = span->service->as.value;
        struct pp_json *reason = pp_json_append_object(reasons);
        pp_json_add_str(reason, "kind", "service-port");
        pp_json_add_str(reason, "service", pp_service_of(value));
        pp_add_source(reason, &value->place);
    }
    if (span->rpc != NULL) {
        struct pp_json *reason = pp_json_append_object(reasons);
        pp_json_add_str(reason, "kind", "rpc");
        pp_json_add_u64(reason, "start", span->rpc->range.first);
        pp_json_add_u64(reason, "end", span->rpc->range.last);
        pp_add_source(reason, &span->rpc->as.value->place);
    }
}

static void add_dns_pool(struct pp_json *reasons,
                         const struct pp_check_span *span)
{
    if (span->dns_pool == NULL) {
        return;
    }
    struct pp_json *reason = pp_json_append_object(reasons);
    pp_json_add_str(reason, "kind", "dns-pool");
    pp_json_add_u64(reason, "size", span->dns_pool->size);
    pp_json_add_u64(reason, "of", span->dns_pool->from_count);
    pp_json_add_double(reason,
                       "probability",
                       pp_dns_pool_chance(span->dns_pool, span->range.first),
                       6);
    static const struct pp_place nowhere;
    const struct pp_fact *fact = span->dns_pool->shown_by;
    pp_add_source(reason, fact != NULL ? &fact->place : &nowhere);
}

static void add_reasons(struct pp_json *row,
                        const struct pp_check_span *span,
                        const struct pp_machine *machine)
{
    struct pp_json *reasons = pp_json_array(row, "reasons");
    for (size_t i = 0; i < span->exclusion_count; i++) {
        add_exclusion(reasons, span->exclusions[i]);
    }
    for (size_t i = 0; i < span->socket_count; i++) {
        add_socket(reasons, span->sockets[i]);
    }
    add_servers(reasons, span);
    add_dns_pool(reasons, span);
    if (span->is_dynamic) {
        add_dynamic(reasons, pp_machine_dynamic(machine, span->protocol));
    }
    for (size_t i = 0; i < span->reservation_count; i++) {
        add_reservation(reasons, span->reservations[i]);
    }
    for (size_t i = 0; i < span->convention_count; i++) {
        add_convention(reasons, span->conventions[i]);
    }
}

/* The error that a program got for the port. */
static void add_error(struct pp_json *asked_by,
                      const struct pp_check_span *span)
{
    static const enum pp_tri explained[] = {
        [PP_EXPLAINED_NOT_ASKED] = PP_UNKNOWN,
        [PP_EXPLAINED_BY_EXCLUSION] = PP_YES,
        [PP_EXPLAINED_IF_CONTAINER] = PP_UNKNOWN,
        [PP_EXPLAINED_BY_SOCKET] = PP_YES,
        [PP_EXPLAINED_BEFORE] = PP_YES,
        [PP_EXPLAINED_BY_MAPPING] = PP_YES,
        [PP_EXPLAINED_BY_URL] = PP_YES,
        [PP_EXPLAINED_BY_DNS_POOL] = PP_UNKNOWN,
        [PP_EXPLAINED_BY_NOTHING] = PP_NO,
        [PP_EXPLAINED_UNKNOWN] = PP_UNKNOWN,
    };
    const struct pp_bind_error_fact *error = &span->asked_by->as.bind_error;
    struct pp_json *asker = pp_json_append_object(asked_by);
    pp_json_add_str(asker, "kind", "error");
    pp_json_add_known(asker, "program", error->program);
    pp_json_add_u64_if(asker, "error", error->error != 0, error->error);
    if (error->also != 0) {
        pp_json_add_u64(asker, "also", error->also);
    }
    pp_json_add_tri(asker, "explained", explained[span->explanation]);
    pp_add_source(asker, &span->asked_by->place);
}

/* Whoever asks for the port, the strongest first. */
static void
add_askers(struct pp_json *row, const struct pp_check_span *span, bool is_query)
{
    static const struct pp_place nowhere;
    struct pp_json *asked_by = pp_json_array(row, "asked_by");
    if (is_query) {
        struct pp_json *asker = pp_json_append_object(asked_by);
        pp_json_add_str(asker, "kind", "query");
        pp_add_source(asker, &nowhere);
    }
    if (span->asked_by != NULL) {
        add_error(asked_by, span);
    }
    for (size_t i = 0; i < PP_MENTION_KIND_COUNT; i++) {
        if (span->mentions[i] != NULL) {
            struct pp_json *asker = pp_json_append_object(asked_by);
            pp_json_add_str(
                asker, "kind", pp_mention_kind_name((enum pp_mention_kind)i));
            pp_add_source(asker, &span->mentions[i]->place);
        }
    }
}

static const char mirrored_caveat[] =
    "WSL's mirrored networking holds 4096 ports that no table lists";

static void add_limits(struct pp_json *row, const struct pp_check_span *span)
{
    struct pp_json *limits = pp_json_array(row, "limits");
    for (size_t i = 0; i < span->limit_count; i++) {
        const struct pp_limit *limit = &span->limits[i];
        struct pp_json *item = pp_json_append_object(limits);
        struct pp_buf text;
        pp_buf_init(&text, MAX_LIMIT_BYTES);
        pp_limit_text(&text, limit);
        pp_json_add_str(item, "kind", pp_limit_kind_name(limit->kind));
        pp_json_add_sv(item, "message", pp_buf_view(&text));
        pp_buf_done(&text);
        pp_add_source(item, &limit->place);
    }
}

static void add_port(struct pp_json *ports,
                     uint16_t port,
                     const struct pp_check_span *span,
                     const struct pp_machine *machine,
                     bool is_query)
{
    struct pp_json *row = pp_json_append_object(ports);
    pp_json_add_u64(row, "port", port);
    pp_json_add_str(row, "protocol", pp_protocol_name(span->protocol));
    pp_json_add_str(row, "verdict", pp_verdict_name(span->verdict));
    pp_json_add_str(row, "as", pp_bind_kind_name(span->kind));
    if (span->address.kind != PP_ADDRESS_UNKNOWN) {
        pp_json_add_sv(row, "address", span->address.text);
    } else {
        pp_json_add_null(row, "address");
    }
    pp_json_add_u64_if(
        row, "error", span->error != PP_WIN_OK, (uint64_t)span->error);
    add_askers(row, span, is_query);
    add_reasons(row, span, machine);
    if (span->exclusion_total > span->exclusion_count) {
        pp_json_add_u64(row,
                        "more_exclusions",
                        span->exclusion_total - span->exclusion_count);
    }
    if (span->socket_total > span->socket_count) {
        pp_json_add_u64(
            row, "more_sockets", span->socket_total - span->socket_count);
    }
    add_limits(row, span);
    pp_json_add_str(row, "caveat", span->is_mirrored ? mirrored_caveat : NULL);
    struct pp_json *free_ports = pp_json_array(row, "nearest_free");
    if (span->free_below != 0) {
        pp_json_append_u64(free_ports, span->free_below);
    }
    if (span->free_above != 0) {
        pp_json_append_u64(free_ports, span->free_above);
    }
    pp_add_port_books_json(row, span->protocol, port);
    struct pp_json *advice = pp_json_array(row, "advice");
    for (size_t i = 0; i < span->advice_count; i++) {
        pp_json_append_str(advice, span->advice[i]);
    }
}

void pp_check_json_add(struct pp_json *doc,
                       const struct pp_check *check,
                       const struct pp_show *show)
{
    pp_json_add_str(doc, "schema", "portplan.check/1");
    struct pp_json *ports = pp_json_array(doc, "ports");
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    for (size_t i = 0; i < count; i++) {
        uint32_t last = spans[i].range.last;
        for (uint32_t port = spans[i].range.first; port <= last; port++) {
            add_port(ports,
                     (uint16_t)port,
                     &spans[i],
                     show->machine,
                     pp_check_options_of(check)->is_query);
        }
    }
    pp_assumptions_json(doc, &pp_check_options_of(check)->assumptions);
    pp_diags_json(doc, show->diags);
}

void pp_check_json(struct pp_buf *buf,
                   const struct pp_check *check,
                   const struct pp_show *show,
                   const struct pp_exhaustion *exhaustion)
{
    struct pp_json *doc = pp_json_doc_new();
    pp_check_json_add(doc, check, show);
    pp_exhaustion_json(doc, show, exhaustion);
    pp_failures_json(doc, show);
    pp_json_finish(doc, buf);
}
