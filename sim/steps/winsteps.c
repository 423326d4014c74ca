/*
 * Windows commands as steps: netsh, net, sc, reg, dism, bcdedit, shutdown and
 * what only shows something. PowerShell's cmdlets are in
 * winsteps_powershell.c.
 *
 * A command that is known and touches nothing that is modelled becomes
 * PPS_STEP_OTHER; a command that is not known is none at all.
 */
#include "winsteps.h"

#include "portplan/netsh.h"

#include "winsteps_names.h"
#include "winsteps_powershell.h"

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
    while (!pps_step_words_at_end(words)) {
        struct pp_sv word = pps_step_words_take(words);
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
    bool is_modelled = pps_step_service_named(service, &step->service);
    step->kind = is_modelled ? kind : PPS_STEP_OTHER;
}

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
static bool parse_net(struct step_words *words, struct pps_step *step)
{
    enum pps_step_kind kind;
    if (!service_verb(pps_step_words_take(words), &kind)) {
        return false;
    }
    if (pps_step_words_at_end(words)) {
        step->kind = PPS_STEP_QUERY;
        return kind == PPS_STEP_START;
    }
    set_service_step(step, kind, pps_step_words_take(words));
    return true;
}

/* `sc [\\host] stop winnat`, `sc query winnat` */
static bool parse_sc(struct step_words *words, struct pps_step *step)
{
    static const char *const queries[] = {
        "query", "queryex", "qc", "getdisplayname", NULL};
    enum pps_step_kind kind;
    if (pp_sv_starts(pps_step_words_peek(words), PP_SV("\\\\"))) {
        pps_step_words_take(words);
    }
    struct pp_sv verb = pps_step_words_take(words);
    step->tool = PPS_TOOL_SC;
    if (service_verb(verb, &kind)) {
        set_service_step(step, kind, pps_step_words_take(words));
        return true;
    }
    step->kind =
        pps_step_word_is_any(verb, queries) ? PPS_STEP_QUERY : PPS_STEP_OTHER;
    return step->kind == PPS_STEP_QUERY || pps_step_word_is(verb, "config");
}

/* --- reg --- */

/* The word behind the option, or the empty view. */
static struct pp_sv option_value(const struct step_words *words,
                                 const char *option)
{
    for (size_t i = words->at; i + 1 < words->count; i++) {
        if (pps_step_word_is(words->items[i], option)) {
            return pps_step_unquote(words->items[i + 1]);
        }
    }
    return words->end;
}

static bool parse_reg(struct step_parser *parser,
                      struct step_words *words,
                      struct pps_step *step)
{
    struct pp_sv verb = pps_step_words_take(words);
    bool is_add = pps_step_word_is(verb, "add");
    if (pps_step_word_is(verb, "query") || pps_step_word_is(verb, "export")) {
        step->kind = PPS_STEP_QUERY;
        return true;
    }
    if (!is_add && !pps_step_word_is(verb, "delete")) {
        return false;
    }
    struct pp_sv key = pps_step_words_take(words);
    struct pp_sv name = option_value(words, "/v");
    struct pp_sv data = option_value(words, "/d");
    if (key.len == 0 || key.ptr[0] == '/') {
        pps_step_fail(parser,
                      PP_DIAG_STEP_ARGUMENT,
                      key,
                      is_add ? "reg add needs a key"
                             : "reg delete needs a key");
        return true;
    }
    if (name.len == 0 || (is_add && data.len == 0)) {
        pps_step_fail(parser,
                      PP_DIAG_STEP_ARGUMENT,
                      words->end,
                      is_add ? "reg add needs /v NAME and /d VALUE"
                             : "reg delete needs /v NAME");
        return true;
    }
    if (!pps_step_check_key(parser, key, name)) {
        return true;
    }
    step->kind = is_add ? PPS_STEP_SET : PPS_STEP_UNSET;
    step->name = name;
    step->data = is_add ? data : (struct pp_sv){NULL, 0};
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
        pps_step_fail(parser,
                      PP_DIAG_STEP_ARGUMENT,
                      words->end,
                      "dism needs a feature: /FeatureName:Microsoft-Hyper-V");
    } else if (!pps_step_feature_named(name, &step->feature)) {
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
    if (pps_step_word_is(value, "off")) {
        step->kind = PPS_STEP_DISABLE;
    } else if (pps_step_word_is(value, "auto")) {
        step->kind = PPS_STEP_ENABLE;
    }
    return true;
}

/* `shutdown /r /t 0`; only a restart leaves a machine to look at. */
static bool parse_shutdown(struct step_words *words, struct pps_step *step)
{
    static const char *const restarts[] = {"/r", "-r", "/g", "-g", NULL};
    while (!pps_step_words_at_end(words)) {
        if (pps_step_word_is_any(pps_step_words_take(words), restarts)) {
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
    return pps_step_word_is_any(pps_step_words_take(words), names);
}

/* --- the table --- */

/* Without `.exe` and the folder in front. */
static struct pp_sv program_name(struct pp_sv word)
{
    word = pps_step_unquote(word);
    for (size_t i = word.len; i > 0; i--) {
        if (word.ptr[i - 1] == '\\') {
            word = pp_sv_sub(word, i, word.len);
            break;
        }
    }
    if (word.len > 4 &&
        pps_step_word_is(pp_sv_sub(word, word.len - 4, 4), ".exe")) {
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
           pps_step_word_is_any(program_name(pps_step_words_peek(words)),
                                wrappers)) {
        pps_step_words_take(words);
    }
}

static bool parse_program(struct step_parser *parser,
                          struct step_words *words,
                          struct pps_step *step)
{
    struct pp_sv name = program_name(pps_step_words_peek(words));
    if (parse_query(&(struct step_words){.items = {name}, .count = 1}, step)) {
        return true;
    }
    step->kind = PPS_STEP_OTHER;
    words->at++;
    if (pps_step_word_is(name, "netsh")) {
        return parse_netsh_other(words, step);
    }
    if (pps_step_word_is(name, "net") || pps_step_word_is(name, "net1")) {
        return parse_net(words, step);
    }
    if (pps_step_word_is(name, "sc")) {
        return parse_sc(words, step);
    }
    if (pps_step_word_is(name, "reg")) {
        return parse_reg(parser, words, step);
    }
    if (pps_step_word_is(name, "dism")) {
        return parse_dism(parser, words, step);
    }
    if (pps_step_word_is(name, "bcdedit")) {
        return parse_bcdedit(words, step);
    }
    if (pps_step_word_is(name, "shutdown")) {
        return parse_shutdown(words, step);
    }
    if (pps_step_word_is(name, "wsl") || pps_step_word_is(name, "docker")) {
        return true;
    }
    words->at--;
    return pps_step_parse_powershell(parser, words, step);
}

bool pps_step_parse_windows(struct step_parser *parser,
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
        pps_step_fail(parser, PP_DIAG_STEP_ARGUMENT, command.text, why);
        return true;
    case PP_NETSH_NONE:
        break;
    }
    struct step_words words;
    if (!pps_step_words_split(text, &words) || words.count == 0) {
        return false;
    }
    skip_wrappers(&words);
    struct pp_sv rest = pps_step_words_peek(&words);
    if (words.at > 0 && pp_sv_find(rest, PP_SV(" "), 0) != SIZE_MAX &&
        !pps_step_words_split(rest, &words)) {
        return false; /* cmd /c "...": the command is one quoted word */
    }
    struct pps_step before = *step;
    if (parse_program(parser, &words, step)) {
        return true;
    }
    *step = before;
    return false;
}
