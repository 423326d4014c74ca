/*
 * Laws of evidence, over random pastes of one table: what is missing, cut,
 * damaged or contradicted makes its ports unknown and nothing else free, and
 * what says nothing of ports changes no verdict. Ports are looked at where
 * rows begin and end, inside of them, and at random.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "portplan/load.h"

#include "model/holder.h"
#include "model/standing.h"
#include "paste_run.h"
#include "sim/state/state_machine.h"

enum {
    RUNS = 5000 / PP_INPUT_STEP,
    MAX_ROWS = 12,
    MAX_LINES = 40,
    RANDOM_PORTS = 24,
    MAX_PORTS = MAX_ROWS * 6 + RANDOM_PORTS,
};

struct row {
    struct pp_range range;
    size_t line; /* its index among the lines */
};

struct paste {
    char lines[MAX_LINES][128];
    size_t line_count;
    struct row rows[MAX_ROWS];
    size_t row_count;
    uint16_t ports[MAX_PORTS];
    size_t port_count;
};

struct verdicts {
    enum pp_verdict of[MAX_PORTS];
};

struct run {
    struct pp_test_run draw;
    struct paste paste;
    struct verdicts before;
};

/* --- pastes --------------------------------------------------------------- */

static size_t add_line(struct paste *paste, const char *text)
{
    snprintf(
        paste->lines[paste->line_count], sizeof(paste->lines[0]), "%s", text);
    return paste->line_count++;
}

static void add_port(struct paste *paste, uint32_t port)
{
    if (port >= 1 && port <= PP_PORT_MAX) {
        paste->ports[paste->port_count++] = (uint16_t)port;
    }
}

static void add_rows(struct run *run)
{
    static const uint32_t counts[] = {1, 10, 64, 100, 100, 300};
    struct paste *paste = &run->paste;
    size_t wanted = 1 + pp_test_draw(&run->draw, MAX_ROWS);
    uint32_t next = 100 + pp_test_draw(&run->draw, 40000);
    while (paste->row_count < wanted) {
        uint32_t count = counts[pp_test_draw(&run->draw, PP_ARRAY_LEN(counts))];
        uint32_t first = next + 1 + pp_test_draw(&run->draw, 2000);
        uint32_t last = first + count - 1;
        if (last > PP_PORT_MAX) {
            return;
        }
        char text[64];
        bool is_hns = first == 50000 && count == 60;
        snprintf(text,
                 sizeof(text),
                 "%10u  %10u%s",
                 (unsigned)first,
                 (unsigned)last,
                 is_hns || pp_test_draw(&run->draw, 5) == 0 ? "     *" : "");
        paste->rows[paste->row_count++] = (struct row){
            {(uint16_t)first, (uint16_t)last}, add_line(paste, text)};
        next = last;
    }
}

static void choose_ports(struct run *run)
{
    struct paste *paste = &run->paste;
    for (size_t i = 0; i < paste->row_count; i++) {
        struct pp_range range = paste->rows[i].range;
        add_port(paste, range.first - 1u);
        add_port(paste, range.first);
        add_port(paste,
                 range.first + pp_test_draw(&run->draw, pp_range_count(range)));
        add_port(paste, range.last);
        add_port(paste, range.last + 1u);
    }
    for (int i = 0; i < RANDOM_PORTS; i++) {
        add_port(paste, 1 + pp_test_draw(&run->draw, PP_PORT_MAX));
    }
}

static void draw_paste(struct run *run)
{
    struct paste *paste = &run->paste;
    *paste = (struct paste){0};
    add_line(paste, "Protocol tcp Port Exclusion Ranges");
    add_line(paste, "");
    add_line(paste, "Start Port    End Port");
    add_line(paste, "----------    --------");
    add_rows(run);
    add_line(paste, "");
    add_line(paste, "* - Administered port exclusions.");
    add_line(paste, "");
    add_line(paste, "Protocol tcp Dynamic Port Range");
    add_line(paste, "---------------------------------");
    add_line(paste, "Start Port      : 49152");
    add_line(paste, "Number of Ports : 16384");
    choose_ports(run);
}

/* --- what the program makes of it ------------------------------------------
 */

static struct pp_machine *load(const struct paste *paste)
{
    struct pp_buf text;
    pp_buf_init(&text, 1 << 16);
    for (size_t i = 0; i < paste->line_count; i++) {
        pp_buf_add_str(&text, paste->lines[i]);
        pp_buf_add_char(&text, '\n');
    }
    struct pp_load *load = NULL;
    struct pp_machine *machine = NULL;
    const struct pp_load_options options = {0};
    cr_assert_eq(pp_load_new(&options, &load), PP_OK);
    cr_assert_eq(
        pp_load_add_bytes(load, PP_SV("paste.txt"), pp_buf_view(&text)), PP_OK);
    cr_assert_eq(pp_load_machine(load, &machine), PP_OK);
    pp_load_free(load);
    pp_buf_done(&text);
    return machine;
}

/* Every command asks the one judge; the simulator's state answers alike. */
static void
judge(struct run *run, const struct paste *paste, struct verdicts *ret_verdicts)
{
    static const struct pp_assumptions defaults;
    struct pp_machine *machine = load(paste);
    struct pps_state state = {0};
    cr_assert_eq(pps_state_from_machine(machine, &state), PP_OK);
    const struct pp_bind_request request = {
        .kind = PP_BIND_PLAIN,
        .protocol = PP_TCP,
        .rules = pp_bind_rules_of(machine, &defaults),
    };
    for (size_t i = 0; i < paste->port_count; i++) {
        uint16_t port = paste->ports[i];
        struct pp_port_state seen = pps_state_port(&state, PP_TCP, port);
        ret_verdicts->of[i] =
            pp_standing_at(machine, &request, &defaults, port).answer.verdict;
        PP_TEST_CHECK(&run->draw,
                      port,
                      pp_bind_judge(&request, &seen).verdict ==
                          ret_verdicts->of[i]);
    }
    pps_state_done(&state);
    pp_machine_free(machine);
}

/* --- laws ------------------------------------------------------------------
 */

static bool is_in_row(const struct paste *paste, size_t row, uint16_t port)
{
    return pp_range_contains(paste->rows[row].range, port);
}

/* Ports of the row are unknown; every other answer stays or gets unknown. (With
 * the end of the paste the dynamic range may be lost, too: what was at risk may
 * be free then.) */
static void check_lost(struct run *run, const struct paste *paste, size_t row)
{
    struct verdicts after;
    judge(run, paste, &after);
    for (size_t i = 0; i < paste->port_count; i++) {
        uint16_t port = paste->ports[i];
        bool is_lost = is_in_row(&run->paste, row, port);
        PP_TEST_CHECK(
            &run->draw, port, !is_lost || after.of[i] == PP_VERDICT_UNKNOWN);
        PP_TEST_CHECK(&run->draw,
                      port,
                      after.of[i] == PP_VERDICT_UNKNOWN ||
                          pp_verdict_is_yes(after.of[i]) ==
                              pp_verdict_is_yes(run->before.of[i]));
    }
}

static void lose_row(struct run *run, const char *law, const char *with)
{
    struct paste paste = run->paste;
    size_t row = pp_test_draw(&run->draw, (uint32_t)paste.row_count);
    run->draw.law = law;
    snprintf(
        paste.lines[paste.rows[row].line], sizeof(paste.lines[0]), "%s", with);
    check_lost(run, &paste, row);
}

static const char *const elisions[] = {
    "...", "     ...", "[...]", "\xE2\x80\xA6", "(...)", "<snip>"};
static const char *const garbage[] = {
    "     4O100       40199",
    "     ?????       ?????",
    "     #####       #####",
    "     51x34       512",
    "       @@@         $$$",
    "     abcde       fghij",
    "      -1        55555",
    "     70000       70099",
    "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD  \xEF\xBF\xBD\xEF\xBF\xBD",
};

/* The capture ends inside a row: it and all below it are lost. */
static void cut_in_row(struct run *run)
{
    struct paste paste = run->paste;
    size_t row = pp_test_draw(&run->draw, (uint32_t)paste.row_count);
    struct pp_range range = paste.rows[row].range;
    size_t line = paste.rows[row].line;
    run->draw.law = "cut";
    if (range.last < 10) {
        return;
    }
    /* The last digit of the end port is gone. */
    snprintf(paste.lines[line],
             sizeof(paste.lines[0]),
             "%10u  %10u",
             (unsigned)range.first,
             (unsigned)range.last / 10);
    paste.line_count = line + 1;
    check_lost(run, &paste, row);
}

static void insert_line(struct paste *paste, size_t at, const char *text)
{
    memmove(&paste->lines[at + 1],
            &paste->lines[at],
            (paste->line_count - at) * sizeof(paste->lines[0]));
    snprintf(paste->lines[at], sizeof(paste->lines[0]), "%s", text);
    paste->line_count++;
}

/* A line that says nothing of ports changes nothing. */
static void insert_prose(struct run *run)
{
    static const char *const lines[] = {
        "I tried this on my work laptop and it did not help at all.",
        "thanks for looking into it",
        "Edit: same result after updating the driver.",
        "any ideas?",
        "The `Start Port` and the `End Port` belong to the range.",
        "On an English Windows the heads read `Start Port`  `End Port`.",
    };
    struct paste paste = run->paste;
    struct verdicts after;
    run->draw.law = "prose";
    insert_line(&paste,
                pp_test_draw(&run->draw, (uint32_t)paste.line_count + 1),
                lines[pp_test_draw(&run->draw, PP_ARRAY_LEN(lines))]);
    judge(run, &paste, &after);
    for (size_t i = 0; i < paste.port_count; i++) {
        PP_TEST_CHECK(
            &run->draw, paste.ports[i], after.of[i] == run->before.of[i]);
    }
}

/* A refusal that no row explains makes its port unknown, and no other. */
static void insert_error(struct run *run, bool is_above)
{
    struct paste paste = run->paste;
    struct verdicts after;
    uint16_t refused =
        paste.ports[pp_test_draw(&run->draw, (uint32_t)paste.port_count)];
    char text[128];
    run->draw.law = "error";
    snprintf(text,
             sizeof(text),
             "listen tcp 0.0.0.0:%u: bind: An attempt was made to access a "
             "socket in a way forbidden by its access permissions.",
             (unsigned)refused);
    insert_line(&paste, is_above ? 0 : paste.line_count, text);
    judge(run, &paste, &after);
    for (size_t i = 0; i < paste.port_count; i++) {
        bool was_open = run->before.of[i] == PP_VERDICT_FREE ||
                        run->before.of[i] == PP_VERDICT_AT_RISK;
        enum pp_verdict expected = paste.ports[i] == refused && was_open
                                       ? PP_VERDICT_UNKNOWN
                                       : run->before.of[i];
        PP_TEST_CHECK(&run->draw, paste.ports[i], after.of[i] == expected);
    }
}

/* Without a line of the frame no verdict turns from no to yes or back. */
static void drop_frame_line(struct run *run)
{
    struct paste paste = run->paste;
    struct verdicts after;
    size_t line = pp_test_draw(&run->draw, (uint32_t)paste.line_count);
    run->draw.law = "dropped line";
    for (size_t i = 0; i < paste.row_count; i++) {
        if (paste.rows[i].line == line) {
            return;
        }
    }
    memmove(&paste.lines[line],
            &paste.lines[line + 1],
            (paste.line_count - line - 1) * sizeof(paste.lines[0]));
    paste.line_count--;
    judge(run, &paste, &after);
    for (size_t i = 0; i < paste.port_count; i++) {
        PP_TEST_CHECK(&run->draw,
                      paste.ports[i],
                      after.of[i] == PP_VERDICT_UNKNOWN ||
                          pp_verdict_is_yes(after.of[i]) ==
                              pp_verdict_is_yes(run->before.of[i]));
    }
}

static void try_law(struct run *run)
{
    switch (pp_test_draw(&run->draw, 6)) {
    case 0:
        lose_row(run,
                 "elided",
                 elisions[pp_test_draw(&run->draw, PP_ARRAY_LEN(elisions))]);
        return;
    case 1:
        lose_row(run,
                 "garbage",
                 garbage[pp_test_draw(&run->draw, PP_ARRAY_LEN(garbage))]);
        return;
    case 2:
        cut_in_row(run);
        return;
    case 3:
        insert_prose(run);
        return;
    case 4:
        insert_error(run, pp_test_draw(&run->draw, 2) == 0);
        return;
    default:
        drop_frame_line(run);
        return;
    }
}

Test(evidence, what_is_missing_is_unknown_and_what_says_nothing_changes_nothing)
{
    static struct run run;
    run.draw = pp_test_run_start("evidence");
    for (run.draw.step = 0; run.draw.step < RUNS; run.draw.step++) {
        draw_paste(&run);
        if (run.paste.row_count == 0) {
            continue;
        }
        run.draw.law = "as pasted";
        judge(&run, &run.paste, &run.before);
        try_law(&run);
    }
}
