/*
 * Small machines for tests of the simulator: rows written as in a table,
 * turned into a finished pp_machine.
 */
#ifndef PP_TESTS_SUPPORT_SIM_SUPPORT_H
#define PP_TESTS_SUPPORT_SIM_SUPPORT_H

#include <criterion/criterion.h>
#include <string.h>

#include "portplan/diag.h"

#include "sim/steps/step_text.h"

struct test_row {
    uint16_t first;
    uint16_t last;
    enum pp_tri is_administered;
    enum pp_owner owner;
};

/* The seed document's machine: 13 blocks of winnat in a dynamic range from
 * 1024 on, one of them far above it, http.sys, one administered range. */
static const struct test_row seed_rows[] = {
    {1031, 1130, PP_NO, PP_OWNER_WINNAT},
    {1131, 1230, PP_NO, PP_OWNER_WINNAT},
    {1231, 1330, PP_NO, PP_OWNER_WINNAT},
    {1331, 1430, PP_NO, PP_OWNER_WINNAT},
    {1431, 1530, PP_NO, PP_OWNER_WINNAT},
    {1561, 1660, PP_NO, PP_OWNER_WINNAT},
    {2363, 2462, PP_NO, PP_OWNER_WINNAT},
    {2463, 2562, PP_NO, PP_OWNER_WINNAT},
    {2563, 2662, PP_NO, PP_OWNER_WINNAT},
    {2663, 2762, PP_NO, PP_OWNER_WINNAT},
    {2763, 2862, PP_NO, PP_OWNER_WINNAT},
    {2863, 2962, PP_NO, PP_OWNER_WINNAT},
    {5357, 5357, PP_NO, PP_OWNER_HTTP_SYS},
    {50000, 50099, PP_YES, PP_OWNER_ADMINISTRATOR},
    {55500, 55599, PP_NO, PP_OWNER_WINNAT},
};

/* HNS's own row, a load balancer's blocks, a star that the paste lost. */
static const struct test_row server_rows[] = {
    {49700, 49799, PP_NO, PP_OWNER_WINNAT},
    {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
    {51000, 51063, PP_NO, PP_OWNER_HNS_LOAD_BALANCER},
    {51064, 51127, PP_NO, PP_OWNER_HNS_LOAD_BALANCER},
    {8080, 8080, PP_NO, PP_OWNER_PUBLISHED_PORT},
    {60000, 60009, PP_UNKNOWN, PP_OWNER_ADMINISTRATOR},
};

/* A node of a cluster: load balancers' pools and nothing of winnat. */
static const struct test_row node_rows[] = {
    {5985, 5985, PP_NO, PP_OWNER_HTTP_SYS},
    {51000, 51063, PP_NO, PP_OWNER_HNS_LOAD_BALANCER},
    {51064, 51127, PP_NO, PP_OWNER_HNS_LOAD_BALANCER},
};

static inline void test_add_rows(struct pp_machine *machine,
                                 enum pp_protocol protocol,
                                 const struct test_row *rows,
                                 size_t count)
{
    pp_machine_set_table_seen(machine, protocol);
    for (size_t i = 0; i < count; i++) {
        struct pp_exclusion exclusion = {
            .range = {rows[i].first, rows[i].last},
            .is_administered = rows[i].is_administered,
            .owner = rows[i].owner,
            .confidence = PP_CONFIDENCE_CERTAIN,
            .reason = "given",
            .place = {.line = i + 1},
        };
        cr_assert_eq(pp_machine_add_exclusion(machine, protocol, &exclusion),
                     PP_OK);
    }
}

static inline struct pp_machine *
test_machine(const struct test_row *rows, size_t count, struct pp_range dynamic)
{
    struct pp_machine *machine = NULL;
    struct pp_dynamic range = {
        .range = dynamic, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_socket socket = {.port = 3306, .state = PP_SV("listening")};
    struct pp_socket rpc = {.port = 135, .state = PP_SV("listening")};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    test_add_rows(machine, PP_TCP, rows, count);
    pp_machine_set_dynamic(machine, PP_TCP, &range);
    pp_machine_set_dynamic(machine, PP_UDP, &range);
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket), PP_OK);
    cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &rpc), PP_OK);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

static inline struct pp_machine *test_seed_machine(void)
{
    return test_machine(
        seed_rows, PP_ARRAY_LEN(seed_rows), (struct pp_range){1024, 15000});
}

static inline struct pp_machine *test_server_machine(void)
{
    return test_machine(server_rows,
                        PP_ARRAY_LEN(server_rows),
                        (struct pp_range){49152, 65535});
}

static inline struct pp_machine *test_node_machine(void)
{
    return test_machine(
        node_rows, PP_ARRAY_LEN(node_rows), (struct pp_range){49152, 65535});
}

/* The step in full words, until the next call. */
static inline const char *test_words(const struct pps_step *step)
{
    static char words[4096];
    struct pp_buf buf;
    pp_buf_init(&buf, sizeof(words) - 1);
    pps_step_text(&buf, step);
    cr_assert_eq(buf.status, PP_OK);
    memcpy(words, buf.len > 0 ? buf.data : "", buf.len + 1);
    pp_buf_done(&buf);
    return words;
}

/* Reads steps that are all right. */
static inline struct pps_scenario *test_scenario(const char *text)
{
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(pps_scenario_parse(pp_sv_from(text), 0, diags, &scenario),
                 PP_OK);
    size_t count = 0;
    const struct pp_diag *items = pp_diags_items(diags, &count);
    cr_assert_eq(count,
                 0,
                 "%s: %.*s",
                 text,
                 count > 0 ? (int)items[0].message.len : 0,
                 count > 0 ? items[0].message.ptr : "");
    pp_diags_free(diags);
    return scenario;
}

#endif
