/*
 * Usage of a generated server against an independent count: ports marked in
 * an array, groups added up in tables. The number of ports taken is drawn near
 * the thresholds half of the time.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>

#include "portplan/usage.h"

#include "random.h"
#include "seed.h"

enum {
    RUNS = 1000 / PP_INPUT_STEP,
    FIRST = 49152,
    PORTS = 16384,
    SMALL = 2048, /* fifteen servers in sixteen, for the sake of time */
    PIDS = 24,
    REMOTES = 12,
};

struct server {
    struct pp_machine *machine;
    struct pp_test_random random;
    uint32_t seed;
    uint32_t run;
    uint32_t ports;
    /* The independent count. */
    bool has_socket[PORTS];
    bool is_excluded[PORTS];
    uint32_t sockets;
    uint32_t states[PP_SOCKET_STATE_COUNT];
    uint32_t processes[PIDS][PP_SOCKET_STATE_COUNT];
    uint32_t remotes[REMOTES];
    uint32_t ends[65536]; /* of a port: bits of the remotes it is used to */
};

#define CHECK(server, claim)                    \
    cr_assert((claim),                          \
              "PP_SEED=%u, server %u: " #claim, \
              (server)->seed,                   \
              (server)->run)

static uint32_t below(struct server *server, uint32_t bound)
{
    return pp_test_random_below(&server->random, bound);
}

static const char *const addresses[REMOTES] = {"10.0.0.1",
                                               "10.0.0.2",
                                               "10.0.0.2",
                                               "10.0.0.3",
                                               "10.0.0.33",
                                               "127.0.0.1",
                                               "::1",
                                               "fe80::7",
                                               "10.9.0.1",
                                               "10.9.0.2",
                                               "10.9.0.3",
                                               "10.9.0.4"};

static uint16_t remote_port(uint32_t remote)
{
    return (uint16_t)(remote == 2 ? 1433 : 443);
}

static void add_socket(struct server *server, uint32_t port)
{
    uint32_t state = 1 + below(server, PP_SOCKET_STATE_COUNT - 1);
    uint32_t pid = state == PP_SOCKET_TIME_WAIT ? 0 : below(server, PIDS);
    uint32_t remote = below(server, REMOTES);
    bool is_open = state == PP_SOCKET_LISTENING || state == PP_SOCKET_BOUND;
    if (!is_open && (server->ends[port] & 1u << remote) != 0) {
        return; /* two ends have one connection */
    }
    server->ends[port] |= is_open ? 0u : 1u << remote;
    struct pp_socket socket = {
        .port = (uint16_t)port,
        .address = PP_SV("10.0.0.9"),
        .state = pp_sv_from(pp_socket_state_name((enum pp_socket_state)state)),
        .has_pid = true,
        .pid = pid,
    };
    if (!is_open) {
        socket.remote_address = pp_sv_from(addresses[remote]);
        socket.remote_port = remote_port(remote);
        server->remotes[remote]++;
    }
    cr_assert_eq(pp_machine_add_socket(server->machine, PP_TCP, &socket),
                 PP_OK);
    server->sockets++;
    server->states[state]++;
    server->processes[pid][state]++;
    if (port >= FIRST) {
        server->has_socket[port - FIRST] = true;
    }
}

static void add_exclusions(struct server *server)
{
    for (uint32_t i = below(server, 4); i > 0; i--) {
        uint32_t start = FIRST + below(server, server->ports - 400);
        uint32_t last = start + below(server, 400);
        struct pp_exclusion row = {.range = {(uint16_t)start, (uint16_t)last},
                                   .is_administered =
                                       below(server, 2) == 0 ? PP_YES : PP_NO};
        cr_assert_eq(pp_machine_add_exclusion(server->machine, PP_TCP, &row),
                     PP_OK);
        for (uint32_t port = start; port <= last; port++) {
            server->is_excluded[port - FIRST] = true;
        }
    }
    pp_machine_set_table_seen(server->machine, PP_TCP);
}

static uint32_t count_pool(const struct server *server)
{
    uint32_t pool = 0;
    for (uint32_t i = 0; i < server->ports; i++) {
        pool += !server->is_excluded[i];
    }
    return pool;
}

/* How many ports of the pool are to be taken. */
static uint32_t draw_wanted(struct server *server, uint32_t pool)
{
    uint32_t edges[] = {pool - pool / 5, pool - pool / 100};
    uint32_t edge = edges[below(server, 2)];
    if (below(server, 2) == 0) {
        return below(server, pool + 1);
    }
    return edge - 1 + below(server, 3);
}

static void fill(struct server *server)
{
    uint32_t wanted = draw_wanted(server, count_pool(server));
    uint32_t step =
        1 + 2 * below(server, server->ports / 2); /* visits each port */
    for (uint32_t i = 0, at = 0; i < server->ports;
         i++, at = (at + step) % server->ports) {
        if (server->is_excluded[at] ? below(server, 50) == 0 : wanted > 0) {
            wanted -= !server->is_excluded[at];
            for (uint32_t k = below(server, 20) == 0 ? 2 : 1; k > 0; k--) {
                add_socket(server, FIRST + at);
            }
        }
    }
    for (uint32_t i = below(server, 40); i > 0; i--) {
        add_socket(server, 1 + below(server, FIRST - 1));
    }
}

/* --- the comparison ------------------------------------------------------- */

static void check_ports(const struct server *server,
                        const struct pp_usage *usage)
{
    uint32_t taken = 0;
    uint32_t pool = count_pool(server);
    for (uint32_t i = 0; i < server->ports; i++) {
        taken += server->has_socket[i] && !server->is_excluded[i];
    }
    CHECK(server, usage->sockets == server->sockets);
    CHECK(server, usage->pool == pool);
    CHECK(server, usage->taken == taken);
    CHECK(server, usage->free == pool - taken);
    CHECK(server, !usage->is_counted);
    enum pp_usage_verdict verdict = pool - taken <= pool / 100
                                        ? PP_USAGE_EXHAUSTED
                                    : pool - taken <= pool / 5 ? PP_USAGE_NEAR
                                                               : PP_USAGE_AMPLE;
    CHECK(server, usage->sockets == 0 || usage->verdict == verdict);
}

static void check_processes(struct server *server, const struct pp_usage *usage)
{
    uint32_t groups = 0;
    uint32_t smallest = UINT32_MAX;
    for (size_t i = 0; i < usage->process_count; i++) {
        const struct pp_usage_process *one = &usage->by_process[i];
        CHECK(server, one->pid > 0 && one->pid < PIDS);
        CHECK(server, one->count <= smallest);
        CHECK(server, one->count == server->processes[one->pid][one->state]);
        server->processes[one->pid][one->state] = 0;
        smallest = one->count;
    }
    for (uint32_t pid = 1; pid < PIDS; pid++) {
        for (uint32_t state = 0; state < PP_SOCKET_STATE_COUNT; state++) {
            groups += server->processes[pid][state] > 0;
            CHECK(server, server->processes[pid][state] <= smallest);
        }
    }
    CHECK(server, usage->process_count == PP_USAGE_GROUPS || groups == 0);
}

static void check_remotes(struct server *server, const struct pp_usage *usage)
{
    uint32_t groups = 0;
    uint32_t smallest = UINT32_MAX;
    for (size_t i = 0; i < usage->remote_count; i++) {
        const struct pp_usage_remote *one = &usage->by_remote[i];
        uint32_t at = 0;
        while (at < REMOTES &&
               !(remote_port(at) == one->port &&
                 pp_sv_equal(one->address, pp_sv_from(addresses[at])))) {
            at++;
        }
        CHECK(server, at < REMOTES);
        CHECK(server, one->count <= smallest && one->count > 0);
        CHECK(server, one->count == server->remotes[at]);
        server->remotes[at] = 0;
        smallest = one->count;
    }
    for (uint32_t at = 0; at < REMOTES; at++) {
        groups += server->remotes[at] > 0;
        CHECK(server, server->remotes[at] <= smallest);
    }
    CHECK(server, usage->remote_count == PP_USAGE_GROUPS || groups == 0);
}

static void check_server(struct server *server)
{
    struct pp_usage usage;
    cr_assert_eq(pp_machine_new(&server->machine), PP_OK);
    const struct pp_dynamic dynamic = {
        .range = {FIRST, (uint16_t)(FIRST + server->ports - 1)},
        .basis = PP_BASIS_CAPTURED};
    pp_machine_set_dynamic(server->machine, PP_TCP, &dynamic);
    add_exclusions(server);
    fill(server);
    pp_machine_note_sockets(server->machine, PP_TCP, PP_SOCKETS_WHOLE);
    cr_assert_eq(pp_machine_finish(server->machine), PP_OK);
    cr_assert_eq(pp_machine_usage(server->machine, PP_TCP, &usage), PP_OK);
    check_ports(server, &usage);
    for (uint32_t i = 0; i < PP_SOCKET_STATE_COUNT; i++) {
        CHECK(server, usage.by_state[i] == server->states[i]);
    }
    check_processes(server, &usage);
    check_remotes(server, &usage);
    pp_machine_free(server->machine);
}

Test(usage, equals_an_independent_count)
{
    static struct server server;
    uint32_t seed = pp_test_seed("usage");
    struct pp_test_random random = pp_test_random_from(seed);
    for (uint32_t run = 0; run < RUNS; run++) {
        server = (struct server){.random = random,
                                 .seed = seed,
                                 .run = run,
                                 .ports = run % 16 == 0 ? PORTS : SMALL};
        check_server(&server);
        random = server.random;
    }
}

/* One port more or less changes the verdict at the threshold and nowhere
 * else, whatever the size of the pool. */
Test(usage, changes_its_verdict_at_the_thresholds)
{
    for (uint32_t pool = 1; pool <= PP_PORT_COUNT;
         pool += pool < 999 ? 1 : 997) {
        uint32_t near = pool - pool / 5;
        uint32_t exhausted = pool - pool / 100;
        cr_expect_eq(
            pp_usage_judge(near - 1, pool), PP_USAGE_AMPLE, "%u", pool);
        cr_expect_eq(pp_usage_judge(near, pool),
                     near < exhausted ? PP_USAGE_NEAR : PP_USAGE_EXHAUSTED,
                     "%u",
                     pool);
        cr_expect_neq(pp_usage_judge(exhausted - 1, pool),
                      PP_USAGE_EXHAUSTED,
                      "%u",
                      pool);
        cr_expect_eq(
            pp_usage_judge(exhausted, pool), PP_USAGE_EXHAUSTED, "%u", pool);
    }
}
