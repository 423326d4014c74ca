/*
 * Which ports to choose: every suggestion against rules worked out port by
 * port, windows of every length, and that memory does not grow with machines.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "portplan/suggest.h"

#include "knowledge/ports.h"
#include "machines.h"
#include "random.h"
#include "suggest/suggest.h"
#include "suggest/suggest_find.h"

static const struct pp_suggest_options plain = {
    .is_asked = {[PP_TCP] = true},
    .within = {1025, PP_PORT_MAX},
    .length = 1,
    .count = 5,
    .seed = 1,
};

/* A machine with these exclusions of TCP and one socket. */
static struct pp_machine *machine_with(const char *exclusions)
{
    const struct pp_test_machine from = {
        .exclusions = exclusions,
        .sockets = "7000",
        .dynamic = {49152, PP_PORT_MAX},
        .basis = PP_BASIS_CAPTURED,
    };
    return pp_test_machine(&from);
}

static struct pp_suggest *asked_of(const struct pp_suggest_options *options,
                                   const char *exclusions)
{
    struct pp_suggest *suggest = NULL;
    struct pp_machine *machine = machine_with(exclusions);
    cr_assert_eq(pp_suggest_new(options, &suggest), PP_OK);
    pp_suggest_add_machine(suggest, machine);
    pp_machine_free(machine);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    return suggest;
}

static bool breaks(const struct pp_suggestion *item, enum pp_suggest_rule rule)
{
    return (item->broken & pp_suggest_bit(rule)) != 0;
}

Test(suggest, options_that_mean_nothing_are_refused)
{
    struct pp_suggest *suggest = NULL;
    struct pp_suggest_options options = plain;
    options.is_asked[PP_TCP] = false;
    cr_expect_eq(pp_suggest_new(&options, &suggest), PP_ERR_INVALID);
    options = plain;
    options.count = 0;
    cr_expect_eq(pp_suggest_new(&options, &suggest), PP_ERR_INVALID);
    options.count = PP_SUGGEST_MAX_COUNT + 1;
    cr_expect_eq(pp_suggest_new(&options, &suggest), PP_ERR_INVALID);
    options = plain;
    options.length = 0;
    cr_expect_eq(pp_suggest_new(&options, &suggest), PP_ERR_INVALID);
    pp_suggest_free(NULL);
}

/* The window of a range against a look at each of its ports. */
Test(suggest, a_range_breaks_what_any_of_its_ports_breaks)
{
    static const uint32_t lengths[] = {1, 2, 7, 100, 1000, 20000};
    const struct pp_range taken[] = {{9000, 9099}, {20000, 20000}};
    for (size_t l = 0; l < PP_ARRAY_LEN(lengths); l++) {
        struct pp_suggest_options options = plain;
        options.length = lengths[l];
        options.count = PP_SUGGEST_MAX_COUNT;
        struct pp_suggest *suggest =
            asked_of(&options, "9000-9099 20000-20000");
        size_t count = 0;
        const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
        cr_expect_gt(count, 0u, "length %u", (unsigned)lengths[l]);
        for (size_t i = 0; i < count; i++) {
            bool is_registered = false;
            cr_expect_eq(pp_range_count(items[i].range), lengths[l]);
            for (uint32_t p = items[i].range.first; p <= items[i].range.last;
                 p++) {
                is_registered |=
                    pp_ports_has(PP_BOOK_REGISTERED, PP_TCP, (uint16_t)p);
            }
            cr_expect_eq(breaks(&items[i], PP_SUGGEST_REGISTERED),
                         is_registered,
                         "%u+%u",
                         items[i].range.first,
                         (unsigned)lengths[l]);
            cr_expect(!pp_range_overlaps(items[i].range, taken[0]));
            cr_expect(!pp_range_overlaps(items[i].range, taken[1]));
            cr_expect(!pp_range_contains(items[i].range, 7000));
        }
        pp_suggest_free(suggest);
    }
}

Test(suggest, suggestions_keep_their_distance_while_there_is_room)
{
    struct pp_suggest *suggest = asked_of(&plain, "");
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 5u);
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i; k++) {
            int apart = (int)items[i].range.first - (int)items[k].range.first;
            cr_expect_gt(apart < 0 ? -apart : apart, 100);
        }
    }
    pp_suggest_free(suggest);
    /* All that there is, each once, where there is no room. */
    struct pp_suggest_options options = plain;
    options.within = (struct pp_range){8130, 8139};
    options.count = 20;
    suggest = asked_of(&options, "");
    items = pp_suggest_items(suggest, &count);
    cr_expect_eq(count, 10u);
    for (size_t i = 1; i < count; i++) {
        cr_expect(items[i].score <= items[i - 1].score + 0.01);
    }
    pp_suggest_free(suggest);
}

/* The share of a range is that of its worst port, by a slow look at each. */
Test(suggest, the_forecast_of_a_range_is_that_of_its_worst_port)
{
    static uint32_t runs[PP_PORT_COUNT];
    struct pp_test_random random = pp_test_random_from(4711);
    for (uint32_t port = 0; port < PP_PORT_COUNT; port++) {
        runs[port] = (uint32_t)(pp_test_random_next(&random) % 1000);
    }
    const struct pp_outlook outlook = {.excluded_runs = runs, .runs = 1000};
    struct pp_suggest_options options = plain;
    options.length = 13;
    options.count = 50;
    struct pp_suggest *suggest = NULL;
    struct pp_machine *machine = machine_with("");
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_machine(suggest, machine);
    pp_suggest_add_outlook(suggest, PP_TCP, &outlook);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 50u);
    for (size_t i = 0; i < count; i++) {
        uint32_t most = 0;
        for (uint32_t p = items[i].range.first; p <= items[i].range.last; p++) {
            most = runs[p] > most ? runs[p] : most;
        }
        cr_expect_eq(items[i].share_ppm, most * 1000);
    }
    pp_machine_free(machine);
    pp_suggest_free(suggest);
}

/* What counts is the worst port around, by a slow look at each; outside the
 * dynamic range it is the port alone. */
Test(suggest, a_port_is_no_better_than_those_around_it)
{
    enum {
        AROUND = 300
    };
    static uint32_t runs[PP_PORT_COUNT];
    const struct pp_range dynamic = {20000, 30000};
    struct pp_test_random random = pp_test_random_from(1234);
    for (uint32_t port = 19000; port < 31000; port++) {
        runs[port] = (uint32_t)(pp_test_random_next(&random) % 100);
    }
    for (int i = 0; i < 40; i++) { /* peaks, so that most are none */
        runs[20000 + pp_test_random_next(&random) % 10001] += 300;
    }
    const struct pp_outlook outlook = {
        .excluded_runs = runs, .runs = 1000, .dynamic = dynamic};
    struct pp_suggest_options options = plain;
    options.within = (struct pp_range){19500, 30500};
    options.count = PP_SUGGEST_MAX_COUNT;
    struct pp_suggest *suggest = NULL;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_outlook(suggest, PP_TCP, &outlook);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    for (uint32_t port = 19000; port < 31000; port++) {
        uint32_t most = runs[port];
        for (uint32_t other = dynamic.first; other <= dynamic.last; other++) {
            bool is_near = other + AROUND >= port && other <= port + AROUND &&
                           pp_range_contains(dynamic, (uint16_t)port);
            most = is_near && runs[other] > most ? runs[other] : most;
        }
        cr_assert_eq(suggest->risk_ppm[port], most * 1000, "%u", port);
    }
    pp_suggest_free(suggest);
}

/* What programs of a typical machine have is nobody else's. */
Test(suggest, kept_ports_are_not_suggested)
{
    static uint32_t runs[PP_PORT_COUNT];
    static struct pp_portset kept;
    pp_portset_set_range(&kept, (struct pp_range){20000, 20059});
    const struct pp_outlook outlook = {.excluded_runs = runs,
                                       .runs = 1000,
                                       .dynamic = {20000, 30000},
                                       .is_typical = true,
                                       .kept = &kept};
    struct pp_suggest_options options = plain;
    options.within = (struct pp_range){19990, 20069};
    options.count = PP_SUGGEST_MAX_COUNT;
    struct pp_suggest *suggest = NULL;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_outlook(suggest, PP_TCP, &outlook);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_expect_eq(count, 20u);
    for (size_t i = 0; i < count; i++) {
        cr_expect(!pp_portset_test(&kept, items[i].range.first));
    }
    cr_expect_eq(pp_suggest_basis_of(suggest)->typical_count[PP_TCP], 1u);
    pp_suggest_free(suggest);
}

/* Near a risky port the safe ones come first, and of these the nearer. */
Test(suggest, near_goes_where_it_is_safe)
{
    static uint32_t runs[PP_PORT_COUNT];
    for (uint32_t port = 20000; port <= 30000; port++) {
        runs[port] = port < 24000 ? 300 : 30;
    }
    const struct pp_outlook outlook = {
        .excluded_runs = runs, .runs = 1000, .dynamic = {20000, 30000}};
    struct pp_suggest_options options = plain;
    options.within = outlook.dynamic;
    options.has_near = true;
    options.near = 21000;
    struct pp_suggest *suggest = NULL;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    pp_suggest_add_outlook(suggest, PP_TCP, &outlook);
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 5u);
    for (size_t i = 0; i < count; i++) { /* one block does not take two */
        cr_expect_eq(items[i].risk_ppm, 30000u);
        cr_expect(items[i].range.first >= 24300 + 101 * i &&
                      items[i].range.first < 24350 + 101 * i,
                  "%u",
                  items[i].range.first);
    }
    cr_expect_eq(pp_suggest_basis_of(suggest)->near_risk_ppm, 300000u);
    pp_suggest_free(suggest);
}

Test(suggest, one_machine_in_many_is_enough_to_rule_a_port_out)
{
    struct pp_suggest_options options = plain;
    options.within = (struct pp_range){8130, 8139};
    options.count = 10;
    struct pp_suggest *suggest = NULL;
    cr_assert_eq(pp_suggest_new(&options, &suggest), PP_OK);
    for (uint16_t port = 8130; port < 8139; port++) {
        char exclusions[16];
        (void)snprintf(exclusions, sizeof(exclusions), "%u-%u", port, port);
        struct pp_machine *machine = machine_with(exclusions);
        pp_suggest_add_machine(suggest, machine);
        pp_machine_free(machine);
    }
    cr_assert_eq(pp_suggest_find(suggest), PP_OK);
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 1u);
    cr_expect_eq(items[0].range.first, 8139);
    cr_expect_eq(pp_suggest_basis_of(suggest)->machine_count, 9u);
    pp_suggest_free(suggest);
}

/* What no capture tells is not claimed. */
Test(suggest, what_is_not_known_is_not_claimed)
{
    struct pp_suggest_options options = plain;
    options.is_asked[PP_UDP] = true;
    struct pp_suggest *suggest = asked_of(&options, "");
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 5u);
    cr_expect((items[0].holds & pp_suggest_bit(PP_SUGGEST_EXCLUDED)) == 0);
    cr_expect((items[0].holds & pp_suggest_bit(PP_SUGGEST_IN_USE)) == 0);
    cr_expect((items[0].holds & pp_suggest_bit(PP_SUGGEST_FORECAST)) == 0);
    cr_expect(breaks(&items[0], PP_SUGGEST_NO_TABLE));
    cr_expect(breaks(&items[0], PP_SUGGEST_NO_SOCKETS));
    pp_suggest_free(suggest);
    suggest = asked_of(&plain, "");
    items = pp_suggest_items(suggest, &count);
    cr_expect((items[0].holds & pp_suggest_bit(PP_SUGGEST_EXCLUDED)) != 0);
    cr_expect((items[0].holds & pp_suggest_bit(PP_SUGGEST_IN_USE)) != 0);
    cr_expect(items[0].score > 0.999);
    pp_suggest_free(suggest);
}

Test(suggest, every_rule_has_its_words)
{
    for (int r = 0; r < PP_SUGGEST_RULE_COUNT; r++) {
        const struct pp_suggest_rule_info *info =
            pp_suggest_rule_info((enum pp_suggest_rule)r);
        cr_expect(info->name[0] != '\0');
        cr_expect(info->meaning[0] != '\0');
        cr_expect(info->weight > 0 && info->weight <= PP_SUGGEST_NEVER);
        /* A rule that may not be broken has nothing to warn of. */
        cr_expect(info->weight != PP_SUGGEST_NEVER || info->breaks[0] == '\0');
    }
}

/* Of ports that differ in nothing else the nearer come first. */
Test(suggest, near_puts_nearer_ports_first)
{
    static const uint16_t nears[] = {1025, 5040, 8080, 26000, 31000, 65535};
    for (size_t n = 0; n < PP_ARRAY_LEN(nears); n++) {
        struct pp_suggest_options options = plain;
        options.has_near = true;
        options.near = nears[n];
        options.count = 40;
        struct pp_suggest *suggest = asked_of(&options, "9000-9099");
        size_t count = 0;
        const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
        cr_assert_eq(count, 40u);
        for (size_t i = 1; i < count; i++) {
            int here = (int)items[i].range.first - options.near;
            int before = (int)items[i - 1].range.first - options.near;
            cr_expect(items[i].broken != items[i - 1].broken ||
                          abs(here) >= abs(before),
                      "near %u: %u before %u",
                      options.near,
                      items[i - 1].range.first,
                      items[i].range.first);
        }
        pp_suggest_free(suggest);
    }
}

/* Neither the last port, nor one beside an exclusion. */
Test(suggest, edges_are_no_first_choices)
{
    struct pp_suggest_options options = plain;
    options.within = (struct pp_range){20101, 20110};
    options.count = 20;
    struct pp_suggest *suggest = asked_of(&options, "20104-20105");
    size_t count = 0;
    const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
    cr_assert_eq(count, 8u);
    for (size_t i = 0; i < count; i++) {
        uint16_t port = items[i].range.first;
        bool is_edge = port == 20103 || port == 20106;
        cr_expect_eq(breaks(&items[i], PP_SUGGEST_EDGE), is_edge, "%u", port);
    }
    pp_suggest_free(suggest);
    options = plain;
    options.within = (struct pp_range){65500, PP_PORT_MAX};
    suggest = asked_of(&options, "");
    items = pp_suggest_items(suggest, &count);
    for (size_t i = 0; i < count; i++) {
        cr_expect_neq(items[i].range.first, PP_PORT_MAX);
    }
    pp_suggest_free(suggest);
}

/* Places of others are named where a port lies in one. */
Test(suggest, ranges_of_wsl_and_linux_come_with_a_word)
{
    static const struct {
        struct pp_range within;
        bool is_mirrored;
        bool is_linux;
    } rows[] = {
        {{44700, 48000}, true, true},
        {{33000, 37000}, false, true},
        {{61000, 64000}, false, false},
        {{20000, 30000}, false, false},
    };
    for (size_t r = 0; r < PP_ARRAY_LEN(rows); r++) {
        struct pp_suggest_options options = plain;
        options.within = rows[r].within;
        struct pp_suggest *suggest = asked_of(&options, "");
        size_t count = 0;
        const struct pp_suggestion *items = pp_suggest_items(suggest, &count);
        cr_assert_eq(count, 5u);
        for (size_t i = 0; i < count; i++) {
            cr_expect_eq(breaks(&items[i], PP_SUGGEST_MIRRORED),
                         rows[r].is_mirrored);
            cr_expect_eq(breaks(&items[i], PP_SUGGEST_LINUX), rows[r].is_linux);
        }
        pp_suggest_free(suggest);
    }
}
