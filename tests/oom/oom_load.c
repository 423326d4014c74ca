/*
 * Every allocation of loading, building the machine and checking ports fails
 * in turn: the answer is PP_ERR_NOMEM or, where only a diagnostic was lost, a
 * success; nothing leaks; and a load that failed goes on as if the capture
 * had never been there.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/check.h"
#include "portplan/port_list.h"

#include "fail_alloc.h"
#include "files.h"
#include "load_laws.h"
#include "summary.h"

enum {
    MOST_ALLOCATIONS = 100000,
};

/* Two machines in one paste. */
static const char two_hosts[] =
    "[SRV1]: PS C:\\> netsh int ipv4 show excludedportrange tcp\n"
    "     60000       60099     \n[SRV2]: PS C:\\> hostname\nSRV2\n"
    "[SRV2]: PS C:\\> netsh int ipv4 show excludedportrange tcp\n"
    "     60100       60199     \n";

static struct pp_buf texts[4];

static void read_texts(void)
{
    static const char *const paths[] = {
        "fixtures/documented/typical-desktop.txt",
        "fixtures/malformed/netsh_excluded/letters-in-start.txt",
        "fixtures/captured/d031.txt",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(paths); i++) {
        pp_buf_init(&texts[i], 1 << 20);
        cr_assert(pp_test_read_file(paths[i], &texts[i]), "%s", paths[i]);
    }
    struct pp_buf *last = &texts[PP_ARRAY_LEN(paths)];
    pp_buf_init(last, 1 << 20);
    pp_buf_add_str(last, two_hosts);
}

static void free_texts(void)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
        pp_buf_done(&texts[i]);
    }
}

static enum pp_status ask(struct pp_load *load)
{
    struct pp_machine *machine = NULL;
    PP_TRY(pp_load_machine(load, &machine));
    struct pp_port_list list = {0};
    struct pp_sv item;
    const char *why;
    struct pp_check *check = NULL;
    enum pp_status status = pp_port_list_parse(
        PP_SV("1-65535,55555,50050/udp,1-65535/udp"), &list, &item, &why);
    if (status == PP_OK) {
        status =
            pp_check_run(machine, &list, &(struct pp_check_options){0}, &check);
    }
    pp_check_free(check);
    pp_port_list_done(&list);
    pp_machine_free(machine);
    return status;
}

/* The whole way from bytes to answers; what was loaded is described. */
static enum pp_status load_all(const struct pp_load_options *options,
                               struct pp_load **ret_load)
{
    PP_TRY(pp_load_new(options, ret_load));
    for (size_t i = 0; i < PP_ARRAY_LEN(texts); i++) {
        PP_TRY(pp_load_add_bytes(
            *ret_load, PP_SV("a name"), pp_buf_view(&texts[i])));
    }
    return ask(*ret_load);
}

static void fail_each(const struct pp_load_options *options, long least)
{
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        struct pp_load *load = NULL;
        pp_test_fail_after(n);
        enum pp_status status = load_all(options, &load);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        pp_load_free(load);
        if (!was_reached) {
            cr_expect_eq(status, PP_OK, "%s", pp_status_text(status));
            cr_expect_geq(n, least, "only %ld allocations", n);
            return;
        }
        cr_assert(status == PP_ERR_NOMEM || status == PP_OK,
                  "allocation %ld: %s",
                  n,
                  pp_status_text(status));
    }
    cr_assert(0, "it does not end");
}

Test(oom_load, every_allocation_may_fail)
{
    read_texts();
    fail_each(NULL, 100);
    free_texts();
}

Test(oom_load, every_allocation_may_fail_in_a_given_encoding)
{
    const struct pp_load_options options = {.encoding = "cp850"};
    read_texts();
    fail_each(&options, 100);
    free_texts();
}

/* A second capture fails at each of its allocations; the load has the first
 * one only, keeps the laws, and takes the second one afterwards. */
Test(oom_load, a_load_goes_on_after_a_capture_that_failed)
{
    read_texts();
    struct pp_sv first = pp_buf_view(&texts[0]);
    struct pp_sv second = pp_buf_view(&texts[1]);
    struct pp_load *whole = pp_test_load_bytes(first);
    char before[4000];
    char after[4000];
    (void)strncpy(before, pp_test_facts(whole), sizeof(before) - 1);
    cr_assert_eq(pp_load_add_bytes(whole, PP_SV("b"), second), PP_OK);
    (void)strncpy(after, pp_test_facts(whole), sizeof(after) - 1);
    pp_load_free(whole);
    before[sizeof(before) - 1] = '\0';
    after[sizeof(after) - 1] = '\0';

    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        struct pp_load *load = pp_test_load_bytes(first);
        pp_test_fail_after(n);
        enum pp_status status = pp_load_add_bytes(load, PP_SV("b"), second);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (status == PP_ERR_NOMEM) {
            cr_assert_str_eq(pp_test_facts(load), before, "%ld", n);
            cr_assert_eq(pp_load_add_bytes(load, PP_SV("b"), second), PP_OK);
        } else {
            cr_assert_eq(status, PP_OK, "allocation %ld", n);
        }
        cr_assert_str_eq(pp_test_facts(load), after, "%ld", n);
        cr_assert_null(pp_test_broken_machine_law(load));
        pp_load_free(load);
        if (!was_reached) {
            cr_expect_geq(n, 4, "only %ld allocations", n);
            break;
        }
    }
    free_texts();
}
