/*
 * Each allocation of the simulator fails in turn: it must say so, and leak
 * nothing (the sanitizers watch). The result of a run that comes through is
 * the one that it always is.
 */
#include "fail_alloc.h"
#include "sim/sweep/sweep.h"
#include "sim/sweep/sweep_data.h"
#include "sim/sweep/sweep_text.h"
#include "sim/whatif/whatif_json.h"
#include "sim/whatif/whatif_text.h"
#include "sim_support.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static const char steps_text[] =
    "reserve 55500+100; stop winnat; netsh int ipv4 add excludedportrange "
    "tcp 55500 100; set MaxUserPort=60000; bind 7000; start winnat; reboot; "
    "restart hns; Get-Service hns, winnat | Stop-Service; kill 77; "
    "Start-Process cmd -Arg '/c','sc config hns start= demand' && fly; "
    "expect 55555 bindable; re\nnet start winnat ^\n /y\nOk.\n"
    "for %i in (1) do (\nfly\n)";

static enum pp_status sweep_all(const struct pp_machine *machine,
                                const struct pps_scenario *scenario,
                                struct pp_buf *buf)
{
    struct pps_sweep *sweep = NULL;
    struct pp_style style = pp_style_plain();
    struct pps_sweep_options options = {
        .runs = 3, .range = {1100, 1300}, .length = 50};
    options.steps = pps_scenario_steps(scenario, &options.step_count);
    PP_TRY(pps_sweep_run(machine, &options, &sweep));
    pps_sweep_text(buf, &style, sweep, PP_SV("dump.txt"));
    pps_sweep_json(buf, sweep);
    pps_sweep_csv(buf, sweep);
    pps_sweep_free(sweep);
    return buf->status;
}

/* Reads, runs and prints; every status on the way is looked at. */
static enum pp_status run_all(const struct pp_machine *machine,
                              struct pp_buf *buf)
{
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    struct pps_whatif *whatif = NULL;
    struct pps_whatif_options options = {.seed = 1, .runs = 3};
    struct pp_style style = pp_style_plain();
    enum pp_status status = pp_diags_new(&diags);
    if (status == PP_OK) {
        status =
            pps_scenario_parse(pp_sv_from(steps_text), 0, diags, &scenario);
    }
    if (status == PP_OK) {
        status = pps_whatif_run(machine, scenario, &options, &whatif);
    }
    if (status == PP_OK) {
        pps_whatif_text(buf, &style, whatif, NULL, 0);
        pps_whatif_json(buf, whatif);
        status = buf->status;
    }
    if (status == PP_OK) {
        status = sweep_all(machine, scenario, buf);
    }
    pps_whatif_free(whatif);
    pps_scenario_free(scenario);
    pp_diags_free(diags);
    return status;
}

Test(oom_sim, every_failing_allocation_is_told)
{
    struct pp_machine *machine = test_seed_machine();
    struct pp_buf whole;
    pp_buf_init(&whole, 1 << 24);
    cr_assert_eq(run_all(machine, &whole), PP_OK);
    long failed = 0;
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 24);
        pp_test_fail_after(n);
        enum pp_status status = run_all(machine, &buf);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (status == PP_OK) {
            /* Only a diagnostic that could not be kept may pass. */
            cr_expect(pp_sv_equal(pp_buf_view(&buf), pp_buf_view(&whole)),
                      "allocation %ld",
                      n);
        } else {
            cr_expect_eq(
                status, PP_ERR_NOMEM, "allocation %ld: %d", n, (int)status);
            failed++;
        }
        pp_buf_done(&buf);
        if (!was_reached) {
            break;
        }
    }
    cr_expect_gt(failed, 50);
    pp_buf_done(&whole);
    pp_machine_free(machine);
}
