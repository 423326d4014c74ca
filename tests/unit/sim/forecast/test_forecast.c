/*
 * What is read off the counts: reasons, stretches, reports that agree with
 * each other, and single boots that add up to the counts.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "json/json.h"
#include "json_get.h"
#include "sim/forecast/forecast.h"
#include "sim/forecast/forecast_data.h"
#include "sim/forecast/forecast_text.h"
#include "sim/forecast/samples.h"
#include "sim_support.h"

/* A machine, its boots and a forecast of them. */
struct trial {
    struct pp_machine *machine;
    struct pps_state state;
    struct pps_step step;
    struct pp_port_list asked;
    struct pps_montecarlo *montecarlo;
    struct pps_forecast forecast;
};

static void begin_trial(struct trial *trial,
                        struct pp_machine *machine,
                        const char *ports,
                        uint32_t runs)
{
    struct pp_sv item;
    const char *why;
    *trial = (struct trial){.machine = machine,
                            .step = pps_step_of(PPS_STEP_REBOOT)};
    cr_assert_eq(
        pp_port_list_parse(pp_sv_from(ports), &trial->asked, &item, &why),
        PP_OK);
    struct pps_montecarlo_options options = {
        .seed = 1, .runs = runs, .asked = &trial->asked};
    cr_assert_eq(pps_forecast_state(machine, &trial->state), PP_OK);
    cr_assert_eq(pps_montecarlo_run(
                     &trial->state, &trial->step, &options, &trial->montecarlo),
                 PP_OK);
    trial->forecast = (struct pps_forecast){
        .montecarlo = trial->montecarlo,
        .protocol = PP_TCP,
        .subject = PP_SV("dump.txt"),
    };
}

static void end_trial(struct trial *trial)
{
    pps_montecarlo_free(trial->montecarlo);
    pps_state_done(&trial->state);
    pp_port_list_done(&trial->asked);
    pp_machine_free(trial->machine);
}

static struct pp_machine *bare_machine(const char *feature, bool has_table)
{
    static const struct test_row rows[] = {
        {5357, 5357, PP_NO, PP_OWNER_HTTP_SYS}};
    struct pp_machine *machine = NULL;
    struct pp_dynamic dynamic = {
        .range = {49152, 65535}, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    if (has_table) {
        test_add_rows(machine, PP_TCP, rows, 1);
    }
    if (feature != NULL) {
        struct pp_fact fact = {.kind = PP_FACT_FEATURE,
                               .as.feature = {pp_sv_from(feature), PP_YES}};
        cr_assert_eq(pp_machine_add_fact(machine, &fact), PP_OK);
    }
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    pp_machine_set_dynamic(machine, PP_UDP, &dynamic);
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* --- why ------------------------------------------------------------------ */

struct why_row {
    enum pps_why why;
    double least; /* share */
    double most;
    bool is_excluded_now;
};

static void expect_whys(struct trial *trial, const struct why_row *rows)
{
    for (size_t i = 0; i < trial->asked.count; i++) {
        struct pps_port_forecast port =
            pps_forecast_asked(trial->montecarlo, i);
        cr_expect_eq(
            port.why, rows[i].why, "item %zu: %s", i, pps_why_name(port.why));
        cr_expect(port.share >= rows[i].least && port.share <= rows[i].most,
                  "item %zu: %f",
                  i,
                  port.share);
        cr_expect_eq(
            port.is_excluded_now, rows[i].is_excluded_now, "item %zu", i);
        /* What is no matter of chance has no width. */
        cr_expect_eq(port.interval.low < port.interval.high,
                     port.why == PPS_WHY_DYNAMIC,
                     "item %zu",
                     i);
        cr_expect(port.least_share <= port.most_share &&
                      port.most_share <= port.share,
                  "item %zu",
                  i);
    }
    end_trial(trial);
}

Test(forecast, says_why_on_a_captured_machine)
{
    static const struct why_row rows[] = {
        {PPS_WHY_DYNAMIC, 0.1, 0.6, true},       /* 1100 */
        {PPS_WHY_OUTSIDE, 0.0, 0.0, true},       /* 55555 */
        {PPS_WHY_OUTSIDE, 0.0, 0.0, false},      /* 60000 */
        {PPS_WHY_FIXED, 1.0, 1.0, true},         /* 5357 */
        {PPS_WHY_ADMINISTERED, 0.0, 0.0, false}, /* 50000-50099 */
        {PPS_WHY_OUTSIDE, 0.0, 0.0, false},      /* 50000-50100 */
        {PPS_WHY_DYNAMIC, 0.7, 1.0, true},       /* 1024-5356 */
        {PPS_WHY_DYNAMIC, 0.0, 0.5, false},      /* 15000-15001 */
        {PPS_WHY_UNKNOWN, 0.0, 0.0, false},      /* 1100/udp */
    };
    struct trial trial;
    begin_trial(&trial,
                test_seed_machine(),
                "1100,55555,60000,5357,50000-50099,50000-50100,1024-5356,"
                "15000-15001,1100/udp",
                2000);
    cr_assert_eq(trial.asked.count, PP_ARRAY_LEN(rows));
    expect_whys(&trial, rows);
}

Test(forecast, says_that_nothing_reserves_where_nothing_does)
{
    static const struct why_row rows[] = {
        {PPS_WHY_NOTHING, 0.0, 0.0, false},
        {PPS_WHY_FIXED, 1.0, 1.0, true},
    };
    struct trial trial;
    struct pp_buf text;
    struct pp_style style = pp_style_plain();
    pp_buf_init(&text, 1 << 20);
    begin_trial(&trial, bare_machine(NULL, true), "50500,5357", 100);
    pps_forecast_text(&text, &style, &trial.forecast);
    cr_expect_neq(pp_sv_find(pp_buf_view(&text),
                             PP_SV("nothing in dump.txt reserves"),
                             0),
                  SIZE_MAX,
                  "%s",
                  text.data);
    cr_expect_neq(pp_sv_find(pp_buf_view(&text), PP_SV("assumed: "), 0),
                  SIZE_MAX);
    pp_buf_done(&text);
    expect_whys(&trial, rows);
}

Test(forecast, takes_a_feature_for_a_sign_even_without_a_table)
{
    static const struct {
        const char *feature;
        bool has_table;
        enum pps_why why;
    } rows[] = {
        {NULL, false, PPS_WHY_UNKNOWN},
        {NULL, true, PPS_WHY_NOTHING},
        {"Microsoft-Hyper-V-All", false, PPS_WHY_DYNAMIC},
        {"Microsoft-Hyper-V-All", true, PPS_WHY_DYNAMIC},
        {"Containers", false, PPS_WHY_DYNAMIC},
        {"TelnetClient", false, PPS_WHY_UNKNOWN},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct trial trial;
        begin_trial(&trial,
                    bare_machine(rows[i].feature, rows[i].has_table),
                    "50500",
                    200);
        struct pps_port_forecast port = pps_forecast_asked(trial.montecarlo, 0);
        cr_expect_eq(port.why, rows[i].why, "row %zu", i);
        cr_expect_eq(port.share > 0.0,
                     rows[i].why == PPS_WHY_DYNAMIC,
                     "row %zu: %f",
                     i,
                     port.share);
        end_trial(&trial);
    }
}

/* --- stretches ------------------------------------------------------------ */

static bool is_row(const struct pps_protocol_state *at, uint16_t port)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (at->claims[i].is_active && !at->claims[i].is_from_step &&
            pp_range_contains(at->claims[i].range, port)) {
            return true;
        }
    }
    return pp_portset_test(&at->used, port);
}

static int compare_counts(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* The greatest count of a safe dynamic port, by the words of forecast.h: the
 * safest tenth, sorted; a quarter and three deviations above it. */
static uint32_t naive_limit(const struct trial *trial)
{
    static uint32_t sorted[PP_PORT_COUNT];
    const struct pps_protocol_state *after =
        &trial->montecarlo->after.protocols[PP_TCP];
    struct pp_range dynamic = after->dynamic.range;
    size_t count = 0;
    for (uint32_t port = dynamic.first; port <= dynamic.last; port++) {
        if (!is_row(after, (uint16_t)port)) {
            sorted[count++] =
                trial->montecarlo->protocols[PP_TCP].excluded_runs[port];
        }
    }
    qsort(sorted, count, sizeof(*sorted), compare_counts);
    uint32_t tenth = sorted[(count + 9) / 10 - 1];
    return tenth + tenth / 4 + 3 * (uint32_t)sqrt(tenth);
}

/* Whether a stretch could go on at the port. */
static bool is_open(const struct trial *trial,
                    uint32_t port,
                    bool is_inside,
                    uint32_t limit)
{
    const struct pps_montecarlo *montecarlo = trial->montecarlo;
    const struct pps_protocol_state *after =
        &montecarlo->after.protocols[PP_TCP];
    return port >= 1024 && port <= PP_PORT_MAX &&
           pp_range_contains(after->dynamic.range, (uint16_t)port) ==
               is_inside &&
           !is_row(after, (uint16_t)port) &&
           montecarlo->protocols[PP_TCP].excluded_runs[port] <= limit;
}

/* The longest stretch, looked for port by port. */
static uint32_t longest_stretch(const struct trial *trial, bool is_inside)
{
    uint32_t limit = is_inside ? naive_limit(trial) : 0;
    uint32_t longest = 0;
    uint32_t len = 0;
    for (uint32_t port = 1024; port <= PP_PORT_MAX; port++) {
        len = is_open(trial, port, is_inside, limit) ? len + 1 : 0;
        longest = len > longest ? len : longest;
    }
    return longest;
}

static void expect_stretches(struct trial *trial, bool is_inside)
{
    struct pps_stretch stretches[PPS_STRETCHES_MAX];
    const struct pps_protocol_state *after =
        &trial->montecarlo->after.protocols[PP_TCP];
    const uint32_t *counts = trial->montecarlo->protocols[PP_TCP].excluded_runs;
    uint32_t limit = is_inside ? naive_limit(trial) : 0;
    size_t count =
        pps_forecast_stretches(trial->montecarlo, PP_TCP, is_inside, stretches);
    cr_assert_gt(count, 0);
    cr_expect_eq(pp_range_count(stretches[0].range),
                 longest_stretch(trial, is_inside));
    for (size_t i = 0; i < count; i++) {
        struct pp_range range = stretches[i].range;
        cr_expect(is_open(trial, range.first, is_inside, limit));
        cr_expect_not(is_open(trial, range.first - 1U, is_inside, limit));
        cr_expect_not(is_open(trial, range.last + 1U, is_inside, limit));
        uint32_t most = 0;
        for (uint32_t port = range.first; port <= range.last; port++) {
            cr_assert_not(is_row(after, (uint16_t)port), "port %u", port);
            cr_assert_eq(
                pp_range_contains(after->dynamic.range, (uint16_t)port),
                is_inside,
                "port %u",
                port);
            most = counts[port] > most ? counts[port] : most;
        }
        cr_expect_float_eq(stretches[i].most_share,
                           (double)most / trial->montecarlo->runs,
                           1e-12);
        cr_expect(is_inside || most == 0);
        cr_expect(i == 0 || pp_range_count(stretches[i - 1].range) >=
                                pp_range_count(range));
    }
}

Test(forecast, finds_stretches_that_are_safe)
{
    struct trial trial;
    struct pps_stretch stretches[PPS_STRETCHES_MAX];
    begin_trial(&trial, test_seed_machine(), "1", 5000);
    expect_stretches(&trial, false);
    expect_stretches(&trial, true);
    cr_assert_eq(
        pps_forecast_stretches(trial.montecarlo, PP_TCP, false, stretches), 2);
    cr_expect_eq(stretches[0].range.first, 15001);
    cr_expect_eq(stretches[0].range.last, 49999);
    cr_expect_eq(stretches[1].range.first, 50100);
    cr_expect_eq(stretches[1].range.last, 65535);
    /* Blocks gather at the bottom: no safe stretch is there. */
    cr_assert_gt(
        pps_forecast_stretches(trial.montecarlo, PP_TCP, true, stretches), 0);
    cr_expect_gt(stretches[0].range.first, 4000);
    struct pps_port_forecast bottom =
        pps_forecast_port(trial.montecarlo, PP_TCP, 1100);
    cr_expect_lt(stretches[0].most_share, bottom.share / 3);
    end_trial(&trial);
}

Test(forecast, a_narrow_range_that_is_all_taken_has_no_stretch)
{
    static const struct test_row rows[] = {
        {20000, 20999, PP_YES, PP_OWNER_ADMINISTRATOR},
        {30000, 30099, PP_NO, PP_OWNER_WINNAT},
    };
    struct trial trial;
    struct pps_stretch stretches[PPS_STRETCHES_MAX];
    begin_trial(
        &trial,
        test_machine(rows, PP_ARRAY_LEN(rows), (struct pp_range){20000, 20999}),
        "20500",
        100);
    cr_expect_eq(
        pps_forecast_stretches(trial.montecarlo, PP_TCP, true, stretches), 0);
    end_trial(&trial);
}

/* --- reports that agree --------------------------------------------------- */

static double json_share(const struct pp_json_value *row)
{
    double share = -1.0;
    cr_assert(pp_json_get_double(row, "excluded", &share));
    return share;
}

Test(forecast, json_and_csv_say_what_was_counted)
{
    struct trial trial;
    struct pp_buf buf;
    struct pp_json_value *doc = NULL;
    begin_trial(
        &trial, test_seed_machine(), "1100,55555,1200-1210,1100/udp", 3000);
    const uint32_t *counts = trial.montecarlo->protocols[PP_TCP].excluded_runs;
    pp_buf_init(&buf, 1 << 24);
    pps_forecast_json(&buf, &trial.forecast);
    cr_assert_eq(buf.status, PP_OK);
    cr_assert_eq(pp_json_parse(pp_buf_view(&buf), &doc, NULL), PP_OK);
    const struct pp_json_value *ports = pp_json_get(doc, "ports");
    cr_assert_eq(pp_json_count(ports), 14);
    for (const struct pp_json_value *row = pp_json_first(ports); row != NULL;
         row = pp_json_next(row)) {
        uint64_t port = 0;
        struct pp_sv protocol;
        cr_assert(pp_json_get_u64(row, "port", PP_PORT_MAX, &port));
        cr_assert(pp_json_get_sv(row, "protocol", &protocol));
        if (pp_sv_equal(protocol, PP_SV("udp"))) {
            cr_expect_eq(pp_json_value_kind(pp_json_get(row, "excluded")),
                         PP_JSON_NULL);
            continue;
        }
        cr_expect_float_eq(
            json_share(row), counts[port] / 3000.0, 6e-7, "%u", (unsigned)port);
    }
    const struct pp_json_value *ranges = pp_json_get(doc, "ranges");
    cr_assert_eq(pp_json_count(ranges), 1);
    cr_expect_float_eq(json_share(pp_json_first(ranges)),
                       trial.montecarlo->asked_runs[2] / 3000.0,
                       6e-7);
    pp_json_value_free(doc);
    pp_buf_clear(&buf);
    pps_forecast_csv(&buf, &trial.forecast);
    cr_assert_eq(buf.status, PP_OK);
    struct pp_sv rest = pp_buf_view(&buf);
    cr_assert(pp_sv_starts(rest, PP_SV("port,excluded\n1024,")));
    rest = pp_sv_sub(rest, strlen("port,excluded\n"), SIZE_MAX);
    for (uint32_t port = 1024; port <= 15000; port++) {
        char want[64];
        snprintf(want, sizeof(want), "%u,%.6f\n", port, counts[port] / 3000.0);
        cr_assert(pp_sv_starts(rest, pp_sv_from(want)), "%s", want);
        rest = pp_sv_sub(rest, strlen(want), SIZE_MAX);
    }
    cr_expect_eq(rest.len, 0);
    pp_buf_done(&buf);
    end_trial(&trial);
}

Test(forecast, draws_with_ascii_alone_where_asked_to)
{
    static const unsigned widths[] = {0, 20, 40, 79, 200, 500};
    for (size_t i = 0; i < PP_ARRAY_LEN(widths); i++) {
        struct trial trial;
        struct pp_buf text;
        struct pp_style style = {.width = widths[i]};
        begin_trial(&trial, test_seed_machine(), "1100", 200);
        pp_buf_init(&text, 1 << 20);
        pps_forecast_text(&text, &style, &trial.forecast);
        cr_assert_eq(text.status, PP_OK);
        for (size_t at = 0; at < text.len; at++) {
            cr_assert((unsigned char)text.data[at] < 0x80, "at %zu", at);
        }
        pp_buf_done(&text);
        end_trial(&trial);
    }
}

/* A capture may be called anything. */
Test(forecast, escapes_the_names_of_captures)
{
    struct trial trial;
    struct pp_buf text;
    struct pp_style style = pp_style_plain();
    begin_trial(&trial, test_seed_machine(), "1100", 10);
    trial.forecast.subject = PP_SV("a\033[31m\n.txt");
    pp_buf_init(&text, 1 << 20);
    pps_forecast_text(&text, &style, &trial.forecast);
    cr_expect_eq(pp_sv_find(pp_buf_view(&text), PP_SV("\033"), 0), SIZE_MAX);
    pp_buf_done(&text);
    end_trial(&trial);
}

/* --- single boots --------------------------------------------------------- */

/* Adds the ports of the rows of one line that are not administered. */
static void count_line(struct pp_sv line, uint64_t run, uint32_t *counts)
{
    struct pp_json_value *doc = NULL;
    uint64_t number = 0;
    cr_assert_eq(pp_json_parse(line, &doc, NULL), PP_OK);
    cr_assert(pp_json_get_u64(doc, "run", UINT32_MAX, &number));
    cr_expect_eq(number, run);
    uint64_t last = 0;
    for (const struct pp_json_value *row =
             pp_json_first(pp_json_get(doc, "excluded"));
         row != NULL;
         row = pp_json_next(row)) {
        uint64_t start = 0;
        uint64_t end = 0;
        bool is_administered = true;
        cr_assert(pp_json_get_u64(row, "start", PP_PORT_MAX, &start));
        cr_assert(pp_json_get_u64(row, "end", PP_PORT_MAX, &end));
        cr_assert(pp_json_get_bool(row, "administered", &is_administered));
        cr_expect_geq(start, last, "run %d: not ascending", (int)run);
        last = start;
        for (uint64_t port = start; port <= end && !is_administered; port++) {
            counts[port]++;
        }
    }
    pp_json_value_free(doc);
}

Test(forecast, samples_add_up_to_the_counts)
{
    enum {
        RUNS = 400
    };
    static uint32_t counts[PP_PORT_COUNT];
    struct trial trial;
    struct pps_sampler *sampler = NULL;
    struct pps_montecarlo_options options = {.seed = 1};
    struct pp_buf line;
    begin_trial(&trial, test_seed_machine(), "1", RUNS);
    pp_buf_init(&line, 1 << 20);
    cr_assert_eq(pps_sampler_new(&trial.state, &trial.step, &options, &sampler),
                 PP_OK);
    for (uint64_t i = 0; i < RUNS; i++) {
        uint64_t run = RUNS - 1 - i; /* in any order */
        pp_buf_clear(&line);
        cr_assert_eq(pps_sampler_ndjson(sampler, run, PP_TCP, &line), PP_OK);
        count_line(pp_buf_view(&line), run, counts);
    }
    cr_expect_eq(memcmp(counts,
                        trial.montecarlo->protocols[PP_TCP].excluded_runs,
                        sizeof(counts)),
                 0);
    pps_sampler_free(sampler);
    pp_buf_done(&line);
    end_trial(&trial);
}
