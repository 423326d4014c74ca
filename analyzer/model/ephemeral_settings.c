/* Where the settings of an ephemeral range come from: presets, machines. */
#include "ephemeral.h"
#include "fact/registry.h"

enum {
    VISTA_FIRST = 49152 /* of the default range, KB929851 */
};

void pp_ephemeral_apply(struct pp_ephemeral_settings *settings,
                        const struct pp_windows_preset *preset)
{
    if (settings->os == NULL) {
        settings->os = pp_windows_named(pp_sv_from(preset->os));
    }
    bool has_netsh = pp_era_has_netsh(settings->os->era);
    if (preset->count > 0 && (has_netsh || preset->max_user_port == 0)) {
        settings->has_netsh = true;
        settings->netsh = (struct pp_netsh_range){preset->start, preset->count};
        return;
    }
    settings->has_max_user_port = true;
    settings->max_user_port = preset->max_user_port;
}

static void learn_registry(struct pp_ephemeral_settings *settings,
                           const struct pp_registry_fact *value)
{
    bool is_there = value->type != PP_REG_DELETED;
    enum pp_known_value known = pp_known_value_of_fact(value);
    if (known == PP_KNOWN_MAX_USER_PORT) {
        settings->has_max_user_port = is_there;
        settings->max_user_port = value->number;
    } else if (known == PP_KNOWN_RESERVED_PORTS) {
        settings->has_reserved_ports = is_there;
    }
}

/* Of several profiles Internet counts, which connections have by default, and
 * without it the last (Get-NetTCPSetting). */
static void learn_setting(struct pp_ephemeral_settings *settings,
                          const struct pp_setting_fact *said)
{
    uint32_t *slot = NULL;
    uint32_t value = 0;
    if (pp_sv_equal_nocase(said->name, PP_SV("AutoReusePortRangeStartPort"))) {
        slot = &settings->auto_reuse.start;
    } else if (pp_sv_equal_nocase(said->name,
                                  PP_SV("AutoReusePortRangeNumberOfPorts"))) {
        slot = &settings->auto_reuse.count;
    }
    bool is_internet = pp_sv_equal_nocase(said->scope, PP_SV("Internet"));
    if (slot != NULL && pp_sv_to_u32(said->value, PP_PORT_MAX, &value) &&
        (is_internet || *slot == 0)) {
        *slot = value;
    }
}

static void learn_fact(struct pp_ephemeral_settings *settings,
                       const struct pp_fact *fact)
{
    if (fact->kind == PP_FACT_REGISTRY) {
        learn_registry(settings, &fact->as.registry);
    } else if (fact->kind == PP_FACT_SETTING) {
        learn_setting(settings, &fact->as.setting);
    } else if (fact->kind == PP_FACT_HOTFIX) {
        settings->has_kb951748 =
            settings->has_kb951748 || fact->as.hotfix.number == 951748;
        settings->has_kb951746 =
            settings->has_kb951746 || fact->as.hotfix.number == 951746;
    }
}

struct pp_ephemeral_settings
pp_ephemeral_settings_of(const struct pp_machine *machine,
                         enum pp_protocol protocol)
{
    struct pp_ephemeral_settings settings = {.protocol = protocol};
    const struct pp_os *os = pp_machine_os(machine);
    if (os->generation != NULL) {
        settings.os = pp_windows_named(pp_sv_from(os->generation));
    }
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        learn_fact(&settings, &facts[i]);
    }
    const struct pp_dynamic *dynamic = pp_machine_dynamic(machine, protocol);
    settings.has_captured = dynamic->basis == PP_BASIS_CAPTURED;
    settings.captured = dynamic->range;
    settings.blocks = dynamic->range;
    settings.has_blocks = dynamic->basis == PP_BASIS_ASSUMED &&
                          dynamic->range.first != VISTA_FIRST;
    return settings;
}
