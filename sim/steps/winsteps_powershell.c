/*
 * PowerShell's cmdlets as steps. Names and parameters are the documented
 * ones (MicrosoftDocs/windows-powershell-docs); a parameter may be cut short
 * as far as PowerShell allows it.
 */
#include "winsteps_powershell.h"

#include "winsteps_names.h"

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

static void parse_service(struct step_parser *parser)
{
    struct pp_sv name = positional(parser, "-Name", 2);
    if (name.len == 0) {
        name = parameter(parser, "-DisplayName", 3);
    }
    parser->step.tool = PPS_TOOL_POWERSHELL;
    if (is_given(parser, name, "expected the name of a service")) {
        pps_step_set_service(&parser->step, parser->step.kind, name);
    }
}

static void parse_startup(struct step_parser *parser)
{
    struct pp_sv name = positional(parser, "-Name", 2);
    struct pp_sv type = parameter(parser, "-StartupType", 5);
    parser->step.tool = PPS_TOOL_POWERSHELL;
    if (type.len > 0 &&
        is_given(parser, name, "expected the name of a service")) {
        pps_step_set_startup(parser, name, type);
    }
}

static void parse_feature(struct step_parser *parser)
{
    struct pp_sv name = parameter(parser, "-FeatureName", 3);
    if (is_given(parser, name, "expected -FeatureName NAME")) {
        pps_step_set_feature(&parser->step, parser->step.kind, name);
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
        pps_step_check_key(parser, key, name)) {
        parser->step.name = pps_step_value_name(key, name);
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
    {"Start-Service", PPS_STEP_START, parse_service, PP_TCP},
    {"Stop-Service", PPS_STEP_STOP, parse_service, PP_TCP},
    {"Restart-Service", PPS_STEP_RESTART, parse_service, PP_TCP},
    {"Set-Service", PPS_STEP_OTHER, parse_startup, PP_TCP},
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
    if (pp_sv_starts_nocase(name, PP_SV("Get-"))) {
        parser->step.kind = PPS_STEP_QUERY;
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
