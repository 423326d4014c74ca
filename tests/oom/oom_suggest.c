/*
 * Each allocation of a suggestion fails in turn: the sweep, the choice and all
 * reports must say so, and leak nothing.
 */
#include <criterion/criterion.h>

#include "fail_alloc.h"
#include "machines.h"
#include "print/style.h"
#include "suggest/suggest.h"
#include "suggest/suggest_find.h"
#include "suggest/suggest_json.h"
#include "suggest/suggest_rules.h"
#include "suggest/suggest_text.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static uint32_t excluded_runs[PP_PORT_COUNT];

static enum pp_status report(const struct pp_suggest *suggest,
                             struct pp_buf *buf)
{
    struct pp_style style = pp_style_plain();
    pp_suggest_text(buf, &style, suggest);
    pp_suggest_json(buf, suggest);
    pp_suggest_rules_text(buf, &style);
    pp_suggest_rules_markdown(buf);
    pp_suggest_rules_json(buf);
    return buf->status;
}

static enum pp_status run_all(const struct pp_machine *machine,
                              struct pp_buf *buf)
{
    const struct pp_suggest_options options = {
        .is_asked = {[PP_TCP] = true, [PP_UDP] = true},
        .within = {8000, 8100},
        .length = 2,
        .count = 20,
        .seed = 1,
    };
    const struct pp_outlook outlook = {.excluded_runs = excluded_runs,
                                       .runs = 10};
    struct pp_suggest *suggest = NULL;
    PP_TRY(pp_suggest_new(&options, &suggest));
    pp_suggest_add_machine(suggest, machine);
    pp_suggest_add_outlook(suggest, PP_TCP, &outlook);
    enum pp_status status = pp_suggest_find(suggest);
    if (status == PP_OK) {
        status = report(suggest, buf);
    }
    pp_suggest_free(suggest);
    return status;
}

Test(oom_suggest, every_failing_allocation_is_told)
{
    const struct pp_test_machine from = {
        .exclusions = "8010-8019",
        .dynamic = {1025, PP_PORT_MAX},
        .basis = PP_BASIS_CAPTURED,
    };
    struct pp_machine *machine = pp_test_machine(&from);
    struct pp_buf whole;
    long failed = 0;
    for (uint32_t port = 8000; port < 8050; port++) {
        excluded_runs[port] = port % 7;
    }
    pp_buf_init(&whole, 1 << 24);
    cr_assert_eq(run_all(machine, &whole), PP_OK);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 24);
        pp_test_fail_after(n);
        enum pp_status status = run_all(machine, &buf);
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
    pp_machine_free(machine);
}
