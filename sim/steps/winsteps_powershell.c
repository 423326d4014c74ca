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

static void parse_service(struct step_parser *parser, enum pps_step_kind kind)
{
    struct pp_sv name = positional(parser, "-Name", 2);
    if (name.len == 0) {
        name = parameter(parser, "-DisplayName", 3);
    }
    if (name.len == 0) {
        pps_step_refuse(
            parser, parser->words.end, "expected the name of a service");
        return;
    }
    parser->step.tool = PPS_TOOL_POWERSHELL;
    parser->step.kind = pps_step_service_named(name, &parser->step.service)
                            ? kind
                            : PPS_STEP_OTHER;
}

static void parse_feature(struct step_parser *parser, enum pps_step_kind kind)
{
    struct pp_sv name = parameter(parser, "-FeatureName", 3);
    if (name.len == 0) {
        pps_step_refuse(
            parser, parser->words.end, "expected -FeatureName NAME");
        return;
    }
    parser->step.kind = pps_step_feature_named(name, &parser->step.feature)
                            ? kind
                            : PPS_STEP_OTHER;
}

/* Set-NetTCPSetting and Set-NetUDPSetting; what they set beside the dynamic
 * port range is not modelled. */
static void parse_setting(struct step_parser *parser, enum pp_protocol protocol)
{
    struct pp_sv start = parameter(parser, "-DynamicPortRangeStartPort", 18);
    struct pp_sv count =
        parameter(parser, "-DynamicPortRangeNumberOfPorts", 18);
    if (start.len == 0 && count.len == 0) {
        parser->step.kind = PPS_STEP_OTHER;
        return;
    }
    parser->step.kind = PPS_STEP_DYNAMIC;
    parser->step.protocol = protocol;
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
static void parse_property(struct step_parser *parser, enum pps_step_kind kind)
{
    struct pp_sv name = parameter(parser, "-Name", 2);
    struct pp_sv value = parameter(parser, "-Value", 2);
    if (name.len == 0 || (kind == PPS_STEP_SET && value.len == 0)) {
        pps_step_refuse(parser,
                        parser->words.end,
                        kind == PPS_STEP_SET
                            ? "expected -Name NAME and -Value VALUE"
                            : "expected -Name NAME");
        return;
    }
    struct pp_sv key = parameter(parser, "-LiteralPath", 2);
    if (key.len == 0) {
        key = positional(parser, "-Path", 4);
    }
    if (key.len == 0) {
        pps_step_refuse(parser, parser->words.end, "expected -Path KEY");
        return;
    }
    if (!pps_step_check_key(parser, key, name)) {
        return;
    }
    parser->step.kind = kind;
    parser->step.name = name;
    if (kind == PPS_STEP_SET) {
        parser->step.data = value;
    }
}

enum cmdlet {
    CMDLET_SERVICE,
    CMDLET_FEATURE,
    CMDLET_SETTING,
    CMDLET_PROPERTY,
    CMDLET_BARE, /* its parameters do not matter */
};

static const struct {
    const char *name;
    enum cmdlet shape;
    int kind; /* enum pps_step_kind; of a setting: enum pp_protocol */
} cmdlets[] = {
    {"Start-Service", CMDLET_SERVICE, PPS_STEP_START},
    {"Stop-Service", CMDLET_SERVICE, PPS_STEP_STOP},
    {"Restart-Service", CMDLET_SERVICE, PPS_STEP_RESTART},
    {"Enable-WindowsOptionalFeature", CMDLET_FEATURE, PPS_STEP_ENABLE},
    {"Disable-WindowsOptionalFeature", CMDLET_FEATURE, PPS_STEP_DISABLE},
    {"Set-NetTCPSetting", CMDLET_SETTING, PP_TCP},
    {"Set-NetUDPSetting", CMDLET_SETTING, PP_UDP},
    {"Set-ItemProperty", CMDLET_PROPERTY, PPS_STEP_SET},
    {"New-ItemProperty", CMDLET_PROPERTY, PPS_STEP_SET},
    {"Remove-ItemProperty", CMDLET_PROPERTY, PPS_STEP_UNSET},
    {"Restart-Computer", CMDLET_BARE, PPS_STEP_REBOOT},
    {"Restart-NetAdapter", CMDLET_BARE, PPS_STEP_ADAPTER},
    {"Enable-NetAdapter", CMDLET_BARE, PPS_STEP_ADAPTER},
    {"Disable-NetAdapter", CMDLET_BARE, PPS_STEP_OTHER},
};

static void parse_cmdlet(struct step_parser *parser, size_t index)
{
    enum pps_step_kind kind = (enum pps_step_kind)cmdlets[index].kind;
    switch (cmdlets[index].shape) {
    case CMDLET_SERVICE:
        parse_service(parser, kind);
        return;
    case CMDLET_FEATURE:
        parse_feature(parser, kind);
        return;
    case CMDLET_SETTING:
        parse_setting(parser, (enum pp_protocol)cmdlets[index].kind);
        return;
    case CMDLET_PROPERTY:
        parse_property(parser, kind);
        return;
    case CMDLET_BARE:
        parser->step.kind = kind;
        return;
    }
}

bool pps_step_parse_powershell(struct step_parser *parser)
{
    struct pp_sv name = pps_step_take(parser);
    if (pp_sv_starts_nocase(name, PP_SV("Get-"))) {
        parser->step.kind = PPS_STEP_QUERY;
        return true;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(cmdlets); i++) {
        if (pps_step_word_is(name, cmdlets[i].name)) {
            parse_cmdlet(parser, i);
            return true;
        }
    }
    return false;
}
