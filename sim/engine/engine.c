/* Which rule a step is for. The rules are in engine_*.c. */
#include "engine.h"

#include "base/alloc.h"
#include "engine_bind.h"
#include "engine_blocks.h"
#include "engine_boot.h"
#include "engine_kill.h"
#include "engine_registry.h"
#include "engine_reserve.h"
#include "engine_service.h"
#include "engine_wsl.h"

void pps_engine_done(struct pps_engine *engine)
{
    pps_block_list_done(&engine->blocks);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_free(engine->away[p].items);
    }
}

bool pps_step_may_draw(const struct pps_step *step)
{
    return step->kind == PPS_STEP_START || step->kind == PPS_STEP_RESTART ||
           step->kind == PPS_STEP_ADAPTER || step->kind == PPS_STEP_REBOOT ||
           pps_step_starts_wsl(step);
}

static void forget(struct pps_outcome *outcome)
{
    struct pps_change *changes = outcome->changes;
    struct pp_portset *closed = outcome->closed;
    size_t capacity = outcome->change_capacity;
    *outcome = (struct pps_outcome){
        .leaves_out_changes = outcome->leaves_out_changes,
        .message = "",
        .changes = changes,
        .change_capacity = capacity,
        .closed = closed,
    };
}

static enum pp_status pass_over(struct rule *rule)
{
    return rule->step->kind == PPS_STEP_OTHER ? pps_rule_wsl(rule) : PP_OK;
}

static enum pp_status (*const rules[])(struct rule *rule) = {
    [PPS_STEP_RESERVE] = pps_rule_reserve,
    [PPS_STEP_UNRESERVE] = pps_rule_unreserve,
    [PPS_STEP_DYNAMIC] = pps_rule_dynamic,
    [PPS_STEP_SET] = pps_rule_set,
    [PPS_STEP_UNSET] = pps_rule_set,
    [PPS_STEP_START] = pps_rule_start,
    [PPS_STEP_STOP] = pps_rule_stop,
    [PPS_STEP_RESTART] = pps_rule_restart,
    [PPS_STEP_CONFIG] = pps_rule_config,
    [PPS_STEP_ENABLE] = pps_rule_feature,
    [PPS_STEP_DISABLE] = pps_rule_feature,
    [PPS_STEP_REBOOT] = pps_rule_reboot,
    [PPS_STEP_ADAPTER] = pps_rule_adapter,
    [PPS_STEP_BIND] = pps_rule_bind,
    [PPS_STEP_CLOSE] = pps_rule_close,
    [PPS_STEP_KILL] = pps_rule_kill,
    [PPS_STEP_INSTALL] = pps_rule_install,
    [PPS_STEP_PRESET] = pps_rule_preset,
    [PPS_STEP_EXPECT] = pps_rule_expect,
    [PPS_STEP_QUERY] = pass_over,
    [PPS_STEP_OTHER] = pass_over,
};

enum pp_status pps_engine_apply(struct pps_engine *engine,
                                const struct pps_step *step,
                                struct pps_state *state,
                                struct pps_prng *prng,
                                struct pps_outcome *outcome)
{
    struct rule rule = {engine, step, state, prng, outcome};
    forget(outcome);
    if (step->only_if_ok && state->last_error != 0) {
        outcome->is_left_out = true;
        return PP_OK;
    }
    PP_TRY(rules[step->kind](&rule));
    if (step->kind != PPS_STEP_EXPECT) {
        state->last_error = outcome->error;
    }
    return PP_OK;
}

enum pp_status pps_engine_boot_alike(struct pps_engine *engine,
                                     struct pps_state *state,
                                     struct pps_outcome *outcome)
{
    struct rule rule = {engine, NULL, state, NULL, outcome};
    forget(outcome);
    return pps_boot_alike(&rule);
}

enum pp_status pps_engine_boot_drawn(struct pps_engine *engine,
                                     struct pps_state *state,
                                     struct pps_prng *prng,
                                     struct pps_outcome *outcome)
{
    struct rule rule = {engine, NULL, state, prng, outcome};
    forget(outcome);
    PP_TRY(pps_boot_drawn(&rule));
    state->last_error = outcome->error;
    return PP_OK;
}

bool pps_engine_boot_only_adds(const struct pps_engine *engine)
{
    return engine->assumptions.chosen[PP_ASSUME_BOOT_ORDER] ==
               PP_BOOT_ADMIN_FIRST &&
           engine->away[PP_TCP].count == 0 && engine->away[PP_UDP].count == 0;
}
