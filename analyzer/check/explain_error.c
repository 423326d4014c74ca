/*
 * Whether what the captures show explains the error that a program got
 * (docs/ports-on-windows.md#what-bind-answers).
 */
#include "explain_error.h"

#include "model/dns_pool.h"
#include "model/holder.h"
#include "text/words.h"

/* How the program binds, by its name in bind_patterns.def. An administered
 * exclusion lets plain binds pass and refuses these. */
static bool is_refused_by_administered(struct pp_sv program)
{
    return pp_words_find("http-listener|iis-express|msquic|hns", program) > 0;
}

static bool is_refused_by_exclusion(const struct pp_check_span *span,
                                    struct pp_sv program)
{
    for (size_t i = 0; i < span->exclusion_count; i++) {
        if (span->exclusions[i]->is_administered != PP_YES ||
            is_refused_by_administered(program)) {
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
                             is_refused_by_administered(error->program))) ||
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
