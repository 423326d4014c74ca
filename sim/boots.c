/* Playing one step on copies of one state. */
#include "boots.h"

enum pp_status boots_play(struct boots *boots, uint64_t run)
{
    struct pps_prng prng = pps_prng_stream(boots->seed, run);
    boots->outcome.leaves_out_changes = true;
    PP_TRY(pps_state_copy(boots->start, &boots->work));
    return pps_engine_apply(
        &boots->engine, boots->step, &boots->work, &prng, &boots->outcome);
}

void boots_done(struct boots *boots)
{
    pps_engine_done(&boots->engine);
    pps_outcome_done(&boots->outcome);
    pps_state_done(&boots->work);
    *boots = (struct boots){0};
}
