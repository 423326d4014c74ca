/* The DNS Server's pool of UDP ports, from what shows the service. */
#include "dns_pool.h"

#include "fact/registry.h"

enum {
    DEFAULT_SIZE = 2500, /* MS08-037 and 2008 R2 on, KB956188 */
    MAX_SIZE = 10000,    /* documented for SocketPoolSize */
};

static const struct pp_sv program = PP_SV_INIT("dns.exe");

/* `dns` too, as Get-Process names it. */
static bool is_program(struct pp_sv name)
{
    return pp_sv_equal_nocase(name, program) ||
           pp_sv_equal_nocase(name, PP_SV("dns"));
}

bool pp_dns_pool_has_socket(const struct pp_socket *socket)
{
    return is_program(socket->process);
}

/* A size of 0 leaves one socket. */
static void
take_size(const struct pp_fact *fact, uint64_t number, struct pp_dns_pool *pool)
{
    uint64_t size = number > MAX_SIZE ? MAX_SIZE : number;
    pool->size = size > 0 ? (uint32_t)size : 1;
    pool->size_by = fact;
    pool->shown_by = fact;
}

static void take_registry(const struct pp_fact *fact, struct pp_dns_pool *pool)
{
    const struct pp_registry_fact *value = &fact->as.registry;
    enum pp_known_value known = pp_known_value_of_fact(value);
    if (known == PP_KNOWN_SOCKET_POOL_SIZE) {
        take_size(fact,
                  value->type == PP_REG_DELETED ? DEFAULT_SIZE : value->number,
                  pool);
    } else if (known == PP_KNOWN_SOCKET_POOL_EXCLUDED) {
        pool->excluded_by = value->type == PP_REG_DELETED ? NULL : fact;
        pool->shown_by = fact;
    }
}

/* The last of each kind counts. */
static void take_fact(const struct pp_fact *fact, struct pp_dns_pool *pool)
{
    if (fact->kind == PP_FACT_REGISTRY) {
        take_registry(fact, pool);
    } else if (fact->kind == PP_FACT_SERVICE &&
               pp_sv_equal_nocase(fact->as.service.name, PP_SV("DNS"))) {
        pool->is_running = fact->as.service.is_running;
        pool->shown_by = fact;
    } else if (fact->kind == PP_FACT_PROCESS &&
               pp_sv_equal_nocase(fact->as.process.name, program)) {
        pool->is_running = PP_YES;
        pool->shown_by = fact;
    }
}

struct pp_sv pp_dns_pool_excluded(const struct pp_dns_pool *pool)
{
    return pool->excluded_by != NULL ? pool->excluded_by->as.registry.text
                                     : PP_SV("");
}

static void take_out_excluded(struct pp_dns_pool *pool)
{
    struct pp_port_entry entry;
    size_t at = 0;
    while (pp_port_entry_next(pp_dns_pool_excluded(pool), &at, &entry)) {
        if (entry.is_valid) {
            pp_portset_clear_range(&pool->from, entry.range);
        }
    }
}

void pp_dns_pool_find(const struct pp_dns_evidence *evidence,
                      struct pp_dns_pool *ret)
{
    *ret = (struct pp_dns_pool){.size = DEFAULT_SIZE, .is_running = PP_UNKNOWN};
    for (size_t i = 0; i < evidence->socket_count; i++) {
        if (pp_dns_pool_has_socket(&evidence->sockets[i])) {
            ret->is_running = PP_YES;
            ret->is_shown = true;
        }
    }
    for (size_t i = 0; i < evidence->fact_count; i++) {
        take_fact(&evidence->facts[i], ret);
    }
    ret->is_shown |= ret->shown_by != NULL;
    pp_portset_set_range(&ret->from, evidence->dynamic);
    pp_portset_subtract(&ret->from, &evidence->kept);
    take_out_excluded(ret);
    ret->from_count = pp_portset_count(&ret->from, evidence->dynamic);
}

double pp_dns_pool_chance(const struct pp_dns_pool *pool, uint16_t port)
{
    if (!pool->is_shown || !pp_portset_test(&pool->from, port)) {
        return 0;
    }
    return pool->size < pool->from_count
               ? (double)pool->size / (double)pool->from_count
               : 1;
}
