/*
 * WSL's mirrored networking takes one run of ports that no table shows
 * (docs/ports-on-windows.md#wsl-mirrored). No capture shows where it lies, so
 * restarts are simulated: how often it falls on the ports asked for, and how
 * often it finds no room.
 */
#include "fix_mirrored.h"

#include "base/alloc.h"
#include "knowledge/mirrored.h"
#include "model/holder.h"

static const struct pp_fact *ignored_ports_of(const struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    const struct pp_fact *found = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct pp_setting_fact *setting = &facts[i].as.setting;
        if (facts[i].kind == PP_FACT_SETTING &&
            pp_sv_equal_nocase(setting->scope, PP_SV("wslconfig")) &&
            pp_sv_equal_nocase(setting->name, PP_SV("ignoredPorts"))) {
            found = &facts[i];
        }
    }
    return found;
}

/* Where the captures say that the mode is on; NULL: they do not. */
static const struct pp_place *place_of_mode(const struct pp_machine *machine)
{
    const struct pp_fact *mode = pp_machine_mirrored(machine);
    const struct pp_exclusion *block = pp_machine_mirrored_block(machine);
    return mode != NULL ? &mode->place : block != NULL ? &block->place : NULL;
}

bool pps_fix_may_be_mirrored(const struct pps_fix *fix,
                             const struct pp_check_span *span)
{
    return span->is_mirrored ||
           (fix->mirrored.is_block_shown && pp_verdict_is_yes(span->verdict) &&
            pp_range_overlaps(span->range, pp_mirrored_reach));
}

/* The ports that can be bound by the tables, where the run may be after a
 * restart; false if none can. */
static bool find_asked(const struct pps_fix *fix,
                       struct pp_portset asked[PP_PROTOCOL_COUNT])
{
    size_t count = 0;
    bool is_any = false;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        if (pps_fix_may_be_mirrored(fix, &spans[i])) {
            pp_portset_set_range(&asked[spans[i].protocol], spans[i].range);
            is_any = true;
        }
    }
    return is_any;
}

static void take_outcome(const struct pps_whatif *whatif,
                         size_t restart,
                         struct fix_case *fix_case,
                         struct pps_fix_mirrored *mirrored)
{
    mirrored->no_room_runs = whatif->steps[restart].no_room_runs;
    for (size_t i = restart + 1; i + 1 < whatif->step_count; i += 2) {
        const struct pps_step_result *bindable = &whatif->steps[i];
        uint32_t free_runs = whatif->steps[i + 1].held_runs;
        const struct pps_step *step = bindable->step;
        uint32_t hits = free_runs > bindable->held_runs
                            ? free_runs - bindable->held_runs
                            : 0;
        struct pp_range range;
        if (hits == 0 || !pp_range_from_count(
                             step->ports.start, step->ports.count, &range)) {
            continue;
        }
        mirrored->hit_runs =
            hits > mirrored->hit_runs ? hits : mirrored->hit_runs;
        if (pp_bind_has_address(fix_case->options->check.kind)) {
            pp_portset_set_range(&fix_case->ports[step->protocol], range);
            fix_case->is_hit = true;
        }
    }
}

/* A restart, and for each run of ports whether it can be bound and whether a
 * row lies over it: what is neither, WSL's run has. */
static enum pp_status
add_steps(struct pps_scenario *steps,
          const struct pp_portset asked[PP_PROTOCOL_COUNT],
          size_t *ret_restart)
{
    const struct pps_step restart = pps_step_of(PPS_STEP_REBOOT);
    struct pps_step forms[2] = {
        pps_step_of(PPS_STEP_EXPECT),
        pps_step_of(PPS_STEP_EXPECT),
    };
    forms[0].expect.kind = PPS_EXPECT_BINDABLE;
    forms[1].expect.kind = PPS_EXPECT_NOT_EXCLUDED;
    PP_TRY(pps_scenario_add(steps, &restart, ret_restart));
    return pps_fix_add_runs(steps, asked, forms, PP_ARRAY_LEN(forms));
}

static enum pp_status play(struct pps_fix *fix,
                           const struct pp_portset asked[PP_PROTOCOL_COUNT],
                           struct fix_case *fix_case)
{
    struct pps_scenario *steps = NULL;
    struct pps_whatif *whatif = NULL;
    size_t restart = 0;
    PP_TRY(pps_fix_check_runs(asked));
    PP_TRY(pps_scenario_new(&steps));
    enum pp_status status = add_steps(steps, asked, &restart);
    if (status == PP_OK) {
        status = pps_fix_play(fix_case, steps, &whatif);
    }
    if (status == PP_OK) {
        take_outcome(whatif, restart, fix_case, &fix->mirrored);
    }
    pps_whatif_free(whatif);
    pps_scenario_free(steps);
    return status;
}

enum pp_status pps_fix_simulate_mirrored(struct pps_fix *fix,
                                         struct fix_case *fix_case)
{
    struct pp_portset *asked = pp_calloc(PP_PROTOCOL_COUNT, sizeof(*asked));
    if (asked == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = PP_OK;
    fix->mirrored.is_block_shown =
        pp_machine_mirrored_block(fix_case->machine) != NULL;
    if (find_asked(fix, asked)) {
        fix->mirrored.mode = place_of_mode(fix_case->machine);
        fix->mirrored.ignored = ignored_ports_of(fix_case->machine);
        status = play(fix, asked, fix_case);
        fix_case->is_room_short =
            pps_fix_is_too_often(&fix->options, fix->mirrored.no_room_runs);
    }
    bool is_usual = fix->mirrored.no_room_runs > fix->options.runs / 2;
    if (fix_case->is_room_short && !pps_fix_has_any_port(fix_case) &&
        (is_usual || fix->options.cure != NULL)) {
        fix_case->ports[PP_TCP] = asked[PP_TCP];
        fix_case->ports[PP_UDP] = asked[PP_UDP];
        fix_case->is_for_room = true;
    }
    pp_free(asked);
    return status;
}
