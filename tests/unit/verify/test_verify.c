/* Rules held against machines, and what becomes of findings. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/load.h"

#include "verify/verify.h"

/* A policy held against the machine of a text. */
struct trial {
    struct pp_policy *policy;
    struct pp_load *load;
    struct pp_machine *machine;
    struct pp_verify_host host;
    struct pp_verify *verify;
    const struct pp_verify_check *checks;
    size_t count;
};

static struct pp_policy *parse_policy(const char *text)
{
    struct pp_diags *diags = NULL;
    struct pp_policy *policy = NULL;
    size_t count = 0;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    enum pp_status status =
        pp_policy_parse(pp_sv_from(text), 0, diags, &policy);
    const struct pp_diag *items = pp_diags_items(diags, &count);
    cr_assert_eq(status,
                 PP_OK,
                 "%.*s",
                 count > 0 ? (int)items[0].message.len : 0,
                 count > 0 ? items[0].message.ptr : "");
    pp_diags_free(diags);
    return policy;
}

static struct trial prepare(const char *policy, const char *capture)
{
    struct trial trial = {.policy = parse_policy(policy)};
    cr_assert_eq(pp_load_new(NULL, &trial.load), PP_OK);
    cr_assert_eq(
        pp_load_add_bytes(trial.load, PP_SV("box.txt"), pp_sv_from(capture)),
        PP_OK);
    cr_assert_eq(pp_load_machine(trial.load, &trial.machine), PP_OK);
    trial.host.name = PP_SV("box");
    trial.host.machine = trial.machine;
    trial.host.sections =
        pp_load_sections(trial.load, &trial.host.section_count);
    trial.host.facts = pp_load_facts(trial.load, &trial.host.fact_count);
    return trial;
}

/* `options` NULL: error, not strict, nothing borne. */
static void run(struct trial *trial, const struct pp_verify_options *options)
{
    static const struct pp_verify_options plain = {.fail_on = PP_SEVERITY_ERROR,
                                                   .today = 20270115};
    cr_assert_eq(pp_verify_run(trial->policy,
                               &trial->host,
                               1,
                               options != NULL ? options : &plain,
                               &trial->verify),
                 PP_OK);
    trial->checks = trial->verify->checks.items;
    trial->count = trial->verify->checks.count;
}

static void done(struct trial *trial)
{
    pp_verify_free(trial->verify);
    pp_machine_free(trial->machine);
    pp_load_free(trial->load);
    pp_policy_free(trial->policy);
}

#define TABLE(protocol, rows)                                \
    "netsh int ipv4 show excludedportrange " protocol "\n\n" \
    "Start Port    End Port\n"                               \
    "----------    --------\n" rows "\n* - Administered port exclusions.\n"
#define DYNAMIC                               \
    "netsh int ipv4 show dynamicport tcp\n\n" \
    "Protocol tcp Dynamic Port Range\n"       \
    "---------------------------------\n"     \
    "Start Port      : 49152\n"               \
    "Number of Ports : 16384\n\n"
#define ROWS                         \
    "      5357        5357\n"       \
    "     50000       50059     *\n" \
    "     50060       50159\n"       \
    "     50160       50259\n"
#define BOX DYNAMIC TABLE("tcp", ROWS)
#define TCPIP                                                           \
    "Windows Registry Editor Version 5.00\n\n"                          \
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\" \
    "Parameters]\n"
#define KEPT                                                         \
    "\nWindows Registry Editor Version 5.00\n\n"                     \
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\Nsi\\" \
    "{eb004a03-9b1a-11d4-9123-0050047759bc}\\29]\n"                  \
    "\"c3503c00\"=hex:12,00,ff,ff\n"
#define QUERY                                                          \
    "HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\" \
    "Parameters\n    TcpTimedWaitDelay    REG_DWORD    0x1e\n"

struct rule_row {
    const char *rule; /* its members behind "require" */
    const char *capture;
    const char *expected; /* results, blank between; then ": " and how the
                           * last message begins */
};

static void expect_rules(const struct rule_row *rows, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char policy[512];
        char got[1024] = "";
        (void)snprintf(policy,
                       sizeof(policy),
                       "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":"
                       "\"r\",\"require\":%s}]}",
                       rows[i].rule);
        struct trial trial = prepare(policy, rows[i].capture);
        run(&trial, NULL);
        size_t len = 0;
        for (size_t j = 0; j < trial.count; j++) {
            len +=
                (size_t)snprintf(got + len,
                                 sizeof(got) - len,
                                 "%s%s",
                                 j > 0 ? " " : "",
                                 pp_verify_result_name(trial.checks[j].result));
        }
        if (trial.count > 0) {
            (void)snprintf(got + len,
                           sizeof(got) - len,
                           ": %.*s",
                           PP_SV_ARGS(trial.checks[trial.count - 1].message));
        }
        cr_expect_eq(strncmp(got, rows[i].expected, strlen(rows[i].expected)),
                     0,
                     "row %zu, %s: got\n%s",
                     i,
                     rows[i].rule,
                     got);
        done(&trial);
    }
}

Test(verify, rules_about_ports_answer)
{
    static const struct rule_row rows[] = {
        {"\"bindable\",\"ports\":\"8080\"",
         BOX,
         "holds: 8080/tcp can be bound: free"},
        {"\"bindable\",\"ports\":\"60000\"",
         BOX,
         "holds: 60000/tcp can be bound: at-risk"},
        {"\"bindable\",\"ports\":\"50000\"",
         BOX,
         "holds: 50000/tcp can be bound: reserved"},
        {"\"bindable\",\"ports\":\"50000\",\"as\":\"container\"",
         BOX,
         "violation: 50000/tcp as container cannot be bound: excluded "
         "50000-50059 *"},
        {"\"bindable\",\"ports\":\"50058-50061\"",
         BOX,
         "holds violation: 50060-50061/tcp cannot be bound: excluded "
         "50060-50159, owner winnat; Windows answers WSAEACCES (10013)"},
        {"\"bindable\",\"ports\":\"8080/udp,80\"",
         BOX,
         "unknown holds: 80/tcp"},
        {"\"bindable\",\"ports\":\"8080\"",
         BOX "  TCP    0.0.0.0:8080    0.0.0.0:0    LISTENING    4\n",
         "violation: 8080/tcp cannot be bound: it is in use; Windows"},
        {"\"bindable\",\"ports\":\"8080\",\"after\":\"reboot\"",
         BOX,
         "unknown: 8080/tcp: its state after a reboot is unknown"},
        {"\"reserved\",\"ports\":\"50000+60\"",
         BOX,
         "holds: 50000-50059/tcp is reserved"},
        {"\"reserved\",\"ports\":\"50000+61\"",
         BOX,
         "violation: 50000-50060/tcp is not reserved: no administered "
         "exclusion covers port 50060"},
        {"\"reserved\",\"ports\":\"50060\"",
         BOX,
         "violation: 50060/tcp is not"},
        {"\"reserved\",\"ports\":\"50000/udp\"",
         BOX,
         "unknown: 50000/udp: the"},
        {"\"reserved\",\"ports\":\"50000+60\",\"persistent\":true",
         BOX,
         "unknown: 50000-50059/tcp is reserved; no capture shows"},
        {"\"reserved\",\"ports\":\"50000+60\",\"persistent\":true",
         BOX KEPT,
         "holds: 50000-50059/tcp is reserved and survives a reboot"},
        {"\"reserved\",\"ports\":\"50000+60\",\"persistent\":false",
         BOX KEPT,
         "violation: 50000-50059/tcp is reserved and survives"},
        {"\"reserved\",\"ports\":\"100+20\"",
         TABLE("tcp",
               "       100         109     *\n       110         119     *\n"),
         "holds: 100-119/tcp is reserved"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

Test(verify, rules_about_the_dynamic_range_answer)
{
    static const struct rule_row rows[] = {
        {"\"outside-dynamic-range\",\"ports\":\"8080\"",
         BOX,
         "holds: 8080/tcp lies outside the dynamic range 49152-65535 "
         "(captured)"},
        {"\"outside-dynamic-range\",\"ports\":\"49000+200\"",
         BOX,
         "violation: 49000-49199/tcp lies inside the dynamic range"},
        {"\"outside-dynamic-range\",\"ports\":\"8080\"",
         TABLE("tcp", ROWS),
         "unknown: 8080/tcp lies outside the dynamic range 49152-65535 "
         "(assumed)"},
        {"\"dynamic-range-within\",\"range\":\"49152-65535\"",
         BOX,
         "holds: the dynamic range 49152-65535 (captured) of tcp is within"},
        {"\"dynamic-range-within\",\"range\":\"49153-65535\"",
         BOX,
         "violation: the dynamic range 49152-65535 (captured) of tcp is not"},
        {"\"dynamic-range-within\",\"range\":\"1-65535\",\"protocol\":\"udp\"",
         BOX,
         "unknown: the dynamic range"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

Test(verify, rules_about_what_is_left_answer)
{
    static const struct rule_row rows[] = {
        /* 16384 ports, 260 of them excluded. */
        {"\"pool\",\"count\":16124",
         BOX,
         "holds: ports left for the system to "
         "hand out: 16124, at least 16124 asked (tcp)"},
        {"\"pool\",\"count\":16125",
         BOX,
         "violation: ports left for the system "
         "to hand out: 16124, at least 16125 required (tcp)"},
        {"\"pool\",\"count\":1", TABLE("tcp", ROWS), "unknown: ports left"},
        {"\"pool\",\"count\":1,\"protocol\":\"udp\"",
         BOX,
         "unknown: ports left"},
        {"\"free-run\",\"count\":15276", BOX, "holds: longest free run"},
        {"\"free-run\",\"count\":15277",
         BOX,
         "violation: longest free run of "
         "the dynamic range: 15276, at least 15277 required"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

Test(verify, rules_about_room_and_blocks_answer)
{
    static const struct rule_row rows[] = {
        {"\"block-room\",\"count\":160",
         BOX,
         "holds: room for blocks of 100: 160"},
        {"\"block-room\",\"count\":161",
         BOX,
         "violation: room for blocks of 100"},
        {"\"block-room\",\"count\":251,\"size\":64",
         BOX,
         "holds: room for blocks of 64: 251"},
        {"\"block-room\",\"count\":252,\"size\":64",
         BOX,
         "violation: room for blocks of 64: 251"},
        {"\"blocks\",\"count\":2",
         BOX,
         "holds: blocks of winnat and HNS: 2, at "
         "most 2 asked"},
        {"\"blocks\",\"count\":1",
         BOX,
         "violation: blocks of winnat and HNS: 2, "
         "at most 1 required"},
        {"\"blocks\",\"count\":1", TABLE("udp", ""), "unknown: blocks of"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

Test(verify, rules_about_absent_values_answer)
{
    static const struct rule_row rows[] = {
        {"\"absent\",\"value\":\"MaxUserPort\"",
         BOX,
         "unknown: MaxUserPort: no capture shows its whole key"},
        {"\"absent\",\"value\":\"MaxUserPort\"",
         TCPIP "\"Domain\"=\"x\"\n",
         "holds: MaxUserPort is not in the registry"},
        {"\"absent\",\"value\":\"MaxUserPort\"",
         TCPIP "\"MaxUserPort\"=dword:0000fffe\n",
         "violation: MaxUserPort is in the registry"},
        {"\"absent\",\"value\":\"MaxUserPort\"",
         TCPIP "\"MaxUserPort\"=-\n",
         "holds: MaxUserPort is not"},
        {"\"absent\",\"value\":\"MaxUserPort\"",
         QUERY,
         "unknown: MaxUserPort: no capture shows"},
        {"\"absent\",\"value\":\"PortChunkSize\"",
         TCPIP "\"Domain\"=\"x\"\n",
         "unknown: PortChunkSize: no capture shows"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

Test(verify, rules_about_absent_services_and_features_answer)
{
    static const struct rule_row rows[] = {
        {"\"absent\",\"service\":\"WinNat\"",
         "SERVICE_NAME: winnat\n        STATE              : 4  RUNNING\n",
         "violation: the service 'WinNat' is running"},
        {"\"absent\",\"service\":\"winnat\"",
         "SERVICE_NAME: winnat\n        STATE              : 1  STOPPED\n",
         "holds: the service 'winnat' is not running"},
        {"\"absent\",\"service\":\"winnat\"",
         BOX,
         "unknown: the service 'winnat': no capture shows it"},
        {"\"absent\",\"feature\":\"Microsoft-Hyper-V\"",
         BOX,
         "unknown: the feature 'Microsoft-Hyper-V': no capture"},
    };
    expect_rules(rows, PP_ARRAY_LEN(rows));
}

/* --- after a reboot ------------------------------------------------------- */

static enum pp_status answer_share(void *user,
                                   const struct pp_machine *machine,
                                   const struct pp_verify_bind *binds,
                                   size_t count,
                                   struct pp_verify_share *ret_shares)
{
    (void)machine;
    cr_assert_eq(count, 1);
    cr_expect_eq(binds[0].ports.range.first, 8080);
    cr_expect_eq(binds[0].kind, PP_BIND_QUIC);
    ret_shares[0] = *(const struct pp_verify_share *)user;
    return PP_OK;
}

Test(verify, a_share_is_held_against_the_one_required)
{
    static const struct {
        struct pp_verify_share share;
        enum pp_verify_result result;
        const char *message;
    } rows[] = {
        {{true, 1.0, 1.0, 1.0}, PP_VERIFY_HOLDS, "after 100.000 % of"},
        {{true, 0.99, 0.98, 0.995}, PP_VERIFY_HOLDS, "(98.000 % to 99.500 %)"},
        {{true, 0.98999, 0.98, 1.0}, PP_VERIFY_VIOLATED, "after 98.999 % of"},
        {{true, 0.9899999, 0.98, 1.0}, PP_VERIFY_VIOLATED, "98.999 %"},
        {{true, 0.0, 0.0, 0.0}, PP_VERIFY_VIOLATED, "after 0.000 % of"},
        {{false, 1.0, 1.0, 1.0}, PP_VERIFY_UNKNOWN, "is unknown"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_verify_share share = rows[i].share;
        const struct pp_verify_options options = {
            .fail_on = PP_SEVERITY_ERROR,
            .reboot = {.user = &share, .ask = answer_share}};
        struct trial trial = prepare(
            "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":\"r\","
            "\"require\":\"bindable\",\"ports\":\"8080\",\"as\":\"quic\","
            "\"after\":\"reboot\",\"at-least\":0.99}]}",
            BOX);
        run(&trial, &options);
        cr_assert_eq(trial.count, 1);
        cr_expect_eq(trial.checks[0].result, rows[i].result, "row %zu", i);
        cr_expect_neq(
            pp_sv_find(trial.checks[0].message, pp_sv_from(rows[i].message), 0),
            SIZE_MAX,
            "row %zu: %.*s",
            i,
            PP_SV_ARGS(trial.checks[0].message));
        done(&trial);
    }
}

/* --- findings ------------------------------------------------------------- */

#define WAIVED(waivers)                                                       \
    "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":\"r\",\"require\":" \
    "\"bindable\",\"ports\":\"50060-50099\"}],\"waivers\":[" waivers "]}"

Test(verify, a_waiver_counts_for_its_host_ports_and_days)
{
    static const struct {
        const char *waivers;
        bool is_waived;
        bool is_expired;
    } rows[] = {
        {"{\"rule\":\"r\",\"reason\":\"x\"}", true, false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"host\":\"BOX\"}", true, false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"host\":\"bo\"}", false, false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"expires\":\"2027-01-15\"}",
         true,
         false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"expires\":\"2027-01-14\"}",
         false,
         true},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"ports\":\"50060-50099\"}",
         true,
         false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"ports\":\"1,50000+500\"}",
         true,
         false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"ports\":\"50060-50098\"}",
         false,
         false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"ports\":\"50060-50099/udp\"}",
         false,
         false},
        {"{\"rule\":\"r\",\"reason\":\"x\",\"expires\":\"2020-01-01\"},"
         "{\"rule\":\"r\",\"reason\":\"y\"}",
         true,
         false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        char policy[1024];
        (void)snprintf(policy, sizeof(policy), WAIVED("%s"), rows[i].waivers);
        struct trial trial = prepare(policy, BOX);
        run(&trial, NULL);
        cr_assert_eq(trial.count, 1);
        const struct pp_verify_check *check = &trial.checks[0];
        cr_expect_eq(check->waiver != NULL, rows[i].is_waived, "row %zu", i);
        cr_expect_eq(check->expired != NULL, rows[i].is_expired, "row %zu", i);
        cr_expect_eq(check->fails, !rows[i].is_waived, "row %zu", i);
        cr_expect_eq(pp_verify_passed(trial.verify), rows[i].is_waived);
        done(&trial);
    }
}

/* FNV-1a of the parts, each with its NUL, computed apart: see
 * docs/internals/verify.md. */
static uint64_t hash_of(const char *parts, size_t len)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < len; i++) {
        hash = (hash ^ (unsigned char)parts[i]) * UINT64_C(1099511628211);
    }
    return hash;
}

Test(verify, a_fingerprint_is_what_the_documents_say)
{
    static const char parts[] = "portplan.finding/1\0r\0box\0violation\0tcp\000"
                                "50060-50099\0\0";
    struct trial trial = prepare(WAIVED(""), BOX);
    run(&trial, NULL);
    /* The literal's last NUL ends the last part. */
    cr_expect_eq(trial.checks[0].fingerprint, hash_of(parts, sizeof(parts)));
    uint64_t before = trial.checks[0].fingerprint;
    done(&trial);
    /* Lines that move change nothing. */
    trial = prepare(WAIVED(""), "\n\nhello\n" BOX);
    run(&trial, NULL);
    cr_expect_eq(trial.checks[0].fingerprint, before);
    trial.host.name = PP_SV("other");
    struct pp_verify *first = trial.verify;
    run(&trial, NULL);
    cr_expect_neq(trial.checks[0].fingerprint, before);
    pp_verify_free(first);
    done(&trial);
}
