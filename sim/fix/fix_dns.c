/*
 * fix and the DNS Server's pool: a port that it has is nobody's to take, and
 * what check advises keeps it away from the next start on.
 */
#include "fix_dns.h"

#include "model/dns_pool.h"
#include "sim/exhaustion/dns_pool_sim.h"

/* A socket of the service is there, or a program was refused the port as it is
 * beside one. */
static bool is_dns_held(const struct pp_machine *machine,
                        const struct pp_check_span *span)
{
    if (span->verdict == PP_VERDICT_IN_USE) {
        return span->socket_count > 0 &&
               pp_dns_pool_has_socket(span->sockets[0]);
    }
    const struct pp_fact *refusal =
        pp_machine_refusal_at(machine, span->protocol, span->range.first);
    return span->verdict == PP_VERDICT_UNKNOWN && !span->has_netstat &&
           span->dns_pool->is_running != PP_NO && refusal != NULL &&
           refusal->as.bind_error.error == PP_WSA_ADDRINUSE;
}

enum pp_status pps_fix_simulate_dns(struct pps_fix *fix,
                                    const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].dns_pool != NULL && is_dns_held(machine, &spans[i])) {
            fix->dns.span = &spans[i];
            return pps_dns_pool_count(spans[i].dns_pool,
                                      spans[i].range.first,
                                      fix->options.runs,
                                      fix->options.seed,
                                      &fix->dns.hits);
        }
    }
    return PP_OK;
}
