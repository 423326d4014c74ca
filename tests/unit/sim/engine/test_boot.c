/*
 * What happens when a machine, HNS, WSL, Docker or a network adapter starts,
 * and what of the registry HNS honours
 * (docs/ports-on-windows.md#at-boot, #hns-excluded-range, #wsl-mirrored).
 */
#include <stdio.h>

#include "invariants.h"
#include "sim/engine/engine.h"
#include "sim/forecast/samples.h"
#include "sim/state/state_machine.h"
#include "sim_play.h"

static const char hns_key[] =
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\hns\\State";
static const char winnat_key[] =
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinNat\\Parameters";

static struct pp_fact dword(const char *key, const char *name, uint32_t number)
{
    return (struct pp_fact){
        .kind = PP_FACT_REGISTRY,
        .as.registry = {.key = pp_sv_from(key),
                        .name = pp_sv_from(name),
                        .type = PP_REG_DWORD,
                        .number = number},
    };
}

static struct pp_fact service_disabled(const char *name,
                                       enum pp_tri is_disabled)
{
    return (struct pp_fact){
        .kind = PP_FACT_SERVICE,
        .as.service = {.name = pp_sv_from(name), .is_disabled = is_disabled},
    };
}

static struct pp_fact hypervisor(enum pp_tri is_enabled)
{
    return (struct pp_fact){
        .kind = PP_FACT_FEATURE,
        .as.feature = {PP_SV("hypervisorlaunchtype"), is_enabled},
    };
}

static struct pp_fact mirrored_mode(void)
{
    return (struct pp_fact){
        .kind = PP_FACT_SETTING,
        .as.setting = {PP_SV("wslconfig"),
                       PP_SV("networkingMode"),
                       PP_SV("mirrored")},
    };
}

/* HNS's row, one block of winnat in TCP and in UDP, both tables known. */
static struct pp_machine *
machine_with(const struct pp_fact *facts, size_t count, bool has_row)
{
    static const struct test_row rows[] = {
        {49700, 49799, PP_NO, PP_OWNER_WINNAT},
        {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
    };
    const struct pp_dynamic dynamic = {
        .range = {49152, 65535}, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        test_add_rows(machine, (enum pp_protocol)p, rows, has_row ? 2 : 1);
        pp_machine_set_dynamic(machine, (enum pp_protocol)p, &dynamic);
    }
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(pp_machine_add_fact(machine, &facts[i]), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* The active claim of that owner; NULL where there is none. */
static const struct pps_claim *claim_of(const struct pps_state *state,
                                        enum pp_protocol protocol,
                                        enum pp_owner owner)
{
    const struct pps_protocol_state *at = &state->protocols[protocol];
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active && at->claims[i].owner == owner) {
            return &at->claims[i];
        }
    }
    return NULL;
}

/* --- HNS's own row ---------------------------------------------------- */

struct row_case {
    const char *steps;
    struct pp_range row; /* 0-0: none */
};

static void expect_hns_rows(struct pp_machine *machine,
                            const struct row_case *cases,
                            size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct play play;
        play_steps(&play, machine, cases[i].steps, NULL);
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            const struct pps_claim *row = claim_of(
                &play.state, (enum pp_protocol)p, PP_OWNER_HNS_EXCLUDED_RANGE);
            struct pp_range got =
                row != NULL ? row->range : (struct pp_range){0, 0};
            cr_expect(pp_range_equal(got, cases[i].row),
                      "%s: %u-%u",
                      cases[i].steps,
                      (unsigned)got.first,
                      (unsigned)got.last);
        }
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(boot, steps_move_the_row_of_hns)
{
    static const struct row_case cases[] = {
        {"reboot", {50000, 50059}},
        {"set EnableExcludedPortRange=0", {50000, 50059}},
        {"set EnableExcludedPortRange=0; reboot", {0, 0}},
        {"set EnableExcludedPortRange=0; restart hns", {0, 0}},
        {"set EnableExcludedPortRange=0; restart winnat", {50000, 50059}},
        {"set EnableExcludedPortRange=0; reboot; "
         "unset EnableExcludedPortRange; reboot",
         {50000, 50059}},
        {"set ExcludedPortRangeStartPort=51000; reboot", {51000, 51059}},
        {"set ExcludedPortRangePortCount=0x64; restart hns", {50000, 50099}},
        {"set ExcludedPortRangeStartPort=40000; "
         "set ExcludedPortRangePortCount=10; reboot",
         {40000, 40009}},
        /* no range: HNS can make none of it */
        {"set ExcludedPortRangeStartPort=65530; reboot", {0, 0}},
        {"set ExcludedPortRangePortCount=100000; reboot", {0, 0}},
        /* somebody else was first */
        {"set ExcludedPortRangeStartPort=40000; reserve 40010; "
         "reserve udp 40010; reboot",
         {0, 0}},
    };
    expect_hns_rows(machine_with(NULL, 0, true), cases, PP_ARRAY_LEN(cases));
}

Test(boot, the_captured_registry_governs_the_row_of_hns)
{
    static const struct row_case off[] = {
        {"stop winnat", {50000, 50059}},
        {"reboot", {0, 0}},
        {"set EnableExcludedPortRange=1; reboot", {50000, 50059}},
        {"unset EnableExcludedPortRange; reboot", {50000, 50059}},
    };
    static const struct row_case elsewhere[] = {
        {"reboot", {52000, 52009}},
        {"unset ExcludedPortRangePortCount; reboot", {0, 0}},
        {"set ExcludedPortRangePortCount=20; reboot", {52000, 52019}},
    };
    static const struct row_case deleted[] = {{"reboot", {50000, 50059}}};
    struct pp_fact facts[] = {
        dword(hns_key, "EnableExcludedPortRange", 0),
        dword(hns_key, "ExcludedPortRangeStartPort", 52000),
        dword(hns_key, "ExcludedPortRangePortCount", 10),
    };
    expect_hns_rows(machine_with(facts, 1, true), off, PP_ARRAY_LEN(off));
    expect_hns_rows(
        machine_with(&facts[1], 2, false), elsewhere, PP_ARRAY_LEN(elsewhere));
    facts[0].as.registry.type = PP_REG_DELETED;
    expect_hns_rows(
        machine_with(facts, 1, true), deleted, PP_ARRAY_LEN(deleted));
}

/* A service that is disabled makes no blocks after the boot
 * (docs/ports-on-windows.md#at-boot). */
Test(boot, what_is_disabled_does_not_start)
{
    static const char no_blocks[] = "hypervisor-off=no-blocks";
    static const char hns_service[] =
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\hns";
    static const char winnat_service[] =
        "HKLM\\SYSTEM\\CurrentControlSet\\Services\\WinNat";
    const struct {
        struct pp_fact fact;
        const char *assumed;
        bool has_blocks;
    } cases[] = {
        {dword(winnat_service, "Start", 3), NULL, true},
        {dword(winnat_service, "Start", 4), NULL, false},
        {dword(hns_service, "Start", 4), NULL, false},
        {service_disabled("winnat", PP_YES), NULL, false},
        {service_disabled("HNS", PP_YES), NULL, false},
        {service_disabled("winnat", PP_NO), NULL, true},
        {service_disabled("docker", PP_YES), NULL, true},
        {hypervisor(PP_NO), NULL, true},
        {hypervisor(PP_NO), no_blocks, false},
        {hypervisor(PP_YES), no_blocks, true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct pp_machine *machine = machine_with(&cases[i].fact, 1, true);
        struct play play;
        play_steps(&play, machine, "reboot", cases[i].assumed);
        const struct pps_claim *block =
            claim_of(&play.state, PP_TCP, PP_OWNER_WINNAT);
        cr_expect_eq(block != NULL, cases[i].has_blocks, "case %zu", i);
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* By a step: it counts from the next start on, and may be taken back. */
Test(boot, what_a_step_disables_does_not_start_either)
{
    static const struct {
        const char *steps;
        uint32_t error; /* of the last */
        bool has_blocks;
    } cases[] = {
        {"config winnat disabled", 0, true},
        {"config winnat disabled; reboot", 0, false},
        {"config hns disabled; reboot", 0, false},
        {"config winnat disabled; config winnat demand; reboot", 0, true},
        {"config winnat disabled; stop winnat; start winnat", 1058, false},
        {"config hns disabled; restart hns", 1058, false},
        {"config winnat disabled; restart hns", 0, true},
        {"config winnat disabled; stop winnat; restart hns", 0, false},
        {"config winnat disabled; start winnat", 2182, true},
        {"set hypervisorlaunchtype=off; reboot", 0, true},
    };
    struct pp_machine *machine = machine_with(NULL, 0, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct play play;
        play_steps(&play, machine, cases[i].steps, NULL);
        cr_expect_eq(play.outcome.error, cases[i].error, "%s", cases[i].steps);
        cr_expect_eq(claim_of(&play.state, PP_TCP, PP_OWNER_WINNAT) != NULL,
                     cases[i].has_blocks,
                     "%s",
                     cases[i].steps);
        end_play(&play);
    }
    pp_machine_free(machine);
    /* What was captured, a step takes back. */
    const struct pp_fact facts[] = {service_disabled("winnat", PP_YES),
                                    hypervisor(PP_NO)};
    for (size_t i = 0; i < PP_ARRAY_LEN(facts); i++) {
        struct play play;
        machine = machine_with(&facts[i], 1, true);
        play_steps(&play,
                   machine,
                   i == 0 ? "config winnat auto; reboot"
                          : "set hypervisorlaunchtype=auto; reboot",
                   "hypervisor-off=no-blocks");
        cr_expect_not_null(claim_of(&play.state, PP_TCP, PP_OWNER_WINNAT));
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* PortChunkSize of winnat, where no captured block says otherwise. */
Test(boot, winnat_makes_blocks_of_its_chunk_size)
{
    static const struct {
        uint32_t chunk;
        uint32_t ports;
    } cases[] = {{50, 50}, {0, 100}, {5, 100}, {UINT32_MAX, 100}};
    const struct test_row none = {0, 0, PP_NO, PP_OWNER_UNKNOWN};
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        const struct pp_fact facts[] = {
            dword(winnat_key, "PortChunkSize", cases[i].chunk),
            {.kind = PP_FACT_FEATURE,
             .as.feature = {PP_SV("Containers"), PP_YES}},
        };
        struct pp_machine *machine = NULL;
        struct play play;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        test_add_rows(machine, PP_TCP, &none, 0);
        cr_assert_eq(pp_machine_add_fact(machine, &facts[0]), PP_OK);
        cr_assert_eq(pp_machine_add_fact(machine, &facts[1]), PP_OK);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        play_steps(&play, machine, "reboot", NULL);
        const struct pps_claim *block =
            claim_of(&play.state, PP_TCP, PP_OWNER_WINNAT);
        cr_assert_not_null(block, "case %zu", i);
        cr_expect_eq(
            pp_range_count(block->range), cases[i].ports, "case %zu", i);
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* PreallocatePortRange...: a row without star from the next start of HNS on, in
 * its own protocol, where the ports are free. */
Test(boot, hns_preallocates_what_the_registry_says)
{
    static const struct {
        const char *steps;
        struct pp_range tcp; /* 0-0: none */
        struct pp_range udp;
    } cases[] = {
        {"ver", {0, 0}, {0, 0}},
        {"reboot", {60000, 60009}, {0, 0}},
        {"restart hns", {60000, 60009}, {0, 0}},
        {"restart winnat", {0, 0}, {0, 0}},
        {"reboot; reboot", {60000, 60009}, {0, 0}},
        {"set PreallocatePortRangeTCPStartPort=61000; restart hns",
         {61000, 61009},
         {0, 0}},
        {"restart hns; set PreallocatePortRangeTCPPortCount=0; restart hns",
         {0, 0},
         {0, 0}},
        {"restart hns; unset PreallocatePortRangeTCPStartPort; reboot",
         {0, 0},
         {0, 0}},
        {"set PreallocatePortRangeUDPStartPort=65000; "
         "set PreallocatePortRangeUDPPortCount=536; restart hns",
         {60000, 60009},
         {65000, 65535}},
        {"set PreallocatePortRangeUDPStartPort=65000; "
         "set PreallocatePortRangeUDPPortCount=537; restart hns",
         {60000, 60009},
         {0, 0}},
        {"reserve 60005; restart hns", {0, 0}, {0, 0}},
    };
    const struct pp_fact facts[] = {
        dword(hns_key, "PreallocatePortRangeTCPStartPort", 60000),
        dword(hns_key, "PreallocatePortRangeTCPPortCount", 10),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct pp_machine *machine = machine_with(facts, 2, false);
        struct play play;
        play_steps(&play, machine, cases[i].steps, NULL);
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            const struct pps_claim *row = claim_of(
                &play.state, (enum pp_protocol)p, PP_OWNER_HNS_EXCLUDED_RANGE);
            struct pp_range wanted = p == PP_TCP ? cases[i].tcp : cases[i].udp;
            struct pp_range got =
                row != NULL ? row->range : (struct pp_range){0, 0};
            cr_expect(pp_range_equal(got, wanted), "%s", cases[i].steps);
            cr_expect(row == NULL || row->is_administered == PP_NO);
        }
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* --- WSL's mirrored networking -------------------------------------------- */

Test(boot, mirrored_networking_takes_one_run_in_both_protocols)
{
    static const struct {
        const char *steps;
        const char *assumption;
        bool has_run;
    } cases[] = {
        {"set networkingMode=mirrored", NULL, false},
        {"set networkingMode=mirrored; reboot", NULL, true},
        {"set networkingMode=nat; reboot", NULL, false},
        {"set networkingMode=mirrored; reboot; unset networkingMode; reboot",
         NULL,
         false},
        {"set networkingMode=mirrored; enable hyper-v; disable wsl; reboot",
         NULL,
         false},
        {"set networkingMode=mirrored; dynamic 1024+3000; reboot", NULL, true},
        {"set networkingMode=mirrored; reboot; wsl --shutdown", NULL, false},
        {"set networkingMode=mirrored; reboot; wsl --shutdown; reboot",
         NULL,
         true},
        {"set networkingMode=mirrored; dynamic 1024+3000; reboot",
         "mirrored-place=dynamic-range",
         false},
        {"set networkingMode=mirrored; dynamic 1024+3000; reboot",
         "mirrored-place=high-ports",
         true},
    };
    struct pp_machine *machine = machine_with(NULL, 0, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct play play;
        play_steps(&play, machine, cases[i].steps, cases[i].assumption);
        const struct pps_claim *tcp =
            claim_of(&play.state, PP_TCP, PP_OWNER_WSL_MIRRORED);
        const struct pps_claim *udp =
            claim_of(&play.state, PP_UDP, PP_OWNER_WSL_MIRRORED);
        cr_expect_eq(tcp != NULL, cases[i].has_run, "%s", cases[i].steps);
        cr_expect_eq(udp != NULL, cases[i].has_run, "%s", cases[i].steps);
        if (tcp != NULL && udp != NULL) {
            cr_expect(pp_range_equal(tcp->range, udp->range));
            cr_expect_eq(pp_range_count(tcp->range), 4096);
        }
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(boot, no_room_for_the_mirrored_run_is_told)
{
    struct pp_machine *machine = machine_with(NULL, 0, true);
    struct play play;
    play_steps(&play,
               machine,
               "set networkingMode=mirrored; dynamic 50000+4000; reboot",
               "mirrored-place=dynamic-range");
    cr_expect_neq(play.outcome.notes & UINT64_C(1) << PPS_NOTE_MIRRORED_NO_ROOM,
                  0);
    end_play(&play);
    pp_machine_free(machine);
}

enum {
    REBOOTS = 200
};

/* How often reboots after the steps put the run at that place; 0-0: none. */
static size_t count_places(const struct pp_machine *machine,
                           const char *steps,
                           struct pp_range place)
{
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    struct pps_prng prng = pps_prng_stream(2, 0);
    struct play play;
    size_t found = 0;
    play_steps(&play, machine, steps, NULL);
    for (size_t i = 0; i < REBOOTS; i++) {
        cr_assert_eq(
            pps_engine_apply(
                &play.engine, &reboot, &play.state, &prng, &play.outcome),
            PP_OK);
        cr_expect(pp_test_state_is_sound(&play.state));
        const struct pps_claim *tcp =
            claim_of(&play.state, PP_TCP, PP_OWNER_WSL_MIRRORED);
        struct pp_range range =
            tcp != NULL ? tcp->range : (struct pp_range){0, 0};
        found += pp_range_equal(range, place);
        cr_expect_eq((play.outcome.notes &
                      UINT64_C(1) << PPS_NOTE_MIRRORED_NO_ROOM) != 0,
                     tcp == NULL);
    }
    end_play(&play);
    return found;
}

/* Whether an administered row keeps it away is doubtful: half the boots each.
 * What http.sys has keeps it away for certain. */
Test(boot, the_mirrored_run_has_its_usual_places)
{
    static const struct pp_range choices[] = {
        {44620, 48715}, {40525, 44620}, {37794, 41890}, {0, 0}};
    static const struct {
        const char *steps;
        bool is_possible[PP_ARRAY_LEN(choices)];
    } cases[] = {
        {"ver", {true}},
        {"reserve 48715", {true, true}},
        {"reserve udp 44620", {true, false, true}},
        {"reserve 44620; reserve 41890", {true, false, false, true}},
    };
    const struct pp_fact mode = mirrored_mode();
    struct pp_machine *machine = machine_with(&mode, 1, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        size_t possible = 0;
        for (size_t j = 0; j < PP_ARRAY_LEN(choices); j++) {
            possible += cases[i].is_possible[j];
        }
        for (size_t j = 0; j < PP_ARRAY_LEN(choices); j++) {
            size_t found = count_places(machine, cases[i].steps, choices[j]);
            size_t least = possible == 1 ? REBOOTS : REBOOTS / 3;
            cr_expect(cases[i].is_possible[j] ? found >= least : found == 0,
                      "%s: place %zu, %zu",
                      cases[i].steps,
                      j,
                      found);
        }
    }
    pp_machine_free(machine);
}

/* A socket in the first choice, or a block shown elsewhere: there it may be
 * again, and in the first choice, too. */
Test(boot, the_mirrored_run_may_be_where_it_was)
{
    const struct pp_fact mode = mirrored_mode();
    const struct pp_socket socket = {.port = 46000, .state = PP_SV("listen")};
    const struct pp_range places[] = {{40525, 44620}, {37794, 41889}};
    for (size_t shown = 0; shown < 2; shown++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        cr_assert_eq(pp_machine_add_fact(machine, &mode), PP_OK);
        if (shown == 1) {
            const struct pp_exclusion block = {
                .range = places[1],
                .owner = PP_OWNER_WSL_MIRRORED,
                .reason = "given",
            };
            for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
                cr_assert_eq(pp_machine_add_exclusion(
                                 machine, (enum pp_protocol)p, &block),
                             PP_OK);
            }
        } else {
            cr_assert_eq(pp_machine_add_socket(machine, PP_UDP, &socket),
                         PP_OK);
        }
        pp_machine_set_table_seen(machine, PP_TCP);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        const struct pp_range first = {44620, 48715};
        size_t again = count_places(machine, "ver", places[shown]);
        cr_expect(again > REBOOTS / 3, "%zu", again);
        cr_expect_eq(count_places(machine, "ver", first), REBOOTS - again);
        pp_machine_free(machine);
    }
}

/* `wsl --shutdown` gives the run back, and what runs WSL takes it again; a
 * command that only asks does neither. */
Test(boot, wsl_takes_its_run_when_it_starts)
{
    static const struct {
        const char *steps;
        bool has_run;
    } cases[] = {
        {"wsl", true},
        {"wsl.exe", true},
        {"wsl -d Debian", true},
        {"wsl --distribution Debian -- ls", true},
        {"WSL ls", true},
        {"cmd /c wsl ls", true},
        {"cmd /c \"wsl -d Debian\"", true},
        {"C:\\Windows\\System32\\wsl.exe", true},
        {"docker context use wsl", false},
        {"wsl; cmd /c \"wsl --shutdown\"", false},
        {"wsl --list --verbose", false},
        {"wsl -l", false},
        {"wsl --shutdown", false},
        {"wsl --update", false},
        {"wsl; wsl --shutdown", false},
        {"wsl; wsl --shutdown; wsl -u root", true},
        {"wsl; set networkingMode=nat; wsl --shutdown; wsl", false},
    };
    struct pp_machine *machine = machine_with(NULL, 0, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        char steps[160];
        struct play play;
        snprintf(steps,
                 sizeof(steps),
                 "set networkingMode=mirrored; %s",
                 cases[i].steps);
        play_steps(&play, machine, steps, NULL);
        cr_expect_eq(claim_of(&play.state, PP_UDP, PP_OWNER_WSL_MIRRORED) !=
                         NULL,
                     cases[i].has_run,
                     "%s",
                     steps);
        end_play(&play);
    }
    pp_machine_free(machine);
}

/* netsh prints no row of it, but it forbids what an exclusion forbids. */
Test(boot, the_mirrored_run_is_in_no_table)
{
    const struct pp_fact mode = mirrored_mode();
    struct pp_machine *machine = machine_with(&mode, 1, true);
    const struct pps_step reboot = {.kind = PPS_STEP_REBOOT};
    const struct pps_montecarlo_options options = {.seed = 1};
    struct pps_state start;
    struct pps_sampler *sampler = NULL;
    struct pp_buf netsh;
    struct pp_buf json;
    pp_buf_init(&netsh, 1 << 16);
    pp_buf_init(&json, 1 << 16);
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    cr_assert_eq(pps_sampler_new(&start, &reboot, &options, &sampler), PP_OK);
    cr_assert_eq(pps_sampler_netsh(sampler, 0, PP_TCP, &netsh), PP_OK);
    cr_assert_eq(pps_sampler_ndjson(sampler, 0, PP_TCP, &json), PP_OK);
    struct pp_sv owner = PP_SV("\"wsl-mirrored\"");
    size_t at = pp_sv_find(pp_buf_view(&json), owner, 0);
    cr_assert_neq(at, SIZE_MAX);
    size_t rows = 0;
    size_t lines = 0;
    for (size_t i = 0; i < json.len; i++) {
        rows += json.data[i] == '{';
    }
    for (size_t i = 0; i < netsh.len; i++) {
        lines += netsh.data[i] == '\n';
    }
    /* Seven lines around the rows; one brace is the line's own, one row is
     * the run. */
    cr_expect_eq(lines - 7, rows - 2);
    pps_sampler_free(sampler);
    pps_state_done(&start);
    pp_buf_done(&netsh);
    pp_buf_done(&json);
    pp_machine_free(machine);
}

/* --- services and adapters ------------------------------------------------ */

Test(boot, docker_adds_a_burst_and_takes_none_away)
{
    static const char *const recipes[] = {
        "start docker",
        "net start com.docker.service",
        "Start-Service com.docker.service",
        "restart docker",
    };
    struct pp_machine *machine = machine_with(NULL, 0, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(recipes); i++) {
        struct play play;
        play_steps(&play, machine, recipes[i], NULL);
        const struct pps_claim *old =
            claim_of(&play.state, PP_TCP, PP_OWNER_WINNAT);
        cr_expect_eq(old->range.first, 49700, "%s", recipes[i]);
        cr_expect_gt(
            pps_state_block_count(&play.state, PP_TCP), 1, "%s", recipes[i]);
        cr_expect_gt(
            pps_state_block_count(&play.state, PP_UDP), 1, "%s", recipes[i]);
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(boot, docker_and_adapters_reserve_where_winnat_runs)
{
    static const struct {
        const char *steps;
        uint32_t least;
        uint32_t most;
    } cases[] = {
        {"stop winnat; start docker", 0, 0},
        {"stop hns; start docker", 0, 0},
        {"stop winnat; reconnect adapter", 0, 0},
        {"stop docker", 1, 1},
        {"reconnect adapter", 1, 2},
        {"Restart-NetAdapter -Name Ethernet", 1, 2},
        {"Disable-NetAdapter -Name Ethernet", 1, 1},
    };
    struct pp_machine *machine = machine_with(NULL, 0, true);
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct play play;
        play_steps(&play, machine, cases[i].steps, NULL);
        uint32_t count = pps_state_block_count(&play.state, PP_TCP);
        cr_expect(count >= cases[i].least && count <= cases[i].most,
                  "%s: %u",
                  cases[i].steps,
                  (unsigned)count);
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(boot, winnat_alone_may_be_assumed_to_bring_nothing_back)
{
    static const struct {
        const char *steps;
        bool has_blocks;
    } cases[] = {
        {"restart winnat", false},
        {"restart winnat; restart hns", true},
        {"restart winnat; reboot", true},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct play play;
        play_steps(
            &play, machine, cases[i].steps, "winnat-start=nothing-until-hns");
        cr_expect_eq(pps_state_block_count(&play.state, PP_TCP) > 0,
                     cases[i].has_blocks,
                     "%s",
                     cases[i].steps);
        end_play(&play);
    }
    pp_machine_free(machine);
}

/* --- sockets -------------------------------------------------------------- */

/* Programs come after HNS: with the whole range in blocks, one whose port
 * lies in it has lost it. What Windows itself listens on was first. */
Test(boot, programs_find_their_ports_or_lose_them)
{
    static const struct test_row rows[] = {
        {20000, 20099, PP_NO, PP_OWNER_WINNAT},
        {20100, 20199, PP_NO, PP_OWNER_WINNAT},
        {20200, 20299, PP_NO, PP_OWNER_WINNAT},
        {20300, 20399, PP_NO, PP_OWNER_WINNAT},
        {20400, 20499, PP_NO, PP_OWNER_WINNAT},
        {20500, 20599, PP_NO, PP_OWNER_WINNAT},
    };
    const struct pp_dynamic dynamic = {
        .range = {20000, 20254}, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    static const uint16_t ports[] = {135, 3306, 20070};
    struct pp_machine *machine = NULL;
    struct play play;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, rows, PP_ARRAY_LEN(rows));
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    for (size_t i = 0; i < PP_ARRAY_LEN(ports); i++) {
        const struct pp_socket socket = {.port = ports[i],
                                         .state = PP_SV("listening")};
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    uint32_t lost = 0;
    for (uint64_t run = 0; run < 200; run++) {
        struct pps_prng prng = pps_prng_stream(3, run);
        const struct pps_step reboot = {.kind = PPS_STEP_REBOOT};
        memset(&play, 0, sizeof(play));
        play.engine.assumptions.chosen[PP_ASSUME_SOCKETS_AT_BOOT] =
            PP_SOCKETS_ALL;
        cr_assert_eq(pps_state_from_machine(machine, &play.state), PP_OK);
        cr_assert_eq(
            pps_engine_apply(
                &play.engine, &reboot, &play.state, &prng, &play.outcome),
            PP_OK);
        const struct pps_protocol_state *at = &play.state.protocols[PP_TCP];
        bool is_there = pp_portset_test(&at->used, 20070);
        bool is_covered =
            pps_state_port(&play.state, PP_TCP, 20070).has_plain_exclusion;
        bool is_told = (play.outcome.notes & 1U << PPS_NOTE_PORT_LOST) != 0;
        cr_expect(pp_test_state_is_sound(&play.state));
        cr_expect(pp_portset_test(&at->used, 135));
        cr_expect(pp_portset_test(&at->used, 3306));
        cr_expect_eq(is_there, !is_covered, "run %d", (int)run);
        cr_expect_eq(is_told, is_covered, "run %d", (int)run);
        lost += !is_there;
        end_play(&play);
    }
    cr_expect(lost > 20 && lost < 200, "%u", (unsigned)lost);
    pp_machine_free(machine);
}

/* --- HNS's own row alone --- */

/* The row says that HNS runs; 95 of 111 tables with it have blocks. */
Test(boot, hns_s_row_alone_brings_blocks_after_most_boots)
{
    enum {
        BOOTS = 2000
    };
    static const struct test_row row = {
        50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE};
    struct pp_machine *machine =
        test_machine(&row, 1, (struct pp_range){49152, 65535});
    struct pps_engine engine = {0};
    struct pps_outcome outcome = {0};
    struct pps_state start;
    struct pps_state work = {0};
    const struct pps_step reboot = {.kind = PPS_STEP_REBOOT};
    unsigned with_blocks = 0;
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    for (uint64_t run = 0; run < BOOTS; run++) {
        struct pps_prng prng = pps_prng_stream(1, run);
        cr_assert_eq(pps_state_copy(&start, &work), PP_OK);
        cr_assert_eq(pps_engine_apply(&engine, &reboot, &work, &prng, &outcome),
                     PP_OK);
        cr_expect(outcome.is_reserving);
        with_blocks += pps_state_block_count(&work, PP_TCP) > 0;
    }
    /* 0.856, give or take four standard deviations of 2,000 draws. */
    cr_expect(with_blocks > 1648 && with_blocks < 1776, "%u", with_blocks);
    pps_state_done(&start);
    pps_state_done(&work);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pp_machine_free(machine);
}
