/*
 * Random machines compared with the map of 65,536 ports: pool figures, what
 * lies on every port, the verdict for every port and kind of binding, the
 * nearest free ports. Rows come and go, before the machine is finished and
 * between that and finishing it again.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/check.h"

#include "machines.h"
#include "model/machine.h"
#include "oracle.h"
#include "paste_run.h"

enum {
    RUNS = 60,
    MAX_ITEMS = 200,
};

/* What the test knows of a machine: one entry a port. */
struct naive {
    struct pp_oracle_set excluded;
    struct pp_oracle_set taken; /* excluded or in use */
    struct pp_range dynamic;
    bool has_table;
    uint16_t plain[PP_PORT_COUNT]; /* rows without a star */
    uint16_t starred[PP_PORT_COUNT];
    uint16_t unclear[PP_PORT_COUNT]; /* star lost, owner unknown */
    uint16_t sockets[PP_PORT_COUNT];
    struct pp_range removable[MAX_ITEMS]; /* rows with a star */
    uint32_t removable_count;
};

struct run {
    struct pp_test_run draw;
    struct pp_machine *machine;
    struct naive naive;
};

static struct pp_range draw_range(struct run *run)
{
    static const uint32_t counts[] = {1, 7, 10, 64, 100, 100, 100, 1000, 20000};
    uint32_t count = counts[pp_test_draw(&run->draw, PP_ARRAY_LEN(counts))];
    uint32_t first = pp_test_draw(&run->draw, 4) == 0
                         ? pp_test_draw(&run->draw, 200)
                         : pp_test_draw(&run->draw, PP_PORT_COUNT);
    uint32_t last = first + count - 1;
    last = last < PP_PORT_MAX ? last : PP_PORT_MAX;
    return (struct pp_range){(uint16_t)first, (uint16_t)last};
}

/* A lost star is doubtful only where nobody's length tells the owner. */
static bool tells_its_owner(struct pp_range range)
{
    uint32_t count = pp_range_count(range);
    return count == 10 || count == 64 || count == 100;
}

static void count_row(uint16_t *counts, struct pp_range range, int step)
{
    for (uint32_t port = range.first; port <= range.last; port++) {
        counts[port] = (uint16_t)(counts[port] + step);
    }
}

static void add_exclusion(struct run *run)
{
    const struct pp_exclusion exclusion = {
        .range = draw_range(run),
        .is_administered = (enum pp_tri)pp_test_draw(&run->draw, 3),
        .place = {.line = 1 + pp_test_draw(&run->draw, 1000)},
    };
    struct pp_range range = exclusion.range;
    if (exclusion.is_administered == PP_UNKNOWN && pp_range_count(range) == 1) {
        return; /* an http.sys port or not: told by the unit tests */
    }
    cr_assert_eq(pp_machine_add_exclusion(run->machine, PP_UDP, &exclusion),
                 PP_OK);
    struct naive *naive = &run->naive;
    uint16_t *counts =
        exclusion.is_administered == PP_YES ? naive->starred
        : exclusion.is_administered == PP_NO || tells_its_owner(range)
            ? naive->plain
            : naive->unclear;
    count_row(counts, range, 1);
    if (counts == naive->starred) {
        naive->removable[naive->removable_count++] = range;
    }
}

/* One of the rows with a star, or one that is perhaps not there. */
static void remove_exclusion(struct run *run)
{
    struct naive *naive = &run->naive;
    uint32_t i = pp_test_draw(&run->draw, naive->removable_count + 1);
    struct pp_range range =
        i < naive->removable_count ? naive->removable[i] : draw_range(run);
    cr_assert_eq(pp_machine_remove_administered(run->machine, PP_UDP, range),
                 PP_OK);
    for (i = 0; i < naive->removable_count; i++) {
        if (pp_range_equal(naive->removable[i], range)) {
            naive->removable[i] = naive->removable[--naive->removable_count];
            count_row(naive->starred, range, -1);
            return;
        }
    }
}

static void change_exclusions(struct run *run)
{
    for (uint32_t i = pp_test_draw(&run->draw, MAX_ITEMS / 2); i > 0; i--) {
        add_exclusion(run);
        if (pp_test_draw(&run->draw, 4) == 0) {
            remove_exclusion(run);
        }
    }
}

static void add_socket(struct run *run)
{
    uint16_t port = (uint16_t)pp_test_draw(&run->draw, PP_PORT_COUNT);
    const struct pp_socket socket = {.port = port};
    cr_assert_eq(pp_machine_add_socket(run->machine, PP_UDP, &socket), PP_OK);
    run->naive.sockets[port]++;
}

static void draw_machine(struct run *run)
{
    memset(&run->naive, 0, sizeof(run->naive));
    cr_assert_eq(pp_machine_new(&run->machine), PP_OK);
    if (pp_test_draw(&run->draw, 8) > 0) {
        pp_machine_set_table_seen(run->machine, PP_UDP);
        run->naive.has_table = true;
    }
    change_exclusions(run);
    for (uint32_t i = pp_test_draw(&run->draw, MAX_ITEMS); i > 0; i--) {
        add_socket(run);
    }
    uint32_t start = pp_test_draw(&run->draw, PP_PORT_COUNT);
    uint32_t count = 1 + pp_test_draw(&run->draw, PP_PORT_COUNT - start);
    const struct pp_dynamic dynamic = {
        .range = {(uint16_t)start, (uint16_t)(start + count - 1)},
        .basis = PP_BASIS_CAPTURED,
        .reason = "drawn",
    };
    run->naive.dynamic = dynamic.range;
    pp_machine_set_dynamic(run->machine, PP_UDP, &dynamic);
    cr_assert_eq(pp_machine_finish(run->machine), PP_OK);
    if (pp_test_draw(&run->draw, 2) == 0) {
        change_exclusions(run);
        cr_assert_eq(pp_machine_finish(run->machine), PP_OK);
    }
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        struct naive *naive = &run->naive;
        naive->excluded.is_in[port] =
            naive->plain[port] + naive->starred[port] + naive->unclear[port] >
            0;
        naive->taken.is_in[port] =
            naive->excluded.is_in[port] || naive->sockets[port] > 0;
    }
}

static void compare_pool(struct run *run)
{
    const struct naive *naive = &run->naive;
    struct pp_range dynamic = naive->dynamic;
    struct pp_pool pool = pp_machine_pool(run->machine, PP_UDP);
    uint32_t excluded = pp_oracle_count(&naive->excluded, dynamic);
    uint32_t taken = pp_oracle_count(&naive->taken, dynamic);
    struct pp_range longest;
    uint32_t run_count =
        pp_oracle_longest_free(&naive->taken, dynamic, &longest)
            ? pp_range_count(longest)
            : 0;
    PP_TEST_CHECK(&run->draw, 0, pool.dynamic_count == pp_range_count(dynamic));
    PP_TEST_CHECK(&run->draw, 0, pool.excluded_count == excluded);
    PP_TEST_CHECK(&run->draw, 0, pool.in_use_count == taken - excluded);
    PP_TEST_CHECK(
        &run->draw, 0, pool.available_count == pool.dynamic_count - taken);
    PP_TEST_CHECK(&run->draw, 0, pool.longest_free_run == run_count);
    PP_TEST_CHECK(&run->draw,
                  0,
                  pool.blocks_of_100 ==
                      pp_oracle_count_free_blocks(&naive->taken, 100, dynamic));
    PP_TEST_CHECK(&run->draw,
                  0,
                  pool.blocks_of_64 ==
                      pp_oracle_count_free_blocks(&naive->taken, 64, dynamic));
    PP_TEST_CHECK(&run->draw, 0, pool.fits_4096 == (run_count >= 4096));
}

static void compare_claims(struct run *run)
{
    const struct naive *naive = &run->naive;
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        struct pp_test_claims claims =
            pp_test_claims_at(run->machine, PP_UDP, (uint16_t)port);
        PP_TEST_CHECK(&run->draw,
                      port,
                      claims.exclusion_count == (size_t)naive->plain[port] +
                                                    naive->starred[port] +
                                                    naive->unclear[port]);
        PP_TEST_CHECK(
            &run->draw, port, claims.socket_count == naive->sockets[port]);
        PP_TEST_CHECK(&run->draw,
                      port,
                      claims.is_dynamic ==
                          pp_range_contains(naive->dynamic, (uint16_t)port));
        for (size_t i = 0; i < claims.exclusion_count; i++) {
            PP_TEST_CHECK(
                &run->draw,
                port,
                pp_range_contains(claims.exclusions[i]->range, (uint16_t)port));
        }
    }
}

static void compare_evidence(struct run *run)
{
    const struct naive *naive = &run->naive;
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        const struct pp_span_evidence *found =
            pp_machine_evidence(run->machine, PP_UDP, (uint16_t)port);
        PP_TEST_CHECK(&run->draw,
                      port,
                      found->row_count == (uint32_t)naive->plain[port] +
                                              naive->starred[port] +
                                              naive->unclear[port]);
        PP_TEST_CHECK(&run->draw,
                      port,
                      ((found->bits & PP_SPAN_ROW) != 0) ==
                          (naive->plain[port] > 0));
        PP_TEST_CHECK(&run->draw,
                      port,
                      ((found->bits & PP_SPAN_STARRED_ROW) != 0) ==
                          (naive->starred[port] > 0));
        PP_TEST_CHECK(&run->draw,
                      port,
                      ((found->bits & PP_SPAN_DYNAMIC) != 0) ==
                          pp_range_contains(naive->dynamic, (uint16_t)port));
    }
}

static struct pp_bind_answer
answer_at(const struct naive *naive, uint32_t port, enum pp_bind_kind kind)
{
    const struct pp_port_state state = {
        .has_plain_exclusion = naive->plain[port] > 0,
        .has_administered_exclusion = naive->starred[port] > 0,
        .has_unclear_exclusion = naive->unclear[port] > 0,
        .is_in_use = naive->sockets[port] > 0,
        .is_dynamic = pp_range_contains(naive->dynamic, (uint16_t)port),
        .is_table_known = naive->has_table,
    };
    return pp_bind_judge(&(struct pp_bind_request){.kind = kind}, &state);
}

static void compare_verdicts(struct run *run, enum pp_bind_kind kind)
{
    struct pp_port_query query = {{1, PP_PORT_MAX}, PP_UDP};
    const struct pp_port_list list = {&query, 1, 1};
    const struct pp_check_options options = {.kind = kind};
    struct pp_check *check = NULL;
    cr_assert_eq(pp_check_run(run->machine, &list, &options, &check), PP_OK);
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    uint32_t port = 1;
    for (size_t i = 0; i < count; i++) {
        PP_TEST_CHECK(&run->draw, port, spans[i].range.first == port);
        for (; port <= spans[i].range.last; port++) {
            struct pp_bind_answer answer = answer_at(&run->naive, port, kind);
            PP_TEST_CHECK(&run->draw, port, spans[i].verdict == answer.verdict);
            PP_TEST_CHECK(&run->draw, port, spans[i].error == answer.error);
        }
    }
    PP_TEST_CHECK(&run->draw, port, port == PP_PORT_COUNT);
    pp_check_free(check);
}

Test(prop_machine, answers_are_those_of_the_map_of_ports, .timeout = 1200)
{
    static struct run the_run;
    struct run *run = &the_run;
    run->draw = pp_test_run_start("machines");
    for (run->draw.step = 0; run->draw.step < RUNS; run->draw.step++) {
        draw_machine(run);
        compare_pool(run);
        compare_claims(run);
        compare_evidence(run);
        compare_verdicts(
            run, (enum pp_bind_kind)(run->draw.step % PP_BIND_KIND_COUNT));
        compare_verdicts(run, PP_BIND_PLAIN);
        pp_machine_free(run->machine);
    }
}
