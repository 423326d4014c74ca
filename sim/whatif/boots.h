/*
 * One boot after the other from the same state, each with random numbers of
 * its own. Private to sim/.
 */
#ifndef PP_SIM_WHATIF_BOOTS_H
#define PP_SIM_WHATIF_BOOTS_H

#include "sim/engine/engine.h"

struct boots {
    const struct pps_state *start; /* borrowed */
    const struct pps_step *step;   /* borrowed */
    uint64_t seed;
    struct pps_engine engine;
    struct pps_outcome outcome; /* of the last boot, without changes */
    struct pps_state work;      /* as it left the machine */
    struct pps_state ready;     /* a reboot's: before anything is drawn */
    uint64_t ready_notes;
    bool is_ready;
};

/* How many steps come before the first one that may draw random numbers: what
 * they do is the same in every run. */
size_t pps_steps_before_chance(const struct pps_step *steps, size_t count);

/* Run `run`, whatever was played before. */
enum pp_status pps_boots_play(struct boots *boots, uint64_t run) PP_MUST_CHECK;
void pps_boots_done(struct boots *boots);

#endif
