/* Can these ports be bound, and what to do if not. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/check.h"
#include "portplan/port_list.h"

#include "check/check_text.h"
#include "check/registrant.h"
#include "files.h"
#include "machines.h"
#include "summary.h"

static struct pp_port_list list_of(const char *text)
{
    struct pp_port_list list = {0};
    struct pp_sv item = {NULL, 0};
    const char *why = NULL;
    cr_assert_eq(pp_port_list_parse(pp_sv_from(text), &list, &item, &why),
                 PP_OK,
                 "%s: %s",
                 text,
                 why);
    return list;
}

static struct pp_check *
run(const struct pp_machine *machine, const char *ports, enum pp_bind_kind kind)
{
    struct pp_port_list list = list_of(ports);
    struct pp_check *check = NULL;
    cr_assert_eq(
        pp_check_run(
            machine, &list, &(struct pp_check_options){.kind = kind}, &check),
        PP_OK);
    pp_port_list_done(&list);
    return check;
}

/* The spans as "1000-1099 blocked 10013, 1100 free". */
static const char *describe(const struct pp_check *check)
{
    static struct pp_buf out;
    pp_buf_done(&out);
    pp_buf_init(&out, 100000);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    for (size_t i = 0; i < count; i++) {
        pp_buf_add_str(&out, i > 0 ? ", " : "");
        pp_range_print(&out, spans[i].range);
        if (spans[i].protocol == PP_UDP) {
            pp_buf_add_str(&out, "/udp");
        }
        pp_buf_printf(&out, " %s", pp_verdict_name(spans[i].verdict));
        if (spans[i].error != PP_WIN_OK) {
            pp_buf_printf(&out, " %d", (int)spans[i].error);
        }
    }
    return count > 0 ? out.data : "";
}

/* --- port lists -------------------------------------------------------------
 */

Test(port_list, takes_ports_ranges_counts_and_protocols)
{
    static const struct {
        const char *text;
        size_t count;
        struct pp_port_query last;
    } rows[] = {
        {"8080", 1, {{8080, 8080}, PP_TCP}},
        {"1-65535", 1, {{1, 65535}, PP_TCP}},
        {"55500-55599", 1, {{55500, 55599}, PP_TCP}},
        {"55500+100", 1, {{55500, 55599}, PP_TCP}},
        {"53/udp", 1, {{53, 53}, PP_UDP}},
        {"53/UDP", 1, {{53, 53}, PP_UDP}},
        {"8080,50051/tcp,55500+100/udp", 3, {{55500, 55599}, PP_UDP}},
        {" 1 , 2 ", 2, {{2, 2}, PP_TCP}},
        {"5,5", 2, {{5, 5}, PP_TCP}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_port_list list = list_of(rows[i].text);
        cr_assert_eq(list.count, rows[i].count, "%s", rows[i].text);
        const struct pp_port_query *last = &list.items[list.count - 1];
        cr_expect(pp_range_equal(last->range, rows[i].last.range),
                  "%s",
                  rows[i].text);
        cr_expect_eq(last->protocol, rows[i].last.protocol);
        pp_port_list_done(&list);
        cr_expect_null(list.items);
    }
}

Test(port_list, says_which_item_is_wrong_and_why)
{
    static const struct {
        const char *text;
        const char *item;
        const char *why; /* a word of it */
    } rows[] = {
        {"", "", ""},
        {",", "", ""},
        {"80,", "", ""},
        {"80,,90", "", ""},
        {"0", "0", "0"},
        {"65536", "65536", "65535"},
        {"80,55506-555605", "55506-555605", "65535"},
        {"200-100", "200-100", "start"},
        {"100+0", "100+0", ""},
        {"65535+2", "65535+2", "65535"},
        {"http", "http", "number"},
        {"80x", "80x", ""},
        {"80/", "80/", "tcp or udp"},
        {"80/sctp", "80/sctp", "tcp or udp"},
        {"80/tcp/udp", "80/tcp/udp", "tcp or udp"},
        {"/tcp", "/tcp", ""},
        {"80,x/tcp,y", "x/tcp", "number"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_port_list list = {0};
        struct pp_sv item = PP_SV("unset");
        const char *why = NULL;
        cr_assert_eq(
            pp_port_list_parse(pp_sv_from(rows[i].text), &list, &item, &why),
            PP_ERR_FORMAT,
            "%s",
            rows[i].text);
        cr_expect_null(list.items);
        cr_expect(pp_sv_equal(item, pp_sv_from(rows[i].item)),
                  "'%s': '%.*s'",
                  rows[i].text,
                  PP_SV_ARGS(item));
        cr_assert_not_null(why);
        cr_expect_not_null(
            strstr(why, rows[i].why), "'%s': %s", rows[i].text, why);
    }
}

Test(port_list, is_not_longer_than_there_are_ports)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    pp_buf_add_str(&text, "1");
    for (int i = 0; i < 65536; i++) {
        pp_buf_add_str(&text, ",1");
    }
    struct pp_port_list list = {0};
    struct pp_sv item;
    const char *why = NULL;
    cr_expect_eq(pp_port_list_parse(pp_buf_view(&text), &list, &item, &why),
                 PP_ERR_LIMIT);
    pp_buf_done(&text);
}

/* --- the seed: the document that the project began with ---------------------
 */

static struct pp_machine *seed_machine(void)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 20);
    cr_assert(pp_test_read_file("fixtures/documented/hyper-v.txt", &text));
    struct pp_load *load = pp_test_load_bytes(pp_buf_view(&text));
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    pp_load_free(load);
    pp_buf_done(&text);
    return machine;
}

Test(check, the_seed_s_questions)
{
    static const struct {
        const char *ports;
        enum pp_bind_kind kind;
        const char *answer;
        bool is_yes;
    } rows[] = {
        {"55555", PP_BIND_PLAIN, "55555 blocked 10013", false},
        {"55555", PP_BIND_HTTP_SYS, "55555 blocked 32", false},
        {"50050", PP_BIND_PLAIN, "50050 reserved", true},
        {"50050", PP_BIND_EXCLUSIVE, "50050 reserved", true},
        {"50050", PP_BIND_HTTP_SYS, "50050 blocked 32", false},
        {"50050", PP_BIND_CONTAINER, "50050 blocked 32", false},
        {"50050", PP_BIND_RESERVATION, "50050 blocked 32", false},
        {"50050", PP_BIND_QUIC, "50050 blocked 10048", false},
        {"53/udp", PP_BIND_PLAIN, "53/udp unknown", false},
    };
    struct pp_machine *machine = seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_check *check = run(machine, rows[i].ports, rows[i].kind);
        cr_expect_str_eq(describe(check), rows[i].answer, "row %zu", i);
        cr_expect_eq(pp_check_is_yes(check), rows[i].is_yes, "row %zu", i);
        pp_check_free(check);
    }
    struct pp_check *check = run(machine, "55555", PP_BIND_PLAIN);
    size_t count = 0;
    const struct pp_check_span *span = pp_check_spans(check, &count);
    cr_assert_eq(count, 1);
    cr_assert_eq(span->exclusion_count, 1);
    cr_expect_eq(span->exclusions[0]->range.first, 55500);
    cr_expect_eq(span->exclusions[0]->range.last, 55599);
    cr_expect_eq(span->exclusions[0]->is_administered, PP_NO);
    cr_expect_eq(span->exclusions[0]->owner, PP_OWNER_WINNAT);
    cr_expect_geq(span->exclusions[0]->place.line, 1);
    cr_expect_neq(span->free_below, 0);
    cr_expect_neq(span->free_above, 0);
    pp_check_free(check);
    pp_machine_free(machine);
}

/* --- spans -------------------------------------------------------------------
 */

Test(check, a_range_is_cut_where_the_claims_change)
{
    static const struct {
        const char *ports;
        const char *answer;
    } rows[] = {
        {"999", "999 free"},
        {"990-1109",
         "990-999 free, 1000-1099 blocked 10013, 1100-1109 reserved"},
        {"1000-1099", "1000-1099 blocked 10013"},
        {"1050", "1050 blocked 10013"},
        {"1099-1100", "1099 blocked 10013, 1100 reserved"},
        {"1190-1210", "1190-1199 reserved, 1200 in-use 10048, 1201-1210 free"},
        {"1999-2001", "1999 free, 2000-2001 at-risk"},
        {"2099-2101", "2099 at-risk, 2100-2101 free"},
        {"1-65535",
         "1-999 free, 1000-1099 blocked 10013, 1100-1199 reserved, "
         "1200 in-use 10048, 1201-1999 free, 2000-2099 at-risk, "
         "2100-2999 free, 3000-3010 unknown, 3011-65535 free"},
        {"1050,999,1050", "1050 blocked 10013, 999 free, 1050 blocked 10013"},
        {"1050/udp", "1050/udp unknown"},
        {"3005", "3005 unknown"},
        {"65535", "65535 free"},
        {"1", "1 free"},
    };
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "1000-1099 1100-1199* 3000-3010?",
        .sockets = "1200 1200",
        .dynamic = {2000, 2099},
        .basis = PP_BASIS_CAPTURED,
    });
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_check *check = run(machine, rows[i].ports, PP_BIND_PLAIN);
        cr_expect_str_eq(describe(check), rows[i].answer, "%s", rows[i].ports);
        pp_check_free(check);
    }
    pp_machine_free(machine);
}

Test(check, of_many_rows_on_a_port_it_keeps_those_that_decide)
{
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "1000-1999* 1010-1990* 1020-1980* 1030-1970* 1040-1960* "
                      "1050-1950* 1500-1500",
        .dynamic = {49152, 65535},
        .basis = PP_BASIS_CAPTURED,
    });
    static const struct {
        const char *port;
        size_t kept;
        size_t total;
        enum pp_tri is_administered; /* of those kept */
    } rows[] = {
        {"1035", 4, 4, PP_YES},
        {"1045", 4, 5, PP_YES},
        {"1500", 1, 7, PP_NO},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_check *check = run(machine, rows[i].port, PP_BIND_PLAIN);
        size_t count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &count);
        cr_assert_eq(count, 1, "row %zu", i);
        cr_expect_eq(span->exclusion_count, rows[i].kept, "row %zu", i);
        cr_expect_eq(span->exclusion_total, rows[i].total, "row %zu", i);
        for (size_t k = 0; k < span->exclusion_count; k++) {
            cr_expect_eq(span->exclusions[k]->is_administered,
                         rows[i].is_administered,
                         "row %zu",
                         i);
        }
        pp_check_free(check);
    }
    pp_machine_free(machine);
}

/* As many as there can be, each inside the one before. */
Test(check, rows_inside_each_other_are_answered_port_by_port)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    pp_machine_set_table_seen(machine, PP_TCP);
    for (uint32_t i = 0; i < 65535; i++) {
        const struct pp_exclusion row = {
            .range = {(uint16_t)(1 + i / 2), (uint16_t)(65535 - (i + 1) / 2)},
            .is_administered = PP_NO,
        };
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &row), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pp_check *check = run(machine, "1-65535", PP_BIND_PLAIN);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    size_t rows = 0;
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(spans[i].verdict, PP_VERDICT_BLOCKED, "span %zu", i);
        rows += spans[i].exclusion_total * pp_range_count(spans[i].range);
    }
    /* The rows have 65535, 65534, ..., 1 ports. */
    cr_expect_eq(rows, (size_t)65535 * 65536 / 2);
    pp_check_free(check);
    pp_machine_free(machine);
}

Test(check, a_row_whose_star_was_lost_counts_by_its_owner)
{
    static const struct {
        const char *row;
        const char *plain;
        const char *quic;
    } rows[] = {
        {"50000-50059?", "reserved", "blocked 10048"},      /* HNS's own */
        {"50000-50099?", "blocked 10013", "blocked 10048"}, /* winnat's */
        {"50000-50063?", "blocked 10013", "blocked 10048"}, /* 64 */
        {"50000-50000?", "unknown", "blocked 10048"},
        {"50000-50222?", "unknown", "blocked 10048"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = pp_test_machine(
            &(struct pp_test_machine){.exclusions = rows[i].row});
        for (int k = 0; k < 2; k++) {
            struct pp_check *check =
                run(machine, "50000", k == 0 ? PP_BIND_PLAIN : PP_BIND_QUIC);
            char expected[40];
            (void)snprintf(expected,
                           sizeof(expected),
                           "50000 %s",
                           k == 0 ? rows[i].plain : rows[i].quic);
            cr_expect_str_eq(describe(check), expected, "%s", rows[i].row);
            pp_check_free(check);
        }
        pp_machine_free(machine);
    }
}

/* --- advice ------------------------------------------------------------------
 */

struct advice_case {
    const char *label;
    struct pp_test_machine machine;
    enum pp_bind_kind kind;
    const char *first;  /* a part of the first sentence; NULL: no advice */
    const char *second; /* a part of the second; NULL: none */
};

static void check_advice(const struct advice_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_machine *machine = pp_test_machine(&rows[i].machine);
        struct pp_check *check = run(machine, "5000", rows[i].kind);
        size_t span_count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &span_count);
        cr_assert_eq(span_count, 1);
        size_t expected = (rows[i].first != NULL) + (rows[i].second != NULL);
        cr_assert_eq(span->advice_count,
                     expected,
                     "%s: %zu",
                     rows[i].label,
                     span->advice_count);
        cr_expect(expected < 1 ||
                      strstr(span->advice[0], rows[i].first) != NULL,
                  "%s: %s",
                  rows[i].label,
                  span->advice[0]);
        cr_expect(expected < 2 ||
                      strstr(span->advice[1], rows[i].second) != NULL,
                  "%s: %s",
                  rows[i].label,
                  span->advice[1]);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

Test(check, every_answer_that_is_not_free_comes_with_advice)
{
    static const struct pp_range low = {4000, 6000};
    const struct advice_case rows[] = {
        {"free", {.exclusions = ""}, PP_BIND_PLAIN, NULL, NULL},
        {"a block of winnat's",
         {.exclusions = "4950-5049"},
         PP_BIND_PLAIN,
         "stop winnat, reserve 5000, start winnat",
         "outside the dynamic range"},
        {"a block, for http.sys",
         {.exclusions = "4950-5049"},
         PP_BIND_HTTP_SYS,
         "restart winnat until the block is elsewhere",
         "outside the dynamic range"},
        {"an administered range, for http.sys",
         {.exclusions = "4990-5010*"},
         PP_BIND_HTTP_SYS,
         "http.sys cannot use a port in an administered exclusion; remove it "
         "first: netsh int ipv4 delete excludedportrange protocol=tcp "
         "startport=4990 numberofports=21",
         "outside the dynamic range"},
        {"a load balancer",
         {.exclusions = "4990-5053"},
         PP_BIND_PLAIN,
         "load balancer",
         "outside the dynamic range"},
        {"nobody knows whose",
         {.exclusions = "4990-5010"},
         PP_BIND_PLAIN,
         "find what holds it",
         "outside the dynamic range"},
        {"no port below",
         {.exclusions = "1-5010"},
         PP_BIND_PLAIN,
         "find what holds it",
         ", the nearest good one outside"},
        {"no port above",
         {.exclusions = "4990-65535"},
         PP_BIND_PLAIN,
         "find what holds it",
         ", the nearest good one outside"},
        {"no port anywhere",
         {.exclusions = "1-65535"},
         PP_BIND_PLAIN,
         "find what holds it",
         NULL},
        {"reserved",
         {.exclusions = "4990-5010*"},
         PP_BIND_PLAIN,
         "a program's plain bind works",
         NULL},
        {"at risk",
         {.exclusions = "", .dynamic = low, .basis = PP_BASIS_CAPTURED},
         PP_BIND_PLAIN,
         "netsh int ipv4 add excludedportrange protocol=tcp startport=5000 "
         "numberofports=1",
         NULL},
        {"at risk, for QUIC",
         {.exclusions = "", .dynamic = low, .basis = PP_BASIS_CAPTURED},
         PP_BIND_QUIC,
         "use a port outside the dynamic range",
         NULL},
        {"in use",
         {.exclusions = "", .sockets = "5000"},
         PP_BIND_PLAIN,
         "process id 1234",
         NULL},
        {"unknown",
         {.exclusions = NULL},
         PP_BIND_PLAIN,
         "show excludedportrange protocol=tcp",
         NULL},
        {"unknown for a lost star",
         {.exclusions = "5000-5000?"},
         PP_BIND_PLAIN,
         "paste the table with its `*` column",
         NULL},
    };
    check_advice(rows, PP_ARRAY_LEN(rows));
}

Test(check, a_port_held_on_single_addresses_leaves_the_wildcard)
{
    const struct advice_case rows[] = {
        {"in use on one address",
         {.exclusions = "", .sockets = "5000@127.0.0.1 5000@127.0.0.1"},
         PP_BIND_PLAIN,
         "process id 1234",
         "or bind 0.0.0.0 alongside it: only 127.0.0.1 is held; connections to "
         "that address stay with its holder"},
        {"in use on several addresses",
         {.exclusions = "", .sockets = "5000@127.0.0.1 5000@10.0.0.7"},
         PP_BIND_REUSE,
         "process id 1234",
         "only single addresses are held, 127.0.0.1 among them"},
        {"in use on one address, for an exclusive bind",
         {.exclusions = "", .sockets = "5000@127.0.0.1"},
         PP_BIND_EXCLUSIVE,
         "process id 1234",
         NULL},
        {"in use on one address and on all",
         {.exclusions = "", .sockets = "5000@127.0.0.1 5000"},
         PP_BIND_PLAIN,
         "process id 1234",
         NULL},
        {"in use on one address, for http.sys",
         {.exclusions = "", .sockets = "5000@127.0.0.1"},
         PP_BIND_HTTP_SYS,
         "process id 1234",
         NULL},
    };
    check_advice(rows, PP_ARRAY_LEN(rows));
}

/* One program is named; with a second, or one not known, nobody is. */
Test(check, who_registered_urls_is_told_if_it_is_one)
{
    static const struct pp_reservation urls[] = {
        {.kind = PP_RESERVED_URL},
        {.kind = PP_RESERVED_URL,
         .is_registered = true,
         .has_pid = true,
         .pid = 12,
         .process = PP_SV_INIT("x.exe")},
        {.kind = PP_RESERVED_URL,
         .is_registered = true,
         .has_pid = true,
         .pid = 13,
         .process = PP_SV_INIT("x.exe")},
        {.kind = PP_RESERVED_URL, .is_registered = true},
    };
    static const struct {
        size_t first, second, found; /* of `urls`; found 0: none */
    } rows[] = {
        {1, 0, 1}, {1, 1, 1}, {1, 2, 0}, {1, 3, 0}, {3, 1, 0}, {0, 0, 0}};
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pp_reservation *both[] = {&urls[rows[i].first],
                                               &urls[rows[i].second]};
        const struct pp_check_span span = {.reservations = both,
                                           .reservation_count = 2};
        const struct pp_reservation *found = pp_registrant_of(&span);
        cr_expect_eq(found, rows[i].found > 0 ? &urls[rows[i].found] : NULL);
    }
}

/* A machine may be made without the parsers, which take no such name. */
Test(check, a_name_like_a_command_stays_out_of_the_advice)
{
    static const char *const names[] = {"x.exe", "x: netsh int ipv4 reset"};
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        pp_machine_set_table_seen(machine, PP_TCP);
        const struct pp_exclusion exclusion = {
            .range = {5000, 5000},
            .is_administered = PP_NO,
            .owner = PP_OWNER_HTTP_SYS,
            .reason = "said so",
        };
        const struct pp_reservation url = {
            .range = {5000, 5000},
            .kind = PP_RESERVED_URL,
            .text = PP_SV("http://+:5000/"),
            .is_registered = true,
            .process = pp_sv_from(names[i]),
        };
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &exclusion),
                     PP_OK);
        cr_assert_eq(pp_machine_add_reservation(machine, PP_TCP, &url), PP_OK);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pp_check *check = run(machine, "5000", PP_BIND_PLAIN);
        size_t count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &count);
        cr_expect_eq(strstr(span->advice[0], names[i]) != NULL, i == 0);
        cr_expect_null(span->commands[0]);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

/* Owners that a table alone never shows. */
Test(check, advice_knows_every_owner)
{
    static const struct {
        enum pp_owner owner;
        const char *word;
    } rows[] = {
        {PP_OWNER_HTTP_SYS, "servicestate view=requestq names its"},
        {PP_OWNER_WSL_MIRRORED, "ignoredPorts"},
        {PP_OWNER_PUBLISHED_PORT, "docker ps"},
        {PP_OWNER_PERSISTENT_API, "find what holds it"},
        {PP_OWNER_UNKNOWN, "find what holds it"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        pp_machine_set_table_seen(machine, PP_TCP);
        const struct pp_exclusion exclusion = {
            .range = {5000, 5000},
            .is_administered = PP_NO,
            .owner = rows[i].owner,
            .reason = "said so",
        };
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &exclusion),
                     PP_OK);
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pp_check *check = run(machine, "5000", PP_BIND_PLAIN);
        size_t count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &count);
        cr_expect_eq(span->verdict, PP_VERDICT_BLOCKED);
        cr_expect_not_null(strstr(span->advice[0], rows[i].word),
                           "%s: %s",
                           pp_owner_name(rows[i].owner),
                           span->advice[0]);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

Test(check, a_program_without_a_process_id_is_to_be_found)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    const struct pp_socket socket = {.port = 5000};
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pp_check *check = run(machine, "5000", PP_BIND_PLAIN);
    size_t count = 0;
    const struct pp_check_span *span = pp_check_spans(check, &count);
    cr_expect_eq(span->verdict, PP_VERDICT_IN_USE);
    cr_assert_eq(span->socket_count, 1);
    cr_expect_eq(span->sockets[0]->port, 5000);
    cr_expect_not_null(strstr(span->advice[0], "stop the program"));
    pp_check_free(check);
    pp_machine_free(machine);
    pp_check_free(NULL);
}

/* What holds the port is kept, wherever it is among many that do not. */
Test(check, of_many_sockets_on_a_port_it_keeps_few_and_the_holder_first)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    struct pp_socket socket = {.port = 5000, .state = PP_SV("time-wait")};
    for (int i = 0; i < 16384; i++) {
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
    socket.state = PP_SV("listening");
    socket.has_pid = true;
    socket.pid = 4711;
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    struct pp_check *check = run(machine, "5000,5001", PP_BIND_PLAIN);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    cr_assert_eq(count, 2);
    cr_expect_eq(spans[0].verdict, PP_VERDICT_IN_USE);
    cr_expect_eq(spans[0].socket_count, PP_CHECK_MAX_SOCKETS);
    cr_expect_eq(spans[0].socket_total, 16385);
    cr_expect_eq(spans[0].sockets[0]->pid, 4711);
    cr_expect_eq(spans[1].socket_total, 0);
    cr_expect(spans[1].has_netstat);
    struct pp_buf text;
    const struct pp_style style = pp_style_plain();
    const struct pp_show show = {.machine = machine};
    pp_buf_init(&text, 1 << 20);
    pp_check_text(&text, &style, check, &show);
    cr_expect_not_null(
        strstr(text.data, "and 16,381 more sockets in TIME_WAIT\n"));
    pp_buf_done(&text);
    pp_check_free(check);
    pp_machine_free(machine);
}

/* "netstat shows no owner" takes a netstat, of the protocol. */
Test(check, no_owner_is_shown_only_where_netstat_was_captured)
{
    static const char *const sockets[] = {NULL, "135"};
    for (size_t i = 0; i < PP_ARRAY_LEN(sockets); i++) {
        struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
            .exclusions = "2000-2099",
            .sockets = sockets[i],
            .dynamic = {1024, 15000},
            .basis = PP_BASIS_CAPTURED,
        });
        struct pp_check *check = run(machine, "2050", PP_BIND_PLAIN);
        struct pp_buf text;
        const struct pp_style style = pp_style_plain();
        const struct pp_show show = {.machine = machine};
        pp_buf_init(&text, 1 << 20);
        pp_check_text(&text, &style, check, &show);
        cr_expect_eq(strstr(text.data, "netstat") != NULL, i == 1);
        pp_buf_done(&text);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

/* --- addresses ---------------------------------------------------------------
 */

struct address_row {
    const char *ports;
    const char *address; /* NULL: none */
    enum pp_bind_kind kind;
    const char *assumption; /* NULL: the defaults */
    const char *answer;
};

static struct pp_check *ask(const struct pp_machine *machine,
                            const struct address_row *row)
{
    struct pp_check_options options = {.kind = row->kind};
    struct pp_port_list list = list_of(row->ports);
    struct pp_check *check = NULL;
    if (row->address != NULL) {
        cr_assert(pp_address_parse(pp_sv_from(row->address), &options.address));
    }
    if (row->assumption != NULL) {
        cr_assert_eq(pp_assumptions_set(&options.assumptions,
                                        pp_sv_from(row->assumption),
                                        NULL),
                     PP_OK);
    }
    cr_assert_eq(pp_check_run(machine, &list, &options, &check), PP_OK);
    pp_port_list_done(&list);
    return check;
}

Test(check, an_address_is_answered_by_the_tables)
{
    static const struct address_row rows[] = {
        /* clang-format off */
        /* 80 is held on all IPv4 addresses, 81 on one, 82 inside a `*` row. */
        {"80", NULL, PP_BIND_PLAIN, NULL, "80 in-use 10048"},
        {"80", "0.0.0.0", PP_BIND_PLAIN, NULL, "80 in-use 10048"},
        {"80", "127.0.0.1", PP_BIND_PLAIN, NULL, "80 free"},
        {"80", "127.0.0.1", PP_BIND_PLAIN, "holder-user=other", "80 in-use 10013"},
        {"80", "127.0.0.1", PP_BIND_PLAIN, "holder-options=exclusive", "80 in-use 10013"},
        {"80", "0.0.0.0", PP_BIND_REUSE, NULL, "80 in-use 10013"},
        {"80", "0.0.0.0", PP_BIND_REUSE, "holder-options=reuse", "80 free"},
        {"80", "::1", PP_BIND_EXCLUSIVE, NULL, "80 free"},
        {"80", "::", PP_BIND_PLAIN, NULL, "80 in-use 10048"},
        {"81", NULL, PP_BIND_PLAIN, NULL, "81 in-use 10048"},
        {"81", "127.0.0.1", PP_BIND_PLAIN, NULL, "81 in-use 10048"},
        {"81", "127.0.0.2", PP_BIND_PLAIN, NULL, "81 free"},
        {"81", "0.0.0.0", PP_BIND_PLAIN, NULL, "81 free"},
        {"81", "0.0.0.0", PP_BIND_EXCLUSIVE, NULL, "81 in-use 10048"},
        {"81", "::", PP_BIND_EXCLUSIVE, NULL, "81 in-use 10013"},
        {"81", "127.0.0.2", PP_BIND_HTTP_SYS, NULL, "81 in-use 32"},
        {"82", "0.0.0.0", PP_BIND_PLAIN, NULL, "82 reserved"},
        {"82", "10.0.0.7", PP_BIND_PLAIN, NULL, "82 in-use 10048"},
        {"79-82", "127.0.0.1", PP_BIND_PLAIN, NULL, "79 free, 80 free, 81 in-use 10048, 82 reserved"},
        /* clang-format on */
    };
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "82-82*",
        .sockets = "80 81@127.0.0.1 82@10.0.0.7",
    });
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_check *check = ask(machine, &rows[i]);
        cr_expect_str_eq(describe(check), rows[i].answer, "row %zu", i);
        pp_check_free(check);
    }
    pp_machine_free(machine);
}

/* What is bound beside a holder comes with a word on whose connections are
 * whose. */
Test(check, a_wildcard_beside_an_address_comes_with_a_word)
{
    static const struct address_row row = {
        "81", "0.0.0.0", PP_BIND_PLAIN, NULL, NULL};
    struct pp_machine *machine = pp_test_machine(
        &(struct pp_test_machine){.exclusions = "", .sockets = "81@127.0.0.1"});
    struct pp_check *check = ask(machine, &row);
    size_t count = 0;
    const struct pp_check_span *span = pp_check_spans(check, &count);
    cr_assert_eq(span->advice_count, 1);
    cr_expect_str_eq(span->advice[0],
                     "only 127.0.0.1 is held; connections to that address "
                     "stay with its holder");
    pp_check_free(check);
    pp_machine_free(machine);
}

/* What netstat does not show may turn a yes into a no: then it is said. */
Test(check, a_yes_that_rests_on_assumptions_says_so)
{
    static const struct {
        struct address_row question;
        bool rests;
    } rows[] = {
        {{"80", "127.0.0.1", PP_BIND_PLAIN, NULL, "80 free"}, true},
        {{"80", "::1", PP_BIND_PLAIN, NULL, "80 free"}, false},
        {{"81", "0.0.0.0", PP_BIND_PLAIN, NULL, "81 free"}, false},
        {{"81", "127.0.0.2", PP_BIND_PLAIN, NULL, "81 free"}, false},
        {{"81", "127.0.0.1", PP_BIND_REUSE, "holder-options=reuse", "81 free"},
         true},
        {{"80", "0.0.0.0", PP_BIND_PLAIN, NULL, "80 in-use 10048"}, false},
        {{"79", "0.0.0.0", PP_BIND_PLAIN, NULL, "79 free"}, false},
    };
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "", .sockets = "80 81@127.0.0.1"});
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_check *check = ask(machine, &rows[i].question);
        size_t count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &count);
        cr_expect_str_eq(
            describe(check), rows[i].question.answer, "row %zu", i);
        cr_expect_eq(span->rests_on_holders, rows[i].rests, "row %zu", i);
        cr_expect(!rows[i].rests || strstr(span->advice[span->advice_count - 1],
                                           "the answer is no") != NULL);
        pp_check_free(check);
    }
    pp_machine_free(machine);
}

/* A machine of this system, with port 82 held inside an administered
 * exclusion, and the port 83 in WSL's block. */
static struct pp_machine *system_machine(const struct pp_fact *facts,
                                         size_t count)
{
    struct pp_machine *machine = NULL;
    const struct pp_exclusion rows[] = {
        {.range = {82, 82},
         .is_administered = PP_YES,
         .owner = PP_OWNER_ADMINISTRATOR,
         .reason = "said so"},
        {.range = {83, 83},
         .is_administered = PP_NO,
         .owner = PP_OWNER_WSL_MIRRORED,
         .reason = "said so"},
    };
    const struct pp_socket socket = {.port = 82, .address = PP_SV("0.0.0.0")};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    pp_machine_set_table_seen(machine, PP_TCP);
    for (size_t i = 0; i < count; i++) {
        cr_assert_eq(pp_machine_add_fact(machine, &facts[i]), PP_OK);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &rows[i]),
                     PP_OK);
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_UDP, &rows[i]),
                     PP_OK);
    }
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

Test(check, the_system_decides_too)
{
    static const struct {
        const char *os; /* of version 6.3 or 5.1 */
        uint32_t hotfix;
        struct address_row question;
    } rows[] = {
        /* clang-format off */
        {"Windows Server 2012 R2", 0, {"82", "0.0.0.0", PP_BIND_REUSE, "holder-options=reuse", "82 in-use 10013"}},
        {"Windows Server 2012 R2", 3039044, {"82", "0.0.0.0", PP_BIND_REUSE, "holder-options=reuse", "82 reserved"}},
        {"Windows 8.1", 0, {"82", "0.0.0.0", PP_BIND_REUSE, "holder-options=reuse", "82 reserved"}},
        {"XP", 0, {"82", "0.0.0.0", PP_BIND_REUSE, NULL, "82 reserved"}},
        {"XP", 0, {"82", "127.0.0.1", PP_BIND_PLAIN, NULL, "82 in-use 10048"}},
        {"Windows 8.1", 0, {"82", "127.0.0.1", PP_BIND_PLAIN, NULL, "82 reserved"}},
        {"Windows 8.1", 0, {"83", NULL, PP_BIND_PLAIN, NULL, "83 blocked 10013"}},
        {"Windows 8.1", 0, {"83/udp", NULL, PP_BIND_PLAIN, NULL, "83/udp blocked 10048"}},
        {"Windows 8.1", 0, {"83", NULL, PP_BIND_PLAIN, "mirrored-bind=10048", "83 blocked 10048"}},
        {"Windows 8.1", 0, {"83/udp", NULL, PP_BIND_PLAIN, "mirrored-bind=10013", "83/udp blocked 10013"}},
        /* clang-format on */
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        bool is_xp = strcmp(rows[i].os, "XP") == 0;
        const struct pp_fact facts[] = {
            {.kind = PP_FACT_OS,
             .as.os = {.major = is_xp ? 5 : 6,
                       .minor = is_xp ? 1 : 3,
                       .build = is_xp ? 2600 : 9600,
                       .name = pp_sv_from(rows[i].os)}},
            {.kind = PP_FACT_HOTFIX, .as.hotfix.number = rows[i].hotfix},
        };
        struct pp_machine *machine = system_machine(facts, 2);
        struct pp_check *check = ask(machine, &rows[i].question);
        cr_expect_str_eq(
            describe(check), rows[i].question.answer, "row %zu", i);
        size_t count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &count);
        cr_expect_eq(span->is_reuse_defect, i == 0, "row %zu", i);
        cr_expect(i != 0 || strstr(span->advice[0], "KB3039044") != NULL);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

/* Only a yes can be wrong about WSL's next places; its usual one is unknown. */
Test(check, wsl_s_usual_block_is_unknown_and_its_next_places_have_a_caveat)
{
    const struct pp_fact mirrored = {
        .kind = PP_FACT_SETTING,
        .as.setting = {PP_SV("wslconfig"),
                       PP_SV("networkingMode"),
                       PP_SV("mirrored")},
    };
    for (size_t with = 0; with < 2; with++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        pp_machine_set_table_seen(machine, PP_TCP);
        if (with == 1) {
            cr_assert_eq(pp_machine_add_fact(machine, &mirrored), PP_OK);
        }
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        struct pp_check *check =
            run(machine, "81,40525,44620,48715-48716", PP_BIND_PLAIN);
        size_t count = 0;
        const struct pp_check_span *spans = pp_check_spans(check, &count);
        cr_expect_str_eq(
            describe(check),
            with == 0 ? "81 free, 40525 free, 44620 free, 48715-48716 free"
                      : "81 free, 40525 free, 44620 unknown, 48715 unknown, "
                        "48716 free");
        cr_expect_not(spans[0].is_mirrored, "far from WSL's places");
        cr_expect_eq(spans[1].is_mirrored, with == 1);
        cr_expect_not(spans[2].is_mirrored);
        pp_check_free(check);
        pp_machine_free(machine);
    }
}

Test(check, no_ports_are_no_spans)
{
    struct pp_machine *machine =
        pp_test_machine(&(struct pp_test_machine){.exclusions = ""});
    const struct pp_port_list none = {0};
    struct pp_check *check = NULL;
    cr_assert_eq(
        pp_check_run(machine, &none, &(struct pp_check_options){0}, &check),
        PP_OK);
    size_t count = 1;
    (void)pp_check_spans(check, &count);
    cr_expect_eq(count, 0);
    pp_check_free(check);
    pp_machine_free(machine);
}
