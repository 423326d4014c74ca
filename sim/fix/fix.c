/*
 * fix: what is wrong with the ports, which cures may help, and which of them
 * does when it is played on the machine.
 */
#include "portplansim/fix.h"

#include "base/alloc.h"
#include "fix_cures.h"
#include "fix_words.h"

enum {
    STEPS_MAX_BYTES = 64 * 1024, /* some 40 bytes for each of 64 ranges, in
                                  * five places */
};

/* --- what is to be cured --- */

static uint32_t owners_of(const struct pp_check_span *span)
{
    uint32_t owners = 0;
    for (size_t i = 0; i < span->exclusion_count; i++) {
        owners |= UINT32_C(1) << span->exclusions[i]->owner;
    }
    return owners;
}

/* A row that a program or an administrator made is not for a script to take
 * away; blocks of winnat and HNS come back elsewhere by themselves. */
static bool is_curable(const struct pp_check_span *span)
{
    const uint32_t blocks = UINT32_C(1) << PP_OWNER_WINNAT |
                            UINT32_C(1) << PP_OWNER_HNS_LOAD_BALANCER;
    uint32_t owners = owners_of(span);
    return owners != 0 && (owners & ~blocks) == 0;
}

bool fix_is_beyond_help(const struct pp_check_span *span)
{
    return span->verdict == PP_VERDICT_IN_USE ||
           span->verdict == PP_VERDICT_UNKNOWN ||
           (span->verdict == PP_VERDICT_BLOCKED && !is_curable(span));
}

static void add_span(struct fix_case *fix_case,
                     const struct pp_check_span *span)
{
    fix_case->is_hopeless |= fix_is_beyond_help(span);
    switch (span->verdict) {
    case PP_VERDICT_FREE:
    case PP_VERDICT_RESERVED:
    case PP_VERDICT_IN_USE:
    case PP_VERDICT_UNKNOWN:
        return;
    case PP_VERDICT_AT_RISK:
        if (!pp_bind_has_address(span->kind) && !span->is_before_vista) {
            return; /* no reservation helps who reserves for itself */
        }
        break;
    case PP_VERDICT_BLOCKED:
        fix_case->is_blocked = true;
        fix_case->owners |= owners_of(span);
        break;
    }
    pp_portset_set_range(&fix_case->ports[span->protocol], span->range);
}

static enum pp_status look_at_features(struct fix_case *fix_case)
{
    struct pps_state *state = pp_calloc(1, sizeof(*state));
    if (state == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = pps_state_from_machine(fix_case->machine, state);
    fix_case->has_hyper_v =
        status == PP_OK && state->is_enabled[PPS_HYPER_V] != PP_NO;
    pps_state_done(state);
    pp_free(state);
    return status;
}

static bool has_bad_entries(const struct pp_fact *value)
{
    struct pp_port_entry entry;
    size_t at = 0;
    while (value != NULL &&
           pp_port_entry_next(value->as.registry.text, &at, &entry)) {
        if (!entry.is_valid) {
            return true;
        }
    }
    return false;
}

static void look_at_list(struct fix_case *fix_case)
{
    const struct pp_machine *machine = fix_case->machine;
    size_t count = 0;
    const struct pp_reservation *entries =
        pp_machine_reservations(machine, PP_TCP, &count);
    fix_case->is_before_vista = pp_machine_is_before_vista(machine);
    const struct pp_fact *value =
        fix_registry_value(machine, PP_KNOWN_RESERVED_PORTS);
    fix_case->is_list_known =
        pp_machine_has_tcpip_key(machine) || value != NULL;
    fix_case->has_bad_entries = has_bad_entries(value);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].kind == PP_RESERVED_PORTS) {
            pp_portset_set_range(&fix_case->list, entries[i].range);
        }
    }
}

static enum pp_status check_run_count(const struct fix_case *fix_case)
{
    size_t count = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        while (fix_next_run(&fix_case->ports[p], &from, &run)) {
            count++;
        }
    }
    return count <= PPS_FIX_RANGES_MAX ? PP_OK : PP_ERR_LIMIT;
}

static enum pp_status make_case(struct pps_fix *fix, struct fix_case *fix_case)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        add_span(fix_case, &spans[i]);
    }
    look_at_list(fix_case);
    return look_at_features(fix_case);
}

/* --- playing a cure --- */

static void add_percent(struct pp_buf *steps, uint32_t ppm)
{
    pp_buf_printf(steps,
                  "%u.%04u%%",
                  (unsigned)(ppm / (PPS_PPM / 100)),
                  (unsigned)(ppm % (PPS_PPM / 100)));
}

/* What is expected of the ports. Up to Server 2003 any port can be bound; there
 * the question is whether something else may get it. */
static size_t expected_words(const struct fix_case *fix_case,
                             const char *const **ret_words)
{
    static const char *const words[] = {"bindable", "not-excluded"};
    static const char *const legacy_words[] = {"free"};
    *ret_words = fix_case->is_before_vista ? legacy_words : words;
    return fix_case->is_before_vista || pp_bind_has_address(fix_case->kind) ? 1
                                                                            : 2;
}

/* One line for each run of ports, or two: who reserves a port for itself is
 * refused by an administered exclusion too. Returns how many. */
static size_t add_expectations(const struct fix_case *fix_case,
                               uint32_t at_least_ppm,
                               struct pp_buf *steps)
{
    const char *const *words = NULL;
    size_t word_count = expected_words(fix_case, &words);
    size_t count = 0;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        while (fix_next_run(&fix_case->ports[p], &from, &run)) {
            for (size_t i = 0; i < word_count; i++) {
                pp_buf_printf(steps,
                              "expect %u-%u/%s %s at-least ",
                              (unsigned)run.first,
                              (unsigned)run.last,
                              pp_protocol_name((enum pp_protocol)p),
                              words[i]);
                add_percent(steps, at_least_ppm);
                pp_buf_add_char(steps, '\n');
                count++;
            }
        }
    }
    return count;
}

enum pp_status fix_read_steps(const struct pp_buf *steps,
                              struct pps_scenario **ret_scenario)
{
    struct pp_diags *diags = NULL;
    PP_TRY(steps->status);
    PP_TRY(pp_diags_new(&diags));
    enum pp_status status =
        pps_scenario_parse(pp_buf_view(steps), 0, diags, ret_scenario);
    pp_diags_free(diags);
    return status;
}

static size_t line_count(struct pp_sv text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += text.ptr[i] == '\n';
    }
    return count;
}

static enum pp_status write_trial(struct pps_fix_trial *trial,
                                  const struct fix_case *fix_case,
                                  uint32_t at_least_ppm)
{
    struct pp_buf steps;
    pp_buf_init(&steps, STEPS_MAX_BYTES);
    fix_cure_steps(trial->cure, fix_case, &steps);
    trial->command_count = line_count(pp_buf_view(&steps));
    trial->expect_count = add_expectations(fix_case, at_least_ppm, &steps);
    pp_buf_add_str(&steps, "reboot\n");
    (void)add_expectations(fix_case, at_least_ppm, &steps);
    enum pp_status status = fix_read_steps(&steps, &trial->scenario);
    pp_buf_done(&steps);
    return status;
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

static enum pp_status try_cure(struct pps_fix *fix,
                               const struct fix_case *fix_case,
                               const struct pps_cure *cure)
{
    const struct pps_fix_options *options = &fix->options;
    const struct pps_whatif_options play = {
        .seed = options->seed,
        .runs = options->runs,
        .assumptions = options->check.assumptions,
    };
    struct pps_fix_trial *trial = &fix->trials[fix->trial_count++];
    trial->cure = cure;
    PP_TRY(write_trial(trial, fix_case, options->at_least_ppm));
    PP_TRY(pps_whatif_run(
        fix_case->machine, trial->scenario, &play, &trial->whatif));
    trial->works = trial->whatif->is_held && !is_any_refused(trial);
    if (fix_cure_makes_room(cure, fix_case)) {
        /* The last restart: each has its run to place. */
        const struct pps_step_result *restart =
            &trial->whatif->steps[trial->command_count + trial->expect_count];
        trial->makes_room = true;
        trial->no_room_runs = restart->no_room_runs;
        trial->works &=
            (uint64_t)restart->no_room_runs * PPS_PPM <=
            (uint64_t)(PPS_PPM - options->at_least_ppm) * options->runs;
    }
    return PP_OK;
}

static enum pp_status choose(struct pps_fix *fix,
                             const struct fix_case *fix_case,
                             const struct pps_fix_trial *trial)
{
    struct pp_buf steps;
    pp_buf_init(&steps, STEPS_MAX_BYTES);
    fix_cure_way_back(trial->cure, fix_case, &steps);
    enum pp_status status = fix_read_steps(&steps, &fix->way_back);
    pp_buf_done(&steps);
    fix->chosen = trial;
    fix->bears = fix_cure_bears(trial->cure, fix_case);
    fix->is_range_unknown = fix_cure_guesses(trial->cure, fix_case);
    return status;
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
        if (!is_asked || !fix_cure_applies(&cures[i], fix_case)) {
            continue;
        }
        PP_TRY(try_cure(fix, fix_case, &cures[i]));
        const struct pps_fix_trial *trial = &fix->trials[fix->trial_count - 1];
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
        fix->low_range[p] = fix_low_range(fix_case, (enum pp_protocol)p);
        if (fix->low_range[p] != NULL) {
            fix->max_user_port =
                fix_registry_value(fix_case->machine, PP_KNOWN_MAX_USER_PORT);
        }
    }
}

bool fix_has_any_port(const struct fix_case *fix_case)
{
    return pp_portset_next_set(&fix_case->ports[PP_TCP], 0) < PP_PORT_COUNT ||
           pp_portset_next_set(&fix_case->ports[PP_UDP], 0) < PP_PORT_COUNT;
}

static enum pp_status answer(struct pps_fix *fix, struct fix_case *fix_case)
{
    PP_TRY(make_case(fix, fix_case));
    if (fix_case->is_hopeless) {
        fix->answer = PPS_FIX_NONE;
        return PP_OK;
    }
    PP_TRY(fix_look_at_mirrored(fix, fix_case));
    PP_TRY(check_run_count(fix_case));
    if (!fix_has_any_port(fix_case)) {
        fix->answer = PPS_FIX_NOTHING;
        return PP_OK;
    }
    find_low_ranges(fix, fix_case);
    fix->leaves_too_few = pp_bind_has_address(fix_case->kind) &&
                          !fix_case->is_before_vista &&
                          !fix_leaves_enough(fix_case);
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
        fix_case->kind = options->check.kind;
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
