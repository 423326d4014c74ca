/*
 * fix: what is wrong with the ports, which cures may help, and which of them
 * does when it is played on the machine.
 */
#include "portplansim/fix.h"

#include "fix_case.h"
#include "fix_cures.h"
#include "fix_mirrored.h"
#include "fix_trial.h"

static enum pp_status choose(struct pps_fix *fix,
                             const struct fix_case *fix_case,
                             const struct pps_fix_trial *trial)
{
    fix->chosen = trial;
    fix->bears = pps_fix_cure_bears(trial->cure, fix_case);
    fix->is_range_unknown = pps_fix_cure_guesses(trial->cure, fix_case);
    PP_TRY(pps_scenario_new(&fix->way_back));
    return pps_fix_cure_way_back(trial->cure, fix_case, fix->way_back);
}

/* All that may help, the least disruptive first; the first that works is
 * chosen. */
static enum pp_status try_cures(struct pps_fix *fix,
                                const struct fix_case *fix_case)
{
    const struct pps_cure *cures = pps_cures();
    for (size_t i = 0; i < PPS_CURE_COUNT; i++) {
        bool is_asked =
            fix->options.cure == NULL || fix->options.cure == &cures[i];
        if (!is_asked || !pps_fix_cure_applies(&cures[i], fix_case)) {
            continue;
        }
        struct pps_fix_trial *trial = &fix->trials[fix->trial_count++];
        PP_TRY(pps_fix_try(fix_case, &cures[i], trial));
        if (trial->works && fix->chosen == NULL) {
            PP_TRY(choose(fix, fix_case, trial));
        }
    }
    return PP_OK;
}

static void find_low_ranges(struct pps_fix *fix,
                            const struct fix_case *fix_case)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        fix->low_range[p] = pps_fix_low_range(fix_case, (enum pp_protocol)p);
        if (fix->low_range[p] != NULL) {
            fix->max_user_port = pps_fix_registry_value(fix_case->machine,
                                                        PP_KNOWN_MAX_USER_PORT);
        }
    }
}

static enum pp_status answer(struct pps_fix *fix, struct fix_case *fix_case)
{
    const struct pp_check_options *options = &fix->options.check;
    PP_TRY(pps_fix_case_make(fix->check, fix_case));
    if (fix_case->is_hopeless) {
        fix->answer = PPS_FIX_NONE;
        return PP_OK;
    }
    PP_TRY(pps_fix_look_at_mirrored(fix, fix_case));
    PP_TRY(pps_fix_check_runs(fix_case->ports));
    if (!pps_fix_has_any_port(fix_case)) {
        fix->answer = PPS_FIX_NOTHING;
        return PP_OK;
    }
    find_low_ranges(fix, fix_case);
    fix->leaves_too_few = pp_bind_has_address(options->kind) &&
                          !fix_case->is_before_vista &&
                          !pps_fix_leaves_enough(fix_case);
    fix->is_list_unknown =
        fix_case->is_before_vista && !fix_case->is_list_known;
    PP_TRY(try_cures(fix, fix_case));
    if (fix_case->is_blocked) {
        fix->answer = fix->chosen != NULL ? PPS_FIX_CURED : PPS_FIX_NONE;
    } else {
        fix->answer = fix->chosen != NULL ? PPS_FIX_OPTIONAL : PPS_FIX_NOTHING;
    }
    return PP_OK;
}

enum pp_status pps_fix_run(const struct pp_machine *machine,
                           const struct pp_port_list *ports,
                           const struct pps_fix_options *options,
                           struct pps_fix **ret_fix)
{
    if (options->runs == 0) {
        return PP_ERR_INVALID;
    }
    struct pps_fix *fix = pp_calloc(1, sizeof(*fix));
    struct fix_case *fix_case = pp_calloc(1, sizeof(*fix_case));
    enum pp_status status = PP_ERR_NOMEM;
    if (fix != NULL && fix_case != NULL) {
        fix->options = *options;
        fix_case->machine = machine;
        fix_case->options = &fix->options;
        status = pp_check_run(machine, ports, &options->check, &fix->check);
        status = status == PP_OK ? answer(fix, fix_case) : status;
    }
    pp_free(fix_case);
    if (status != PP_OK) {
        pps_fix_free(fix);
        return status;
    }
    *ret_fix = fix;
    return PP_OK;
}

void pps_fix_free(struct pps_fix *fix)
{
    if (fix == NULL) {
        return;
    }
    for (size_t i = 0; i < fix->trial_count; i++) {
        pps_whatif_free(fix->trials[i].whatif);
        pps_scenario_free(fix->trials[i].scenario);
    }
    pps_scenario_free(fix->way_back);
    pp_check_free(fix->check);
    pp_free(fix);
}
