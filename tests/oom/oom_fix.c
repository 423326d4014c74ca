/* Each allocation of fix fails in turn: it must say so, and leak nothing (the
 * sanitizers watch). The result of a run that comes through is the one that it
 * always is. */
#include "portplansim/fix.h"

#include "fail_alloc.h"
#include "sim_support.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static enum pp_status run_all(const struct pp_machine *machine,
                              struct pp_buf *buf)
{
    struct pp_port_query items[] = {{{1100, 1110}, PP_TCP},
                                    {{2400, 2400}, PP_TCP}};
    struct pp_port_list ports = {items, PP_ARRAY_LEN(items), 0};
    struct pps_fix_options options = {
        .seed = 1, .runs = 2, .at_least_ppm = PPS_PPM};
    struct pp_style style = pp_style_plain();
    struct pps_fix *fix = NULL;
    PP_TRY(pps_fix_run(machine, &ports, &options, &fix));
    pps_fix_text(buf, &style, fix, NULL, 0);
    pps_fix_json(buf, fix);
    pps_fix_script(buf, fix, PPS_SHELL_CMD);
    pps_fix_script(buf, fix, PPS_SHELL_POWERSHELL);
    pps_fix_free(fix);
    return buf->status;
}

Test(oom_fix, every_failing_allocation_is_told)
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
    pp_machine_free(machine);
}
