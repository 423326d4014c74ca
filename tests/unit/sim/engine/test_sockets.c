/*
 * Many sockets in a simulated machine: what a restart closes, and what it
 * leaves, against sets made without the simulator.
 */
#include "invariants.h"
#include "random.h"
#include "seed.h"
#include "sim/engine/engine.h"
#include "sim/forecast/montecarlo.h"
#include "sim/state/state_machine.h"
#include "sim_play.h"

enum {
    MACHINES = 60,
    SOCKETS_MAX = 3000,
};

/* Ports that every socket of the machine has, several perhaps the same. */
struct ports {
    uint16_t of[SOCKETS_MAX];
    size_t count;
};

static void draw_ports(struct pp_test_random *random, struct ports *ports)
{
    static const uint16_t usual[] = {135, 445, 5040, 49664, 3306, 8080};
    ports->count = pp_test_random_below(random, SOCKETS_MAX) + 1;
    for (size_t i = 0; i < ports->count; i++) {
        ports->of[i] =
            pp_test_random_below(random, 4) == 0
                ? usual[pp_test_random_below(random, PP_ARRAY_LEN(usual))]
                : (uint16_t)(pp_test_random_below(random, PP_PORT_MAX) + 1);
    }
}

static struct pp_machine *machine_of(const struct ports *ports)
{
    static const struct test_row rows[] = {
        {49700, 49799, PP_NO, PP_OWNER_WINNAT},
        {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
    };
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, rows, PP_ARRAY_LEN(rows));
    for (size_t i = 0; i < ports->count; i++) {
        const struct pp_socket socket = {.port = ports->of[i],
                                         .state = PP_SV("listening")};
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* Windows' own, of those that draw_ports makes often, and the RPC range. */
static bool is_windows_own(uint16_t port)
{
    static const uint16_t own[] = {
        123, 135, 137, 138, 139, 445, 500, 1900, 3389, 4500, 5040, 5353, 5355};
    for (size_t i = 0; i < PP_ARRAY_LEN(own); i++) {
        if (own[i] == port) {
            return true;
        }
    }
    return port >= 49664 && port <= 49679;
}

/* --- taking sockets out --- */

static bool is_even(const struct pps_socket *socket, const void *user)
{
    (void)user;
    return socket->port % 2 == 0;
}

Test(sockets, kept_ones_stay_in_their_order)
{
    struct pp_test_random random = pp_test_random_from(pp_test_seed("sockets"));
    static struct ports ports;
    for (int i = 0; i < MACHINES; i++) {
        draw_ports(&random, &ports);
        struct pp_machine *machine = machine_of(&ports);
        struct pps_state state = {0};
        cr_assert_eq(pps_state_from_machine(machine, &state), PP_OK);
        struct pps_protocol_state *at = &state.protocols[PP_TCP];
        uint16_t before[SOCKETS_MAX];
        size_t wanted = 0;
        for (size_t k = 0; k < at->socket_count; k++) {
            before[wanted] = at->sockets[k].port;
            wanted += at->sockets[k].port % 2 == 0;
        }
        pps_state_keep_sockets(&state, PP_TCP, is_even, NULL);
        cr_assert_eq(at->socket_count, wanted);
        for (size_t k = 0; k < wanted; k++) {
            cr_assert_eq(at->sockets[k].port, before[k]);
        }
        cr_expect(pp_test_state_is_sound(&state));
        cr_expect(pp_portset_test(&at->taken, 49750));
        pps_state_done(&state);
        pp_machine_free(machine);
    }
}

/* --- a restart --- */

static bool is_closed(uint8_t assumption, uint16_t port)
{
    return assumption == PP_SOCKETS_NONE ||
           (assumption == PP_SOCKETS_SYSTEM && !is_windows_own(port));
}

static void expect_closed(const struct pp_machine *machine,
                          const struct ports *ports,
                          uint8_t assumption)
{
    static struct pp_portset wanted;
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    struct pps_prng prng = pps_prng_stream(1, 0);
    struct play play = {0};
    play.engine.assumptions.chosen[PP_ASSUME_SOCKETS_AT_BOOT] = assumption;
    pp_portset_clear(&wanted);
    for (size_t i = 0; i < ports->count; i++) {
        if (is_closed(assumption, ports->of[i])) {
            pp_portset_set(&wanted, ports->of[i]);
        }
    }
    cr_assert_eq(pps_state_from_machine(machine, &play.state), PP_OK);
    cr_assert_eq(pps_engine_apply(
                     &play.engine, &reboot, &play.state, &prng, &play.outcome),
                 PP_OK);
    cr_assert(play.outcome.has_closed);
    cr_expect(pp_portset_equal(&play.outcome.closed[PP_TCP], &wanted));
    cr_expect(!pp_portset_test_any(&play.outcome.closed[PP_UDP], PP_RANGE_ALL));
    cr_expect(pp_test_state_is_sound(&play.state));
    end_play(&play);
}

Test(sockets, a_restart_closes_what_does_not_come_back)
{
    struct pp_test_random random = pp_test_random_from(pp_test_seed("sockets"));
    static struct ports ports;
    for (int i = 0; i < MACHINES; i++) {
        draw_ports(&random, &ports);
        struct pp_machine *machine = machine_of(&ports);
        expect_closed(machine, &ports, PP_SOCKETS_SYSTEM);
        expect_closed(machine, &ports, PP_SOCKETS_NONE);
        expect_closed(machine, &ports, PP_SOCKETS_ALL);
        pp_machine_free(machine);
    }
}
