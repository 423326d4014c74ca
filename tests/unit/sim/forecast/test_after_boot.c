/* The share of reboots after which ports can be bound. */
#include "sim/forecast/after_boot.h"
#include "sim_support.h"

static struct pps_after_boot ask(const struct pp_machine *machine,
                                 uint16_t first,
                                 uint16_t last,
                                 enum pp_protocol protocol,
                                 enum pp_bind_kind kind)
{
    const struct pps_montecarlo_options options = {.seed = 1, .runs = 2000};
    const struct pps_bind_query queries[] = {
        {{{first, last}, protocol}, kind},
        {{{30000, 30000}, PP_TCP}, PP_BIND_PLAIN},
    };
    struct pps_after_boot answers[2] = {{.share = -1.0}};
    cr_assert_eq(pps_after_boot(machine, queries, 2, &options, answers), PP_OK);
    cr_expect_eq(answers[1].share, 1.0, "what is asked beside it");
    return answers[0];
}

Test(after_boot, what_chance_does_not_decide_is_all_or_nothing)
{
    static const struct {
        const char *label;
        uint16_t first;
        uint16_t last;
        enum pp_bind_kind kind;
        double share;
    } rows[] = {
        {"outside", 30000, 30100, PP_BIND_PLAIN, 1.0},
        {"outside, container", 30000, 30000, PP_BIND_CONTAINER, 1.0},
        {"administered", 50000, 50099, PP_BIND_PLAIN, 1.0},
        {"administered, container", 50000, 50000, PP_BIND_CONTAINER, 0.0},
        {"administered, in part", 49990, 50000, PP_BIND_HTTP_SYS, 0.0},
        {"administered, reservation", 50099, 50099, PP_BIND_RESERVATION, 0.0},
        {"http.sys", 5357, 5357, PP_BIND_PLAIN, 0.0},
    };
    struct pp_machine *machine = test_seed_machine();
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_after_boot answer =
            ask(machine, rows[i].first, rows[i].last, PP_TCP, rows[i].kind);
        cr_expect(answer.is_known, "%s", rows[i].label);
        cr_expect_eq(answer.share, rows[i].share, "%s", rows[i].label);
        cr_expect_eq(answer.interval.low, rows[i].share, "%s", rows[i].label);
        cr_expect_eq(answer.interval.high, rows[i].share, "%s", rows[i].label);
    }
    pp_machine_free(machine);
}

Test(after_boot, blocks_make_it_a_matter_of_chance)
{
    struct pp_machine *machine = test_seed_machine();
    struct pps_after_boot one = ask(machine, 1100, 1100, PP_TCP, PP_BIND_PLAIN);
    struct pps_after_boot all =
        ask(machine, 1024, 15000, PP_TCP, PP_BIND_PLAIN);
    cr_expect(one.is_known);
    cr_expect(one.share > 0.0 && one.share < 1.0, "%f", one.share);
    cr_expect(one.interval.low < one.share && one.share < one.interval.high);
    /* All of a wide range: never more likely than one port of it. */
    cr_expect_leq(all.share, one.share);
    /* A row over a part of the range does not settle the rest. */
    struct pps_after_boot part =
        ask(machine, 5357, 9000, PP_TCP, PP_BIND_PLAIN);
    cr_expect_eq(part.share, 0.0, "http.sys has its port at every boot");
    pp_machine_free(machine);
}

Test(after_boot, without_a_table_nothing_is_known)
{
    struct pp_machine *machine = test_seed_machine();
    cr_expect_not(ask(machine, 8080, 8080, PP_UDP, PP_BIND_PLAIN).is_known);
    pp_machine_free(machine);
}
