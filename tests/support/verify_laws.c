/* The laws of policies and of what becomes of them. */
#include "verify_laws.h"

#include <string.h>

#include "portplan/load.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "examples/examples.h"
#include "json/json.h"
#include "print/diag_text.h"
#include "print/show_view.h"
#include "print/style.h"
#include "sim/forecast/after_boot.h"
#include "verify/baseline.h"
#include "verify/verify.h"
#include "verify/verify_ci.h"
#include "verify/verify_json.h"
#include "verify/verify_sarif.h"
#include "verify/verify_text.h"
#include "verify/verify_view.h"

enum {
    MAX_REPORT_BYTES = 256 << 20,
    BOOTS = 8,
    TODAY = 20270115,
};

#define LAW(claim)                    \
    do {                              \
        if (!(claim)) {               \
            return "broken: " #claim; \
        }                             \
    } while (0)

#define OBEY(law)                   \
    do {                            \
        const char *broken = (law); \
        if (broken != NULL) {       \
            return broken;          \
        }                           \
    } while (0)

/* --- texts ---------------------------------------------------------------- */

/* A report may hold the ends of its lines and no other control. */
static bool is_clean(struct pp_sv text)
{
    for (size_t at = 0; at < text.len;) {
        uint32_t code = 0;
        at += pp_utf8_next(text, at, &code);
        if (code != '\n' && pp_utf8_is_unsafe(code)) {
            return false;
        }
    }
    return true;
}

static bool is_json(struct pp_sv text)
{
    struct pp_json_value *value = NULL;
    size_t offset = 0;
    enum pp_status status = pp_json_parse(text, &value, &offset);
    pp_json_value_free(value);
    return status == PP_OK;
}

/* --- readings ------------------------------------------------------------- */

static const char *check_diags(const struct pp_diags *diags, struct pp_sv text)
{
    uint64_t lines = 1;
    for (size_t i = 0; i < text.len; i++) {
        lines += text.ptr[i] == '\n';
    }
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(diags, &count);
    for (size_t i = 0; i < count; i++) {
        LAW(items[i].message.len > 0);
        LAW(items[i].place.line >= 1);
        LAW(items[i].place.line <= lines);
        LAW(items[i].place.column >= 1);
    }
    const struct pp_capture capture = {.name = PP_SV("fuzz")};
    const struct pp_show view = {
        .captures = &capture, .capture_count = 1, .diags = diags};
    const struct pp_style style = pp_style_plain();
    struct pp_buf report;
    pp_buf_init(&report, MAX_REPORT_BYTES);
    pp_diags_text(&report, &style, &view, PP_SEVERITY_NOTE);
    bool is_good = report.status == PP_OK && is_clean(pp_buf_view(&report)) &&
                   (count == 0 || report.len > 0);
    pp_buf_done(&report);
    LAW(is_good);
    return NULL;
}

const char *pp_test_broken_reading_law(enum pp_status status,
                                       const struct pp_diags *diags,
                                       struct pp_sv text)
{
    size_t count = 0;
    (void)pp_diags_items(diags, &count);
    LAW(status == PP_OK || status == PP_ERR_FORMAT);
    LAW((status == PP_ERR_FORMAT) == (count > 0));
    return check_diags(diags, text);
}

/* --- policies ------------------------------------------------------------- */

static const char *check_ports(const struct pp_port_query *ports)
{
    LAW(ports->range.first >= 1);
    LAW(ports->range.first <= ports->range.last);
    LAW(ports->protocol == PP_TCP || ports->protocol == PP_UDP);
    return NULL;
}

static const char *check_wanted(const struct pp_wanted *wanted)
{
    if (wanted->unclear == NULL) {
        OBEY(check_ports(&wanted->ports));
    } else {
        LAW(wanted->unclear[0] != '\0');
    }
    LAW((wanted->line == 0) == (wanted->text.len == 0));
    return NULL;
}

static const char *check_numbers(const struct pp_rule *rule)
{
    LAW(rule->at_least > 0.0 && rule->at_least <= 1.0);
    LAW(rule->count <= PP_PORT_COUNT);
    LAW(rule->size == 64 || rule->size == 100);
    LAW(rule->protocol == PP_TCP || rule->protocol == PP_UDP);
    LAW(rule->range.first <= rule->range.last);
    return NULL;
}

static const char *check_rule(const struct pp_rule *rule)
{
    bool is_on_ports = rule->kind == PP_RULE_BINDABLE ||
                       rule->kind == PP_RULE_RESERVED ||
                       rule->kind == PP_RULE_OUTSIDE_DYNAMIC;
    LAW(rule->id.len > 0);
    LAW(rule->kind < PP_RULE_COUNT_);
    LAW(rule->severity <= PP_SEVERITY_ERROR);
    LAW(rule->place.line >= 1 && rule->place.column >= 1);
    LAW(is_on_ports == (rule->wanted.count > 0 || rule->from.len > 0));
    OBEY(check_numbers(rule));
    if (rule->kind == PP_RULE_DYNAMIC_WITHIN) {
        LAW(rule->range.first >= 1);
    }
    if (rule->kind == PP_RULE_ABSENT) {
        LAW((rule->absent == PP_ABSENT_VALUE) ==
            (rule->value != PP_KNOWN_NONE));
        LAW((rule->absent == PP_ABSENT_VALUE) == (rule->name.len == 0));
    }
    for (size_t i = 0; i < rule->wanted.count; i++) {
        OBEY(check_wanted(&rule->wanted.items[i]));
    }
    return NULL;
}

static size_t
count_named(const struct pp_rule *rules, size_t count, struct pp_sv id)
{
    size_t named = 0;
    for (size_t i = 0; i < count; i++) {
        named += pp_sv_equal(rules[i].id, id);
    }
    return named;
}

/* By a rule of its own: of four years one has 29 February, but for those of
 * three of four centuries. */
static bool is_day(uint32_t number)
{
    const uint32_t year = number / 10000;
    const uint32_t month = number / 100 % 100;
    const uint32_t day = number % 100;
    const uint32_t longest =
        month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
    bool is_leap = year % (year % 100 == 0 ? 400 : 4) == 0;
    return year >= 1 && year <= 9999 && month >= 1 && month <= 12 && day >= 1 &&
           day <= (month == 2 ? 28U + is_leap : longest);
}

const char *pp_test_broken_policy_law(const struct pp_policy *policy)
{
    size_t rule_count = 0;
    size_t waiver_count = 0;
    const struct pp_rule *rules = pp_policy_rules(policy, &rule_count);
    const struct pp_waiver *waivers = pp_policy_waivers(policy, &waiver_count);
    LAW(rule_count > 0);
    for (size_t i = 0; i < rule_count; i++) {
        OBEY(check_rule(&rules[i]));
        LAW(count_named(rules, rule_count, rules[i].id) == 1);
    }
    for (size_t i = 0; i < waiver_count; i++) {
        LAW(count_named(rules, rule_count, waivers[i].rule) == 1);
        LAW(waivers[i].reason.len > 0);
        LAW(waivers[i].expires == 0 || is_day(waivers[i].expires));
        for (size_t k = 0; k < waivers[i].ports.count; k++) {
            OBEY(check_ports(&waivers[i].ports.items[k]));
        }
    }
    return NULL;
}

const char *pp_test_broken_baseline_law(const struct pp_baseline *baseline)
{
    for (size_t i = 0; i < baseline->count; i++) {
        LAW(i == 0 || baseline->items[i - 1] <= baseline->items[i]);
        LAW(pp_baseline_has(baseline, baseline->items[i]));
    }
    return NULL;
}

/* --- answers -------------------------------------------------------------- */

/* The machine that policies are held against: built once, and kept. */
struct small_machine {
    struct pp_load *load;
    struct pp_machine *machine;
    struct pp_verify_host host;
    struct pp_show show;
};

static const struct small_machine *find_machine(void)
{
    static struct small_machine small;
    const struct pp_example *example = pp_example_named(PP_SV("hyper-v"));
    if (small.machine != NULL) {
        return &small;
    }
    if (example == NULL || pp_load_new(NULL, &small.load) != PP_OK ||
        pp_load_add_bytes(small.load, PP_SV("hyper-v"), example->bytes) !=
            PP_OK ||
        pp_load_machine(small.load, &small.machine) != PP_OK) {
        return NULL;
    }
    small.show =
        pp_show_of(small.load, small.machine, pp_load_diags(small.load));
    small.host.name = PP_SV("build-07");
    small.host.machine = small.machine;
    small.host.sections = small.show.sections;
    small.host.section_count = small.show.section_count;
    small.host.facts = small.show.facts;
    small.host.fact_count = small.show.fact_count;
    return &small;
}

static enum pp_status ask_boots(void *user,
                                const struct pp_machine *machine,
                                const struct pp_verify_bind *binds,
                                size_t count,
                                struct pp_verify_share *ret_shares)
{
    const struct pps_montecarlo_options boots = {.seed = 1, .runs = BOOTS};
    (void)user;
    for (size_t i = 0; i < count; i++) {
        const struct pps_bind_query query = {binds[i].ports, binds[i].kind};
        struct pps_after_boot answer;
        PP_TRY(pps_after_boot(machine, &query, 1, &boots, &answer));
        ret_shares[i] = (struct pp_verify_share){
            .is_known = answer.is_known,
            .share = answer.share,
            .low = answer.interval.low,
            .high = answer.interval.high,
        };
    }
    return PP_OK;
}

static const char *check_checks(const struct pp_verify *verify)
{
    size_t count = verify->checks.count;
    size_t failing = 0;
    const struct pp_verify_check *checks = verify->checks.items;
    for (size_t i = 0; i < count; i++) {
        LAW(checks[i].message.len > 0);
        LAW(checks[i].host == 0);
        LAW(!checks[i].fails || pp_verify_is_finding(&checks[i]));
        LAW(!checks[i].fails || checks[i].waiver == NULL);
        LAW(!checks[i].fails || !checks[i].is_baseline);
        if (checks[i].has_ports) {
            OBEY(check_ports(&checks[i].ports));
        }
        failing += checks[i].fails;
    }
    LAW(count > 0);
    LAW(pp_verify_passed(verify) == (failing == 0));
    return NULL;
}

static void write_text(struct pp_buf *buf, const struct pp_verify_view *view)
{
    const struct pp_style style = pp_style_plain();
    pp_verify_text(buf, &style, view);
}

static const struct {
    void (*write)(struct pp_buf *buf, const struct pp_verify_view *view);
    bool is_json;
} reports[] = {
    {write_text, false},
    {pp_verify_json, true},
    {pp_verify_junit, false},
    {pp_verify_sarif, true},
    {pp_verify_github, false},
    {pp_verify_tap, false},
};

static const char *check_reports(const struct pp_verify_view *view)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(reports); i++) {
        struct pp_buf report;
        pp_buf_init(&report, MAX_REPORT_BYTES);
        reports[i].write(&report, view);
        struct pp_sv text = pp_buf_view(&report);
        bool is_good = report.status == PP_OK && is_clean(text);
        bool is_parsed = !reports[i].is_json || is_json(text);
        pp_buf_done(&report);
        LAW(is_good);
        LAW(is_parsed);
    }
    return NULL;
}

static enum pp_status run(const struct pp_policy *policy,
                          const struct pp_baseline *baseline,
                          struct pp_verify **ret_verify)
{
    const struct pp_verify_options options = {
        .reboot = {.ask = ask_boots},
        .baseline = baseline,
        .today = TODAY,
        .fail_on = PP_SEVERITY_NOTE,
        .is_strict = true,
    };
    return pp_verify_run(
        policy, &find_machine()->host, 1, &options, ret_verify);
}

/* The findings, written by `write` and read as a baseline, leave none that
 * fails. */
static const char *check_baseline(
    const struct pp_verify_view *view,
    void (*write)(struct pp_buf *buf, const struct pp_verify_view *view))
{
    struct pp_baseline baseline = {0};
    struct pp_diags *diags = NULL;
    struct pp_verify *again = NULL;
    struct pp_buf text;
    pp_buf_init(&text, MAX_REPORT_BYTES);
    write(&text, view);
    LAW(pp_diags_new(&diags) == PP_OK);
    bool is_clean_text = is_clean(pp_buf_view(&text));
    bool is_read =
        pp_baseline_parse(pp_buf_view(&text), 0, diags, &baseline) == PP_OK;
    bool has_passed = is_read &&
                      run(view->verify->policy, &baseline, &again) == PP_OK &&
                      pp_verify_passed(again);
    pp_verify_free(again);
    pp_baseline_done(&baseline);
    pp_diags_free(diags);
    pp_buf_done(&text);
    LAW(is_clean_text);
    LAW(is_read);
    LAW(has_passed);
    return NULL;
}

static const char *check_answer(const struct pp_verify *verify)
{
    size_t rule_count = 0;
    const struct pp_rule *rules = pp_policy_rules(verify->policy, &rule_count);
    struct pp_sv *sources = pp_calloc(rule_count, sizeof(*sources));
    LAW(sources != NULL);
    for (size_t i = 0; i < rule_count; i++) {
        sources[i] = rules[i].from;
    }
    const struct pp_verify_view view = {
        .verify = verify,
        .shows = &find_machine()->show,
        .policy_file = PP_SV("policy.json"),
        .sources = sources,
    };
    const char *broken = check_checks(verify);
    if (broken == NULL) {
        broken = check_reports(&view);
    }
    if (broken == NULL) {
        broken = check_baseline(&view, pp_verify_baseline);
    }
    if (broken == NULL) {
        broken = check_baseline(&view, pp_verify_json);
    }
    pp_free(sources);
    return broken;
}

const char *pp_test_broken_verify_law(const struct pp_policy *policy,
                                      const struct pp_baseline *baseline)
{
    struct pp_verify *verify = NULL;
    LAW(find_machine() != NULL);
    LAW(run(policy, baseline, &verify) == PP_OK);
    const char *broken = check_answer(verify);
    pp_verify_free(verify);
    return broken;
}
