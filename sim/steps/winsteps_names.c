/*
 * The names that Windows gives services, features and registry keys, where
 * commands of cmd and of PowerShell share them.
 */
#include "winsteps_names.h"

#include "portplan/buf.h"

#include "base/bytes.h"
#include "fact/registry.h"

void pps_step_set_service(struct pps_step *step,
                          enum pps_step_kind kind,
                          struct pp_sv name)
{
    static const struct {
        const char *name;
        enum pps_service service;
    } services[] = {
        {"winnat", PPS_WINNAT},
        {"Windows NAT Driver", PPS_WINNAT},
        {"hns", PPS_HNS},
        {"Host Network Service", PPS_HNS},
        {"docker", PPS_DOCKER},
        {"com.docker.service", PPS_DOCKER},
        {"Docker Desktop Service", PPS_DOCKER},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(services); i++) {
        if (pps_step_word_is(pps_step_unquote(name), services[i].name)) {
            step->service = services[i].service;
            step->kind = kind;
            return;
        }
    }
    step->kind = PPS_STEP_OTHER;
    step->remark = pps_step_word_is(name, "iphlpsvc") ? PPS_REMARK_HELPER
                                                      : PPS_REMARK_NONE;
}

/* What stands around a name in a list, escaped or not. */
static const char around_names[] = " \t\"'\\`(),@";

void pps_step_add_services(struct step_parser *parser,
                           enum pps_step_kind kind,
                           struct pp_sv list)
{
    bool is_one = pp_sv_find(list, PP_SV(","), 0) == SIZE_MAX;
    while (list.len > 0 && !parser->has_failed) {
        struct pp_sv name = pp_take_until(&list, ',');
        list = pp_trim_start(list, ", ");
        name = pp_trim_end(pp_trim_start(name, around_names), around_names);
        if (name.len == 0) {
            continue;
        }
        pps_step_set_service(&parser->step, kind, name);
        if (parser->step.kind == PPS_STEP_OTHER && !is_one) {
            parser->step.written = name;
        }
        pps_step_list_add(parser);
    }
}

bool pps_step_startup(struct pp_sv word, enum pps_startup *ret_startup)
{
    static const struct {
        const char *word;
        enum pps_startup startup;
    } words[] = {
        {"auto", PPS_STARTUP_AUTO},
        {"automatic", PPS_STARTUP_AUTO},
        {"delayed-auto", PPS_STARTUP_AUTO},
        {"AutomaticDelayedStart", PPS_STARTUP_AUTO},
        {"boot", PPS_STARTUP_AUTO},
        {"system", PPS_STARTUP_AUTO},
        {"demand", PPS_STARTUP_DEMAND},
        {"manual", PPS_STARTUP_DEMAND},
        {"disabled", PPS_STARTUP_DISABLED},
        /* values of the registry */
        {"0", PPS_STARTUP_AUTO},
        {"1", PPS_STARTUP_AUTO},
        {"2", PPS_STARTUP_AUTO},
        {"3", PPS_STARTUP_DEMAND},
        {"4", PPS_STARTUP_DISABLED},
    };
    word = pps_step_unquote(word);
    word = pp_sv_starts_nocase(word, PP_SV("0x")) ? pp_sv_sub(word, 2, word.len)
                                                  : word;
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (pps_step_word_is(word, words[i].word)) {
            *ret_startup = words[i].startup;
            return true;
        }
    }
    return false;
}

bool pps_step_set_start_value(struct step_parser *parser,
                              struct pp_sv key,
                              struct pp_sv name,
                              struct pp_sv data)
{
    static const struct pp_sv above = PP_SV_INIT("\\Services\\");
    key = pp_trim_end(key, "\\");
    struct pp_sv service = pp_sv_sub(key, pp_behind_last(key, '\\'), key.len);
    struct pp_sv path = pp_sv_sub(key, 0, key.len - service.len);
    bool is_service =
        path.len >= above.len &&
        pp_sv_equal_nocase(pp_sv_sub(path, path.len - above.len, above.len),
                           above);
    if (!is_service || !pps_step_word_is(name, "Start") ||
        !pps_step_startup(data, &parser->step.startup)) {
        return false;
    }
    pps_step_set_service(&parser->step, PPS_STEP_CONFIG, service);
    return true;
}

/* The optional features by DISM's names (dism /online /get-features), those
 * of Hyper-V and of containers by how they begin. WSL 2 runs in the Virtual
 * Machine Platform; Sandbox is a container. */
void pps_step_set_feature(struct pps_step *step,
                          enum pps_step_kind kind,
                          struct pp_sv name)
{
    static const struct {
        const char *name;
        enum pps_feature feature;
    } features[] = {
        {"Microsoft-Hyper-V", PPS_HYPER_V},
        {"Containers", PPS_CONTAINERS},
        {"Microsoft-Windows-Subsystem-Linux", PPS_WSL},
        {"VirtualMachinePlatform", PPS_WSL},
    };
    name = pps_step_unquote(name);
    for (size_t i = 0; i < PP_ARRAY_LEN(features); i++) {
        struct pp_sv known = pp_sv_from(features[i].name);
        if (pp_sv_starts_nocase(name, known) &&
            (features[i].feature != PPS_WSL || name.len == known.len)) {
            step->feature = features[i].feature;
            step->kind = kind;
            return;
        }
    }
    step->kind = PPS_STEP_OTHER;
}

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

bool pps_step_check_key(struct step_parser *parser,
                        struct pp_sv key,
                        struct pp_sv name)
{
    enum {
        MESSAGE_MAX_BYTES = 512
    };
    struct pp_sv true_key;
    enum pp_known_value value = pp_known_value_named(name, &true_key);
    parser->step.key = below_local_machine(key);
    if (value == PP_KNOWN_NONE ||
        pp_known_value_is_under(value, parser->step.key)) {
        return true;
    }
    struct pp_buf message;
    pp_buf_init(&message, MESSAGE_MAX_BYTES);
    pp_buf_printf(&message,
                  "Windows reads %s under %.*s",
                  pp_known_value_name(value),
                  PP_SV_ARGS(true_key));
    parser->status = message.status;
    parser->has_failed = true;
    if (message.status == PP_OK) {
        pps_step_refuse(parser, key, message.data);
    }
    pp_buf_done(&message);
    return false;
}
