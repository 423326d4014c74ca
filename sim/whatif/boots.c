/* Playing one step on copies of one state. */
#include "boots.h"

/* What every boot does alike is done once. */
static enum pp_status make_ready(struct boots *boots)
{
    boots->outcome.leaves_out_changes = true;
    PP_TRY(pps_state_copy(boots->start, &boots->ready));
    PP_TRY(
        pps_engine_boot_alike(&boots->engine, &boots->ready, &boots->outcome));
    boots->ready_notes = boots->outcome.notes;
    boots->is_ready = true;
    return pps_state_copy(&boots->ready, &boots->work);
}

/* The state after what is alike, in `work`. */
static enum pp_status begin_boot(struct boots *boots)
{
    if (!boots->is_ready) {
        return make_ready(boots);
    }
    if (!pps_engine_boot_only_adds(&boots->engine)) {
        return pps_state_copy(&boots->ready, &boots->work);
    }
    pps_state_take_back(&boots->work, &boots->ready);
    return PP_OK;
}

static enum pp_status play_boot(struct boots *boots, struct pps_prng *prng)
{
    PP_TRY(begin_boot(boots));
    PP_TRY(pps_engine_boot_drawn(
        &boots->engine, &boots->work, prng, &boots->outcome));
    boots->outcome.notes |= boots->ready_notes;
    return PP_OK;
}

size_t pps_steps_before_chance(const struct pps_step *steps, size_t count)
{
    size_t i = 0;
    while (i < count && !pps_step_may_draw(&steps[i])) {
        i++;
    }
    return i;
}

enum pp_status pps_boots_play(struct boots *boots, uint64_t run)
{
    struct pps_prng prng = pps_prng_stream(boots->seed, run);
    if (boots->step->kind == PPS_STEP_REBOOT) {
        return play_boot(boots, &prng);
    }
    boots->outcome.leaves_out_changes = true;
    PP_TRY(pps_state_copy(boots->start, &boots->work));
    return pps_engine_apply(
        &boots->engine, boots->step, &boots->work, &prng, &boots->outcome);
}

void pps_boots_done(struct boots *boots)
{
    pps_engine_done(&boots->engine);
    pps_outcome_done(&boots->outcome);
    pps_state_done(&boots->ready);
    pps_state_done(&boots->work);
    *boots = (struct boots){0};
}
