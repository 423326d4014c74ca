/*
 * Every allocation of `verify` fails in turn: reading policy, files of ports
 * and baseline, asking the rules, writing every format. The answer is
 * PP_ERR_NOMEM, or, where only a diagnostic was lost, a success; nothing leaks.
 * libyaml allocates for itself and is not reached.
 */
#include <criterion/criterion.h>

#include "portplan/load.h"

#include "fail_alloc.h"
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
    MOST_ALLOCATIONS = 100000,
};

static const char policy_text[] =
    "{\"schema\":\"portplan.policy/1\",\"name\":\"shop\",\"rules\":["
    "{\"id\":\"a\",\"require\":\"bindable\",\"ports\":\"80,50060-50099\"},"
    "{\"id\":\"b\",\"require\":\"bindable\",\"from\":\"compose.yaml\"},"
    "{\"id\":\"c\",\"require\":\"bindable\",\"from\":\"launchSettings.json\","
    "\"after\":\"reboot\"},"
    "{\"id\":\"d\",\"require\":\"reserved\",\"ports\":\"50000+60\"},"
    "{\"id\":\"e\",\"require\":\"free-run\",\"count\":60000},"
    "{\"id\":\"f\",\"require\":\"absent\",\"value\":\"MaxUserPort\"}],"
    "\"waivers\":[{\"rule\":\"e\",\"reason\":\"x\",\"ports\":\"1\"},"
    "{\"rule\":\"e\",\"reason\":\"known\",\"expires\":\"2027-01-01\"}]}";
static const char bad_policy_text[] =
    "{\"schema\":\"portplan.policy/1\",\"rules\":[{\"require\":\"x\"}]}";
static const char compose_text[] =
    "services: {a: {ports: ['${P:-50070}:80', '$Q:1',"
    " {target: 1, published: 90}]}}";
static const char launch_text[] =
    "{\"profiles\":{\"p\":{\"applicationUrl\":\"http://a:5000\",},}}";
static const char baseline_text[] =
    "{\"schema\":\"portplan.baseline/1\",\"findings\":["
    "{\"fingerprint\":\"0123456789abcdef\"}]}";
static const char capture_text[] =
    "netsh int ipv4 show excludedportrange tcp\n\n"
    "Start Port    End Port\n----------    --------\n"
    "     50000       50059     *\n     50060       50159\n\n"
    "* - Administered port exclusions.\n";

static enum pp_status ask_simulator(void *user,
                                    const struct pp_machine *machine,
                                    const struct pp_verify_bind *binds,
                                    size_t count,
                                    struct pp_verify_share *ret_shares)
{
    const struct pps_montecarlo_options options = {.seed = 1, .runs = 2};
    const struct pps_bind_query query = {binds[0].ports, binds[0].kind};
    struct pps_after_boot after;
    (void)user;
    cr_assert_eq(count, 1);
    PP_TRY(pps_after_boot(machine, &query, 1, &options, &after));
    ret_shares[0] = (struct pp_verify_share){.is_known = after.is_known,
                                             .share = after.share};
    return PP_OK;
}

static enum pp_status write_all(const struct pp_verify *verify,
                                const struct pp_show *show,
                                struct pp_buf *buf)
{
    static const struct pp_sv sources[8] = {{0}};
    const struct pp_style style = pp_style_plain();
    const struct pp_verify_view view = {.verify = verify,
                                        .shows = show,
                                        .policy_file = PP_SV("p.json"),
                                        .sources = sources};
    pp_verify_text(buf, &style, &view);
    pp_verify_json(buf, &view);
    pp_verify_junit(buf, &view);
    pp_verify_sarif(buf, &view);
    pp_verify_github(buf, &view);
    pp_verify_tap(buf, &view);
    pp_verify_baseline(buf, &view);
    return buf->status;
}

/* The policy with its files; a broken one is told, not kept. */
static enum pp_status read_files(struct pp_diags *diags,
                                 struct pp_policy **ret_policy,
                                 struct pp_baseline *ret_baseline)
{
    struct pp_policy *broken = NULL;
    enum pp_status status =
        pp_policy_parse(pp_sv_from(bad_policy_text), 0, diags, &broken);
    if (status != PP_ERR_FORMAT) {
        pp_policy_free(broken);
        return status;
    }
    PP_TRY(pp_policy_parse(pp_sv_from(policy_text), 0, diags, ret_policy));
    PP_TRY(pp_policy_take_source(
        *ret_policy, 1, pp_sv_from(compose_text), 0, diags));
    PP_TRY(pp_policy_take_source(
        *ret_policy, 2, pp_sv_from(launch_text), 0, diags));
    return pp_baseline_parse(pp_sv_from(baseline_text), 0, diags, ret_baseline);
}

static enum pp_status hold(const struct pp_policy *policy,
                           const struct pp_baseline *baseline,
                           struct pp_load *load,
                           struct pp_buf *buf)
{
    const struct pp_verify_options options = {
        .reboot = {.ask = ask_simulator},
        .baseline = baseline,
        .today = 20270115,
    };
    struct pp_verify_host host = {.name = PP_SV("box")};
    struct pp_machine *machine = NULL;
    struct pp_verify *verify = NULL;
    PP_TRY(pp_load_machine(load, &machine));
    const struct pp_show show = pp_show_of(load, machine, pp_load_diags(load));
    host.machine = machine;
    host.sections = pp_load_sections(load, &host.section_count);
    host.facts = pp_load_facts(load, &host.fact_count);
    enum pp_status status = pp_verify_run(policy, &host, 1, &options, &verify);
    if (status == PP_OK) {
        status = write_all(verify, &show, buf);
    }
    pp_verify_free(verify);
    pp_machine_free(machine);
    return status;
}

static enum pp_status run_all(struct pp_buf *buf)
{
    struct pp_diags *diags = NULL;
    struct pp_policy *policy = NULL;
    struct pp_baseline baseline = {0};
    struct pp_load *load = NULL;
    enum pp_status status = pp_diags_new(&diags);
    if (status == PP_OK) {
        status = read_files(diags, &policy, &baseline);
    }
    if (status == PP_OK) {
        status = pp_load_new(NULL, &load);
    }
    if (status == PP_OK) {
        status =
            pp_load_add_bytes(load, PP_SV("box.txt"), pp_sv_from(capture_text));
    }
    if (status == PP_OK) {
        status = hold(policy, &baseline, load, buf);
    }
    pp_load_free(load);
    pp_baseline_done(&baseline);
    pp_policy_free(policy);
    pp_diags_free(diags);
    return status;
}

Test(oom_verify, every_failing_allocation_is_told)
{
    struct pp_buf whole;
    long failed = 0;
    pp_buf_init(&whole, 1 << 24);
    cr_assert_eq(run_all(&whole), PP_OK);
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 24);
        pp_test_fail_after(n);
        enum pp_status status = run_all(&buf);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        cr_expect(status == PP_OK || status == PP_ERR_NOMEM,
                  "allocation %ld: %d",
                  n,
                  (int)status);
        if (status == PP_OK) {
            /* A lost diagnostic, or none failed: the answer is whole. */
            cr_expect(pp_sv_equal(pp_buf_view(&buf), pp_buf_view(&whole)),
                      "allocation %ld",
                      n);
        }
        failed += was_reached && status == PP_ERR_NOMEM;
        pp_buf_done(&buf);
        if (!was_reached) {
            break;
        }
    }
    cr_expect_gt(failed, 100);
    pp_buf_done(&whole);
}
