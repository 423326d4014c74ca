/*
 * Whether what the captures show explains the error that a program got
 * (docs/ports-on-windows.md#what-bind-answers).
 */
#include "explain_error.h"

#include "model/dns_pool.h"
#include "model/holder.h"
#include "text/words.h"

/* By the name in bind_patterns.def. An administered exclusion lets plain binds
 * pass and refuses the others. */
static enum pp_bind_kind kind_of(struct pp_sv program)
{
    if (pp_words_find("http-listener|http.sys|iis-express", program) > 0) {
        return PP_BIND_HTTP_SYS;
    }
    if (pp_sv_equal(program, PP_SV("msquic"))) {
        return PP_BIND_QUIC;
    }
    return pp_sv_equal(program, PP_SV("hns")) ? PP_BIND_CONTAINER
                                              : PP_BIND_PLAIN;
}

static bool is_asked(const struct pp_port_list *ports,
                     const struct pp_fact *fact)
{
    for (size_t i = 0; i < ports->count; i++) {
        if (ports->items[i].protocol == fact->protocol &&
            pp_range_contains(ports->items[i].range, fact->range.first)) {
            return true;
        }
    }
    return false;
}

enum pp_bind_kind pp_asked_kind(const struct pp_fact *facts,
                                size_t fact_count,
                                const struct pp_port_list *ports)
{
    bool is_first = true;
    enum pp_bind_kind kind = PP_BIND_PLAIN;
    for (size_t i = 0; i < fact_count; i++) {
        const struct pp_bind_error_fact *error = &facts[i].as.bind_error;
        if (facts[i].kind != PP_FACT_BIND_ERROR || !error->has_port ||
            !is_asked(ports, &facts[i])) {
            continue;
        }
        enum pp_bind_kind one = kind_of(error->program);
        kind = is_first || one == kind ? one : PP_BIND_PLAIN;
        is_first = false;
    }
    return kind;
}

static bool is_refused_by_exclusion(const struct pp_check_span *span,
                                    struct pp_sv program)
{
    for (size_t i = 0; i < span->exclusion_count; i++) {
        if (span->exclusions[i]->is_administered != PP_YES ||
            kind_of(program) != PP_BIND_PLAIN) {
            return true;
        }
    }
    return false;
}

bool pp_span_has_holder(const struct pp_check_span *span)
{
    for (size_t i = 0; i < span->socket_count; i++) {
        if (pp_socket_is_holder(span->sockets[i])) {
            return true;
        }
    }
    return false;
}

enum pp_explanation pp_explain_error(const struct pp_check_span *span,
                                     const struct pp_bind_error_fact *error)
{
    bool is_excluded = is_refused_by_exclusion(span, error->program);
    bool is_held = pp_span_has_holder(span);
    switch (error->error) {
    case 5:             /* no right to the URL */
    case 183:           /* the same URL twice */
    case PP_WSA_NOBUFS: /* no dynamic port left, or no memory */
        return PP_EXPLAINED_BY_NOTHING;
    case PP_WSA_ADDRINUSE:
        /* A socket has it; a QUIC listener and the JDK say this of an
         * exclusion, too, and all of WSL's block. */
        is_excluded =
            (is_excluded && (error->also == PP_WSA_ACCES ||
                             kind_of(error->program) != PP_BIND_PLAIN)) ||
            span->rule == PP_BIND_RULE_MIRRORED;
        break;
    default:
        break;
    }
    if (is_excluded) {
        return PP_EXPLAINED_BY_EXCLUSION;
    }
    if (is_held) {
        return PP_EXPLAINED_BY_SOCKET;
    }
    if (span->rule == PP_BIND_RULE_URL) {
        return PP_EXPLAINED_BY_URL;
    }
    if (span->rule == PP_BIND_RULE_HELD) {
        return PP_EXPLAINED_BY_MAPPING;
    }
    /* Both kinds of containers fail with the same words: published ports of
     * Windows containers are HNS's, those of Linux ones plain binds of
     * Docker Desktop (docs/ports-on-windows.md#what-bind-answers). */
    if (span->exclusion_count > 0 && error->error != PP_WSA_ADDRINUSE &&
        pp_sv_equal(error->program, PP_SV("docker"))) {
        return PP_EXPLAINED_IF_CONTAINER;
    }
    if (error->error == PP_WSA_ADDRINUSE && span->dns_pool != NULL &&
        span->dns_pool->is_running != PP_NO && !span->has_netstat) {
        return PP_EXPLAINED_BY_DNS_POOL;
    }
    bool is_open = span->verdict == PP_VERDICT_UNKNOWN &&
                   span->limits[0].kind != PP_LIMIT_ERROR_UNEXPLAINED;
    return is_open ? PP_EXPLAINED_UNKNOWN : PP_EXPLAINED_BY_NOTHING;
}
