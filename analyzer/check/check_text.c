/*
 * `check` as text: the answer in the first line of each port, then the
 * evidence, then what to do.
 */
#include "check_text.h"

#include "base/utf8.h"
#include "explain_error.h"
#include "knowledge/mirrored.h"
#include "knowledge/windows.h"
#include "model/dns_pool.h"
#include "model/holder.h"
#include "model/machine.h"
#include "model/rpc.h"
#include "print/limit_text.h"
#include "print/place.h"
#include "print/port_books.h"
#include "print/show_servers.h"
#include "registrant.h"

/* Of more ports than that the lists of ports are not told. */
enum {
    BOOKED_PORTS_MAX = 4,
    MAX_SPAN_BYTES = 1 << 20, /* of the lines on one span */
};

static const enum pp_color verdict_colors[] = {
    [PP_VERDICT_FREE] = PP_COLOR_FREE,
    [PP_VERDICT_BLOCKED] = PP_COLOR_BLOCKED,
    [PP_VERDICT_IN_USE] = PP_COLOR_IN_USE,
    [PP_VERDICT_AT_RISK] = PP_COLOR_AT_RISK,
    [PP_VERDICT_RESERVED] = PP_COLOR_RESERVED,
    [PP_VERDICT_UNKNOWN] = PP_COLOR_STRONG,
};

enum pp_color pp_check_color(enum pp_verdict verdict)
{
    return verdict_colors[verdict];
}

/* ` (dump.txt:22)`; nothing where no capture says it. */
static void add_evidence(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_place *place)
{
    if (place->line == 0) {
        return;
    }
    pp_buf_add_str(buf, " (");
    pp_add_place(buf, show, place);
    pp_buf_add_char(buf, ')');
}

/* Writes a line of which `used` columns are there, broken at the width. */
static void end_line(struct pp_buf *buf,
                     const struct pp_style *style,
                     size_t used,
                     size_t indent,
                     const struct pp_buf *line)
{
    if (line->status != PP_OK) {
        buf->status = line->status;
    } else if (line->len > 0) {
        pp_style_hanging(buf, style, used, indent, line->data);
    }
}

static const char *const binders[] = {
    [PP_BIND_PLAIN] = "a program that binds it",
    [PP_BIND_REUSE] = "a program that binds it with SO_REUSEADDR",
    [PP_BIND_EXCLUSIVE] = "a program that binds it with SO_EXCLUSIVEADDRUSE",
    [PP_BIND_HTTP_SYS] = "a URL registration with HTTP.sys",
    [PP_BIND_QUIC] = "a QUIC listener",
    [PP_BIND_CONTAINER] = "publishing it for a Windows container (HNS)",
    [PP_BIND_RESERVATION] = "reserving it",
};

static void add_error(struct pp_buf *buf, const struct pp_check_span *span)
{
    pp_buf_printf(buf,
                  "%s gets %s (%d)",
                  binders[span->kind],
                  pp_windows_error_name(span->error),
                  (int)span->error);
}

static struct pp_range wsl_block(const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->exclusion_count; i++) {
        if (span->exclusions[i]->owner == PP_OWNER_WSL_MIRRORED) {
            return span->exclusions[i]->range;
        }
    }
    return span->range;
}

/* An exclusion without a socket on it is what makes people search in vain. */
static void add_blocked(struct pp_buf *buf, const struct pp_check_span *span)
{
    if (span->rule == PP_BIND_RULE_MIRRORED) {
        pp_buf_add_str(buf, "WSL's mirrored networking holds ");
        pp_range_print(buf, wsl_block(span));
        pp_buf_add_str(buf, " for the guest: ");
        add_error(buf, span);
        return;
    }
    add_error(buf, span);
    if (span->exclusion_count > 0 && span->socket_count == 0 &&
        span->has_netstat) {
        pp_buf_add_str(buf, ", and netstat shows no owner");
    }
}

/* `http.sys (pid 1552) has it, ...` */
static void add_url_answer(struct pp_buf *buf, const struct pp_check_span *span)
{
    const struct pp_reservation *url = pp_registrant_of(span);
    pp_buf_add_str(buf, "http.sys");
    if (url != NULL && url->has_pid) {
        pp_buf_printf(buf, " (pid %lu)", (unsigned long)url->pid);
    }
    pp_buf_add_str(buf, " has it");
    if (span->rule == PP_BIND_RULE_SHARED_URL) {
        pp_buf_add_str(buf, " and shares it: another path can be registered");
        return;
    }
    pp_buf_add_str(buf, ", ");
    add_error(buf, span);
}

static void add_free(struct pp_buf *buf, const struct pp_check_span *span)
{
    if (span->rule == PP_BIND_RULE_SHARED_URL) {
        add_url_answer(buf, span);
        return;
    }
    pp_buf_add_str(buf,
                   pp_span_has_holder(span)
                       ? "it can be bound alongside the sockets there"
                       : "nothing in the captures stands in its way");
}

static void add_at_risk(struct pp_buf *buf, const struct pp_check_span *span)
{
    pp_buf_add_str(buf, "it can be bound now, but ");
    if (span->service != NULL) {
        pp_buf_printf(buf,
                      "%s takes it when it starts",
                      pp_service_of(span->service->as.value));
    } else if (span->rpc != NULL) {
        pp_buf_add_str(buf, "RPC gives it to servers at random");
    } else {
        pp_buf_printf(buf,
                      "is in the dynamic range, where a socket %smay take it",
                      span->is_before_vista ? "" : "or a reserved block ");
    }
}

/* `the DNS Server's pool of 2,500 UDP ports` */
static void add_pool_name(struct pp_buf *buf, const struct pp_dns_pool *pool)
{
    pp_buf_add_str(buf, "the DNS Server's pool of ");
    pp_buf_add_thousands(buf, pool->size);
    pp_buf_printf(buf, " UDP port%s", pool->size == 1 ? "" : "s");
}

static void add_answer(struct pp_buf *buf, const struct pp_check_span *span)
{
    switch (span->verdict) {
    case PP_VERDICT_FREE:
        add_free(buf, span);
        return;
    case PP_VERDICT_BLOCKED:
        add_blocked(buf, span);
        return;
    case PP_VERDICT_IN_USE:
        if (span->rule == PP_BIND_RULE_URL) {
            add_url_answer(buf, span);
        } else {
            add_error(buf, span);
        }
        return;
    case PP_VERDICT_AT_RISK:
        add_at_risk(buf, span);
        return;
    case PP_VERDICT_RESERVED:
        pp_buf_add_str(buf, "an administered exclusion keeps it free");
        return;
    case PP_VERDICT_UNKNOWN:
        if (span->explanation == PP_EXPLAINED_BY_DNS_POOL) {
            add_pool_name(buf, span->dns_pool);
            pp_buf_add_str(buf, " is the likely holder");
            if (span->limits[0].kind == PP_LIMIT_ERROR_UNEXPLAINED) {
                return; /* it explains the error */
            }
            pp_buf_add_str(buf, "; ");
        }
        /* An answer that is unknown has a limit, and the first is the reason.
         */
        pp_limit_text(buf, &span->limits[0]);
        return;
    }
}

/* Where the limit that makes an answer unknown is to be seen. */
static void add_limit_place(struct pp_buf *buf,
                            const struct pp_show *show,
                            const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_UNKNOWN) {
        add_evidence(buf, show, &span->limits[0].place);
    }
}

static void add_first_line(struct pp_buf *buf,
                           const struct pp_style *style,
                           const struct pp_show *show,
                           const struct pp_check_span *span)
{
    pp_style_begin(buf, style, PP_COLOR_STRONG);
    pp_range_print(buf, span->range);
    pp_buf_add_char(buf, '/');
    pp_buf_add_str(buf, pp_protocol_name(span->protocol));
    if (span->address.kind != PP_ADDRESS_UNKNOWN) {
        pp_buf_add_str(buf, " on ");
        pp_escape_text(buf, span->address.text);
    }
    pp_style_end(buf, style, PP_COLOR_STRONG);
    pp_buf_add_str(buf, "  ");
    pp_style_text(buf,
                  style,
                  verdict_colors[span->verdict],
                  pp_verdict_name(span->verdict));
    pp_buf_add_str(buf, ": ");
    add_answer(buf, span);
    add_limit_place(buf, show, span);
    pp_buf_add_char(buf, '\n');
}

/* Whether what helps is a cure, and not just worth knowing. */
static bool is_ill(enum pp_verdict verdict)
{
    return verdict == PP_VERDICT_BLOCKED || verdict == PP_VERDICT_IN_USE ||
           verdict == PP_VERDICT_AT_RISK;
}

/* Each piece with its command in a line of its own, to be copied. */
static void add_advice(struct pp_buf *buf,
                       const struct pp_style *style,
                       const struct pp_check_span *span)
{
    static const char cure[] = "  cure: ";
    size_t used = is_ill(span->verdict) ? sizeof(cure) - 1 : 2;
    for (size_t i = 0; i < span->advice_count; i++) {
        const char *command = span->commands[i];
        struct pp_sv sentence = pp_sv_from(span->advice[i]);
        if (command != NULL) {
            sentence.len = (size_t)(command - sentence.ptr) - 1;
        }
        struct pp_buf line;
        pp_buf_init(&line, MAX_SPAN_BYTES);
        pp_buf_add(&line, sentence);
        if (used > 2 && i == 0) {
            pp_buf_add_str(buf, cure);
        } else {
            pp_buf_add_repeated(buf, ' ', used);
        }
        end_line(buf, style, used, used, &line);
        pp_buf_done(&line);
        if (command != NULL) {
            pp_buf_printf(buf, "    %s\n", command);
        }
    }
}

static void add_exclusion(struct pp_buf *buf,
                          const struct pp_show *show,
                          const struct pp_exclusion *exclusion)
{
    pp_buf_add_str(buf, "  excluded ");
    pp_range_print(buf, exclusion->range);
    if (exclusion->is_administered == PP_YES) {
        pp_buf_add_str(buf, " *");
    }
    pp_buf_add_str(buf, ", owner ");
    pp_add_owner(buf, exclusion);
    if (exclusion->reason != NULL) {
        pp_buf_add_str(buf, ": ");
        pp_buf_add_str(buf, exclusion->reason);
    }
    add_evidence(buf, show, &exclusion->place);
    pp_buf_add_char(buf, '\n');
}

static void add_socket(struct pp_buf *buf,
                       const struct pp_show *show,
                       const struct pp_socket *socket)
{
    pp_buf_add_str(buf,
                   pp_socket_is_holder(socket) ? "  in use" : "  beside it");
    if (pp_socket_is_proxy(socket)) {
        pp_buf_add_str(buf, " by a portproxy rule (iphlpsvc)");
    } else if (socket->process.len > 0) {
        pp_buf_add_str(buf, " by ");
        pp_escape_text(buf, socket->process);
    }
    if (socket->has_pid) {
        pp_buf_printf(buf, ", pid %u", (unsigned)socket->pid);
    }
    if (socket->address.len > 0) {
        pp_buf_add_str(buf, ", on ");
        pp_escape_text(buf, socket->address);
    }
    if (socket->state.len > 0) {
        pp_buf_add_str(buf, ", ");
        pp_escape_text(buf, socket->state);
    }
    add_evidence(buf, show, &socket->place);
    pp_buf_add_char(buf, '\n');
}

/* "and 16,381 more sockets in TIME_WAIT" */
static void add_more_sockets(struct pp_buf *buf,
                             const struct pp_check_span *span)
{
    size_t left_out = span->socket_total - span->socket_count;
    if (left_out == 0) {
        return;
    }
    pp_buf_add_str(buf, "  and ");
    pp_buf_add_thousands(buf, left_out);
    pp_buf_printf(buf, " more socket%s", left_out == 1 ? "" : "s");
    /* Those that hold the port come first: behind another, all are of it. */
    const struct pp_socket *last = span->sockets[span->socket_count - 1];
    if (!pp_socket_is_holder(last)) {
        pp_buf_add_str(buf, " in TIME_WAIT");
    }
    pp_buf_add_char(buf, '\n');
}

static void add_dynamic(struct pp_buf *buf,
                        const struct pp_show *show,
                        enum pp_protocol protocol)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(show->machine, protocol);
    pp_buf_add_str(buf, "  in the dynamic range ");
    pp_range_print(buf, dynamic->range);
    pp_buf_add_str(buf, ", ");
    pp_buf_add_str(buf, pp_basis_name(dynamic->basis));
    if (dynamic->place.line == 0 && dynamic->reason != NULL) {
        pp_buf_add_str(buf, ": ");
        pp_buf_add_str(buf, dynamic->reason);
    }
    add_evidence(buf, show, &dynamic->place);
    pp_buf_add_char(buf, '\n');
}

/* `  RPC gives 6100-6299 to servers at random: Ports (dc.reg:4)` */
static void add_servers(struct pp_buf *buf,
                        const struct pp_show *show,
                        const struct pp_check_span *span)
{
    if (span->service != NULL) {
        pp_buf_printf(
            buf, "  the port of %s: ", pp_service_of(span->service->as.value));
        pp_escape_text(buf, pp_service_value_name(span->service->as.value));
        add_evidence(buf, show, &span->service->as.value->place);
        pp_buf_add_char(buf, '\n');
    }
    if (span->rpc != NULL) {
        pp_buf_add_str(buf, "  RPC gives ");
        pp_range_print(buf, span->rpc->range);
        pp_buf_add_str(buf, " to servers at random: Ports");
        add_evidence(buf, show, &span->rpc->as.value->place);
        pp_buf_add_char(buf, '\n');
    }
}

/* A UDP port that was refused beside a pool whose range is not known: of which
 * version the system is decides whether the pool can have it
 * (docs/ports-on-windows.md#dns-server). */
static bool may_be_old_pool(const struct pp_machine *machine,
                            const struct pp_check_span *span)
{
    const struct pp_dns_pool *pool = pp_machine_dns_pool(machine);
    return span->protocol == PP_UDP && span->asked_by != NULL &&
           !pp_span_has_holder(span) && span->exclusion_count == 0 &&
           pool->is_shown && pool->is_running != PP_NO &&
           pp_machine_os(machine)->generation == NULL &&
           pp_machine_dynamic(machine, PP_UDP)->basis == PP_BASIS_ASSUMED &&
           span->range.first >=
               pp_windows_number(PP_ERA_NT5, PP_WINDOWS_DEFAULT_FIRST);
}

/* `  the DNS Server's pool of 2,500 UDP ports, drawn of 16,384 when it starts,
 * has it with probability 0.153 (dc.txt:2)` */
static void add_dns_pool(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_check_span *span)
{
    const struct pp_dns_pool *pool = span->dns_pool;
    if (pool == NULL) {
        if (may_be_old_pool(show->machine, span)) {
            pp_buf_add_str(
                buf,
                "  possibly the DNS Server's pool has it: with a low "
                "dynamic range, or MaxUserPort before Vista, it "
                "draws of such ports; netsh int ipv4 show "
                "dynamicport udp tells\n");
        }
        return;
    }
    pp_buf_add_str(buf, "  ");
    add_pool_name(buf, pool);
    pp_buf_add_str(buf, ", drawn of ");
    pp_buf_add_thousands(buf, pool->from_count);
    pp_buf_printf(buf,
                  " when it starts, has %s with probability ",
                  span->range.first == span->range.last ? "it" : "each");
    pp_add_chance(buf, pp_dns_pool_chance(pool, span->range.first));
    if (pool->is_running == PP_NO) {
        pp_buf_add_str(buf, "; the service is stopped");
    }
    if (pool->shown_by != NULL) {
        add_evidence(buf, show, &pool->shown_by->place);
    }
    pp_buf_add_char(buf, '\n');
}

/* What lies behind a block, or is likely to where no table shows one. */
static void add_low_range(struct pp_buf *buf,
                          const struct pp_show *show,
                          const struct pp_check_span *span)
{
    if (span->low_range == NULL) {
        return;
    }
    const char *likely =
        span->asked_by != NULL ? "  likely cause: " : "  note: ";
    pp_buf_add_str(buf,
                   span->verdict == PP_VERDICT_BLOCKED ? "  cause: " : likely);
    pp_buf_add_str(buf, "the dynamic range ");
    pp_range_print(buf, span->low_range->range);
    pp_buf_add_str(buf,
                   ", which has been set low, covers this port, and Windows "
                   "reserves blocks in it");
    add_evidence(buf, show, &span->low_range->place);
    pp_buf_add_char(buf, '\n');
}

/* Where to look when nothing captured explains the error. */
static const char *unexplained(uint32_t error)
{
    switch (error) {
    case 5:
        return "the program needs a reservation of the URL (netsh http show "
               "urlacl) or administrator rights";
    case 183:
        return "the same URL is registered twice (netsh http show "
               "servicestate)";
    case PP_WSA_NOBUFS:
        return "the dynamic ports had run out, or memory was short; add "
               "netstat -anoq from that time";
    default:
        return "WSL's mirrored networking may hold it, which no table shows, "
               "another program may have held it then (netstat -ano), or the "
               "table is from another time";
    }
}

static void add_earlier(struct pp_buf *buf,
                        const struct pp_show *show,
                        const struct pp_exclusion *row)
{
    pp_buf_add_str(buf, "; the exclusion ");
    pp_range_print(buf, row->range);
    pp_buf_add_str(buf, " of an earlier table explains it");
    add_evidence(buf, show, &row->place);
    pp_buf_add_str(buf, "; the verdict is about the machine as it was left");
}

/* What may be behind an error although the table that is asked for lacks it. */
static void add_suspect(struct pp_buf *buf, const struct pp_check_span *span)
{
    const struct pp_bind_error_fact *error = &span->asked_by->as.bind_error;
    bool is_of_http = error->error == 32 || error->error == 183;
    if (is_of_http) {
        pp_buf_add_str(buf,
                       "; a URL of another program may have it: netsh http "
                       "show servicestate view=requestq");
    } else if (pp_range_contains(pp_mirrored_choices[0], span->range.first)) {
        pp_buf_add_str(buf,
                       "; WSL's mirrored networking, which is in no table, "
                       "usually has 44620-48715");
    }
}

static void add_explanation(struct pp_buf *buf,
                            const struct pp_show *show,
                            const struct pp_check_span *span)
{
    static const char *const words[] = {
        [PP_EXPLAINED_NOT_ASKED] = "",
        [PP_EXPLAINED_BY_EXCLUSION] = "; the exclusion explains it",
        [PP_EXPLAINED_IF_CONTAINER] =
            ("; the exclusion explains it for a Windows container, because HNS "
             "is refused there; for a Linux container Docker Desktop makes a "
             "plain bind, and nothing in the captures explains the error"),
        [PP_EXPLAINED_BY_SOCKET] = "; the socket explains it",
        [PP_EXPLAINED_BY_MAPPING] = "; the mapping explains it",
        [PP_EXPLAINED_BY_URL] = "; the URL of http.sys explains it",
        [PP_EXPLAINED_BEFORE] = "",
        [PP_EXPLAINED_BY_DNS_POOL] =
            "; the DNS Server's pool is likely to explain it",
        [PP_EXPLAINED_BY_NOTHING] = "; nothing in the captures explains it: ",
        [PP_EXPLAINED_UNKNOWN] =
            "; the captures do not show enough to explain it",
    };
    if (span->explanation == PP_EXPLAINED_BY_NOTHING &&
        span->verdict == PP_VERDICT_UNKNOWN) {
        return; /* the first line says so */
    }
    pp_buf_add_str(buf, words[span->explanation]);
    if (span->explanation == PP_EXPLAINED_BEFORE) {
        add_earlier(buf, show, span->earlier);
    } else if (span->explanation == PP_EXPLAINED_BY_NOTHING) {
        pp_buf_add_str(buf, unexplained(span->asked_by->as.bind_error.error));
    } else if (span->explanation == PP_EXPLAINED_UNKNOWN) {
        add_suspect(buf, span);
    }
}

/* `asked by: docker, dump.txt:12: error 10013; ...` */
static void add_asked_by(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_check_span *span)
{
    if (span->asked_by == NULL) {
        return;
    }
    const struct pp_bind_error_fact *error = &span->asked_by->as.bind_error;
    pp_buf_add_str(buf, "  asked by: ");
    pp_escape_text(
        buf, error->program.len > 0 ? error->program : PP_SV("a program"));
    pp_buf_add_str(buf, ", ");
    pp_add_place(buf, show, &span->asked_by->place);
    if (error->error != 0) {
        pp_buf_printf(buf, ": error %u", (unsigned)error->error);
        if (error->also != 0) {
            pp_buf_printf(buf, " or %u", (unsigned)error->also);
        }
    } else {
        pp_buf_add_str(buf, ": an error without a number");
    }
    add_explanation(buf, show, span);
    pp_buf_add_char(buf, '\n');
}

/* `named by: a filter (dump.txt:1), a port mapping (dump.txt:14)` */
static void add_mentions(struct pp_buf *buf,
                         const struct pp_show *show,
                         const struct pp_check_span *span)
{
    static const char *const words[PP_MENTION_KIND_COUNT] = {
        [PP_MENTION_FILTER] = "a filter",
        [PP_MENTION_COMPOSE] = "a port mapping",
        [PP_MENTION_CODE] = "code",
        [PP_MENTION_NOTE] = "a note",
        [PP_MENTION_TEXT] = "the text",
    };
    const char *gap = "  named by: ";
    for (size_t i = 0; i < PP_MENTION_KIND_COUNT; i++) {
        if (span->mentions[i] != NULL) {
            pp_buf_add_str(buf, gap);
            pp_buf_add_str(buf, words[i]);
            add_evidence(buf, show, &span->mentions[i]->place);
            gap = ", ";
        }
    }
    if (gap[0] == ',') {
        pp_buf_add_char(buf, '\n');
    }
}

static void add_reservation(struct pp_buf *buf,
                            const struct pp_show *show,
                            const struct pp_reservation *reservation)
{
    if (reservation->kind == PP_RESERVED_URL) {
        pp_buf_add_str(buf, "  a URL of http.sys is on this port: ");
        pp_escape_text(buf, reservation->text);
    } else if (reservation->kind == PP_RESERVED_CERTIFICATE) {
        pp_buf_add_str(buf, "  a certificate of http.sys is bound to ");
        pp_escape_text(buf, reservation->text);
        pp_buf_add_str(
            buf, ": http.sys takes the port when a program registers a URL");
    } else if (reservation->kind != PP_RESERVED_PORTS) {
        pp_buf_add_str(buf, "  held by ");
        pp_holding_text(buf, reservation);
    } else {
        pp_buf_add_str(buf, "  ReservedPorts ");
        pp_range_print(buf, reservation->range);
        pp_buf_add_str(buf, ", which Windows reads up to Server 2003");
    }
    add_evidence(buf, show, &reservation->place);
    if (reservation->is_registered) {
        pp_buf_add_str(buf, ", registered by ");
        pp_registrant_text(buf, reservation);
    }
    pp_buf_add_char(buf, '\n');
}

static void add_convention(struct pp_buf *buf,
                           const struct pp_convention *convention)
{
    pp_buf_add_str(buf, "  by convention ");
    pp_range_print(buf, convention->range);
    pp_buf_printf(buf, ": %s\n", convention->name);
}

static void add_worth_knowing(struct pp_buf *buf,
                              const struct pp_show *show,
                              const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->reservation_count; i++) {
        add_reservation(buf, show, span->reservations[i]);
    }
    for (size_t i = 0; i < span->convention_count; i++) {
        add_convention(buf, span->conventions[i]);
    }
    uint32_t count = pp_range_count(span->range);
    for (uint32_t i = 0; i < count && count <= BOOKED_PORTS_MAX; i++) {
        pp_add_port_books(
            buf, 2, span->protocol, (uint16_t)(span->range.first + i));
    }
}

/* What the answer rests on, the cause first: a reader looks at three lines. */
static void add_claims(struct pp_buf *buf,
                       const struct pp_show *show,
                       const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->exclusion_count; i++) {
        add_exclusion(buf, show, span->exclusions[i]);
    }
    size_t left_out = span->exclusion_total - span->exclusion_count;
    if (left_out > 0) {
        pp_buf_printf(
            buf, "  and %zu more row%s\n", left_out, left_out == 1 ? "" : "s");
    }
    for (size_t i = 0; i < span->socket_count; i++) {
        add_socket(buf, show, span->sockets[i]);
    }
    add_more_sockets(buf, span);
}

/* Breaks the lines of `from`, which is then empty, at the width. */
static void add_wrapped(struct pp_buf *buf,
                        const struct pp_style *style,
                        struct pp_buf *from)
{
    struct pp_sv rest = pp_buf_view(from);
    struct pp_buf line;
    pp_buf_init(&line, MAX_SPAN_BYTES);
    while (rest.len > 0) {
        size_t end = pp_sv_find(rest, PP_SV("\n"), 0);
        pp_buf_clear(&line);
        pp_buf_add(&line, pp_sv_sub(rest, 0, end));
        end_line(buf, style, 0, 4, &line);
        rest = end < rest.len ? pp_sv_sub(rest, end + 1, SIZE_MAX) : PP_SV("");
    }
    pp_buf_done(&line);
    if (from->status != PP_OK) {
        buf->status = from->status;
    }
    pp_buf_clear(from);
}

static void add_span(struct pp_buf *buf,
                     const struct pp_style *style,
                     const struct pp_show *show,
                     const struct pp_check_span *span)
{
    struct pp_buf lines;
    pp_buf_init(&lines, MAX_SPAN_BYTES);
    add_first_line(&lines, style, show, span);
    add_claims(&lines, show, span);
    add_servers(&lines, show, span);
    add_dns_pool(&lines, show, span);
    add_low_range(&lines, show, span);
    add_asked_by(&lines, show, span);
    add_mentions(&lines, show, span);
    if (span->verdict == PP_VERDICT_AT_RISK && span->is_dynamic) {
        add_dynamic(&lines, show, span->protocol);
    }
    add_worth_knowing(&lines, show, span);
    add_wrapped(buf, style, &lines);
    pp_buf_done(&lines);
    add_advice(buf, style, span);
}

/* What no table shows: once, whatever the number of ports. */
static void add_mirrored(struct pp_buf *buf, const struct pp_show *show)
{
    const struct pp_fact *mode = pp_machine_mirrored(show->machine);
    pp_buf_add_str(buf, "WSL's mirrored networking");
    if (mode != NULL) {
        add_evidence(buf, show, &mode->place);
    }
    pp_buf_add_str(buf,
                   " holds 4096 ports that no table lists; a port that looks "
                   "free in the tables may be one of them\n");
}

void pp_check_text(struct pp_buf *buf,
                   const struct pp_style *style,
                   const struct pp_check *check,
                   const struct pp_show *show)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    bool is_mirrored = false;
    for (size_t i = 0; i < count; i++) {
        add_span(buf, style, show, &spans[i]);
        is_mirrored |= spans[i].is_mirrored;
    }
    if (is_mirrored) {
        struct pp_buf line;
        pp_buf_init(&line, MAX_SPAN_BYTES);
        add_mirrored(&line, show);
        add_wrapped(buf, style, &line);
        pp_buf_done(&line);
    }
}

/* The exclusion that decides: of several one that is not administered. */
static const struct pp_exclusion *
decisive_exclusion(const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->exclusion_count; i++) {
        if (span->exclusions[i]->is_administered != PP_YES) {
            return span->exclusions[i];
        }
    }
    return span->exclusions[0];
}

static const struct pp_socket *decisive_socket(const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->socket_count; i++) {
        if (pp_socket_is_holder(span->sockets[i])) {
            return span->sockets[i];
        }
    }
    return span->sockets[0];
}

static void add_cause(struct pp_buf *buf,
                      const struct pp_show *show,
                      const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_UNKNOWN) {
        add_answer(buf, span);
        add_limit_place(buf, show, span);
    } else if (span->verdict == PP_VERDICT_IN_USE && span->socket_count > 0) {
        add_socket(buf, show, decisive_socket(span));
    } else if (span->service != NULL || span->rpc != NULL) {
        add_servers(buf, show, span);
    } else if (span->verdict == PP_VERDICT_AT_RISK) {
        add_dynamic(buf, show, span->protocol);
    } else if (span->exclusion_count > 0) {
        add_exclusion(buf, show, decisive_exclusion(span));
    } else {
        add_answer(buf, span);
    }
}

void pp_check_cause(struct pp_buf *buf,
                    const struct pp_show *show,
                    const struct pp_check_span *span)
{
    struct pp_buf line;
    pp_buf_init(&line, buf->max);
    add_cause(&line, show, span);
    struct pp_sv text = pp_buf_view(&line);
    text.len -= text.len > 0 && text.ptr[text.len - 1] == '\n';
    pp_buf_add(buf, pp_sv_trim(text));
    pp_finish_part(buf, &line);
}
