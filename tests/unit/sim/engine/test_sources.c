/*
 * What bears on a port and stands in no table (URLs of http.sys, sockets that
 * wait, WSL's block) weighs the same in `check` and in the simulator: laws over
 * generated machines.
 */
#include "portplan/check.h"
#include "portplan/port_list.h"

#include "random.h"
#include "seed.h"
#include "sim_play.h"

enum {
    MACHINES = 400,
    PORTS_FIRST = 49900, /* all that is drawn lies in these ports */
    PORTS_LAST = 50040,
};

static uint16_t draw_port(struct pp_test_random *random)
{
    return (uint16_t)pp_test_random_in(random, PORTS_FIRST, PORTS_LAST);
}

static void add_rows(struct pp_test_random *random, struct pp_machine *machine)
{
    uint32_t count = pp_test_random_below(random, 4);
    pp_machine_set_table_seen(machine, PP_TCP);
    for (uint32_t i = 0; i < count; i++) {
        struct pp_exclusion row = {.is_administered = PP_NO};
        row.range.first = draw_port(random);
        row.range.last =
            (uint16_t)(row.range.first + pp_test_random_below(random, 12));
        row.is_administered =
            pp_test_random_below(random, 3) == 0 ? PP_YES : PP_NO;
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &row), PP_OK);
    }
}

static void add_sockets(struct pp_test_random *random,
                        struct pp_machine *machine)
{
    static const char *const states[] = {
        "time-wait", "listening", "established"};
    static const char *const addresses[] = {"0.0.0.0", "10.0.0.5", ""};
    uint32_t count = pp_test_random_below(random, 12);
    for (uint32_t i = 0; i < count; i++) {
        const struct pp_socket socket = {
            .port = draw_port(random),
            .state = pp_sv_from(states[pp_test_random_below(random, 3)]),
            .address = pp_sv_from(addresses[pp_test_random_below(random, 3)]),
        };
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
}

static void add_urls(struct pp_test_random *random, struct pp_machine *machine)
{
    uint32_t count = pp_test_random_below(random, 8);
    for (uint32_t i = 0; i < count; i++) {
        struct pp_reservation url = {
            .kind = PP_RESERVED_URL,
            .text = PP_SV("HTTP://+:80/"),
            .is_registered = pp_test_random_below(random, 2) == 0,
        };
        url.range.first = draw_port(random);
        url.range.last = url.range.first;
        cr_assert_eq(pp_machine_add_reservation(machine, PP_TCP, &url), PP_OK);
    }
}

static struct pp_machine *draw_machine(struct pp_test_random *random)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    if (pp_test_random_below(random, 5) > 0) {
        add_rows(random, machine);
    }
    add_sockets(random, machine);
    add_urls(random, machine);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

static struct pp_check *check_all(const struct pp_machine *machine,
                                  enum pp_bind_kind kind)
{
    struct pp_port_query query = {.protocol = PP_TCP,
                                  .range = {PORTS_FIRST, PORTS_LAST + 12}};
    const struct pp_port_list list = {.items = &query, .count = 1};
    const struct pp_check_options options = {.kind = kind};
    struct pp_check *check = NULL;
    cr_assert_eq(pp_check_run(machine, &list, &options, &check), PP_OK);
    return check;
}

/* What the step `bind` answers on each port of the span. */
static void expect_binds(const struct pp_machine *machine,
                         const struct pp_check_span *span,
                         uint32_t seed)
{
    char step[64];
    for (uint32_t port = span->range.first; port <= span->range.last; port++) {
        struct play play;
        (void)snprintf(step,
                       sizeof(step),
                       "bind %u as %s",
                       (unsigned)port,
                       pp_bind_kind_name(span->kind));
        play_steps(&play, machine, step, NULL);
        cr_expect(play.outcome.verdict == span->verdict &&
                      play.outcome.error == (uint32_t)span->error,
                  "seed %u, %s: %s %u, check says %s %d",
                  (unsigned)seed,
                  step,
                  pp_verdict_name(play.outcome.verdict),
                  (unsigned)play.outcome.error,
                  pp_verdict_name(span->verdict),
                  (int)span->error);
        end_play(&play);
    }
}

Test(sources, weigh_the_same_in_check_and_in_a_bind)
{
    uint32_t first = pp_test_seed("sources");
    for (uint32_t seed = first; seed < first + MACHINES; seed++) {
        struct pp_test_random random = pp_test_random_from(seed);
        struct pp_machine *machine = draw_machine(&random);
        enum pp_bind_kind kind = (enum pp_bind_kind)pp_test_random_below(
            &random, PP_BIND_KIND_COUNT);
        struct pp_check *check = check_all(machine, kind);
        size_t count = 0;
        const struct pp_check_span *spans = pp_check_spans(check, &count);
        for (size_t i = 0; i < count; i++) {
            expect_binds(machine, &spans[i], seed);
        }
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

/* Whether a reservation finds something in its way, from what was captured. */
static bool is_reservation_refused(const struct pp_machine *machine,
                                   uint16_t port,
                                   bool does_wait_refuse)
{
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    bool is_refused = false;
    for (size_t i = 0; i < count; i++) {
        is_refused |= pp_range_contains(rows[i].range, port);
    }
    const struct pp_reservation *urls =
        pp_machine_reservations(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        is_refused |= urls[i].is_registered && urls[i].range.first == port;
    }
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_waiting = pp_sv_equal(sockets[i].state, PP_SV("time-wait"));
        is_refused |=
            sockets[i].port == port && (!is_waiting || does_wait_refuse);
    }
    return is_refused;
}

Test(sources, a_reservation_meets_what_waits_as_assumed)
{
    static const char *const assumptions[] = {"time-wait-reserve=works",
                                              "time-wait-reserve=refused"};
    char step[64];
    uint32_t first = pp_test_seed("sources");
    for (uint32_t seed = first; seed < first + MACHINES; seed++) {
        struct pp_test_random random = pp_test_random_from(seed);
        struct pp_machine *machine = draw_machine(&random);
        for (int i = 0; i < 40; i++) {
            struct play play;
            uint16_t port = draw_port(&random);
            bool does_wait_refuse = i % 2 == 1;
            (void)snprintf(step, sizeof(step), "reserve %u", (unsigned)port);
            play_steps(&play, machine, step, assumptions[i % 2]);
            bool is_refused =
                is_reservation_refused(machine, port, does_wait_refuse);
            cr_expect_eq(play.outcome.error,
                         is_refused ? PP_WIN_SHARING_VIOLATION : PP_WIN_OK,
                         "seed %u, %s, %s",
                         (unsigned)seed,
                         step,
                         assumptions[i % 2]);
            end_play(&play);
        }
        pp_machine_free(machine);
    }
}
