/*
 * WSL's mirrored networking takes one run of ports that stands in no table
 * (docs/ports-on-windows.md#wsl-mirrored). Where it lies is not to be seen, so
 * restarts are simulated: how often it falls on the ports asked for, and how
 * often it finds no room.
 */
#include "base/alloc.h"
#include "fix_cures.h"
#include "model/holder.h"

enum {
    STEPS_MAX_BYTES = 64 * 1024
};

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

/* The ports that can be bound by the tables; false: there is none. */
static bool find_asked(const struct pps_fix *fix,
                       struct pp_portset asked[PP_PROTOCOL_COUNT])
{
    size_t count = 0;
    bool is_any = false;
    const struct pp_check_span *spans = pp_check_spans(fix->check, &count);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].is_mirrored) {
            pp_portset_set_range(&asked[spans[i].protocol], spans[i].range);
            is_any = true;
        }
    }
    return is_any;
}

/* A restart, and for each run of ports whether it can be bound and whether a
 * row lies over it: what is neither, WSL's run has. */
static enum pp_status
write_steps(const struct pp_portset asked[PP_PROTOCOL_COUNT],
            struct pp_buf *steps)
{
    size_t count = 0;
    pp_buf_add_str(steps, "reboot\n");
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        const char *protocol = pp_protocol_name((enum pp_protocol)p);
        while (fix_next_run(&asked[p], &from, &run)) {
            pp_buf_printf(steps,
                          "expect %u-%u/%s bindable\n"
                          "expect %u-%u/%s not-excluded\n",
                          (unsigned)run.first,
                          (unsigned)run.last,
                          protocol,
                          (unsigned)run.first,
                          (unsigned)run.last,
                          protocol);
            count++;
        }
    }
    return count <= PPS_FIX_RANGES_MAX ? steps->status : PP_ERR_LIMIT;
}

static void take_outcome(const struct pps_whatif *whatif,
                         struct fix_case *fix_case,
                         struct pps_fix_mirrored *mirrored)
{
    mirrored->no_room_runs = whatif->steps[0].no_room_runs;
    for (size_t i = 1; i + 1 < whatif->step_count; i += 2) {
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
        if (pp_bind_has_address(fix_case->kind)) {
            pp_portset_set_range(&fix_case->ports[step->protocol], range);
            fix_case->is_hit = true;
        }
    }
}

static enum pp_status play(struct pps_fix *fix,
                           const struct pp_portset asked[PP_PROTOCOL_COUNT],
                           struct fix_case *fix_case)
{
    const struct pps_whatif_options options = {
        .seed = fix->options.seed,
        .runs = fix->options.runs,
        .assumptions = fix->options.check.assumptions,
    };
    struct pps_scenario *scenario = NULL;
    struct pps_whatif *whatif = NULL;
    struct pp_buf steps;
    pp_buf_init(&steps, STEPS_MAX_BYTES);
    enum pp_status status = write_steps(asked, &steps);
    if (status == PP_OK) {
        status = fix_read_steps(&steps, &scenario);
    }
    if (status == PP_OK) {
        status = pps_whatif_run(fix_case->machine, scenario, &options, &whatif);
    }
    if (status == PP_OK) {
        take_outcome(whatif, fix_case, &fix->mirrored);
    }
    pps_whatif_free(whatif);
    pps_scenario_free(scenario);
    pp_buf_done(&steps);
    return status;
}

/* Room lacks more often than a cure may fail. */
static bool is_room_short(const struct pps_fix *fix)
{
    uint64_t allowed = PPS_PPM - fix->options.at_least_ppm;
    return (uint64_t)fix->mirrored.no_room_runs * PPS_PPM >
           allowed * fix->options.runs;
}

enum pp_status fix_look_at_mirrored(struct pps_fix *fix,
                                    struct fix_case *fix_case)
{
    struct pp_portset *asked = pp_calloc(PP_PROTOCOL_COUNT, sizeof(*asked));
    if (asked == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status = PP_OK;
    if (find_asked(fix, asked)) {
        fix->mirrored.mode = pp_machine_mirrored(fix_case->machine);
        fix->mirrored.ignored = ignored_ports_of(fix_case->machine);
        status = play(fix, asked, fix_case);
        fix_case->is_room_short = is_room_short(fix);
    }
    bool is_usual = fix->mirrored.no_room_runs > fix->options.runs / 2;
    if (fix_case->is_room_short && !fix_has_any_port(fix_case) &&
        (is_usual || fix->options.cure != NULL)) {
        fix_case->ports[PP_TCP] = asked[PP_TCP];
        fix_case->ports[PP_UDP] = asked[PP_UDP];
        fix_case->is_for_room = true;
    }
    pp_free(asked);
    return status;
}
