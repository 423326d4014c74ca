/*
 * Spoilt policies, baselines and files of ports: whatever is done to good
 * ones, they are read, or refused with a place that the text has.
 */
#include <criterion/criterion.h>

#include "mutate.h"
#include "random.h"
#include "seed.h"
#include "verify/baseline.h"
#include "verify/policy.h"

enum {
    ROUNDS = 4000
};

static const char policy_text[] =
    "{ \"schema\": \"portplan.policy/1\", \"name\": \"shop\", \"rules\": [\n"
    "  { \"id\": \"web\", \"require\": \"bindable\", \"ports\": "
    "\"80,90/udp\",\n"
    "    \"as\": \"quic\", \"after\": \"reboot\", \"at-least\": 0.99 },\n"
    "  { \"id\": \"c\", \"require\": \"bindable\", \"from\": \"c.yaml\" },\n"
    "  { \"id\": \"v\", \"require\": \"absent\", \"value\": \"MaxUserPort\" "
    "},\n"
    "  { \"id\": \"r\", \"require\": \"block-room\", \"count\": 9, \"size\": "
    "64,\n"
    "    \"protocol\": \"udp\", \"severity\": \"note\" } ],\n"
    "  \"waivers\": [ { \"rule\": \"web\", \"host\": \"x\", \"ports\": "
    "\"80\",\n"
    "    \"reason\": \"known\", \"expires\": \"2027-03-31\" } ] }\n";
static const char compose_text[] =
    "x-base: &base\n"
    "  ports: [\"8080:80\", '127.0.0.1:81-82:81-82/udp']\n"
    "services:\n"
    "  a:\n"
    "    <<: *base\n"
    "    extends: {file: other.yaml, service: b}\n"
    "  b:\n"
    "    ports:\n"
    "      - \"${PORT:-50070}:80\"\n"
    "      - target: 90\n"
    "        published: \"9090\"\n"
    "        protocol: udp\n";
static const char launch_text[] =
    "{ // profiles\n"
    "  \"profiles\": { \"p\": { \"applicationUrl\":\n"
    "    \"https://localhost:7001;http://[::1]:5000/x\", }, },\n"
    "  \"iisSettings\": { \"iisExpress\": { \"applicationUrl\":\n"
    "    \"http://localhost:5080\", \"sslPort\": 44300 } } }\n";
static const char baseline_text[] =
    "{ \"schema\": \"portplan.baseline/1\", \"findings\": [\n"
    "  { \"fingerprint\": \"0123456789abcdef\", \"rule\": \"web\" } ] }\n";

static uint64_t count_lines(struct pp_sv text)
{
    uint64_t lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    return lines;
}

/* A text that was refused has been told why, at a place that it has. */
static void expect_told(const char *what,
                        enum pp_status status,
                        struct pp_sv text,
                        const struct pp_diags *diags)
{
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(diags, &count);
    cr_assert(status == PP_OK || status == PP_ERR_FORMAT, "%s", what);
    cr_assert_eq(status == PP_OK, count == 0, "%s: %zu", what, count);
    for (size_t i = 0; i < count; i++) {
        cr_assert_gt(items[i].message.len, 0, "%s", what);
        cr_assert(items[i].place.line >= 1 && items[i].place.column >= 1 &&
                      items[i].place.line <= count_lines(text),
                  "%s: line %u",
                  what,
                  (unsigned)items[i].place.line);
    }
}

static void read_policy(struct pp_sv text)
{
    struct pp_diags *diags = NULL;
    struct pp_policy *policy = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    enum pp_status status = pp_policy_parse(text, 0, diags, &policy);
    expect_told("policy", status, text, diags);
    pp_policy_free(policy);
    pp_diags_free(diags);
}

static void read_baseline(struct pp_sv text)
{
    struct pp_diags *diags = NULL;
    struct pp_baseline baseline = {0};
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    enum pp_status status = pp_baseline_parse(text, 0, diags, &baseline);
    expect_told("baseline", status, text, diags);
    pp_baseline_done(&baseline);
    pp_diags_free(diags);
}

static void read_source(struct pp_sv from, struct pp_sv text)
{
    struct pp_diags *diags = NULL;
    struct pp_policy *policy = NULL;
    struct pp_buf rules;
    size_t count = 0;
    pp_buf_init(&rules, 1024);
    pp_buf_printf(&rules,
                  "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"id\":\"a\","
                  "\"require\":\"bindable\",\"from\":\"%.*s\"}]}",
                  PP_SV_ARGS(from));
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(pp_policy_parse(pp_buf_view(&rules), 0, diags, &policy),
                 PP_OK);
    enum pp_status status = pp_policy_take_source(policy, 0, text, 0, diags);
    expect_told(from.ptr, status, text, diags);
    const struct pp_rule *rule = pp_policy_rules(policy, &count);
    for (size_t i = 0; i < rule->wanted.count; i++) {
        const struct pp_wanted *wanted = &rule->wanted.items[i];
        cr_assert(wanted->line >= 1 && wanted->line <= count_lines(text));
        cr_assert(wanted->unclear != NULL ||
                  (wanted->ports.range.first >= 1 &&
                   wanted->ports.range.first <= wanted->ports.range.last));
    }
    pp_policy_free(policy);
    pp_diags_free(diags);
    pp_buf_done(&rules);
}

Test(prop_policy, spoilt_texts_are_read_or_refused_with_a_place)
{
    static struct pp_test_text text;
    struct pp_test_random random =
        pp_test_random_from(pp_test_seed("prop_policy"));
    for (int i = 0; i < ROUNDS; i++) {
        pp_test_text_set(&text, pp_sv_from(policy_text));
        pp_test_mutate(&random, &text);
        read_policy(pp_test_text_view(&text));
        pp_test_text_set(&text, pp_sv_from(baseline_text));
        pp_test_mutate(&random, &text);
        read_baseline(pp_test_text_view(&text));
        pp_test_text_set(&text, pp_sv_from(compose_text));
        pp_test_mutate(&random, &text);
        read_source(PP_SV("compose.yaml"), pp_test_text_view(&text));
        pp_test_text_set(&text, pp_sv_from(launch_text));
        pp_test_mutate(&random, &text);
        read_source(PP_SV("launchSettings.json"), pp_test_text_view(&text));
    }
}
