/*
 * Windows commands as steps: netsh, net, sc, reg, dism, bcdedit, shutdown and
 * what only shows something. PowerShell's cmdlets are in
 * winsteps_powershell.c.
 *
 * A command that is known and touches nothing that is modelled becomes
 * PPS_STEP_OTHER; an unknown command is not a step.
 */
#include "winsteps.h"

#include "base/bytes.h"
#include "parse/line/netsh_command.h"
#include "winsteps_names.h"
#include "winsteps_netsh.h"
#include "winsteps_powershell.h"
#include "winsteps_process.h"
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
    struct pp_sv verb = pps_step_take(parser);
    if (!service_verb(verb, &kind)) {
        static const char *const others[] = {"session",
                                             "use",
                                             "user",
                                             "view",
                                             "accounts",
                                             "config",
                                             "share",
                                             "helpmsg",
                                             "localgroup",
                                             "statistics",
                                             NULL};
        parser->step.kind = PPS_STEP_QUERY;
        return pps_step_word_is_any(verb, others);
    }
    if (pps_step_at_end(parser)) {
        parser->step.kind = PPS_STEP_QUERY;
        return kind == PPS_STEP_START;
    }
    while (!pps_step_at_end(parser)) {
        struct pp_sv name = pps_step_take(parser);
        if (name.len > 0 && name.ptr[0] != '/' && name.ptr[0] != '-') {
            pps_step_add_services(parser, kind, name);
        }
    }
    return true;
}

/* `sc config winnat start= disabled`, with the blank or without. */
static bool parse_config(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    while (!pps_step_at_end(parser)) {
        struct pp_sv word = pps_step_take(parser);
        if (!pp_sv_starts_nocase(word, PP_SV("start="))) {
            continue;
        }
        word = pp_sv_sub(word, PP_SV("start=").len, word.len);
        word = word.len == 0 ? pps_step_take(parser) : word;
        if (!pps_step_startup(word, &parser->step.startup)) {
            pps_step_refuse(parser, word, "expected auto, demand or disabled");
            return true;
        }
        pps_step_set_service(&parser->step, PPS_STEP_CONFIG, name);
    }
    return true;
}

/* `sc [\\host] stop winnat`, `sc query winnat` */
static bool parse_sc(struct step_parser *parser)
{
    static const char *const queries[] = {"query",
                                          "queryex",
                                          "qc",
                                          "qfailure",
                                          "sdshow",
                                          "enumdepend",
                                          "getdisplayname",
                                          "getkeyname",
                                          NULL};
    static const char *const others[] = {
        "failure", "sdset", "create", "delete", "description", NULL};
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
    if (pps_step_word_is(verb, "config")) {
        return parse_config(parser);
    }
    parser->step.kind =
        pps_step_word_is_any(verb, queries) ? PPS_STEP_QUERY : PPS_STEP_OTHER;
    return parser->step.kind == PPS_STEP_QUERY ||
           pps_step_word_is_any(verb, others);
}

/* The value of `name="winnat"`, in whichever quotes and brackets. */
static struct pp_sv wmic_name(struct step_parser *parser)
{
    static const char around[] = " \"'\\()%";
    for (size_t i = parser->words.at; i < parser->words.count; i++) {
        struct pp_sv word = parser->words.items[i];
        size_t equals = pp_sv_find(word, PP_SV("="), 0);
        struct pp_sv key = pp_trim_start(
            pp_trim_end(pp_sv_sub(word, 0, equals), around), around);
        if (equals != SIZE_MAX && (pps_step_word_is(key, "name") ||
                                   pps_step_word_is(key, "processid"))) {
            struct pp_sv value = pp_sv_sub(word, equals + 1, word.len);
            return pp_trim_end(pp_trim_start(value, around), around);
        }
    }
    return pps_step_peek(parser);
}

static bool has_word(const struct step_parser *parser, const char *start)
{
    for (size_t i = parser->words.at; i < parser->words.count; i++) {
        if (pp_sv_starts_nocase(parser->words.items[i], pp_sv_from(start))) {
            return true;
        }
    }
    return false;
}

/* `wmic service where name="winnat" call ChangeStartMode Disabled`,
 * `wmic process where name="node.exe" delete` */
static bool parse_wmic(struct step_parser *parser)
{
    while (pp_sv_starts(pps_step_peek(parser), PP_SV("/"))) {
        pps_step_take(parser);
    }
    struct pp_sv alias = pps_step_take(parser);
    struct pp_sv name = wmic_name(parser);
    bool is_process = pps_step_word_is(alias, "process");
    struct pp_sv last = parser->words.items[parser->words.count - 1];
    last = pp_trim_start(last, "(\"' ");
    last = pp_trim_end(last, ")\"' ");
    if (is_process &&
        (has_word(parser, "delete") || has_word(parser, "terminate"))) {
        parser->step.kind = PPS_STEP_KILL;
        parser->step.name = name;
    } else if (pps_step_word_is(alias, "service") &&
               has_word(parser, "stopservice")) {
        pps_step_set_service(&parser->step, PPS_STEP_STOP, name);
    } else if (pps_step_word_is(alias, "service") &&
               has_word(parser, "startservice")) {
        pps_step_set_service(&parser->step, PPS_STEP_START, name);
    } else if (pps_step_word_is(alias, "service") &&
               has_word(parser, "changestartmode") &&
               pps_step_startup(
                   pp_sv_sub(last, pp_behind_last(last, '('), last.len),
                   &parser->step.startup)) {
        pps_step_set_service(&parser->step, PPS_STEP_CONFIG, name);
    } else {
        parser->step.kind = PPS_STEP_QUERY;
    }
    parser->step.tool = PPS_TOOL_SC;
    return true;
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
    static const char *const queries[] = {
        "query", "export", "save", "compare", NULL};
    if (pps_step_word_is_any(verb, queries)) {
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
    } else if (is_add && pps_step_set_start_value(parser, key, name, data)) {
        return true;
    } else if (pps_step_check_key(parser, key, name)) {
        parser->step.kind = is_add ? PPS_STEP_SET : PPS_STEP_UNSET;
        parser->step.name = name;
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

/* `bcdedit /set hypervisorlaunchtype off|auto`: whether the hypervisor runs
 * after the next restart. */
static bool parse_bcdedit(struct step_parser *parser)
{
    struct pp_sv value = option_value(parser, "hypervisorlaunchtype");
    if (value.len > 0) {
        parser->step.kind = PPS_STEP_SET;
        parser->step.name = PP_SV("hypervisorlaunchtype");
        parser->step.data = value;
    } else if (pps_step_at_end(parser) || has_word(parser, "/enum")) {
        parser->step.kind = PPS_STEP_QUERY;
    }
    return true;
}

/* `shutdown /r /t 0`; who shuts down starts again. */
static bool parse_shutdown(struct step_parser *parser)
{
    static const char *const restarts[] = {
        "/r", "-r", "/g", "-g", "/s", "-s", "/sg", "-sg", NULL};
    static const char *const others[] = {
        "/a", "-a", "/l", "-l", "/h", "-h", "/?", NULL};
    while (!pps_step_at_end(parser)) {
        struct pp_sv word = pps_step_take(parser);
        if (pps_step_word_is_any(word, others)) {
            return true;
        }
        if (pps_step_word_is_any(word, restarts)) {
            parser->step.kind = PPS_STEP_REBOOT;
            parser->step.remark = pp_has_one_of(word, "sS")
                                      ? PPS_REMARK_SHUTDOWN
                                      : PPS_REMARK_NONE;
        }
    }
    return parser->step.kind == PPS_STEP_REBOOT;
}

/* `DockerCli.exe -Shutdown`, `-SwitchDaemon` */
static bool parse_docker_cli(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_DOCKER;
    if (pps_step_word_is(pps_step_peek(parser), "-Shutdown")) {
        pps_step_set_service(&parser->step, PPS_STEP_STOP, PP_SV("docker"));
        parser->step.remark = PPS_REMARK_NONE;
    }
    return true;
}

/* `Docker Desktop.exe`, as `start` is given it */
static bool parse_docker_desktop(struct step_parser *parser)
{
    pps_step_set_service(&parser->step, PPS_STEP_START, PP_SV("docker"));
    return true;
}

/* `docker ps`, `docker desktop stop`, `docker compose up -d` */
static bool parse_docker(struct step_parser *parser)
{
    enum pps_step_kind kind = PPS_STEP_RESTART;
    parser->step.remark = PPS_REMARK_DOCKER;
    if (pps_step_word_is(pps_step_take(parser), "desktop") &&
        (service_verb(pps_step_peek(parser), &kind) ||
         pps_step_word_is(pps_step_peek(parser), "restart"))) {
        kind = pps_step_word_is(pps_step_peek(parser), "restart")
                   ? PPS_STEP_RESTART
                   : kind;
        pps_step_set_service(&parser->step, kind, PP_SV("docker"));
        parser->step.remark = PPS_REMARK_NONE;
    }
    return true;
}

static bool parse_netcfg(struct step_parser *parser)
{
    bool is_cleanup = has_word(parser, "-d") || has_word(parser, "/d");
    parser->step.remark = is_cleanup ? PPS_REMARK_DEVICES : PPS_REMARK_NONE;
    return true;
}

/* Files that are deleted, moved, copied. */
static bool parse_file(struct step_parser *parser)
{
    bool is_hns = pp_sv_find_nocase(
                      parser->step.written, PP_SV("HNS.data"), 0) != SIZE_MAX;
    parser->step.remark = is_hns ? PPS_REMARK_HNS_DATA : PPS_REMARK_NONE;
    return true;
}

static bool parse_window(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_WINDOW;
    return true;
}

/* --- the table --- */

/* Those without a reader only show something, or touch nothing that is
 * modelled. */
static const struct program {
    const char *name;
    enum pps_step_kind kind;
    bool (*parse)(struct step_parser *parser);
} programs[] = {
    {"netsh", PPS_STEP_OTHER, pps_step_parse_netsh},
    {"net", PPS_STEP_OTHER, parse_net},
    {"net1", PPS_STEP_OTHER, parse_net},
    {"sc", PPS_STEP_OTHER, parse_sc},
    {"reg", PPS_STEP_OTHER, parse_reg},
    {"dism", PPS_STEP_QUERY, parse_dism},
    {"bcdedit", PPS_STEP_OTHER, parse_bcdedit},
    {"shutdown", PPS_STEP_OTHER, parse_shutdown},
    {"wmic", PPS_STEP_OTHER, parse_wmic},
    {"taskkill", PPS_STEP_OTHER, pps_step_parse_taskkill},
    {"npx", PPS_STEP_OTHER, pps_step_parse_npx},
    {"DockerCli", PPS_STEP_OTHER, parse_docker_cli},
    {"Docker Desktop", PPS_STEP_OTHER, parse_docker_desktop},
    {"docker", PPS_STEP_OTHER, parse_docker},
    {"docker-compose", PPS_STEP_OTHER, parse_docker},
    {"netcfg", PPS_STEP_OTHER, parse_netcfg},
    {"del", PPS_STEP_OTHER, parse_file},
    {"erase", PPS_STEP_OTHER, parse_file},
    {"rm", PPS_STEP_OTHER, parse_file},
    {"rmdir", PPS_STEP_OTHER, parse_file},
    {"ren", PPS_STEP_OTHER, parse_file},
    {"move", PPS_STEP_OTHER, parse_file},
    {"copy", PPS_STEP_OTHER, parse_file},
    {"mkdir", PPS_STEP_OTHER, parse_file},
    {"Remove-Item", PPS_STEP_OTHER, parse_file},
    {"Rename-Item", PPS_STEP_OTHER, parse_file},
    {"Move-Item", PPS_STEP_OTHER, parse_file},
    {"Copy-Item", PPS_STEP_OTHER, parse_file},
    {"New-Item", PPS_STEP_OTHER, parse_file},
    {"iisreset", PPS_STEP_OTHER, NULL},
    {"schtasks", PPS_STEP_OTHER, NULL},
    {"doskey", PPS_STEP_OTHER, NULL},
    {"optionalfeatures", PPS_STEP_OTHER, parse_window},
    {"services.msc", PPS_STEP_OTHER, parse_window},
    {"appwiz.cpl", PPS_STEP_OTHER, parse_window},
    {"ncpa.cpl", PPS_STEP_OTHER, parse_window},
    {"regedit", PPS_STEP_OTHER, parse_window},
    {"resmon", PPS_STEP_OTHER, parse_window},
    {"notepad", PPS_STEP_OTHER, parse_window},
    {"wsl", PPS_STEP_OTHER, NULL},
    {"wslconfig", PPS_STEP_OTHER, NULL},
    {"sfc", PPS_STEP_OTHER, NULL},
    {"gpupdate", PPS_STEP_OTHER, NULL},
    {"pnputil", PPS_STEP_OTHER, NULL},
    {"netstat", PPS_STEP_QUERY, NULL},
    {"tasklist", PPS_STEP_QUERY, NULL},
    {"ipconfig", PPS_STEP_QUERY, NULL},
    {"route", PPS_STEP_QUERY, NULL},
    {"ping", PPS_STEP_QUERY, NULL},
    {"curl", PPS_STEP_QUERY, NULL},
    {"telnet", PPS_STEP_QUERY, NULL},
    {"winver", PPS_STEP_QUERY, NULL},
    {"ver", PPS_STEP_QUERY, NULL},
    {"systeminfo", PPS_STEP_QUERY, NULL},
};

/* The program that the next word names; NULL: none that is known. */
static const struct program *find_program(const struct step_parser *parser)
{
    struct pp_sv name = pps_program_name(pps_step_peek(parser));
    for (size_t i = 0; i < PP_ARRAY_LEN(programs); i++) {
        if (pps_step_word_is(name, programs[i].name)) {
            return &programs[i];
        }
    }
    return NULL;
}

static bool parse_program(struct step_parser *parser,
                          const struct program *program)
{
    if (program == NULL) {
        return pps_step_parse_powershell(parser);
    }
    (void)pps_step_take(parser);
    parser->step.kind = program->kind;
    return program->parse == NULL || program->parse(parser);
}

/* netsh about ports, anywhere in the text. */
static bool parse_netsh(struct step_parser *parser, struct pp_sv text)
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
    return false;
}

bool pps_step_parse_windows(struct step_parser *parser, struct pp_sv text)
{
    const struct pps_step before = parser->step;
    bool has_words =
        pps_step_words_split(text, &parser->words) && parser->words.count > 0;
    const struct program *program = has_words ? find_program(parser) : NULL;
    /* What another program is given is not run: schtasks /tr "netsh ..." */
    bool is_other = program != NULL && program->parse != pps_step_parse_netsh;
    if (!is_other && parse_netsh(parser, text)) {
        return true;
    }
    if (!has_words || !parse_program(parser, program)) {
        parser->step = before;
        return false;
    }
    return true;
}
