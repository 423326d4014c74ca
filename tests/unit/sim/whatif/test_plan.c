/*
 * The plan of a scenario: against a comparison of every run's end with the
 * start that knows nothing of sets and tallies, and what stands in it.
 */
#include <stdio.h>
#include <stdlib.h>

#include "json/json.h"
#include "json_get.h"
#include "sim/chance/prng.h"
#include "sim/engine/engine.h"
#include "sim/state/state_machine.h"
#include "sim/whatif/whatif_json.h"
#include "sim/whatif/whatif_text.h"
#include "sim_support.h"

struct trial {
    struct pp_machine *machine;
    struct pps_scenario *scenario;
    struct pps_whatif *whatif;
};

static struct trial
try_on(struct pp_machine *machine, const char *text, uint32_t runs)
{
    struct trial trial = {.machine = machine, .scenario = test_scenario(text)};
    /* So that starting winnat draws. */
    const struct pps_whatif_options options = {
        .seed = 1,
        .runs = runs,
        .assumptions.chosen[PP_ASSUME_WINNAT_START] = PP_WINNAT_START_RESERVES,
    };
    cr_assert_eq(
        pps_whatif_run(trial.machine, trial.scenario, &options, &trial.whatif),
        PP_OK);
    return trial;
}

static void end_trial(struct trial *trial)
{
    pps_whatif_free(trial->whatif);
    pps_scenario_free(trial->scenario);
    pp_machine_free(trial->machine);
}

/* --- the naive plan ------------------------------------------------------- */

enum {
    RUNS = 30,
    NAIVE_MAX = 4096,
};

/* Rows, dynamic ranges and ports in use that differ, counted one by one. */
struct naive {
    struct pps_change changes[NAIVE_MAX];
    uint32_t runs[NAIVE_MAX];
    bool has[NAIVE_MAX]; /* of the run in hand */
    bool was[RUNS][NAIVE_MAX];
    size_t count;
};

static bool is_same(const struct pps_change *a, const struct pps_change *b)
{
    return a->op == b->op && a->what == b->what && a->protocol == b->protocol &&
           pp_range_equal(a->range, b->range) &&
           a->is_administered == b->is_administered && a->owner == b->owner;
}

static void note(struct naive *naive, const struct pps_change *change)
{
    size_t i = 0;
    while (i < naive->count && !is_same(&naive->changes[i], change)) {
        i++;
    }
    if (i == naive->count) {
        cr_assert_lt(i, NAIVE_MAX);
        naive->changes[naive->count++] = *change;
    }
    naive->has[i] = true;
}

static bool has_row(const struct pps_protocol_state *at,
                    const struct pps_claim *claim)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *other = &at->claims[i];
        if (other->is_active && other->owner == claim->owner &&
            pp_range_equal(other->range, claim->range) &&
            other->is_administered == claim->is_administered) {
            return true;
        }
    }
    return false;
}

static void note_rows(struct naive *naive,
                      enum pps_change_op op,
                      enum pp_protocol protocol,
                      const struct pps_protocol_state *of,
                      const struct pps_protocol_state *against)
{
    for (size_t i = 0; i < of->claim_count; i++) {
        const struct pps_claim *claim = &of->claims[i];
        if (claim->is_active && !has_row(against, claim)) {
            const struct pps_change change = {.op = op,
                                              .what = PPS_WHAT_EXCLUSION,
                                              .protocol = protocol,
                                              .range = claim->range,
                                              .is_administered =
                                                  claim->is_administered,
                                              .owner = claim->owner};
            note(naive, &change);
        }
    }
}

static bool has_socket(const struct pps_protocol_state *at, uint16_t port)
{
    for (size_t i = 0; i < at->socket_count; i++) {
        if (at->sockets[i].port == port) {
            return true;
        }
    }
    return false;
}

static void note_sockets(struct naive *naive,
                         enum pps_change_op op,
                         enum pp_protocol protocol,
                         const struct pps_protocol_state *of,
                         const struct pps_protocol_state *against)
{
    for (size_t i = 0; i < of->socket_count; i++) {
        uint16_t port = of->sockets[i].port;
        if (!has_socket(against, port)) {
            const struct pps_change change = {.op = op,
                                              .what = PPS_WHAT_SOCKET,
                                              .protocol = protocol,
                                              .range = {port, port}};
            note(naive, &change);
        }
    }
}

static void note_state(struct naive *naive,
                       const struct pps_state *start,
                       const struct pps_state *end)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        const struct pps_protocol_state *before = &start->protocols[p];
        const struct pps_protocol_state *after = &end->protocols[p];
        note_rows(naive, PPS_REMOVE, protocol, before, after);
        note_rows(naive, PPS_ADD, protocol, after, before);
        note_sockets(naive, PPS_REMOVE, protocol, before, after);
        note_sockets(naive, PPS_ADD, protocol, after, before);
        if (!pp_range_equal(before->dynamic.range, after->dynamic.range)) {
            const struct pps_change change = {.op = PPS_ALTER,
                                              .what = PPS_WHAT_DYNAMIC,
                                              .protocol = protocol,
                                              .range = after->dynamic.range};
            note(naive, &change);
        }
    }
}

/* Plays all steps from the start, for one run after the other. */
static void play(struct naive *naive,
                 const struct pp_machine *machine,
                 const struct pps_scenario *scenario)
{
    struct pps_engine engine = {
        .assumptions.chosen[PP_ASSUME_WINNAT_START] = PP_WINNAT_START_RESERVES,
    };
    struct pps_outcome outcome = {0};
    struct pps_state start;
    struct pps_state work = {0};
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    for (uint64_t run = 0; run < RUNS; run++) {
        struct pps_prng prng = pps_prng_stream(1, run);
        cr_assert_eq(pps_state_copy(&start, &work), PP_OK);
        for (size_t i = 0; i < count; i++) {
            cr_assert_eq(
                pps_engine_apply(&engine, &steps[i], &work, &prng, &outcome),
                PP_OK);
        }
        memset(naive->has, 0, sizeof(naive->has));
        note_state(naive, &start, &work);
        for (size_t i = 0; i < naive->count; i++) {
            naive->runs[i] += naive->has[i];
            naive->was[run][i] = naive->has[i];
        }
    }
    pps_state_done(&start);
    pps_state_done(&work);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
}

/* A block made by chance at a place that not every run has: counted only. */
static bool is_counted_only(const struct naive *naive, size_t i)
{
    const struct pps_change *change = &naive->changes[i];
    return naive->runs[i] < RUNS && change->op == PPS_ADD &&
           change->what == PPS_WHAT_EXCLUSION &&
           change->is_administered == PP_NO &&
           (change->owner == PP_OWNER_WINNAT ||
            change->owner == PP_OWNER_HNS_LOAD_BALANCER);
}

static const struct pps_plan_change *
find_change(const struct pps_plan *plan, const struct pps_change *change)
{
    for (size_t i = 0; i < plan->change_count; i++) {
        if (is_same(&plan->changes[i].change, change)) {
            return &plan->changes[i];
        }
    }
    return NULL;
}

static int compare_counts(const void *a, const void *b)
{
    const uint32_t *left = a;
    const uint32_t *right = b;
    return (*left > *right) - (*left < *right);
}

static void expect_blocks(const struct naive *naive,
                          const struct pps_plan *plan,
                          enum pp_protocol protocol,
                          enum pps_block_kind kind,
                          const char *label)
{
    const struct pps_plan_blocks *blocks = &plan->blocks[protocol][kind];
    uint32_t counts[RUNS] = {0};
    uint32_t sum = 0;
    uint32_t runs = 0;
    for (size_t run = 0; run < RUNS; run++) {
        for (size_t i = 0; i < naive->count; i++) {
            counts[run] += naive->was[run][i] && is_counted_only(naive, i) &&
                           naive->changes[i].protocol == protocol &&
                           naive->changes[i].owner == pps_block_owner(kind);
        }
        sum += counts[run];
        runs += counts[run] > 0;
    }
    qsort(counts, RUNS, sizeof(counts[0]), compare_counts);
    cr_expect_eq(blocks->runs, runs, "%s: %u", label, blocks->runs);
    cr_expect_float_eq(
        blocks->count.mean, (double)sum / RUNS, 1e-9, "%s", label);
    /* 2 of 30 are the first that are 5 %, 15 that are 50, 29 that are 95. */
    cr_expect_eq(blocks->count.p5, counts[1], "%s", label);
    cr_expect_eq(blocks->count.p50, counts[14], "%s", label);
    cr_expect_eq(blocks->count.p95, counts[28], "%s", label);
}

static void expect_plan(const struct naive *naive,
                        const struct pps_plan *plan,
                        const char *label)
{
    size_t expected = 0;
    size_t found = 0;
    for (size_t i = 0; i < naive->count; i++) {
        const struct pps_plan_change *change =
            find_change(plan, &naive->changes[i]);
        if (is_counted_only(naive, i)) {
            cr_expect_null(change, "%s", label);
            continue;
        }
        expected++;
        cr_expect_not_null(change,
                           "%s: %s of %u",
                           label,
                           pps_change_what_name(naive->changes[i].what),
                           naive->changes[i].range.first);
        cr_expect(change == NULL || change->runs == naive->runs[i],
                  "%s: %u for %u",
                  label,
                  change->runs,
                  naive->runs[i]);
    }
    for (size_t i = 0; i < plan->change_count; i++) {
        found += plan->changes[i].change.what <= PPS_WHAT_SOCKET;
    }
    cr_expect_eq(found, expected, "%s: %zu for %zu", label, found, expected);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (int kind = 0; kind < PPS_BLOCK_KIND_COUNT; kind++) {
            expect_blocks(naive,
                          plan,
                          (enum pp_protocol)p,
                          (enum pps_block_kind)kind,
                          label);
        }
    }
}

/* --- random steps --------------------------------------------------------- */

static const char *const vocabulary[] = {
    "reserve 55500+100",
    "reserve 1200",
    "reserve 1200 active",
    "reserve udp 50000+60",
    "reserve 51000+200",
    "unreserve 1200",
    "unreserve 50000+60",
    "unreserve 50000+100 active",
    "unreserve 1031+100",
    "dynamic 10000+1000",
    "dynamic udp 2000+300",
    "dynamic 1024+13977",
    "bind 3306",
    "bind 7000",
    "bind 7000 as http.sys",
    "bind 7001 as container",
    "bind udp 7000",
    "close 3306",
    "close 7000",
    "start winnat",
    "stop winnat",
    "restart winnat",
    "restart hns",
    "stop hns",
    "start hns",
    "reboot",
    "enable hyper-v",
    "disable hyper-v",
    "set EnableExcludedPortRange=0",
    "set MaxUserPort=60000",
    "unset EnableExcludedPortRange",
    "expect 1200 bindable",
};

/* Blocks in both protocols, with little room for them; and a row that two
 * pasted tables had. */
static struct pp_machine *narrow_machine(void)
{
    static const struct test_row rows[] = {
        {50000, 50059, PP_YES, PP_OWNER_HNS_EXCLUDED_RANGE},
        {50100, 50199, PP_NO, PP_OWNER_WINNAT},
        {50200, 50299, PP_NO, PP_OWNER_WINNAT},
        {5357, 5357, PP_NO, PP_OWNER_HTTP_SYS},
        {5357, 5357, PP_NO, PP_OWNER_HTTP_SYS},
    };
    struct pp_dynamic dynamic = {
        .range = {50000, 50310}, .basis = PP_BASIS_CAPTURED, .reason = "given"};
    struct pp_machine *machine = NULL;
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        test_add_rows(machine, (enum pp_protocol)p, rows, PP_ARRAY_LEN(rows));
        pp_machine_set_dynamic(machine, (enum pp_protocol)p, &dynamic);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

static struct pp_machine *(*const machine_makers[])(void) = {
    test_seed_machine, test_server_machine, test_node_machine, narrow_machine};

static void write_steps(struct pps_prng *prng, char *text, size_t size)
{
    uint32_t count = 1 + pps_prng_below(prng, 8);
    size_t len = 0;
    text[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        const char *step =
            vocabulary[pps_prng_below(prng, PP_ARRAY_LEN(vocabulary))];
        len += (size_t)snprintf(
            text + len, size - len, "%s%s", i > 0 ? "; " : "", step);
    }
}

Test(plan, is_the_difference_of_every_run_under_random_steps)
{
    struct naive *naive = malloc(sizeof(*naive));
    struct pps_prng prng = pps_prng_stream(31, 0);
    size_t counted[3] = {0, 0, 0};
    cr_assert_not_null(naive);
    for (int round = 0; round < 200; round++) {
        char text[512];
        char label[600];
        write_steps(&prng, text, sizeof(text));
        size_t maker = (size_t)round % PP_ARRAY_LEN(machine_makers);
        snprintf(label, sizeof(label), "machine %zu: %s", maker, text);
        struct trial trial = try_on(machine_makers[maker](), text, RUNS);
        memset(naive, 0, sizeof(*naive));
        play(naive, trial.machine, trial.scenario);
        expect_plan(naive, &trial.whatif->plan, label);
        counted[0] += trial.whatif->plan.change_count > 0;
        counted[1] += trial.whatif->plan.chance_count > 0;
        counted[2] += trial.whatif->plan.change_count == 0;
        end_trial(&trial);
    }
    /* Trials that come to nothing would prove nothing. */
    cr_expect_gt(counted[0], 100);
    cr_expect_gt(counted[1], 50);
    cr_expect_gt(counted[2], 2);
    free(naive);
}

/* --- what stands in it ---------------------------------------------------- */

Test(plan, counts_what_is_certain_and_what_is_not)
{
    struct trial trial =
        try_on(test_seed_machine(),
               "stop winnat; reserve 55500+100; dynamic udp 10000+1000",
               7);
    const struct pps_plan *plan = &trial.whatif->plan;
    cr_expect_eq(plan->add_count, 1);
    cr_expect_eq(plan->remove_count, 14); /* 13 blocks, the service */
    cr_expect_eq(plan->alter_count, 1);
    cr_expect_eq(plan->chance_count, 0);
    cr_expect_eq(plan->runs, 7);
    end_trial(&trial);
    trial = try_on(test_seed_machine(), "restart winnat; reserve 1200", 500);
    plan = &trial.whatif->plan;
    cr_expect_eq(plan->add_count, 1);
    const struct pps_plan_change *reserved = &plan->changes[0];
    cr_expect_eq(reserved->change.op, PPS_ADD);
    cr_expect_eq(reserved->runs,
                 trial.whatif->steps[1].answers[0].error == 0
                     ? trial.whatif->steps[1].answers[0].runs
                     : trial.whatif->steps[1].answers[1].runs);
    cr_expect_eq(plan->alter_count, 1);
    cr_expect_geq(plan->chance_count, 2);
    end_trial(&trial);
}

/* What goes and comes back alike is no change. */
Test(plan, what_comes_back_is_no_change)
{
    static const char *const rows[] = {
        "reserve 60000; unreserve 60000",
        "bind 7000; close 7000",
        "dynamic 10000+1000; dynamic 1024+13977",
        "unreserve 50000+100; reserve 50000+100",
        "enable hyper-v; disable hyper-v; enable hyper-v",
        "expect 55555 bindable",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct trial trial = try_on(test_seed_machine(), rows[i], 10);
        /* What a feature was is not known. */
        size_t features = i == 4;
        cr_expect_eq(trial.whatif->plan.change_count, features, "%s", rows[i]);
        end_trial(&trial);
    }
}

static const struct pps_plan_change *change_named(const struct pps_plan *plan,
                                                  const char *name)
{
    for (size_t i = 0; i < plan->change_count; i++) {
        if (pp_sv_equal(plan->changes[i].change.name, pp_sv_from(name))) {
            return &plan->changes[i];
        }
    }
    return NULL;
}

static struct pp_machine *system_machine(void)
{
    struct pp_machine *machine = NULL;
    const struct pp_fact facts[] = {
        {.kind = PP_FACT_REGISTRY,
         .as.registry = {.key =
                             PP_SV("HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentContro"
                                   "lSet\\Services\\Tcpip\\Parameters"),
                         .name = PP_SV("MaxUserPort"),
                         .type = PP_REG_DWORD,
                         .number = 5000}},
        {.kind = PP_FACT_SERVICE,
         .as.service = {PP_SV("winnat"), PP_YES, PP_NO}},
        {.kind = PP_FACT_FEATURE,
         .as.feature = {PP_SV("Microsoft-Hyper-V-All"), PP_YES}},
        {.kind = PP_FACT_HOTFIX, .as.hotfix = {3039044}},
    };
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(facts); i++) {
        cr_assert_eq(pp_machine_add_fact(machine, &facts[i]), PP_OK);
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    return machine;
}

/* Services, features, values and updates, where they were captured and where
 * not. */
Test(plan, compares_the_system_with_what_was_captured)
{
    static const struct {
        const char *steps;
        const char *name;
        bool is_there; /* in the plan */
        enum pps_change_op op;
        bool is_known;
        bool is_on;
        bool is_at_restart;
    } rows[] = {
        {"stop winnat", "winnat", true, PPS_REMOVE, true, false, false},
        {"stop winnat; start winnat", "winnat", false, 0, 0, 0, 0},
        {"stop hns", "hns", true, PPS_ALTER, false, false, false},
        {"disable hyper-v", "hyper-v", true, PPS_REMOVE, true, false, true},
        {"disable hyper-v; reboot",
         "hyper-v",
         true,
         PPS_REMOVE,
         true,
         false,
         false},
        {"enable hyper-v", "hyper-v", false, 0, 0, 0, 0},
        {"enable wsl", "wsl", true, PPS_ALTER, false, true, true},
        {"set MaxUserPort=0x1388", "MaxUserPort", false, 0, 0, 0, 0},
        {"set MaxUserPort=60000",
         "MaxUserPort",
         true,
         PPS_ALTER,
         true,
         true,
         false},
        {"unset MaxUserPort",
         "MaxUserPort",
         true,
         PPS_REMOVE,
         true,
         false,
         false},
        {"unset MaxUserPort; set MaxUserPort=5000",
         "MaxUserPort",
         false,
         0,
         0,
         0,
         0},
        {"set Other=1", "Other", true, PPS_ALTER, false, true, false},
        {"install KB3039044", "KB3039044", false, 0, 0, 0, 0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct trial trial = try_on(system_machine(), rows[i].steps, 3);
        const struct pps_plan_change *change =
            change_named(&trial.whatif->plan, rows[i].name);
        cr_expect_eq(change != NULL, rows[i].is_there, "%s", rows[i].steps);
        if (change != NULL) {
            cr_expect_eq(change->change.op, rows[i].op, "%s", rows[i].steps);
            cr_expect_eq(
                change->is_known == PP_YES, rows[i].is_known, "row %zu", i);
            cr_expect_eq(change->is_on, rows[i].is_on, "row %zu", i);
            cr_expect_eq(
                change->is_at_restart, rows[i].is_at_restart, "row %zu", i);
            cr_expect_eq(change->runs, 3, "row %zu", i);
        }
        end_trial(&trial);
    }
    struct trial trial =
        try_on(test_seed_machine(), "install KB3039044; set X=1", 3);
    cr_expect_not_null(change_named(&trial.whatif->plan, "KB3039044"));
    end_trial(&trial);
}

/* --- reports -------------------------------------------------------------- */

static void
expect_text(struct pp_machine *machine, const char *steps, const char *expected)
{
    struct trial trial = try_on(machine, steps, 100);
    struct pp_style style = pp_style_plain();
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 20);
    pps_whatif_text(&buf, &style, trial.whatif, NULL, 0);
    cr_expect(strstr(buf.data, expected) != NULL,
              "no\n%s\nin\n%s",
              expected,
              buf.data);
    pp_buf_done(&buf);
    end_trial(&trial);
}

Test(plan, text_begins_with_the_counts)
{
    expect_text(test_seed_machine(),
                "stop winnat; reserve 55500+100; reserve udp 7; bind 8001",
                "Plan: 3 to add, 14 to remove\n"
                "   + 55500-55599 *\n"
                "   - 13 blocks of 100 released: 1031-1530, 1561-1660, "
                "2363-2962, 55500-55599\n"
                "   + udp 7 *\n"
                "   + tcp port in use: 8001\n"
                "   - winnat is stopped\n");
    expect_text(
        test_seed_machine(),
        "dynamic 10000+1000; set MaxUserPort=60000; enable wsl",
        "Plan: 3 to change\n"
        "   ~ dynamic range 10000-10999 (was 1024-15000)\n"
        "   ~ wsl is on at the next restart (no capture shows what was "
        "before)\n"
        "   ~ MaxUserPort = 60000 (no capture shows what was before)\n");
    expect_text(system_machine(),
                "set MaxUserPort=60000; stop winnat; start winnat",
                "   ~ MaxUserPort = 60000 (was 5000)\n");
    expect_text(test_seed_machine(),
                "reserve 60000; unreserve 60000",
                "Plan: no changes\n");
    expect_text(test_seed_machine(),
                "stop winnat; reserve 55500+100; start winnat",
                " elsewhere (");
}

/* One step that chance has no part in is its own plan. */
Test(plan, text_does_not_say_twice_what_one_step_does)
{
    struct trial trial =
        try_on(test_seed_machine(), "stop winnat; expect 55555 bindable", 100);
    struct pp_style style = pp_style_plain();
    struct pp_buf buf;
    pp_buf_init(&buf, 1 << 20);
    pps_whatif_text(&buf, &style, trial.whatif, NULL, 0);
    const char *plan = strstr(buf.data, "Plan: ");
    cr_assert_not_null(plan);
    cr_expect_str_eq(plan, "Plan: 14 to remove\n");
    end_trial(&trial);
    trial = try_on(test_seed_machine(), "expect 1 bindable", 100);
    pp_buf_clear(&buf);
    pps_whatif_text(&buf, &style, trial.whatif, NULL, 0);
    cr_expect_null(strstr(buf.data, "Plan"));
    pp_buf_done(&buf);
    end_trial(&trial);
}

Test(plan, json_has_each_change_with_its_probability)
{
    struct trial trial =
        try_on(test_seed_machine(),
               "stop winnat; reserve 55500+100; dynamic 2000+400; start "
               "winnat; disable hyper-v",
               100);
    const struct pps_plan *plan = &trial.whatif->plan;
    struct pp_buf buf;
    struct pp_json_value *doc = NULL;
    uint64_t number = 0;
    double share = 0;
    pp_buf_init(&buf, 1 << 24);
    pps_whatif_json(&buf, trial.whatif);
    cr_assert_eq(pp_json_parse(pp_buf_view(&buf), &doc, NULL), PP_OK);
    const struct pp_json_value *object = pp_json_get(doc, "plan");
    cr_assert(pp_json_get_u64(object, "add", 99, &number));
    cr_expect_eq(number, plan->add_count);
    cr_assert(pp_json_get_u64(object, "by_chance", 99, &number));
    cr_expect_eq(number, plan->chance_count);
    const struct pp_json_value *row =
        pp_json_first(pp_json_get(object, "changes"));
    for (size_t i = 0; i < plan->change_count; i++) {
        cr_assert(pp_json_get_double(row, "probability", &share));
        cr_expect_float_eq(share, plan->changes[i].runs / 100.0, 1e-6);
        row = pp_json_next(row);
    }
    struct pp_sv what = {NULL, 0};
    cr_assert(pp_json_get_sv(row, "what", &what));
    cr_expect(pp_sv_equal(what, PP_SV("blocks")));
    pp_json_value_free(doc);
    pp_buf_done(&buf);
    end_trial(&trial);
}
