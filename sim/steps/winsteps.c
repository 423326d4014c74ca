/*
 * Windows commands as steps: netsh, net, sc, reg, dism, bcdedit, shutdown and
 * what only shows something. PowerShell's cmdlets are in
 * winsteps_powershell.c.
 *
 * A command that is known and touches nothing that is modelled becomes
 * PPS_STEP_OTHER; a command that is not known is none at all.
 */
#include "portplan/buf.h"

#include "fact/registry.h"
#include "parse/line/netsh_command.h"
#include "step_parse.h"

static bool word_is(struct pp_sv word, const char *text)
{
    return pp_sv_equal_nocase(word, pp_sv_from(text));
}

static bool word_is_any(struct pp_sv word, const char *const *texts)
{
    for (size_t i = 0; texts[i] != NULL; i++) {
        if (word_is(word, texts[i])) {
            return true;
        }
    }
    return false;
}

bool step_service_named(struct pp_sv name, enum pps_service *ret_service)
{
    static const char *const winnat[] = {"winnat", "Windows NAT Driver", NULL};
    static const char *const hns[] = {
        "hns", "Host Network Service", "HNS", NULL};
    static const char *const docker[] = {
        "com.docker.service", "Docker Desktop Service", "docker", NULL};
    name = step_unquote(name);
    if (word_is_any(name, docker)) {
        *ret_service = PPS_DOCKER;
        return true;
    }
    if (word_is_any(name, winnat)) {
        *ret_service = PPS_WINNAT;
        return true;
    }
    if (word_is_any(name, hns)) {
        *ret_service = PPS_HNS;
        return true;
    }
    return false;
}

/* The optional features by DISM's names (dism /online /get-features). WSL 2
 * runs in the Virtual Machine Platform; Sandbox is a container. */
bool step_feature_named(struct pp_sv name, enum pps_feature *ret_feature)
{
    static const char *const wsl[] = {
        "Microsoft-Windows-Subsystem-Linux", "VirtualMachinePlatform", NULL};
    name = step_unquote(name);
    if (pp_sv_starts_nocase(name, PP_SV("Microsoft-Hyper-V"))) {
        *ret_feature = PPS_HYPER_V;
        return true;
    }
    if (pp_sv_starts_nocase(name, PP_SV("Containers"))) {
        *ret_feature = PPS_CONTAINERS;
        return true;
    }
    if (word_is_any(name, wsl)) {
        *ret_feature = PPS_WSL;
        return true;
    }
    return false;
}

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
static bool parse_netsh_other(struct step_words *words, struct pps_step *step)
{
    step->kind = PPS_STEP_OTHER;
    while (!step_words_at_end(words)) {
        struct pp_sv word = step_words_take(words);
        if (word.len >= 2 && pp_sv_starts_nocase(PP_SV("show"), word)) {
            step->kind = PPS_STEP_QUERY;
        }
    }
    return step->kind == PPS_STEP_QUERY;
}

/* --- net, sc --- */

/* Starting or stopping a service that is not modelled is still understood. */
static void set_service_step(struct pps_step *step,
                             enum pps_step_kind kind,
                             struct pp_sv service)
{
    bool is_modelled = step_service_named(service, &step->service);
    step->kind = is_modelled ? kind : PPS_STEP_OTHER;
}

static bool service_verb(struct pp_sv word, enum pps_step_kind *ret_kind)
{
    if (word_is(word, "start")) {
        *ret_kind = PPS_STEP_START;
        return true;
    }
    *ret_kind = PPS_STEP_STOP;
    return word_is(word, "stop");
}

/* `net stop winnat`, `net start "Windows NAT Driver"`, `net start` */
static bool parse_net(struct step_words *words, struct pps_step *step)
{
    enum pps_step_kind kind;
    if (!service_verb(step_words_take(words), &kind)) {
        return false;
    }
    if (step_words_at_end(words)) {
        step->kind = PPS_STEP_QUERY;
        return kind == PPS_STEP_START;
    }
    set_service_step(step, kind, step_words_take(words));
    return true;
}

/* `sc [\\host] stop winnat`, `sc query winnat` */
static bool parse_sc(struct step_words *words, struct pps_step *step)
{
    static const char *const queries[] = {
        "query", "queryex", "qc", "getdisplayname", NULL};
    enum pps_step_kind kind;
    if (pp_sv_starts(step_words_peek(words), PP_SV("\\\\"))) {
        step_words_take(words);
    }
    struct pp_sv verb = step_words_take(words);
    step->tool = PPS_TOOL_SC;
    if (service_verb(verb, &kind)) {
        set_service_step(step, kind, step_words_take(words));
        return true;
    }
    step->kind = word_is_any(verb, queries) ? PPS_STEP_QUERY : PPS_STEP_OTHER;
    return step->kind == PPS_STEP_QUERY || word_is(verb, "config");
}

/* --- reg --- */

/* `HKLM\SYSTEM`, `HKLM:\SYSTEM`, `Registry::HKEY_LOCAL_MACHINE\SYSTEM`: what
 * stands behind the root. The empty view for any other. */
static struct pp_sv below_local_machine(struct pp_sv key)
{
    static const struct pp_sv roots[] = {
        PP_SV_INIT("HKEY_LOCAL_MACHINE\\"),
        PP_SV_INIT("HKLM:\\"),
        PP_SV_INIT("HKLM\\"),
    };
    static const struct pp_sv providers[] = {
        PP_SV_INIT("Microsoft.PowerShell.Core\\Registry::"),
        PP_SV_INIT("Registry::"),
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(providers); i++) {
        if (pp_sv_starts_nocase(key, providers[i])) {
            key = pp_sv_sub(key, providers[i].len, key.len);
            break;
        }
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(roots); i++) {
        if (pp_sv_starts_nocase(key, roots[i])) {
            return pp_sv_sub(key, roots[i].len, key.len);
        }
    }
    return pp_sv_sub(key, key.len, key.len);
}

bool step_check_key(struct step_parser *parser,
                    struct pp_sv key,
                    struct pp_sv name)
{
    enum {
        MESSAGE_MAX_BYTES = 512
    };
    struct pp_sv true_key;
    enum pp_known_value value = pp_known_value_named(name, &true_key);
    if (value == PP_KNOWN_NONE ||
        pp_known_value_is_under(value, below_local_machine(key))) {
        return true;
    }
    struct pp_buf message;
    pp_buf_init(&message, MESSAGE_MAX_BYTES);
    pp_buf_printf(&message,
                  "Windows reads %s under %.*s",
                  pp_known_value_name(value),
                  PP_SV_ARGS(true_key));
    struct pp_sv what = step_keep(parser, pp_buf_view(&message));
    pp_buf_done(&message);
    if (what.ptr != NULL) {
        step_fail(parser, PP_DIAG_STEP_ARGUMENT, key, what.ptr);
    }
    return false;
}

/* The word behind the option, or the empty view. */
static struct pp_sv option_value(const struct step_words *words,
                                 const char *option)
{
    for (size_t i = words->at; i + 1 < words->count; i++) {
        if (word_is(words->items[i], option)) {
            return step_unquote(words->items[i + 1]);
        }
    }
    return words->end;
}

static bool parse_reg(struct step_parser *parser,
                      struct step_words *words,
                      struct pps_step *step)
{
    struct pp_sv verb = step_words_take(words);
    bool is_add = word_is(verb, "add");
    if (word_is(verb, "query") || word_is(verb, "export")) {
        step->kind = PPS_STEP_QUERY;
        return true;
    }
    if (!is_add && !word_is(verb, "delete")) {
        return false;
    }
    struct pp_sv key = step_words_take(words);
    struct pp_sv name = option_value(words, "/v");
    struct pp_sv data = option_value(words, "/d");
    if (key.len == 0 || key.ptr[0] == '/') {
        step_fail(parser,
                  PP_DIAG_STEP_ARGUMENT,
                  key,
                  is_add ? "reg add needs a key" : "reg delete needs a key");
        return true;
    }
    if (name.len == 0 || (is_add && data.len == 0)) {
        step_fail(parser,
                  PP_DIAG_STEP_ARGUMENT,
                  words->end,
                  is_add ? "reg add needs /v NAME and /d VALUE"
                         : "reg delete needs /v NAME");
        return true;
    }
    if (!step_check_key(parser, key, name)) {
        return true;
    }
    step->kind = is_add ? PPS_STEP_SET : PPS_STEP_UNSET;
    step->name = step_keep(parser, name);
    step->data = is_add ? step_keep(parser, data) : (struct pp_sv){NULL, 0};
    return true;
}

/* --- dism, bcdedit --- */

/* What stands behind the colon of an option: `/FeatureName:X`. */
static struct pp_sv behind_colon(struct pp_sv word)
{
    size_t colon = pp_sv_find(word, PP_SV(":"), 0);
    return pp_sv_sub(word, colon == SIZE_MAX ? word.len : colon + 1, word.len);
}

/* `/FeatureName:X` as documented, `/Disable-Feature:X` as articles have it. */
static struct pp_sv dism_feature(const struct step_words *words)
{
    struct pp_sv name = words->end;
    for (size_t i = words->at; i < words->count; i++) {
        struct pp_sv word = words->items[i];
        bool is_name = pp_sv_starts_nocase(word, PP_SV("/FeatureName:")) ||
                       pp_sv_starts_nocase(word, PP_SV("/Enable-Feature:")) ||
                       pp_sv_starts_nocase(word, PP_SV("/Disable-Feature:"));
        if (is_name) {
            name = behind_colon(word);
        }
    }
    return name;
}

static bool parse_dism(struct step_parser *parser,
                       struct step_words *words,
                       struct pps_step *step)
{
    step->kind = PPS_STEP_QUERY;
    for (size_t i = words->at; i < words->count; i++) {
        struct pp_sv word = words->items[i];
        if (pp_sv_starts_nocase(word, PP_SV("/Enable-Feature"))) {
            step->kind = PPS_STEP_ENABLE;
        } else if (pp_sv_starts_nocase(word, PP_SV("/Disable-Feature"))) {
            step->kind = PPS_STEP_DISABLE;
        }
    }
    if (step->kind == PPS_STEP_QUERY) {
        return true;
    }
    struct pp_sv name = dism_feature(words);
    if (name.len == 0) {
        step_fail(parser,
                  PP_DIAG_STEP_ARGUMENT,
                  words->end,
                  "dism needs a feature: /FeatureName:Microsoft-Hyper-V");
    } else if (!step_feature_named(name, &step->feature)) {
        step->kind = PPS_STEP_OTHER;
    }
    return true;
}

/* `bcdedit /set hypervisorlaunchtype off|auto`: the quick way to have, or not
 * to have, Hyper-V after the next restart. */
static bool parse_bcdedit(struct step_words *words, struct pps_step *step)
{
    struct pp_sv value = option_value(words, "hypervisorlaunchtype");
    step->feature = PPS_HYPER_V;
    step->kind = PPS_STEP_OTHER;
    if (word_is(value, "off")) {
        step->kind = PPS_STEP_DISABLE;
    } else if (word_is(value, "auto")) {
        step->kind = PPS_STEP_ENABLE;
    }
    return true;
}

/* `shutdown /r /t 0`; only a restart leaves a machine to look at. */
static bool parse_shutdown(struct step_words *words, struct pps_step *step)
{
    static const char *const restarts[] = {"/r", "-r", "/g", "-g", NULL};
    while (!step_words_at_end(words)) {
        if (word_is_any(step_words_take(words), restarts)) {
            step->kind = PPS_STEP_REBOOT;
            return true;
        }
    }
    return false;
}

/* Programs that only show something. */
static bool parse_query(struct step_words *words, struct pps_step *step)
{
    static const char *const names[] = {
        "netstat", "tasklist", "ipconfig", "ver", "systeminfo", NULL};
    step->kind = PPS_STEP_QUERY;
    return word_is_any(step_words_take(words), names);
}

/* --- the table --- */

/* Without `.exe` and the folder in front. */
static struct pp_sv program_name(struct pp_sv word)
{
    word = step_unquote(word);
    for (size_t i = word.len; i > 0; i--) {
        if (word.ptr[i - 1] == '\\') {
            word = pp_sv_sub(word, i, word.len);
            break;
        }
    }
    if (word.len > 4 && word_is(pp_sv_sub(word, word.len - 4, 4), ".exe")) {
        word.len -= 4;
    }
    return word;
}

/* Programs that run another command line: `cmd /c net stop winnat`. */
static void skip_wrappers(struct step_words *words)
{
    static const char *const wrappers[] = {"cmd",
                                           "sudo",
                                           "gsudo",
                                           "powershell",
                                           "pwsh",
                                           "/c",
                                           "/k",
                                           "-c",
                                           "-command",
                                           "call",
                                           NULL};
    while (words->at + 1 < words->count &&
           word_is_any(program_name(step_words_peek(words)), wrappers)) {
        step_words_take(words);
    }
}

static bool parse_program(struct step_parser *parser,
                          struct step_words *words,
                          struct pps_step *step)
{
    struct pp_sv name = program_name(step_words_peek(words));
    if (parse_query(&(struct step_words){.items = {name}, .count = 1}, step)) {
        return true;
    }
    step->kind = PPS_STEP_OTHER;
    words->at++;
    if (word_is(name, "netsh")) {
        return parse_netsh_other(words, step);
    }
    if (word_is(name, "net") || word_is(name, "net1")) {
        return parse_net(words, step);
    }
    if (word_is(name, "sc")) {
        return parse_sc(words, step);
    }
    if (word_is(name, "reg")) {
        return parse_reg(parser, words, step);
    }
    if (word_is(name, "dism")) {
        return parse_dism(parser, words, step);
    }
    if (word_is(name, "bcdedit")) {
        return parse_bcdedit(words, step);
    }
    if (word_is(name, "shutdown")) {
        return parse_shutdown(words, step);
    }
    if (word_is(name, "wsl") || word_is(name, "docker")) {
        return true;
    }
    words->at--;
    return step_parse_powershell(parser, words, step);
}

bool step_parse_windows(struct step_parser *parser,
                        struct pp_sv text,
                        struct pps_step *step)
{
    struct pp_netsh_command command;
    const char *why = NULL;
    switch (pp_netsh_find(text, &command, &why)) {
    case PP_NETSH_OK:
        parse_netsh_ports(step, &command);
        return true;
    case PP_NETSH_SYNTAX:
        step_fail(parser, PP_DIAG_STEP_ARGUMENT, command.text, why);
        return true;
    case PP_NETSH_NONE:
        break;
    }
    struct step_words words;
    if (!step_words_split(text, &words) || words.count == 0) {
        return false;
    }
    skip_wrappers(&words);
    struct pp_sv rest = step_words_peek(&words);
    if (words.at > 0 && pp_sv_find(rest, PP_SV(" "), 0) != SIZE_MAX &&
        !step_words_split(rest, &words)) {
        return false; /* cmd /c "...": the command is one quoted word */
    }
    struct pps_step before = *step;
    if (parse_program(parser, &words, step)) {
        return true;
    }
    *step = before;
    return false;
}
