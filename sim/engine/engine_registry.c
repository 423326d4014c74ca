/*
 * Registry values, updates and presets (docs/ports-on-windows.md#registry).
 */
#include "engine_registry.h"

#include "portplan/buf.h"

#include "engine_reserve.h"
#include "fact/registry.h"
#include "model/ephemeral.h"
#include "outcome.h"
#include "sim/steps/step_words.h"

static struct pps_value *value_slot(struct pps_state *state, struct pp_sv name)
{
    for (size_t i = 0; i < state->value_count; i++) {
        if (pp_sv_equal_nocase(state->values[i].name, name)) {
            return &state->values[i];
        }
    }
    if (state->value_count == PPS_VALUES_MAX) {
        return NULL;
    }
    state->values[state->value_count] = (struct pps_value){.name = name};
    return &state->values[state->value_count++];
}

bool pps_value_number(const struct pps_state *state,
                      const char *name,
                      uint32_t *ret_number,
                      bool *ret_is_deleted)
{
    const struct pps_value *value = pps_state_value(state, name);
    bool is_present = value != NULL && value->is_present;
    *ret_is_deleted = value != NULL && !is_present;
    return is_present && pps_step_number(value->data, true, ret_number);
}

bool pps_is_hypervisor_off(const struct pps_state *state)
{
    const struct pps_value *value =
        pps_state_value(state, "hypervisorlaunchtype");
    return value != NULL ? value->is_present &&
                               pp_sv_equal_nocase(value->data, PP_SV("off"))
                         : state->is_hypervisor_off;
}

static const struct pp_windows *system_of(const struct pps_state *state)
{
    const struct pp_os *os =
        state->captured != NULL ? pp_machine_os(state->captured) : NULL;
    return os != NULL && os->generation != NULL
               ? pp_windows_named(pp_sv_from(os->generation))
               : NULL;
}

/* Puts what the steps did to MaxUserPort into the settings. */
static void apply_max_user_port(const struct pps_state *state,
                                struct pp_ephemeral_settings *settings)
{
    uint32_t number = 0;
    bool is_deleted;
    if (pps_state_value(state, "MaxUserPort") != NULL) {
        settings->has_max_user_port =
            pps_value_number(state, "MaxUserPort", &number, &is_deleted);
        settings->max_user_port = number;
    }
}

bool pps_range_at_boot(const struct rule *rule,
                       enum pp_protocol protocol,
                       struct pp_range *ret_range,
                       enum pp_basis *ret_basis)
{
    const struct pps_state *state = rule->state;
    const struct pps_protocol_state *at = &state->protocols[protocol];
    struct pp_ephemeral_settings settings = {.protocol = protocol};
    bool is_old = state->is_before_vista;
    if (is_old) {
        settings = pp_ephemeral_settings_of(state->captured, protocol);
        settings.has_captured = false;
        settings.has_kb951748 = settings.has_kb951748 || state->has_ms08_037;
    }
    /* Since Vista a captured MaxUserPort has done already what it does. */
    settings.os = system_of(state);
    apply_max_user_port(state, &settings);
    settings.has_netsh = at->is_dynamic_from_netsh;
    settings.netsh = (struct pp_netsh_range){
        at->dynamic_persistent.first, pp_range_count(at->dynamic_persistent)};
    settings.assumptions = rule->engine->assumptions;
    enum pp_basis basis;
    struct pp_range range = pp_ephemeral_range(&settings, &basis);
    if (!is_old && basis != PP_BASIS_REGISTRY) {
        return false;
    }
    *ret_range = range;
    *ret_basis = basis;
    return true;
}

/* The entries of the text, parted by `\0` as reg.exe takes them. */
static enum pp_status read_entries(struct pp_sv text, struct pp_portset *ports)
{
    struct pp_buf strings;
    struct pp_port_entry entry;
    pp_buf_init(&strings, text.len + 2);
    for (size_t i = 0; i < text.len; i++) {
        bool is_end =
            text.ptr[i] == '\\' && i + 1 < text.len && text.ptr[i + 1] == '0';
        pp_buf_add_char(&strings, is_end ? '\0' : text.ptr[i]);
        i += is_end ? 1 : 0;
    }
    pp_buf_add_char(&strings, '\0');
    size_t at = 0;
    while (strings.status == PP_OK &&
           pp_port_entry_next(pp_buf_view(&strings), &at, &entry)) {
        if (entry.is_valid) {
            pp_portset_set_range(ports, entry.range);
        }
    }
    enum pp_status status = strings.status;
    pp_buf_done(&strings);
    return status;
}

enum pp_status pps_load_reserved_ports(struct pps_state *state)
{
    const struct pps_value *value = pps_state_value(state, "ReservedPorts");
    if (value == NULL) {
        return PP_OK;
    }
    pp_portset_clear(&state->reserved_ports);
    return value->is_present ? read_entries(value->data, &state->reserved_ports)
                             : PP_OK;
}

static bool is_hns_value(struct pp_sv name)
{
    static const char *const names[] = {"EnableExcludedPortRange",
                                        "ExcludedPortRangeStartPort",
                                        "ExcludedPortRangePortCount",
                                        "PreallocatePortRangeTCPStartPort",
                                        "PreallocatePortRangeTCPPortCount",
                                        "PreallocatePortRangeUDPStartPort",
                                        "PreallocatePortRangeUDPPortCount",
                                        NULL};
    return pps_step_word_is_any(name, names);
}

/* When a value that is known here takes effect. */
static void note_value(struct rule *rule, struct pp_sv name)
{
    struct pps_outcome *outcome = rule->outcome;
    if (pp_sv_equal_nocase(name, PP_SV("MaxUserPort"))) {
        pps_outcome_note(outcome, PPS_NOTE_AT_REBOOT);
        if (!rule->state->is_before_vista) {
            pps_outcome_note(outcome, PPS_NOTE_MAX_USER_PORT);
        }
        if (rule->state->protocols[PP_TCP].is_dynamic_from_netsh) {
            pps_outcome_note(outcome, PPS_NOTE_NETSH_WINS);
        }
    } else if (is_hns_value(name)) {
        pps_outcome_note(outcome, PPS_NOTE_HNS_READS);
    } else if (pp_sv_equal_nocase(name, PP_SV("networkingMode"))) {
        pps_outcome_note(outcome, PPS_NOTE_WSL_READS);
    } else if (pp_sv_equal_nocase(name, PP_SV("hypervisorlaunchtype"))) {
        pps_outcome_note(outcome, PPS_NOTE_AT_REBOOT);
        if (pps_is_hypervisor_off(rule->state)) {
            pps_outcome_note(outcome, PPS_NOTE_HYPERVISOR_OFF);
        }
    } else if (pp_sv_equal_nocase(name, PP_SV("ReservedPorts"))) {
        pps_outcome_note(outcome,
                         rule->state->is_before_vista
                             ? PPS_NOTE_AT_REBOOT
                             : PPS_NOTE_RESERVED_PORTS);
    } else if (pp_is_dark_hns_name(name) ||
               pp_sv_find_nocase(rule->step->written, PP_SV("hns\\State"), 0) !=
                   SIZE_MAX) {
        pps_outcome_note(outcome, PPS_NOTE_VALUE_UNKNOWN);
    } else {
        pps_outcome_note(outcome, PPS_NOTE_NOT_MODELLED);
    }
}

/* Sets the value, or deletes it where there is no data. What no capture and no
 * step has shown may still be there: deleting it is taken to work. A second
 * time it is gone for certain. */
static enum pp_status
put_value(struct rule *rule, struct pp_sv name, struct pp_sv data)
{
    bool is_set = data.ptr != NULL;
    struct pps_value *value = value_slot(rule->state, name);
    if (value == NULL) {
        return PP_ERR_LIMIT;
    }
    if (!is_set && !value->is_present && value->data.ptr != NULL) {
        return pps_outcome_refuse(rule->outcome, PP_WIN_FILE_NOT_FOUND);
    }
    value->data = is_set ? data : PP_SV("");
    value->is_present = is_set;
    const struct pps_change change = {
        .op = is_set ? PPS_ADD : PPS_REMOVE,
        .what = PPS_WHAT_VALUE,
        .name = name,
        .data = data,
    };
    rule->outcome->message = "The operation completed successfully.";
    note_value(rule, name);
    return pps_outcome_add(rule->outcome, &change);
}

enum pp_status pps_rule_set(struct rule *rule)
{
    const struct pps_step *step = rule->step;
    struct pp_sv nothing = {NULL, 0};
    if (pp_sv_equal_nocase(step->name, PP_SV("hypervisorlaunchtype"))) {
        rule->state->is_hypervisor_off =
            pp_sv_equal_nocase(step->data, PP_SV("off"));
    }
    if (step->kind == PPS_STEP_UNSET) {
        return put_value(rule, step->name, nothing);
    }
    return put_value(
        rule, step->name, step->data.ptr != NULL ? step->data : PP_SV(""));
}

/* MS08-037 for Windows 2000, XP and Server 2003: KB951748 for the client,
 * KB951746 for the DNS server. Nothing else is known to move ports. */
enum pp_status pps_rule_install(struct rule *rule)
{
    struct pp_sv name = rule->step->name;
    if (pp_sv_equal_nocase(name, PP_SV("KB3039044"))) {
        rule->state->has_kb3039044 = true;
        return PP_OK;
    }
    bool is_known = pp_sv_equal_nocase(name, PP_SV("KB951748")) ||
                    pp_sv_equal_nocase(name, PP_SV("KB951746"));
    if (is_known && rule->state->is_before_vista) {
        rule->state->has_ms08_037 = true;
        pps_outcome_note(rule->outcome, PPS_NOTE_AT_REBOOT);
        return PP_OK;
    }
    pps_outcome_note(rule->outcome,
                     is_known ? PPS_NOTE_UPDATE_OLD : PPS_NOTE_UPDATE_UNKNOWN);
    return PP_OK;
}

static enum pp_status preset_range(struct rule *rule, struct pp_range range)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        struct pps_protocol_state *at = &rule->state->protocols[p];
        PP_TRY(pps_set_dynamic(rule, protocol, range, PP_BASIS_CAPTURED));
        at->dynamic_persistent = range;
        at->is_dynamic_from_netsh = true;
        if (pps_state_block_count(rule->state, protocol) > 0) {
            pps_outcome_note(rule->outcome, PPS_NOTE_BLOCKS_STAY);
        }
    }
    return PP_OK;
}

enum pp_status pps_rule_preset(struct rule *rule)
{
    const struct pp_windows_preset *preset = rule->step->preset;
    struct pp_range dynamic;
    bool is_value = rule->state->is_before_vista && preset->max_user_port != 0;
    if (!is_value &&
        pp_range_from_count(preset->start, preset->count, &dynamic)) {
        return preset_range(rule, dynamic);
    }
    return put_value(rule,
                     PP_SV("MaxUserPort"),
                     preset->max_user_port == 65535 ? PP_SV("65535")
                                                    : PP_SV("60000"));
}
