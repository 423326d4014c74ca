/*
 * PowerShell's cmdlets as steps. Names and parameters are the documented
 * ones (MicrosoftDocs/windows-powershell-docs); a parameter may be cut short
 * as far as PowerShell allows it.
 */
#include "winsteps_powershell.h"

#include "base/bytes.h"
#include "winsteps_names.h"
#include "winsteps_process.h"

/* The value behind `-Name value`, `-Name:value`; `min_len` is the shortest
 * form of the name. The empty view where it is not given. */
static struct pp_sv
parameter(const struct step_parser *parser, const char *name, size_t min_len)
{
    for (size_t i = parser->words.at; i < parser->words.count; i++) {
        struct pp_sv word = parser->words.items[i];
        size_t colon = pp_sv_find(word, PP_SV(":"), 0);
        struct pp_sv key = pp_sv_sub(word, 0, colon);
        bool is_it =
            key.len >= min_len && pp_sv_starts_nocase(pp_sv_from(name), key);
        if (is_it && colon != SIZE_MAX) {
            return pps_step_unquote(pp_sv_sub(word, colon + 1, word.len));
        }
        if (is_it && i + 1 < parser->words.count) {
            return parser->words.items[i + 1];
        }
    }
    return parser->words.end;
}

/* The value of a parameter that may also stand first, without its name. */
static struct pp_sv
positional(const struct step_parser *parser, const char *name, size_t min_len)
{
    struct pp_sv value = parameter(parser, name, min_len);
    struct pp_sv first = pps_step_peek(parser);
    if (value.len == 0 && first.len > 0 && first.ptr[0] != '-') {
        return first;
    }
    return value;
}

/* Without a value what is missing becomes a diagnostic. */
static bool
is_given(struct step_parser *parser, struct pp_sv value, const char *what)
{
    if (value.len == 0) {
        pps_step_refuse(parser, parser->words.end, what);
    }
    return value.len > 0;
}

/* Switches, which have no value behind them; each may be cut short. */
static bool is_switch(struct pp_sv word)
{
    static const char *const switches[] = {
        "-Force", "-PassThru", "-Verbose", "-Confirm", "-NoWait", "-Debug"};
    word = pp_sv_sub(word, 0, pp_sv_find(word, PP_SV(":"), 0));
    for (size_t i = 0; i < PP_ARRAY_LEN(switches); i++) {
        if (word.len >= 2 &&
            pp_sv_starts_nocase(pp_sv_from(switches[i]), word)) {
            return true;
        }
    }
    return false;
}

/* The values from the next word on that commas join into one list. */
static struct pp_sv take_list(struct step_parser *parser)
{
    struct pp_sv first = pps_step_take(parser);
    struct pp_sv last = first;
    while (!pps_step_at_end(parser) &&
           (pp_sv_ends(last, PP_SV(",")) ||
            pp_sv_starts(pps_step_peek(parser), PP_SV(",")))) {
        last = pps_step_take(parser);
    }
    return (struct pp_sv){first.ptr, (size_t)(last.ptr + last.len - first.ptr)};
}

/* The names of services among the words: behind -Name or -DisplayName, or where
 * no parameter is named. */
static struct pp_sv take_names(struct step_parser *parser)
{
    struct pp_sv names = parser->words.end;
    while (!pps_step_at_end(parser)) {
        struct pp_sv word = pps_step_peek(parser);
        bool is_named = word.len > 0 && word.ptr[0] == '-';
        if (!is_named) {
            struct pp_sv list = take_list(parser);
            names = names.len == 0 ? list : names;
            continue;
        }
        pps_step_take(parser);
        bool is_name = word.len >= 2 &&
                       (pp_sv_starts_nocase(PP_SV("-Name"), word) ||
                        pp_sv_starts_nocase(PP_SV("-DisplayName"), word) ||
                        pp_sv_starts_nocase(PP_SV("-InputObject"), word));
        if (is_name) {
            names = take_list(parser);
        } else if (pp_sv_starts_nocase(word, PP_SV("-wh"))) {
            parser->step.kind = PPS_STEP_QUERY; /* -WhatIf */
        } else if (!is_switch(word) &&
                   pp_sv_find(word, PP_SV(":"), 0) == SIZE_MAX) {
            pps_step_take(parser); /* of -ErrorAction and the like */
        }
    }
    return names;
}

/* Get-Service, or names alone, in front of the pipe. */
static struct pp_sv take_piped_names(struct step_parser *parser)
{
    struct pp_sv end = parser->words.end;
    struct pp_sv piped = parser->piped;
    if (piped.len > 0 && (piped.ptr[0] == '"' || piped.ptr[0] == '\'')) {
        return piped;
    }
    static const char *const sources[] = {"Get-Service",
                                          "gsv",
                                          "Stop-Service",
                                          "Start-Service",
                                          "Restart-Service",
                                          "Set-Service",
                                          NULL};
    if (!pps_step_words_split(piped, &parser->words) ||
        !pps_step_word_is_any(pps_step_peek(parser), sources)) {
        return end;
    }
    pps_step_take(parser);
    return take_names(parser);
}

static void add_services(struct step_parser *parser)
{
    enum pps_step_kind kind = parser->step.kind;
    struct pp_sv names = take_names(parser);
    if (parser->step.kind == PPS_STEP_QUERY) {
        return;
    }
    if (names.len == 0) {
        names = take_piped_names(parser);
    }
    parser->step.tool = PPS_TOOL_POWERSHELL;
    if (is_given(parser, names, "expected the name of a service")) {
        pps_step_add_services(parser, kind, names);
    }
}

/* Set-Service: how it starts, and perhaps what it does now. */
static void parse_set_service(struct step_parser *parser)
{
    struct pp_sv mode = parameter(parser, "-StartupType", 6);
    struct pp_sv status = parameter(parser, "-Status", 6);
    const struct step_words words = parser->words;
    if (mode.len > 0 && !pps_step_startup(mode, &parser->step.startup)) {
        pps_step_refuse(parser, mode, "expected Automatic, Manual or Disabled");
        return;
    }
    if (mode.len > 0) {
        parser->step.kind = PPS_STEP_CONFIG;
        add_services(parser);
    }
    bool is_stop = pps_step_word_is(status, "Stopped");
    if (!parser->has_failed &&
        (is_stop || pps_step_word_is(status, "Running"))) {
        parser->words = words;
        parser->step.kind = is_stop ? PPS_STEP_STOP : PPS_STEP_START;
        add_services(parser);
    } else if (mode.len == 0) {
        parser->step.kind = PPS_STEP_OTHER;
    }
}

static void note_firewall(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_FIREWALL;
}

static void note_network(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_NETWORK;
}

static void note_network_gone(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_NETWORK_GONE;
}

static void note_mapping_gone(struct step_parser *parser)
{
    parser->step.remark = PPS_REMARK_MAPPING_GONE;
}

/* Add-NetNatStaticMapping: WinNAT takes the port as HNS does for a container.
 */
static void parse_mapping(struct step_parser *parser)
{
    struct pp_sv port = parameter(parser, "-ExternalPort", 12);
    struct pp_sv protocol = parameter(parser, "-Protocol", 4);
    uint32_t number = 0;
    if (!pp_sv_to_u32(port, PP_PORT_MAX, &number) || number == 0) {
        pps_step_refuse(parser, port, "expected -ExternalPort PORT");
        return;
    }
    (void)pp_protocol_parse(protocol, &parser->step.protocol);
    parser->step.kind = PPS_STEP_BIND;
    parser->step.bind_kind = PP_BIND_CONTAINER;
    parser->step.ports = (struct pps_ports){number, 1};
}

static void parse_feature(struct step_parser *parser)
{
    enum pps_step_kind kind = parser->step.kind;
    struct pp_sv names = parameter(parser, "-FeatureName", 3);
    if (!is_given(parser, names, "expected -FeatureName NAME")) {
        return;
    }
    while (names.len > 0 && !parser->has_failed) {
        struct pp_sv name = pp_take_until(&names, ',');
        names = pp_trim_start(names, ",");
        pps_step_set_feature(&parser->step,
                             kind,
                             pp_trim_end(pp_trim_start(name, "\"'"), "\"'"));
        pps_step_list_add(parser);
    }
}

/* Set-NetTCPSetting and Set-NetUDPSetting; what they set beside the dynamic
 * port range is not modelled. */
static void parse_setting(struct step_parser *parser)
{
    struct pp_sv start = parameter(parser, "-DynamicPortRangeStartPort", 18);
    struct pp_sv count =
        parameter(parser, "-DynamicPortRangeNumberOfPorts", 18);
    if (start.len == 0 && count.len == 0) {
        parser->step.kind = PPS_STEP_OTHER;
        return;
    }
    parser->step.store = PP_STORE_PERSISTENT;
    if (!pps_step_number(start, false, &parser->step.ports.start) ||
        !pps_step_number(count, false, &parser->step.ports.count)) {
        pps_step_refuse(parser,
                        start.len == 0 ? count : start,
                        "expected numbers for -DynamicPortRangeStartPort and "
                        "-DynamicPortRangeNumberOfPorts");
    }
}

/* Set-ItemProperty, New-ItemProperty, Remove-ItemProperty */
static void parse_property(struct step_parser *parser)
{
    bool is_set = parser->step.kind == PPS_STEP_SET;
    struct pp_sv name = parameter(parser, "-Name", 2);
    struct pp_sv value = parameter(parser, "-Value", 2);
    struct pp_sv key = parameter(parser, "-LiteralPath", 2);
    if (key.len == 0) {
        key = positional(parser, "-Path", 4);
    }
    if (is_given(parser,
                 is_set && value.len == 0 ? value : name,
                 is_set ? "expected -Name NAME and -Value VALUE"
                        : "expected -Name NAME") &&
        is_given(parser, key, "expected -Path KEY") &&
        !(is_set && pps_step_set_start_value(parser, key, name, value)) &&
        pps_step_check_key(parser, key, name)) {
        parser->step.name = name;
        parser->step.data = is_set ? value : (struct pp_sv){NULL, 0};
    }
}

static const struct {
    const char *name;
    enum pps_step_kind kind;
    void (*parse)(struct step_parser *parser); /* NULL: its parameters do not
                                                * matter */
    enum pp_protocol protocol;
} cmdlets[] = {
    {"Start-Service", PPS_STEP_START, add_services, PP_TCP},
    {"sasv", PPS_STEP_START, add_services, PP_TCP},
    {"Stop-Service", PPS_STEP_STOP, add_services, PP_TCP},
    {"spsv", PPS_STEP_STOP, add_services, PP_TCP},
    {"Restart-Service", PPS_STEP_RESTART, add_services, PP_TCP},
    {"Set-Service", PPS_STEP_OTHER, parse_set_service, PP_TCP},
    {"Stop-Process", PPS_STEP_OTHER, pps_step_parse_stop_process, PP_TCP},
    {"spps", PPS_STEP_OTHER, pps_step_parse_stop_process, PP_TCP},
    {"New-NetNat", PPS_STEP_OTHER, note_network, PP_TCP},
    {"New-HnsNetwork", PPS_STEP_OTHER, note_network, PP_TCP},
    {"New-VMSwitch", PPS_STEP_OTHER, note_network, PP_TCP},
    {"New-ContainerNetwork", PPS_STEP_OTHER, note_network, PP_TCP},
    {"Remove-NetNat", PPS_STEP_OTHER, note_network_gone, PP_TCP},
    {"Remove-HnsNetwork", PPS_STEP_OTHER, note_network_gone, PP_TCP},
    {"Remove-VMSwitch", PPS_STEP_OTHER, note_network_gone, PP_TCP},
    {"Remove-ContainerNetwork", PPS_STEP_OTHER, note_network_gone, PP_TCP},
    {"Add-NetNatStaticMapping", PPS_STEP_OTHER, parse_mapping, PP_TCP},
    {"Remove-NetNatStaticMapping", PPS_STEP_OTHER, note_mapping_gone, PP_TCP},
    {"Set-VMSwitch", PPS_STEP_OTHER, NULL, PP_TCP},
    {"New-NetIPAddress", PPS_STEP_OTHER, NULL, PP_TCP},
    {"Set-ExecutionPolicy", PPS_STEP_OTHER, NULL, PP_TCP},
    {"Import-Module", PPS_STEP_OTHER, NULL, PP_TCP},
    {"Stop-Computer", PPS_STEP_REBOOT, NULL, PP_TCP},
    {"Enable-WindowsOptionalFeature", PPS_STEP_ENABLE, parse_feature, PP_TCP},
    {"Disable-WindowsOptionalFeature", PPS_STEP_DISABLE, parse_feature, PP_TCP},
    {"Set-NetTCPSetting", PPS_STEP_DYNAMIC, parse_setting, PP_TCP},
    {"Set-NetUDPSetting", PPS_STEP_DYNAMIC, parse_setting, PP_UDP},
    {"Set-ItemProperty", PPS_STEP_SET, parse_property, PP_TCP},
    {"New-ItemProperty", PPS_STEP_SET, parse_property, PP_TCP},
    {"Remove-ItemProperty", PPS_STEP_UNSET, parse_property, PP_TCP},
    {"Restart-Computer", PPS_STEP_REBOOT, NULL, PP_TCP},
    {"Restart-NetAdapter", PPS_STEP_ADAPTER, NULL, PP_TCP},
    {"Enable-NetAdapter", PPS_STEP_ADAPTER, NULL, PP_TCP},
    {"Disable-NetAdapter", PPS_STEP_OTHER, NULL, PP_TCP},
};

bool pps_step_parse_powershell(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    if (pp_sv_starts_nocase(name, PP_SV("Get-")) ||
        pp_sv_starts_nocase(name, PP_SV("Test-"))) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    if (pp_sv_find_nocase(name, PP_SV("-NetFirewall"), 0) != SIZE_MAX) {
        note_firewall(parser);
        return true;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(cmdlets); i++) {
        if (pps_step_word_is(name, cmdlets[i].name)) {
            parser->step.kind = cmdlets[i].kind;
            parser->step.protocol = cmdlets[i].protocol;
            if (cmdlets[i].parse != NULL) {
                cmdlets[i].parse(parser);
            }
            return true;
        }
    }
    return false;
}
