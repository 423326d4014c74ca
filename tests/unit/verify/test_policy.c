/* Policies: what is read of them, and what is said about wrong ones. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "base/bounds.h"
#include "verify/baseline.h"
#include "verify/day.h"
#include "verify/policy.h"

/* The first diagnostic as "line:column: message"; "" for none. */
static void first_diag(const struct pp_diags *diags, char *into, size_t size)
{
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(diags, &count);
    into[0] = '\0';
    if (count > 0) {
        (void)snprintf(into,
                       size,
                       "%u:%u: %.*s",
                       (unsigned)items[0].place.line,
                       (unsigned)items[0].place.column,
                       (int)items[0].message.len,
                       items[0].message.ptr);
    }
}

static enum pp_status
parse(const char *text, struct pp_policy **ret_policy, char message[512])
{
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    *ret_policy = NULL;
    enum pp_status status =
        pp_policy_parse(pp_sv_from(text), 0, diags, ret_policy);
    first_diag(diags, message, 512);
    pp_diags_free(diags);
    return status;
}

static struct pp_policy *parsed(const char *text)
{
    struct pp_policy *policy = NULL;
    char message[512];
    cr_assert_eq(parse(text, &policy, message), PP_OK, "%s", message);
    return policy;
}

static bool is_text(struct pp_sv text, const char *expected)
{
    return pp_sv_equal(text, pp_sv_from(expected));
}

Test(policy, every_member_of_a_rule_is_read)
{
    struct pp_policy *policy = parsed(
        "{ \"schema\": \"portplan.policy/1\", \"name\": \"shop\",\n"
        "  \"rules\": [\n"
        "    { \"id\": \"web\", \"require\": \"bindable\",\n"
        "      \"ports\": \"8080,50051/udp,8080\", \"as\": \"http.sys\",\n"
        "      \"severity\": \"warning\", \"after\": \"reboot\",\n"
        "      \"at-least\": 0.99 },\n"
        "    { \"id\": \"high\", \"require\": \"dynamic-range-within\",\n"
        "      \"range\": \"49152-65535\", \"protocol\": \"udp\" },\n"
        "    { \"id\": \"room\", \"require\": \"block-room\", \"count\": 7,\n"
        "      \"size\": 64 } ],\n"
        "  \"waivers\": [ { \"rule\": \"web\", \"host\": \"BOX\",\n"
        "    \"ports\": \"8080\", \"reason\": \"why\",\n"
        "    \"expires\": \"2028-02-29\" } ] }");
    size_t count = 0;
    const struct pp_rule *rules = pp_policy_rules(policy, &count);
    cr_assert_eq(count, 3);
    cr_expect(is_text(pp_policy_name(policy), "shop"));
    cr_expect(is_text(rules[0].id, "web"));
    cr_expect_eq(rules[0].kind, PP_RULE_BINDABLE);
    cr_expect_eq(rules[0].severity, PP_SEVERITY_WARNING);
    cr_expect(rules[0].has_as);
    cr_expect_eq(rules[0].as, PP_BIND_HTTP_SYS);
    cr_expect(rules[0].is_after_reboot);
    cr_expect_eq(rules[0].at_least, 0.99);
    cr_expect_eq(rules[0].place.line, 3);
    cr_expect_eq(rules[0].place.column, 5);
    cr_assert_eq(rules[0].wanted.count, 2, "the same port once");
    cr_expect_eq(rules[0].wanted.items[1].ports.protocol, PP_UDP);
    cr_expect_eq(rules[1].range.first, 49152);
    cr_expect_eq(rules[1].protocol, PP_UDP);
    cr_expect_eq(rules[1].severity, PP_SEVERITY_ERROR);
    cr_expect_eq(rules[2].count, 7);
    cr_expect_eq(rules[2].size, 64);
    const struct pp_waiver *waivers = pp_policy_waivers(policy, &count);
    cr_assert_eq(count, 1);
    cr_expect_eq(waivers[0].expires, 20280229);
    cr_expect_eq(waivers[0].ports.count, 1);
    cr_expect_eq(waivers[0].place.line, 11);
    pp_policy_free(policy);
}

#define RULES(text) \
    "{\"schema\":\"portplan.policy/1\",\n\"rules\":[\n" text "]}"
#define POOL "{\"id\":\"p\",\"require\":\"pool\",\"count\":1}"

Test(policy, what_is_wrong_is_told_with_its_place)
{
    static const struct {
        const char *label;
        const char *text;
        const char *expected; /* how the first diagnostic begins */
    } rows[] = {
        {"empty", "", "1:1: this is not JSON"},
        {"comment", "{ // no\n}", "1:3: this is not JSON"},
        {"array", "[]", "1:1: the document must be an object"},
        {"no schema", "{\"rules\":[]}", "1:1: 'schema' must be"},
        {"schema", "{\"schema\":\"x\"}", "1:11: 'schema' must be"},
        {"no rules",
         "{\"schema\":\"portplan.policy/1\"}",
         "1:1: a rule in 'rules' is missing"},
        {"unknown member",
         "{\"schema\":\"portplan.policy/1\",\n  \"rule\": []}",
         "2:3: a policy has no member 'rule'"},
        {"no kind", RULES("{\"id\":\"a\"}"), "3:1: 'require' is missing"},
        {"unknown kind",
         RULES("{\"id\":\"a\", \"require\":\"magic\"}"),
         "3:22: 'require' is one of bindable, reserved,"},
        {"foreign member",
         RULES(
             "{\"id\":\"a\",\"require\":\"pool\",\"count\":1,\n \"as\":\"x\"}"),
         "4:2: a rule that requires pool has no member 'as'"},
        {"twice",
         RULES("{\"id\":\"a\",\"id\":\"b\",\"require\":\"pool\",\"count\":1}"),
         "3:11: 'id' stands twice"},
        {"bad port",
         RULES("{\"id\":\"a\",\"require\":\"bindable\",\n\"ports\":\"80,"
               "70000\"}"),
         "4:9: '70000' is not a port or range: "},
        {"no ports",
         RULES("{\"id\":\"a\",\"require\":\"bindable\"}"),
         "3:1: 'ports' or 'from' is missing"},
        {"no file",
         RULES("{\"id\":\"a\",\"require\":\"bindable\",\"from\":\"a.txt\"}"),
         "3:39: 'from' is a compose file"},
        {"no after",
         RULES("{\"id\":\"a\",\"require\":\"bindable\",\"ports\":\"1\","
               "\"at-least\":0.5}"),
         "3:1: \"after\": \"reboot\" is missing"},
        {"two of one",
         RULES("{\"id\":\"a\",\"require\":\"absent\",\"service\":\"x\","
               "\"feature\":\"y\"}"),
         "3:1: one of 'value', 'service' and 'feature' is missing"},
        {"same id", RULES(POOL ",\n" POOL), "4:7: another rule has the id 'p'"},
        {"no such rule",
         "{\"schema\":\"portplan.policy/1\",\"rules\":[" POOL "],\n"
         "\"waivers\":[{\"rule\":\"q\",\"reason\":\"x\"}]}",
         "2:20: there is no rule 'q'"},
        {"a day that is none",
         "{\"schema\":\"portplan.policy/1\",\"rules\":[" POOL "],\n"
         "\"waivers\":[{\"rule\":\"p\",\"reason\":\"x\",\n"
         "\"expires\":\"2027-02-29\"}]}",
         "3:11: 'expires' is a day such as"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_policy *policy = NULL;
        char message[512];
        cr_expect_eq(parse(rows[i].text, &policy, message),
                     PP_ERR_FORMAT,
                     "%s",
                     rows[i].label);
        cr_expect_eq(
            strncmp(message, rows[i].expected, strlen(rows[i].expected)),
            0,
            "%s: %s",
            rows[i].label,
            message);
        pp_policy_free(policy);
    }
}

Test(policy, limits_are_told_and_take_little_time)
{
    struct pp_buf text;
    struct pp_policy *policy = NULL;
    char message[512];
    pp_buf_init(&text, 1 << 24);
    pp_buf_add_str(&text, "{\"schema\":\"portplan.policy/1\",\"rules\":[");
    for (int i = 0; i <= PP_LIMIT_POLICY_RULES; i++) {
        pp_buf_printf(&text,
                      "%s{\"id\":\"r%d\",\"require\":\"pool\",\"count\":1}",
                      i > 0 ? "," : "",
                      i);
    }
    pp_buf_add_str(&text, "]}");
    cr_expect_eq(parse(text.data, &policy, message), PP_ERR_FORMAT);
    cr_expect(strstr(message, "a list of at most 1024") != NULL, "%s", message);
    pp_buf_clear(&text);
    pp_buf_add_repeated(&text, ' ', PP_LIMIT_POLICY_BYTES + 1);
    cr_expect_eq(parse(text.data, &policy, message), PP_ERR_FORMAT);
    cr_expect(strstr(message, "too large") != NULL, "%s", message);
    pp_buf_done(&text);
}

Test(policy, days_are_those_of_the_calendar)
{
    static const struct {
        const char *text;
        uint32_t day; /* 0: none */
    } rows[] = {
        {"2027-03-31", 20270331},
        {"2000-02-29", 20000229},
        {"2028-02-29", 20280229},
        {"0001-01-01", 10101},
        {"9999-12-31", 99991231},
        {"1900-02-29", 0},
        {"2027-02-29", 0},
        {"2027-04-31", 0},
        {"2027-00-10", 0},
        {"2027-13-10", 0},
        {"2027-01-00", 0},
        {"0000-01-01", 0},
        {"2027-1-10", 0},
        {"2027-01-100", 0},
        {"2027/01/10", 0},
        {"+027-01-10", 0},
        {"2027-01-10 ", 0},
        {"", 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        uint32_t day = 0;
        bool is_day = pp_day_parse(pp_sv_from(rows[i].text), &day);
        cr_expect_eq(is_day, rows[i].day != 0, "%s", rows[i].text);
        cr_expect_eq(day, rows[i].day, "%s", rows[i].text);
        if (is_day) {
            struct pp_buf buf;
            pp_buf_init(&buf, 64);
            pp_day_print(&buf, day);
            cr_expect_str_eq(buf.data, rows[i].text);
            pp_buf_done(&buf);
        }
    }
}

/* --- baselines ------------------------------------------------------------ */

static enum pp_status
parse_baseline(const char *text, struct pp_baseline *ret, char message[512])
{
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    enum pp_status status = pp_baseline_parse(pp_sv_from(text), 0, diags, ret);
    first_diag(diags, message, 512);
    pp_diags_free(diags);
    return status;
}

Test(policy, a_baseline_has_what_it_lists_in_any_order)
{
    struct pp_baseline baseline = {0};
    char message[512];
    cr_assert_eq(parse_baseline("{\"schema\":\"portplan.baseline/1\","
                                "\"findings\":["
                                "{\"fingerprint\":\"ffffffffffffffff\"},"
                                "{\"fingerprint\":\"0000000000000001\"},"
                                "{\"fingerprint\":\"00000000000000a0\"}]}",
                                &baseline,
                                message),
                 PP_OK,
                 "%s",
                 message);
    cr_expect(pp_baseline_has(&baseline, UINT64_MAX));
    cr_expect(pp_baseline_has(&baseline, 1));
    cr_expect(pp_baseline_has(&baseline, 0xA0));
    cr_expect_not(pp_baseline_has(&baseline, 2));
    pp_baseline_done(&baseline);
    cr_expect_not(pp_baseline_has(&baseline, 1));
}

Test(policy, a_wrong_baseline_is_told_with_its_place)
{
    static const struct {
        const char *text;
        const char *expected;
    } rows[] = {
        {"{", "1:2: this is not JSON"},
        {"{\"schema\":\"portplan.policy/1\"}", "1:11: 'schema' must be"},
        {"{\"schema\":\"portplan.baseline/1\"}",
         "1:1: a baseline must have a list"},
        {"{\"schema\":\"portplan.baseline/1\",\n\"findings\":[{}]}",
         "2:13: a finding must have a 'fingerprint'"},
        {"{\"schema\":\"portplan.verify/1\",\n"
         "\"findings\":[{\"fingerprint\":\"00000000000000A0\"}]}",
         "2:28: a finding must have a 'fingerprint'"},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pp_baseline baseline = {0};
        char message[512];
        cr_expect_eq(parse_baseline(rows[i].text, &baseline, message),
                     PP_ERR_FORMAT);
        cr_expect_eq(
            strncmp(message, rows[i].expected, strlen(rows[i].expected)),
            0,
            "%s: %s",
            rows[i].text,
            message);
        pp_baseline_done(&baseline);
    }
}
