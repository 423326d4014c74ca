/*
 * Each allocation of a comparison fails in turn: rows, moves, sockets, facts,
 * evidence and both reports must say so, and leak nothing.
 */
#include <criterion/criterion.h>

#include "portplan/sv.h"

#include "diff/diff_json.h"
#include "diff/diff_text.h"
#include "fail_alloc.h"

enum {
    ALLOCATIONS_MAX = 100000
};

#define TABLE                                                     \
    "Protocol tcp Port Exclusion Ranges\n\nStart Port End Port\n" \
    "---------- --------\n"
#define LEGEND  "\n* - Administered port exclusions.\n\n"
#define SOCKETS "  Proto  Local Address  Foreign Address  State  PID\n"

static const char before_text[] =
    TABLE "        80          80\n      1031        1130\n"
          "      1131        1230\n     50000       50059     *\n" LEGEND
          "OS Version: 10.0.19041 N/A Build 19041\n[01]: KB5017264\n"
          "System Boot Time:          2/5/2024, 8:01:33 AM\n\n" SOCKETS
          "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    900\n"
          "  TCP    0.0.0.0:8080   0.0.0.0:0    LISTENING    7000\n";
static const char after_text[] = TABLE
    "       443         443\n      2031        2130\n"
    "      4131        4230\n      4231        4330\n"
    "     50000       50059\n      7000        7099     *\n" LEGEND
    "OS Version: 10.0.19045 N/A Build 19045\n[01]: KB5017264\n[02]: KB5021233\n"
    "System Boot Time:          2/6/2024, 8:01:33 AM\n\n" SOCKETS
    "  TCP    0.0.0.0:135    0.0.0.0:0    LISTENING    912\n"
    "  TCP    0.0.0.0:3000   0.0.0.0:0    LISTENING    7011\n";

struct side {
    struct pp_load *load;
    struct pp_machine *machine;
    struct pp_show show;
};

static void open_side(struct side *side, struct pp_sv text)
{
    *side = (struct side){0};
    cr_assert_eq(pp_load_new(NULL, &side->load), PP_OK);
    cr_assert_eq(pp_load_add_bytes(side->load, PP_SV("text"), text), PP_OK);
    cr_assert_eq(pp_load_machine(side->load, &side->machine), PP_OK);
    side->show =
        pp_show_of(side->load, side->machine, pp_load_diags(side->load));
}

static void close_side(struct side *side)
{
    pp_machine_free(side->machine);
    pp_load_free(side->load);
}

static enum pp_status
run_all(const struct side *before, const struct side *after, struct pp_buf *buf)
{
    struct pp_diff *diff = NULL;
    PP_TRY(pp_diff_run(before->machine, after->machine, &diff));
    const struct pp_style style = pp_style_plain();
    const struct pp_diff_view view = {
        .diff = diff, .before = &before->show, .after = &after->show};
    pp_diff_text(buf, &style, &view);
    pp_diff_json(buf, &view);
    pp_diff_free(diff);
    return buf->status;
}

Test(oom_diff, every_failing_allocation_is_told)
{
    struct side before;
    struct side after;
    struct pp_buf whole;
    long failed = 0;
    open_side(&before, PP_SV(before_text));
    open_side(&after, PP_SV(after_text));
    pp_buf_init(&whole, 1 << 24);
    cr_assert_eq(run_all(&before, &after, &whole), PP_OK);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, 1 << 24);
        pp_test_fail_after(n);
        enum pp_status status = run_all(&before, &after, &buf);
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
    cr_expect_gt(failed, 100);
    pp_buf_done(&whole);
    close_side(&before);
    close_side(&after);
}
