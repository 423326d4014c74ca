/* The rule that gives the dynamic range, and where its settings come from. */
#include "ephemeral.h"

#include "attribute.h"
#include "fact/registry.h"

enum {
    DEFAULT_FIRST = 49152,     /* KB929851 */
    ENDPORT_FIRST = 1024,      /* U-06, reading B: nmap PR#3499 */
    NETSH_COUNT_MIN = 255,     /* KB929851 */
    LEGACY_VALUE_OVER = 65535, /* U-02 */
};

static uint8_t assumed(const struct pp_ephemeral_settings *settings,
                       enum pp_assumption assumption)
{
    return settings->assumptions.chosen[assumption];
}

enum pp_era pp_ephemeral_era(const struct pp_ephemeral_settings *settings)
{
    bool has_patch = settings->has_kb951748 || settings->has_kb951746;
    if (settings->os == NULL) {
        return has_patch ? PP_ERA_MS08_037 : PP_ERA_NT10;
    }
    /* Later updates may bring what the two brought. */
    has_patch = has_patch ||
                assumed(settings, PP_ASSUME_NT5_ROLLUPS) == PP_ROLLUPS_PATCHED;
    return has_patch ? settings->os->patched_era : settings->os->era;
}

const char *pp_netsh_refusal(struct pp_netsh_range range,
                             const struct pp_assumptions *assumptions)
{
    bool is_strict =
        assumptions->chosen[PP_ASSUME_DYNAMIC_LOWEST] == PP_DYNAMIC_LOWEST_1025;
    uint32_t lowest = is_strict ? 1025 : 1024;
    if (range.start < lowest) {
        return is_strict ? "the start must be at least 1025"
                         : "the start must be at least 1024";
    }
    if (range.count < NETSH_COUNT_MIN) {
        return "there must be at least 255 ports";
    }
    if ((uint64_t)range.start + range.count - 1 > PP_PORT_MAX) {
        return "start + count - 1 must be at most 65535";
    }
    return NULL;
}

/* --- MaxUserPort ---------------------------------------------------------- */

/* The value within its bounds, or none where it is ignored. */
static bool bound_value(const struct pp_ephemeral_settings *settings,
                        struct pp_ephemeral_verdict *verdict,
                        uint32_t *ret_value)
{
    bool is_clamped = assumed(settings, PP_ASSUME_LEGACY_OUT_OF_RANGE) ==
                      PP_OUT_OF_RANGE_CLAMP;
    uint64_t value = settings->max_user_port;
    verdict->fate = PP_VALUE_TAKEN;
    if (value < verdict->value_min) {
        verdict->fate = is_clamped ? PP_VALUE_RAISED : PP_VALUE_DROPPED;
        value = verdict->value_min;
    } else if (value > verdict->value_max) {
        verdict->fate = is_clamped ? PP_VALUE_LOWERED : PP_VALUE_DROPPED;
        value = verdict->value_max;
    }
    *ret_value = (uint32_t)value;
    return verdict->fate != PP_VALUE_DROPPED;
}

static enum pp_basis value_basis(const struct pp_ephemeral_settings *settings)
{
    return settings->is_max_user_port_given ? PP_BASIS_GIVEN
                                            : PP_BASIS_REGISTRY;
}

/* Up to Server 2003: the last port. */
static void judge_end_port(const struct pp_ephemeral_settings *settings,
                           struct pp_ephemeral_verdict *verdict)
{
    bool is_65535_taken =
        assumed(settings, PP_ASSUME_LEGACY_65535) == PP_LEGACY_65535_ACCEPT;
    verdict->value_min = pp_windows_number(verdict->era, PP_WINDOWS_VALUE_MIN);
    verdict->value_max =
        is_65535_taken ? LEGACY_VALUE_OVER
                       : pp_windows_number(verdict->era, PP_WINDOWS_VALUE_MAX);
    uint32_t last = 0;
    if (!bound_value(settings, verdict, &last)) {
        return;
    }
    bool is_1024 =
        assumed(settings, PP_ASSUME_LEGACY_LOWER_BOUND) == PP_LEGACY_LOWER_1024;
    uint32_t first =
        is_1024 ? ENDPORT_FIRST
                : pp_windows_number(verdict->era, PP_WINDOWS_SET_FIRST);
    verdict->rule = PP_RULE_END_PORT;
    verdict->basis = value_basis(settings);
    verdict->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
}

/* Since Vista, reading A: a count from the start of the dynamic range, which
 * netsh may have moved. */
static void judge_count(const struct pp_ephemeral_settings *settings,
                        struct pp_ephemeral_verdict *verdict)
{
    bool is_one_more =
        assumed(settings, PP_ASSUME_COUNT_END) == PP_COUNT_END_PLUS0;
    uint32_t first =
        settings->has_netsh ? settings->netsh.start : DEFAULT_FIRST;
    verdict->value_min = NETSH_COUNT_MIN;
    verdict->value_max = PP_PORT_MAX - first + (is_one_more ? 0 : 1);
    uint32_t count = 0;
    if (!bound_value(settings, verdict, &count)) {
        return;
    }
    uint32_t last = first + count - (is_one_more ? 0 : 1);
    verdict->rule = PP_RULE_COUNT;
    verdict->basis = value_basis(settings);
    verdict->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
}

/* Since Vista, reading B: the last port, and the first becomes 1024. */
static void judge_end_port_vista(const struct pp_ephemeral_settings *settings,
                                 struct pp_ephemeral_verdict *verdict)
{
    verdict->value_min = ENDPORT_FIRST + NETSH_COUNT_MIN - 1;
    verdict->value_max = PP_PORT_MAX;
    uint32_t last = 0;
    if (!bound_value(settings, verdict, &last)) {
        return;
    }
    verdict->rule = PP_RULE_END_PORT_VISTA;
    verdict->basis = value_basis(settings);
    verdict->range = (struct pp_range){ENDPORT_FIRST, (uint16_t)last};
}

static void judge_vista_value(const struct pp_ephemeral_settings *settings,
                              struct pp_ephemeral_verdict *verdict)
{
    bool is_count_by_version = verdict->era == PP_ERA_NT6;
    switch ((enum pp_assume_max_user_port)assumed(settings,
                                                  PP_ASSUME_MAX_USER_PORT)) {
    case PP_MAX_USER_PORT_BY_VERSION:
        if (is_count_by_version) {
            judge_count(settings, verdict);
        } else {
            judge_end_port_vista(settings, verdict);
        }
        return;
    case PP_MAX_USER_PORT_COUNT:
        judge_count(settings, verdict);
        return;
    case PP_MAX_USER_PORT_ENDPORT:
        judge_end_port_vista(settings, verdict);
        return;
    case PP_MAX_USER_PORT_IGNORED:
        verdict->fate = PP_VALUE_OUTRANKED;
        return;
    }
}

/* --- the judgement -------------------------------------------------------- */

static void judge_default(const struct pp_ephemeral_settings *settings,
                          struct pp_ephemeral_verdict *verdict)
{
    uint32_t first = pp_windows_number(verdict->era, PP_WINDOWS_DEFAULT_FIRST);
    uint32_t last = pp_windows_number(verdict->era, PP_WINDOWS_DEFAULT_LAST);
    bool is_legacy = first != DEFAULT_FIRST;
    if (is_legacy && assumed(settings, PP_ASSUME_LEGACY_LOWER_BOUND) ==
                         PP_LEGACY_LOWER_1024) {
        first = ENDPORT_FIRST;
    }
    verdict->rule = PP_RULE_DEFAULT;
    verdict->basis = settings->os != NULL ? PP_BASIS_DEFAULT : PP_BASIS_ASSUMED;
    verdict->range = (struct pp_range){(uint16_t)first, (uint16_t)last};
}

/* Where blocks lie, or the listeners of the boot, there the range is or was:
 * they outrank a default. */
static void judge_blocks(const struct pp_ephemeral_settings *settings,
                         struct pp_ephemeral_verdict *verdict)
{
    if (settings->has_blocks && pp_era_has_netsh(verdict->era)) {
        verdict->rule =
            settings->has_listeners ? PP_RULE_LISTENERS : PP_RULE_BLOCKS;
        verdict->basis = PP_BASIS_ASSUMED;
        verdict->range = settings->blocks;
    }
}

static bool is_netsh_valid(const struct pp_ephemeral_settings *settings)
{
    return settings->has_netsh &&
           pp_netsh_refusal(settings->netsh, &settings->assumptions) == NULL;
}

static void judge_vista(const struct pp_ephemeral_settings *settings,
                        struct pp_ephemeral_verdict *verdict)
{
    struct pp_ephemeral_settings valid = *settings;
    valid.has_netsh = is_netsh_valid(settings);
    bool registry_wins =
        assumed(settings, PP_ASSUME_NETSH_OR_REGISTRY) == PP_REGISTRY_WINS;
    if (valid.has_netsh && (!valid.has_max_user_port || !registry_wins)) {
        (void)pp_range_from_count(
            valid.netsh.start, valid.netsh.count, &verdict->range);
        verdict->rule = PP_RULE_NETSH;
        verdict->basis = PP_BASIS_GIVEN;
        verdict->fate =
            valid.has_max_user_port ? PP_VALUE_OUTRANKED : PP_VALUE_ABSENT;
        return;
    }
    if (valid.has_max_user_port) {
        judge_vista_value(&valid, verdict);
    }
}

struct pp_ephemeral_verdict
pp_ephemeral_judge(const struct pp_ephemeral_settings *settings)
{
    struct pp_ephemeral_verdict verdict = {.era = pp_ephemeral_era(settings)};
    judge_default(settings, &verdict);
    judge_blocks(settings, &verdict);
    if (settings->has_captured) {
        verdict.rule = PP_RULE_CAPTURED;
        verdict.basis = PP_BASIS_CAPTURED;
        verdict.range = settings->captured;
        verdict.fate =
            settings->has_max_user_port ? PP_VALUE_OUTRANKED : PP_VALUE_ABSENT;
    } else if (pp_era_has_netsh(verdict.era)) {
        judge_vista(settings, &verdict);
    } else if (settings->has_max_user_port) {
        judge_end_port(settings, &verdict);
    }
    return verdict;
}

struct pp_range pp_ephemeral_range(const struct pp_ephemeral_settings *settings,
                                   enum pp_basis *ret_basis)
{
    struct pp_ephemeral_verdict verdict = pp_ephemeral_judge(settings);
    *ret_basis = verdict.basis;
    return verdict.range;
}

/* --- presets and machines ------------------------------------------------- */

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
    settings->is_max_user_port_given = true;
    settings->max_user_port = preset->max_user_port;
}

void pp_ephemeral_add_update(struct pp_ephemeral_settings *settings,
                             uint32_t kb)
{
    settings->has_kb951748 = settings->has_kb951748 || kb == 951748;
    settings->has_kb951746 = settings->has_kb951746 || kb == 951746;
    for (unsigned i = 0; i < PP_WINDOWS_UPDATE_COUNT; i++) {
        if (pp_windows_updates()[i].kb == kb) {
            settings->updates |= 1u << i;
        }
    }
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
    } else if (known == PP_KNOWN_TCP_TIMED_WAIT_DELAY) {
        settings->has_time_wait = is_there && value->number <= UINT32_MAX;
        settings->time_wait = (uint32_t)value->number;
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
        pp_ephemeral_add_update(settings, fact->as.hotfix.number);
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
                          dynamic->range.first != DEFAULT_FIRST;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    settings.has_listeners =
        protocol == PP_TCP && pp_listeners_are_low(sockets, count);
    return settings;
}
