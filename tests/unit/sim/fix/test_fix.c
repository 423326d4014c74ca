/* Which cure for which cause; that a script read back by what-if does what was
 * said of it; that the way back leads back. */
#include <stdio.h>
#include <string.h>

#include "sim/fix/fix_json.h"
#include "sim/fix/fix_script.h"
#include "sim/fix/fix_text.h"
#include "sim/fix/fix_urls.h"
#include "sim/fix/fix_words.h"
#include "sim_support.h"

enum {
    RUNS = 200
};

static const struct pp_range default_range = {49152, 65535};
static const struct pp_range low_range = {1024, 15000};

static struct pps_fix *fix_ports(const struct pp_machine *machine,
                                 const char *ports,
                                 const struct pps_fix_options *options)
{
    struct pp_port_list list = {0};
    struct pp_sv item;
    const char *why = NULL;
    struct pps_fix *fix = NULL;
    cr_assert_eq(pp_port_list_parse(pp_sv_from(ports), &list, &item, &why),
                 PP_OK);
    cr_assert_eq(pps_fix_run(machine, &list, options, &fix), PP_OK);
    pp_port_list_done(&list);
    return fix;
}

static struct pps_fix_options plain_options(void)
{
    return (struct pps_fix_options){
        .seed = 1, .runs = RUNS, .at_least_ppm = PPS_PPM / 100 * 99};
}

/* --- cause -> cure --- */

/* Machines by what is wrong with them. */
static const struct test_row block_rows[] = {
    {5357, 5357, PP_NO, PP_OWNER_HTTP_SYS},
    {8080, 8080, PP_NO, PP_OWNER_PUBLISHED_PORT},
    {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
    {50060, 50159, PP_NO, PP_OWNER_WINNAT},
    {60000, 60009, PP_YES, PP_OWNER_ADMINISTRATOR},
    {61000, 61009, PP_NO, PP_OWNER_UNKNOWN},
};

struct cause {
    const char *ports;
    enum pp_bind_kind kind;
    bool is_low; /* the seed's machine, whose dynamic range begins at 1024 */
    enum pps_fix_answer answer;
    const char *cure; /* NULL: none */
};

static const struct cause causes[] = {
    {"50100", PP_BIND_PLAIN, false, PPS_FIX_CURED, "winnat"},
    {"50100-50110,52000", PP_BIND_PLAIN, false, PPS_FIX_CURED, "winnat"},
    {"50100,50100,50090+20", PP_BIND_REUSE, false, PPS_FIX_CURED, "winnat"},
    {"1100", PP_BIND_EXCLUSIVE, true, PPS_FIX_CURED, "winnat"},
    {"1100", PP_BIND_HTTP_SYS, true, PPS_FIX_CURED, "dynamic-range"},
    {"1100", PP_BIND_QUIC, true, PPS_FIX_CURED, "dynamic-range"},
    {"1100", PP_BIND_CONTAINER, true, PPS_FIX_CURED, "dynamic-range"},
    {"52000", PP_BIND_PLAIN, false, PPS_FIX_OPTIONAL, "reserve"},
    {"52000", PP_BIND_HTTP_SYS, false, PPS_FIX_NOTHING, NULL},
    {"7000", PP_BIND_PLAIN, false, PPS_FIX_NOTHING, NULL},
    {"60001", PP_BIND_PLAIN, false, PPS_FIX_NOTHING, NULL},
    /* An administered exclusion would refuse them too. */
    {"50100", PP_BIND_HTTP_SYS, false, PPS_FIX_NONE, NULL},
    {"50100", PP_BIND_CONTAINER, false, PPS_FIX_NONE, NULL},
    {"60001", PP_BIND_HTTP_SYS, false, PPS_FIX_NONE, NULL},
    {"50010", PP_BIND_QUIC, false, PPS_FIX_NONE, NULL},
    /* Not for a script to take away. */
    {"5357", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
    {"8080", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
    {"3306", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
    {"61001", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
    {"7000/udp", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
    /* One of them is beyond help: no half of a script. */
    {"50100,3306", PP_BIND_PLAIN, false, PPS_FIX_NONE, NULL},
};

static struct pp_machine *machine_of(const struct cause *cause)
{
    return cause->is_low ? test_seed_machine()
                         : test_machine(block_rows,
                                        PP_ARRAY_LEN(block_rows),
                                        default_range);
}

Test(fix, each_cause_has_its_cure)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(causes); i++) {
        struct pp_machine *machine = machine_of(&causes[i]);
        struct pps_fix_options options = plain_options();
        options.check.kind = causes[i].kind;
        struct pps_fix *fix = fix_ports(machine, causes[i].ports, &options);
        const char *name = fix->chosen != NULL ? fix->chosen->cure->name : "";
        const char *wanted = causes[i].cure != NULL ? causes[i].cure : "";
        cr_expect_eq(fix->answer,
                     causes[i].answer,
                     "%s as %s",
                     causes[i].ports,
                     pp_bind_kind_name(causes[i].kind));
        cr_expect_str_eq(name, wanted, "%s", causes[i].ports);
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* The least disruptive cure is taken, and what lies behind is told. */
Test(fix, names_the_range_that_reaches_down_to_the_port)
{
    static const struct {
        const char *ports;
        bool is_low;
        bool is_told;
    } rows[] = {
        {"1100", true, true},
        {"2000,55555", true, true},
        {"55555", true, false},
        {"1100/udp", true, false},
        {"50100", false, false},
        {"7000", false, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct cause cause = {.is_low = rows[i].is_low};
        struct pp_machine *machine = machine_of(&cause);
        struct pps_fix_options options = plain_options();
        struct pps_fix *fix = fix_ports(machine, rows[i].ports, &options);
        const struct pp_dynamic *low = fix->low_range[PP_TCP];
        cr_expect_eq(low != NULL, rows[i].is_told, "%s", rows[i].ports);
        if (low != NULL) {
            cr_expect_eq(low, pp_machine_dynamic(machine, PP_TCP));
        }
        /* No table of udp is there: the range alone says what is likely. */
        cr_expect_eq(fix->low_range[PP_UDP] != NULL,
                     strstr(rows[i].ports, "/udp") != NULL,
                     "%s",
                     rows[i].ports);
        cr_expect_null(fix->max_user_port);
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* All that works is known, so that a reader can choose. */
Test(fix, tries_every_cure_unless_one_is_named)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_fix_options options = plain_options();
    struct pps_fix *fix = fix_ports(machine, "1100", &options);
    cr_assert_eq(fix->trial_count, 3);
    cr_expect_eq(fix->chosen, &fix->trials[0]);
    cr_expect_str_eq(fix->trials[1].cure->name, "dynamic-range");
    cr_expect_str_eq(fix->trials[2].cure->name, "hyper-v");
    cr_expect(fix->trials[1].works && fix->trials[2].works);
    pps_fix_free(fix);
    options.cure = pps_cure_named(PP_SV("dynamic-range"));
    fix = fix_ports(machine, "1100", &options);
    cr_expect_eq(fix->trial_count, 1);
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* Whoever asks for all of the dynamic range would leave nothing for
 * connections. */
Test(fix, reserves_no_dynamic_range_as_a_whole)
{
    static const struct {
        const char *ports;
        bool is_cured;
    } rows[] = {
        {"50060-65535", true}, /* 908 stay */
        {"49153-49999,50060-59999,61010-65535", true},
        {"49152-49999,50060-59999,60010-60999,61010-65535", false},
    };
    struct pp_machine *machine = test_machine(block_rows + 3, 1, default_range);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_fix_options options = plain_options();
        struct pps_fix *fix = fix_ports(machine, rows[i].ports, &options);
        cr_expect_eq(
            fix->chosen != NULL, rows[i].is_cured, "%s", rows[i].ports);
        cr_expect_eq(fix->leaves_too_few, !rows[i].is_cured);
        pps_fix_free(fix);
    }
    pp_machine_free(machine);
}

/* Where winnat is captured as stopped, `net stop` fails: the next cure. */
Test(fix, a_cure_that_fails_gives_way_to_the_next)
{
    struct pp_machine *machine = NULL;
    struct pp_dynamic range = {
        .range = default_range, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_fact service = {
        .kind = PP_FACT_SERVICE,
        .as.service = {.name = PP_SV("winnat"), .is_running = PP_NO}};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, block_rows, PP_ARRAY_LEN(block_rows));
    pp_machine_set_dynamic(machine, PP_TCP, &range);
    cr_assert_eq(pp_machine_add_fact(machine, &service), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pps_fix_options options = plain_options();
    options.at_least_ppm = 0; /* the refusal alone decides */
    struct pps_fix *fix = fix_ports(machine, "50100", &options);
    cr_assert_eq(fix->answer, PPS_FIX_CURED);
    cr_expect_eq(fix->trial_count, 2);
    cr_expect_not(fix->trials[0].works);
    cr_expect_str_eq(fix->chosen->cure->name, "hyper-v");
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* With HNS before the administrator's rows at boot, no reservation is sure:
 * what its own simulation fails is not offered. */
Test(fix, offers_nothing_that_its_simulation_fails)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_fix_options options = plain_options();
    const struct pp_assumption_info *why = NULL;
    cr_assert_eq(pp_assumptions_set(&options.check.assumptions,
                                    PP_SV("boot-order=hns-first"),
                                    &why),
                 PP_OK);
    options.cure = pps_cure_named(PP_SV("winnat"));
    struct pps_fix *fix = fix_ports(machine, "1100", &options);
    cr_assert_eq(fix->answer, PPS_FIX_NONE);
    cr_expect_null(fix->chosen);
    cr_assert_eq(fix->trial_count, 1);
    cr_expect_not(fix->trials[0].works);
    pps_fix_free(fix);
    options.at_least_ppm = 0;
    fix = fix_ports(machine, "1100", &options);
    cr_expect_eq(fix->answer, PPS_FIX_CURED);
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* Not even tried: an administered exclusion would refuse them. */
Test(fix, never_reserves_for_those_who_reserve_themselves)
{
    static const enum pp_bind_kind kinds[] = {
        PP_BIND_HTTP_SYS, PP_BIND_QUIC, PP_BIND_CONTAINER, PP_BIND_RESERVATION};
    struct pp_machine *machine =
        test_machine(block_rows, PP_ARRAY_LEN(block_rows), default_range);
    for (size_t i = 0; i < PP_ARRAY_LEN(kinds); i++) {
        struct pps_fix_options options = plain_options();
        options.check.kind = kinds[i];
        options.at_least_ppm = 0;
        struct pps_fix *fix = fix_ports(machine, "50100", &options);
        cr_expect_eq(fix->answer, PPS_FIX_NONE);
        cr_expect_eq(fix->trial_count, 0);
        pps_fix_free(fix);
    }
    pp_machine_free(machine);
}

Test(fix, refuses_no_runs_and_too_many_ranges)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_fix_options options = plain_options();
    struct pps_fix *fix = NULL;
    struct pp_port_query items[PPS_FIX_RANGES_MAX + 1];
    for (size_t i = 0; i < PP_ARRAY_LEN(items); i++) {
        uint16_t port = (uint16_t)(3000 + 2 * i);
        items[i] = (struct pp_port_query){{port, port}, PP_TCP};
    }
    struct pp_port_list list = {items, PP_ARRAY_LEN(items), 0};
    cr_expect_eq(pps_fix_run(machine, &list, &options, &fix), PP_ERR_LIMIT);
    list.count--;
    cr_assert_eq(pps_fix_run(machine, &list, &options, &fix), PP_OK);
    cr_expect_eq(fix->chosen->command_count, PPS_FIX_RANGES_MAX);
    pps_fix_free(fix);
    options.runs = 0;
    cr_expect_eq(pps_fix_run(machine, &list, &options, &fix), PP_ERR_INVALID);
    pp_machine_free(machine);
}

/* --- up to Server 2003 --- */

static void add_registry(struct pp_machine *machine,
                         const char *name,
                         enum pp_registry_type type,
                         struct pp_sv text)
{
    struct pp_fact value = {
        .kind = PP_FACT_REGISTRY,
        .as.registry = {.key = PP_SV("HKLM\\SYSTEM\\CurrentControlSet\\"
                                     "Services\\Tcpip\\Parameters"),
                        .name = pp_sv_from(name),
                        .type = type,
                        .text = text,
                        .number = 65534}};
    cr_assert_eq(pp_machine_add_fact(machine, &value), PP_OK);
}

static struct pp_machine *legacy_machine(void)
{
    struct pp_machine *machine = NULL;
    struct pp_fact os = {.kind = PP_FACT_OS,
                         .as.os = {.version = PP_SV("5.2.3790"),
                                   .major = 5,
                                   .minor = 2,
                                   .build = 3790}};
    struct pp_dynamic range = {
        .range = {1025, 5000}, .basis = PP_BASIS_DEFAULT, .reason = "given"};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    cr_assert_eq(pp_machine_add_fact(machine, &os), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_machine_set_dynamic(machine, (enum pp_protocol)p, &range);
    }
    return machine;
}

Test(fix, adds_to_the_list_of_reserved_ports_before_vista)
{
    struct pp_machine *machine = legacy_machine();
    struct pp_reservation entry = {.range = {4000, 4001},
                                   .kind = PP_RESERVED_PORTS};
    struct pps_fix_options options = plain_options();
    add_registry(
        machine, "ReservedPorts", PP_REG_MULTI_SZ, PP_SV("4000-4001\0x\0"));
    cr_assert_eq(pp_machine_add_reservation(machine, PP_TCP, &entry), PP_OK);
    cr_assert_eq(pp_machine_add_reservation(machine, PP_UDP, &entry), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pps_fix *fix = fix_ports(machine, "4002,4001,3000/udp", &options);
    cr_assert_eq(fix->answer, PPS_FIX_OPTIONAL);
    cr_assert_eq(fix->trial_count, 1);
    size_t count = 0;
    const struct pps_step *steps =
        pps_scenario_steps(fix->chosen->scenario, &count);
    cr_expect(pp_sv_equal(steps[0].data, PP_SV("3000-3000\\04000-4002")),
              "%.*s",
              PP_SV_ARGS(steps[0].data));
    steps = pps_scenario_steps(fix->way_back, &count);
    cr_expect(pp_sv_equal(steps[0].data, PP_SV("4000-4001")));
    cr_expect_not_null(strstr(fix->bears, "left out"));
    pps_fix_free(fix);
    fix = fix_ports(machine, "4001,8080", &options);
    cr_expect_eq(fix->answer, PPS_FIX_NOTHING);
    cr_expect_not(fix->is_list_unknown);
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* reg add replaces the value: what it holds must be known. */
Test(fix, never_overwrites_a_list_that_no_capture_shows)
{
    for (int has_key = 0; has_key < 2; has_key++) {
        struct pp_machine *machine = legacy_machine();
        struct pps_fix_options options = plain_options();
        if (has_key == 1) {
            pp_machine_set_tcpip_key(machine);
        }
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pps_fix *fix = fix_ports(machine, "3000", &options);
        cr_expect_eq(fix->chosen != NULL, has_key == 1);
        cr_expect_eq(fix->is_list_unknown, has_key == 0);
        if (fix->chosen != NULL) {
            size_t count = 0;
            const struct pps_step *back =
                pps_scenario_steps(fix->way_back, &count);
            cr_expect_eq(back[0].kind, PPS_STEP_UNSET);
        }
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* http.sys and its kin reserve nothing there that the list would refuse. */
Test(fix, the_list_serves_every_kind_before_vista)
{
    for (int kind = 0; kind < PP_BIND_KIND_COUNT; kind++) {
        struct pp_machine *machine = legacy_machine();
        struct pps_fix_options options = plain_options();
        options.check.kind = (enum pp_bind_kind)kind;
        pp_machine_set_tcpip_key(machine);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pps_fix *fix = fix_ports(machine, "3000", &options);
        cr_assert_not_null(fix->chosen);
        cr_expect_str_eq(fix->chosen->cure->name, "reserved-ports");
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* A service that is disabled cannot be started: the cure leaves it stopped. */
Test(fix, does_not_start_what_is_disabled)
{
    static const struct test_row row = {50100, 50199, PP_NO, PP_OWNER_WINNAT};
    struct pps_fix_options options = plain_options();
    for (int is_disabled = 0; is_disabled < 2; is_disabled++) {
        const struct pp_fact fact = {
            .kind = PP_FACT_SERVICE,
            .as.service = {.name = PP_SV("winnat"),
                           .is_disabled = is_disabled ? PP_YES : PP_NO},
        };
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        cr_assert_eq(pp_machine_add_fact(machine, &fact), PP_OK);
        test_add_rows(machine, PP_TCP, &row, 1);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pps_fix *fix = fix_ports(machine, "50150", &options);
        cr_assert_not_null(fix->chosen);
        cr_expect_str_eq(fix->chosen->cure->name, "winnat");
        cr_expect_eq(fix->chosen->command_count, is_disabled ? 2 : 3);
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* --- WSL's mirrored networking --- */

static struct pp_machine *mirrored_machine(struct pp_range dynamic,
                                           const struct test_row *rows,
                                           size_t count)
{
    struct pp_machine *machine = NULL;
    struct pp_dynamic range = {
        .range = dynamic, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_fact mode = {.kind = PP_FACT_SETTING,
                           .as.setting = {.scope = PP_SV("wslconfig"),
                                          .name = PP_SV("networkingMode"),
                                          .value = PP_SV("mirrored")}};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, rows, count);
    pp_machine_set_table_seen(machine, PP_TCP);
    pp_machine_set_table_seen(machine, PP_UDP);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_machine_set_dynamic(machine, (enum pp_protocol)p, &range);
    }
    cr_assert_eq(pp_machine_add_fact(machine, &mode), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* 4096 of 16384 ports, somewhere: it falls on one in the middle in about a
 * third of the restarts. A reservation keeps it away. */
Test(fix, keeps_the_run_of_mirrored_networking_away)
{
    struct pp_machine *machine = mirrored_machine(default_range, NULL, 0);
    struct pps_fix_options options = plain_options();
    options.runs = 2000;
    cr_assert_eq(pp_assumptions_set(&options.check.assumptions,
                                    PP_SV("mirrored-place=dynamic-range"),
                                    NULL),
                 PP_OK);
    struct pps_fix *fix = fix_ports(machine, "57000", &options);
    cr_assert_not_null(fix->mirrored.mode);
    cr_expect(fix->mirrored.hit_runs > 400 && fix->mirrored.hit_runs < 1000,
              "%u",
              (unsigned)fix->mirrored.hit_runs);
    cr_expect_eq(fix->mirrored.no_room_runs, 0);
    cr_assert_eq(fix->answer, PPS_FIX_OPTIONAL);
    cr_expect_str_eq(fix->chosen->cure->name, "wsl");
    size_t count = 0;
    const struct pps_step *steps =
        pps_scenario_steps(fix->chosen->scenario, &count);
    cr_expect(pp_sv_equal(steps[0].written, PP_SV("wsl --shutdown")));
    pps_fix_free(fix);
    /* Below the range: never hit, nothing to be done. */
    fix = fix_ports(machine, "7000", &options);
    cr_expect_eq(fix->answer, PPS_FIX_NOTHING);
    cr_expect_eq(fix->mirrored.hit_runs, 0);
    pps_fix_free(fix);
    /* Beside the dynamic range it may lie by another assumption. */
    const struct pp_assumption_info *why = NULL;
    cr_assert_eq(pp_assumptions_set(&options.check.assumptions,
                                    PP_SV("mirrored-place=high-ports"),
                                    &why),
                 PP_OK);
    fix = fix_ports(machine, "40000", &options);
    cr_expect(fix->mirrored.hit_runs > 0);
    cr_assert_not_null(fix->chosen);
    cr_expect_str_eq(fix->chosen->cure->name, "wsl");
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* Three rows leave no 4096 free neighbours of 16384 ports. */
Test(fix, makes_room_for_mirrored_networking)
{
    static const struct test_row rows[] = {
        {53000, 53009, PP_YES, PP_OWNER_ADMINISTRATOR},
        {57000, 57009, PP_YES, PP_OWNER_ADMINISTRATOR},
        {61000, 61009, PP_YES, PP_OWNER_ADMINISTRATOR},
        {63000, 63009, PP_YES, PP_OWNER_ADMINISTRATOR},
    };
    static const struct {
        struct pp_range dynamic;
        const char *cure; /* chosen */
    } cases[] = {
        {{49152, 65535}, "wide-range"},
        {{1024, 5000}, "wide-range"},
        {{1024, 2000}, "wide-range"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct pp_machine *machine =
            mirrored_machine(cases[i].dynamic, rows, PP_ARRAY_LEN(rows));
        struct pps_fix_options options = plain_options();
        cr_assert_eq(pp_assumptions_set(&options.check.assumptions,
                                        PP_SV("mirrored-place=dynamic-range"),
                                        NULL),
                     PP_OK);
        struct pps_fix *fix = fix_ports(machine, "7000", &options);
        cr_expect_eq(fix->mirrored.no_room_runs, RUNS);
        cr_assert_eq(fix->answer, PPS_FIX_OPTIONAL, "case %zu", i);
        cr_expect_str_eq(fix->chosen->cure->name, cases[i].cure);
        cr_expect(fix->chosen->makes_room);
        cr_expect_eq(fix->chosen->no_room_runs, 0);
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
    struct pp_machine *machine =
        mirrored_machine((struct pp_range){1024, 2000}, NULL, 0);
    struct pps_fix_options options = plain_options();
    cr_assert_eq(pp_assumptions_set(&options.check.assumptions,
                                    PP_SV("mirrored-place=dynamic-range"),
                                    NULL),
                 PP_OK);
    struct pps_fix *fix = fix_ports(machine, "7000", &options);
    cr_assert_not_null(fix->chosen);
    cr_expect_str_eq(fix->chosen->cure->name, "dynamic-range");
    pps_fix_free(fix);
    pp_machine_free(machine);
}

/* --- URLs of http.sys --- */

Test(fix, puts_no_url_into_a_command_that_a_shell_reads)
{
    static const char *const plain[] = {
        "http://+:8137/reports/",
        "HTTP://*:5357/0000-00_0.a~/",
        "https://[2001:db8::1]:8443/example/",
    };
    char url[] = "http://+:8137/aXb/";
    char *place = strchr(url, 'X');
    for (size_t i = 0; i < PP_ARRAY_LEN(plain); i++) {
        cr_expect(pps_fix_url_is_plain(pp_sv_from(plain[i])), "%s", plain[i]);
    }
    for (int c = 1; c < 256; c++) {
        bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                        (c >= 'a' && c <= 'z') || strchr("-._~/:+*[]", c);
        *place = (char)c;
        cr_expect_eq(pps_fix_url_is_plain(pp_sv_from(url)), is_plain, "%d", c);
    }
    *place = '\0';
    cr_expect_not(
        pps_fix_url_is_plain((struct pp_sv){url, sizeof(url) - 1})); /* a NUL */
    cr_expect_not(pps_fix_url_is_plain(PP_SV("")));
}

/* --- the scripts --- */

/* Every cure, each with a machine that it works on. */
static const struct sample {
    const char *cure;
    const char *ports;
    enum pp_bind_kind kind;
    bool is_low;
} samples[] = {
    {"reserve", "52000-52009,53000", PP_BIND_PLAIN, false},
    {"winnat", "50100,50120-50130", PP_BIND_PLAIN, false},
    {"winnat", "1100,2400", PP_BIND_PLAIN, true},
    {"dynamic-range", "1100,2400", PP_BIND_PLAIN, true},
    {"dynamic-range", "1100", PP_BIND_HTTP_SYS, true},
    {"hyper-v", "50100", PP_BIND_PLAIN, false},
};

static struct pp_machine *sample_machine(const struct sample *sample)
{
    return sample->is_low ? test_seed_machine()
                          : test_machine(block_rows,
                                         PP_ARRAY_LEN(block_rows),
                                         default_range);
}

static struct pps_fix *fix_sample(const struct pp_machine *machine,
                                  const struct sample *sample)
{
    struct pps_fix_options options = plain_options();
    options.cure = pps_cure_named(pp_sv_from(sample->cure));
    options.check.kind = sample->kind;
    cr_assert_not_null(options.cure);
    struct pps_fix *fix = fix_ports(machine, sample->ports, &options);
    cr_assert_not_null(fix->chosen, "%s %s", sample->cure, sample->ports);
    return fix;
}

/* The expectations of the trial, and the restart between them. */
static void add_expectations(const struct pps_fix_trial *trial,
                             struct pp_buf *buf)
{
    for (size_t i = trial->command_count; i < trial->whatif->step_count; i++) {
        pps_step_text(buf, trial->whatif->steps[i].step);
        pp_buf_add_char(buf, '\n');
    }
}

static void expect_same_outcome(const struct pps_fix_trial *trial,
                                const struct pps_whatif *whatif,
                                const char *name)
{
    size_t tail = trial->whatif->step_count - trial->command_count;
    cr_assert_geq(whatif->step_count, tail);
    for (size_t i = 0; i < tail; i++) {
        const struct pps_step_result *said =
            &trial->whatif->steps[trial->command_count + i];
        const struct pps_step_result *played =
            &whatif->steps[whatif->step_count - tail + i];
        cr_expect_eq(said->step->kind, played->step->kind);
        cr_expect_eq(said->step->ports.start, played->step->ports.start);
        cr_expect_eq(said->step->ports.count, played->step->ports.count);
        cr_expect_eq(said->held_runs, played->held_runs, "%s", name);
        cr_expect_eq(said->is_held, played->is_held, "%s", name);
    }
    cr_expect(whatif->is_held, "%s", name);
}

Test(fix, scripts_read_back_do_what_was_said)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(samples); i++) {
        for (int shell = PPS_SHELL_CMD; shell <= PPS_SHELL_POWERSHELL;
             shell++) {
            struct pp_machine *machine = sample_machine(&samples[i]);
            struct pps_fix *fix = fix_sample(machine, &samples[i]);
            struct pp_buf buf;
            pp_buf_init(&buf, 1 << 20);
            pps_fix_script(&buf, fix, (enum pps_shell)shell);
            add_expectations(fix->chosen, &buf);
            struct pps_scenario *scenario = test_scenario(buf.data);
            struct pps_whatif_options play = {.seed = 1, .runs = RUNS};
            struct pps_whatif *whatif = NULL;
            cr_assert_eq(pps_whatif_run(machine, scenario, &play, &whatif),
                         PP_OK);
            expect_same_outcome(fix->chosen, whatif, samples[i].cure);
            pps_whatif_free(whatif);
            pps_scenario_free(scenario);
            pp_buf_done(&buf);
            pps_fix_free(fix);
            pp_machine_free(machine);
        }
    }
}

static void
add_steps(const struct pps_scenario *scenario, size_t most, struct pp_buf *buf)
{
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    for (size_t i = 0; i < count && i < most; i++) {
        pps_step_command(buf, &steps[i]);
        pp_buf_add_char(buf, '\n');
    }
}

static size_t administered_count(const struct pp_machine *machine)
{
    size_t count = 0;
    size_t found = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        found += rows[i].owner == PP_OWNER_ADMINISTRATOR;
    }
    return found;
}

Test(fix, the_way_back_leads_back)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(samples); i++) {
        struct pp_machine *machine = sample_machine(&samples[i]);
        struct pps_fix *fix = fix_sample(machine, &samples[i]);
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 20);
        add_steps(fix->chosen->scenario, fix->chosen->command_count, &buf);
        add_steps(fix->way_back, SIZE_MAX, &buf);
        struct pps_scenario *scenario = test_scenario(buf.data);
        struct pps_whatif_options play = {.seed = 1, .runs = 1};
        struct pps_whatif *whatif = NULL;
        cr_assert_eq(pps_whatif_run(machine, scenario, &play, &whatif), PP_OK);
        for (size_t s = 0; s < whatif->step_count; s++) {
            cr_expect_eq(whatif->steps[s].answers[0].error, 0);
        }
        cr_expect_eq(administered_count(whatif->machine),
                     administered_count(machine),
                     "%s",
                     samples[i].cure);
        cr_expect(
            pp_range_equal(pp_machine_dynamic(whatif->machine, PP_TCP)->range,
                           pp_machine_dynamic(machine, PP_TCP)->range));
        pps_whatif_free(whatif);
        pps_scenario_free(scenario);
        pp_buf_done(&buf);
        pps_fix_free(fix);
        pp_machine_free(machine);
    }
}

/* Any port of a small machine: what is offered works when it is played, and
 * what needs nothing can be bound. */
Test(fix, every_port_of_a_machine)
{
    struct pp_machine *machine =
        test_machine(seed_rows, PP_ARRAY_LEN(seed_rows), low_range);
    struct pps_fix_options options = plain_options();
    options.runs = 20;
    for (unsigned port = 1000; port < 3000; port += 37) {
        char ports[8];
        snprintf(ports, sizeof(ports), "%u", port);
        struct pps_fix *fix = fix_ports(machine, ports, &options);
        cr_expect_neq(fix->answer, PPS_FIX_NONE, "%u", port);
        cr_expect_eq(fix->answer == PPS_FIX_CURED,
                     !pp_check_is_yes(fix->check),
                     "%u",
                     port);
        if (fix->chosen != NULL) {
            cr_expect(fix->chosen->whatif->is_held, "%u", port);
        }
        pps_fix_free(fix);
    }
    pp_machine_free(machine);
}
