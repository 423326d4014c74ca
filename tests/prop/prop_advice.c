/*
 * Laws of advice, over random pastes: what suggest and check offer in place of
 * a port can be had, by check and on the same capture; where they cannot find
 * such a port they say so.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdio.h>

#include "portplan/check.h"
#include "portplan/load.h"
#include "portplan/suggest.h"

#include "knowledge/mirrored.h"
#include "paste_run.h"
#include "suggest/suggest_find.h"

enum {
    RUNS = 300 / PP_INPUT_STEP,
    MAX_ROWS = 30,
    MAX_TEXT_BYTES = 1 << 16,
};

struct run {
    struct pp_test_run draw;
    struct pp_range rows[MAX_ROWS];
    size_t row_count;
    struct pp_range dynamic;
    struct pp_machine *machine;
    size_t suggested; /* in all runs */
    size_t offered;
};

/* --- pastes --------------------------------------------------------------- */

static void add_table(struct run *run, struct pp_buf *text)
{
    static const uint32_t counts[] = {1, 10, 100, 100, 100};
    uint32_t next = run->dynamic.first;
    uint32_t lost = pp_test_draw(&run->draw, 4) == 0
                        ? pp_test_draw(&run->draw, MAX_ROWS)
                        : MAX_ROWS;
    pp_buf_add_str(text,
                   "Protocol tcp Port Exclusion Ranges\n\n"
                   "Start Port    End Port\n----------    --------\n");
    run->row_count = 0;
    for (uint32_t i = 0; i < MAX_ROWS; i++) {
        /* Often a hole of one port or none, as between winnat's blocks. */
        uint32_t first =
            next + 1 +
            (pp_test_draw(&run->draw, 2) == 0 ? pp_test_draw(&run->draw, 3)
                                              : pp_test_draw(&run->draw, 900));
        uint32_t last =
            first + counts[pp_test_draw(&run->draw, PP_ARRAY_LEN(counts))] - 1;
        if (last > PP_PORT_MAX) {
            break;
        }
        next = last;
        if (i == lost) {
            pp_buf_add_str(text, "...\n");
            continue;
        }
        bool is_starred = pp_test_draw(&run->draw, 6) == 0;
        pp_buf_printf(text,
                      "%10u  %10u%s\n",
                      (unsigned)first,
                      (unsigned)last,
                      is_starred ? "     *" : "");
        if (!is_starred) {
            run->rows[run->row_count++] =
                (struct pp_range){(uint16_t)first, (uint16_t)last};
        }
    }
    pp_buf_add_str(text, "\n* - Administered port exclusions.\n\n");
}

static void add_errors(struct run *run, struct pp_buf *text)
{
    uint32_t kind = pp_test_draw(&run->draw, 6);
    if (kind < 2) {
        pp_buf_printf(text,
                      "listen tcp 0.0.0.0:%u: bind: An attempt was made to "
                      "access a socket in a way forbidden by its access "
                      "permissions.\n\n",
                      (unsigned)(1025 + pp_test_draw(&run->draw, 60000)));
    } else if (kind == 2) {
        pp_buf_add_str(text,
                       "System.Net.Sockets.SocketException (10013): An attempt "
                       "was made to access a socket in a way forbidden by its "
                       "access permissions.\n\n");
    }
}

static void add_netstat(struct run *run, struct pp_buf *text)
{
    uint32_t count = pp_test_draw(&run->draw, 2) * pp_test_draw(&run->draw, 40);
    for (uint32_t i = 0; i < count; i++) {
        pp_buf_printf(text,
                      "  TCP    0.0.0.0:%u    0.0.0.0:0    LISTENING    %u\n",
                      (unsigned)(1025 + pp_test_draw(&run->draw, 64000)),
                      (unsigned)(8 + i));
    }
}

static void draw_machine(struct run *run)
{
    static const struct pp_range dynamics[] = {
        {49152, 65535}, {1024, 15000}, {1024, 65534}, {32768, 65535}};
    struct pp_buf text;
    struct pp_load *load = NULL;
    const struct pp_load_options options = {0};
    run->dynamic = dynamics[pp_test_draw(&run->draw, PP_ARRAY_LEN(dynamics))];
    pp_buf_init(&text, MAX_TEXT_BYTES);
    add_errors(run, &text);
    add_table(run, &text);
    pp_buf_printf(&text,
                  "Protocol tcp Dynamic Port Range\n"
                  "---------------------------------\n"
                  "Start Port      : %u\nNumber of Ports : %u\n\n",
                  (unsigned)run->dynamic.first,
                  (unsigned)pp_range_count(run->dynamic));
    add_netstat(run, &text);
    cr_assert_eq(pp_load_new(&options, &load), PP_OK);
    cr_assert_eq(
        pp_load_add_bytes(load, PP_SV("paste.txt"), pp_buf_view(&text)), PP_OK);
    cr_assert_eq(pp_load_machine(load, &run->machine), PP_OK);
    pp_load_free(load);
    pp_buf_done(&text);
}

/* --- laws ----------------------------------------------------------------- */

/* What check says of one port; the caller frees it. */
static const struct pp_check_span *
ask(const struct run *run, uint16_t port, struct pp_check **ret_check)
{
    struct pp_port_query query = {{port, port}, PP_TCP};
    const struct pp_port_list list = {.items = &query, .count = 1};
    const struct pp_check_options options = {0};
    size_t count = 0;
    cr_assert_eq(pp_check_run(run->machine, &list, &options, ret_check), PP_OK);
    const struct pp_check_span *spans = pp_check_spans(*ret_check, &count);
    cr_assert_eq(count, 1);
    return spans;
}

/* Free by check, or at risk where that is said; or unknown for the one reason
 * that bears on all ports, which suggest says. */
static void check_offer(const struct run *run,
                        uint16_t port,
                        bool is_dynamic,
                        bool has_loose_refusal)
{
    struct pp_check *check = NULL;
    const struct pp_check_span *span = ask(run, port, &check);
    if (span->verdict == PP_VERDICT_UNKNOWN) {
        PP_TEST_CHECK(&run->draw, port, has_loose_refusal);
        PP_TEST_CHECK(&run->draw,
                      port,
                      span->limits[0].kind == PP_LIMIT_ERROR_UNEXPLAINED);
    } else {
        PP_TEST_CHECK(&run->draw,
                      port,
                      span->verdict ==
                          (is_dynamic ? PP_VERDICT_AT_RISK : PP_VERDICT_FREE));
    }
    PP_TEST_CHECK(
        &run->draw, port, is_dynamic == pp_range_contains(run->dynamic, port));
    pp_check_free(check);
}

static void check_suggestions(struct run *run)
{
    struct pp_suggest_options options = {
        .is_asked = {[PP_TCP] = true},
        .within = {1025, PP_PORT_MAX},
        .length = 1,
        .count = 1 + pp_test_draw(&run->draw, 40),
        .has_near = pp_test_draw(&run->draw, 2) == 0,
        .near = (uint16_t)(1 + pp_test_draw(&run->draw, PP_PORT_MAX)),
        .seed = run->draw.step,
    };
    struct pp_suggest *suggest = NULL;
    size_t count = 0;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_machine(suggest, run->machine);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        bool is_dynamic =
            (items[i].broken & pp_suggest_bit(PP_SUGGEST_DYNAMIC)) != 0;
        uint16_t port = items[i].range.first;
        check_offer(run,
                    port,
                    is_dynamic,
                    pp_suggest_basis_of(suggest)->has_loose_refusal);
        PP_TEST_CHECK(
            &run->draw,
            port,
            !pp_is_mirrored_place(port) ||
                (items[i].broken & pp_suggest_bit(PP_SUGGEST_MIRRORED)) != 0);
    }
    run->suggested += count;
    pp_suggest_free(suggest);
}

static bool is_excluded(const struct run *run, uint32_t port)
{
    for (size_t i = 0; i < run->row_count; i++) {
        if (port <= PP_PORT_MAX &&
            pp_range_contains(run->rows[i], (uint16_t)port)) {
            return true;
        }
    }
    return false;
}

/* A port that check names in place of one that is blocked. */
static void check_neighbour(struct run *run, uint16_t port, bool is_dynamic)
{
    if (port == 0) {
        return;
    }
    check_offer(run, port, is_dynamic, true);
    PP_TEST_CHECK(&run->draw, port, !pp_is_mirrored_place(port));
    PP_TEST_CHECK(&run->draw, port, !is_excluded(run, port + 1u));
    PP_TEST_CHECK(&run->draw, port, !is_excluded(run, port - 1u));
    run->offered++;
}

static void check_neighbours(struct run *run)
{
    for (size_t i = 0; i < run->row_count; i++) {
        struct pp_check *check = NULL;
        const struct pp_check_span *span = ask(run, run->rows[i].first, &check);
        check_neighbour(run, span->free_below, span->is_free_dynamic);
        check_neighbour(run, span->free_above, span->is_free_dynamic);
        pp_check_free(check);
    }
}

Test(advice, what_is_offered_can_be_had)
{
    static struct run run;
    run.draw = pp_test_run_start("advice");
    for (run.draw.step = 0; run.draw.step < RUNS; run.draw.step++) {
        draw_machine(&run);
        check_suggestions(&run);
        check_neighbours(&run);
        pp_machine_free(run.machine);
    }
    cr_expect_gt(run.suggested, RUNS * 10u);
    cr_expect_gt(run.offered, RUNS * 10u);
    printf("%zu ports suggested, %zu offered by check\n",
           run.suggested,
           run.offered);
}
