/*
 * One mind: over every fixture, and for every span of its machine, check, the
 * simulator's expects and suggest's choice come to the same, and an answer
 * that is unknown says why.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "portplan/check.h"
#include "portplan/load.h"
#include "portplan/suggest.h"

#include "files.h"
#include "model/ephemeral.h"
#include "model/holder.h"
#include "sim/state/state_machine.h"
#include "suggest/suggest_find.h"

enum {
    LEAST_FIXTURES = 1900,
    MAX_SPANS = 400, /* of one fixture, evenly chosen */
    MAX_GAPS = 2,
    SUGGEST_STEP = 4 * PP_INPUT_STEP,
    SUGGESTIONS = 20,
};

struct one {
    const char *path;
    struct pp_machine *machine;
    struct pps_state state;
    size_t ports_asked;
    size_t unknown_count;
    size_t suggestion_count;
    size_t fixture_count; /* with a table */
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
        }
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
    fprintf(stderr,
            "one_mind: %zu fixtures, %zu spans, %zu unknown, %zu suggestions\n",
            count,
            one.ports_asked,
            one.unknown_count,
            one.suggestion_count);
}
