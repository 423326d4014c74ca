/*
 * Every allocation of redacting a text fails in turn: the answer is
 * PP_ERR_NOMEM, nothing is given out, nothing leaks. A text that came out
 * half redacted would be worse than none.
 */
#include <criterion/criterion.h>

#include "fail_alloc.h"
#include "redact/redact_report.h"

enum {
    MOST_ALLOCATIONS = 100000,
};

/* A secret of each kind, a table, an answer, data in hexadecimal. */
static const char text[] =
    "PS C:\\Users\\alice> hostname\nSRV1\n"
    "  TCP    10.1.2.3:50000    peer1a:443    ESTABLISHED    4\n [Acme.exe]\n"
    "ProcessName  LocalPort\n-----------  ---------\nshop              8080\n\n"
    "corp1\\bob S-1-5-21-1-2-3-1001 AA-BB-CC-DD-EE-FF 2a02::1 me2@a.bc.de\n"
    "\"x\"=hex(1):61,00,6c,00,69,00,\\\n  63,00,65,00,00,00\n"
    "\x1b[1mend\x1b[0m\n";

static enum pp_status redact_and_tell(void)
{
    struct pp_redacted result = {0};
    struct pp_buf report;
    PP_TRY(pp_redact(PP_SV(text), NULL, &result));
    pp_buf_init(&report, 1 << 20);
    pp_redact_json(&report, &result);
    enum pp_status status = report.status;
    cr_expect(result.is_same);
    cr_expect_eq(pp_sv_find(pp_buf_view(&result.text), PP_SV("alice"), 0),
                 SIZE_MAX);
    pp_buf_done(&report);
    pp_redacted_done(&result);
    return status;
}

Test(oom_redact, every_failure_is_told_and_nothing_comes_out)
{
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        pp_test_fail_after(n);
        enum pp_status status = redact_and_tell();
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (was_reached) {
            cr_expect_eq(status, PP_ERR_NOMEM, "allocation %ld", n);
            continue;
        }
        cr_expect_eq(status, PP_OK);
        cr_expect_geq(n, 60, "only %ld allocations", n);
        return;
    }
    cr_assert(0, "it does not end");
}
