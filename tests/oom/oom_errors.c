/*
 * Every allocation of reading bind errors and netsh's changes fails in turn,
 * and of asking about their ports: the answer is PP_ERR_NOMEM or, where only a
 * diagnostic was lost, a success; nothing leaks.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/check.h"
#include "portplan/load.h"
#include "portplan/port_list.h"

#include "base/regex.h"
#include "fail_alloc.h"
#include "parse/errors/bind_patterns.h"

enum {
    MOST_ALLOCATIONS = 100000,
};

/* Each shape of regular expression, a wrapped message, JSON's escapes, a dump
 * and an impossible command. */
static const char text[] =
    "docker run -p 80:80 x\n"
    "ports are not available: exposing port TCP 0.0.0.0:555\n"
    "55 -\\u003e 0.0.0.0:0: listen tcp 0.0.0.0:55555: bind: Only one us\n"
    "age of each socket address\n"
    "[WinError 10013] x\n"
    "listen tcp :8080: bind: permission denied\n"
    "Source: Tcpip\n"
    "Event ID: 4231\n"
    "connect failed: (10055)\n"
    "C:\\>netsh int ipv4 add excludedportrange tcp 55500 100\nOk.\n"
    "C:\\>netsh int ipv4 add excludedportrange tcp 65535 100\n"
    "pushd interface ipv4\n"
    "add excludedportrange tcp 50000 60\n"
    "popd\n";

static enum pp_status ask(struct pp_load *load)
{
    struct pp_machine *machine = NULL;
    struct pp_check *check = NULL;
    struct pp_port_list list = {0};
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    PP_TRY(pp_load_machine(load, &machine));
    enum pp_status status = pp_port_list_from_facts(facts, count, &list);
    if (status == PP_OK) {
        status =
            pp_check_run(machine, &list, &(struct pp_check_options){0}, &check);
    }
    if (status == PP_OK) {
        status = pp_check_explain(check, facts, count);
    }
    pp_check_free(check);
    pp_port_list_done(&list);
    pp_machine_free(machine);
    return status;
}

static enum pp_status read_and_ask(struct pp_load **ret_load)
{
    PP_TRY(pp_load_new(NULL, ret_load));
    PP_TRY(pp_load_add_bytes(
        *ret_load, PP_SV("text"), (struct pp_sv){text, sizeof(text) - 1}));
    return ask(*ret_load);
}

Test(oom_errors, every_failure_is_told_and_nothing_is_half_done)
{
    for (long n = 0; n < MOST_ALLOCATIONS; n++) {
        struct pp_load *load = NULL;
        pp_test_fail_after(n);
        enum pp_status status = read_and_ask(&load);
        bool was_reached = pp_test_alloc_count() > n;
        pp_test_fail_after(-1);
        size_t count = 0;
        if (status == PP_OK) {
            (void)pp_load_facts(load, &count);
            cr_expect_eq(count, 8, "allocation %ld: %zu facts", n, count);
        } else {
            cr_expect_eq(status, PP_ERR_NOMEM, "allocation %ld", n);
        }
        pp_load_free(load);
        if (!was_reached) {
            cr_expect_geq(n, 60, "only %ld allocations", n);
            cr_expect_eq(status, PP_OK);
            return;
        }
    }
    cr_assert(0, "it does not end");
}

/* PCRE2 10.42 crashes at some constructs where an allocation fails: no shape
 * has one. */
Test(oom_errors, every_pattern_answers_a_failed_allocation)
{
    const struct pp_bind_pattern *patterns = pp_bind_patterns();
    for (size_t i = 0; i < PP_BIND_PATTERN_COUNT; i++) {
        bool was_reached = true;
        for (long n = 0; was_reached; n++) {
            struct pp_regex *regex = NULL;
            pp_test_fail_after(n);
            enum pp_status status =
                pp_regex_new(patterns[i].pattern, PP_REGEX_CASELESS, &regex);
            was_reached = pp_test_alloc_count() > n;
            pp_test_fail_after(-1);
            cr_expect(status == PP_OK || status == PP_ERR_NOMEM,
                      "%s: allocation %ld",
                      patterns[i].pattern,
                      n);
            pp_regex_free(regex);
        }
    }
}
