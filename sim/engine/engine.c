/* Which rule a step is for. The rules are in engine_*.c. */
#include "engine.h"

#include "base/alloc.h"
#include "engine_bind.h"
#include "engine_blocks.h"
#include "engine_boot.h"
#include "engine_expect.h"
#include "engine_mirrored.h"
#include "engine_registry.h"
#include "engine_reserve.h"
#include "engine_service.h"
#include "outcome.h"

void pps_engine_done(struct pps_engine *engine)
{
    pps_block_list_done(&engine->blocks);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        pp_free(engine->away[p]);
    }
}

const struct pps_reserve_model *
pps_engine_model(const struct pps_engine *engine, const struct pps_state *state)
{
    return pps_blocks_model(engine, state);
}

bool pps_step_may_draw(const struct pps_step *step)
{
    return step->kind == PPS_STEP_START || step->kind == PPS_STEP_RESTART ||
           step->kind == PPS_STEP_ADAPTER || step->kind == PPS_STEP_REBOOT;
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

static enum pp_status apply_rule(struct rule *rule)
{
    switch (rule->step->kind) {
    case PPS_STEP_RESERVE:
        return pps_rule_reserve(rule);
    case PPS_STEP_UNRESERVE:
        return pps_rule_unreserve(rule);
    case PPS_STEP_DYNAMIC:
        return pps_rule_dynamic(rule);
    case PPS_STEP_SET:
    case PPS_STEP_UNSET:
        return pps_rule_set(rule);
    case PPS_STEP_START:
        return pps_rule_start(rule);
    case PPS_STEP_STOP:
        return pps_rule_stop(rule);
    case PPS_STEP_RESTART:
        return pps_rule_restart(rule);
    case PPS_STEP_ENABLE:
    case PPS_STEP_DISABLE:
        return pps_rule_feature(rule);
    case PPS_STEP_REBOOT:
        return pps_rule_reboot(rule);
    case PPS_STEP_ADAPTER:
        return pps_rule_adapter(rule);
    case PPS_STEP_BIND:
        return pps_rule_bind(rule);
    case PPS_STEP_CLOSE:
        return pps_rule_close(rule);
    case PPS_STEP_INSTALL:
        return pps_rule_install(rule);
    case PPS_STEP_PRESET:
        return pps_rule_preset(rule);
    case PPS_STEP_EXPECT:
        pps_rule_expect(rule);
        return PP_OK;
    case PPS_STEP_OTHER:
        if (pps_is_wsl_shutdown(rule->step)) {
            return pps_release_mirrored(rule);
        }
        pps_outcome_note(rule->outcome, PPS_NOTE_NOT_MODELLED);
        return PP_OK;
    case PPS_STEP_QUERY:
        return PP_OK;
    }
    return PP_ERR_INTERNAL;
}

enum pp_status pps_engine_apply(struct pps_engine *engine,
                                const struct pps_step *step,
                                struct pps_state *state,
                                struct pps_prng *prng,
                                struct pps_outcome *outcome)
{
    struct rule rule = {engine, step, state, prng, outcome};
    forget(outcome);
    PP_TRY(apply_rule(&rule));
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
           engine->away_count[PP_TCP] == 0 && engine->away_count[PP_UDP] == 0;
}
