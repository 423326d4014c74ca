/*
 * Random tables, written as netsh prints them in a random language, then
 * treated as people treat a paste: what is loaded are exactly the rows that
 * were written. With garbage lines between them no row is lost; with random
 * edits the laws of loading hold (tests/support/load_laws.h) and nothing
 * crashes.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/load.h"

#include "knowledge/locales.h"
#include "load_laws.h"
#include "mutate.h"
#include "seed.h"

enum {
    TABLE_RUNS = 5000 / PP_INPUT_STEP,
    GARBAGE_RUNS = 5000 / PP_INPUT_STEP,
    /* replay-load edits other texts as often, ./dev fuzz without end */
    MUTATION_RUNS = 10000,
    SINGLES_RUNS = 2000,
    MAX_ROWS = 24,
};

struct row {
    struct pp_range range;
    bool has_star;
};

struct table {
    const struct pp_locale *locale;
    enum pp_protocol protocol;
    struct row rows[MAX_ROWS];
    size_t row_count;
};

struct run {
    struct pp_test_random random;
    uint32_t seed;
    uint32_t step;
    struct table table;
    struct pp_buf text;
};

static struct run *start_run(const char *name)
{
    static struct run run;
    uint32_t seed = pp_test_seed(name);
    run.random = pp_test_random_from(seed);
    run.seed = seed;
    pp_buf_init(&run.text, 1 << 20);
    return &run;
}

static uint32_t below(struct run *run, uint32_t bound)
{
    return pp_test_random_below(&run->random, bound);
}

static bool one_in(struct run *run, uint32_t bound)
{
    return below(run, bound) == 0;
}

/* --- tables -----------------------------------------------------------------
 */

/* A language whose whole frame is known. */
static const struct pp_locale *draw_locale(struct run *run)
{
    size_t count = 0;
    const struct pp_locale *locales = pp_locales(&count);
    for (;;) {
        const struct pp_locale *one = &locales[below(run, (uint32_t)count)];
        if (one->excluded_before.ptr != NULL && one->start_head.len > 0 &&
            one->legend.len > 0) {
            return one;
        }
    }
}

/* Ascending rows without overlap, with the lengths that Windows has and
 * others. HNS's own range has its star always, or the column would count as
 * lost. */
static void draw_table(struct run *run)
{
    static const uint32_t counts[] = {1, 1, 10, 60, 64, 100, 100, 100, 224};
    struct table *table = &run->table;
    table->locale = draw_locale(run);
    table->protocol = one_in(run, 3) ? PP_UDP : PP_TCP;
    table->row_count = 0;
    uint32_t next = 1 + below(run, 50000);
    size_t wanted = 1 + below(run, MAX_ROWS);
    while (table->row_count < wanted) {
        uint32_t count = counts[below(run, PP_ARRAY_LEN(counts))];
        uint32_t first = next + (one_in(run, 2) ? 0 : below(run, 300));
        if (first + count - 1 > PP_PORT_MAX) {
            break;
        }
        struct row *row = &table->rows[table->row_count++];
        row->range =
            (struct pp_range){(uint16_t)first, (uint16_t)(first + count - 1)};
        row->has_star = one_in(run, 6) || (first == 50000 && count == 60);
        next = first + count;
    }
    if (table->row_count == 0) {
        table->rows[table->row_count++] = (struct row){{1031, 1130}, false};
    }
}

/* --- what people do to a paste --- */

/* How this paste looks, from its first line to its last. */
struct look {
    const char *newline;
    const char *prefix;
    const char *suffix;
    const char *gap; /* between the two ports; NULL: netsh's columns */
    bool has_prompt;
    bool has_fence;
    bool has_title; /* without it a prompt tells the protocol */
    bool has_heads;
    bool has_underline;
    bool has_legend;
    bool has_blank_lines;
    bool has_notes;
    bool has_garbage;
};

static struct look draw_look(struct run *run)
{
    static const char *const newlines[] = {"\n", "\n", "\r\n", "\r"};
    static const char *const prefixes[] = {
        "",
        "",
        "",
        "  ",
        "    ",
        "\t",
        "> ",
        "# ",
        "// ",
        "[verify] ",
        "> > ",
        "2024-08-08T12:00:00.1234567Z ",
        "\xE3\x80\x80",
        "\xC2\xA0",
    };
    static const char *const suffixes[] = {
        "",
        "",
        "",
        "      ",
        "\t",
        "\\",
        "\xC2\xA0",
        "  \\",
    };
    static const char *const gaps[] = {
        NULL,
        NULL,
        NULL,
        " ",
        "\t",
        "\t\t",
        " \t ",
        "\xC2\xA0\xC2\xA0",
    };
    struct look look = {
        .newline = newlines[below(run, PP_ARRAY_LEN(newlines))],
        .prefix = prefixes[below(run, PP_ARRAY_LEN(prefixes))],
        .suffix = suffixes[below(run, PP_ARRAY_LEN(suffixes))],
        .gap = gaps[below(run, PP_ARRAY_LEN(gaps))],
        .has_prompt = one_in(run, 2),
        .has_fence = one_in(run, 3),
        .has_heads = !one_in(run, 4),
        .has_underline = !one_in(run, 4),
        .has_legend = !one_in(run, 4),
        .has_blank_lines = one_in(run, 2),
        .has_notes = one_in(run, 4),
    };
    look.has_title = !look.has_prompt || !one_in(run, 4);
    return look;
}

static void end_line(struct run *run, const struct look *look)
{
    pp_buf_add_str(&run->text, look->suffix);
    pp_buf_add_str(&run->text, look->newline);
    if (look->has_blank_lines && one_in(run, 3)) {
        pp_buf_add_str(&run->text, one_in(run, 2) ? "" : "  ");
        pp_buf_add_str(&run->text, look->newline);
    }
}

static void add_line(struct run *run, const struct look *look, const char *text)
{
    pp_buf_add_str(&run->text, look->prefix);
    pp_buf_add_str(&run->text, text);
    end_line(run, look);
}

static void add_prompt(struct run *run, const struct look *look)
{
    static const char *const prompts[] = {
        "C:\\>",
        "PS C:\\Windows\\system32> ",
        "(base) PS C:\\> ",
        "$ ",
        "> ",
        "",
    };
    char line[200];
    (void)snprintf(line,
                   sizeof(line),
                   "%snetsh %s ipv4 show excludedportrange %s%s",
                   prompts[below(run, PP_ARRAY_LEN(prompts))],
                   one_in(run, 2) ? "int" : "interface",
                   one_in(run, 2) ? "protocol=" : "",
                   pp_protocol_name(run->table.protocol));
    add_line(run, look, line);
}

/* Up to three lines that mean nothing: letters, bad rows, marks. */
static void add_garbage(struct run *run, const struct look *look)
{
    static const char *const lines[] = {
        "5O000       5O059",
        "99999       99999",
        "1130        1031",
        "0           10",
        "one two",
        "some words, and more",
        "(see above)",
        "<-- here",
        "1.2.3.4",
        "12:30:00",
        "443/tcp open",
        "!!!",
        "#",
        "'",
        "\\",
        "<b></b>",
        "&nbsp;",
        "1 2 3",
        "Reply from 10.0.0.1",
        "x = [",
        "];",
        "\xE2\x9C\x93 done",
        "\xFF\xFE\x80",
        "\x1B[31mred\x1B[0m",
    };
    for (uint32_t i = below(run, 4); i > 0; i--) {
        if (one_in(run, 3)) {
            char noise[40];
            uint32_t len = below(run, sizeof(noise));
            for (uint32_t k = 0; k < len; k++) {
                noise[k] = (char)('a' + below(run, 26));
            }
            noise[len > 0 ? len - 1 : 0] = '\0';
            add_line(run, look, noise);
        } else {
            add_line(run, look, lines[below(run, PP_ARRAY_LEN(lines))]);
        }
    }
}

static void
add_row(struct run *run, const struct look *look, const struct row *row)
{
    static const char *const notes[] = {
        " # Kafka",
        "  <-- here",
        " (mine)",
        "\t// web",
        " \xE2\x86\x90 \xE3\x81\x93\xE3\x82\x8C",
    };
    pp_buf_add_str(&run->text, look->prefix);
    if (look->gap == NULL) {
        pp_buf_printf(
            &run->text, "%10u  %10u     ", row->range.first, row->range.last);
        pp_buf_add_char(&run->text, row->has_star ? '*' : ' ');
    } else {
        pp_buf_printf(&run->text,
                      "%u%s%u%s",
                      row->range.first,
                      look->gap,
                      row->range.last,
                      row->has_star ? " *" : "");
    }
    if (look->has_notes && one_in(run, 4)) {
        pp_buf_add_str(&run->text, notes[below(run, PP_ARRAY_LEN(notes))]);
    }
    end_line(run, look);
}

static void add_frame(struct run *run, const struct look *look)
{
    const struct pp_locale *locale = run->table.locale;
    char line[400];
    if (look->has_title) {
        (void)snprintf(line,
                       sizeof(line),
                       "%.*s%s%.*s",
                       PP_SV_ARGS(locale->excluded_before),
                       pp_protocol_name(run->table.protocol),
                       PP_SV_ARGS(locale->excluded_behind));
        add_line(run, look, line);
    }
    if (look->has_heads) {
        (void)snprintf(line,
                       sizeof(line),
                       "%.*s    %.*s",
                       PP_SV_ARGS(locale->start_head),
                       PP_SV_ARGS(locale->end_head));
        add_line(run, look, line);
    }
    if (look->has_underline) {
        add_line(run, look, "----------    --------");
    }
}

static void write_table(struct run *run, const struct look *look)
{
    pp_buf_clear(&run->text);
    if (look->has_fence) {
        add_line(run, look, one_in(run, 2) ? "```" : "```powershell");
    }
    if (look->has_prompt) {
        add_prompt(run, look);
    }
    add_frame(run, look);
    for (size_t i = 0; i < run->table.row_count; i++) {
        add_row(run, look, &run->table.rows[i]);
        if (look->has_garbage && one_in(run, 3)) {
            add_garbage(run, look);
        }
    }
    if (look->has_legend) {
        char line[400];
        (void)snprintf(line,
                       sizeof(line),
                       "* - %.*s.",
                       PP_SV_ARGS(run->table.locale->legend));
        add_line(run, look, line);
    }
    if (look->has_fence) {
        add_line(run, look, "```");
    }
}

/* --- the laws --- */

static void fail(const struct run *run, const char *what)
{
    cr_assert(false,
              "PP_SEED=%u, step %u: %s, in this text:\n%.*s",
              run->seed,
              run->step,
              what,
              PP_SV_ARGS(pp_buf_view(&run->text)));
}

static struct pp_load *load_text(struct run *run, struct pp_sv text)
{
    struct pp_load *load = NULL;
    if (pp_load_new(NULL, &load) != PP_OK ||
        pp_load_add_bytes(load, PP_SV("x"), text) != PP_OK) {
        fail(run, "the load did not succeed");
    }
    const char *broken = pp_test_broken_law(load);
    if (broken != NULL) {
        fail(run, broken);
    }
    return load;
}

static bool is_row(const struct pp_fact *fact, const struct row *row)
{
    return fact->kind == PP_FACT_EXCLUDED &&
           pp_range_equal(fact->range, row->range) &&
           (fact->is_administered == PP_YES) == row->has_star;
}

static void expect_table(struct run *run,
                         const struct look *look,
                         const struct pp_load *load)
{
    const struct table *table = &run->table;
    size_t count = 0;
    const struct pp_section *sections = pp_load_sections(load, &count);
    if (count != 1) {
        fail(run, "not one section");
    }
    if (sections[0].protocol != table->protocol ||
        sections[0].is_protocol_assumed) {
        fail(run, "another protocol");
    }
    if (look->has_title &&
        (sections[0].locale == NULL ||
         strcmp(sections[0].locale, table->locale->tag) != 0)) {
        fail(run, "another language");
    }
    const struct pp_fact *facts = pp_load_facts(load, &count);
    if (count != table->row_count) {
        fail(run, "another number of rows");
    }
    for (size_t i = 0; i < count; i++) {
        if (!is_row(&facts[i], &table->rows[i])) {
            fail(run, "another row");
        }
    }
    if (pp_load_totals(load).rejected != 0) {
        fail(run, "a line was rejected");
    }
}

Test(prop_load, any_table_is_read_back_row_by_row, .timeout = 1200)
{
    struct run *run = start_run("tables");
    for (run->step = 0; run->step < TABLE_RUNS; run->step++) {
        draw_table(run);
        struct look look = draw_look(run);
        write_table(run, &look);
        struct pp_load *load = load_text(run, pp_buf_view(&run->text));
        expect_table(run, &look, load);
        pp_load_free(load);
    }
    pp_buf_done(&run->text);
}

/* Every row is among the facts, in order; the garbage may have split the
 * table or lost its stars a witness, but no row. */
static void expect_rows_among(struct run *run, const struct pp_load *load)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_load_facts(load, &count);
    size_t at = 0;
    for (size_t i = 0; i < run->table.row_count; i++) {
        while (at < count && !is_row(&facts[at], &run->table.rows[i])) {
            at++;
        }
        if (at == count) {
            fail(run, "a row was lost");
        }
        at++;
    }
    size_t gap_count = 0;
    for (size_t i = 0; i < count; i++) {
        gap_count += facts[i].kind == PP_FACT_GAP;
    }
    if (count - gap_count != run->table.row_count) {
        fail(run, "a row that was never written");
    }
}

Test(prop_load, garbage_between_the_rows_loses_none, .timeout = 1200)
{
    struct run *run = start_run("garbage");
    for (run->step = 0; run->step < GARBAGE_RUNS; run->step++) {
        draw_table(run);
        struct look look = draw_look(run);
        look.has_garbage = true;
        look.has_notes = false;
        write_table(run, &look);
        struct pp_load *load = load_text(run, pp_buf_view(&run->text));
        expect_rows_among(run, load);
        pp_load_free(load);
    }
    pp_buf_done(&run->text);
}

/* Two or more different ports, ascending as netsh prints them. */
static void draw_singles(struct run *run)
{
    struct table *table = &run->table;
    size_t wanted = 2 + below(run, MAX_ROWS - 1);
    uint32_t step = one_in(run, 3) ? 1 : 2700;
    uint32_t port = below(run, 700);
    for (table->row_count = 0; table->row_count < wanted;) {
        port += 1 + below(run, step);
        table->rows[table->row_count++].range =
            (struct pp_range){(uint16_t)port, (uint16_t)port};
    }
}

Test(prop_load, single_ports_without_a_heading_are_exclusions, .timeout = 100)
{
    struct run *run = start_run("singles");
    for (run->step = 0; run->step < SINGLES_RUNS; run->step++) {
        struct look look = draw_look(run);
        run->table = (struct table){0};
        draw_singles(run);
        pp_buf_clear(&run->text);
        for (size_t i = 0; i < run->table.row_count; i++) {
            add_row(run, &look, &run->table.rows[i]);
        }
        struct pp_load *load = load_text(run, pp_buf_view(&run->text));
        expect_rows_among(run, load);
        if (pp_load_totals(load).rejected != 0) {
            fail(run, "a line was rejected");
        }
        pp_load_free(load);
    }
    pp_buf_done(&run->text);
}

Test(prop_load, any_edit_keeps_the_laws, .timeout = 100)
{
    static struct pp_test_text text;
    struct run *run = start_run("edits");
    for (run->step = 0; run->step < MUTATION_RUNS; run->step++) {
        if (run->step % 50 == 0) {
            draw_table(run);
            struct look look = draw_look(run);
            look.has_garbage = one_in(run, 2);
            write_table(run, &look);
        }
        pp_test_text_set(&text, pp_buf_view(&run->text));
        pp_test_mutate(&run->random, &text);
        pp_load_free(load_text(run, pp_test_text_view(&text)));
    }
    pp_buf_done(&run->text);
}
