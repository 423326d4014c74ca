/*
 * fix: what is wrong with the ports, which cures may help, and which of them
 * does when it is played on the machine.
 */
#include "fix.h"

#include "base/alloc.h"
#include "fix_case.h"
#include "fix_cures.h"
#include "fix_dns.h"
#include "fix_mirrored.h"
#include "fix_typical.h"

enum {
    FORMS_MAX = 2
};

/* --- a cure, its expectations, a restart, the same expectations again --- */

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
    PP_TRY(pps_fix_add_runs(trial->scenario, fix_case->ports, forms, count));
    size_t all = 0;
    trial->commands = pps_scenario_steps(trial->scenario, &all);
    return PP_OK;
}

const struct pps_answer *pps_fix_refusal(const struct pps_fix_trial *trial,
                                         const struct pps_step **ret_step)
{
    for (size_t i = 0; i < trial->command_count; i++) {
        const struct pps_step_result *result = &trial->whatif->steps[i];
        for (size_t j = 0; j < result->answer_count; j++) {
            if (result->answers[j].error != 0) {
                *ret_step = result->step;
                return &result->answers[j];
            }
        }
    }
    return NULL;
}

static enum pp_status try_cure(const struct fix_case *fix_case,
                               const struct pps_cure *cure,
                               struct pps_fix_trial *trial)
{
    const struct pps_step *refused = NULL;
    trial->cure = cure;
    PP_TRY(write_steps(trial, fix_case));
    PP_TRY(pps_fix_play(fix_case, trial->scenario, &trial->whatif));
    trial->works =
        trial->whatif->is_held && pps_fix_refusal(trial, &refused) == NULL;
    if (pps_fix_cure_makes_room(cure, fix_case)) {
        /* The last restart: each has its run to place. */
        trial->makes_room = true;
        trial->no_room_runs = trial->whatif->steps[trial->restart].no_room_runs;
        trial->works &=
            !pps_fix_is_too_often(fix_case->options, trial->no_room_runs);
    }
    return PP_OK;
}

/* --- all of them --- */

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
        PP_TRY(try_cure(fix_case, &cures[i], trial));
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

/* Of ports that no table tells of: the range alone says what is likely. */
static void take_low_ranges(struct pps_fix *fix)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    fix->has_likely_cure = count > 0;
    for (size_t i = 0; i < count; i++) {
        if (spans[i].low_range != NULL) {
            fix->low_range[spans[i].protocol] = spans[i].low_range;
        }
        fix->has_likely_cure &= spans[i].verdict == PP_VERDICT_UNKNOWN &&
                                spans[i].low_range != NULL;
    }
}

static enum pp_status answer(struct pps_fix *fix, struct fix_case *fix_case)
{
    const struct pp_check_options *options = &fix->options.check;
    PP_TRY(pps_fix_case_make(fix->check, fix_case));
    fix->has_incurable = fix_case->has_incurable;
    if (fix_case->has_incurable) {
        take_low_ranges(fix);
        fix->answer = PPS_FIX_NONE;
        PP_TRY(pps_fix_simulate_typical(fix, fix_case));
        return pps_fix_simulate_dns(fix, fix_case->machine);
    }
    PP_TRY(pps_fix_simulate_mirrored(fix, fix_case));
    PP_TRY(pps_fix_check_runs(fix_case->ports));
    if (!pps_fix_has_any_port(fix_case)) {
        size_t count = 0;
        (void)pp_check_spans(fix->check, &count);
        fix->answer = count > 0 ? PPS_FIX_NOTHING : PPS_FIX_NONE;
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

bool pps_fix_is_at_rpc_risk(const struct pps_fix *fix)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].verdict == PP_VERDICT_AT_RISK && spans[i].rpc != NULL) {
            return true;
        }
    }
    return false;
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
