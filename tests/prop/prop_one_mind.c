/*
 * One mind: over every fixture, and for every span of its machine, check, the
 * simulator's expects and suggest's choice come to the same, and an answer
 * that is unknown says why. Over every so many fixtures, for it takes longer:
 * what forecast leaves to no chance is what a reboot of what-if comes to, and
 * the text of check says what its JSON says. What winnat's stop and start do to
 * the captured blocks is alike on every machine.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/check.h"
#include "portplan/load.h"
#include "portplan/suggest.h"

#include "check/check_json.h"
#include "check/check_text.h"
#include "files.h"
#include "json_get.h"
#include "model/ephemeral.h"
#include "model/holder.h"
#include "print/show_view.h"
#include "sim/engine/engine.h"
#include "sim/forecast/after_boot.h"
#include "sim/forecast/forecast.h"
#include "sim/state/state_machine.h"
#include "suggest/suggest_find.h"

enum {
    LEAST_FIXTURES = 1900,
    MAX_SPANS = 400, /* of one fixture, evenly chosen */
    MAX_GAPS = 2,
    SUGGEST_STEP = 4 * PP_INPUT_STEP,
    SUGGESTIONS = 20,
    BOOT_STEP = 4 * PP_INPUT_STEP, /* tables */
    BOOT_PORTS = 24,               /* of a fixture, evenly chosen spans */
    BOOT_RUNS = 16,                /* what is no chance needs few */
    REBOOTS = 3,
    TEXT_STEP = 4 * PP_INPUT_STEP, /* fixtures */
    TEXT_PORTS = 12,
};

struct one {
    const char *path;
    struct pp_machine *machine;
    struct pps_state state;
    size_t ports_asked;
    size_t unknown_count;
    size_t suggestion_count;
    size_t fixture_count; /* with a table */
    size_t walked;        /* fixtures so far */
    size_t table_count;   /* of either protocol */
    size_t settled_count; /* ports that no chance decides after a boot */
    size_t text_count;
    size_t winnat_count; /* machines with blocks of it */
};

static const struct pp_assumptions defaults;

#define CHECK(one, protocol, port, claim) \
    cr_assert((claim),                    \
              "%s, %u/%s: %s",            \
              (one)->path,                \
              (unsigned)(port),           \
              pp_protocol_name(protocol), \
              #claim)

static struct pp_check *check_ports(const struct one *one,
                                    enum pp_protocol protocol,
                                    struct pp_range at)
{
    struct pp_port_query query = {at, protocol};
    const struct pp_port_list list = {&query, 1, 1};
    const struct pp_check_options options = {0};
    struct pp_check *check = NULL;
    cr_assert_eq(pp_check_run(one->machine, &list, &options, &check), PP_OK);
    return check;
}

static void
ask_span(struct one *one, enum pp_protocol protocol, struct pp_range range)
{
    const struct pp_bind_request request = {
        .kind = PP_BIND_PLAIN,
        .protocol = protocol,
        .rules = pp_bind_rules_of(one->machine, &defaults),
    };
    struct pp_check *check = check_ports(one, protocol, range);
    size_t count = 0;
    const struct pp_check_span *span = pp_check_spans(check, &count);
    CHECK(one, protocol, range.first, count == 1);
    struct pp_port_state seen =
        pps_state_port(&one->state, protocol, range.first);
    enum pp_verdict simulated = pp_bind_judge(&request, &seen).verdict;
    CHECK(one, protocol, range.first, simulated == span->verdict);
    CHECK(one,
          protocol,
          range.first,
          span->verdict != PP_VERDICT_UNKNOWN || span->limit_count > 0);
    one->ports_asked++;
    one->unknown_count += span->verdict == PP_VERDICT_UNKNOWN;
    pp_check_free(check);
}

static void ask_spans(struct one *one, enum pp_protocol protocol)
{
    const struct pp_spans *spans = pp_machine_spans(one->machine, protocol);
    size_t count = pp_spans_count(spans);
    size_t step = count / MAX_SPANS + 1;
    for (size_t i = 0; i < count; i += step) {
        ask_span(one, protocol, pp_spans_range(spans, i));
    }
}

/* The dynamic range that ephemeral tells is that of show, check and verify. */
static void ask_range(const struct one *one, enum pp_protocol protocol)
{
    const struct pp_ephemeral_settings settings =
        pp_ephemeral_settings_of(one->machine, protocol);
    const struct pp_ephemeral_verdict verdict = pp_ephemeral_judge(&settings);
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(one->machine, protocol);
    CHECK(one,
          protocol,
          verdict.range.first,
          pp_range_equal(verdict.range, dynamic->range));
}

/* What suggest offers can be bound by check, or check cannot tell of any port:
 * no table, or an error that names none. */
static void
ask_suggest(struct one *one, enum pp_protocol protocol, struct pp_range within)
{
    const struct pp_suggest_options options = {
        .is_asked = {protocol == PP_TCP, protocol == PP_UDP},
        .within = within,
        .length = 1,
        .count = SUGGESTIONS,
        .seed = 1,
    };
    struct pp_suggest *suggest = NULL;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_machine(suggest, one->machine);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    one->suggestion_count += count;
    for (size_t i = 0; i < count; i++) {
        struct pp_check *check = check_ports(one, protocol, items[i].range);
        size_t span_count = 0;
        const struct pp_check_span *span = pp_check_spans(check, &span_count);
        bool is_open = span->verdict == PP_VERDICT_UNKNOWN &&
                       (span->limits[0].kind == PP_LIMIT_NO_TABLE ||
                        pp_machine_loose_refusal(one->machine) != NULL);
        CHECK(one,
              protocol,
              items[i].range.first,
              pp_verdict_is_yes(span->verdict) || is_open);
        pp_check_free(check);
    }
    pp_suggest_free(suggest);
}

/* Anywhere (not for every table: it takes long), and where the doubts are. */
static void ask_suggestions(struct one *one, enum pp_protocol protocol)
{
    size_t gap_count = 0;
    const struct pp_gap *gaps =
        pp_machine_gaps(one->machine, protocol, &gap_count);
    bool has_table = pp_machine_has_table(one->machine, protocol);
    if (has_table && one->fixture_count++ % SUGGEST_STEP == 0) {
        ask_suggest(one, protocol, (struct pp_range){1025, PP_PORT_MAX});
    }
    for (size_t i = 0; i < gap_count && i < MAX_GAPS; i++) {
        ask_suggest(one, protocol, gaps[i].range);
    }
}

/* --- after a boot --------------------------------------------------------- */

/* Ports at even distances through the spans. */
static size_t choose_ports(const struct one *one,
                           enum pp_protocol protocol,
                           size_t wanted,
                           struct pps_bind_query *queries)
{
    const struct pp_spans *spans = pp_machine_spans(one->machine, protocol);
    size_t count = pp_spans_count(spans);
    size_t step = count / wanted + 1;
    size_t chosen = 0;
    for (size_t i = 0; i < count; i += step) {
        uint16_t port = pp_spans_range(spans, i).first;
        queries[chosen++] =
            (struct pps_bind_query){{{port, port}, protocol}, PP_BIND_PLAIN};
    }
    return chosen;
}

/* What forecast is certain of holds after each reboot that what-if plays, and
 * what it does not know is no yes there. */
static void check_boot(struct one *one,
                       const struct pps_state *after,
                       const struct pps_bind_query *query,
                       const struct pps_after_boot *answer)
{
    const struct pp_bind_request request = {
        .kind = query->kind,
        .protocol = query->ports.protocol,
        .rules = pps_state_bind_rules(after, &defaults),
    };
    uint16_t port = query->ports.range.first;
    struct pp_port_state seen =
        pps_state_port(after, query->ports.protocol, port);
    bool is_yes = pp_verdict_is_yes(pp_bind_judge(&request, &seen).verdict);
    bool is_certain =
        answer->is_known && answer->interval.low == answer->interval.high;
    CHECK(one, query->ports.protocol, port, answer->is_known || !is_yes);
    CHECK(one,
          query->ports.protocol,
          port,
          !is_certain || is_yes == (answer->share > 0.5));
    one->settled_count += is_certain;
}

static void check_reboots(struct one *one,
                          const struct pps_bind_query *queries,
                          const struct pps_after_boot *answers,
                          size_t count)
{
    const struct pps_step reboot = pps_step_of(PPS_STEP_REBOOT);
    for (uint64_t run = 0; run < REBOOTS; run++) {
        struct pps_engine engine = {0};
        struct pps_outcome outcome = {0};
        struct pps_state state = {0};
        struct pps_prng prng = pps_prng_stream(7, run);
        cr_assert_eq(pps_forecast_state(one->machine, &state), PP_OK);
        cr_assert_eq(
            pps_engine_apply(&engine, &reboot, &state, &prng, &outcome), PP_OK);
        for (size_t i = 0; i < count; i++) {
            check_boot(one, &state, &queries[i], &answers[i]);
        }
        pps_outcome_done(&outcome);
        pps_state_done(&state);
        pps_engine_done(&engine);
    }
}

static void ask_boot(struct one *one, enum pp_protocol protocol)
{
    static const struct pps_montecarlo_options options = {.seed = 1,
                                                          .runs = BOOT_RUNS};
    struct pps_bind_query queries[BOOT_PORTS + 1];
    struct pps_after_boot answers[BOOT_PORTS + 1];
    size_t count = choose_ports(one, protocol, BOOT_PORTS, queries);
    cr_assert_eq(
        pps_after_boot(one->machine, queries, count, &options, answers), PP_OK);
    check_reboots(one, queries, answers, count);
}

/* A table, and under it one port that HNS has published. */
static void load_published(struct one *one, uint16_t port, struct pp_load *load)
{
    static char text[1024];
    snprintf(text,
             sizeof(text),
             "Protocol tcp Port Exclusion Ranges\n\n"
             "Start Port    End Port\n----------    --------\n"
             "     50100       50199\n     50000       50059     *\n\n"
             "* - Administered port exclusions.\n\n"
             "ActivityId : A\nVirtualNetworkName : nat\n"
             "Policies : {@{ExternalPort=%u; InternalPort=80; Protocol=6}}\n",
             (unsigned)port);
    cr_assert_eq(pp_load_add_bytes(load, PP_SV("x"), pp_sv_from(text)), PP_OK);
    cr_assert_eq(pp_load_machine(load, &one->machine), PP_OK);
    cr_assert_eq(pps_state_from_machine(one->machine, &one->state), PP_OK);
}

/* A container that had a port before the boot may have it again: neither
 * forecast nor what-if gives it away, while its neighbours are as ever. */
Test(one_mind, no_boot_gives_a_published_port_away)
{
    static const struct pps_montecarlo_options options = {.seed = 1,
                                                          .runs = BOOT_RUNS};
    enum {
        PORTS = 200,
        LOWEST = 1025,
        ABOVE = 49000
    };
    struct pps_prng prng = pps_prng_stream(31, 0);
    static struct one one = {.path = "a published port"};
    for (size_t i = 0; i < PORTS; i++) {
        struct pp_load *load = NULL;
        uint16_t port =
            (uint16_t)(LOWEST + pps_prng_below(&prng, ABOVE - LOWEST));
        cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
        load_published(&one, port, load);
        const struct pps_bind_query queries[] = {
            {{{port, port}, PP_TCP}, PP_BIND_PLAIN},
            {{{(uint16_t)(port + 1), (uint16_t)(port + 1)}, PP_TCP},
             PP_BIND_PLAIN}};
        struct pps_after_boot answers[2];
        cr_assert_eq(pps_after_boot(one.machine, queries, 2, &options, answers),
                     PP_OK);
        CHECK(&one, PP_TCP, port, !answers[0].is_known);
        CHECK(&one, PP_TCP, port + 1, answers[1].is_known);
        CHECK(&one, PP_TCP, port + 1, answers[1].share == 1.0);
        check_reboots(&one, queries, answers, 2);
        pps_state_done(&one.state);
        pp_machine_free(one.machine);
        pp_load_free(load);
    }
}

/* --- text and JSON -------------------------------------------------------- */

/* Lines are wrapped; a row of blanks is one. */
static void unwrap(struct pp_buf *io_text)
{
    size_t kept = 0;
    for (size_t i = 0; i < io_text->len; i++) {
        char c = io_text->data[i] == '\n' ? ' ' : io_text->data[i];
        if (c != ' ' || kept == 0 || io_text->data[kept - 1] != ' ') {
            io_text->data[kept++] = c;
        }
    }
    io_text->len = kept;
}

static void check_text(struct one *one,
                       enum pp_protocol protocol,
                       uint16_t port,
                       const struct pp_show *show)
{
    static const struct pp_style plain;
    const struct pp_range range = {port, port};
    struct pp_check *check = check_ports(one, protocol, range);
    struct pp_exhaustion exhaustion;
    struct pp_buf text;
    struct pp_buf json;
    struct pp_json_value *doc = NULL;
    struct pp_sv verdict;
    struct pp_sv reason;
    char head[48];
    pp_buf_init(&text, 1 << 22);
    pp_buf_init(&json, 1 << 22);
    pp_check_text(&text, &plain, check, show);
    cr_assert_eq(pp_exhaustion_find(show, &exhaustion), PP_OK);
    pp_check_json(&json, check, show, &exhaustion);
    cr_assert_eq(pp_json_parse(pp_buf_view(&json), &doc, NULL), PP_OK);
    const struct pp_json_value *said = pp_json_first(pp_json_get(doc, "ports"));
    cr_assert(pp_json_get_sv(said, "verdict", &verdict));
    snprintf(head,
             sizeof(head),
             "%u/%s  %.*s",
             (unsigned)port,
             pp_protocol_name(protocol),
             PP_SV_ARGS(verdict));
    CHECK(one,
          protocol,
          port,
          pp_sv_starts(pp_buf_view(&text), pp_sv_from(head)));
    const struct pp_json_value *limits = pp_json_get(said, "limits");
    bool is_unknown = pp_sv_equal(verdict, PP_SV("unknown"));
    CHECK(one, protocol, port, !is_unknown || pp_json_count(limits) > 0);
    if (is_unknown) {
        unwrap(&text);
        cr_assert(pp_json_get_sv(pp_json_first(limits), "message", &reason));
        CHECK(one,
              protocol,
              port,
              pp_sv_find(pp_buf_view(&text), pp_sv_sub(reason, 0, 40), 0) !=
                  SIZE_MAX);
    }
    one->text_count++;
    pp_json_value_free(doc);
    pp_buf_done(&text);
    pp_buf_done(&json);
    pp_check_free(check);
}

static void
ask_text(struct one *one, enum pp_protocol protocol, const struct pp_load *load)
{
    struct pps_bind_query queries[TEXT_PORTS + 1];
    struct pp_diags *diags = NULL;
    cr_assert_eq(pp_diags_new(&diags), PP_OK);
    const struct pp_show show = pp_show_of(load, one->machine, diags);
    size_t count = choose_ports(one, protocol, TEXT_PORTS, queries);
    for (size_t i = 0; i < count; i++) {
        check_text(one, protocol, queries[i].ports.range.first, &show);
    }
    pp_diags_free(diags);
}

/* --- winnat stops and starts -----------------------------------------------
 */

static void play(struct one *one,
                 struct pps_state *state,
                 enum pps_step_kind kind,
                 uint64_t run)
{
    struct pps_engine engine = {0};
    struct pps_outcome outcome = {0};
    struct pps_prng prng = pps_prng_stream(11, run);
    const struct pps_step step = pps_step_of(kind); /* of winnat */
    cr_assert_eq(pps_engine_apply(&engine, &step, state, &prng, &outcome),
                 PP_OK,
                 "%s",
                 one->path);
    pps_outcome_done(&outcome);
    pps_engine_done(&engine);
}

/* The blocks that check shows are gone after a stop and a start of winnat, and
 * back after a boot: until HNS asks again nothing of it blocks. */
static void ask_winnat(struct one *one)
{
    struct pps_state state = {0};
    uint32_t before = 0;
    uint32_t booted = 0;
    cr_assert_eq(pps_state_from_machine(one->machine, &state), PP_OK);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        before += state.protocols[p].is_table_known
                      ? pps_state_block_count(&state, (enum pp_protocol)p)
                      : 0;
    }
    bool is_off = state.is_disabled[PPS_WINNAT] || state.is_disabled[PPS_HNS];
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        is_off |= state.is_enabled[i] == PP_NO;
    }
    if (before > 0) {
        play(one, &state, PPS_STEP_STOP, 0);
        play(one, &state, PPS_STEP_START, 0);
        CHECK(one, PP_TCP, 0, pps_state_block_count(&state, PP_TCP) == 0);
        CHECK(one, PP_UDP, 0, pps_state_block_count(&state, PP_UDP) == 0);
        for (uint64_t run = 0; run < REBOOTS && booted == 0; run++) {
            play(one, &state, PPS_STEP_REBOOT, run);
            booted += pps_state_block_count(&state, PP_TCP) +
                      pps_state_block_count(&state, PP_UDP);
        }
        CHECK(one, PP_TCP, 0, is_off || booted > 0);
        one->winnat_count++;
    }
    pps_state_done(&state);
}

static void ask_fixture(void *user, const char *path)
{
    struct one *one = user;
    struct pp_buf text;
    struct pp_load *load = NULL;
    pp_buf_init(&text, 1 << 26);
    cr_assert(pp_test_read_file(path, &text));
    cr_assert_eq(pp_load_new(NULL, &load), PP_OK);
    if (!pp_load_is_hive(pp_buf_view(&text)) &&
        pp_load_add_bytes(load, PP_SV("x"), pp_buf_view(&text)) == PP_OK) {
        one->path = path;
        cr_assert_eq(pp_load_machine(load, &one->machine), PP_OK);
        cr_assert_eq(pps_state_from_machine(one->machine, &one->state), PP_OK);
        for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
            ask_spans(one, (enum pp_protocol)p);
            ask_range(one, (enum pp_protocol)p);
            ask_suggestions(one, (enum pp_protocol)p);
            if (pp_machine_has_table(one->machine, (enum pp_protocol)p) &&
                one->table_count++ % BOOT_STEP == 0) {
                ask_boot(one, (enum pp_protocol)p);
            }
            if (one->walked % TEXT_STEP == 0) {
                ask_text(one, (enum pp_protocol)p, load);
            }
        }
        ask_winnat(one);
        one->walked++;
        pps_state_done(&one->state);
        one->state = (struct pps_state){0};
        pp_machine_free(one->machine);
    }
    pp_load_free(load);
    pp_buf_done(&text);
}

Test(one_mind, every_fixture_is_judged_alike)
{
    static struct one one;
    size_t count = pp_test_walk("fixtures", "", ask_fixture, &one);
    cr_assert_geq(count, LEAST_FIXTURES);
    cr_assert_gt(one.suggestion_count, 100);
    cr_assert_gt(one.settled_count, 100);
    cr_assert_gt(one.text_count, 100);
    cr_assert_gt(one.winnat_count, 100);
    fprintf(stderr,
            "one_mind: %zu fixtures, %zu spans, %zu unknown, %zu suggestions, "
            "%zu certain after a boot, %zu texts\n",
            count,
            one.ports_asked,
            one.unknown_count,
            one.suggestion_count,
            one.settled_count,
            one.text_count);
}
