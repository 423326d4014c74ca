/*
 * The step language (docs/manual/what-if.md): one step's words in, a step
 * out. Knows no Windows command; winsteps.c does.
 */
#include "step.h"

#include "portplan/range.h"

#include "knowledge/windows.h"
#include "step_text.h"

static const char *const protocols[] = {[PP_TCP] = "tcp", [PP_UDP] = "udp"};
static const char *const stores[] = {
    [PP_STORE_ACTIVE] = "active", [PP_STORE_PERSISTENT] = "persistent"};
static const char *const services[] = {
    [PPS_WINNAT] = "winnat", [PPS_HNS] = "hns", [PPS_DOCKER] = "docker"};
static const char *const adapters[] = {"adapter"};
static const char *const features[] = {[PPS_HYPER_V] = "hyper-v",
                                       [PPS_CONTAINERS] = "containers",
                                       [PPS_WSL] = "wsl"};

#define LOOKUP(set, text)              \
    (&(struct step_lookup){            \
        .words = (set),                \
        .count = PP_ARRAY_LEN(set),    \
        .code = PP_DIAG_STEP_ARGUMENT, \
        .what = (text),                \
    })

static const char ports_wanted[] =
    "expected a port or a range such as 55500-55599 or 55500+100";

/* Takes `/tcp` or `/udp` off the end. */
static struct pp_sv take_suffix(struct pp_sv text, enum pp_protocol *protocol)
{
    size_t slash = pp_sv_find(text, PP_SV("/"), 0);
    if (slash != SIZE_MAX &&
        pp_protocol_parse(pp_sv_sub(text, slash + 1, text.len), protocol)) {
        text.len = slash;
    }
    return text;
}

/* A port, `a-b` or `a+n`, of any size. */
static bool read_ports(struct pp_sv text, struct pps_ports *ret_ports)
{
    struct pps_ports ports = {0, 1};
    size_t plus = pp_sv_find(text, PP_SV("+"), 0);
    size_t dash = pp_sv_find(text, PP_SV("-"), 0);
    size_t split = plus != SIZE_MAX ? plus : dash;
    struct pp_sv second = {NULL, 0};
    if (split != SIZE_MAX) {
        second = pp_sv_sub(text, split + 1, text.len);
        text.len = split;
    }
    if (!pps_step_number(text, false, &ports.start)) {
        return false;
    }
    if (split != SIZE_MAX && !pps_step_number(second, false, &ports.count)) {
        return false;
    }
    if (split != SIZE_MAX && plus == SIZE_MAX) {
        if (ports.count < ports.start || ports.count == UINT32_MAX) {
            return false;
        }
        ports.count = ports.count - ports.start + 1;
    }
    *ret_ports = ports;
    return true;
}

/* `[tcp|udp] PORTS`, with the protocol in front or behind a slash. */
static void parse_ports(struct step_parser *parser)
{
    size_t protocol = PP_TCP;
    if (pps_step_keyword_find(protocols,
                              PP_ARRAY_LEN(protocols),
                              pps_step_peek(parser),
                              &protocol) == STEP_MATCH_ONE) {
        pps_step_take(parser);
    }
    parser->step.protocol = (enum pp_protocol)protocol;
    struct pp_sv written = pps_step_take(parser);
    struct pp_sv text = take_suffix(written, &parser->step.protocol);
    if (!read_ports(text, &parser->step.ports)) {
        pps_step_refuse(parser, written, ports_wanted);
    }
}

/* Where ports that do not exist have no answer of Windows. */
static void parse_real_ports(struct step_parser *parser)
{
    parse_ports(parser);
    struct pp_range range;
    if (!parser->has_failed &&
        (parser->step.ports.start == 0 ||
         !pp_range_from_count(
             parser->step.ports.start, parser->step.ports.count, &range))) {
        pps_step_refuse(parser,
                        parser->words.items[parser->words.at - 1],
                        "ports go from 1 to 65535");
    }
}

static void parse_one_port(struct step_parser *parser)
{
    parse_real_ports(parser);
    if (!parser->has_failed && parser->step.ports.count != 1) {
        pps_step_refuse(parser,
                        parser->words.items[parser->words.at - 1],
                        "expected one port");
    }
}

static void parse_store(struct step_parser *parser)
{
    size_t store = PP_STORE_PERSISTENT;
    if (!parser->has_failed && !pps_step_at_end(parser)) {
        pps_step_keyword_take(
            parser, LOOKUP(stores, "expected active or persistent"), &store);
    }
    parser->step.store = (enum pp_store)store;
}

/* `as KIND`, if it stands here. */
static void parse_kind(struct step_parser *parser)
{
    if (parser->has_failed ||
        !pp_sv_equal_nocase(pps_step_peek(parser), PP_SV("as"))) {
        return;
    }
    pps_step_take(parser);
    const char *kinds[PP_BIND_KIND_COUNT];
    for (int i = 0; i < PP_BIND_KIND_COUNT; i++) {
        kinds[i] = pp_bind_kind_name((enum pp_bind_kind)i);
    }
    size_t kind = PP_BIND_PLAIN;
    pps_step_keyword_take(parser,
                          LOOKUP(kinds,
                                 "expected plain, reuse, exclusive, http.sys, "
                                 "quic, container or reservation"),
                          &kind);
    parser->step.bind_kind = (enum pp_bind_kind)kind;
}

/* `at ADDRESS`, if anything is left. */
static void parse_address(struct step_parser *parser)
{
    if (parser->has_failed || pps_step_at_end(parser)) {
        return;
    }
    struct pp_sv at = pps_step_take(parser);
    if (!pp_sv_equal_nocase(at, PP_SV("at"))) {
        pps_step_refuse(parser, at, "expected 'as KIND' or 'at ADDRESS'");
        return;
    }
    struct pp_sv written = pps_step_take(parser);
    if (!pp_address_parse(written, &parser->step.address)) {
        pps_step_refuse(
            parser,
            written,
            "expected an address such as 127.0.0.1, 0.0.0.0, ::1 or ::");
        return;
    }
    if (!pp_bind_has_address(parser->step.bind_kind)) {
        pps_step_refuse(parser,
                        written,
                        "this kind of binding takes the port of every address");
        return;
    }
}

/* The rest of the step as one text, blanks around `=` or not. */
static struct pp_sv take_rest(struct step_parser *parser)
{
    struct pp_sv first = pps_step_peek(parser);
    parser->words.at = parser->words.count;
    return (struct pp_sv){first.ptr,
                          (size_t)(parser->words.end.ptr - first.ptr)};
}

static void parse_assignment(struct step_parser *parser)
{
    struct pp_sv rest = take_rest(parser);
    size_t equals = pp_sv_find(rest, PP_SV("="), 0);
    struct pp_sv name = pp_sv_trim(pp_sv_sub(rest, 0, equals));
    struct pp_sv data = {NULL, 0};
    if (equals != SIZE_MAX) {
        data = pp_sv_trim(pp_sv_sub(rest, equals + 1, rest.len));
    }
    if (name.len == 0 || data.len == 0) {
        pps_step_refuse(
            parser, rest, "expected NAME=VALUE, for example MaxUserPort=60000");
        return;
    }
    parser->step.name = pps_step_unquote(name);
    parser->step.data = pps_step_unquote(data);
}

static void parse_name(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    if (name.len == 0) {
        pps_step_refuse(parser, name, "expected the name of a registry value");
    }
    parser->step.name = name;
}

/* A word of the set; the first of the set after a diagnostic. */
static size_t take_of(struct step_parser *parser,
                      const struct step_lookup *lookup)
{
    size_t index = 0;
    pps_step_keyword_take(parser, lookup, &index);
    return index;
}

static void parse_service(struct step_parser *parser)
{
    parser->step.service = (enum pps_service)take_of(
        parser, LOOKUP(services, "expected winnat, hns or docker"));
}

static void parse_feature(struct step_parser *parser)
{
    parser->step.feature = (enum pps_feature)take_of(
        parser, LOOKUP(features, "expected hyper-v, containers or wsl"));
}

static void parse_adapter(struct step_parser *parser)
{
    (void)take_of(parser, LOOKUP(adapters, "expected adapter"));
}

static void parse_update(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    uint32_t number = 0;
    if (!pp_sv_starts_nocase(name, PP_SV("KB")) ||
        !pps_step_number(pp_sv_sub(name, 2, name.len), false, &number)) {
        pps_step_refuse(parser, name, "expected an update such as KB951748");
    }
    parser->step.name = name;
}

static void parse_preset(struct step_parser *parser)
{
    const char *names[32];
    size_t count = 0;
    size_t index = 0;
    const struct pp_windows_preset *presets = pp_windows_presets(&count);
    for (size_t i = 0; i < count; i++) {
        names[i] = presets[i].name;
    }
    struct step_lookup lookup = {
        .words = names,
        .count = count,
        .code = PP_DIAG_STEP_ARGUMENT,
        .what = "expected a preset such as exchange-2007",
    };
    if (pps_step_keyword_take(parser, &lookup, &index)) {
        parser->step.preset = &presets[index];
    }
}

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
    parse_real_ports(parser);
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

static void parse_expect(struct step_parser *parser)
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

/* --- the verbs --- */

static void parse_reservation(struct step_parser *parser)
{
    parse_ports(parser);
    parse_store(parser);
}

static void parse_bind(struct step_parser *parser)
{
    parse_one_port(parser);
    parse_kind(parser);
    parse_address(parser);
}

static void parse_nothing(struct step_parser *parser)
{
    (void)parser;
}

/* In the order in which an ambiguous word lists them. */
static const struct {
    const char *word;
    enum pps_step_kind kind;
    void (*parse_arguments)(struct step_parser *parser);
} verbs[] = {
    {"bind", PPS_STEP_BIND, parse_bind},
    {"close", PPS_STEP_CLOSE, parse_one_port},
    {"disable", PPS_STEP_DISABLE, parse_feature},
    {"dynamic", PPS_STEP_DYNAMIC, parse_reservation},
    {"enable", PPS_STEP_ENABLE, parse_feature},
    {"expect", PPS_STEP_EXPECT, parse_expect},
    {"install", PPS_STEP_INSTALL, parse_update},
    {"preset", PPS_STEP_PRESET, parse_preset},
    {"reboot", PPS_STEP_REBOOT, parse_nothing},
    {"reconnect", PPS_STEP_ADAPTER, parse_adapter},
    {"reserve", PPS_STEP_RESERVE, parse_reservation},
    {"restart", PPS_STEP_RESTART, parse_service},
    {"set", PPS_STEP_SET, parse_assignment},
    {"start", PPS_STEP_START, parse_service},
    {"stop", PPS_STEP_STOP, parse_service},
    {"unreserve", PPS_STEP_UNRESERVE, parse_reservation},
    {"unset", PPS_STEP_UNSET, parse_name},
};

void pps_step_parse_native(struct step_parser *parser, struct pp_sv text)
{
    const char *words[PP_ARRAY_LEN(verbs)];
    for (size_t i = 0; i < PP_ARRAY_LEN(verbs); i++) {
        words[i] = verbs[i].word;
    }
    const struct step_lookup lookup = {
        .words = words,
        .count = PP_ARRAY_LEN(words),
        .code = PP_DIAG_STEP_UNKNOWN,
        .what = "not a step, and not a Windows command known here",
    };
    size_t verb = 0;
    if (!pps_step_words_split(text, &parser->words)) {
        pps_step_fail(
            parser, PP_DIAG_STEP_UNKNOWN, text, "more words than a step has");
        return;
    }
    if (!pps_step_keyword_take(parser, &lookup, &verb)) {
        return;
    }
    parser->step.kind = verbs[verb].kind;
    verbs[verb].parse_arguments(parser);
    if (!parser->has_failed && !pps_step_at_end(parser)) {
        pps_step_refuse(
            parser, pps_step_peek(parser), "the step should end before this");
    }
}
