/* Each allocation of counting usage and of printing it fails in turn: the
 * report fails, and says no half. */
#include <criterion/criterion.h>

#include "portplan/machine.h"

#include "fail_alloc.h"
#include "print/machine_json.h"
#include "print/usage_text.h"

enum {
    ALLOCATIONS_MAX = 1000
};

static struct pp_machine *make_machine(void)
{
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (uint16_t i = 0; i < 40; i++) {
        const struct pp_socket socket = {
            .port = (uint16_t)(1025 + i),
            .state = PP_SV("close-wait"),
            .pid = 61,
            .has_pid = true,
            .process = PP_SV("backup.exe"),
            .remote_address = PP_SV("10.3.0.7"),
            .remote_port = 22,
        };
        cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    }
    const struct pp_fact counted = {
        .kind = PP_FACT_SOCKET_COUNT,
        .as.socket_count = {
            .count = 7, .has_state = true, .state = PP_SOCKET_BOUND}};
    cr_assert_eq(pp_machine_add_fact(machine, &counted), PP_OK);
    const struct pp_dynamic dynamic = {.range = {1025, 1066},
                                       .basis = PP_BASIS_CAPTURED};
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

static enum pp_status report(const struct pp_machine *machine,
                             struct pp_buf *buf)
{
    struct pp_style style = pp_style_plain();
    struct pp_usage usage;
    PP_TRY(pp_machine_usage(machine, PP_TCP, &usage));
    struct pp_json *doc = pp_json_doc_new();
    pp_usage_text(buf, &style, &usage);
    pp_usage_warning(buf, &style, &usage);
    pp_machine_json(doc, machine);
    pp_json_finish(doc, buf);
    return buf->status;
}

Test(oom_usage, every_failing_allocation_is_told)
{
    struct pp_machine *machine = make_machine();
    struct pp_buf whole;
    long failed = 0;
    pp_buf_init(&whole, SIZE_MAX / 2);
    cr_assert_eq(report(machine, &whole), PP_OK);
    cr_expect_neq(pp_sv_find(pp_buf_view(&whole), PP_SV("backup.exe"), 0),
                  SIZE_MAX);
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        struct pp_buf buf;
        pp_buf_init(&buf, SIZE_MAX / 2);
        pp_test_fail_after(n);
        enum pp_status status = report(machine, &buf);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        cr_expect_eq(status,
                     was_reached ? PP_ERR_NOMEM : PP_OK,
                     "allocation %ld: %s",
                     n,
                     pp_status_text(status));
        failed += status == PP_ERR_NOMEM;
        pp_buf_done(&buf);
        if (!was_reached) {
            break;
        }
    }
    cr_expect_geq(failed, 8, "%ld", failed);
    pp_buf_done(&whole);
    pp_machine_free(machine);
}
