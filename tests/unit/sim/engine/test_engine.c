/*
 * The rules, as tables that read like docs/ports-on-windows.md: a recipe on a
 * machine, and what its last step answers.
 */
#include "sim/state/state_machine.h"
#include "sim_play.h"

struct answer_row {
    const char *steps;
    const char *assumption; /* NULL: the defaults */
    uint32_t error;
    const char *message; /* its beginning */
};

static void expect_answers(struct pp_machine *machine,
                           const struct answer_row *rows,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, rows[i].assumption);
        cr_expect_eq(play.outcome.error,
                     rows[i].error,
                     "row %zu: %s: %u",
                     i,
                     rows[i].steps,
                     play.outcome.error);
        cr_expect(pp_sv_starts(pp_sv_from(play.outcome.message),
                               pp_sv_from(rows[i].message)),
                  "row %zu: %s: %s",
                  i,
                  rows[i].steps,
                  play.outcome.message);
        end_play(&play);
    }
    pp_machine_free(machine);
}

#define SHARING   "The process cannot access the file because it is being used"
#define PARAMETER "The parameter is incorrect."
#define NO_FILE   "The system cannot find the file specified."

Test(engine, netsh_answers_as_windows_does)
{
    static const struct answer_row rows[] = {
        /* add: any reservation, any used port, all or nothing */
        {"reserve 55600+100", NULL, 0, "Ok."},
        {"reserve 55500+100", NULL, 32, SHARING},
        {"reserve 55599+2", NULL, 32, SHARING},
        {"reserve 55499+2", NULL, 32, SHARING},
        {"reserve 55400+100", NULL, 0, "Ok."},
        {"reserve 50010", NULL, 32, SHARING},
        {"reserve 5357", NULL, 32, SHARING},
        {"reserve 3306", NULL, 32, SHARING},
        {"reserve 3300+10", NULL, 32, SHARING},
        {"reserve 3300+10", "U-29=allowed", 0, "Ok."},
        {"reserve 55550", "U-29=allowed", 32, SHARING},
        {"reserve udp 3306", NULL, 0, "Ok."},
        {"reserve udp 55500+100", NULL, 0, "Ok."},
        {"reserve 80", NULL, 0, "Ok."},
        {"reserve 80", "U-12=1024", 87, PARAMETER},
        {"reserve 1024", "U-12=1024", 0, "Ok."},
        {"dynamic 1024+1000", NULL, 0, "Ok."},
        {"dynamic 1024+1000", "U-18=1025", 87, PARAMETER},
        {"dynamic 1023+1000", NULL, 87, PARAMETER},
        {"dynamic 10000+254", NULL, 87, PARAMETER},
        {"reserve 7000; reserve 7000", NULL, 32, SHARING},
        {"reserve 7000; reserve 7001", NULL, 0, "Ok."},
        {"stop winnat; reserve 55500+100", NULL, 0, "Ok."},
        {"stop winnat; reserve 5300+100", NULL, 32, SHARING},
        {"reserve 7000; netsh int ipv6 add excluded tcp 7000 1",
         NULL,
         32,
         SHARING},
        {"reserve 7000; netsh int ipv6 add excluded tcp 7000 1",
         "U-16=no",
         0,
         "Ok."},
        /* numbers out of range */
        {"reserve 0", NULL, 87, PARAMETER},
        {"reserve 7000+0", NULL, 87, PARAMETER},
        {"reserve 65535", NULL, 0, "Ok."},
        {"reserve 65535+2", NULL, 87, PARAMETER},
        {"reserve 55506-555605", NULL, 87, PARAMETER},
        {"unreserve 0", NULL, 87, PARAMETER},
        /* delete: exactly, and administered only */
        {"unreserve 50000+100", NULL, 0, "Ok."},
        {"unreserve 50000+50", NULL, 2, NO_FILE},
        {"unreserve 50000+101", NULL, 2, NO_FILE},
        {"unreserve 50000+50",
         "delete-unmatched=element-not-found",
         1168,
         "Element not found."},
        {"unreserve 7000", NULL, 2, NO_FILE},
        {"unreserve udp 50000+100", NULL, 2, NO_FILE},
        {"unreserve 55500+100", NULL, 5, "Access is denied."},
        {"unreserve 55500+100", "U-13=removed", 0, "Ok."},
        {"unreserve 55500+50", NULL, 2, NO_FILE},
        {"unreserve 1031+200", NULL, 2, NO_FILE},
        {"unreserve 50000+100; unreserve 50000+100", NULL, 2, NO_FILE},
        {"unreserve 50000+100; reserve 50000+60", NULL, 0, "Ok."},
        /* dynamic: 255 ports or more, from 1024 on, not above 65535 */
        {"dynamic 49152+16384", NULL, 0, "Ok."},
        {"dynamic 1025+64511", NULL, 0, "Ok."},
        {"dynamic 1024+64512", NULL, 0, "Ok."},
        {"dynamic 1025+64512", NULL, 87, PARAMETER},
        {"dynamic 49152+255", NULL, 0, "Ok."},
        {"dynamic 49152+254", NULL, 87, PARAMETER},
        {"dynamic 1023+1000", NULL, 87, PARAMETER},
        {"dynamic 0+1000", NULL, 87, PARAMETER},
    };
    expect_answers(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

Test(engine, services_answer_by_the_tool_that_asks)
{
    static const struct answer_row rows[] = {
        {"stop winnat",
         NULL,
         0,
         "The Windows NAT Driver service was stopped successfully."},
        {"start winnat",
         NULL,
         2182,
         "The requested service has already been started."},
        {"sc start winnat", NULL, 1056, "An instance of the service"},
        {"Start-Service winnat", NULL, 0, ""},
        {"stop winnat; start winnat",
         NULL,
         0,
         "The Windows NAT Driver service was started successfully."},
        {"stop winnat; start winnat; start winnat", NULL, 2182, ""},
        {"stop winnat; stop winnat",
         NULL,
         3521,
         "The Windows NAT Driver service is not started."},
        {"stop hns; net stop hns",
         NULL,
         3521,
         "The Host Network Service service is not started."},
        {"stop winnat; sc stop winnat",
         NULL,
         1062,
         "The service has not been started."},
        {"stop winnat; Stop-Service winnat", NULL, 0, ""},
        {"stop winnat; stop hns; start hns; start winnat", NULL, 2182, ""},
        {"stop winnat; Restart-Service winnat", NULL, 0, ""},
        {"restart winnat", NULL, 0, ""},
        {"stop hns", NULL, 0, "The Host Network Service service was stopped"},
    };
    expect_answers(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

/* Nothing captured says that winnat runs: stopping and starting both work. */
Test(engine, an_unknown_service_is_not_taken_to_be_stopped)
{
    static const struct answer_row rows[] = {
        {"stop winnat", NULL, 0, "The Windows NAT Driver service was stopped"},
        {"start winnat", NULL, 0, "The Windows NAT Driver service was started"},
    };
    static const struct test_row http[] = {{80, 80, PP_NO, PP_OWNER_HTTP_SYS}};
    expect_answers(test_machine(http, 1, (struct pp_range){49152, 65535}),
                   rows,
                   PP_ARRAY_LEN(rows));
}

Test(engine, bind_answers_by_what_lies_on_the_port)
{
    static const struct answer_row rows[] = {
        {"bind 7000", NULL, 0, ""},
        {"bind 55550", NULL, 10013, "An attempt was made to access"},
        {"bind 50050", NULL, 0, ""},
        {"bind 50050 as http.sys", NULL, 32, SHARING},
        {"bind 50050 as container", NULL, 32, SHARING},
        {"bind 50050 as quic", NULL, 10048, "Only one usage"},
        {"bind 3306", NULL, 10048, "Only one usage"},
        {"close 3306; bind 3306", NULL, 0, ""},
        {"bind 7000; bind 7000", NULL, 10048, "Only one usage"},
        {"bind 7000; close 7000; bind 7000", NULL, 0, ""},
        {"bind 7000; reserve 7000", NULL, 32, SHARING},
        {"bind 7000 as http.sys; bind 7000", NULL, 10013, "An attempt"},
        {"bind 7000 as http.sys; close 7000; bind 7000", NULL, 0, ""},
        {"close 55550; bind 55550", NULL, 10013, "An attempt"},
        {"close 7777", NULL, 0, ""},
        {"close 5357; bind 5357", NULL, 10013, "An attempt"},
        {"bind 700; reboot; bind 700", NULL, 0, ""},
        {"reboot; bind 135", NULL, 10048, "Only one usage"},
        {"reboot; bind 3306", NULL, 0, ""},
        {"reboot; bind 3306", "sockets-at-boot=all", 10048, "Only one usage"},
        {"reboot; bind 135", "sockets-at-boot=none", 0, ""},
    };
    expect_answers(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

struct expect_row {
    const char *steps; /* ends in an expectation */
    const char *assumption;
    bool is_held;
};

static void expect_held(struct pp_machine *machine,
                        const struct expect_row *rows,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, rows[i].assumption);
        cr_expect_eq(play.outcome.is_held,
                     rows[i].is_held,
                     "row %zu: %s (%s)",
                     i,
                     rows[i].steps,
                     pp_verdict_name(play.outcome.verdict));
        end_play(&play);
    }
    pp_machine_free(machine);
}

#define PERMISSION "An attempt was made to access"
#define ONLY_ONE   "Only one usage"

/* The seed machine's sockets have no address; 3306 is one of them. */
Test(engine, bind_at_an_address_is_answered_by_the_tables)
{
    static const struct answer_row rows[] = {
        /* clang-format off */
        {"bind 7000 at 127.0.0.1; bind 7000", NULL, 10048, ONLY_ONE},
        {"bind 7000 at 127.0.0.1; bind 7000 at 127.0.0.1", NULL, 10048, ONLY_ONE},
        {"bind 7000 at 127.0.0.1; bind 7000 at 127.0.0.2", NULL, 0, ""},
        {"bind 7000 at 127.0.0.1; bind 7000 at ::1", NULL, 0, ""},
        {"bind 7000 at 127.0.0.1; bind 7000 at 0.0.0.0", NULL, 0, ""},
        {"bind 7000 at 127.0.0.1; bind 7000 as exclusive at 0.0.0.0", NULL, 10048, ONLY_ONE},
        {"bind 7000 at 127.0.0.1; bind 7000 as exclusive at ::", NULL, 10013, PERMISSION},
        {"bind 7000 at 0.0.0.0; bind 7000 at 127.0.0.1", NULL, 0, ""},
        {"bind 7000 as exclusive at 0.0.0.0; bind 7000 at 127.0.0.1", NULL, 10013, PERMISSION},
        {"bind 7000 as reuse at ::; bind 7000 as reuse at ::", NULL, 0, ""},
        {"bind 7000 at ::; bind 7000 as reuse at ::", NULL, 10013, PERMISSION},
        {"bind 7000; bind 7000 at 127.0.0.1", NULL, 10048, ONLY_ONE},
        {"bind 7000 at 127.0.0.1; bind 7000 at 0.0.0.0; close 7000; bind 7000 as exclusive at ::", NULL, 0, ""},
        {"bind 3306 at 127.0.0.1", NULL, 10048, ONLY_ONE},
        {"bind 3306 as reuse at 127.0.0.1", "holder-options=reuse", 0, ""},
        {"bind 3306 as reuse at 127.0.0.1", NULL, 10013, PERMISSION},
        {"bind 3306 at 127.0.0.1", "holder-user=other", 10013, PERMISSION},
        /* what steps bind is of one user, with the options of the step */
        {"bind 7000 at 0.0.0.0; bind 7000 at 127.0.0.1", "holder-user=other", 0, ""},
        {"bind 7000 at 0.0.0.0; bind 7000 at 127.0.0.1", "holder-options=exclusive", 0, ""},
        {"bind 55550 at 127.0.0.1", NULL, 10013, PERMISSION},
        {"bind 50050 at 127.0.0.1; bind 50050 at 127.0.0.1", NULL, 10048, ONLY_ONE},
        {"bind 7000 at 127.0.0.1; reserve 7000", NULL, 32, SHARING},
        /* clang-format on */
    };
    expect_answers(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

/* U-20: with a star a plain bind passes, without one it does not. */
Test(engine, a_reservation_s_row_has_a_star_as_assumed)
{
    static const struct answer_row rows[] = {
        {"bind 7000 as reservation; bind 7000", NULL, 10013, PERMISSION},
        {"bind 7000 as reservation; bind 7000",
         "persistent-api-mark=star",
         0,
         ""},
        {"bind 7000 as reservation; bind 7000 as http.sys",
         "persistent-api-mark=star",
         32,
         SHARING},
        {"bind 7000 as reservation; close 7000; bind 7000 as http.sys",
         "persistent-api-mark=star",
         0,
         ""},
        {"bind 7000 as reservation; reboot; bind 7000",
         "persistent-api-mark=star",
         0,
         ""},
        {"bind 7000 as http.sys; bind 7000",
         "persistent-api-mark=star",
         10013,
         PERMISSION},
        {"reserve 7000; close 7000; bind 7000 as http.sys", NULL, 32, SHARING},
    };
    expect_answers(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
    static const struct expect_row expectations[] = {
        {"bind 7000 as reservation; expect 7000 excluded administered",
         NULL,
         false},
        {"bind 7000 as reservation; expect 7000 excluded administered",
         "persistent-api-mark=star",
         true},
    };
    expect_held(test_seed_machine(), expectations, PP_ARRAY_LEN(expectations));
}

/* 2012 R2 with the port 6000 administered; steps hold it. */
static struct pp_machine *defect_machine(void)
{
    const struct pp_fact os = {
        .kind = PP_FACT_OS,
        .as.os = {.major = 6,
                  .minor = 3,
                  .build = 9600,
                  .name = PP_SV("Windows Server 2012 R2")},
    };
    const struct test_row row = {6000, 6000, PP_YES, PP_OWNER_ADMINISTRATOR};
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    cr_assert_eq(pp_machine_add_fact(machine, &os), PP_OK);
    test_add_rows(machine, PP_TCP, &row, 1);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

Test(engine, kb3039044_mends_reuse_in_an_administered_exclusion)
{
    static const struct answer_row rows[] = {
        {"bind 6000 as reuse at ::", NULL, 0, ""},
        {"bind 6000 as reuse at ::; bind 6000 as reuse at ::",
         NULL,
         10013,
         PERMISSION},
        {"bind 6001 as reuse at ::; bind 6001 as reuse at ::", NULL, 0, ""},
        {"install KB3039044; bind 6000 as reuse at ::; "
         "bind 6000 as reuse at ::",
         NULL,
         0,
         ""},
    };
    expect_answers(defect_machine(), rows, PP_ARRAY_LEN(rows));
}

Test(engine, bind_says_what_addresses_leave)
{
    static const struct {
        const char *steps;
        uint32_t notes; /* of the three about addresses and KB3039044 */
        enum pps_clash_kind clash;
    } rows[] = {
        /* clang-format off */
        {"bind 7000 at 127.0.0.1; bind 7000", 1 << PPS_NOTE_WILDCARD_LEFT, PPS_CLASH_SOCKET},
        {"bind 7000 at 127.0.0.1; bind 7000 as exclusive", 0, PPS_CLASH_SOCKET},
        {"bind 7000 at 127.0.0.1; bind 7000 as http.sys", 0, PPS_CLASH_SOCKET},
        {"bind 7000 at 127.0.0.1; bind 7000 at 127.0.0.1", 0, PPS_CLASH_SOCKET},
        {"bind 7000 at 0.0.0.0; bind 7000", 0, PPS_CLASH_SOCKET},
        {"bind 7000; bind 7000", 0, PPS_CLASH_SOCKET},
        {"bind 6000 at 0.0.0.0; bind 6000 at 0.0.0.0", 0, PPS_CLASH_SOCKET},
        {"bind 7000 at 127.0.0.1; bind 7000 at 0.0.0.0", 1 << PPS_NOTE_BESIDE, PPS_CLASH_NONE},
        {"bind 7000 at 127.0.0.1; bind 7001 at 0.0.0.0", 0, PPS_CLASH_NONE},
        {"bind 6000 as reuse at ::; bind 6000 as reuse at ::", 1 << PPS_NOTE_REUSE_DEFECT, PPS_CLASH_CLAIM},
        /* clang-format on */
    };
    const uint32_t mask = 1 << PPS_NOTE_WILDCARD_LEFT | 1 << PPS_NOTE_BESIDE |
                          1 << PPS_NOTE_REUSE_DEFECT;
    struct pp_machine *machine = defect_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, NULL);
        cr_expect_eq(
            play.outcome.notes & mask, rows[i].notes, "%s", rows[i].steps);
        cr_expect_eq(
            play.outcome.clash.kind, rows[i].clash, "%s", rows[i].steps);
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(engine, expectations_are_about_the_state_of_the_moment)
{
    static const struct expect_row rows[] = {
        {"expect 55555 blocked", NULL, true},
        {"expect 55555 bindable", NULL, false},
        {"expect 55600 free", NULL, true},
        {"expect 55599-55600 free", NULL, false},
        {"expect 55599-55600 blocked", NULL, false},
        {"expect 3306 in-use", NULL, true},
        {"expect 5000 at-risk", NULL, true},
        {"expect 5000 bindable", NULL, true},
        {"expect 5000 free", NULL, false},
        {"expect 50050 reserved", NULL, true},
        {"expect 50050 bindable", NULL, true},
        {"expect 55555/udp unknown", NULL, true},
        {"expect 55555/udp bindable", NULL, false},
        {"expect 55555/udp not-excluded", NULL, false},
        {"expect 55500+100 excluded", NULL, true},
        {"expect 55500+101 excluded", NULL, false},
        {"expect 55500+100 excluded administered", NULL, false},
        {"expect 50000+100 excluded administered", NULL, true},
        {"expect 55600+100 not-excluded", NULL, true},
        {"expect 55599+2 not-excluded", NULL, false},
        {"expect 55500+100 not-excluded administered", NULL, true},
        {"reserve 7000; expect outcome ok", NULL, true},
        {"reserve 55555; expect outcome ok", NULL, false},
        {"reserve 55555; expect outcome 32", NULL, true},
        {"reserve 55555; expect 1 free; expect outcome 32", NULL, true},
        {"expect outcome ok", NULL, true},
    };
    expect_held(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

/* A row whose `*` column was lost counts by its owner, as check counts it. */
Test(engine, a_row_without_its_star_counts_by_its_owner)
{
    static const struct {
        enum pp_owner owner;
        struct pp_range range;
    } lost[] = {
        {PP_OWNER_WINNAT, {20000, 20099}},
        {PP_OWNER_ADMINISTRATOR, {20200, 20200}},
        {PP_OWNER_UNKNOWN, {20300, 20309}},
    };
    static const struct expect_row rows[] = {
        {"expect 20000 blocked", NULL, true},
        {"expect 20200 reserved", NULL, true},
        {"expect 20200 excluded administered", NULL, true},
        {"expect 20300 unknown", NULL, true},
        {"unreserve 20200; expect outcome ok", NULL, true},
        {"unreserve 20000+100; expect outcome ok", NULL, false},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(lost); i++) {
        const struct pp_exclusion row = {
            .range = lost[i].range,
            .owner = lost[i].owner,
            .is_administered = PP_UNKNOWN,
            .reason = "given",
        };
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &row), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    expect_held(machine, rows, PP_ARRAY_LEN(rows));
}

Test(engine, stopping_winnat_releases_its_blocks_and_nothing_else)
{
    static const struct expect_row rows[] = {
        {"stop winnat; expect 1031-1130 not-excluded", NULL, true},
        {"stop winnat; expect 55500+100 not-excluded", NULL, true},
        {"stop winnat; expect 5357 excluded", NULL, true},
        {"stop winnat; expect 50000+100 excluded administered", NULL, true},
        {"stop winnat; expect 3306 in-use", NULL, true},
    };
    expect_held(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
    static const struct expect_row server[] = {
        {"stop winnat; expect 49700+100 not-excluded", NULL, true},
        {"stop winnat; expect 51000+128 excluded", NULL, true},
        {"stop winnat; expect 50000+60 excluded administered", NULL, true},
        {"stop winnat; expect 8080 excluded", NULL, true},
        {"stop hns; expect 51000+128 not-excluded", NULL, true},
        {"stop hns; expect 49700+100 not-excluded", NULL, true},
        {"stop winnat; reboot; expect 8080 not-excluded", NULL, true},
        /* a lost star counts by the owner: an administrator's rows have one */
        {"expect 60000+10 excluded", NULL, true},
        {"expect 60000+10 excluded administered", NULL, true},
        {"expect 60000+10 reserved", NULL, true},
        {"stop hns; stop winnat; start winnat; expect 49152+800 not-excluded",
         NULL,
         true},
    };
    expect_held(test_server_machine(), server, PP_ARRAY_LEN(server));
}

/* HNS asks winnat for blocks, and starts it for that. */
Test(engine, hns_brings_winnat_with_it_and_not_the_other_way)
{
    static const struct {
        const char *steps;
        bool has_blocks;
    } rows[] = {
        {"stop winnat; start winnat", true},
        {"stop winnat; restart hns", true},
        {"stop hns; start hns", true},
        {"stop winnat; stop hns; start hns", true},
        {"stop winnat; stop hns; start winnat", false},
        {"stop winnat; stop hns; start winnat; start hns", true},
        {"disable wsl; reboot; start winnat", false},
        {"disable wsl; reboot; start hns", false},
        {"disable wsl; enable containers; reboot", true},
        {"disable wsl; reboot; enable wsl; start winnat", false},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, "winnat-start=reserves-anew");
        cr_expect_eq(pps_state_block_count(&play.state, PP_TCP) > 0,
                     rows[i].has_blocks,
                     "row %zu: %s",
                     i,
                     rows[i].steps);
        end_play(&play);
    }
    pp_machine_free(machine);
}

/* Pools have a cause as blocks have: they come back, as many as before, and
 * no blocks of winnat with them that the machine never had. */
Test(engine, pools_of_load_balancers_come_back_alone)
{
    static const char *const recipes[] = {
        "reboot", "restart hns", "stop hns; start hns"};
    struct pp_machine *machine = test_node_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(recipes); i++) {
        struct play play;
        play_steps(&play, machine, recipes[i], NULL);
        cr_expect_eq(play.outcome.block_counts[PP_TCP], 2, "%s", recipes[i]);
        cr_expect_eq(play.outcome.block_counts[PP_UDP], 0, "%s", recipes[i]);
        cr_expect_eq(
            pps_state_block_count(&play.state, PP_TCP), 0, "%s", recipes[i]);
        end_play(&play);
    }
    pp_machine_free(machine);
}

Test(engine, the_row_of_hns_follows_its_switch)
{
    static const struct expect_row rows[] = {
        {"restart hns; expect 50000+60 excluded administered", NULL, true},
        {"set EnableExcludedPortRange=0; expect 50000+60 excluded", NULL, true},
        {"set EnableExcludedPortRange=0; stop winnat; restart hns; "
         "expect 50000+60 not-excluded administered",
         NULL,
         true},
        {"set EnableExcludedPortRange=0; reboot; "
         "expect 50000+60 not-excluded administered",
         NULL,
         true},
        {"set EnableExcludedPortRange=0; stop winnat; restart hns; restart "
         "hns; expect 50000+60 not-excluded administered",
         NULL,
         true},
        {"set EnableExcludedPortRange=1; restart hns; "
         "expect 50000+60 excluded administered",
         NULL,
         true},
        {"set EnableExcludedPortRange=0x0; restart hns; "
         "unset EnableExcludedPortRange; stop winnat; restart hns; "
         "expect 50000+60 excluded administered at-least 1%",
         NULL,
         true},
        {"unreserve 50000+60; expect 50000+60 not-excluded", NULL, true},
        {"unreserve 50000+60; restart hns; "
         "expect 50000+60 excluded administered",
         NULL,
         true},
        {"unreserve 50000+60; reserve 50010; stop winnat; restart hns; "
         "expect 50000+10 not-excluded administered",
         NULL,
         true},
        /* U-23: or everything of HNS */
        {"set EnableExcludedPortRange=0; restart hns; "
         "expect 49152-65535 not-excluded",
         "U-23=all-hns",
         false},
        {"set EnableExcludedPortRange=0; restart hns; "
         "expect 49152-51063 not-excluded",
         "U-23=all-hns",
         true},
    };
    expect_held(test_server_machine(), rows, PP_ARRAY_LEN(rows));
}

Test(engine, a_restart_loads_the_persistent_store)
{
    static const struct expect_row rows[] = {
        {"reserve 7000 active; expect 7000 reserved", NULL, true},
        {"reserve 7000 active; reboot; expect 7000 reserved", NULL, false},
        {"disable hyper-v; reboot; reserve 7000; reboot; "
         "expect 7000 excluded administered",
         NULL,
         true},
        {"unreserve 50000+100 active; expect 50000 not-excluded", NULL, true},
        {"unreserve 50000+100 active; reboot; "
         "expect 50000+100 excluded administered",
         NULL,
         true},
        {"unreserve 50000+100; reboot; "
         "expect 50000+100 not-excluded administered",
         NULL,
         true},
        {"reboot; expect 5357 excluded", NULL, true},
        {"disable hyper-v; reboot; expect 55500+100 not-excluded", NULL, true},
        {"disable hyper-v; expect 55500+100 excluded", NULL, true},
        {"disable wsl; disable hyper-v; disable containers; reboot; "
         "expect 1024-5356 not-excluded",
         NULL,
         true},
        {"dynamic 20000+1000; expect 20000 at-risk", NULL, true},
        {"dynamic 20000+1000; expect 5000 free", NULL, true},
        {"dynamic 20000+1000 active; reboot; expect 20000 free", NULL, true},
        {"disable wsl; dynamic 20000+1000; reboot; expect 20000 at-risk",
         NULL,
         true},
    };
    expect_held(test_seed_machine(), rows, PP_ARRAY_LEN(rows));
}

/* HNS first (U-22): what it takes, the administrator's row has lost. */
Test(engine, the_order_at_boot_decides_who_wins)
{
    struct pp_machine *machine = test_seed_machine();
    struct play play;
    play_steps(&play,
               machine,
               "close 3306; stop winnat; reserve 1024+4000; "
               "reboot; expect 1024+4000 excluded administered",
               NULL);
    cr_expect(play.outcome.is_held);
    end_play(&play);
    play_steps(&play,
               machine,
               "close 3306; stop winnat; reserve 1024+4000; "
               "reboot; expect 1024+4000 excluded administered",
               "boot-order=hns-first");
    cr_expect_not(play.outcome.is_held);
    end_play(&play);
    pp_machine_free(machine);
}

static struct pp_range dynamic_after(const char *steps, const char *assumption)
{
    struct pp_machine *machine = test_server_machine();
    struct play play;
    play_steps(&play, machine, steps, assumption);
    struct pp_range range = play.state.protocols[PP_TCP].dynamic.range;
    end_play(&play);
    pp_machine_free(machine);
    return range;
}

Test(engine, max_user_port_counts_from_the_next_restart_on)
{
    static const struct {
        const char *steps;
        const char *assumption;
        struct pp_range range;
    } rows[] = {
        {"netsh int ipv6 set dynamic tcp 10000 1000", NULL, {10000, 10999}},
        {"netsh int ipv6 set dynamic tcp 10000 1000",
         "U-17=no",
         {49152, 65535}},
        {"set MaxUserPort=65534", NULL, {49152, 65535}},
        {"set MaxUserPort=65534; reboot", NULL, {1024, 65534}},
        {"set MaxUserPort=0xfffe; reboot", NULL, {1024, 65534}},
        {"set MaxUserPort=15000; reboot", NULL, {1024, 15000}},
        {"set MaxUserPort=1277; reboot", NULL, {1024, 1278}},
        {"set MaxUserPort=1277; reboot", "U-03=ignore", {49152, 65535}},
        {"set MaxUserPort=1278; reboot", NULL, {1024, 1278}},
        {"set MaxUserPort=70000; reboot", NULL, {1024, 65535}},
        {"set MaxUserPort=16384; reboot", "U-06=count", {49152, 65535}},
        {"set MaxUserPort=1000; reboot", "U-06=count", {49152, 50151}},
        {"set MaxUserPort=16385; reboot", "U-06=count", {49152, 65535}},
        {"set MaxUserPort=15000; reboot", "U-06=ignored", {49152, 65535}},
        {"set MaxUserPort=15000; reboot; unset MaxUserPort; reboot",
         NULL,
         {49152, 65535}},
        {"set MaxUserPort=15000; dynamic 20000+1000; reboot",
         NULL,
         {20000, 20999}},
        {"preset sbs-2003; reboot", NULL, {1024, 60000}},
        {"preset isa; reboot", NULL, {1024, 65535}},
        {"preset exchange-2007", NULL, {1025, 60000}},
        {"preset exchange-2010", NULL, {6005, 65534}},
        {"preset biztalk", NULL, {1025, 65535}},
        {"install KB951748; reboot", NULL, {49152, 65535}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_range got = dynamic_after(rows[i].steps, rows[i].assumption);
        cr_expect(pp_range_equal(got, rows[i].range),
                  "row %zu: %s: %u-%u",
                  i,
                  rows[i].steps,
                  got.first,
                  got.last);
    }
}

/* The notes are part of the answer. */
Test(engine, steps_say_what_is_worth_knowing)
{
    static const struct {
        const char *steps;
        enum pps_note note;
    } rows[] = {
        {"stop winnat", PPS_NOTE_DISCONNECTS},
        {"dynamic 20000+1000", PPS_NOTE_BLOCKS_STAY},
        {"dynamic 1024+1000", PPS_NOTE_START_1024},
        {"disable hyper-v", PPS_NOTE_AT_REBOOT},
        {"set MaxUserPort=60000", PPS_NOTE_MAX_USER_PORT},
        {"dynamic 20000+1000; set MaxUserPort=60000", PPS_NOTE_NETSH_WINS},
        {"reserve 7000", PPS_NOTE_REFUSES_OTHERS},
        {"reserve 7000 active", PPS_NOTE_UNTIL_REBOOT},
        {"reserve udp 7000", PPS_NOTE_TABLE_UNKNOWN},
        {"disable hyper-v; reboot", PPS_NOTE_NOTHING_RESERVED},
        {"install KB951746", PPS_NOTE_UPDATE_OLD},
        {"install KB5000802", PPS_NOTE_UPDATE_UNKNOWN},
        {"set ReservedPorts=4000-4010", PPS_NOTE_RESERVED_PORTS},
        {"set EnableExcludedPortRange=0", PPS_NOTE_HNS_READS},
        {"set TcpTimedWaitDelay=30", PPS_NOTE_NOT_MODELLED},
        {"unreserve 50000+60 active", PPS_NOTE_COMES_BACK},
        {"unreserve 50000+60", PPS_NOTE_HNS_MAKES_AGAIN},
        {"close 7000", PPS_NOTE_NOTHING_BOUND},
    };
    struct pp_machine *machine = test_server_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, NULL);
        cr_expect((play.outcome.notes >> rows[i].note & 1) != 0,
                  "row %zu: %s",
                  i,
                  rows[i].steps);
        end_play(&play);
    }
    for (int i = 0; i < PPS_NOTE_COUNT; i++) {
        cr_expect(strlen(pps_note_text((enum pps_note)i)) > 10, "note %d", i);
    }
    pp_machine_free(machine);
}

/* Rows of a capture may overlap, and a program with the token of a block has
 * its socket inside: what is left when one goes stays held. */
Test(engine, what_overlaps_stays_when_the_other_goes)
{
    static const struct test_row rows[] = {
        {3300, 3399, PP_NO, PP_OWNER_WINNAT},
        {3350, 3449, PP_YES, PP_OWNER_ADMINISTRATOR},
    };
    static const struct expect_row expected[] = {
        {"stop winnat; expect 3306 in-use", NULL, true},
        {"stop winnat; expect 3350+100 excluded administered", NULL, true},
        {"stop winnat; expect 3300+6 not-excluded", NULL, true},
        {"stop winnat; reserve 3306; expect outcome 32", NULL, true},
        {"stop winnat; reserve 3349+2; expect outcome 32", NULL, true},
        {"stop winnat; reserve 3307+43; expect outcome ok", NULL, true},
        {"close 3306; bind 3306; expect outcome 10013", NULL, true},
        {"unreserve 3350+100; expect 3350+50 excluded", NULL, true},
        {"unreserve 3350+100; reserve 3399; expect outcome 32", NULL, true},
    };
    expect_held(test_machine(rows, 2, (struct pp_range){1024, 15000}),
                expected,
                PP_ARRAY_LEN(expected));
}

/* Windows 10 1709 reserved 10 ports at a time: so does its simulation. */
Test(engine, new_blocks_are_as_large_as_the_captured_ones)
{
    static const struct test_row rows[] = {
        {50000, 50009, PP_NO, PP_OWNER_WINNAT},
        {50010, 50019, PP_NO, PP_OWNER_WINNAT},
    };
    static const struct {
        const char *assumption;
        uint32_t ports;
    } sizes[] = {{NULL, 10}, {"block-ports=64", 64}};
    for (size_t s = 0; s < PP_ARRAY_LEN(sizes); s++) {
        struct pp_machine *machine =
            test_machine(rows, 2, (struct pp_range){49152, 65535});
        struct play play;
        play_steps(&play, machine, "restart hns", sizes[s].assumption);
        const struct pps_protocol_state *tcp = &play.state.protocols[PP_TCP];
        cr_expect_gt(tcp->claim_count, 0);
        for (size_t i = 0; i < tcp->claim_count; i++) {
            cr_expect_eq(pp_range_count(tcp->claims[i].range), sizes[s].ports);
        }
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* U-28: the same blocks in both tables, or tables of their own. */
Test(engine, udp_mirrors_tcp_only_where_assumed)
{
    static const struct test_row rows[] = {
        {50000, 50099, PP_NO, PP_OWNER_WINNAT}};
    for (int mirrored = 0; mirrored < 2; mirrored++) {
        struct pp_machine *machine = NULL;
        struct play play;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        test_add_rows(machine, PP_TCP, rows, 1);
        test_add_rows(machine, PP_UDP, rows, 1);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        play_steps(
            &play, machine, "reboot", mirrored ? "udp-mirrors-tcp=yes" : NULL);
        cr_expect_gt(play.outcome.block_counts[PP_UDP], 0);
        cr_expect_eq(pp_portset_equal(&play.state.protocols[PP_TCP].taken,
                                      &play.state.protocols[PP_UDP].taken),
                     mirrored == 1);
        end_play(&play);
        pp_machine_free(machine);
    }
}

/* Both get as many, each at places of its own; where the capture shows other
 * numbers, each draws its own. */
Test(engine, tcp_and_udp_get_equal_numbers_of_blocks)
{
    static const struct test_row rows[] = {
        {50000, 50099, PP_NO, PP_OWNER_WINNAT},
        {51000, 51099, PP_NO, PP_OWNER_WINNAT},
        {52000, 52099, PP_NO, PP_OWNER_WINNAT},
        {53000, 53099, PP_NO, PP_OWNER_WINNAT},
        {54000, 54099, PP_NO, PP_OWNER_WINNAT},
        {56000, 56099, PP_NO, PP_OWNER_WINNAT}};
    static const char *const boots[] = {"reboot",
                                        "reboot; reboot",
                                        "reboot; reboot; reboot",
                                        "reboot; reboot; reboot; reboot"};
    size_t equal[2] = {0};
    for (size_t i = 0; i < 2 * PP_ARRAY_LEN(boots); i++) {
        struct pp_machine *machine = NULL;
        struct play play;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        test_add_rows(machine, PP_TCP, rows, PP_ARRAY_LEN(rows));
        test_add_rows(machine, PP_UDP, rows, PP_ARRAY_LEN(rows) / (i % 2 + 1));
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        play_steps(&play, machine, boots[i / 2], NULL);
        equal[i % 2] += play.outcome.block_counts[PP_UDP] ==
                        play.outcome.block_counts[PP_TCP];
        end_play(&play);
        pp_machine_free(machine);
    }
    cr_expect_eq(equal[0], PP_ARRAY_LEN(boots));
    cr_expect_lt(equal[1], PP_ARRAY_LEN(boots));
}

/* Where a port of the block is taken in UDP, UDP does without it. */
Test(engine, a_mirrored_block_needs_room_too)
{
    static const struct test_row tcp[] = {
        {50000, 50099, PP_NO, PP_OWNER_WINNAT}};
    static const struct test_row udp[] = {
        {49152, 60000, PP_YES, PP_OWNER_ADMINISTRATOR}};
    struct pp_machine *machine = NULL;
    struct play play;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, tcp, 1);
    test_add_rows(machine, PP_UDP, udp, 1);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    play_steps(&play, machine, "reboot; reboot", "udp-mirrors-tcp=yes");
    const struct pps_protocol_state *at = &play.state.protocols[PP_UDP];
    for (size_t i = 0; i < at->claim_count; i++) {
        cr_expect(at->claims[i].is_administered == PP_YES ||
                  at->claims[i].range.first > 60000);
    }
    end_play(&play);
    pp_machine_free(machine);
}

/* A refusal names what stands in the way. */
Test(engine, a_refusal_names_what_stands_in_the_way)
{
    static const struct {
        const char *steps;
        enum pps_clash_kind kind;
        struct pp_range range;
        uint64_t line;
    } rows[] = {
        {"reserve 55550", PPS_CLASH_CLAIM, {55500, 55599}, 15},
        {"reserve 3300+10", PPS_CLASH_SOCKET, {3306, 3306}, 0},
        {"bind 55550", PPS_CLASH_CLAIM, {55500, 55599}, 15},
        {"bind 3306", PPS_CLASH_SOCKET, {3306, 3306}, 0},
        {"unreserve 55500+100", PPS_CLASH_CLAIM, {55500, 55599}, 15},
        {"unreserve 50000+60", PPS_CLASH_CLAIM, {50000, 50099}, 14},
        {"unreserve 7000", PPS_CLASH_NONE, {0, 0}, 0},
        {"reserve 0", PPS_CLASH_NONE, {0, 0}, 0},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct play play;
        play_steps(&play, machine, rows[i].steps, NULL);
        const struct pps_clash *clash = &play.outcome.clash;
        cr_expect_eq(clash->kind, rows[i].kind, "row %zu", i);
        cr_expect(pp_range_equal(clash->range, rows[i].range), "row %zu", i);
        cr_expect_eq(clash->place.line, rows[i].line, "row %zu", i);
        end_play(&play);
    }
    pp_machine_free(machine);
}

static bool is_same_port(const struct pp_port_state *a,
                         const struct pp_port_state *b)
{
    return a->has_plain_exclusion == b->has_plain_exclusion &&
           a->has_administered_exclusion == b->has_administered_exclusion &&
           a->has_unclear_exclusion == b->has_unclear_exclusion &&
           a->is_mirrored == b->is_mirrored && a->is_in_use == b->is_in_use &&
           a->is_dynamic == b->is_dynamic &&
           a->is_table_known == b->is_table_known;
}

/* A state becomes a machine and back without loss. */
Test(engine, a_state_and_its_machine_say_the_same)
{
    struct pp_machine *machine = test_server_machine();
    struct pp_machine *again = NULL;
    struct play play;
    play_steps(
        &play,
        machine,
        "restart hns; reserve 7000; bind 7100; unreserve 50000+60 active",
        NULL);
    cr_assert_eq(pps_state_to_machine(&play.state, &again), PP_OK);
    struct pps_state back = {0};
    cr_assert_eq(pps_state_from_machine(again, &back), PP_OK);
    for (uint32_t p = 1; p <= PP_PORT_MAX; p++) {
        struct pp_port_state a =
            pps_state_port(&play.state, PP_TCP, (uint16_t)p);
        struct pp_port_state b = pps_state_port(&back, PP_TCP, (uint16_t)p);
        cr_expect(is_same_port(&a, &b), "port %u", p);
    }
    pps_state_done(&back);
    end_play(&play);
    pp_machine_free(again);
    pp_machine_free(machine);
}

Test(engine, assumptions_are_set_by_name_or_number)
{
    static const struct {
        const char *setting;
        enum pp_status status;
    } rows[] = {
        {"delete-foreign=removed", PP_OK},
        {"U-13=removed", PP_OK},
        {"u-13 = Removed", PP_OK},
        {"Delete_Foreign=REMOVED", PP_OK},
        {"delete-foreign", PP_ERR_FORMAT},
        {"delete-foreign=", PP_ERR_INVALID},
        {"delete-foreign=maybe", PP_ERR_INVALID},
        {"nonsense=yes", PP_ERR_INVALID},
        {"-=system", PP_ERR_INVALID},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_assumptions assumptions = {{0}};
        cr_expect_eq(
            pp_assumptions_set(&assumptions, pp_sv_from(rows[i].setting), NULL),
            rows[i].status,
            "row %zu",
            i);
        cr_expect_eq(assumptions.chosen[PP_ASSUME_DELETE_FOREIGN] ==
                         PP_DELETE_FOREIGN_REMOVED,
                     rows[i].status == PP_OK,
                     "row %zu",
                     i);
    }
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    cr_assert_eq(count, PP_ASSUMPTION_COUNT);
    for (size_t i = 0; i < count; i++) {
        cr_expect(infos[i].name != NULL && infos[i].values[0] != '\0' &&
                      infos[i].evidence != NULL && infos[i].question != NULL,
                  "row %zu",
                  i);
    }
}
