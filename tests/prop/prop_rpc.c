/*
 * RPC's list of ports against a table of all 65,536: what the list means by
 * its two flags, and that one bad entry voids it, over random lists.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "model/machine.h"
#include "model/rpc.h"
#include "random.h"
#include "seed.h"

enum {
    LISTS = 1000 / PP_INPUT_STEP,
    MACHINE_STEP = 10, /* each of so many lists is asked of a machine, too */
    MAX_ENTRIES = 12,
    MAX_TEXT_BYTES = 512,
};

#define KEY PP_SV_INIT("HKLM\\SOFTWARE\\Microsoft\\Rpc\\Internet")

/* A list as text, and what it is by its making. */
struct list {
    char text[MAX_TEXT_BYTES];
    size_t len;
    bool is_bad;
    bool ports[PP_PORT_COUNT];
};

static void add_text(struct list *list, const char *text)
{
    size_t len = strlen(text) + 1;
    memcpy(list->text + list->len, text, len);
    list->len += len;
}

static void add_bad(struct pp_test_random *random, struct list *list)
{
    static const char *const bad[] = {"65536",
                                      "70000-70010",
                                      "6299-6100",
                                      "6100-",
                                      "-6100",
                                      "6100-6200-6300",
                                      "6100..6200",
                                      "6100, 6200",
                                      "rpc",
                                      "6100+10"};
    add_text(list, bad[pp_test_random_below(random, PP_ARRAY_LEN(bad))]);
    list->is_bad = true;
}

static void add_good(struct pp_test_random *random, struct list *list)
{
    char text[32];
    uint32_t first = pp_test_random_below(random, PP_PORT_COUNT);
    uint32_t last = first;
    if (pp_test_random_below(random, 3) == 0) {
        (void)snprintf(text, sizeof(text), "%u", (unsigned)first);
    } else {
        uint32_t room = PP_PORT_COUNT - first;
        uint32_t most = pp_test_random_below(random, 4) == 0 ? room : 300;
        last += pp_test_random_below(random, most < room ? most : room);
        (void)snprintf(
            text, sizeof(text), "%u-%u", (unsigned)first, (unsigned)last);
    }
    add_text(list, text);
    for (uint32_t port = first; port <= last; port++) {
        list->ports[port] |= port > 0;
    }
}

static void draw(struct pp_test_random *random, struct list *list)
{
    memset(list, 0, sizeof(*list));
    uint32_t count = pp_test_random_in(random, 1, MAX_ENTRIES);
    for (uint32_t i = 0; i < count; i++) {
        if (pp_test_random_below(random, 40) == 0) {
            add_bad(random, list);
        } else {
            add_good(random, list);
        }
    }
}

static struct pp_fact
value_of(const char *name, enum pp_registry_type type, struct pp_sv text)
{
    return (struct pp_fact){
        .kind = PP_FACT_REGISTRY,
        .as.registry = {
            .key = KEY, .name = pp_sv_from(name), .type = type, .text = text}};
}

static const char *const flags[] = {"Y", "N", "y", "n", "", "maybe"};
static const enum pp_tri said[] = {
    PP_YES, PP_NO, PP_YES, PP_NO, PP_UNKNOWN, PP_UNKNOWN};

static enum pp_rpc_source
expected_source(const struct list *list, uint32_t available, uint32_t used)
{
    if (list->is_bad) {
        return PP_RPC_VOID;
    }
    if (said[available] == PP_UNKNOWN || said[used] == PP_UNKNOWN) {
        return PP_RPC_UNKNOWN;
    }
    return said[available] == said[used] ? PP_RPC_LIST : PP_RPC_OTHERS;
}

/* The claims of a machine: where the list may be given out, and nowhere else.
 */
static void check_machine(const struct pp_fact facts[3],
                          const struct list *list,
                          bool is_given,
                          uint32_t step)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (size_t i = 0; i < 3; i++) {
        cr_assert_eq(pp_machine_add_fact(machine, &facts[i]), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    for (uint32_t port = 1; port < PP_PORT_COUNT; port++) {
        unsigned bits =
            pp_machine_evidence(machine, PP_TCP, (uint16_t)port)->bits;
        bool is_claimed = (bits & PP_SPAN_RPC) != 0;
        cr_assert(is_claimed == (is_given && list->ports[port]),
                  "list %u, port %u",
                  (unsigned)step,
                  (unsigned)port);
        cr_assert_eq(
            pp_machine_evidence(machine, PP_UDP, (uint16_t)port)->bits &
                PP_SPAN_RPC,
            0);
    }
    pp_machine_free(machine);
}

static void check_list(struct pp_test_random *random,
                       const struct list *list,
                       uint32_t step)
{
    uint32_t available = pp_test_random_below(random, PP_ARRAY_LEN(flags));
    uint32_t used = pp_test_random_below(random, PP_ARRAY_LEN(flags));
    const struct pp_fact facts[3] = {
        value_of(
            "PortsInternetAvailable", PP_REG_SZ, pp_sv_from(flags[available])),
        value_of(
            "Ports", PP_REG_MULTI_SZ, (struct pp_sv){list->text, list->len}),
        value_of("UseInternetPorts", PP_REG_SZ, pp_sv_from(flags[used])),
    };
    struct pp_rpc rpc;
    pp_rpc_of(facts, 3, &rpc);
    enum pp_rpc_source expected = expected_source(list, available, used);
    cr_assert_eq(rpc.source, expected, "list %u", (unsigned)step);
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        cr_assert(pp_portset_test(&rpc.ports, (uint16_t)port) ==
                      (list->ports[port] && !list->is_bad),
                  "list %u, port %u",
                  (unsigned)step,
                  (unsigned)port);
    }
    if (step % MACHINE_STEP == 0) {
        check_machine(facts, list, pp_rpc_gives_list(&rpc), step);
    }
}

Test(rpc, lists_mean_the_ports_that_they_name)
{
    static struct list list;
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("prop_rpc"));
    uint32_t bad = 0;
    for (uint32_t step = 0; step < LISTS; step++) {
        draw(&random, &list);
        bad += list.is_bad;
        check_list(&random, &list, step);
    }
    cr_expect(bad > 0 && bad < LISTS / 2, "%u bad lists", (unsigned)bad);
}

Test(rpc, of_one_value_the_last_counts)
{
    const struct pp_fact facts[] = {
        value_of("Ports", PP_REG_MULTI_SZ, (struct pp_sv){"6000\0", 5}),
        value_of("Ports", PP_REG_SZ, PP_SV("7000-7200")),
        value_of("PortsInternetAvailable", PP_REG_SZ, PP_SV("Y")),
        value_of("UseInternetPorts", PP_REG_SZ, PP_SV("Y")),
        value_of("Ports", PP_REG_DELETED, PP_SV("")),
    };
    struct pp_rpc rpc;
    pp_rpc_of(facts, 4, &rpc);
    cr_expect_eq(rpc.source, PP_RPC_LIST);
    cr_expect(pp_portset_test(&rpc.ports, 7000));
    cr_expect_not(pp_portset_test(&rpc.ports, 6000));
    pp_rpc_of(facts, 5, &rpc);
    cr_expect_eq(rpc.source, PP_RPC_DYNAMIC);
    cr_expect_not(pp_rpc_gives_list(&rpc));
    pp_rpc_of(facts, 0, &rpc);
    cr_expect_null(rpc.last);
}

Test(rpc, services_have_the_port_said_last)
{
    struct pp_fact facts[] = {
        value_of("TCP/IP Port", PP_REG_DWORD, PP_SV("")),
        value_of("TCP/IP Port", PP_REG_DWORD, PP_SV("")),
        value_of("DCTcpipPort", PP_REG_DWORD, PP_SV("")),
        value_of("RPC TCP/IP Port Assignment", PP_REG_DWORD, PP_SV("")),
    };
    static const char *const keys[] = {
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTDS\\Parameters",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Netlogon\\Parameters",
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\NTFRS\\Parameters"};
    static const uint64_t numbers[] = {49500, 49501, 65536, 0};
    for (size_t i = 0; i < PP_ARRAY_LEN(facts); i++) {
        facts[i].as.registry.key = pp_sv_from(keys[i]);
        facts[i].as.registry.number = numbers[i];
    }
    struct pp_service_port services[PP_SERVICE_PORTS];
    pp_service_ports_of(facts, PP_ARRAY_LEN(facts), services);
    cr_expect_str_eq(services[0].name, "NTDS");
    cr_expect_eq(services[0].port, 49501);
    cr_expect_eq(services[0].fact, &facts[1]);
    cr_expect_null(services[1].fact, "65536 is no port");
    cr_expect_null(services[2].fact, "0 is no port");
    cr_expect_str_eq(pp_service_of(&facts[3]), "NtFrs");
}
