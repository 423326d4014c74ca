/*
 * WSL's mirrored networking on generated machines: whatever rows, sockets and
 * dynamic range they have, no command calls a port of 44620-48715 safe. A
 * block that a capture shows elsewhere frees these ports for the moment only.
 *
 * PP_SEED overrides the seed; it is printed, and stands in every failure.
 */
#include <criterion/criterion.h>

#include "portplan/suggest.h"

#include "knowledge/mirrored.h"
#include "random.h"
#include "seed.h"
#include "sim/fix/fix.h"
#include "sim/forecast/forecast.h"
#include "sim/state/state_machine.h"
#include "sim/sweep/sweep.h"
#include "suggest/suggest_find.h"

enum {
    MACHINES = 240 / PP_INPUT_STEP,
    BOOTS = 24,
    ROWS = 6,
    SOCKETS = 3,
    SUGGESTIONS = 8,
};

struct law {
    struct pp_test_random random;
    uint32_t seed;
    uint32_t run;
    struct pp_machine *machine;
    bool is_shown;
    size_t doubt_count; /* ports that are free now */
};

#define CHECK(law, port, claim)                           \
    cr_assert((claim),                                    \
              "PP_SEED=%u, machine %u, port %u: " #claim, \
              (law)->seed,                                \
              (law)->run,                                 \
              (unsigned)(port))

static uint32_t below(struct law *law, uint32_t bound)
{
    return pp_test_random_below(&law->random, bound);
}

/* Half of them in WSL's first choice or near it. */
static uint16_t any_port(struct law *law)
{
    return (uint16_t)(below(law, 2) == 0 ? 44000 + below(law, 5000)
                                         : 1024 + below(law, 64000));
}

static void add_rows(struct law *law, enum pp_protocol protocol)
{
    static const uint32_t counts[] = {1, 2, 60, 100, 1000};
    for (uint32_t i = below(law, ROWS); i > 0; i--) {
        struct pp_exclusion row = {
            .is_administered = below(law, 2) == 0 ? PP_YES : PP_NO,
            .is_persistent = PP_YES,
        };
        if (pp_range_from_count(
                any_port(law), counts[below(law, 5)], &row.range)) {
            cr_assert_eq(pp_machine_add_exclusion(law->machine, protocol, &row),
                         PP_OK);
        }
    }
    for (uint32_t i = below(law, SOCKETS); i > 0; i--) {
        const struct pp_socket socket = {
            .port = any_port(law),
            .address = PP_SV("0.0.0.0"),
            .state = PP_SV("LISTENING"),
        };
        cr_assert_eq(pp_machine_add_socket(law->machine, protocol, &socket),
                     PP_OK);
    }
}

static void add_dynamic(struct law *law, enum pp_protocol protocol)
{
    static const struct pp_range ranges[] = {
        {49152, 65535}, {1024, 65534}, {32768, 65535}, {1025, 5000}};
    const struct pp_dynamic dynamic = {
        .range = ranges[below(law, PP_ARRAY_LEN(ranges))],
        .basis = PP_BASIS_CAPTURED,
        .reason = "given",
    };
    pp_machine_set_dynamic(law->machine, protocol, &dynamic);
}

static void make_machine(struct law *law)
{
    const struct pp_fact mode = {
        .kind = PP_FACT_SETTING,
        .as.setting = {.scope = PP_SV("wslconfig"),
                       .name = PP_SV("networkingMode"),
                       .value = PP_SV("mirrored")},
    };
    const struct pp_exclusion block = {
        .range = pp_mirrored_choices[1 + below(law, 2)],
        .owner = PP_OWNER_WSL_MIRRORED,
        .is_administered = PP_NO,
        .reason = "given",
    };
    law->is_shown = below(law, 4) == 0;
    cr_assert_eq(pp_machine_new(&law->machine), PP_OK);
    cr_assert_eq(pp_machine_add_fact(law->machine, &mode), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        pp_machine_set_table_seen(law->machine, protocol);
        if (law->is_shown) {
            cr_assert_eq(
                pp_machine_add_exclusion(law->machine, protocol, &block),
                PP_OK);
        }
        add_rows(law, protocol);
        add_dynamic(law, protocol);
    }
    cr_assert_eq(pp_machine_finish(law->machine), PP_OK);
}

/* A share of boots, or at least WSL for a reason; and no safest stretch. */
static void
ask_forecast(struct law *law, enum pp_protocol protocol, uint16_t port)
{
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    const struct pps_montecarlo_options options = {.seed = 1, .runs = BOOTS};
    struct pps_state start = {0};
    struct pps_montecarlo *montecarlo = NULL;
    cr_assert_eq(pps_forecast_state(law->machine, &start), PP_OK);
    cr_assert_eq(pps_montecarlo_run(&start, &reboot, &options, &montecarlo),
                 PP_OK);
    const struct pps_port_forecast said =
        pps_forecast_port(montecarlo, protocol, port);
    CHECK(law,
          port,
          said.share > 0.0 || said.why == PPS_WHY_MIRRORED ||
              said.why == PPS_WHY_DYNAMIC || said.why == PPS_WHY_IN_USE);
    CHECK(law, port, said.why != PPS_WHY_ADMINISTERED);
    for (int is_inside = 0; is_inside < 2; is_inside++) {
        struct pps_stretch stretches[PPS_STRETCHES_MAX];
        size_t count = pps_forecast_stretches(
            montecarlo, protocol, is_inside != 0, stretches);
        for (size_t i = 0; i < count; i++) {
            CHECK(law, port, !pp_range_contains(stretches[i].range, port));
        }
    }
    pps_montecarlo_free(montecarlo);
    pps_state_done(&start);
}

/* No yes without a word of WSL, and no cure by a reservation. */
static void ask_fix(struct law *law, enum pp_protocol protocol, uint16_t port)
{
    struct pp_port_query query = {{port, port}, protocol};
    const struct pp_port_list list = {&query, 1, 1};
    const struct pps_fix_options options = {
        .runs = BOOTS, .seed = 1, .at_least_ppm = PPS_PPM};
    struct pps_fix *fix = NULL;
    size_t count = 0;
    cr_assert_eq(pps_fix_run(law->machine, &list, &options, &fix), PP_OK);
    const struct pp_check_span *span = pp_check_spans(fix->check, &count);
    bool is_yes = pp_verdict_is_yes(span->verdict);
    CHECK(law, port, !is_yes || law->is_shown);
    CHECK(law, port, !is_yes || fix->mirrored.mode != NULL);
    CHECK(law, port, fix->answer != PPS_FIX_CURED || !is_yes);
    law->doubt_count += is_yes;
    pps_fix_free(fix);
}

static void ask_suggest(struct law *law, enum pp_protocol protocol)
{
    const struct pp_suggest_options options = {
        .is_asked = {protocol == PP_TCP, protocol == PP_UDP},
        .within = pp_mirrored_choices[0],
        .length = 1,
        .count = SUGGESTIONS,
        .seed = 1,
    };
    struct pp_suggest *suggest = NULL;
    size_t count = 0;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_machine(suggest, law->machine);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        CHECK(law,
              items[i].range.first,
              (items[i].broken & pp_suggest_bit(PP_SUGGEST_MIRRORED)) != 0);
    }
    pp_suggest_free(suggest);
}

/* A place there is not said to stay free once it is reserved. */
static void ask_sweep(struct law *law, enum pp_protocol protocol)
{
    const struct pps_sweep_options options = {
        .protocol = protocol,
        .range = {44600, 48800},
        .length = 1,
        .runs = 2,
        .seed = 1,
    };
    struct pps_sweep *sweep = NULL;
    cr_assert_eq(pps_sweep_run(law->machine, &options, &sweep), PP_OK);
    for (size_t i = 0; i < sweep->place_count; i++) {
        const struct pps_sweep_place *place = &sweep->places[i];
        bool is_there = pp_range_overlaps(place->range, pp_mirrored_choices[0]);
        CHECK(law, place->range.first, !is_there || place->is_mirrored);
        CHECK(law,
              place->range.first,
              !is_there || law->is_shown || place->kind != PPS_SWEEP_ACCEPTED);
    }
    pps_sweep_free(sweep);
}

Test(mirrored, nobody_calls_its_usual_place_safe)
{
    struct law law = {.seed = pp_test_seed("prop_mirrored")};
    law.random = pp_test_random_from(law.seed);
    for (law.run = 0; law.run < MACHINES; law.run++) {
        uint16_t port = (uint16_t)(44620 + below(&law, 4096));
        enum pp_protocol protocol = (enum pp_protocol)below(&law, 2);
        make_machine(&law);
        ask_forecast(&law, protocol, port);
        ask_fix(&law, protocol, port);
        ask_suggest(&law, protocol);
        if (law.run % 8 == 0) {
            ask_sweep(&law, protocol);
        }
        pp_machine_free(law.machine);
    }
    cr_expect(PP_INPUT_STEP > 1 || law.doubt_count > 0);
}
