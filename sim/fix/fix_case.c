/* What is wrong with the ports, and what of the machine the cures depend on. */
#include "fix_case.h"

#include "base/alloc.h"
#include "fact/registry.h"
#include "sim/state/state_machine.h"

enum {
    /* Windows' own dynamic range since Vista (KB929851). */
    DEFAULT_FIRST = 49152,
    /* The fewest that netsh takes for a dynamic range (KB929851). */
    DYNAMIC_COUNT_MIN = 255,
};

size_t pps_fix_run_count(const struct pp_portset *ports)
{
    struct pp_range run;
    uint32_t from = 0;
    size_t count = 0;
    while (pp_portset_next_run(ports, &from, &run)) {
        count++;
    }
    return count;
}

bool pps_fix_has_any_port(const struct fix_case *fix_case)
{
    return pp_portset_next_set(&fix_case->ports[PP_TCP], 0) < PP_PORT_COUNT ||
           pp_portset_next_set(&fix_case->ports[PP_UDP], 0) < PP_PORT_COUNT;
}

bool pps_fix_leaves_enough(const struct fix_case *fix_case)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range range =
            pp_machine_dynamic(fix_case->machine, (enum pp_protocol)p)->range;
        uint32_t asked = pp_portset_count(&fix_case->ports[p], range);
        if (asked > 0 && pp_range_count(range) - asked < DYNAMIC_COUNT_MIN) {
            return false;
        }
    }
    return true;
}

const struct pp_fact *pps_fix_registry_value(const struct pp_machine *machine,
                                             enum pp_known_value value)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    const struct pp_fact *found = NULL;
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_REGISTRY &&
            pp_known_value_of_fact(&facts[i].as.registry) == value) {
            found = &facts[i];
        }
    }
    bool is_there = found != NULL && found->as.registry.type != PP_REG_DELETED;
    return is_there ? found : NULL;
}

const struct pp_dynamic *pps_fix_low_range(const struct fix_case *fix_case,
                                           enum pp_protocol protocol)
{
    const struct pp_dynamic *dynamic =
        pp_machine_dynamic(fix_case->machine, protocol);
    struct pp_range low = dynamic->range;
    if (low.first >= DEFAULT_FIRST || fix_case->is_before_vista) {
        return NULL;
    }
    low.last = low.last < DEFAULT_FIRST ? low.last : DEFAULT_FIRST - 1;
    return pp_portset_test_any(&fix_case->ports[protocol], low) ? dynamic
                                                                : NULL;
}

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

bool pps_fix_is_incurable(const struct pp_check_span *span)
{
    return span->verdict == PP_VERDICT_IN_USE ||
           span->verdict == PP_VERDICT_UNKNOWN ||
           (span->verdict == PP_VERDICT_BLOCKED && !is_curable(span));
}

static void add_span(struct fix_case *fix_case,
                     const struct pp_check_span *span)
{
    fix_case->has_incurable |= pps_fix_is_incurable(span);
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
        if (span->rpc != NULL || span->service != NULL) {
            return; /* nor against servers, who bind inside it */
        }
        break;
    case PP_VERDICT_BLOCKED:
        fix_case->is_blocked = true;
        fix_case->owners |= owners_of(span);
        break;
    }
    pp_portset_set_range(&fix_case->ports[span->protocol], span->range);
}

static enum pp_status find_hyper_v(struct fix_case *fix_case)
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

static void read_reserved_ports(struct fix_case *fix_case)
{
    const struct pp_machine *machine = fix_case->machine;
    size_t count = 0;
    const struct pp_reservation *entries =
        pp_machine_reservations(machine, PP_TCP, &count);
    fix_case->is_before_vista = pp_machine_is_before_vista(machine);
    const struct pp_fact *value =
        pps_fix_registry_value(machine, PP_KNOWN_RESERVED_PORTS);
    fix_case->is_list_known =
        pp_machine_has_tcpip_key(machine) || value != NULL;
    fix_case->has_bad_entries = has_bad_entries(value);
    for (size_t i = 0; i < count; i++) {
        if (entries[i].kind == PP_RESERVED_PORTS) {
            pp_portset_set_range(&fix_case->list, entries[i].range);
        }
    }
}

enum pp_status
pps_fix_check_runs(const struct pp_portset ports[PP_PROTOCOL_COUNT])
{
    size_t count =
        pps_fix_run_count(&ports[PP_TCP]) + pps_fix_run_count(&ports[PP_UDP]);
    return count <= PPS_FIX_RANGES_MAX ? PP_OK : PP_ERR_LIMIT;
}

enum pp_status pps_fix_case_make(const struct pp_check *check,
                                 struct fix_case *fix_case)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    for (size_t i = 0; i < count; i++) {
        add_span(fix_case, &spans[i]);
    }
    read_reserved_ports(fix_case);
    return find_hyper_v(fix_case);
}

/* --- playing steps on the machine of the case --- */

enum pp_status
pps_fix_add_runs(struct pps_scenario *steps,
                 const struct pp_portset ports[PP_PROTOCOL_COUNT],
                 const struct pps_step *forms,
                 size_t count)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        while (pp_portset_next_run(&ports[p], &from, &run)) {
            for (size_t i = 0; i < count; i++) {
                struct pps_step step = forms[i];
                step.protocol = (enum pp_protocol)p;
                step.ports = (struct pps_ports){run.first, pp_range_count(run)};
                PP_TRY(pps_scenario_add(steps, &step, NULL));
            }
        }
    }
    return PP_OK;
}

enum pp_status pps_fix_play(const struct fix_case *fix_case,
                            const struct pps_scenario *steps,
                            struct pps_whatif **ret_whatif)
{
    const struct pps_whatif_options options = {
        .seed = fix_case->options->seed,
        .runs = fix_case->options->runs,
        .assumptions = fix_case->options->check.assumptions,
    };
    return pps_whatif_run(fix_case->machine, steps, &options, ret_whatif);
}

bool pps_fix_is_too_often(const struct pps_fix_options *options, uint32_t runs)
{
    uint64_t allowed = PPS_PPM - options->at_least_ppm;
    return (uint64_t)runs * PPS_PPM > allowed * options->runs;
}
