/*
 * Many boots counted: against a count that knows nothing of difference arrays,
 * whoever makes the runs and in whatever rounds, and the laws that every
 * single boot keeps.
 */
#include <pthread.h>
#include <stdio.h>

#include "portplan/port_list.h"

#include "invariants.h"
#include "reserve_models.h"
#include "sim/forecast/montecarlo.h"
#include "sim/state/profile.h"
#include "sim/state/state_machine.h"
#include "sim/whatif/boots.h"
#include "sim_support.h"

/* --- teams ---------------------------------------------------------------- */

/* One after the other, the last first. */
static void run_backward(void *user,
                         unsigned count,
                         void (*job)(void *context, unsigned index),
                         void *context)
{
    unsigned *rounds = user;
    (*rounds)++;
    for (unsigned i = count; i > 0; i--) {
        job(context, i - 1);
    }
}

struct thread_job {
    void (*job)(void *context, unsigned index);
    void *context;
    unsigned index;
};

static void *do_job(void *user)
{
    const struct thread_job *job = user;
    job->job(job->context, job->index);
    return NULL;
}

static void run_threads(void *user,
                        unsigned count,
                        void (*job)(void *context, unsigned index),
                        void *context)
{
    pthread_t threads[8];
    struct thread_job jobs[8];
    (void)user;
    cr_assert_leq(count, 8);
    for (unsigned i = 0; i < count; i++) {
        jobs[i] = (struct thread_job){job, context, i};
        cr_assert_eq(pthread_create(&threads[i], NULL, do_job, &jobs[i]), 0);
    }
    for (unsigned i = 0; i < count; i++) {
        cr_assert_eq(pthread_join(threads[i], NULL), 0);
    }
}

/* --- runs ----------------------------------------------------------------- */

static struct pps_montecarlo *
run_boots(const struct pp_machine *machine,
          const struct pps_montecarlo_options *options)
{
    struct pps_state state;
    struct pps_montecarlo *montecarlo = NULL;
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    cr_assert_eq(pps_state_from_machine(machine, &state), PP_OK);
    cr_assert_eq(pps_montecarlo_run(&state, &reboot, options, &montecarlo),
                 PP_OK);
    pps_state_done(&state);
    return montecarlo;
}

static struct pp_port_list ports_of(const char *text)
{
    struct pp_port_list list = {0};
    struct pp_sv item;
    const char *why;
    cr_assert_eq(pp_port_list_parse(pp_sv_from(text), &list, &item, &why),
                 PP_OK);
    return list;
}

static void expect_equal(const struct pps_montecarlo *a,
                         const struct pps_montecarlo *b,
                         const char *label)
{
    cr_expect_eq(a->runs, b->runs, "%s", label);
    cr_expect_eq(a->notes, b->notes, "%s", label);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_port_counts *left = &a->protocols[p];
        const struct pps_port_counts *right = &b->protocols[p];
        cr_expect_eq(memcmp(left->excluded_runs,
                            right->excluded_runs,
                            PP_PORT_COUNT * sizeof(uint32_t)),
                     0,
                     "%s, protocol %d",
                     label,
                     p);
        cr_expect_eq(left->blocks.total, right->blocks.total, "%s", label);
        for (uint32_t q = 0; q <= 100; q++) {
            cr_expect_eq(pps_histogram_quantile(&left->blocks, q),
                         pps_histogram_quantile(&right->blocks, q),
                         "%s, %u %%",
                         label,
                         q);
        }
    }
    for (size_t i = 0; a->asked != NULL && i < a->asked->count; i++) {
        cr_expect_eq(a->asked_runs[i], b->asked_runs[i], "%s, %zu", label, i);
    }
}

Test(montecarlo, neither_rounds_nor_teams_change_the_counts)
{
    unsigned rounds = 0;
    struct pps_team backward = {3, &rounds, run_backward};
    struct pps_team two = {2, NULL, run_threads};
    struct pps_team eight = {8, NULL, run_threads};
    const struct {
        const char *label;
        const struct pps_team *team;
        uint32_t round_runs;
    } rows[] = {
        {"rounds of 1", NULL, 1},
        {"rounds of 7", NULL, 7},
        {"one round", NULL, 1000000},
        {"three, backward", &backward, 100},
        {"two threads", &two, 0},
        {"two threads, rounds of 1", &two, 1},
        {"two threads, rounds of 999", &two, 999},
        {"eight threads", &eight, 250},
    };
    struct pp_machine *machine = test_seed_machine();
    struct pp_port_list asked = ports_of("1100,1000-3000,5357,60000,1100/udp");
    struct pps_montecarlo_options options = {
        .seed = 5, .runs = 1000, .asked = &asked};
    struct pps_montecarlo *want = run_boots(machine, &options);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        options.team = rows[i].team;
        options.round_runs = rows[i].round_runs;
        struct pps_montecarlo *got = run_boots(machine, &options);
        expect_equal(want, got, rows[i].label);
        pps_montecarlo_free(got);
    }
    cr_expect_eq(rounds, 10);
    pps_montecarlo_free(want);
    pp_port_list_done(&asked);
    pp_machine_free(machine);
}

Test(montecarlo, another_seed_is_another_sample)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_montecarlo_options options = {.seed = 1, .runs = 500};
    struct pps_montecarlo *one = run_boots(machine, &options);
    options.seed = 2;
    struct pps_montecarlo *two = run_boots(machine, &options);
    cr_expect_neq(memcmp(one->protocols[PP_TCP].excluded_runs,
                         two->protocols[PP_TCP].excluded_runs,
                         PP_PORT_COUNT * sizeof(uint32_t)),
                  0);
    pps_montecarlo_free(one);
    pps_montecarlo_free(two);
    pp_machine_free(machine);
}

/* --- a naive count -------------------------------------------------------- */

/* Every port of every claim of one boot, set one by one. */
static void mark_ports(const struct pps_protocol_state *at, bool *excluded)
{
    memset(excluded, 0, PP_PORT_COUNT);
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pps_claim *claim = &at->claims[i];
        for (uint32_t port = claim->range.first; port <= claim->range.last;
             port++) {
            excluded[port] |=
                claim->is_active && claim->is_administered != PP_YES;
        }
    }
}

static bool is_any_marked(const bool *excluded, struct pp_range range)
{
    return memchr(excluded + range.first, true, pp_range_count(range)) != NULL;
}

static const struct test_row overlapping_rows[] = {
    {1031, 1130, PP_NO, PP_OWNER_WINNAT},
    {2000, 2000, PP_NO, PP_OWNER_HTTP_SYS},
    {7000, 7009, PP_NO, PP_OWNER_HTTP_SYS},
    {7005, 7030, PP_NO, PP_OWNER_HTTP_SYS}, /* over the one above */
    {7007, 7008, PP_NO, PP_OWNER_HTTP_SYS}, /* inside both */
    {7031, 7031, PP_NO, PP_OWNER_HTTP_SYS}, /* touching */
    {9000, 9099, PP_YES, PP_OWNER_ADMINISTRATOR},
    {9050, 9050, PP_NO, PP_OWNER_HTTP_SYS},
    {65535, 65535, PP_NO, PP_OWNER_HTTP_SYS},
};

Test(montecarlo, counts_as_a_count_port_by_port_does)
{
    enum {
        RUNS = 300
    };
    static uint32_t counts[PP_PROTOCOL_COUNT][PP_PORT_COUNT];
    static bool excluded[PP_PORT_COUNT];
    struct pp_machine *machine = test_machine(overlapping_rows,
                                              PP_ARRAY_LEN(overlapping_rows),
                                              (struct pp_range){1024, 15000});
    struct pp_port_list asked =
        ports_of("1100,1024-1500,7000-7040,9000-9049,9000-9099,65535,80/udp");
    uint32_t asked_counts[7] = {0};
    struct pps_montecarlo_options options = {
        .seed = 9, .runs = RUNS, .asked = &asked};
    struct pps_montecarlo *montecarlo = run_boots(machine, &options);
    struct pps_state start;
    struct pps_state work = {0};
    struct pps_engine engine = {0};
    struct pps_outcome outcome = {0};
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    for (uint64_t run = 0; run < RUNS; run++) {
        struct pps_prng prng = pps_prng_stream(9, run);
        cr_assert_eq(pps_state_copy(&start, &work), PP_OK);
        cr_assert_eq(pps_engine_apply(&engine, &reboot, &work, &prng, &outcome),
                     PP_OK);
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            mark_ports(&work.protocols[p], excluded);
            for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
                counts[p][port] += excluded[port];
            }
            for (size_t i = 0; i < asked.count; i++) {
                asked_counts[i] +=
                    (int)asked.items[i].protocol == p &&
                    is_any_marked(excluded, asked.items[i].range);
            }
        }
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
            cr_assert_eq(montecarlo->protocols[p].excluded_runs[port],
                         counts[p][port],
                         "protocol %d, port %u: %u for %u",
                         p,
                         port,
                         montecarlo->protocols[p].excluded_runs[port],
                         counts[p][port]);
        }
    }
    for (size_t i = 0; i < asked.count; i++) {
        cr_expect_eq(montecarlo->asked_runs[i], asked_counts[i], "item %zu", i);
    }
    cr_expect_eq(counts[PP_TCP][7020], RUNS);
    cr_expect_eq(counts[PP_TCP][9000], 0);
    cr_expect_gt(asked_counts[1], 0);
    cr_expect_lt(counts[PP_TCP][1100], RUNS);
    pps_state_done(&start);
    pps_state_done(&work);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pps_montecarlo_free(montecarlo);
    pp_port_list_done(&asked);
    pp_machine_free(machine);
}

/* --- precision ------------------------------------------------------------ */

static double half_width(const struct pps_montecarlo *montecarlo, uint32_t hits)
{
    struct pps_interval interval = pps_wilson95(hits, montecarlo->runs);
    return (interval.high - interval.low) / 2;
}

/* It stops after the first round that is precise enough: not one earlier, not
 * one later, with the very counts that as many runs have without it. */
Test(montecarlo, stops_when_the_asked_ports_are_precise)
{
    struct pp_machine *machine = test_seed_machine();
    struct pp_port_list asked = ports_of("1100,60000");
    struct pps_montecarlo_options options = {
        .seed = 1,
        .runs = 1000000,
        .round_runs = 500,
        .precision_ppm = 10000,
        .asked = &asked,
    };
    struct pps_montecarlo *found = run_boots(machine, &options);
    cr_expect(found->is_precise);
    cr_expect_lt(found->runs, 20000);
    cr_expect_gt(found->runs, 1000);
    cr_expect_eq(found->runs % 500, 0);
    cr_expect_leq(half_width(found, found->asked_runs[0]), 0.01);
    options.precision_ppm = 0;
    options.runs = found->runs;
    struct pps_montecarlo *plain = run_boots(machine, &options);
    expect_equal(found, plain, "as many runs without precision");
    cr_expect_not(plain->is_precise);
    options.runs = found->runs - 500;
    struct pps_montecarlo *before = run_boots(machine, &options);
    cr_expect_gt(half_width(before, before->asked_runs[0]), 0.01);
    pps_montecarlo_free(before);
    pps_montecarlo_free(plain);
    pps_montecarlo_free(found);
    pp_port_list_done(&asked);
    pp_machine_free(machine);
}

Test(montecarlo, gives_up_precision_at_the_greatest_number_of_runs)
{
    struct pp_machine *machine = test_seed_machine();
    struct pp_port_list asked = ports_of("1100");
    struct pps_montecarlo_options options = {
        .seed = 1,
        .runs = 1700,
        .round_runs = 500,
        .precision_ppm = 1,
        .asked = &asked,
    };
    struct pps_montecarlo *montecarlo = run_boots(machine, &options);
    cr_expect_eq(montecarlo->runs, 1700);
    cr_expect_not(montecarlo->is_precise);
    cr_expect_gt(half_width(montecarlo, montecarlo->asked_runs[0]), 1e-6);
    pps_montecarlo_free(montecarlo);
    pp_port_list_done(&asked);
    pp_machine_free(machine);
}

/* Without ports it is every port of the dynamic range whose share counts. */
Test(montecarlo, precision_without_ports_is_that_of_the_range)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_montecarlo_options options = {
        .seed = 1, .runs = 1000000, .round_runs = 500, .precision_ppm = 20000};
    struct pps_montecarlo *montecarlo = run_boots(machine, &options);
    cr_expect(montecarlo->is_precise);
    for (uint32_t port = 1024; port <= 15000; port++) {
        uint32_t hits = montecarlo->protocols[PP_TCP].excluded_runs[port];
        cr_expect_leq(half_width(montecarlo, hits), 0.02, "port %u", port);
    }
    pps_montecarlo_free(montecarlo);
    pp_machine_free(machine);
}

static void note_progress(void *user, uint32_t done, uint32_t runs)
{
    uint32_t *last = user;
    cr_expect_gt(done, *last);
    cr_expect_leq(done, runs);
    *last = done;
}

Test(montecarlo, tells_how_far_it_is)
{
    struct pp_machine *machine = test_seed_machine();
    uint32_t last = 0;
    struct pps_montecarlo_options options = {.seed = 1,
                                             .runs = 1050,
                                             .round_runs = 100,
                                             .progress = note_progress,
                                             .progress_user = &last};
    pps_montecarlo_free(run_boots(machine, &options));
    cr_expect_eq(last, 1050);
    pp_machine_free(machine);
}

Test(montecarlo, refuses_no_runs_and_no_team)
{
    unsigned rounds = 0;
    struct pps_team nobody = {0, &rounds, run_backward};
    struct pps_team crowd = {PPS_TEAM_MAX + 1, &rounds, run_backward};
    const struct pps_montecarlo_options rows[] = {
        {.runs = 0},
        {.runs = UINT32_MAX},
        {.runs = 1, .team = &nobody},
        {.runs = 1, .team = &crowd},
    };
    struct pp_machine *machine = test_seed_machine();
    struct pps_state state;
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    cr_assert_eq(pps_state_from_machine(machine, &state), PP_OK);
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_montecarlo *montecarlo = NULL;
        cr_expect_eq(pps_montecarlo_run(&state, &reboot, &rows[i], &montecarlo),
                     PP_ERR_INVALID,
                     "row %zu",
                     i);
        cr_expect_null(montecarlo);
    }
    pps_state_done(&state);
    pp_machine_free(machine);
}

/* --- laws of every boot --------------------------------------------------- */

enum {
    MACHINES = 10000 / PP_INPUT_STEP, /* 40 s more of the sanitizers */
    BOOTS_OF_EACH = 100,              /* a million boots in all */
};

/* A table as a machine might have one: rows of all owners that overlap
 * nothing, ports in use between them. */
static struct pp_machine *draw_machine(struct pps_prng *prng,
                                       uint32_t *ret_block_ports)
{
    static const enum pp_owner owners[] = {
        PP_OWNER_WINNAT,
        PP_OWNER_WINNAT,
        PP_OWNER_HNS_LOAD_BALANCER,
        PP_OWNER_HTTP_SYS,
        PP_OWNER_ADMINISTRATOR,
        PP_OWNER_HNS_EXCLUDED_RANGE,
        PP_OWNER_PUBLISHED_PORT,
    };
    struct pp_machine *machine = NULL;
    struct pp_portset taken = {{0}};
    uint32_t block_ports = pps_prng_below(prng, 4) == 0 ? 10 : 100;
    uint32_t first = 1024 + pps_prng_below(prng, 60000);
    uint32_t count =
        300 + pps_prng_below(prng, (uint32_t)PP_PORT_COUNT - first - 300);
    struct pp_dynamic dynamic = {.basis = PP_BASIS_CAPTURED, .reason = "drawn"};
    cr_assert(pp_range_from_count(first, count, &dynamic.range));
    cr_assert_eq(pp_machine_new(&machine), PP_OK);
    pp_machine_set_table_seen(machine, PP_TCP);
    pp_machine_set_dynamic(machine, PP_TCP, &dynamic);
    uint32_t row_count = pps_prng_below(prng, 60);
    for (uint32_t i = 0; i < row_count; i++) {
        enum pp_owner owner =
            owners[pps_prng_below(prng, PP_ARRAY_LEN(owners))];
        uint32_t ports = owner == PP_OWNER_WINNAT              ? block_ports
                         : owner == PP_OWNER_HNS_LOAD_BALANCER ? 64
                         : owner == PP_OWNER_ADMINISTRATOR
                             ? 1 + pps_prng_below(prng, 700)
                         : owner == PP_OWNER_HNS_EXCLUDED_RANGE ? 60
                                                                : 1;
        bool is_star = owner == PP_OWNER_ADMINISTRATOR ||
                       owner == PP_OWNER_HNS_EXCLUDED_RANGE;
        struct pp_exclusion row = {
            .is_administered = is_star ? PP_YES : PP_NO,
            .is_persistent = is_star ? PP_YES : PP_NO,
            .owner = owner,
            .confidence = PP_CONFIDENCE_CERTAIN,
            .reason = "drawn",
            .place = {.line = i + 1},
        };
        if (pp_range_from_count(
                1 + pps_prng_below(prng, 65000), ports, &row.range) &&
            !pp_portset_test_any(&taken, row.range)) {
            pp_portset_set_range(&taken, row.range);
            cr_assert_eq(pp_machine_add_exclusion(machine, PP_TCP, &row),
                         PP_OK);
        }
    }
    for (uint32_t i = pps_prng_below(prng, 80); i > 0; i--) {
        struct pp_socket socket = {
            .port = (uint16_t)(1 + pps_prng_below(prng, PP_PORT_MAX)),
            .state = PP_SV("listening")};
        if (!pp_portset_test(&taken, socket.port)) {
            cr_assert_eq(pp_machine_add_socket(machine, PP_TCP, &socket),
                         PP_OK);
        }
    }
    cr_assert_eq(pp_machine_finish(machine), PP_OK);
    *ret_block_ports = block_ports;
    return machine;
}

/* A block that this boot made: whole, of its size, inside the dynamic range,
 * over nothing that `others` holds, into which it goes. */
static bool is_lawful(const struct pps_protocol_state *at,
                      const struct pps_claim *block,
                      uint32_t block_ports,
                      struct pp_portset *others)
{
    uint32_t ports =
        block->owner == PP_OWNER_WINNAT ? block_ports : (uint32_t)64;
    bool is_good = pp_range_count(block->range) == ports &&
                   pp_range_covers(at->dynamic.range, block->range) &&
                   !pp_portset_test_any(others, block->range);
    pp_portset_set_range(others, block->range);
    return is_good;
}

static bool is_block(const struct pps_claim *claim)
{
    return claim->is_from_step && claim->is_administered == PP_NO;
}

/* Asserting costs Criterion some microseconds; the laws are therefore asked
 * as questions, and told once where one is broken. */
struct boot_laws {
    const struct pps_protocol_state *before;
    const struct pps_state *after;
    uint32_t block_ports;
    size_t blocks;      /* made in all boots */
    const char *broken; /* NULL: none */
    uint32_t port;      /* where */
};

static void look_at_blocks(struct boot_laws *laws)
{
    const struct pps_protocol_state *at = &laws->after->protocols[PP_TCP];
    struct pp_portset others = at->used;
    for (size_t i = 0; i < at->claim_count; i++) {
        if (!is_block(&at->claims[i]) && !at->claims[i].is_awaited) {
            pp_portset_set_range(&others, at->claims[i].range);
        }
    }
    for (size_t i = 0; i < at->claim_count; i++) {
        if (!is_block(&at->claims[i])) {
            continue;
        }
        if (!is_lawful(at, &at->claims[i], laws->block_ports, &others)) {
            laws->broken = "a block of another size, outside, or over another";
            laws->port = at->claims[i].range.first;
        }
        laws->blocks++;
    }
}

static size_t count_row(const struct pps_protocol_state *at,
                        struct pp_range range)
{
    size_t found = 0;
    for (size_t i = 0; i < at->claim_count; i++) {
        found += at->claims[i].is_active &&
                 at->claims[i].is_administered == PP_YES &&
                 pp_range_equal(at->claims[i].range, range);
    }
    return found;
}

/* What is administered survives, once. */
static void look_at_rows(struct boot_laws *laws)
{
    const struct pps_protocol_state *at = &laws->after->protocols[PP_TCP];
    for (size_t i = 0; i < laws->before->claim_count; i++) {
        const struct pps_claim *row = &laws->before->claims[i];
        if (row->is_administered == PP_YES && count_row(at, row->range) != 1) {
            laws->broken = "an administered row is lost or doubled";
            laws->port = row->range.first;
        }
    }
}

static size_t expect_lawful_boots(uint64_t number,
                                  const struct pps_reserve_model *model)
{
    struct pps_prng draws = pps_prng_stream(21, number);
    struct boot_laws laws = {0};
    struct pp_machine *machine = draw_machine(&draws, &laws.block_ports);
    struct pps_engine engine = {.model = model};
    struct pps_outcome outcome = {0};
    struct pps_state start;
    struct pps_state work = {0};
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    laws.before = &start.protocols[PP_TCP];
    laws.after = &work;
    if (laws.before->usual_blocks[0] == 0) {
        laws.block_ports = 100; /* HNS's row alone says nothing of their size */
    }
    for (uint64_t run = 0; run < BOOTS_OF_EACH && laws.broken == NULL; run++) {
        struct pps_prng prng = pps_prng_stream(number, run);
        bool is_played =
            pps_state_copy(&start, &work) == PP_OK &&
            pps_engine_apply(&engine, &reboot, &work, &prng, &outcome) == PP_OK;
        look_at_blocks(&laws);
        look_at_rows(&laws);
        if (!is_played || !pp_test_state_is_sound(&work)) {
            laws.broken = "the state contradicts itself";
        }
    }
    cr_expect_null(
        laws.broken, "machine %d: %s: %u", (int)number, laws.broken, laws.port);
    pps_state_done(&start);
    pps_state_done(&work);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pp_machine_free(machine);
    return laws.blocks;
}

Test(montecarlo, every_boot_of_random_tables_is_lawful)
{
    size_t blocks = 0;
    for (uint64_t number = 0; number < MACHINES; number++) {
        blocks += expect_lawful_boots(
            number, pp_test_models[number % PP_ARRAY_LEN(pp_test_models)]);
    }
    /* Boots without any block would keep every law. */
    cr_expect_gt(blocks, (size_t)MACHINES * BOOTS_OF_EACH);
}

/* --- a boot in parts ------------------------------------------------------ */

/* Claims in their order, and bitmaps. */
static bool is_same_state(const struct pps_state *a, const struct pps_state *b)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *left = &a->protocols[p];
        const struct pps_protocol_state *right = &b->protocols[p];
        bool is_same = left->claim_count == right->claim_count &&
                       left->socket_count == right->socket_count &&
                       pp_portset_equal(&left->taken, &right->taken) &&
                       pp_portset_equal(&left->used, &right->used);
        for (size_t i = 0; is_same && i < left->claim_count; i++) {
            const struct pps_claim *claim = &left->claims[i];
            is_same = pp_range_equal(claim->range, right->claims[i].range) &&
                      claim->owner == right->claims[i].owner &&
                      claim->is_active == right->claims[i].is_active;
        }
        if (!is_same) {
            return false;
        }
    }
    return true;
}

/* Boots one after the other on one state, taken back each time, against the
 * whole step on a copy. */
static void expect_parts_as_whole(uint64_t number, const char *assumption)
{
    struct pps_prng draws = pps_prng_stream(23, number);
    uint32_t block_ports;
    struct pp_machine *machine = draw_machine(&draws, &block_ports);
    struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    struct boots boots = {.step = &reboot, .seed = number};
    struct pps_engine engine = {0};
    struct pps_outcome outcome = {0};
    struct pps_state start;
    struct pps_state whole = {0};
    if (assumption != NULL) {
        cr_assert_eq(pp_assumptions_set(
                         &engine.assumptions, pp_sv_from(assumption), NULL),
                     PP_OK);
    }
    boots.engine.assumptions = engine.assumptions;
    boots.start = &start;
    cr_assert_eq(pps_state_from_machine(machine, &start), PP_OK);
    for (uint64_t run = 0; run < 20; run++) {
        struct pps_prng prng = pps_prng_stream(number, run);
        cr_assert_eq(pps_boots_play(&boots, run), PP_OK);
        cr_assert_eq(pps_state_copy(&start, &whole), PP_OK);
        cr_assert_eq(
            pps_engine_apply(&engine, &reboot, &whole, &prng, &outcome), PP_OK);
        cr_expect(is_same_state(&boots.work, &whole),
                  "machine %d run %d %s",
                  (int)number,
                  (int)run,
                  assumption != NULL ? assumption : "");
        cr_expect_eq(boots.outcome.notes, outcome.notes);
        cr_expect_eq(boots.outcome.is_reserving, outcome.is_reserving);
    }
    pps_boots_done(&boots);
    pps_state_done(&start);
    pps_state_done(&whole);
    pps_engine_done(&engine);
    pps_outcome_done(&outcome);
    pp_machine_free(machine);
}

Test(montecarlo, a_boot_in_parts_is_the_whole_boot)
{
    static const char *const assumptions[] = {
        NULL,
        "boot-order=hns-first",
        "sockets-at-boot=all",
        "sockets-at-boot=none",
        "udp-mirrors-tcp=yes",
        "block-place=random",
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(assumptions); i++) {
        for (uint64_t number = 0; number < 60; number++) {
            expect_parts_as_whole(number, assumptions[i]);
        }
    }
}

/* --- profiles ------------------------------------------------------------- */

Test(profile, each_reserves_as_it_says)
{
    static const struct {
        const char *name;
        uint32_t ports;
        uint32_t least_mean;
        uint32_t most_mean;
        bool has_udp;
    } rows[] = {
        {"desktop", 100, 5, 40, true},
        {"server", 64, 6, 6, false},
        {"Windows-10-1709", 10, 2, 8, false},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        const struct pps_profile *profile =
            pps_profile_named(pp_sv_from(rows[i].name));
        struct pp_machine *machine = NULL;
        struct pps_state state;
        struct pps_montecarlo *montecarlo = NULL;
        struct pps_montecarlo_options options = {.seed = 1, .runs = 2000};
        struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
        cr_assert_not_null(profile, "%s", rows[i].name);
        cr_assert_eq(pps_profile_machine(profile, &machine), PP_OK);
        cr_assert_eq(pps_profile_state(profile, machine, &state), PP_OK);
        cr_assert_eq(pps_montecarlo_run(&state, &reboot, &options, &montecarlo),
                     PP_OK);
        double mean = pps_histogram_mean(&montecarlo->protocols[PP_TCP].blocks);
        double udp = pps_histogram_mean(&montecarlo->protocols[PP_UDP].blocks);
        cr_expect(montecarlo->is_reserving, "%s", rows[i].name);
        cr_expect(mean >= rows[i].least_mean && mean <= rows[i].most_mean,
                  "%s: %f",
                  rows[i].name,
                  mean);
        cr_expect_eq(udp > 0, rows[i].has_udp, "%s: %f", rows[i].name, udp);
        const struct pps_protocol_state *at =
            &montecarlo->after.protocols[PP_TCP];
        for (size_t c = 0; c < at->claim_count; c++) {
            cr_expect(!is_block(&at->claims[c]) ||
                          pp_range_count(at->claims[c].range) == rows[i].ports,
                      "%s",
                      rows[i].name);
        }
        pps_montecarlo_free(montecarlo);
        pps_state_done(&state);
        pp_machine_free(machine);
    }
    cr_expect_null(pps_profile_named(PP_SV("laptop")));
}
