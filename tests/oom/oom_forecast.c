/*
 * Each allocation of a forecast fails in turn: the boots, their counts, all
 * reports and the samples must say so, and leak nothing.
 */
#include "portplan/port_list.h"

#include "fail_alloc.h"
#include "sim/forecast/forecast.h"
#include "sim/forecast/forecast_data.h"
#include "sim/forecast/forecast_svg.h"
#include "sim/forecast/forecast_text.h"
#include "sim/forecast/samples.h"
#include "sim_support.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static enum pp_status sample(const struct pps_state *state,
                             const struct pps_step *step,
                             struct pp_buf *buf)
{
    struct pps_sampler *sampler = NULL;
    struct pps_montecarlo_options options = {.seed = 1};
    PP_TRY(pps_sampler_new(state, step, &options, &sampler));
    enum pp_status status = pps_sampler_ndjson(sampler, 0, PP_TCP, buf);
    if (status == PP_OK) {
        status = pps_sampler_netsh(sampler, 1, PP_TCP, buf);
    }
    pps_sampler_free(sampler);
    return status;
}

static enum pp_status report(const struct pps_montecarlo *montecarlo,
                             const struct pps_profile *profile,
                             struct pp_buf *buf)
{
    struct pp_style style = pp_style_plain();
    struct pps_forecast forecast = {.montecarlo = montecarlo,
                                    .protocol = PP_TCP,
                                    .profile = profile,
                                    .precision_ppm = 1000};
    pps_forecast_text(buf, &style, &forecast);
    pps_forecast_json(buf, &forecast);
    pps_forecast_csv(buf, &forecast);
    pps_forecast_svg(buf, &forecast);
    return buf->status;
}

static void one_after_the_other(void *user,
                                unsigned count,
                                void (*job)(void *context, unsigned index),
                                void *context)
{
    (void)user;
    for (unsigned i = 0; i < count; i++) {
        job(context, i);
    }
}

/* Draws, counts and prints; every status on the way is looked at. */
static enum pp_status run_all(struct pp_buf *buf)
{
    const struct pps_team team = {.count = 2, .run = one_after_the_other};
    const struct pps_profile *profile = pps_profile_named(PP_SV("desktop"));
    struct pp_machine *machine = NULL;
    struct pps_state state = {0};
    struct pps_step step = pps_step_of(PPS_STEP_REBOOT);
    struct pps_montecarlo *montecarlo = NULL;
    struct pp_port_list asked = {0};
    struct pp_sv item;
    const char *why;
    enum pp_status status = pp_port_list_parse(
        PP_SV("8080,50010,50500-50510,5/udp"), &asked, &item, &why);
    struct pps_montecarlo_options options = {
        .seed = 1, .runs = 12, .round_runs = 4, .asked = &asked, .team = &team};
    if (status == PP_OK) {
        status = pps_profile_machine(profile, &machine);
    }
    if (status == PP_OK) {
        status = pps_profile_state(profile, machine, &state);
    }
    if (status == PP_OK) {
        status = pps_montecarlo_run(&state, &step, &options, &montecarlo);
    }
    if (status == PP_OK) {
        status = report(montecarlo, profile, buf);
    }
    if (status == PP_OK) {
        status = sample(&state, &step, buf);
    }
    pps_montecarlo_free(montecarlo);
    pps_state_done(&state);
    pp_machine_free(machine);
    pp_port_list_done(&asked);
    return status;
}

Test(oom_forecast, every_failing_allocation_is_told)
{
    struct pp_buf whole;
    long failed = 0;
    pp_buf_init(&whole, 1 << 24);
    cr_assert_eq(run_all(&whole), PP_OK);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 24);
        pp_test_fail_after(n);
        enum pp_status status = run_all(&buf);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (was_reached) {
            cr_expect_eq(
                status, PP_ERR_NOMEM, "allocation %ld: %d", n, (int)status);
            failed++;
        } else {
            cr_expect_eq(status, PP_OK);
            cr_expect(pp_sv_equal(pp_buf_view(&buf), pp_buf_view(&whole)));
        }
        pp_buf_done(&buf);
        if (!was_reached) {
            break;
        }
    }
    cr_expect_gt(failed, 50);
    pp_buf_done(&whole);
}
