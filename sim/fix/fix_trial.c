/*
 * A cure played on the machine: its steps, what is expected of the ports, a
 * restart, the same expectations again.
 */
#include "fix_trial.h"

#include "fix_cures.h"
#include "fix_play.h"

enum {
    FORMS_MAX = 2
};

/* What is expected of each run of ports. Up to Server 2003 any port can be
 * bound; there the question is whether something else may get it. Who reserves
 * a port for itself is refused by an administered exclusion too. Returns how
 * many forms there are. */
static size_t expectations(const struct fix_case *fix_case,
                           struct pps_step forms[FORMS_MAX])
{
    const struct pps_fix_options *options = fix_case->options;
    for (size_t i = 0; i < FORMS_MAX; i++) {
        forms[i] = pps_step_of(PPS_STEP_EXPECT);
        forms[i].expect.has_at_least = true;
        forms[i].expect.at_least_ppm = options->at_least_ppm;
    }
    forms[0].expect.kind = PPS_EXPECT_BINDABLE;
    forms[1].expect.kind = PPS_EXPECT_NOT_EXCLUDED;
    if (fix_case->is_before_vista) {
        forms[0].expect.kind = PPS_EXPECT_VERDICT;
        forms[0].expect.verdict = PP_VERDICT_FREE;
        return 1;
    }
    return pp_bind_has_address(options->check.kind) ? 1 : 2;
}

static enum pp_status write_steps(struct pps_fix_trial *trial,
                                  const struct fix_case *fix_case)
{
    const struct pps_step restart = pps_step_of(PPS_STEP_REBOOT);
    struct pps_step forms[FORMS_MAX];
    size_t count = expectations(fix_case, forms);
    PP_TRY(pps_scenario_new(&trial->scenario));
    PP_TRY(pps_fix_cure_steps(trial->cure, fix_case, trial->scenario));
    (void)pps_scenario_steps(trial->scenario, &trial->command_count);
    PP_TRY(pps_fix_add_runs(trial->scenario, fix_case->ports, forms, count));
    PP_TRY(pps_scenario_add(trial->scenario, &restart, &trial->restart));
    trial->expect_count = trial->restart - trial->command_count;
    return pps_fix_add_runs(trial->scenario, fix_case->ports, forms, count);
}

static bool is_any_refused(const struct pps_fix_trial *trial)
{
    for (size_t i = 0; i < trial->command_count; i++) {
        const struct pps_step_result *step = &trial->whatif->steps[i];
        for (size_t j = 0; j < step->answer_count; j++) {
            if (step->answers[j].error != 0) {
                return true;
            }
        }
    }
    return false;
}

enum pp_status pps_fix_try(const struct fix_case *fix_case,
                           const struct pps_cure *cure,
                           struct pps_fix_trial *trial)
{
    trial->cure = cure;
    PP_TRY(write_steps(trial, fix_case));
    PP_TRY(pps_fix_play(fix_case, trial->scenario, &trial->whatif));
    trial->works = trial->whatif->is_held && !is_any_refused(trial);
    if (pps_fix_cure_makes_room(cure, fix_case)) {
        /* The last restart: each has its run to place. */
        trial->makes_room = true;
        trial->no_room_runs = trial->whatif->steps[trial->restart].no_room_runs;
        trial->works &=
            !pps_fix_is_too_often(fix_case->options, trial->no_room_runs);
    }
    return PP_OK;
}
