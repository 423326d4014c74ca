/* A plan's services, features, registry values and updates: two states
 * compared. */
#include "plan_system.h"

#include "fact/registry.h"
#include "sim/engine/engine_service.h"
#include "sim/engine/outcome.h"
#include "sim/steps/step_words.h"

static enum pp_status report(const struct plan_listener *listener,
                             const struct pps_plan_change *change)
{
    return listener->report(listener->user, change);
}

/* `+` for what is on now, `-` for what is off; `~` where nothing is known of
 * before. */
static struct pps_plan_change change_of_switch(enum pps_change_what what,
                                               const char *name,
                                               enum pp_tri before,
                                               enum pp_tri after)
{
    struct pps_plan_change change = {
        .is_known = before == PP_UNKNOWN ? PP_NO : PP_YES,
    };
    enum pps_change_op op = before == PP_UNKNOWN ? PPS_ALTER
                            : after == PP_YES    ? PPS_ADD
                                                 : PPS_REMOVE;
    change.change = pps_change_of_name(op, what, name);
    change.is_on = after == PP_YES;
    return change;
}

static enum pp_status compare_services(const struct pps_state *start,
                                       const struct pps_state *end,
                                       const struct plan_listener *listener)
{
    for (int i = 0; i < PPS_SERVICE_COUNT; i++) {
        enum pps_service service = (enum pps_service)i;
        enum pp_tri before = pps_running_state(start, service);
        enum pp_tri after = pps_running_state(end, service);
        if (after == PP_UNKNOWN || after == before) {
            continue;
        }
        struct pps_plan_change change = change_of_switch(
            PPS_WHAT_SERVICE, pps_service_name(service), before, after);
        PP_TRY(report(listener, &change));
    }
    return PP_OK;
}

static enum pp_status compare_features(const struct pps_state *start,
                                       const struct pps_state *end,
                                       const struct plan_listener *listener)
{
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        enum pp_tri pending = end->is_pending[i];
        enum pp_tri before = start->is_enabled[i];
        enum pp_tri after =
            pending != PP_UNKNOWN ? pending : end->is_enabled[i];
        if (after == PP_UNKNOWN || after == before) {
            continue;
        }
        struct pps_plan_change change =
            change_of_switch(PPS_WHAT_FEATURE,
                             pps_feature_name((enum pps_feature)i),
                             before,
                             after);
        change.is_at_restart = after != end->is_enabled[i];
        PP_TRY(report(listener, &change));
    }
    return PP_OK;
}

static const struct pp_fact *facts_of(const struct pps_state *state,
                                      size_t *ret_count)
{
    return state->captured != NULL
               ? pp_machine_facts(state->captured, ret_count)
               : NULL;
}

/* The captured value of that name, of which the last counts; NULL for none. */
static const struct pp_registry_fact *
captured_value(const struct pps_state *state, struct pp_sv name)
{
    const struct pp_registry_fact *found = NULL;
    size_t count = 0;
    const struct pp_fact *facts = facts_of(state, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pp_registry_fact *value = &facts[i].as.registry;
        if (facts[i].kind == PP_FACT_REGISTRY &&
            pp_known_value_of_fact(value) != PP_KNOWN_NONE &&
            pp_sv_equal_nocase(value->name, name)) {
            found = value;
        }
    }
    return found;
}

/* Whether the value is what was captured already. */
static bool is_as_captured(const struct pps_value *value,
                           const struct pp_registry_fact *captured)
{
    uint32_t number = 0;
    if (captured == NULL) {
        return false;
    }
    if (captured->type == PP_REG_DELETED || !value->is_present) {
        return captured->type == PP_REG_DELETED && !value->is_present;
    }
    return captured->type == PP_REG_DWORD &&
           pps_step_number(value->data, true, &number) &&
           captured->number == number;
}

/* Whether a capture shows the setting that a step names like a value. */
static bool is_setting_captured(const struct pps_state *start,
                                struct pp_sv name)
{
    const struct pp_sv hypervisor = PP_SV("hypervisorlaunchtype");
    return start->captured != NULL && pp_sv_equal_nocase(name, hypervisor) &&
           pp_machine_feature(start->captured, hypervisor) != PP_UNKNOWN;
}

static enum pps_change_op op_of_value(const struct pps_value *value,
                                      const struct pp_registry_fact *captured)
{
    if (captured == NULL) {
        return PPS_ALTER;
    }
    if (!value->is_present) {
        return PPS_REMOVE;
    }
    return captured->type == PP_REG_DELETED ? PPS_ADD : PPS_ALTER;
}

static enum pp_status compare_values(const struct pps_state *start,
                                     const struct pps_state *end,
                                     const struct plan_listener *listener)
{
    for (size_t i = 0; i < end->value_count; i++) {
        const struct pps_value *value = &end->values[i];
        const struct pp_registry_fact *captured =
            captured_value(start, value->name);
        /* Neither there nor deleted: a step asked and was refused. */
        if (is_as_captured(value, captured) ||
            (!value->is_present && value->data.ptr == NULL)) {
            continue;
        }
        struct pps_plan_change change = {
            .change = {.op = op_of_value(value, captured),
                       .what = PPS_WHAT_VALUE,
                       .name = value->name,
                       .data = value->data},
            .is_known =
                captured != NULL || is_setting_captured(start, value->name)
                    ? PP_YES
                    : PP_NO,
            .is_on = value->is_present,
            .has_number = captured != NULL && captured->type == PP_REG_DWORD,
            .number = captured != NULL ? captured->number : 0,
        };
        PP_TRY(report(listener, &change));
    }
    return PP_OK;
}

static bool has_hotfix(const struct pps_state *state, uint32_t number)
{
    size_t count = 0;
    const struct pp_fact *facts = facts_of(state, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_HOTFIX &&
            facts[i].as.hotfix.number == number) {
            return true;
        }
    }
    return false;
}

static enum pp_status report_update(const struct plan_listener *listener,
                                    const char *name)
{
    const struct pps_plan_change change = {
        .change = pps_change_of_name(PPS_ADD, PPS_WHAT_UPDATE, name),
        .is_known = PP_YES,
        .is_on = true,
    };
    return report(listener, &change);
}

static enum pp_status compare_updates(const struct pps_state *start,
                                      const struct pps_state *end,
                                      const struct plan_listener *listener)
{
    if (end->has_ms08_037 && !start->has_ms08_037 &&
        !has_hotfix(start, 951748) && !has_hotfix(start, 951746)) {
        PP_TRY(report_update(listener, "MS08-037"));
    }
    return end->has_kb3039044 && !start->has_kb3039044 &&
                   !has_hotfix(start, 3039044)
               ? report_update(listener, "KB3039044")
               : PP_OK;
}

enum pp_status pps_plan_compare_system(const struct pps_state *start,
                                       const struct pps_state *end,
                                       const struct plan_listener *listener)
{
    PP_TRY(compare_services(start, end, listener));
    PP_TRY(compare_features(start, end, listener));
    PP_TRY(compare_values(start, end, listener));
    return compare_updates(start, end, listener);
}
