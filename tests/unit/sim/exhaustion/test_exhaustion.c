/* The question of a rate, whole: the pool of a machine, and what helps. */
#include <criterion/criterion.h>
#include <string.h>

#include "portplansim/exhaustion.h"

static struct pps_exhaustion_question question_at(double rate_per_s)
{
    return (struct pps_exhaustion_question){
        .range = {50000, 50999},
        .traffic = {.rate_per_s = rate_per_s,
                    .time_wait_s = 120,
                    .destination_count = 1},
        .seed = 1,
    };
}

static void put(struct pp_portset *set, uint16_t first, uint16_t last)
{
    pp_portset_set_range(set, (struct pp_range){first, last});
}

/* Excluded and used ports count once, those outside the range not at all. */
Test(exhaustion, the_pool_is_what_is_left)
{
    struct pps_exhaustion_question question = question_at(1);
    struct pps_exhaustion answer;
    put(&question.excluded, 49900, 50099);
    put(&question.excluded, 50200, 50299);
    put(&question.blocks, 50200, 50299);
    put(&question.in_use, 50290, 50309);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.parts.range_count, 1000);
    cr_expect_eq(answer.parts.excluded_count, 200);
    cr_expect_eq(answer.parts.in_use_count, 10);
    cr_expect_eq(answer.parts.block_count, 90);
    cr_expect_eq(answer.pool_ports, 790);
    cr_expect_eq(answer.forecast.effective_ports, 790);
    cr_expect_str_eq(answer.model, "random-start");
}

/* Pools and rates of section "Exhaustion arithmetic" of the rules. */
Test(exhaustion, formula_and_simulation_tell_the_same)
{
    static const struct {
        double rate_per_s;
        bool has_exhaustion;
        double seconds;
    } rows[] = {
        {5.0, false, 0}, /* the pool of 1000 bears 8.33 */
        {8.3, false, 0},
        {10.0, true, 100.0},
        {20.0, true, 50.0},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(rows); i++) {
        struct pps_exhaustion_question question =
            question_at(rows[i].rate_per_s);
        struct pps_exhaustion answer;
        cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
        cr_expect_eq(answer.forecast.has_exhaustion, rows[i].has_exhaustion);
        cr_expect(!rows[i].has_exhaustion ||
                      answer.forecast.seconds_to_exhaustion == rows[i].seconds,
                  "row %zu",
                  i);
        double off = answer.simulated.refused_share - answer.forecast.blocking;
        cr_expect(off <= 3 * answer.simulated.standard_error + 1e-5 &&
                      off >= -3 * answer.simulated.standard_error - 1e-5,
                  "row %zu: %g beside %g",
                  i,
                  answer.simulated.refused_share,
                  answer.forecast.blocking);
    }
}

Test(exhaustion, what_helps_is_best_first)
{
    struct pps_exhaustion_question question = question_at(20);
    struct pps_exhaustion answer;
    put(&question.excluded, 50000, 50899);
    put(&question.blocks, 50000, 50899);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_assert(answer.has_advice);
    cr_expect_eq(answer.advice.effects[0].change, PPS_CHANGE_WIDE_RANGE);
    cr_expect_eq(answer.advice.effects[1].change, PPS_CHANGE_RELEASE_BLOCKS);
    cr_expect_eq(answer.advice.effects[2].change, PPS_CHANGE_TIME_WAIT_30);

    question.traffic.time_wait_s = 0;
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_not(answer.has_advice);
}

Test(exhaustion, no_port_at_all)
{
    struct pps_exhaustion_question question = question_at(1);
    struct pps_exhaustion answer;
    put(&question.excluded, 1, 65535);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    cr_expect_eq(answer.pool_ports, 0);
    cr_expect_eq(answer.forecast.blocking, 1.0);
    cr_expect_eq(answer.simulated.refused, answer.simulated.tried);
}

Test(exhaustion, nonsense_is_refused)
{
    struct pps_exhaustion answer;
    struct pps_exhaustion_question question = question_at(-1);
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
    question = question_at(1);
    question.traffic.destination_count = 0;
    cr_expect_eq(pps_exhaustion_answer(&question, &answer), PP_ERR_INVALID);
}

/* The report names each number once and never an infinite one. */
Test(exhaustion, report_of_extremes)
{
    struct pps_exhaustion_question question = question_at(1e6);
    struct pps_exhaustion answer;
    struct pp_style style = pp_style_plain();
    struct pp_buf text;
    question.traffic.hold_s = 1e6;
    pp_buf_init(&text, 1 << 16);
    cr_assert_eq(pps_exhaustion_answer(&question, &answer), PP_OK);
    pps_exhaustion_text(&text, &style, &answer);
    cr_assert_eq(text.status, PP_OK);
    cr_expect_null(strstr(text.data, "inf"));
    cr_expect_null(strstr(text.data, "nan"));
    cr_expect_not_null(strstr(text.data, "10055"));
    pp_buf_done(&text);
}
