/*
 * The one allocation of exhaustion, the queue of its simulation, fails: the
 * answer must say so, leave its result alone, and leak nothing (the sanitizers
 * watch).
 */
#include <criterion/criterion.h>

#include "fail_alloc.h"
#include "sim/exhaustion/exhaustion.h"

Test(oom_exhaust, the_failing_allocation_is_told)
{
    struct pps_exhaustion_question question = {
        .range = {50000, 50999},
        .traffic = {1000, 5, 1, 2, true},
    };
    struct pps_exhaustion answer = {.pool_ports = 7};
    pp_test_fail_after(0);
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_NOMEM);
    cr_expect_eq(answer.pool_ports, 7);
    pp_test_fail_after(1);
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(pp_test_alloc_count(), 1);
    pp_test_fail_after(-1);
    cr_expect_eq(answer.pool_ports, 1000);
}
