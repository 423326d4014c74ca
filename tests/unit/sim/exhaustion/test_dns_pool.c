/* The DNS Server's pool: what shows it, and its formula against its drawing. */
#include <criterion/criterion.h>
#include <math.h>

#include "model/dns_pool.h"
#include "sim/exhaustion/dns_pool_sim.h"

#define DNS_KEY                                                 \
    PP_SV_INIT("HKLM\\SYSTEM\\CurrentControlSet\\Services\\DNS" \
               "\\Parameters")

static struct pp_fact size_of(uint64_t number)
{
    return (struct pp_fact){
        .kind = PP_FACT_REGISTRY,
        .as.registry = {.key = DNS_KEY,
                        .name = PP_SV_INIT("SocketPoolSize"),
                        .type = PP_REG_DWORD,
                        .number = number}};
}

static struct pp_fact excluded_of(struct pp_sv strings)
{
    return (struct pp_fact){
        .kind = PP_FACT_REGISTRY,
        .as.registry = {.key = DNS_KEY,
                        .name = PP_SV_INIT("SocketPoolExcludedPortRanges"),
                        .type = PP_REG_MULTI_SZ,
                        .text = strings}};
}

static struct pp_dns_pool
pool_of(const struct pp_fact *facts, size_t count, struct pp_range dynamic)
{
    const struct pp_dns_evidence evidence = {
        .facts = facts, .fact_count = count, .dynamic = dynamic};
    struct pp_dns_pool pool;
    pp_dns_pool_find(&evidence, &pool);
    return pool;
}

static const struct pp_range usual = {49152, 65535};

/* The share by counting: ports that are in the range and not excluded. */
static double share_of(uint64_t size,
                       struct pp_range dynamic,
                       const char *excluded,
                       uint16_t port)
{
    struct pp_range out;
    enum pp_range_error fault;
    bool has_excluded = pp_range_parse(pp_sv_from(excluded), &out, &fault);
    double left = 0;
    bool is_in = false;
    for (uint32_t p = dynamic.first; p <= dynamic.last; p++) {
        if (!has_excluded || p < out.first || p > out.last) {
            left++;
            is_in |= p == port;
        }
    }
    double sockets = size > 10000 ? 10000 : size > 0 ? (double)size : 1;
    return is_in ? fmin(1, sockets / left) : 0;
}

/* Twenty settings: sizes, ranges, exclusions, a port in or out. The runs are
 * drawn from one seed, so that this holds always or never. */
Test(dns_pool, the_formula_is_what_is_drawn)
{
    enum {
        RUNS = 2000
    };
    static const struct {
        uint64_t size;
        struct pp_range dynamic;
        const char *excluded;
        uint16_t port;
    } rows[] = {
        {2500, {49152, 65535}, "", 51900},
        {2500, {49152, 65535}, "51900-51900", 51900},
        {2500, {49152, 65535}, "51900-51900", 51901},
        {2500, {49152, 65535}, "49152-57343", 60000},
        {2500, {49152, 65535}, "1-65535", 60000},
        {2500, {1025, 5000}, "", 4500},
        {2500, {1025, 5000}, "1645-1646", 1812},
        {2500, {1025, 5000}, "1645-1646", 1645},
        {2500, {1025, 3525}, "", 1700},
        {2500, {1025, 3524}, "", 1700},
        {2500, {1025, 2000}, "", 1812},
        {0, {49152, 65535}, "", 50000},
        {1, {49152, 49251}, "", 49200},
        {10, {49152, 49251}, "", 49152},
        {99, {49152, 49251}, "", 49251},
        {500, {1024, 65535}, "", 1024},
        {5000, {49152, 65535}, "", 65535},
        {10000, {49152, 65535}, "", 55555},
        {10001, {49152, 65535}, "", 55555},
        {2500, {49152, 65535}, "", 1812},
    };
    cr_assert_geq(PP_ARRAY_LEN(rows), 20);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_fact facts[] = {
            size_of(rows[i].size), excluded_of(pp_sv_from(rows[i].excluded))};
        struct pp_dns_pool pool = pool_of(facts, 2, rows[i].dynamic);
        double chance = pp_dns_pool_chance(&pool, rows[i].port);
        uint32_t hits = 0;
        cr_assert_eq(
            pps_dns_pool_count(&pool, rows[i].port, RUNS, i + 1, &hits), PP_OK);
        double expected = share_of(
            rows[i].size, rows[i].dynamic, rows[i].excluded, rows[i].port);
        cr_expect_float_eq(chance, expected, 1e-12, "row %zu", i);
        double error = sqrt(chance * (1 - chance) / RUNS);
        cr_expect(fabs((double)hits / RUNS - chance) <= 3 * error,
                  "row %zu: %f drawn, %f by the formula",
                  i,
                  (double)hits / RUNS,
                  chance);
    }
}

Test(dns_pool, chances_are_shares_of_the_ports_left)
{
    const struct pp_fact none = excluded_of(PP_SV("x"));
    struct pp_dns_pool pool = pool_of(&none, 1, usual);
    cr_expect_eq(pool.size, 2500, "the default");
    cr_expect_float_eq(pp_dns_pool_chance(&pool, 51900), 2500.0 / 16384, 1e-12);
    cr_expect_float_eq(pp_dns_pool_chance(&pool, 49151), 0, 0);
    /* All of the pool is somewhere: the chances add up to its size. */
    double sum = 0;
    for (uint32_t port = 0; port <= PP_PORT_MAX; port++) {
        sum += pp_dns_pool_chance(&pool, (uint16_t)port);
    }
    cr_expect_float_eq(sum, 2500, 1e-6);
}

Test(dns_pool, it_is_there_only_where_something_shows_it)
{
    static const struct {
        struct pp_fact fact;
        bool is_shown;
        enum pp_tri is_running;
    } rows[] = {
        {{.kind = PP_FACT_SERVICE,
          .as.service = {PP_SV_INIT("dns"), PP_YES, PP_NO}},
         true,
         PP_YES},
        {{.kind = PP_FACT_SERVICE,
          .as.service = {PP_SV_INIT("DNS"), PP_NO, PP_NO}},
         true,
         PP_NO},
        {{.kind = PP_FACT_SERVICE,
          .as.service = {PP_SV_INIT("Dnscache"), PP_YES, PP_NO}},
         false,
         PP_UNKNOWN},
        {{.kind = PP_FACT_PROCESS,
          .as.process = {.pid = 1500, .name = PP_SV_INIT("dns.exe")}},
         true,
         PP_YES},
        {{.kind = PP_FACT_PROCESS,
          .as.process = {.pid = 1500, .name = PP_SV_INIT("svchost.exe")}},
         false,
         PP_UNKNOWN},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_dns_pool pool = pool_of(&rows[i].fact, 1, usual);
        cr_expect_eq(pool.is_shown, rows[i].is_shown, "row %zu", i);
        cr_expect_eq(pool.is_running, rows[i].is_running, "row %zu", i);
        double chance = pp_dns_pool_chance(&pool, 51900);
        cr_expect_eq(chance > 0, rows[i].is_shown, "row %zu", i);
    }
}

Test(dns_pool, a_socket_of_dns_exe_shows_it)
{
    struct pp_socket socket = {.port = 51900, .process = PP_SV_INIT("DNS.EXE")};
    struct pp_dns_evidence evidence = {
        .sockets = &socket, .socket_count = 1, .dynamic = usual};
    struct pp_dns_pool pool;
    pp_portset_set_range(&evidence.kept, (struct pp_range){50000, 50099});
    pp_dns_pool_find(&evidence, &pool);
    cr_expect(pool.is_shown);
    cr_expect_eq(pool.from_count, 16284);
    cr_expect_float_eq(pp_dns_pool_chance(&pool, 50050), 0, 0);
    socket.process = PP_SV("dnscrypt.exe");
    pp_dns_pool_find(&evidence, &pool);
    cr_expect_not(pool.is_shown);
}
