/* Each allocation of fix fails in turn: it must say so, and leak nothing (the
 * sanitizers watch). The result of a run that comes through is the one that it
 * always is. */
#include "fail_alloc.h"
#include "sim/fix/fix_json.h"
#include "sim/fix/fix_script.h"
#include "sim/fix/fix_text.h"
#include "sim_support.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static enum pp_status run_all(const struct pp_machine *machine,
                              struct pp_buf *buf)
{
    struct pp_sv name = PP_SV("capture");
    struct pp_port_query items[] = {{{1100, 1110}, PP_TCP},
                                    {{2400, 2400}, PP_TCP}};
    struct pp_port_list ports = {items, PP_ARRAY_LEN(items), 0};
    struct pps_fix_options options = {
        .seed = 1, .runs = 2, .at_least_ppm = PPS_PPM};
    struct pp_style style = pp_style_plain();
    struct pps_fix *fix = NULL;
    PP_TRY(pps_fix_run(machine, &ports, &options, &fix));
    pps_fix_text(buf, &style, fix, &name, 1);
    pps_fix_json(buf, fix, NULL, NULL);
    pps_fix_script(buf, fix, PPS_SHELL_CMD);
    pps_fix_script(buf, fix, PPS_SHELL_POWERSHELL);
    pps_fix_free(fix);
    return buf->status;
}

static void fail_each(const struct pp_machine *machine)
{
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
        if (!was_reached) {
            cr_assert_eq(status, PP_OK);
            cr_assert(pp_sv_equal(pp_buf_view(&buf), pp_buf_view(&whole)));
            pp_buf_done(&buf);
            break;
        }
        cr_assert_eq(status, PP_ERR_NOMEM, "allocation %ld", n);
        pp_buf_done(&buf);
        failed++;
    }
    cr_expect_gt(failed, 50);
    pp_buf_done(&whole);
}

Test(oom_fix, every_failing_allocation_is_told)
{
    struct pp_machine *machine = test_seed_machine();
    fail_each(machine);
    pp_machine_free(machine);
}

/* A typical machine stands for the table that is missing. */
Test(oom_fix, every_failing_allocation_without_a_table)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    fail_each(machine);
    pp_machine_free(machine);
}

/* Its restarts are played beside the cures. */
Test(oom_fix, every_failing_allocation_with_mirrored_networking)
{
    static const char *const values[][2] = {{"networkingMode", "mirrored"},
                                            {"ignoredPorts", "3000,9000"}};
    struct pp_machine *machine = NULL;
    struct pp_dynamic range = {.range = {1024, 15000},
                               .basis = PP_BASIS_CAPTURED,
                               .reason = "given",
                               .place = {.line = 3}};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_machine_set_table_seen(machine, (enum pp_protocol)p);
        pp_machine_set_dynamic(machine, (enum pp_protocol)p, &range);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(values); i++) {
        struct pp_fact fact = {
            .kind = PP_FACT_SETTING,
            .as.setting = {.scope = PP_SV("wslconfig"),
                           .name = pp_sv_from(values[i][0]),
                           .value = pp_sv_from(values[i][1])}};
        cr_assert_eq(pp_machine_add_fact(machine, &fact), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    fail_each(machine);
    pp_machine_free(machine);
}
