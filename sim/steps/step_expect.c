/* Expectations: `expect 55555 bindable at-least 99%`. */
#include "step_expect.h"

#include "step_ports.h"
#include "step_text.h"

/* `at-least P%`, to a millionth: "99%", "99.95 %". */
static bool read_percent(struct pp_sv text, uint32_t *ret_ppm)
{
    uint32_t whole = 0;
    uint32_t scale = PPS_PPM / 100;
    size_t dot = pp_sv_find(text, PP_SV("."), 0);
    struct pp_sv decimals = {NULL, 0};
    if (dot != SIZE_MAX) {
        decimals = pp_sv_sub(text, dot + 1, text.len);
        text.len = dot;
    }
    if (!pp_sv_to_u32(text, 100, &whole) || decimals.len > 4) {
        return false;
    }
    uint32_t ppm = whole * scale;
    for (size_t i = 0; i < decimals.len; i++) {
        if (!pp_is_digit(decimals.ptr[i])) {
            return false;
        }
        scale /= 10;
        ppm += (uint32_t)(decimals.ptr[i] - '0') * scale;
    }
    *ret_ppm = ppm;
    return ppm <= PPS_PPM;
}

static void parse_at_least(struct step_parser *parser)
{
    static const char wanted[] = "expected 'at-least P%', such as at-least 99%";
    if (parser->has_failed || pps_step_at_end(parser)) {
        return;
    }
    struct pp_sv word = pps_step_take(parser);
    if (word.len < 4 || !pp_sv_starts_nocase(PP_SV("at-least"), word)) {
        pps_step_fail(parser, PP_DIAG_STEP_EXPECT, word, wanted);
        return;
    }
    word = pps_step_take(parser);
    struct pp_sv percent = word;
    bool has_sign = pp_sv_ends(percent, PP_SV("%"));
    percent.len -= has_sign;
    if (!has_sign && pp_sv_equal(pps_step_peek(parser), PP_SV("%"))) {
        pps_step_take(parser);
        has_sign = true;
    }
    if (!has_sign ||
        !read_percent(percent, &parser->step.expect.at_least_ppm)) {
        pps_step_fail(parser, PP_DIAG_STEP_EXPECT, word, wanted);
    }
    parser->step.expect.has_at_least = true;
}

/* `outcome ok|NUMBER` */
static void parse_expect_outcome(struct step_parser *parser)
{
    struct pp_sv word = pps_step_take(parser);
    parser->step.expect.kind = PPS_EXPECT_OUTCOME;
    if (!pp_sv_equal_nocase(word, PP_SV("ok")) &&
        !pps_step_number(word, false, &parser->step.expect.error)) {
        pps_step_fail(parser,
                      PP_DIAG_STEP_EXPECT,
                      word,
                      "expected 'outcome ok' or an error number");
    }
}

static bool take_expectation(struct step_parser *parser)
{
    static const struct pps_expect forms[] = {
        {.verdict = PP_VERDICT_FREE},
        {.verdict = PP_VERDICT_BLOCKED},
        {.verdict = PP_VERDICT_IN_USE},
        {.verdict = PP_VERDICT_AT_RISK},
        {.verdict = PP_VERDICT_RESERVED},
        {.verdict = PP_VERDICT_UNKNOWN},
        {.kind = PPS_EXPECT_BINDABLE},
        {.kind = PPS_EXPECT_EXCLUDED},
        {.kind = PPS_EXPECT_NOT_EXCLUDED},
    };
    const char *words[PP_ARRAY_LEN(forms)];
    for (size_t i = 0; i < PP_ARRAY_LEN(forms); i++) {
        words[i] = pps_expectation_name(&forms[i]);
    }
    const struct step_lookup lookup = {
        .words = words,
        .count = PP_ARRAY_LEN(words),
        .code = PP_DIAG_STEP_EXPECT,
        .what = "expected free, blocked, in-use, at-risk, reserved, bindable, "
                "excluded or not-excluded",
    };
    size_t index = 0;
    if (!pps_step_keyword_take(parser, &lookup, &index)) {
        return false;
    }
    parser->step.expect.kind = forms[index].kind;
    parser->step.expect.verdict = forms[index].verdict;
    return true;
}

static void parse_expect_ports(struct step_parser *parser)
{
    pps_step_take_real_ports(parser);
    if (parser->has_failed || !take_expectation(parser)) {
        return;
    }
    struct pp_sv next = pps_step_peek(parser);
    bool is_about_rows = parser->step.expect.kind == PPS_EXPECT_EXCLUDED ||
                         parser->step.expect.kind == PPS_EXPECT_NOT_EXCLUDED;
    if (is_about_rows && next.len >= 2 &&
        pp_sv_starts_nocase(PP_SV("administered"), next)) {
        pps_step_take(parser);
        parser->step.expect.is_administered_only = true;
    }
}

void pps_step_parse_expect(struct step_parser *parser)
{
    struct pp_sv next = pps_step_peek(parser);
    if (next.len > 0 && pp_sv_starts_nocase(PP_SV("outcome"), next)) {
        pps_step_take(parser);
        parse_expect_outcome(parser);
    } else {
        parse_expect_ports(parser);
    }
    parse_at_least(parser);
}
