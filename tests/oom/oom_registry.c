/*
 * Each allocation of reading the registry fails in turn: the load says so,
 * leaks nothing (the sanitizers watch) and keeps nothing of the capture.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/load.h"

#include "fail_alloc.h"

enum {
    ALLOCATIONS_MAX = 100000
};

static const char text[] =
    "HKLM\\SYSTEM\\CurrentControlSet\\Services\\Tcpip\\Parameters\n"
    "    MaxUserPort    REG_DWORD    0xfffe\n"
    "    ReservedPorts    REG_MULTI_SZ    1-2\\03-4\n"
    "    Bad    REG_DWORD    7\n"
    "REGEDIT4\n"
    "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\X]\n"
    "\"a\"=dword:00000001\n"
    "\"b\"=hex(7):31,00,\\\n"
    "  32,00,00\n"
    "\"c\"=\"text\n"
    "goes on\"\n"
    "\"d\"=-\n"
    "\"e\"=hex:zz\n"
    "[-HKEY_LOCAL_MACHINE\\SYSTEM\\Y]\n"
    "\"f\"=dword:00000001\n";

static enum pp_status load_text(struct pp_load *load)
{
    return pp_load_add_bytes(load, PP_SV("text"), pp_sv_from(text));
}

static enum pp_status load_hive(struct pp_load *load)
{
    char path[4096];
    (void)snprintf(path,
                   sizeof(path),
                   "%s/fixtures/registry/hive-exclusions.hiv",
                   PP_SOURCE_ROOT);
    return pp_load_add_hive(load, PP_SV("SYSTEM"), path);
}

/* What the facts say, in one number: a text that got lost shows. */
static size_t measure(const struct pp_load *load)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    size_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        const struct pp_registry_fact *value = &facts[i].as.registry;
        sum += 1 + value->key.len + value->name.len + value->text.len;
    }
    return sum;
}

static enum pp_status load_all(enum pp_status (*add)(struct pp_load *load),
                               size_t *ret_sum)
{
    struct pp_load *load = NULL;
    size_t captures = 0;
    PP_TRY(pp_load_new(NULL, &load));
    enum pp_status status = add(load);
    (void)pp_load_captures(load, &captures);
    *ret_sum = measure(load);
    cr_expect_eq(captures, status == PP_OK ? 1 : 0);
    pp_load_free(load);
    return status;
}

/* How many allocations were refused with PP_ERR_NOMEM. */
static long fail_each(enum pp_status (*add)(struct pp_load *load), size_t whole)
{
    long failed = 0;
    for (long n = 0; n < ALLOCATIONS_MAX; n++) {
        size_t sum = 0;
        pp_test_fail_after(n);
        enum pp_status status = load_all(add, &sum);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        if (!was_reached) {
            cr_expect_eq(status, PP_OK);
            return failed;
        }
        /* A diagnostic that finds no memory is dropped, not fatal. */
        cr_expect(status == PP_ERR_NOMEM || (status == PP_OK && sum == whole),
                  "allocation %ld: %s, %zu",
                  n,
                  pp_status_text(status),
                  sum);
        cr_expect(status == PP_OK || sum == 0, "allocation %ld", n);
        failed += status == PP_ERR_NOMEM;
    }
    return failed;
}

Test(oom_registry, every_failing_allocation_is_told)
{
    size_t whole = 0;
    cr_assert_eq(load_all(load_text, &whole), PP_OK);
    cr_expect_gt(whole, 7 * 40);
    cr_expect_geq(fail_each(load_text, whole), 20);
}

Test(oom_registry, hives_too)
{
    size_t whole = 0;
    cr_assert_eq(load_all(load_hive, &whole), PP_OK);
    cr_expect_geq(fail_each(load_hive, whole), whole == 0 ? 1 : 10);
}
