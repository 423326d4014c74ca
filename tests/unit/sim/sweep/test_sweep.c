/*
 * Where a reservation is safest: every place counted again by plain loops over
 * single boots, every answer asked of the engine, and what is made of them.
 */
#include <stdio.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "json/json.h"
#include "json_get.h"
#include "sim/engine/engine.h"
#include "sim/forecast/montecarlo.h"
#include "sim/forecast/samples.h"
#include "sim/state/state_machine.h"
#include "sim/sweep/sweep.h"
#include "sim/sweep/sweep_data.h"
#include "sim/sweep/sweep_stretches.h"
#include "sim/sweep/sweep_text.h"
#include "sim_support.h"

enum {
    RUNS = 60
};

/* Rows that overlap, as of several tables, and a port in use between them. */
static struct pp_machine *overlapping_machine(void)
{
    static const struct test_row rows[] = {
        {1000, 1099, PP_NO, PP_OWNER_WINNAT},
        {1050, 1149, PP_NO, PP_OWNER_WINNAT},
        {1050, 1149, PP_NO, PP_OWNER_WINNAT},
        {3000, 3009, PP_NO, PP_OWNER_HTTP_SYS},
        {3005, 3015, PP_UNKNOWN, PP_OWNER_UNKNOWN},
        {3014, 3020, PP_YES, PP_OWNER_ADMINISTRATOR},
    };
    return test_machine(
        rows, PP_ARRAY_LEN(rows), (struct pp_range){1024, 4000});
}

static struct pp_machine *(*const machine_makers[])(void) = {
    test_seed_machine,
    test_server_machine,
    test_node_machine,
    overlapping_machine,
};

static struct pps_sweep *sweep_of(const struct pp_machine *machine,
                                  const struct pps_sweep_options *options)
{
    struct pps_sweep *sweep = NULL;
    cr_assert_eq(pps_sweep_run(machine, options, &sweep), PP_OK);
    return sweep;
}

/* --- brute force ---------------------------------------------------------- */

/* Whether a boot, as a line of JSON, excludes a port of the range. */
static bool is_excluded(const struct pp_json_value *boot, struct pp_range range)
{
    const struct pp_json_value *row =
        pp_json_first(pp_json_get(boot, "excluded"));
    for (; row != NULL; row = pp_json_next(row)) {
        uint64_t start = 0;
        uint64_t end = 0;
        enum pp_tri is_administered = PP_UNKNOWN;
        cr_assert(pp_json_get_u64(row, "start", PP_PORT_MAX, &start));
        cr_assert(pp_json_get_u64(row, "end", PP_PORT_MAX, &end));
        cr_assert(pp_json_get_tri(row, "administered", &is_administered));
        if (is_administered != PP_YES && start <= range.last &&
            range.first <= end) {
            return true;
        }
    }
    return false;
}

/* Boots of the state that exclude each of the places, from samples. */
static void count_samples(const struct pps_state *start,
                          const struct pps_sweep *sweep,
                          uint32_t *ret_counts)
{
    const struct pps_montecarlo_options options = {
        .seed = sweep->options.seed, .assumptions = sweep->options.assumptions};
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    struct pps_sampler *sampler = NULL;
    cr_assert_eq(pps_sampler_new(start, &reboot, &options, &sampler), PP_OK);
    for (uint64_t run = 0; run < sweep->options.runs; run++) {
        struct pp_json_value *boot = NULL;
        struct pp_buf line;
        pp_buf_init(&line, 1 << 20);
        cr_assert_eq(
            pps_sampler_ndjson(sampler, run, sweep->options.protocol, &line),
            PP_OK);
        cr_assert_eq(pp_json_parse(pp_buf_view(&line), &boot, NULL), PP_OK);
        for (size_t i = 0; i < sweep->place_count; i++) {
            ret_counts[i] += is_excluded(boot, sweep->places[i].range);
        }
        pp_json_value_free(boot);
        pp_buf_done(&line);
    }
    pps_sampler_free(sampler);
}

static void expect_samples(const struct pps_state *start,
                           const struct pps_sweep *sweep,
                           const char *label)
{
    uint32_t *counts = calloc(sweep->place_count, sizeof(*counts));
    cr_assert_not_null(counts);
    count_samples(start, sweep, counts);
    for (size_t i = 0; i < sweep->place_count; i++) {
        cr_expect_eq(sweep->places[i].excluded_runs,
                     counts[i],
                     "%s: %u for %u at %u",
                     label,
                     sweep->places[i].excluded_runs,
                     counts[i],
                     (unsigned)sweep->places[i].range.first);
    }
    free(counts);
}

Test(sweep, counts_what_single_boots_add_up_to)
{
    static const uint32_t lengths[] = {1, 2, 64, 101, 700};
    static const struct pp_range ranges[] = {
        {1000, 1700}, {1, 720}, {2990, 3800}, {50900, 51800}, {64800, 65535}};
    for (size_t m = 0; m < PP_ARRAY_LEN(machine_makers); m++) {
        struct pp_machine *machine = machine_makers[m]();
        struct pps_state start;
        cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
        for (size_t i = 0; i < PP_ARRAY_LEN(lengths); i++) {
            char label[64];
            const struct pps_sweep_options options = {
                .seed = 5 + i,
                .runs = RUNS,
                .range = ranges[(m + i) % PP_ARRAY_LEN(ranges)],
                .length = lengths[i]};
            struct pps_sweep *sweep = sweep_of(machine, &options);
            snprintf(label, sizeof(label), "machine %zu, %zu", m, i);
            cr_expect_eq(sweep->place_count,
                         pp_range_count(options.range) - lengths[i] + 1);
            expect_samples(&start, sweep, label);
            pps_sweep_free(sweep);
        }
        pps_state_done(&start);
        pp_machine_free(machine);
    }
}

/* The places of one port are what a forecast says of the ports. */
Test(sweep, of_one_port_is_a_forecast)
{
    for (size_t m = 0; m < PP_ARRAY_LEN(machine_makers); m++) {
        struct pp_machine *machine = machine_makers[m]();
        const struct pps_sweep_options options = {
            .seed = 3, .runs = 500, .range = {1, PP_PORT_MAX}, .length = 1};
        const struct pps_montecarlo_options same = {.seed = 3, .runs = 500};
        struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
        struct pps_montecarlo *forecast = NULL;
        struct pps_state start;
        struct pps_sweep *sweep = sweep_of(machine, &options);
        cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
        cr_assert_eq(pps_montecarlo_run(&start, &reboot, &same, &forecast),
                     PP_OK);
        for (uint32_t port = 1; port <= PP_PORT_MAX; port++) {
            cr_expect_eq(sweep->places[port - 1].excluded_runs,
                         forecast->protocols[PP_TCP].excluded_runs[port],
                         "machine %zu, port %u",
                         m,
                         port);
        }
        pps_montecarlo_free(forecast);
        pps_state_done(&start);
        pps_sweep_free(sweep);
        pp_machine_free(machine);
    }
}

static struct pps_step reserve_step(struct pp_range range)
{
    return (struct pps_step){
        .kind = PPS_STEP_RESERVE,
        .family = PP_FAMILY_IPV4,
        .store = PP_STORE_PERSISTENT,
        .ports = {range.first, pp_range_count(range)},
    };
}

/* Plays steps and boot run by run, and asks for each place on a copy. */
static void count_runs(const struct pp_machine *machine,
                       const struct pps_sweep *sweep,
                       uint32_t *ret_refused,
                       uint32_t *ret_excluded)
{
    const struct pps_sweep_options *options = &sweep->options;
    struct pps_engine engine = {.assumptions = options->assumptions};
    struct pps_outcome outcome = {0};
    struct pps_state start;
    struct pps_state work = {0};
    struct pps_state asked = {0};
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    for (uint64_t run = 0; run < options->runs; run++) {
        struct pps_prng prng = pps_prng_stream(options->seed, run);
        cr_assert_eq(pps_state_copy(&start, &work), PP_OK);
        for (size_t i = 0; i < options->step_count; i++) {
            cr_assert_eq(
                pps_engine_apply(
                    &engine, &options->steps[i], &work, &prng, &outcome),
                PP_OK);
        }
        for (size_t i = 0; i < sweep->place_count; i++) {
            struct pps_prng none = pps_prng_stream(0, 0);
            struct pps_step reserve = reserve_step(sweep->places[i].range);
            cr_assert_eq(pps_state_copy(&work, &asked), PP_OK);
            cr_assert_eq(
                pps_engine_apply(&engine, &reserve, &asked, &none, &outcome),
                PP_OK);
            ret_refused[i] += outcome.error != 0;
        }
        cr_assert_eq(pps_engine_apply(&engine, &reboot, &work, &prng, &outcome),
                     PP_OK);
        const struct pps_protocol_state *at = &work.protocols[PP_TCP];
        for (size_t i = 0; i < sweep->place_count; i++) {
            bool is_hit = false;
            for (size_t c = 0; c < at->claim_count; c++) {
                is_hit |= at->claims[c].is_active &&
                          at->claims[c].is_administered != PP_YES &&
                          pp_range_overlaps(at->claims[c].range,
                                            sweep->places[i].range);
            }
            ret_excluded[i] += is_hit;
        }
    }
    pps_state_done(&start);
    pps_state_done(&work);
    pps_state_done(&asked);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
}

static void expect_runs(struct pp_machine *machine,
                        const char *steps,
                        struct pps_sweep_options options)
{
    struct pps_scenario *scenario = test_scenario(steps);
    options.steps = pps_scenario_steps(scenario, &options.step_count);
    struct pps_sweep *sweep = sweep_of(machine, &options);
    uint32_t *refused = calloc(sweep->place_count, sizeof(*refused));
    uint32_t *excluded = calloc(sweep->place_count, sizeof(*excluded));
    cr_assert(refused != NULL && excluded != NULL);
    count_runs(machine, sweep, refused, excluded);
    for (size_t i = 0; i < sweep->place_count; i++) {
        const struct pps_sweep_place *place = &sweep->places[i];
        unsigned at = place->range.first;
        cr_expect_eq(place->refused_runs,
                     refused[i],
                     "%s: %u for %u at %u",
                     steps,
                     place->refused_runs,
                     refused[i],
                     at);
        cr_expect_eq(place->excluded_runs, excluded[i], "%s: at %u", steps, at);
        cr_expect_eq(place->kind <= PPS_SWEEP_SOMETIMES,
                     refused[i] < options.runs,
                     "%s: at %u",
                     steps,
                     at);
    }
    free(refused);
    free(excluded);
    pps_sweep_free(sweep);
    pps_scenario_free(scenario);
    pp_machine_free(machine);
}

Test(sweep, plays_the_steps_before_it_asks)
{
    static const char *const steps[] = {
        "net start winnat",
        "stop winnat",
        "restart winnat",
        "stop winnat; reserve 1200+100; start winnat; bind 1400",
        "disable hyper-v; reboot; dynamic 1100+400",
        "reboot; restart winnat",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(steps); i++) {
        struct pps_sweep_options options = {
            .seed = 7, .runs = 12, .range = {1020, 1450}, .length = 1};
        expect_runs(test_seed_machine(), steps[i], options);
        options.length = 30;
        expect_runs(test_seed_machine(), steps[i], options);
        options.range = (struct pp_range){2980, 3400};
        options.assumptions.chosen[PP_ASSUME_ADD_OVER_USED] =
            PP_ADD_OVER_USED_ALLOWED;
        expect_runs(overlapping_machine(), steps[i], options);
        options.range = (struct pp_range){1, 1030};
        options.assumptions.chosen[PP_ASSUME_ADD_LOWEST] = PP_ADD_LOWEST_1024;
        expect_runs(overlapping_machine(), steps[i], options);
    }
}

/* What is said of a place once it is reserved: it is reserved, and booted. */
static void expect_reserved(uint8_t order, struct pp_range range)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_sweep_options options = {
        .seed = 9, .runs = 400, .range = range, .length = 25};
    options.assumptions.chosen[PP_ASSUME_BOOT_ORDER] = order;
    struct pps_sweep *sweep = sweep_of(machine, &options);
    uint32_t sum = 0;
    for (size_t i = 0; i < sweep->place_count; i += 97) {
        const struct pps_sweep_place *place = &sweep->places[i];
        if (place->kind != PPS_SWEEP_ACCEPTED) {
            continue;
        }
        struct pps_engine engine = {.assumptions = options.assumptions};
        struct pps_outcome outcome = {0};
        struct pps_prng prng = pps_prng_stream(0, 0);
        struct pps_state state;
        struct pps_step reserve = reserve_step(place->range);
        cr_assert_eq(pps_state_from_machine(machine, &state), PP_OK);
        cr_assert_eq(
            pps_engine_apply(&engine, &reserve, &state, &prng, &outcome),
            PP_OK);
        cr_assert_eq(outcome.error, 0);
        struct pps_sweep_options one = options;
        one.range = place->range;
        struct pps_sweep_place this_place = *place;
        struct pps_sweep alone = {
            .options = one, .places = &this_place, .place_count = 1};
        uint32_t count = 0;
        count_samples(&state, &alone, &count);
        cr_expect_eq(count,
                     sweep->is_kept ? 0 : place->excluded_runs,
                     "%u at %u",
                     count,
                     (unsigned)place->range.first);
        sum += place->excluded_runs;
        pps_state_done(&state);
        pps_engine_done(&engine);
        pps_outcome_done(&outcome);
    }
    cr_expect_gt(sum, 0); /* else nothing is shown */
    cr_expect_eq(sweep->is_kept, order == PP_BOOT_ADMIN_FIRST);
    pps_sweep_free(sweep);
    pp_machine_free(machine);
}

Test(sweep, what_is_reserved_is_kept_or_not_as_assumed)
{
    expect_reserved(PP_BOOT_ADMIN_FIRST, (struct pp_range){1530, 6000});
    expect_reserved(PP_BOOT_HNS_FIRST, (struct pp_range){1530, 6000});
}

/* --- answers -------------------------------------------------------------- */

Test(sweep, says_what_is_in_the_way)
{
    static const struct {
        uint16_t first;
        enum pps_sweep_kind kind;
        uint32_t error;
        bool is_dynamic;
        enum pps_clash_kind clash;
        enum pp_owner owner;
    } rows[] = {
        {1030, PPS_SWEEP_STEPS_FIRST, 32, true, 1, PP_OWNER_WINNAT},
        {1531, PPS_SWEEP_ACCEPTED, 0, true, 0, PP_OWNER_UNKNOWN},
        {3305, PPS_SWEEP_REFUSED, 32, true, 2, PP_OWNER_UNKNOWN},
        {5356, PPS_SWEEP_REFUSED, 32, true, 1, PP_OWNER_HTTP_SYS},
        {15000, PPS_SWEEP_ACCEPTED, 0, true, 0, PP_OWNER_UNKNOWN},
        {15001, PPS_SWEEP_ACCEPTED, 0, false, 0, PP_OWNER_UNKNOWN},
        {49999, PPS_SWEEP_REFUSED, 32, false, 1, PP_OWNER_ADMINISTRATOR},
        {55599, PPS_SWEEP_STEPS_FIRST, 32, false, 1, PP_OWNER_WINNAT},
    };
    struct pp_machine *machine = test_seed_machine();
    const struct pps_sweep_options options = {
        .seed = 1, .runs = 50, .range = {1, PP_PORT_MAX}, .length = 2};
    struct pps_sweep *sweep = sweep_of(machine, &options);
    cr_expect(sweep->is_known && sweep->is_reserving && !sweep->is_old);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pps_sweep_place *place = &sweep->places[rows[i].first - 1];
        cr_expect_eq(place->range.first, rows[i].first);
        cr_expect_eq(place->range.last, rows[i].first + 1);
        cr_expect_eq(place->kind, rows[i].kind, "row %zu", i);
        cr_expect_eq(place->error, rows[i].error, "row %zu", i);
        cr_expect_eq(place->is_dynamic, rows[i].is_dynamic, "row %zu", i);
        cr_expect_eq(place->clash.kind, rows[i].clash, "row %zu", i);
        cr_expect_eq(place->clash.owner, rows[i].owner, "row %zu", i);
    }
    cr_expect(pps_sweep_is_any(sweep));
    pps_sweep_free(sweep);
    struct pps_sweep_options blocked = options;
    blocked.range = (struct pp_range){55500, 55599};
    sweep = sweep_of(machine, &blocked);
    cr_expect_not(pps_sweep_is_any(sweep));
    pps_sweep_free(sweep);
    pp_machine_free(machine);
}

Test(sweep, without_a_table_nothing_is_known)
{
    struct pp_machine *machine = test_seed_machine();
    const struct pps_sweep_options options = {
        .runs = 5, .protocol = PP_UDP, .range = {2000, 2010}, .length = 1};
    struct pps_sweep *sweep = sweep_of(machine, &options);
    for (size_t i = 0; i < sweep->place_count; i++) {
        cr_expect_eq(sweep->places[i].kind, PPS_SWEEP_UNKNOWN);
    }
    cr_expect_not(pps_sweep_is_any(sweep));
    pps_sweep_free(sweep);
    pp_machine_free(machine);
}

Test(sweep, refuses_what_it_cannot_ask)
{
    static const struct pps_sweep_options rows[] = {
        {.runs = 0, .range = {1, 9}, .length = 1},
        {.runs = UINT32_MAX, .range = {1, 9}, .length = 1},
        {.runs = 1, .range = {1, 9}, .length = 0},
        {.runs = 1, .range = {1, 9}, .length = 10},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_sweep *sweep = NULL;
        cr_expect_eq(pps_sweep_run(machine, &rows[i], &sweep),
                     PP_ERR_INVALID,
                     "row %zu",
                     i);
        cr_expect_null(sweep);
    }
    pp_machine_free(machine);
}

/* --- stretches ------------------------------------------------------------ */

static bool is_in_order(const struct pps_sweep_stretch *a,
                        const struct pps_sweep_stretch *b)
{
    double left = (double)a->sum_excluded / (double)a->count;
    double right = (double)b->sum_excluded / (double)b->count;
    if (a->first->kind != b->first->kind) {
        return a->first->kind < b->first->kind;
    }
    return a->first->kind > PPS_SWEEP_SOMETIMES
               ? a->first->range.first < b->first->range.first
               : left <= right + 1e-9;
}

/* Each place is in one stretch, whose numbers hold for it. */
Test(sweep, stretches_part_the_range_and_stand_in_order)
{
    static const char *const steps[] = {"stop winnat", "restart winnat"};
    for (size_t s = 0; s < PP_ARRAY_LEN(steps); s++) {
        struct pp_machine *machine = test_seed_machine();
        struct pps_scenario *scenario = test_scenario(steps[s]);
        struct pps_sweep_options options = {
            .seed = 1, .runs = 300, .range = {1, PP_PORT_MAX}, .length = 10};
        options.steps = pps_scenario_steps(scenario, &options.step_count);
        struct pps_sweep *sweep = sweep_of(machine, &options);
        struct pps_sweep_stretch *stretches = NULL;
        size_t count = 0;
        size_t places = 0;
        cr_assert_eq(pps_sweep_stretches(sweep, &stretches, &count), PP_OK);
        uint8_t *seen = calloc(sweep->place_count, 1);
        cr_assert_not_null(seen);
        for (size_t i = 0; i < count; i++) {
            uint64_t sum = 0;
            size_t first = (size_t)(stretches[i].first - sweep->places);
            for (size_t j = 0; j < stretches[i].count; j++) {
                const struct pps_sweep_place *place = &sweep->places[first + j];
                cr_expect_eq(place->kind, stretches[i].first->kind);
                cr_expect_geq(place->excluded_runs,
                              stretches[i].least_excluded);
                cr_expect_leq(place->excluded_runs, stretches[i].most_excluded);
                cr_expect_geq(place->refused_runs, stretches[i].least_refused);
                cr_expect_leq(place->refused_runs, stretches[i].most_refused);
                sum += place->excluded_runs;
                cr_expect_eq(seen[first + j]++, 0);
            }
            places += stretches[i].count;
            cr_expect_eq(sum, stretches[i].sum_excluded);
            cr_expect(i == 0 || is_in_order(&stretches[i - 1], &stretches[i]),
                      "stretch %zu",
                      i);
        }
        cr_expect_eq(places, sweep->place_count);
        cr_expect_lt(count, 400);
        cr_expect_eq(stretches[0].most_excluded, 0);
        cr_expect_not(stretches[0].first->is_dynamic);
        free(seen);
        pp_free(stretches);
        pps_sweep_free(sweep);
        pps_scenario_free(scenario);
        pp_machine_free(machine);
    }
}

/* --- reports -------------------------------------------------------------- */

static void
expect_parts(const struct pp_buf *buf, const char *const *parts, size_t count)
{
    cr_assert_eq(buf->status, PP_OK);
    for (size_t i = 0; i < count; i++) {
        cr_expect(strstr(buf->data, parts[i]) != NULL,
                  "no '%s' in\n%s",
                  parts[i],
                  buf->data);
    }
}

Test(sweep, reports_agree)
{
    static const char *const text_parts[] = {
        "dump.txt: one tcp port in 14999-55600 can be reserved at 40,402 ",
        "dynamic range 1024-15000 (captured)\n",
        "accepted, the safest first\n",
        "   15001-49999  outside the dynamic range: no reservation needed\n",
        "not accepted\n",
        "   55500-55599  refused (32), excluded by winnat; stop winnat first\n",
        "   50000-50099  refused (32), excluded by administrator: reserved ",
        "500 simulated boots, seed 1, model ",
    };
    static const char *const csv_parts[] = {
        "start,end,answer,accepted,error,dynamic,excluded,",
        "\n15001,15001,accepted,1.000000,,false,0.000000,0.000000,\n",
        "\n50000,50000,refused,0.000000,32,false,0.000000,,administrator\n",
        "\n55500,55500,steps-first,0.000000,32,false,0.000000,,winnat\n",
    };
    struct pp_machine *machine = test_seed_machine();
    const struct pps_sweep_options options = {
        .seed = 1, .runs = 500, .range = {14999, 55600}, .length = 1};
    struct pps_sweep *sweep = sweep_of(machine, &options);
    struct pp_style style = pp_style_plain();
    struct pp_json_value *doc = NULL;
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 24);
    pps_sweep_text(&buf, &style, sweep, PP_SV("dump.txt"));
    expect_parts(&buf, text_parts, PP_ARRAY_LEN(text_parts));
    pp_buf_clear(&buf);
    pps_sweep_csv(&buf, sweep);
    expect_parts(&buf, csv_parts, PP_ARRAY_LEN(csv_parts));
    size_t lines = 0;
    for (size_t i = 0; i < buf.len; i++) {
        lines += buf.data[i] == '\n';
    }
    cr_expect_eq(lines, sweep->place_count + 1);
    pp_buf_clear(&buf);
    pps_sweep_json(&buf, sweep);
    cr_assert_eq(pp_json_parse(pp_buf_view(&buf), &doc, NULL), PP_OK);
    struct pp_sv schema = {NULL, 0};
    cr_assert(pp_json_get_sv(doc, "schema", &schema));
    cr_expect(pp_sv_equal(schema, PP_SV("portplan.sweep/1")));
    uint64_t places = 0;
    for (const struct pp_json_value *row =
             pp_json_first(pp_json_get(doc, "stretches"));
         row != NULL;
         row = pp_json_next(row)) {
        uint64_t first = 0;
        uint64_t last = 0;
        cr_assert(pp_json_get_u64(row, "first", PP_PORT_MAX, &first));
        cr_assert(pp_json_get_u64(row, "last", PP_PORT_MAX, &last));
        places += last - first + 1;
    }
    cr_expect_eq(places, sweep->place_count);
    pp_json_value_free(doc);
    pp_buf_done(&buf);
    pps_sweep_free(sweep);
    pp_machine_free(machine);
}
