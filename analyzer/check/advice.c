/* What to do about a port (docs/ports-on-windows.md#cures). */
#include "advice.h"

#include <string.h>

#include "base/bytes.h"
#include "base/utf8.h"
#include "fact/registry.h"
#include "model/dns_pool.h"
#include "model/holder.h"
#include "print/place.h"
#include "registrant.h"

/* A sentence of advice is short; the longest holds one netsh command. */
enum {
    MAX_SENTENCE_BYTES = 512
};

/* The command behind the colon at the end. Sentences are written here, and what
 * they take of a capture has no colon, so that nothing of it looks like one. */
static const char *command_of(const char *sentence)
{
    const char *found = strstr(sentence, ": netsh int ");
    found = found != NULL ? found : strstr(sentence, ": dnscmd /config ");
    return found != NULL ? found + strlen(": ") : NULL;
}

static enum pp_status add_sentence(struct pp_check_span *span,
                                   struct pp_arena *arena,
                                   struct pp_buf *text)
{
    struct pp_sv copy = pp_sv_from(span->advice[span->advice_count]);
    if (text->status != PP_OK) {
        return text->status;
    }
    bool is_shared = copy.len > 0 && pp_sv_equal(copy, pp_buf_view(text));
    if (!is_shared && !pp_arena_copy(arena, pp_buf_view(text), &copy)) {
        return PP_ERR_NOMEM;
    }
    span->commands[span->advice_count] = command_of(copy.ptr);
    span->advice[span->advice_count++] = copy.ptr;
    pp_buf_clear(text);
    return PP_OK;
}

/* --- a port that is blocked ----------------------------------------------- */

static void advise_release(const struct pp_check_span *span,
                           struct pp_buf *text)
{
    pp_buf_add_str(text, "stop winnat, reserve ");
    pp_range_print(text, span->range);
    pp_buf_add_str(text, ", start winnat; the block comes back elsewhere");
}

static void advise_delete(const struct pp_check_span *span,
                          const struct pp_exclusion *exclusion,
                          struct pp_buf *text)
{
    static const char *const who[] = {
        [PP_BIND_PLAIN] = "a program",
        [PP_BIND_REUSE] = "a program",
        [PP_BIND_EXCLUSIVE] = "a program",
        [PP_BIND_HTTP_SYS] = "http.sys",
        [PP_BIND_QUIC] = "QUIC",
        [PP_BIND_CONTAINER] = "a Windows container (HNS)",
        [PP_BIND_RESERVATION] = "another reservation",
    };
    bool is_hns = exclusion->owner == PP_OWNER_HNS_EXCLUDED_RANGE;
    pp_buf_printf(text,
                  "%s cannot use a port in an administered exclusion; %s: ",
                  who[span->kind],
                  is_hns ? "remove it (HNS makes it again when it starts)"
                         : "remove it first");
    pp_add_exclusion_command(text, "delete", span->protocol, exclusion->range);
}

/* A name longer than any that a person reads stays out of the sentence, and so
 * does what is no file name and could look like a command. */
static bool is_fit_to_name(struct pp_sv process)
{
    enum {
        NAME_MAX_BYTES = 64
    };
    return process.len <= NAME_MAX_BYTES &&
           pp_sv_find(process, PP_SV(":"), 0) == SIZE_MAX;
}

static void advise_http(const struct pp_check_span *span, struct pp_buf *text)
{
    const struct pp_reservation *url = pp_registrant_of(span);
    if (url == NULL || !is_fit_to_name(url->process)) {
        pp_buf_add_str(text,
                       "a service has registered the port with http.sys: "
                       "netsh http show servicestate view=requestq names its "
                       "process; stop it or change its URL");
        return;
    }
    pp_buf_add_str(text, "stop ");
    if (url->process.len > 0) {
        pp_registrant_program(text, url);
    } else {
        pp_buf_printf(
            text, "the program with process id %lu", (unsigned long)url->pid);
    }
    pp_buf_add_str(text,
                   ", which has registered the port with http.sys, or change "
                   "its URL");
}

static void advise_by_owner(const struct pp_check_span *span,
                            const struct pp_exclusion *exclusion,
                            struct pp_buf *text)
{
    if (exclusion->is_administered == PP_YES) {
        advise_delete(span, exclusion, text);
        return;
    }
    switch (exclusion->owner) {
    case PP_OWNER_WINNAT:
        if (span->kind == PP_BIND_PLAIN || span->kind == PP_BIND_REUSE ||
            span->kind == PP_BIND_EXCLUSIVE) {
            advise_release(span, text);
        } else {
            pp_buf_add_str(text,
                           "restart winnat until the block is elsewhere, or "
                           "move the dynamic port range; an administered "
                           "exclusion would refuse this kind of binding too");
        }
        return;
    case PP_OWNER_HTTP_SYS:
        advise_http(span, text);
        return;
    case PP_OWNER_HNS_LOAD_BALANCER:
        pp_buf_add_str(text,
                       "a container load balancer holds the block; use another "
                       "port or move the dynamic port range");
        return;
    case PP_OWNER_WSL_MIRRORED:
        pp_buf_add_str(text,
                       "wsl --shutdown frees the range until WSL starts again; "
                       "ignoredPorts of .wslconfig frees no port of it");
        return;
    case PP_OWNER_HNS_EXCLUDED_RANGE:
        pp_buf_add_str(text,
                       "HNS makes the range when it starts, as "
                       "PreallocatePortRange... under hns\\State say; change "
                       "these, then restart hns");
        return;
    case PP_OWNER_UNKNOWN:
    case PP_OWNER_ADMINISTRATOR:
    case PP_OWNER_PUBLISHED_PORT:
    case PP_OWNER_PERSISTENT_API:
        pp_buf_add_str(text,
                       "find what holds it: netsh http show servicestate for "
                       "URL registrations, docker ps for ports of Windows "
                       "containers");
        return;
    }
}

static void advise_neighbours(const struct pp_check_span *span,
                              struct pp_buf *text)
{
    bool is_pair = span->free_below != 0 && span->free_above != 0;
    unsigned first =
        span->free_below != 0 ? span->free_below : span->free_above;
    pp_buf_add_str(text, "or use another port: ");
    if (span->is_free_dynamic) {
        pp_buf_printf(text, "the nearest is %u", first);
        if (is_pair) {
            pp_buf_printf(text, " or %u", span->free_above);
        }
        pp_buf_add_str(text,
                       ", which is at risk too: no good port is left outside "
                       "the dynamic range");
        return;
    }
    pp_buf_printf(text, "%u", first);
    if (is_pair) {
        pp_buf_printf(text, " or %u", span->free_above);
    }
    pp_buf_printf(text,
                  ", the nearest good one%s outside the dynamic range",
                  is_pair ? "s" : "");
}

/* `netsh int ipv4 set dynamicport tcp start=49152 num=16384` */
static void add_reset(const struct pp_check_span *span, struct pp_buf *text)
{
    pp_buf_printf(text,
                  "netsh int ipv4 set dynamicport %s start=49152 num=16384",
                  pp_protocol_name(span->protocol));
}

static enum pp_status advise_blocked(struct pp_check_span *span,
                                     struct pp_arena *arena,
                                     struct pp_buf *text)
{
    if (span->exclusion_count > 0) {
        advise_by_owner(span, span->exclusions[0], text);
        PP_TRY(add_sentence(span, arena, text));
    }
    if (span->free_below != 0 || span->free_above != 0) {
        advise_neighbours(span, text);
        PP_TRY(add_sentence(span, arena, text));
    }
    if (span->low_range != NULL) {
        pp_buf_add_str(text, "or restore the dynamic range, then restart: ");
        add_reset(span, text);
        PP_TRY(add_sentence(span, arena, text));
    }
    return PP_OK;
}

/* --- the other verdicts --------------------------------------------------- */

static void advise_at_risk(const struct pp_check_span *span,
                           struct pp_buf *text)
{
    if (span->service != NULL || span->rpc != NULL) {
        pp_buf_add_str(text,
                       "use another port, or give servers others in the "
                       "registry and restart: a reservation does not keep "
                       "this one from them");
        return;
    }
    if (span->is_before_vista) {
        pp_buf_printf(text,
                      "reserve it before something takes it: add %u-%u to "
                      "ReservedPorts in the registry, and restart",
                      span->range.first,
                      span->range.last);
        return;
    }
    if (span->kind == PP_BIND_PLAIN || span->kind == PP_BIND_REUSE ||
        span->kind == PP_BIND_EXCLUSIVE) {
        pp_buf_add_str(text, "reserve it before something takes it: ");
        pp_add_exclusion_command(text, "add", span->protocol, span->range);
        return;
    }
    pp_buf_add_str(text,
                   "use a port outside the dynamic range; an administered "
                   "exclusion would refuse this kind of binding");
}

/* Process 4 is Windows itself: what its drivers hold, http.sys above all, no
 * program of that id can give back. */
static void advise_holder(const struct pp_socket *holder, struct pp_buf *text)
{
    enum {
        SYSTEM_PID = 4
    };
    if (holder->pid == SYSTEM_PID) {
        pp_buf_add_str(
            text,
            "process id 4 is Windows itself, usually http.sys on behalf of "
            "another program: netsh http show servicestate view=requestq names "
            "it; stop that program, or use another port");
        return;
    }
    pp_buf_add_str(text, "stop ");
    if (holder->process.len > 0 && is_fit_to_name(holder->process)) {
        pp_escape_text(text, holder->process);
        pp_buf_printf(text, " (process id %lu)", (unsigned long)holder->pid);
    } else {
        pp_buf_printf(text,
                      "the program with process id %lu",
                      (unsigned long)holder->pid);
    }
    pp_buf_add_str(text, ", or use another port");
}

/* Nothing in it means something to a shell. */
static bool is_plain(struct pp_sv text)
{
    return text.len > 0 && text.len <= 64 && pp_is_all_word(text, " .-_()");
}

static void advise_mapping(const struct pp_check_span *span,
                           struct pp_buf *text)
{
    const struct pp_reservation *mapping = NULL;
    for (size_t i = 0; i < span->reservation_count; i++) {
        if (pp_reservation_is_mapping(span->reservations[i])) {
            mapping = span->reservations[i];
            break;
        }
    }
    if (mapping == NULL || mapping->kind == PP_RESERVED_HNS) {
        pp_buf_add_str(text,
                       "stop the container or the Kubernetes service that "
                       "publishes it, or use another port");
    } else if (mapping->kind == PP_RESERVED_RRAS) {
        pp_buf_add_str(text, "netsh routing ip nat delete portmapping \"");
        pp_buf_add(
            text, is_plain(mapping->text) ? mapping->text : PP_SV("INTERFACE"));
        pp_buf_printf(text, "\" %s ", pp_protocol_name(span->protocol));
        pp_buf_add(text,
                   is_plain(mapping->address) ? mapping->address
                                              : PP_SV("0.0.0.0"));
        pp_buf_printf(text,
                      " %u removes the mapping; or use another port",
                      (unsigned)mapping->range.first);
    } else if (mapping->has_id) {
        pp_buf_printf(text,
                      "Remove-NetNatStaticMapping -StaticMappingID %lu removes "
                      "the mapping; or use another port",
                      (unsigned long)mapping->id);
    } else {
        pp_buf_add_str(text,
                       "find the mapping's id with Get-NetNatStaticMapping "
                       "and remove it with Remove-NetNatStaticMapping "
                       "-StaticMappingID ID; or use another port");
    }
}

static void advise_proxy(const struct pp_socket *rule, struct pp_buf *text)
{
    struct pp_address address;
    bool is_ipv4 = rule->address.len > 0 &&
                   pp_address_parse(rule->address, &address) &&
                   pp_sv_find(rule->address, PP_SV(":"), 0) == SIZE_MAX;
    if (!is_ipv4) {
        pp_buf_add_str(text,
                       "delete the rule that netsh interface portproxy show "
                       "all lists, or use another port");
        return;
    }
    pp_buf_printf(text,
                  "netsh interface portproxy delete v4tov4 listenport=%u "
                  "listenaddress=%.*s deletes the rule; or use another port",
                  (unsigned)rule->port,
                  PP_SV_ARGS(rule->address));
}

static void advise_in_use(const struct pp_check_span *span, struct pp_buf *text)
{
    if (span->is_reuse_defect) {
        pp_buf_add_str(text,
                       "install KB3039044: without it this system refuses "
                       "SO_REUSEADDR inside an administered exclusion");
        return;
    }
    if (span->rule == PP_BIND_RULE_URL) {
        advise_http(span, text);
        return;
    }
    if (span->rule == PP_BIND_RULE_HELD) {
        advise_mapping(span, text);
        return;
    }
    if (span->socket_count > 0 && pp_socket_is_proxy(span->sockets[0])) {
        advise_proxy(span->sockets[0], text);
        return;
    }
    if (span->socket_count > 0 && span->sockets[0]->has_pid) {
        advise_holder(span->sockets[0], text);
        return;
    }
    pp_buf_add_str(text, "stop the program that holds it, or use another port");
}

/* What a wildcard bind beside sockets on specific addresses gets, and what it
 * does not get (docs/ports-on-windows.md#two-sockets-on-one-port). */
static void advise_beside(const struct pp_check_span *span, struct pp_buf *text)
{
    bool is_asked = span->address.kind == PP_ADDRESS_WILDCARD;
    pp_buf_add_str(text, is_asked ? "" : "or bind 0.0.0.0 alongside it: ");
    if (span->has_many_specific) {
        pp_buf_add_str(text, "only single addresses are held, ");
        pp_buf_add(text, span->specific->address);
        pp_buf_add_str(text,
                       " among them; connections to these addresses stay with "
                       "their holders");
        return;
    }
    pp_buf_add_str(text, "only ");
    pp_buf_add(text, span->specific->address);
    pp_buf_add_str(text,
                   " is held; connections to that address stay with its "
                   "holder");
}

/* http.sys refused a URL that somebody else has registered
 * (docs/ports-on-windows.md#http-sys). */
static bool is_url_taken(const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->limit_count; i++) {
        const struct pp_limit *limit = &span->limits[i];
        if (limit->kind == PP_LIMIT_ERROR_UNEXPLAINED &&
            limit->refusal->as.bind_error.error == PP_WIN_ALREADY_EXISTS) {
            return true;
        }
    }
    return false;
}

/* What to capture, by the first of the limits: it is what makes the answer
 * unknown. */
static void advise_unknown(const struct pp_check_span *span,
                           struct pp_buf *text)
{
    const char *protocol = pp_protocol_name(span->protocol);
    if (is_url_taken(span)) {
        pp_buf_add_str(text,
                       "netsh http show servicestate view=requestq names the "
                       "program that has the URL");
        return;
    }
    switch (span->limits[0].kind) {
    case PP_LIMIT_STAR_LOST:
        pp_buf_add_str(text,
                       "paste the table with its `*` column: it decides "
                       "whether a program may bind the port");
        return;
    case PP_LIMIT_ERROR_UNEXPLAINED:
        pp_buf_add_str(
            text, "when the error occurs, capture netstat -ano, and with it: ");
        break;
    case PP_LIMIT_ROWS_MISSING:
    case PP_LIMIT_ROW_UNREADABLE:
    case PP_LIMIT_TABLE_CUT:
    case PP_LIMIT_TABLE_QUOTED:
    case PP_LIMIT_SECTIONS_CONFLICT:
        pp_buf_add_str(text, "paste the whole table: ");
        break;
    case PP_LIMIT_COMMAND_UNCONFIRMED:
        pp_buf_add_str(text,
                       "list what is mapped: Get-NetNatStaticMapping, netsh "
                       "interface portproxy show all");
        return;
    case PP_LIMIT_LISTING_CUT:
        pp_buf_add_str(text, "write the listing to a file, and use that");
        return;
    case PP_LIMIT_PUBLISHED_PORT:
        pp_buf_add_str(text,
                       "start the container or the service, then capture "
                       "again");
        return;
    case PP_LIMIT_MIRRORED_BLOCK:
        pp_buf_add_str(text,
                       "inside WSL, this names the block: sysctl "
                       "net.ipv4.ip_local_port_range");
        return;
    case PP_LIMIT_NO_SOCKETS:
        pp_buf_add_str(text,
                       "add netstat -ano, which shows whether the service "
                       "has it");
        return;
    case PP_LIMIT_NO_TABLE:
        pp_buf_add_str(text, "add the table of this protocol: ");
        break;
    }
    pp_buf_printf(
        text, "netsh int ipv4 show excludedportrange protocol=%s", protocol);
}

static enum pp_status
advise(struct pp_check_span *span, struct pp_arena *arena, struct pp_buf *text)
{
    switch (span->verdict) {
    case PP_VERDICT_FREE:
        return PP_OK;
    case PP_VERDICT_RESERVED:
        pp_buf_add_str(text,
                       "a program's plain bind works; " PP_WHO_IS_REFUSED);
        return add_sentence(span, arena, text);
    case PP_VERDICT_BLOCKED:
        return advise_blocked(span, arena, text);
    case PP_VERDICT_AT_RISK:
        advise_at_risk(span, text);
        return add_sentence(span, arena, text);
    case PP_VERDICT_IN_USE:
        advise_in_use(span, text);
        return add_sentence(span, arena, text);
    case PP_VERDICT_UNKNOWN:
        if (span->low_range != NULL) {
            pp_buf_add_str(text, "restore the dynamic range, then restart: ");
            add_reset(span, text);
            PP_TRY(add_sentence(span, arena, text));
        }
        advise_unknown(span, text);
        return add_sentence(span, arena, text);
    }
    return PP_OK;
}

/* The value of the list as it would be; many strings make no command. */
static bool add_excluded_list(const struct pp_check_span *span,
                              struct pp_buf *text)
{
    enum {
        MAX_STRINGS = 12
    };
    struct pp_port_entry entry;
    size_t at = 0;
    size_t count = 0;
    while (
        pp_port_entry_next(pp_dns_pool_excluded(span->dns_pool), &at, &entry)) {
        if (count++ == MAX_STRINGS) {
            return false;
        }
        if (entry.is_valid) {
            pp_buf_printf(text,
                          "%u-%u ",
                          (unsigned)entry.range.first,
                          (unsigned)entry.range.last);
        }
    }
    pp_buf_printf(
        text, "%u-%u", (unsigned)span->range.first, (unsigned)span->range.last);
    return true;
}

/* SocketPoolExcludedPortRanges is of 2008 R2 and later
 * (docs/ports-on-windows.md#dns-server). */
static void advise_dns_pool(const struct pp_check_span *span,
                            struct pp_buf *text)
{
    struct pp_buf list;
    pp_buf_init(&list, MAX_SENTENCE_BYTES);
    pp_buf_add_str(text, "keep it out of the DNS Server's pool, ");
    if (span->is_before_vista) {
        pp_buf_printf(text,
                      "with %u-%u in ReservedPorts, and restart",
                      (unsigned)span->range.first,
                      (unsigned)span->range.last);
    } else if (add_excluded_list(span, &list)) {
        pp_buf_add_str(text,
                       "then restart it (net stop dns, net start dns): "
                       "dnscmd /config /SocketPoolExcludedPortRanges ");
        pp_buf_add(text, pp_buf_view(&list));
    } else {
        pp_buf_printf(text,
                      "with %u-%u in SocketPoolExcludedPortRanges, and restart "
                      "it",
                      (unsigned)span->range.first,
                      (unsigned)span->range.last);
    }
    pp_buf_done(&list);
}

/* A pool of a fifth of the default, where that is smaller: it makes the port
 * likely to stay free, not sure. */
static void advise_smaller_pool(const struct pp_check_span *span,
                                struct pp_buf *text)
{
    enum {
        SMALL_SIZE = 500
    };
    const struct pp_dns_pool *pool = span->dns_pool;
    if (span->is_before_vista || pool->size <= SMALL_SIZE ||
        pool->from_count <= SMALL_SIZE) {
        return;
    }
    pp_buf_printf(text,
                  "or make the pool smaller, which is easier to spoof and "
                  "leaves the port free in %u of 100 starts; then restart it: "
                  "dnscmd /config /SocketPoolSize %u",
                  (unsigned)(100 - (100 * SMALL_SIZE + pool->from_count / 2) /
                                       pool->from_count),
                  (unsigned)SMALL_SIZE);
}

/* Where the pool may have the port, or has it. */
static bool is_dns_advised(const struct pp_check_span *span)
{
    bool is_held = span->verdict == PP_VERDICT_IN_USE &&
                   span->socket_count > 0 &&
                   pp_dns_pool_has_socket(span->sockets[0]);
    return span->dns_pool != NULL &&
           (is_held || span->verdict == PP_VERDICT_AT_RISK ||
            span->verdict == PP_VERDICT_UNKNOWN) &&
           span->advice_count < PP_CHECK_MAX_ADVICE - 2;
}

enum pp_status pp_advise(struct pp_check_span *span, struct pp_arena *arena)
{
    struct pp_buf text;
    pp_buf_init(&text, MAX_SENTENCE_BYTES);
    enum pp_status status = advise(span, arena, &text);
    if (status == PP_OK && is_dns_advised(span)) {
        advise_dns_pool(span, &text);
        status = add_sentence(span, arena, &text);
        size_t more =
            (size_t)(span->specific != NULL) + (size_t)span->rests_on_holders;
        if (status == PP_OK &&
            span->advice_count + more < PP_CHECK_MAX_ADVICE) {
            advise_smaller_pool(span, &text);
            status = text.len > 0 ? add_sentence(span, arena, &text) : PP_OK;
        }
    }
    if (status == PP_OK && span->specific != NULL) {
        advise_beside(span, &text);
        status = add_sentence(span, arena, &text);
    }
    if (status == PP_OK && span->rests_on_holders) {
        pp_buf_add_str(&text,
                       "netstat does not show how a socket was bound, or by "
                       "whom: with another holder-options or holder-user "
                       "(--assume) the answer is no");
        status = add_sentence(span, arena, &text);
    }
    pp_buf_done(&text);
    return status;
}
