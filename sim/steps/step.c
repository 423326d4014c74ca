/*
 * The step language (docs/manual/what-if.md): one step's words in, a step
 * out. Knows no Windows command; winsteps.c does.
 */
#include "step.h"

#include "knowledge/windows.h"
#include "step_expect.h"
#include "step_ports.h"

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

static void parse_one_port(struct step_parser *parser)
{
    pps_step_take_real_ports(parser);
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

/* `config SERVICE auto|demand|disabled` */
static void parse_config(struct step_parser *parser)
{
    const char *modes[] = {
        pps_startup_name(PPS_STARTUP_AUTO),
        pps_startup_name(PPS_STARTUP_DEMAND),
        pps_startup_name(PPS_STARTUP_DISABLED),
    };
    parse_service(parser);
    if (!parser->has_failed) {
        parser->step.startup = (enum pps_startup)take_of(
            parser, LOOKUP(modes, "expected auto, demand or disabled"));
    }
}

/* `kill PID|NAME`, `kill holder of [tcp|udp] PORT` */
static void parse_kill(struct step_parser *parser)
{
    struct pp_sv word = pps_step_take(parser);
    if (pps_step_word_is(word, "holder") &&
        pps_step_word_is(pps_step_peek(parser), "of")) {
        pps_step_take(parser);
        parse_one_port(parser);
        return;
    }
    if (word.len == 0) {
        pps_step_refuse(
            parser, word, "expected a process, its number or 'holder of PORT'");
    }
    parser->step.name = word;
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

/* --- the verbs --- */

static void parse_reservation(struct step_parser *parser)
{
    pps_step_take_ports(parser);
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
    {"config", PPS_STEP_CONFIG, parse_config},
    {"disable", PPS_STEP_DISABLE, parse_feature},
    {"dynamic", PPS_STEP_DYNAMIC, parse_reservation},
    {"enable", PPS_STEP_ENABLE, parse_feature},
    {"expect", PPS_STEP_EXPECT, pps_step_parse_expect},
    {"install", PPS_STEP_INSTALL, parse_update},
    {"kill", PPS_STEP_KILL, parse_kill},
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
