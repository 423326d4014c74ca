/*
 * Each allocation of the account of ports and of the simulation of exhaustion
 * fails in turn: it must say so, leave its result alone, and leak nothing (the
 * sanitizers watch).
 */
#include <criterion/criterion.h>

#include "portplansim/exhaust.h"

#include "fail_alloc.h"

enum {
    ALLOCATIONS_MAX = 1000
};

/* Sharing, TIME_WAIT marks and a heap that grows: all that allocates. */
static enum pp_status run_all(struct pps_exhaust_result *ret_result)
{
    static struct pp_portset pool;
    pp_portset_set_range(&pool, (struct pp_range){49152, 65535});
    struct pps_exhaust_options options = {
        .pool = &pool,
        .traffic = {1000, 5, 1, 2, true},
        .reuses_time_wait = true,
        .connection_count = 6000,
        .seed = 1,
    };
    return pps_exhaust_simulate(&options, ret_result);
}

Test(oom_exhaust, every_failing_allocation_is_told)
{
    struct pps_exhaust_result whole;
    cr_assert_eq(run_all(&whole), PP_OK);
    long failed = 0;
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pps_exhaust_result result = {.tried = 7};
        pp_test_fail_after(n);
        enum pp_status status = run_all(&result);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (!was_reached) {
            cr_expect_eq(status, PP_OK);
            cr_expect_eq(result.peak_held, whole.peak_held);
            break;
        }
        cr_expect_eq(status, PP_ERR_NOMEM, "allocation %ld", n);
        cr_expect_eq(result.tried, 7);
        failed++;
    }
    /* The run, two of sharing, the marks, the heap and its growing. */
    cr_expect_geq(failed, 6);
}
