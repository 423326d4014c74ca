/* Causes of a range that runs out, and counts without ports. */
#include <criterion/criterion.h>

#include "portplan/usage.h"

#include "model/machine_facts.h"

static struct pp_machine *machine_of(uint16_t first, uint16_t last)
{
    struct pp_machine *machine = NULL;
    const struct pp_dynamic dynamic = {.range = {first, last},
                                       .basis = PP_BASIS_CAPTURED};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    return machine;
}

/* One socket each on so many ports from `port` on. */
static void add(struct pp_machine *machine,
                uint32_t port,
                uint32_t count,
                struct pp_socket like)
{
    for (uint32_t i = 0; i < count; i++) {
        like.port = (uint16_t)(port + i);
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &like), PP_OK);
    }
}

static void add_fact(struct pp_machine *machine, const struct pp_fact *fact)
{
    cr_assert_eq(pp_machine_add_fact(machine, fact), PP_OK);
}

static void add_count(struct pp_machine *machine,
                      uint32_t section,
                      struct pp_socket_count_fact said)
{
    add_fact(machine,
             &(struct pp_fact){.kind = PP_FACT_SOCKET_COUNT,
                               .section = section,
                               .as.socket_count = said});
}

static struct pp_usage usage_of(struct pp_machine *machine)
{
    struct pp_usage usage;
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    cr_assert_eq(pp_machine_usage(machine, PP_TCP, &usage), PP_OK);
    return usage;
}

#define WAITING(to)                                                \
    (struct pp_socket)                                             \
    {                                                              \
        .state = PP_SV("time-wait"), .has_pid = true,              \
        .address = PP_SV("10.1.0.4"), .remote_address = PP_SV(to), \
        .remote_port = 1521                                        \
    }
#define HELD(by, in)                                     \
    (struct pp_socket)                                   \
    {                                                    \
        .state = PP_SV(in), .has_pid = true, .pid = (by) \
    }

Test(usage, names_the_cause)
{
    const struct {
        const char *what;
        uint32_t range_count;
        struct pp_socket first; /* on nine ports in ten */
        uint32_t blocked;       /* ports in blocks at the end of the range */
        enum pp_usage_cause cause;
        uint32_t pid;
    } rows[] = {
        {"one end", 16000, WAITING("10.1.0.7"), 0, PP_USAGE_TIME_WAIT_CHURN, 0},
        {"loopback",
         16000,
         WAITING("127.0.0.1"),
         0,
         PP_USAGE_LOOPBACK_CHURN,
         0},
        {"itself", 16000, WAITING("10.1.0.4"), 0, PP_USAGE_LOOPBACK_CHURN, 0},
        {"bound", 16000, HELD(812, "bound"), 0, PP_USAGE_BOUND_LEAK, 812},
        {"close",
         200,
         HELD(813, "close-wait"),
         0,
         PP_USAGE_CLOSE_WAIT_LEAK,
         813},
        {"busy",
         16000,
         HELD(814, "established"),
         0,
         PP_USAGE_CAUSE_UNKNOWN,
         814},
        {"small", 400, HELD(815, "established"), 0, PP_USAGE_SMALL_RANGE, 815},
        {"blocks", 400, HELD(816, "bound"), 2000, PP_USAGE_HNS_BLOCKS, 816},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        uint32_t pool = rows[i].range_count;
        struct pp_machine *machine =
            machine_of(40000, (uint16_t)(40000 + pool + rows[i].blocked - 1));
        add(machine, 40000, pool * 9 / 10, rows[i].first);
        struct pp_exclusion block = {
            .range = {(uint16_t)(40000 + pool),
                      (uint16_t)(40000 + pool + rows[i].blocked - 1)},
            .owner = PP_OWNER_WINNAT,
            .reason = "",
        };
        if (rows[i].blocked > 0) {
            cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &block),
                         PP_OK);
        }
        struct pp_usage usage = usage_of(machine);
        cr_expect_eq(usage.taken, pool * 9 / 10, "%s", rows[i].what);
        cr_expect_eq(usage.verdict, PP_USAGE_NEAR, "%s", rows[i].what);
        cr_expect_eq(usage.cause,
                     rows[i].cause,
                     "%s: %s",
                     rows[i].what,
                     pp_usage_cause_name(usage.cause));
        cr_expect_eq(usage.holder.pid, rows[i].pid, "%s", rows[i].what);
        cr_expect_eq(usage.remote.count > 0,
                     rows[i].first.remote_port > 0,
                     "%s",
                     rows[i].what);
        pp_machine_free(machine);
    }
}

/* A connection that Windows lists as BOUND, too, is no leak. */
Test(usage, does_not_take_connections_for_a_leak)
{
    struct pp_machine *machine = machine_of(50000, 50999);
    add(machine, 50000, 950, HELD(71, "bound"));
    add(machine, 50000, 950, HELD(71, "established"));
    struct pp_usage usage = usage_of(machine);
    cr_expect_eq(usage.sockets, 1900);
    cr_expect_eq(usage.taken, 950);
    cr_expect_eq(usage.cause, PP_USAGE_SMALL_RANGE);
    pp_machine_free(machine);

    machine = machine_of(49152, 65535);
    add_count(machine,
              0,
              (struct pp_socket_count_fact){.count = 15000,
                                            .has_state = true,
                                            .state = PP_SOCKET_BOUND,
                                            .has_pid = true,
                                            .pid = 71});
    add_count(machine,
              0,
              (struct pp_socket_count_fact){.count = 14900,
                                            .has_state = true,
                                            .state = PP_SOCKET_ESTABLISHED,
                                            .has_pid = true,
                                            .pid = 71});
    usage = usage_of(machine);
    cr_expect_eq(usage.taken, 15000);
    cr_expect_eq(usage.cause, PP_USAGE_CAUSE_UNKNOWN);
    pp_machine_free(machine);
}

/* A thousand connections to one listener have one port; causes are of ports. */
Test(usage, does_not_count_connections_for_ports)
{
    struct pp_machine *machine = machine_of(50000, 50999);
    for (uint16_t i = 0; i < 1000; i++) {
        struct pp_socket one = WAITING("10.1.0.7");
        one.remote_port = (uint16_t)(20000 + i);
        add(machine, 50000, 1, one);
    }
    add(machine, 50000, 1, HELD(72, "listening"));
    add(machine, 50001, 900, HELD(73, "close-wait"));
    struct pp_usage usage = usage_of(machine);
    cr_expect_eq(usage.sockets, 1901);
    cr_expect_eq(usage.taken, 901);
    cr_expect_eq(usage.cause, PP_USAGE_CLOSE_WAIT_LEAK);
    cr_expect_eq(usage.holder.pid, 73);
    cr_expect_eq(usage.holder.count, 900);
    pp_machine_free(machine);
}

/* The same sockets, counted by one property and then by another. */
Test(usage, counts_each_listing_by_itself)
{
    struct pp_machine *machine = machine_of(49152, 65535);
    add_count(machine,
              3,
              (struct pp_socket_count_fact){
                  .count = 14500, .has_state = true, .state = PP_SOCKET_BOUND});
    add_count(machine,
              4,
              (struct pp_socket_count_fact){.count = 14400,
                                            .has_pid = true,
                                            .pid = 9120,
                                            .process = PP_SV("poller.exe")});
    add(machine, 50000, 3, HELD(9120, "listening"));
    struct pp_usage usage = usage_of(machine);
    cr_expect(usage.is_counted);
    cr_expect_eq(usage.sockets, 14500);
    cr_expect_eq(usage.taken, 14500);
    cr_expect_eq(usage.verdict, PP_USAGE_NEAR);
    cr_expect_eq(usage.cause, PP_USAGE_BOUND_LEAK);
    cr_expect_eq(usage.by_state[PP_SOCKET_BOUND], 14500);
    cr_expect_eq(usage.by_process[0].count, 14400);
    cr_expect(pp_sv_equal(usage.by_process[0].process, PP_SV("poller.exe")));
    pp_machine_free(machine);
}

/* Sockets in TIME_WAIT may all be those of one listening port. */
Test(usage, knows_what_counts_do_not_show)
{
    struct pp_machine *machine = machine_of(49152, 65535);
    add_count(machine,
              0,
              (struct pp_socket_count_fact){.count = 16000,
                                            .has_state = true,
                                            .state = PP_SOCKET_TIME_WAIT});
    struct pp_usage usage = usage_of(machine);
    cr_expect_eq(usage.taken, 0);
    cr_expect_eq(usage.verdict, PP_USAGE_UNKNOWN);
    cr_expect_eq(usage.cause, PP_USAGE_TIME_WAIT_CHURN);
    pp_machine_free(machine);

    /* To one end each has a port of its own. */
    machine = machine_of(49152, 65535);
    add_count(machine,
              0,
              (struct pp_socket_count_fact){.count = 16000,
                                            .remote_address = PP_SV("10.2.0.1"),
                                            .has_remote_port = true,
                                            .remote_port = 6379});
    usage = usage_of(machine);
    cr_expect_eq(usage.taken, 16000);
    cr_expect_eq(usage.verdict, PP_USAGE_NEAR);
    pp_machine_free(machine);
}

Test(usage, proves_nothing_where_bound_is_hidden)
{
    for (int has_update = 0; has_update < 2; has_update++) {
        struct pp_machine *machine = machine_of(49152, 65535);
        add_fact(machine,
                 &(struct pp_fact){.kind = PP_FACT_OS,
                                   .as.os = {
                                       .version = PP_SV("6.3.9600"),
                                       .major = 6,
                                       .minor = 3,
                                       .build = 9600,
                                       .name = PP_SV("Windows Server 2012 R2"),
                                   }});
        if (has_update) {
            add_fact(machine,
                     &(struct pp_fact){.kind = PP_FACT_HOTFIX,
                                       .as.hotfix = {3123245}});
        }
        add(machine, 49664, 6, HELD(4, "listening"));
        pp_machine_note_sockets(machine, PP_TCP, PP_SOCKETS_WHOLE);
        struct pp_usage usage = usage_of(machine);
        cr_expect_eq(usage.hides_bound, !has_update);
        cr_expect_eq(usage.verdict,
                     has_update ? PP_USAGE_AMPLE : PP_USAGE_UNKNOWN);
        pp_machine_free(machine);
    }
}

/* Two listings of one machine show a connection twice: in whatever state, it
 * is one. What has no other end may be several. */
Test(usage, counts_a_connection_once)
{
    struct pp_machine *machine = machine_of(49152, 65535);
    add(machine, 50000, 10, WAITING("10.1.0.7"));
    struct pp_socket again = WAITING("10.1.0.7");
    again.state = PP_SV("established");
    add(machine, 50000, 10, again);
    again.address = PP_SV("10.1.0.5"); /* of another address */
    add(machine, 50000, 1, again);
    add(machine, 51000, 2, HELD(7, "listening"));
    add(machine, 51000, 2, HELD(8, "listening"));
    struct pp_usage usage = usage_of(machine);
    cr_expect_eq(usage.sockets, 10 + 1 + 4);
    cr_expect_eq(usage.taken, 10 + 2);
    cr_expect_eq(usage.by_remote[0].count, 11);
    pp_machine_free(machine);
}

/* What a filter left, or what was cut, proves no port free. */
Test(usage, is_never_ample_of_a_part)
{
    for (int i = PP_SOCKETS_UNPROVEN; i <= PP_SOCKETS_WHOLE; i++) {
        enum pp_sockets_extent extent = (enum pp_sockets_extent)i;
        bool is_whole = extent == PP_SOCKETS_WHOLE;
        for (int is_near = 0; is_near < 2; is_near++) {
            struct pp_machine *machine = machine_of(49152, 65535);
            add(machine, 49200, is_near ? 16000 : 6, HELD(4, "established"));
            pp_machine_note_sockets(machine, PP_TCP, extent);
            pp_machine_note_sockets(machine, PP_TCP, PP_SOCKETS_UNPROVEN);
            struct pp_usage usage = usage_of(machine);
            cr_expect_eq(usage.verdict,
                         is_near    ? PP_USAGE_NEAR
                         : is_whole ? PP_USAGE_AMPLE
                                    : PP_USAGE_UNKNOWN,
                         "%d",
                         i);
            cr_expect_eq(pp_usage_is_least(&usage), !is_whole, "%d", i);
            cr_expect_eq(
                usage.hides_bound, extent == PP_SOCKETS_UNBOUND, "%d", i);
            pp_machine_free(machine);
        }
    }
}

/* The best of several lists counts, and each is judged by itself. */
Test(usage, judges_each_list_by_itself)
{
    static const struct {
        enum pp_shown shown;
        uint32_t tcp; /* sockets that are not LISTENING on 135 */
        enum pp_socket_state state;
        bool has_mapper;
        enum pp_sockets_extent extent;
    } rows[] = {
        {PP_SHOWN_UNKNOWN, 3, PP_SOCKET_BOUND, false, PP_SOCKETS_UNPROVEN},
        {PP_SHOWN_ALL, 3, PP_SOCKET_BOUND, false, PP_SOCKETS_UNPROVEN},
        {PP_SHOWN_UNKNOWN, 3, PP_SOCKET_BOUND, true, PP_SOCKETS_WHOLE},
        {PP_SHOWN_UNKNOWN, 3, PP_SOCKET_CLOSING, true, PP_SOCKETS_UNBOUND},
        {PP_SHOWN_UNBOUND, 3, PP_SOCKET_CLOSING, true, PP_SOCKETS_UNBOUND},
        {PP_SHOWN_ALL, 3, PP_SOCKET_CLOSING, true, PP_SOCKETS_WHOLE},
        {PP_SHOWN_PART, 3, PP_SOCKET_BOUND, true, PP_SOCKETS_FILTERED},
        {PP_SHOWN_ALL, 4, PP_SOCKET_LISTENING, true, PP_SOCKETS_WHOLE},
        {PP_SHOWN_ALL, 5, PP_SOCKET_LISTENING, true, PP_SOCKETS_LISTENING},
    };
    struct pp_section sections[2] = {{.format = PP_SECTION_NETSTAT}};
    struct pp_fact facts[16];
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows) * PP_ARRAY_LEN(rows); i++) {
        enum pp_sockets_extent best = PP_SOCKETS_UNPROVEN;
        struct pp_machine_input input = {.sections = sections,
                                         .section_count = 2,
                                         .facts = facts,
                                         .diags = diags};
        for (uint32_t s = 0; s < 2; s++) {
            size_t row =
                s == 0 ? i % PP_ARRAY_LEN(rows) : i / PP_ARRAY_LEN(rows);
            sections[s].shown = rows[row].shown;
            for (uint32_t k = 0; k < rows[row].tcp + rows[row].has_mapper;
                 k++) {
                bool is_mapper = k == rows[row].tcp;
                uint16_t port = (uint16_t)(is_mapper ? 135 : 49200 + k);
                facts[input.fact_count++] = (struct pp_fact){
                    .kind = PP_FACT_SOCKET,
                    .section = s,
                    .range = {port, port},
                    .as.socket.state =
                        is_mapper ? PP_SOCKET_LISTENING : rows[row].state,
                };
            }
            best = rows[row].extent > best ? rows[row].extent : best;
        }
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_from_facts(&input, &machine), PP_OK);
        cr_expect_eq(
            pp_machine_sockets_extent(machine, PP_TCP), best, "pair %zu", i);
        pp_machine_free(machine);
    }
    pp_diags_free(diags);
}

Test(usage, is_empty_without_sockets)
{
    struct pp_machine *machine = machine_of(49152, 65535);
    struct pp_usage usage = usage_of(machine);
    cr_expect_eq(usage.sockets, 0);
    cr_expect_eq(usage.pool, 0);
    cr_expect_eq(usage.verdict, PP_USAGE_UNKNOWN);
    pp_machine_free(machine);
}
