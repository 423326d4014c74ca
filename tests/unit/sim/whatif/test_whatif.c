/* Whole scenarios over many runs: what is certain, what is likely, and that
 * the same question always gets the same bytes. */
#include <stdio.h>

#include "json/json.h"
#include "json_get.h"
#include "sim/forecast/forecast.h"
#include "sim/whatif/whatif_json.h"
#include "sim/whatif/whatif_text.h"
#include "sim_support.h"

static struct pps_whatif *run(const struct pp_machine *machine,
                              const struct pps_scenario *scenario,
                              uint64_t seed,
                              uint32_t runs)
{
    /* So that starting winnat draws. */
    struct pps_whatif_options options = {
        .seed = seed,
        .runs = runs,
        .assumptions.chosen[PP_ASSUME_WINNAT_START] = PP_WINNAT_START_RESERVES,
    };
    struct pps_whatif *whatif = NULL;
    cr_assert_eq(pps_whatif_run(machine, scenario, &options, &whatif), PP_OK);
    return whatif;
}

/* One scenario and its result. */
struct trial {
    struct pp_machine *machine;
    struct pps_scenario *scenario;
    struct pps_whatif *whatif;
};

static struct trial try_steps(const char *text, uint32_t runs)
{
    struct trial trial = {.machine = test_seed_machine(),
                          .scenario = test_scenario(text)};
    trial.whatif = run(trial.machine, trial.scenario, 1, runs);
    return trial;
}

static void end_trial(struct trial *trial)
{
    pps_whatif_free(trial->whatif);
    pps_scenario_free(trial->scenario);
    pp_machine_free(trial->machine);
}

static char *read_fixture(const char *name, size_t *ret_len)
{
    static char text[4096];
    char path[512];
    snprintf(
        path, sizeof(path), "%s/fixtures/scenarios/%s", PP_SOURCE_ROOT, name);
    FILE *file = fopen(path, "rb");
    cr_assert_not_null(file, "%s", path);
    *ret_len = fread(text, 1, sizeof(text), file);
    fclose(file);
    return text;
}

/* The article's machine; no capture of it shows the dynamic range, and this is
 * the one that holds all its blocks. */
static struct pp_machine *article_machine(void)
{
    return test_machine(
        seed_rows, PP_ARRAY_LEN(seed_rows), (struct pp_range){1024, 65534});
}

/* The range that the article has excluded after an update. */
static struct pp_machine *updated_machine(void)
{
    static const struct test_row rows[] = {
        {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
        {55385, 55484, PP_NO, PP_OWNER_WINNAT},
        {55485, 55584, PP_NO, PP_OWNER_WINNAT},
    };
    return test_machine(
        rows, PP_ARRAY_LEN(rows), (struct pp_range){49152, 65535});
}

static struct pp_machine *(*const machine_makers[])(void) = {article_machine,
                                                             updated_machine};

static struct pps_scenario *read_scenario(const char *name)
{
    struct pp_diags *diags = NULL;
    struct pps_scenario *scenario = NULL;
    size_t len = 0;
    char *text = read_fixture(name, &len);
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    cr_assert_eq(
        pps_scenario_parse((struct pp_sv){text, len}, 0, diags, &scenario),
        PP_OK);
    cr_assert_eq(pps_scenario_error_count(scenario), 0, "%s", name);
    pp_diags_free(diags);
    return scenario;
}

/* The procedures of the seed article end with the port bindable in every
 * run, in the step language and as the commands stand in it. */
Test(whatif, the_procedures_of_the_article_work)
{
    static const char *const names[] = {
        "hyper-v-off-and-on.steps",
        "hyper-v-off-and-on.cmd.txt",
        "winnat-stop-and-start.steps",
        "winnat-stop-and-start.cmd.txt",
        "after-an-update-option-1.steps",
        "after-an-update-option-1.cmd.txt",
        "after-an-update-option-2.steps",
        "after-an-update-option-2.cmd.txt",
    };
    for (size_t m = 0; m < PP_ARRAY_LEN(machine_makers); m++) {
        struct pp_machine *machine = machine_makers[m]();
        for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
            struct pps_scenario *scenario = read_scenario(names[i]);
            struct pps_whatif *whatif = run(machine, scenario, 1, 2000);
            size_t last = whatif->step_count - 1;
            cr_expect(whatif->is_held, "%s, machine %zu", names[i], m);
            cr_expect_str_eq(test_words(whatif->steps[last].step),
                             "expect 55555 bindable");
            cr_expect_eq(whatif->steps[last].held_runs, 2000, "%s", names[i]);
            pps_whatif_free(whatif);
            pps_scenario_free(scenario);
        }
        pp_machine_free(machine);
    }
}

/* Without the reservation it is neither never nor always excluded afterwards,
 * in the scenario's runs and in the forecast of the machine as it was. */
Test(whatif, without_the_reservation_it_is_a_matter_of_chance)
{
    static const char *const names[] = {"without-the-reservation.steps",
                                        "without-the-reservation.cmd.txt"};
    for (size_t m = 0; m < PP_ARRAY_LEN(machine_makers); m++) {
        struct pp_machine *machine = machine_makers[m]();
        uint32_t excluded_runs[PP_ARRAY_LEN(names)];
        for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
            struct pps_scenario *scenario = read_scenario(names[i]);
            struct pps_whatif *whatif = run(machine, scenario, 1, 10000);
            const struct pps_step_result *excluded =
                &whatif->steps[whatif->step_count - 2];
            cr_expect(whatif->is_held, "%s, machine %zu", names[i], m);
            cr_expect(excluded->held_runs > 0 && excluded->held_runs < 10000,
                      "%s, machine %zu: %u",
                      names[i],
                      m,
                      excluded->held_runs);
            excluded_runs[i] = excluded->held_runs;
            pps_whatif_free(whatif);
            pps_scenario_free(scenario);
        }
        cr_expect_eq(excluded_runs[0], excluded_runs[1]);
        struct pps_montecarlo_options options = {.seed = 1, .runs = 10000};
        struct pps_montecarlo *boots = NULL;
        struct pps_state start;
        struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
        cr_assert_eq(pps_forecast_state(machine, &start), PP_OK);
        cr_assert_eq(pps_montecarlo_run(&start, &reboot, &options, &boots),
                     PP_OK);
        struct pps_port_forecast forecast =
            pps_forecast_port(boots, PP_TCP, 55555);
        cr_expect(forecast.share > 0.0 && forecast.share < 1.0,
                  "machine %zu: %f",
                  m,
                  forecast.share);
        pps_montecarlo_free(boots);
        pps_state_done(&start);
        pp_machine_free(machine);
    }
}

/* The recipe without its reservation does not help for certain. */
Test(whatif, without_the_reservation_nothing_is_certain)
{
    struct trial trial = try_steps(
        "restart winnat; expect 1200 bindable; expect 1200 excluded", 2000);
    const struct pps_step_result *free = &trial.whatif->steps[1];
    const struct pps_step_result *excluded = &trial.whatif->steps[2];
    cr_expect_not(trial.whatif->is_held);
    cr_expect(
        free->held_runs > 100 && free->held_runs < 1900, "%u", free->held_runs);
    cr_expect_eq(free->held_runs + excluded->held_runs, 2000);
    cr_expect(free->interval.low < free->held_share &&
              free->held_share < free->interval.high);
    end_trial(&trial);
}

static void render(const struct pps_whatif *whatif, struct pp_buf *buf)
{
    struct pp_style style = pp_style_plain();
    pp_buf_init(buf, 1 << 24);
    pps_whatif_json(buf, whatif);
    pps_whatif_text(buf, &style, whatif, NULL, 0);
    cr_assert_eq(buf->status, PP_OK);
}

Test(whatif, the_same_question_gets_the_same_bytes)
{
    struct trial trial = try_steps(
        "stop winnat; reserve 55500+100; start winnat; reboot; restart hns; "
        "expect 1200 bindable at-least 1%",
        500);
    struct pps_whatif *again = run(trial.machine, trial.scenario, 1, 500);
    struct pps_whatif *other = run(trial.machine, trial.scenario, 2, 500);
    struct pp_buf a;
    struct pp_buf b;
    struct pp_buf c;
    render(trial.whatif, &a);
    render(again, &b);
    render(other, &c);
    cr_expect(pp_sv_equal(pp_buf_view(&a), pp_buf_view(&b)));
    cr_expect_not(pp_sv_equal(pp_buf_view(&a), pp_buf_view(&c)));
    pp_buf_done(&a);
    pp_buf_done(&b);
    pp_buf_done(&c);
    pps_whatif_free(again);
    pps_whatif_free(other);
    end_trial(&trial);
}

enum {
    SEQUENCE_RUNS = 64
};

/* Whether the sequence repeats itself after `period` elements. */
static bool has_period(const uint8_t *sequence, size_t period)
{
    for (size_t i = period; i < SEQUENCE_RUNS; i++) {
        if (sequence[i] != sequence[i - period]) {
            return false;
        }
    }
    return true;
}

/* Run i is the same whether 1 or 1000 runs are made, and no run repeats
 * another: counts only grow, and in no pattern. */
Test(whatif, a_run_does_not_depend_on_the_others)
{
    static const char steps[] =
        "restart winnat; expect 1200 bindable; expect 1400 bindable";
    uint32_t held[2] = {0, 0};
    uint8_t sequence[SEQUENCE_RUNS] = {0};
    for (uint32_t runs = 1; runs <= SEQUENCE_RUNS; runs++) {
        struct trial trial = try_steps(steps, runs);
        for (size_t i = 0; i < 2; i++) {
            uint32_t now = trial.whatif->steps[i + 1].held_runs;
            cr_expect(now == held[i] || now == held[i] + 1, "%u runs", runs);
            sequence[runs - 1] |= (uint8_t)((now - held[i]) << i);
            held[i] = now;
        }
        end_trial(&trial);
    }
    for (size_t period = 1; period < SEQUENCE_RUNS / 2; period++) {
        cr_expect_not(has_period(sequence, period), "period %zu", period);
    }
}

Test(whatif, certain_changes_are_those_of_every_run)
{
    struct trial trial =
        try_steps("stop winnat; start winnat; restart winnat; reboot", 300);
    const struct pps_step_result *steps = trial.whatif->steps;
    cr_expect_eq(steps[0].change_count, 14); /* 13 blocks, the service */
    cr_expect_eq(steps[1].change_count, 1);  /* the service alone */
    cr_expect(steps[1].blocks[PP_TCP].is_any);
    cr_expect_not(steps[1].blocks[PP_UDP].is_any);
    cr_expect_leq(steps[1].blocks[PP_TCP].count.p5,
                  steps[1].blocks[PP_TCP].count.p50);
    cr_expect_leq(steps[1].blocks[PP_TCP].count.p50,
                  steps[1].blocks[PP_TCP].count.p95);
    cr_expect_gt(steps[1].blocks[PP_TCP].place_count, 0);
    /* what is released again differs from run to run */
    cr_expect_eq(steps[2].change_count, 2);
    cr_expect_eq(steps[2].changes[0].what, PPS_WHAT_SERVICE);
    /* the socket on 3306 goes in each run */
    cr_expect_eq(steps[3].change_count, 1);
    cr_expect_eq(steps[3].changes[0].range.first, 3306);
    end_trial(&trial);
}

/* A range right where blocks gather is refused in some runs only. */
Test(whatif, an_answer_may_differ_from_run_to_run)
{
    struct trial trial =
        try_steps("restart winnat; reserve 1200; expect outcome ok", 2000);
    const struct pps_step_result *step = &trial.whatif->steps[1];
    cr_assert_eq(step->answer_count, 2);
    cr_expect_geq(step->answers[0].runs, step->answers[1].runs);
    cr_expect_eq(step->answers[0].runs + step->answers[1].runs, 2000);
    cr_expect_eq(step->change_count, 0);
    uint32_t ok = step->answers[step->answers[0].error == 0 ? 0 : 1].runs;
    cr_expect_eq(trial.whatif->steps[2].held_runs, ok);
    end_trial(&trial);
}

Test(whatif, at_least_compares_whole_runs)
{
    static const struct {
        const char *steps;
        bool is_held;
    } rows[] = {
        {"restart winnat; expect 55555 bindable", true},
        {"restart winnat; expect 1200 bindable", false},
        {"restart winnat; expect 1200 bindable at-least 1%", true},
        {"restart winnat; expect 1200 bindable at-least 99.9%", false},
        {"expect 55555 bindable at-least 0%", true},
        {"expect 55555 bindable at-least 0.0001%", false},
        {"expect 55600 bindable at-least 100%", true},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct trial trial = try_steps(rows[i].steps, 1000);
        cr_expect_eq(trial.whatif->is_held,
                     rows[i].is_held,
                     "row %zu: %s",
                     i,
                     rows[i].steps);
        end_trial(&trial);
    }
}

Test(whatif, what_draws_nothing_is_certain)
{
    struct trial trial =
        try_steps("stop winnat; reserve 55500+100; expect 55555 reserved", 9);
    const struct pps_step_result *steps = trial.whatif->steps;
    cr_expect_not(trial.whatif->is_random);
    cr_expect_eq(steps[2].held_runs, 9);
    cr_expect_eq(steps[2].interval.low, 1.0);
    cr_expect_eq(steps[2].interval.high, 1.0);
    cr_expect_eq(steps[0].answers[0].runs, 9);
    end_trial(&trial);
    struct pps_whatif_options none = {.runs = 0};
    struct pp_machine *machine = test_seed_machine();
    struct pps_scenario *scenario = test_scenario("reboot");
    struct pps_whatif *whatif = NULL;
    cr_expect_eq(pps_whatif_run(machine, scenario, &none, &whatif),
                 PP_ERR_INVALID);
    pps_scenario_free(scenario);
    pp_machine_free(machine);
}

/* The administered range is never touched, whatever happens. */
Test(whatif, no_block_ever_lies_in_a_reserved_range)
{
    struct trial trial = try_steps(
        "stop winnat; reserve 1200+100; start winnat; restart hns; reboot; "
        "restart winnat; expect 1200+100 excluded administered; "
        "expect 1200+100 reserved",
        3000);
    cr_expect(trial.whatif->is_held);
    end_trial(&trial);
}

/* The document has the members of the contract. */
Test(whatif, json_has_the_shape_of_the_contract)
{
    struct trial trial = try_steps(
        "reserve 55500+100; stop winnat; reserve 55500+100; start winnat; "
        "expect 55555 bindable at-least 99%",
        100);
    struct pp_buf buf;
    struct pp_json_value *doc = NULL;
    struct pp_sv text = {NULL, 0};
    double number = 0;
    bool truth = false;
    uint64_t error = 0;
    pp_buf_init(&buf, 1 << 24);
    pps_whatif_json(&buf, trial.whatif);
    cr_assert_eq(pp_json_parse(pp_buf_view(&buf), &doc, NULL), PP_OK);
    cr_assert(pp_json_get_sv(doc, "schema", &text));
    cr_expect(pp_sv_equal(text, PP_SV("portplan.what-if/1")));
    const struct pp_json_value *steps = pp_json_get(doc, "steps");
    cr_assert_eq(pp_json_count(steps), 4);
    const struct pp_json_value *step = pp_json_first(steps);
    cr_assert(pp_json_get_sv(step, "step", &text));
    cr_expect(pp_sv_equal(text, PP_SV("reserve tcp 55500+100")));
    cr_assert(pp_json_get_sv(step, "command", &text));
    cr_expect(
        pp_sv_equal(text,
                    PP_SV("netsh int ipv4 add excludedportrange protocol=tcp "
                          "startport=55500 numberofports=100")));
    cr_assert(pp_json_get_sv(step, "outcome", &text));
    cr_expect(pp_sv_equal(text, PP_SV("error")));
    cr_assert(pp_json_get_u64(step, "error", 99999, &error));
    cr_expect_eq(error, 32);
    cr_assert(pp_json_get_sv(step, "message", &text));
    cr_assert(pp_json_get_double(step, "probability", &number));
    cr_expect_eq(number, 1.0);
    step = pp_json_next(pp_json_next(step));
    const struct pp_json_value *change =
        pp_json_first(pp_json_get(step, "changes"));
    cr_assert(pp_json_get_sv(change, "op", &text));
    cr_expect(pp_sv_equal(text, PP_SV("add")));
    cr_assert(pp_json_get_sv(change, "what", &text));
    cr_expect(pp_sv_equal(text, PP_SV("exclusion")));
    cr_assert(pp_json_get_bool(change, "administered", &truth));
    cr_expect(truth);
    const struct pp_json_value *expectation =
        pp_json_first(pp_json_get(doc, "expectations"));
    cr_assert(pp_json_get_sv(expectation, "expect", &text));
    cr_expect(pp_sv_equal(text, PP_SV("55555 bindable at-least 99%")));
    cr_assert(pp_json_get_bool(expectation, "held", &truth));
    cr_expect(truth);
    cr_expect_eq(pp_json_count(pp_json_get(expectation, "interval")), 2);
    cr_expect_not_null(pp_json_get(pp_json_get(doc, "machine"), "tcp"));
    pp_json_value_free(doc);
    pp_buf_done(&buf);
    end_trial(&trial);
}

Test(whatif, text_gives_the_answer_in_words)
{
    static const char *const parts[] = {
        "1  reserve tcp 55500+100\n",
        "     netsh int ipv4 add excludedportrange protocol=tcp "
        "startport=55500 numberofports=100\n",
        "x refused (32): The process cannot access the file",
        "     55500-55599 is excluded by winnat (dump.txt:15)\n",
        "2  stop winnat                  net stop winnat\n",
        "- 13 blocks of 100 released: 1031-1530, 1561-1660, 2363-2962, "
        "55500-55599\n",
        "note: stopping winnat can disconnect containers and WSL\n",
        "   + 55500-55599 *\n",
        "   ~ about 1",
        "5  expect 55555 bindable\n   holds in all 1,000 runs\n",
        "   does not hold: true in ",
        "otherwise: 1200 is blocked\n",
        "1,000 runs, seed 1, model first-fit 3\n",
    };
    struct trial trial = try_steps(
        "reserve 55500+100; stop winnat; reserve 55500+100; start winnat; "
        "expect 55555 bindable; expect 1200 bindable; reserve 60000",
        1000);
    struct pp_sv name = PP_SV("dump.txt");
    struct pp_style style = pp_style_plain();
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 20);
    pps_whatif_text(&buf, &style, trial.whatif, &name, 1);
    for (size_t i = 0; i < PP_ARRAY_LEN(parts); i++) {
        cr_expect(strstr(buf.data, parts[i]) != NULL,
                  "no '%s' in\n%s",
                  parts[i],
                  buf.data);
    }
    const char *note = strstr(buf.data, "note: programs can bind");
    cr_assert_not_null(note);
    cr_expect_null(strstr(note + 1, "note: programs can bind"), "twice");
    cr_expect_null(strchr(buf.data, '\033'));
    pp_buf_clear(&buf);
    style.color = true;
    pps_whatif_text(&buf, &style, trial.whatif, &name, 1);
    cr_expect_not_null(strchr(buf.data, '\033'));
    pp_buf_done(&buf);
    end_trial(&trial);
}
