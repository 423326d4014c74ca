/* The machine: what the facts add up to. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "machines.h"
#include "model/attribute.h"
#include "summary.h"

static const struct pp_dynamic captured = {
    {49152, 65535}, PP_BASIS_CAPTURED, "as captured", {0, 1, 1}};
static const struct pp_dynamic assumed = {
    {49152, 65535}, PP_BASIS_ASSUMED, "assumed", {0, 0, 0}};

/* Who reserves what, by the shape of the row. */
struct owner_case {
    const char *label;
    struct pp_range range;
    enum pp_tri star;
    enum pp_owner owner;
    enum pp_confidence confidence;
    enum pp_confidence if_assumed; /* the dynamic range is */
};

#define CERTAIN PP_CONFIDENCE_CERTAIN
#define LIKELY  PP_CONFIDENCE_LIKELY
#define NONE    PP_CONFIDENCE_NONE

static void expect_owner(const struct owner_case *row)
{
    for (int is_assumed = 0; is_assumed < 2; is_assumed++) {
        struct pp_exclusion exclusion = {
            .range = row->range,
            .is_administered = row->star,
        };
        pp_attribute_exclusion(&exclusion, is_assumed ? &assumed : &captured);
        cr_expect_eq(exclusion.owner,
                     row->owner,
                     "%s: %s",
                     row->label,
                     pp_owner_name(exclusion.owner));
        cr_expect_eq(exclusion.confidence,
                     is_assumed ? row->if_assumed : row->confidence,
                     "%s: %s",
                     row->label,
                     pp_confidence_name(exclusion.confidence));
        cr_expect_geq(strlen(exclusion.reason), 8, "%s", row->label);
    }
}

static void expect_owners(const struct owner_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        expect_owner(&rows[i]);
}

Test(machine, blocks_of_winnat_are_known_by_their_length)
{
    static const struct owner_case rows[] = {
        {"100 inside", {49670, 49769}, PP_NO, PP_OWNER_WINNAT, CERTAIN, LIKELY},
        {"100 at the first port",
         {49152, 49251},
         PP_NO,
         PP_OWNER_WINNAT,
         CERTAIN,
         LIKELY},
        {"100 at the last port",
         {65436, 65535},
         PP_NO,
         PP_OWNER_WINNAT,
         CERTAIN,
         LIKELY},
        {"100 outside", {1031, 1130}, PP_NO, PP_OWNER_WINNAT, LIKELY, LIKELY},
        {"100 across the start",
         {49102, 49201},
         PP_NO,
         PP_OWNER_WINNAT,
         LIKELY,
         LIKELY},
        {"10, as 1709 makes",
         {49670, 49679},
         PP_NO,
         PP_OWNER_WINNAT,
         LIKELY,
         LIKELY},
        {"100, star lost",
         {49670, 49769},
         PP_UNKNOWN,
         PP_OWNER_WINNAT,
         CERTAIN,
         LIKELY},
    };
    expect_owners(rows, PP_ARRAY_LEN(rows));
}

Test(machine, other_lengths_say_less)
{
    static const struct owner_case rows[] = {
        {"64, a load balancer",
         {49670, 49733},
         PP_NO,
         PP_OWNER_HNS_LOAD_BALANCER,
         LIKELY,
         LIKELY},
        {"a length nobody has",
         {50000, 50223},
         PP_NO,
         PP_OWNER_UNKNOWN,
         NONE,
         NONE},
        {"60 without a star",
         {50000, 50059},
         PP_NO,
         PP_OWNER_UNKNOWN,
         NONE,
         NONE},
    };
    expect_owners(rows, PP_ARRAY_LEN(rows));
}

Test(machine, single_ports_of_http_sys_are_known)
{
    static const struct owner_case rows[] = {
        {"80", {80, 80}, PP_NO, PP_OWNER_HTTP_SYS, LIKELY, LIKELY},
        {"443", {443, 443}, PP_NO, PP_OWNER_HTTP_SYS, LIKELY, LIKELY},
        {"UPnP", {2869, 2869}, PP_NO, PP_OWNER_HTTP_SYS, LIKELY, LIKELY},
        {"WSDAPI", {5357, 5357}, PP_NO, PP_OWNER_HTTP_SYS, LIKELY, LIKELY},
        {"WinRM", {5985, 5985}, PP_NO, PP_OWNER_HTTP_SYS, LIKELY, LIKELY},
        {"WinRM, local",
         {47001, 47001},
         PP_NO,
         PP_OWNER_HTTP_SYS,
         LIKELY,
         LIKELY},
        {"another single port",
         {28385, 28385},
         PP_NO,
         PP_OWNER_UNKNOWN,
         NONE,
         NONE},
    };
    expect_owners(rows, PP_ARRAY_LEN(rows));
}

Test(machine, a_star_means_hns_or_an_administrator)
{
    static const struct owner_case rows[] = {
        {"HNS's own",
         {50000, 50059},
         PP_YES,
         PP_OWNER_HNS_EXCLUDED_RANGE,
         CERTAIN,
         CERTAIN},
        {"HNS's own, star lost",
         {50000, 50059},
         PP_UNKNOWN,
         PP_OWNER_HNS_EXCLUDED_RANGE,
         LIKELY,
         LIKELY},
        {"another 60 with a star",
         {50100, 50159},
         PP_YES,
         PP_OWNER_ADMINISTRATOR,
         LIKELY,
         LIKELY},
        {"50000+100 with a star",
         {50000, 50099},
         PP_YES,
         PP_OWNER_ADMINISTRATOR,
         LIKELY,
         LIKELY},
        {"a single with a star",
         {80, 80},
         PP_YES,
         PP_OWNER_ADMINISTRATOR,
         LIKELY,
         LIKELY},
    };
    expect_owners(rows, PP_ARRAY_LEN(rows));
}

Test(machine, a_dynamic_range_is_assumed_that_holds_every_block)
{
    static const struct {
        const char *exclusions;
        struct pp_range dynamic;
    } rows[] = {
        {"", {49152, 65535}},
        {"49670-49769 50000-50059*", {49152, 65535}},
        {"5357-5357 47001-47001", {49152, 65535}}, /* singles prove nothing */
        {"1031-1130", {1024, 15000}},
        {"1031-1130 14901-15000", {1024, 15000}},
        {"1031-1130 14902-15001", {1024, 65534}},
        {"1031-1130 50060-50159", {1024, 65534}},
        {"1031-1094", {1024, 15000}},
        {"1031-1040", {1024, 15000}},
        {"1031-1131", {49152, 65535}},              /* 101 is no block */
        {"1031-1130* 49670-49769", {49152, 65535}}, /* an administrator's */
        {"100-199", {1024, 65534}},                 /* in none: the widest */
        {"65436-65535", {49152, 65535}},
        {"1031-1130 65436-65535", {1024, 65534}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = pp_test_machine(
            &(struct pp_test_machine){.exclusions = rows[i].exclusions});
        const struct pp_dynamic *dynamic = pp_machine_dynamic(machine, PP_TCP);
        cr_expect_eq(dynamic->basis, PP_BASIS_ASSUMED, "row %zu", i);
        cr_expect(pp_range_equal(dynamic->range, rows[i].dynamic),
                  "row %zu: %u-%u",
                  i,
                  dynamic->range.first,
                  dynamic->range.last);
        cr_expect_not_null(dynamic->reason);
        pp_machine_free(machine);
    }
}

static void
add_in_state(struct pp_machine *machine, const char *ports, const char *state)
{
    struct pp_sv rest = pp_sv_from(ports);
    while (rest.len > 0) {
        size_t end = pp_sv_find(rest, PP_SV(" "), 0);
        uint32_t port = 0;
        cr_assert(pp_sv_to_u32(pp_sv_sub(rest, 0, end), PP_PORT_MAX, &port));
        rest = pp_sv_sub(rest, end < rest.len ? end + 1 : rest.len, SIZE_MAX);
        const struct pp_socket socket = {.port = (uint16_t)port,
                                         .state = pp_sv_from(state)};
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
}

Test(machine, listeners_of_the_boot_say_where_the_range_starts)
{
    static const struct {
        const char *label;
        const char *listening;
        const char *established;
        uint16_t first;
        uint16_t last;
    } cases[] = {
        {"three from 1536 on", "1536 1537 1538", "12911", 1024, 15000},
        {"not the first", "1537 1539 1541", "", 1024, 15000},
        {"two are programs", "1536 1537", "12911", 49152, 65535},
        {"and those of the default", "1536 1537 1538 49664", "", 49152, 65535},
        {"a connection above", "1536 1537 1538", "33000", 1024, 65534},
        {"of a listener", "1536 1537 1538 33000", "33000", 1024, 15000},
        {"below", "1536 1537 1538", "445", 1024, 15000},
        {"connections alone", "", "12911 13000", 49152, 65535},
        {"the same port three times", "1536 1536 1536", "", 49152, 65535},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(cases); i++) {
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_machine_new(&machine), PP_OK);
        add_in_state(machine, cases[i].listening, "listening");
        add_in_state(machine, cases[i].established, "established");
        cr_assert_eq(pp_machine_finish(machine), PP_OK);
        const struct pp_dynamic *tcp = pp_machine_dynamic(machine, PP_TCP);
        const struct pp_dynamic *udp = pp_machine_dynamic(machine, PP_UDP);
        cr_expect_eq(tcp->range.first, cases[i].first, "%s", cases[i].label);
        cr_expect_eq(tcp->range.last, cases[i].last, "%s", cases[i].label);
        cr_expect_eq(udp->range.first, 49152, "%s", cases[i].label);
        pp_machine_free(machine);
    }
}

Test(machine, a_block_has_the_length_of_an_allocator_s)
{
    for (uint32_t count = 1; count <= 200; count++) {
        struct pp_range range = {1000, (uint16_t)(1000 + count - 1)};
        cr_expect_eq(pp_is_block(range),
                     count == 10 || count == 64 || count == 100,
                     "%u",
                     count);
    }
}

/* Figures worked by hand: dynamic range 1000-1999. */
Test(machine, the_pool_is_what_is_left)
{
    static const struct {
        const char *exclusions;
        const char *sockets;
        struct pp_pool pool;
    } rows[] = {
        /*              dynamic excl use avail run /100 /64 */
        {"", NULL, {1000, 0, 0, 1000, 1000, 10, 15, false}},
        /* 1000-1099 gone: 900 in one run */
        {"1000-1099", NULL, {1000, 100, 0, 900, 900, 9, 14, false}},
        /* runs 100 and 800 */
        {"1100-1199", NULL, {1000, 100, 0, 900, 800, 9, 13, false}},
        /* half of it lies outside */
        {"950-1049", NULL, {1000, 50, 0, 950, 950, 9, 14, false}},
        {"100-199 2000-2099", NULL, {1000, 0, 0, 1000, 1000, 10, 15, false}},
        /* runs 99 and 900 */
        {"", "1099", {1000, 0, 1, 999, 900, 9, 15, false}},
        /* a socket inside an exclusion counts as excluded */
        {"1000-1099", "1050 1050", {1000, 100, 0, 900, 900, 9, 14, false}},
        /* two sockets on one port are one port */
        {"", "1000 1000", {1000, 0, 1, 999, 999, 9, 15, false}},
        {"", "999 2000", {1000, 0, 0, 1000, 1000, 10, 15, false}},
        /* overlapping rows count once: runs 50 and 850 */
        {"1050-1149 1100-1149", NULL, {1000, 100, 0, 900, 850, 8, 13, false}},
        {"1-65535", NULL, {1000, 1000, 0, 0, 0, 0, 0, false}},
        {"1001-1998", NULL, {1000, 998, 0, 2, 1, 0, 0, false}},
        {"1000-1998", NULL, {1000, 999, 0, 1, 1, 0, 0, false}},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
            .exclusions = rows[i].exclusions,
            .sockets = rows[i].sockets,
            .dynamic = {1000, 1999},
            .basis = PP_BASIS_CAPTURED,
        });
        struct pp_pool pool = pp_machine_pool(machine, PP_TCP);
        const struct pp_pool *want = &rows[i].pool;
        cr_expect_eq(pool.dynamic_count, want->dynamic_count, "row %zu", i);
        cr_expect_eq(pool.excluded_count, want->excluded_count, "row %zu", i);
        cr_expect_eq(pool.in_use_count, want->in_use_count, "row %zu", i);
        cr_expect_eq(pool.available_count, want->available_count, "row %zu", i);
        cr_expect_eq(pool.longest_free_run,
                     want->longest_free_run,
                     "row %zu: %u",
                     i,
                     pool.longest_free_run);
        cr_expect_eq(pool.blocks_of_100, want->blocks_of_100, "row %zu", i);
        cr_expect_eq(pool.blocks_of_64, want->blocks_of_64, "row %zu", i);
        cr_expect_eq(pool.fits_4096, want->fits_4096, "row %zu", i);
        pp_machine_free(machine);
    }
}

Test(machine, wsl_s_run_fits_from_4096_ports_on)
{
    static const struct {
        struct pp_range dynamic;
        bool fits;
    } rows[] = {
        {{1000, 5095}, true},
        {{1000, 5094}, false},
        {{0, 65535}, true},
        {{61440, 65535}, true},
        {{61441, 65535}, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
            .exclusions = "",
            .dynamic = rows[i].dynamic,
            .basis = PP_BASIS_CAPTURED,
        });
        cr_expect_eq(pp_machine_pool(machine, PP_TCP).fits_4096,
                     rows[i].fits,
                     "row %zu",
                     i);
        pp_machine_free(machine);
    }
}

Test(machine, claims_name_everything_that_lies_on_a_port)
{
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "1000-1099 1050-1149* 1050-1050",
        .sockets = "1050 1050 7",
        .dynamic = {1050, 2000},
        .basis = PP_BASIS_CAPTURED,
    });
    static const struct {
        uint16_t port;
        size_t exclusions;
        size_t sockets;
        bool is_dynamic;
    } rows[] = {
        {1050, 3, 2, true},
        {1049, 1, 0, false},
        {1099, 2, 0, true},
        {1100, 1, 0, true},
        {1150, 0, 0, true},
        {7, 0, 1, false},
        {2001, 0, 0, false},
        {0, 0, 0, false},
        {65535, 0, 0, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_test_claims claims =
            pp_test_claims_at(machine, PP_TCP, rows[i].port);
        cr_expect_eq(claims.exclusion_count, rows[i].exclusions, "row %zu", i);
        cr_expect_eq(claims.socket_count, rows[i].sockets, "row %zu", i);
        cr_expect_eq(claims.is_dynamic, rows[i].is_dynamic, "row %zu", i);
        for (size_t k = 1; k < claims.exclusion_count; k++) {
            cr_expect_lt(pp_range_compare(claims.exclusions[k - 1]->range,
                                          claims.exclusions[k]->range),
                         0,
                         "row %zu: not ascending",
                         i);
        }
        /* The other protocol knows nothing of it. */
        claims = pp_test_claims_at(machine, PP_UDP, rows[i].port);
        cr_expect_eq(claims.exclusion_count + claims.socket_count, 0);
    }
    pp_machine_free(machine);
}

Test(machine, exclusions_and_sockets_ascend_whatever_order_they_came_in)
{
    struct pp_machine *machine = pp_test_machine(&(struct pp_test_machine){
        .exclusions = "2000-2099 1000-1099 1000-1050 1000-1099*",
        .sockets = "9 5 7 5",
    });
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    cr_assert_eq(count, 4);
    cr_expect_eq(rows[0].range.last, 1050);
    cr_expect_eq(rows[1].place.line, 2); /* equal rows: by their lines */
    cr_expect_eq(rows[2].place.line, 4);
    cr_expect_eq(rows[3].range.first, 2000);
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    cr_assert_eq(count, 4);
    for (size_t i = 1; i < count; i++) {
        cr_expect_leq(sockets[i - 1].port, sockets[i].port);
    }
    pp_machine_free(machine);
}

Test(machine, a_given_owner_is_kept)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    const struct pp_exclusion exclusion = {
        .range = {49670, 49769},
        .owner = PP_OWNER_WSL_MIRRORED,
        .reason = "said so",
    };
    cr_assert_eq(pp_machine_add_exclusion(machine, PP_UDP, &exclusion), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    size_t count = 0;
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_UDP, &count);
    cr_expect_eq(rows[0].owner, PP_OWNER_WSL_MIRRORED);
    cr_expect_str_eq(rows[0].reason, "said so");
    pp_machine_free(machine);
}

Test(machine, only_an_administered_row_of_exactly_that_range_is_taken_out)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    static const struct pp_exclusion rows[] = {
        {.range = {100, 199}, .is_administered = PP_YES, .place.line = 1},
        {.range = {100, 199}, .is_administered = PP_NO, .place.line = 2},
        {.range = {50, 300}, .is_administered = PP_YES, .place.line = 3},
        {.range = {100, 199}, .is_administered = PP_YES, .place.line = 4},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &rows[i]),
                     PP_OK);
    }
    static const struct {
        struct pp_range range;
        size_t left;
    } removals[] = {
        {{100, 198}, 4}, {{100, 199}, 3}, {{100, 199}, 2}, {{100, 199}, 2}};
    size_t count = 0;
    for (size_t i = 0; i < PP_ARRAY_LEN(removals); i++) {
        cr_assert_eq(
            pp_machine_remove_administered(machine, PP_TCP, removals[i].range),
            PP_OK);
        (void)pp_machine_exclusions(machine, PP_TCP, &count);
        cr_expect_eq(count, removals[i].left, "removal %zu", i);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    const struct pp_exclusion *left =
        pp_machine_exclusions(machine, PP_TCP, &count);
    cr_expect_eq(left[0].place.line, 3);
    cr_expect_eq(left[1].place.line, 2);
    cr_expect_eq(pp_test_claims_at(machine, PP_TCP, 150).exclusion_count, 2);
    pp_machine_free(machine);
}

Test(machine, texts_of_sockets_are_copied)
{
    char address[] = "127.0.0.1";
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    const struct pp_socket socket = {
        .port = 80,
        .address = pp_sv_from(address),
        .process = PP_SV("a.exe"),
    };
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    memset(address, 'x', sizeof(address) - 1);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, PP_TCP, &count);
    cr_expect(pp_sv_equal(sockets[0].address, PP_SV("127.0.0.1")));
    cr_expect(pp_sv_equal(sockets[0].process, PP_SV("a.exe")));
    cr_expect_eq(sockets[0].state.len, 0);
    pp_machine_free(machine);
    pp_machine_free(NULL);
}

/* --- from facts ----------------------------------------------------------- */

#define SHOW(family, store)                           \
    "netsh int " family " show excludedportrange tcp" \
    " store=" store "\n"
#define TABLE(rows)                        \
    "Protocol tcp Port Exclusion Ranges\n" \
    "Start Port    End Port\n" rows "* - Administered port exclusions.\n"
#define RANGE(start, count)             \
    "Protocol tcp Dynamic Port Range\n" \
    "Start Port : " start "\nNumber of Ports : " count "\n"

/* Rows as "1031-1130/ipv4/winnat", with the flags y, n or - for persistent. */
static const char *describe(const struct pp_machine *machine)
{
    static char text[1000];
    static const char marks[] = {
        [PP_UNKNOWN] = '-', [PP_NO] = 'n', [PP_YES] = 'y'};
    size_t count = 0;
    size_t at = 0;
    text[0] = '\0';
    const struct pp_exclusion *rows =
        pp_machine_exclusions(machine, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        const char *family = pp_family_name(rows[i].family);
        at += (size_t)snprintf(text + at,
                               sizeof(text) - at,
                               "%s%u-%u/%s/%c",
                               i > 0 ? " " : "",
                               rows[i].range.first,
                               rows[i].range.last,
                               family != NULL ? family : "-",
                               marks[rows[i].is_persistent]);
    }
    return text;
}

struct facts_case {
    const char *label;
    const char *text;
    const char *rows;
    const char *diags; /* of the machine; assumed ranges left out */
};

static void check_facts(const struct facts_case *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct pp_load *load = pp_test_load(rows[i].text);
        struct pp_machine *machine = NULL;
        cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
        cr_expect_str_eq(describe(machine),
                         rows[i].rows,
                         "%s: '%s'",
                         rows[i].label,
                         describe(machine));
        cr_expect_str_eq(pp_test_diags(load),
                         rows[i].diags,
                         "%s: %s",
                         rows[i].label,
                         pp_test_diags(load));
        pp_machine_free(machine);
        pp_load_free(load);
    }
}

Test(machine, families_join_and_stores_tell_what_stays)
{
    static const struct facts_case rows[] = {
        {"a family not said",
         TABLE("1031 1130\n") RANGE("1024", "13977"),
         "1031-1130/-/-",
         "-"},
        {"ipv4 alone",
         SHOW("ipv4", "active") TABLE("1031 1130\n") RANGE("1024", "13977"),
         "1031-1130/ipv4/-",
         "-"},
        {"both families",
         SHOW("ipv4", "active") TABLE("1031 1130\n") SHOW("ipv6", "active")
             TABLE("1031 1130\n") RANGE("1024", "13977"),
         "1031-1130/both/-",
         "-"},
        {"a row of one family only",
         SHOW("ipv4", "active") TABLE("1031 1130\n1131 1230\n")
             SHOW("ipv6", "active") TABLE("1031 1130\n1231 1330\n")
                 RANGE("1024", "13977"),
         "1031-1130/both/- 1131-1230/ipv4/- 1231-1330/ipv6/-",
         "613@5:1 613@11:1"},
        {"ipv6 alone",
         SHOW("ipv6", "active") TABLE("1031 1130\n") RANGE("1024", "13977"),
         "1031-1130/ipv6/-",
         "-"},
        {"the persistent store",
         SHOW("ipv4", "active") TABLE("1031 1130\n1200 1209 *\n1300 1309 *\n")
             SHOW("ipv4", "persistent") TABLE("1200 1209 *\n")
                 RANGE("1024", "13977"),
         "1031-1130/ipv4/- 1200-1209/ipv4/y 1300-1309/ipv4/n",
         "-"},
        {"the persistent store alone is no table, yet its rows hold",
         SHOW("ipv4", "persistent") TABLE("1200 1209 *\n"),
         "1200-1209/-/y",
         "-"},
        {"a persistent row that the active table lacks",
         SHOW("ipv4", "active") TABLE("1031 1130\n") SHOW("ipv4", "persistent")
             TABLE("1200 1209 *\n") RANGE("1024", "13977"),
         "1031-1130/ipv4/-",
         "619@9:1"},
        {"an empty table of ipv6",
         SHOW("ipv4", "active") TABLE("1031 1130\n") SHOW("ipv6", "active")
             TABLE("") RANGE("1024", "13977"),
         "1031-1130/ipv4/-",
         "613@4:1"},
    };
    check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(machine, the_later_capture_wins_and_both_places_are_named)
{
    static const struct facts_case rows[] = {
        {"the same twice",
         TABLE("1031 1130\n") TABLE("1031 1130\n") RANGE("1024", "13977")
             RANGE("1024", "13977"),
         "1031-1130/-/-",
         "-"},
        {"other rows",
         TABLE("1031 1130\n") TABLE("1231 1330\n") RANGE("1024", "13977"),
         "1231-1330/-/-",
         "601@5:0"},
        {"fewer rows",
         TABLE("1031 1130\n1231 1330\n") TABLE("1231 1330\n")
             RANGE("1024", "13977"),
         "1231-1330/-/-",
         "601@6:0"},
        {"another star",
         TABLE("1031 1130\n") TABLE("1031 1130 *\n") RANGE("1024", "13977"),
         "1031-1130/-/-",
         "601@5:0"},
        {"other ranges",
         TABLE("1031 1130\n") RANGE("49152", "16384") RANGE("1024", "13977"),
         "1031-1130/-/-",
         "607@9:1"},
    };
    check_facts(rows, PP_ARRAY_LEN(rows));

    struct pp_load *load = pp_test_load(rows[1].text);
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    size_t count = 0;
    const struct pp_diag *diags = pp_diags_items(pp_load_diags(load), &count);
    cr_assert_eq(count, 1);
    cr_expect_eq(diags[0].place.line, 5);
    cr_expect_eq(diags[0].related.line, 1);
    cr_expect_not_null(diags[0].related_note);
    pp_machine_free(machine);
    pp_load_free(load);
}

Test(machine, a_range_that_no_capture_shows_is_said_to_be_assumed)
{
    static const struct facts_case rows[] = {
        {"a table without its range",
         TABLE("1031 1130\n"),
         "1031-1130/-/-",
         "617@0:0"},
        {"with it",
         TABLE("1031 1130\n") RANGE("1024", "13977"),
         "1031-1130/-/-",
         "-"},
        {"no table, no question", "nothing\n", "", "-"},
        {"the persistent range is not the active one",
         TABLE("1031 1130\n") "netsh int ipv4 show dynamicport tcp "
                              "store=persistent\n" RANGE("1024", "13977"),
         "1031-1130/-/-",
         "617@0:0"},
    };
    check_facts(rows, PP_ARRAY_LEN(rows));
}

Test(machine, a_captured_range_is_taken_with_its_place)
{
    struct pp_load *load =
        pp_test_load(TABLE("1031 1130\n") RANGE("1024", "13977"));
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    const struct pp_dynamic *dynamic = pp_machine_dynamic(machine, PP_TCP);
    cr_expect_eq(dynamic->basis, PP_BASIS_CAPTURED);
    cr_expect_eq(dynamic->range.first, 1024);
    cr_expect_eq(dynamic->range.last, 15000);
    cr_expect_eq(dynamic->place.line, 6);
    cr_expect(pp_machine_has_table(machine, PP_TCP));
    cr_expect_not(pp_machine_has_table(machine, PP_UDP));
    pp_machine_free(machine);
    pp_load_free(load);
}

Test(machine, words_are_those_of_the_contract)
{
    cr_expect_str_eq(pp_owner_name(PP_OWNER_UNKNOWN), "unknown");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_ADMINISTRATOR), "administrator");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_HNS_EXCLUDED_RANGE),
                     "hns-excluded-range");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_WINNAT), "winnat");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_HNS_LOAD_BALANCER),
                     "hns-load-balancer");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_HTTP_SYS), "http.sys");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_PUBLISHED_PORT), "published-port");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_WSL_MIRRORED), "wsl-mirrored");
    cr_expect_str_eq(pp_owner_name(PP_OWNER_PERSISTENT_API), "persistent-api");
    cr_expect_str_eq(pp_confidence_name(PP_CONFIDENCE_NONE), "none");
    cr_expect_str_eq(pp_confidence_name(PP_CONFIDENCE_POSSIBLE), "possible");
    cr_expect_str_eq(pp_confidence_name(PP_CONFIDENCE_LIKELY), "likely");
    cr_expect_str_eq(pp_confidence_name(PP_CONFIDENCE_CERTAIN), "certain");
    cr_expect_str_eq(pp_basis_name(PP_BASIS_ASSUMED), "assumed");
    cr_expect_str_eq(pp_basis_name(PP_BASIS_DEFAULT), "default");
    cr_expect_str_eq(pp_basis_name(PP_BASIS_REGISTRY), "registry");
    cr_expect_str_eq(pp_basis_name(PP_BASIS_CAPTURED), "captured");
}

/* What no table of exclusions shows: ReservedPorts for both protocols, URLs
 * of http.sys for TCP, ranges of conventions. */
Test(machine, reservations_and_conventions_are_claims_too)
{
    static const struct {
        enum pp_protocol protocol;
        uint16_t port;
        size_t reservations;
        const char *convention; /* NULL: none */
    } rows[] = {
        {PP_TCP, 4000, 1, "Windows ALG, FTP on the loopback"},
        {PP_UDP, 4010, 1, NULL},
        {PP_TCP, 4011, 0, "Windows ALG, FTP on the loopback"},
        {PP_TCP, 8137, 1, NULL},
        {PP_UDP, 8137, 0, NULL},
        {PP_TCP, 30000, 0, "Kubernetes NodePort"},
        {PP_UDP, 32767, 0, "Kubernetes NodePort"},
        {PP_TCP, 32768, 0, NULL},
    };
    struct pp_load *load = pp_test_load(
        "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\"
        "Parameters\n    ReservedPorts    REG_MULTI_SZ    4000-4010\\0x-y\n\n"
        "    Reserved URL            : http://+:8137/app/ \n"
        "        User: HOST\\me\n            Listen: Yes\n");
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_test_claims claims =
            pp_test_claims_at(machine, rows[i].protocol, rows[i].port);
        cr_expect_eq(
            claims.reservation_count, rows[i].reservations, "row %zu", i);
        cr_expect_eq(claims.convention_count,
                     rows[i].convention != NULL ? 1 : 0,
                     "row %zu",
                     i);
        if (claims.convention_count == 1 && rows[i].convention != NULL) {
            cr_expect_str_eq(
                claims.conventions[0]->name, rows[i].convention, "row %zu", i);
        }
    }
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, PP_TCP, &count);
    cr_assert_eq(count, 2);
    cr_expect_str_eq(pp_reservation_kind_name(reservations[0].kind),
                     "ReservedPorts");
    cr_expect(pp_sv_equal(reservations[1].text, PP_SV("http://+:8137/app/")));
    pp_machine_free(machine);
    pp_load_free(load);
}

Test(machine, conventions_are_ranges_with_sources)
{
    size_t count = 0;
    const struct pp_convention *conventions = pp_conventions(&count);
    for (size_t i = 0; i < count; i++) {
        cr_expect(conventions[i].range.first <= conventions[i].range.last);
        cr_expect(conventions[i].has_protocol[PP_TCP] ||
                  conventions[i].has_protocol[PP_UDP]);
        cr_expect(conventions[i].source[0] != '\0');
    }
}
