/*
 * Windows commands as steps: netsh, net, sc, reg, dism, bcdedit, shutdown and
 * what only shows something. PowerShell's cmdlets are in
 * winsteps_powershell.c.
 *
 * A command that is known and touches nothing that is modelled becomes
 * PPS_STEP_OTHER; an unknown command is not a step.
 */
#include "winsteps.h"

#include "parse/line/netsh_command.h"
#include "winsteps_names.h"
#include "winsteps_powershell.h"
#include "wrapper.h"

/* --- netsh --- */

static void parse_netsh_ports(struct pps_step *step,
                              const struct pp_netsh_command *command)
{
    static const enum pps_step_kind kinds[] = {
        [PP_NETSH_SHOW] = PPS_STEP_QUERY,
        [PP_NETSH_ADD] = PPS_STEP_RESERVE,
        [PP_NETSH_DELETE] = PPS_STEP_UNRESERVE,
        [PP_NETSH_SET] = PPS_STEP_DYNAMIC,
    };
    step->kind = kinds[command->verb];
    step->family = command->family;
    step->protocol = command->protocol;
    step->store = command->store;
    step->ports = (struct pps_ports){command->start, command->count};
}

/* netsh about something else: `netsh http show urlacl`. */
static bool parse_netsh_other(struct step_parser *parser)
{
    while (!pps_step_at_end(parser)) {
        struct pp_sv word = pps_step_take(parser);
        if (word.len >= 2 && pp_sv_starts_nocase(PP_SV("show"), word)) {
            parser->step.kind = PPS_STEP_QUERY;
        }
    }
    return parser->step.kind == PPS_STEP_QUERY;
}

/* --- net, sc --- */

static bool service_verb(struct pp_sv word, enum pps_step_kind *ret_kind)
{
    if (pps_step_word_is(word, "start")) {
        *ret_kind = PPS_STEP_START;
        return true;
    }
    *ret_kind = PPS_STEP_STOP;
    return pps_step_word_is(word, "stop");
}

/* `net stop winnat`, `net start "Windows NAT Driver"`, `net start` */
static bool parse_net(struct step_parser *parser)
{
    enum pps_step_kind kind;
    if (!service_verb(pps_step_take(parser), &kind)) {
        return false;
    }
    if (pps_step_at_end(parser)) {
        parser->step.kind = PPS_STEP_QUERY;
        return kind == PPS_STEP_START;
    }
    pps_step_set_service(&parser->step, kind, pps_step_take(parser));
    return true;
}

/* `sc config winnat start= disabled`, the blank behind `=` or not */
static void parse_sc_config(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    while (!pps_step_at_end(parser)) {
        struct pp_sv word = pps_step_take(parser);
        if (pp_sv_starts_nocase(word, PP_SV("start="))) {
            word = pp_sv_sub(word, PP_SV("start=").len, word.len);
            pps_step_set_startup(
                parser, name, word.len > 0 ? word : pps_step_take(parser));
            return;
        }
    }
}

/* `sc [\\host] stop winnat`, `sc query winnat` */
static bool parse_sc(struct step_parser *parser)
{
    static const char *const queries[] = {
        "query", "queryex", "qc", "getdisplayname", NULL};
    enum pps_step_kind kind;
    if (pp_sv_starts(pps_step_peek(parser), PP_SV("\\\\"))) {
        pps_step_take(parser);
    }
    struct pp_sv verb = pps_step_take(parser);
    parser->step.tool = PPS_TOOL_SC;
    if (service_verb(verb, &kind)) {
        pps_step_set_service(&parser->step, kind, pps_step_take(parser));
        return true;
    }
    parser->step.kind =
        pps_step_word_is_any(verb, queries) ? PPS_STEP_QUERY : PPS_STEP_OTHER;
    if (pps_step_word_is(verb, "config")) {
        parse_sc_config(parser);
        return true;
    }
    return parser->step.kind == PPS_STEP_QUERY;
}

/* --- reg --- */

/* The word behind the option, or the empty view. */
static struct pp_sv option_value(const struct step_parser *parser,
                                 const char *option)
{
    for (size_t i = parser->words.at; i + 1 < parser->words.count; i++) {
        if (pps_step_word_is(parser->words.items[i], option)) {
            return pps_step_unquote(parser->words.items[i + 1]);
        }
    }
    return parser->words.end;
}

static bool parse_reg(struct step_parser *parser)
{
    struct pp_sv verb = pps_step_take(parser);
    bool is_add = pps_step_word_is(verb, "add");
    if (pps_step_word_is(verb, "query") || pps_step_word_is(verb, "export")) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    if (!is_add && !pps_step_word_is(verb, "delete")) {
        return false;
    }
    struct pp_sv key = pps_step_take(parser);
    struct pp_sv name = option_value(parser, "/v");
    struct pp_sv data = option_value(parser, "/d");
    if (key.len == 0 || key.ptr[0] == '/') {
        pps_step_refuse(parser,
                        key,
                        is_add ? "reg add needs a key"
                               : "reg delete needs a key");
    } else if (name.len == 0 || (is_add && data.len == 0)) {
        pps_step_refuse(parser,
                        parser->words.end,
                        is_add ? "reg add needs /v NAME and /d VALUE"
                               : "reg delete needs /v NAME");
    } else if (pps_step_check_key(parser, key, name)) {
        parser->step.kind = is_add ? PPS_STEP_SET : PPS_STEP_UNSET;
        parser->step.name = pps_step_value_name(key, name);
        parser->step.data = is_add ? data : (struct pp_sv){NULL, 0};
    }
    return true;
}

/* --- dism, bcdedit --- */

/* `/FeatureName:X` as documented, `/Disable-Feature:X` as articles have it. */
static bool parse_dism(struct step_parser *parser)
{
    struct pp_sv name = parser->words.end;
    for (size_t i = parser->words.at; i < parser->words.count; i++) {
        struct pp_sv word = parser->words.items[i];
        bool is_enable = pp_sv_starts_nocase(word, PP_SV("/Enable-Feature"));
        bool is_disable = pp_sv_starts_nocase(word, PP_SV("/Disable-Feature"));
        bool is_name = pp_sv_starts_nocase(word, PP_SV("/FeatureName:"));
        size_t colon = pp_sv_find(word, PP_SV(":"), 0);
        if (is_enable || is_disable) {
            parser->step.kind = is_enable ? PPS_STEP_ENABLE : PPS_STEP_DISABLE;
        }
        if ((is_enable || is_disable || is_name) && colon != SIZE_MAX) {
            name = pp_sv_sub(word, colon + 1, word.len);
        }
    }
    if (parser->step.kind == PPS_STEP_QUERY) {
        return true;
    }
    if (name.len == 0) {
        pps_step_refuse(parser,
                        parser->words.end,
                        "dism needs a feature: /FeatureName:Microsoft-Hyper-V");
    } else {
        pps_step_set_feature(&parser->step, parser->step.kind, name);
    }
    return true;
}

/* `bcdedit /set hypervisorlaunchtype off|auto`: whether the hypervisor starts
 * with Windows. */
static bool parse_bcdedit(struct step_parser *parser)
{
    struct pp_sv value = option_value(parser, "hypervisorlaunchtype");
    if (pps_step_word_is(value, "off") || pps_step_word_is(value, "auto")) {
        parser->step.kind = PPS_STEP_SET;
        parser->step.name = PP_SV("hypervisorlaunchtype");
        parser->step.data = value;
    }
    return true;
}

/* `shutdown /r /t 0`; only a restart leaves a machine to look at. */
static bool parse_shutdown(struct step_parser *parser)
{
    static const char *const restarts[] = {"/r", "-r", "/g", "-g", NULL};
    while (!pps_step_at_end(parser)) {
        if (pps_step_word_is_any(pps_step_take(parser), restarts)) {
            parser->step.kind = PPS_STEP_REBOOT;
            return true;
        }
    }
    return false;
}

/* --- the table --- */

/* Those without a reader only show something, or touch nothing that is
 * modelled. */
static const struct {
    const char *name;
    enum pps_step_kind kind;
    bool (*parse)(struct step_parser *parser);
} programs[] = {
    {"netsh", PPS_STEP_OTHER, parse_netsh_other},
    {"net", PPS_STEP_OTHER, parse_net},
    {"net1", PPS_STEP_OTHER, parse_net},
    {"sc", PPS_STEP_OTHER, parse_sc},
    {"reg", PPS_STEP_OTHER, parse_reg},
    {"dism", PPS_STEP_QUERY, parse_dism},
    {"bcdedit", PPS_STEP_OTHER, parse_bcdedit},
    {"shutdown", PPS_STEP_OTHER, parse_shutdown},
    {"wsl", PPS_STEP_OTHER, NULL},
    {"docker", PPS_STEP_OTHER, NULL},
    {"netstat", PPS_STEP_QUERY, NULL},
    {"tasklist", PPS_STEP_QUERY, NULL},
    {"ipconfig", PPS_STEP_QUERY, NULL},
    {"ver", PPS_STEP_QUERY, NULL},
    {"systeminfo", PPS_STEP_QUERY, NULL},
};

static bool parse_program(struct step_parser *parser)
{
    struct pp_sv name = pps_program_name(pps_step_peek(parser));
    for (size_t i = 0; i < PP_ARRAY_LEN(programs); i++) {
        if (pps_step_word_is(name, programs[i].name)) {
            (void)pps_step_take(parser);
            parser->step.kind = programs[i].kind;
            return programs[i].parse == NULL || programs[i].parse(parser);
        }
    }
    return pps_step_parse_powershell(parser);
}

bool pps_step_parse_windows(struct step_parser *parser, struct pp_sv text)
{
    struct pp_netsh_command command;
    const char *why = NULL;
    switch (pp_netsh_find(text, &command, &why)) {
    case PP_NETSH_OK:
        parse_netsh_ports(&parser->step, &command);
        return true;
    case PP_NETSH_SYNTAX:
        pps_step_refuse(parser, command.text, why);
        return true;
    case PP_NETSH_NONE:
        break;
    }
    const struct pps_step before = parser->step;
    if (!pps_step_words_split(text, &parser->words) ||
        parser->words.count == 0) {
        return false;
    }
    if (!parse_program(parser)) {
        parser->step = before;
        return false;
    }
    return true;
}
