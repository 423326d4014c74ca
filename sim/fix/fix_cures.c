/*
 * When each cure (docs/ports-on-windows.md#cures) may help, which steps it
 * takes, and what undoes it.
 */
#include "fix_cures.h"

#include "model/ephemeral.h"

enum {
    /* Windows' own dynamic range since Vista (KB929851). */
    DEFAULT_FIRST = 49152,
    DEFAULT_COUNT = 16384,
    /* Entries of ReservedPorts, of 13 bytes at most: cmd takes 8,191 a line. */
    LIST_ENTRIES_MAX = 500,
    LIST_MAX_BYTES = 64 * 1024,
    NUMBER_MAX_BYTES = 20,
};

static const uint32_t owned_by_winnat = UINT32_C(1) << PP_OWNER_WINNAT;
static const uint32_t owned_by_hns =
    UINT32_C(1) << PP_OWNER_WINNAT | UINT32_C(1) << PP_OWNER_HNS_LOAD_BALANCER;

static bool has_ports(const struct fix_case *fix_case, enum pp_protocol p)
{
    return pp_portset_next_set(&fix_case->ports[p], 0) < PP_PORT_COUNT;
}

/* --- steps --- */

static enum pp_status add(struct pps_scenario *steps, struct pps_step step)
{
    return pps_scenario_add(steps, &step, NULL);
}

static enum pp_status add_reboot(struct pps_scenario *steps)
{
    return add(steps, pps_step_of(PPS_STEP_REBOOT));
}

/* Sets a registry value, or deletes it where the data is empty. */
static enum pp_status
add_value(struct pps_scenario *steps, const char *name, struct pp_buf *data)
{
    bool is_set = data->len > 0;
    struct pps_step step = pps_step_of(is_set ? PPS_STEP_SET : PPS_STEP_UNSET);
    step.name = pp_sv_from(name);
    step.data = pp_buf_view(data);
    enum pp_status status = data->status;
    if (status == PP_OK) {
        status = add(steps, step);
    }
    pp_buf_done(data);
    return status;
}

static enum pp_status add_dynamic(struct pps_scenario *steps,
                                  enum pp_protocol protocol,
                                  struct pps_ports ports)
{
    struct pps_step step = pps_step_of(PPS_STEP_DYNAMIC);
    step.protocol = protocol;
    step.ports = ports;
    return add(steps, step);
}

/* An administered exclusion refuses whoever reserves a port for itself:
 * http.sys, QUIC, published container ports. */
static bool may_reserve(const struct fix_case *fix_case)
{
    return pp_bind_has_address(fix_case->options->check.kind) &&
           !fix_case->is_before_vista && pps_fix_leaves_enough(fix_case);
}

/* --- reserve: the port can be bound, and is to stay so --- */

static bool reserve_applies(const struct fix_case *fix_case)
{
    return !fix_case->is_blocked && !fix_case->is_hit &&
           !fix_case->is_for_room && may_reserve(fix_case);
}

/* --- wsl: the same where WSL's run may have the port now --- */

static bool wsl_applies(const struct fix_case *fix_case)
{
    return !fix_case->is_blocked && fix_case->is_hit && may_reserve(fix_case);
}

/* --- winnat: its block goes, the port is reserved, blocks come back around it
 */

static bool winnat_applies(const struct fix_case *fix_case)
{
    return fix_case->is_blocked && may_reserve(fix_case) &&
           (fix_case->owners & ~owned_by_winnat) == 0;
}

/* --- dynamic-range: something pushed it low; blocks follow it back up --- */

/* MaxUserPort as captured; false where it is not set. */
static bool max_user_port_of(const struct fix_case *fix_case,
                             uint64_t *ret_value)
{
    struct pp_ephemeral_settings settings =
        pp_ephemeral_settings_of(fix_case->machine, PP_TCP);
    *ret_value = settings.max_user_port;
    return settings.has_max_user_port;
}

static bool is_range_low(const struct fix_case *fix_case, enum pp_protocol p)
{
    return pp_machine_dynamic(fix_case->machine, p)->range.first <
           DEFAULT_FIRST;
}

static bool range_applies(const struct fix_case *fix_case)
{
    static const struct pp_range above = {DEFAULT_FIRST, UINT16_MAX};
    uint64_t value;
    if (fix_case->is_before_vista) {
        return max_user_port_of(fix_case, &value);
    }
    if ((fix_case->owners & ~owned_by_hns) != 0) {
        return false;
    }
    if (fix_case->is_for_room) {
        return is_range_low(fix_case, PP_TCP) || is_range_low(fix_case, PP_UDP);
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        if (pp_portset_test_any(&fix_case->ports[p], above) ||
            (has_ports(fix_case, protocol) &&
             !is_range_low(fix_case, protocol))) {
            return false;
        }
    }
    return true;
}

/* Up to Server 2003 MaxUserPort alone makes the range. */
static bool is_set_by_netsh(const struct fix_case *fix_case,
                            enum pp_protocol protocol)
{
    return !fix_case->is_before_vista &&
           (has_ports(fix_case, protocol) || fix_case->is_room_short);
}

/* Another dynamic range, which MaxUserPort must not undo. */
static enum pp_status add_range(const struct fix_case *fix_case,
                                struct pps_ports ports,
                                struct pps_scenario *steps)
{
    uint64_t value;
    if (max_user_port_of(fix_case, &value)) {
        struct pp_buf nothing;
        pp_buf_init(&nothing, 0);
        PP_TRY(add_value(steps, "MaxUserPort", &nothing));
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_set_by_netsh(fix_case, (enum pp_protocol)p)) {
            PP_TRY(add_dynamic(steps, (enum pp_protocol)p, ports));
        }
    }
    return add_reboot(steps);
}

static enum pp_status range_back(const struct fix_case *fix_case,
                                 struct pps_scenario *steps)
{
    uint64_t value;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        struct pp_range range =
            pp_machine_dynamic(fix_case->machine, protocol)->range;
        const struct pps_ports ports = {range.first, pp_range_count(range)};
        if (is_set_by_netsh(fix_case, protocol)) {
            PP_TRY(add_dynamic(steps, protocol, ports));
        }
    }
    if (max_user_port_of(fix_case, &value)) {
        struct pp_buf data;
        pp_buf_init(&data, NUMBER_MAX_BYTES);
        pp_buf_add_u64(&data, value);
        PP_TRY(add_value(steps, "MaxUserPort", &data));
    }
    return add_reboot(steps);
}

/* --- wide-range: room for WSL's run, which lies where both ranges are --- */

static bool wide_applies(const struct fix_case *fix_case)
{
    return fix_case->is_room_short && !fix_case->is_blocked;
}

/* --- reserved-ports: up to Server 2003 the list of the registry (KB812873) ---
 */

/* What it is to hold: neighbours as one entry, for Windows may fail to reserve
 * the second of two. One list serves both protocols. */
static struct pp_portset wanted_list(const struct fix_case *fix_case)
{
    struct pp_portset list = fix_case->list;
    pp_portset_union(&list, &fix_case->ports[PP_TCP]);
    pp_portset_union(&list, &fix_case->ports[PP_UDP]);
    return list;
}

static bool list_applies(const struct fix_case *fix_case)
{
    struct pp_portset list = wanted_list(fix_case);
    return fix_case->is_before_vista && fix_case->is_list_known &&
           !fix_case->is_blocked &&
           pps_fix_run_count(&list) <= LIST_ENTRIES_MAX;
}

static enum pp_status add_list(const struct pp_portset *list,
                               struct pps_scenario *steps)
{
    struct pp_range run;
    uint32_t from = 0;
    struct pp_buf data;
    pp_buf_init(&data, LIST_MAX_BYTES);
    while (pp_portset_next_run(list, &from, &run)) {
        pp_buf_printf(&data,
                      "%s%u-%u",
                      data.len > 0 ? "\\0" : "",
                      (unsigned)run.first,
                      (unsigned)run.last);
    }
    PP_TRY(add_value(steps, "ReservedPorts", &data));
    return add_reboot(steps);
}

static enum pp_status list_steps(const struct fix_case *fix_case,
                                 struct pps_scenario *steps)
{
    struct pp_portset list = wanted_list(fix_case);
    return add_list(&list, steps);
}

static enum pp_status list_back(const struct fix_case *fix_case,
                                struct pps_scenario *steps)
{
    return add_list(&fix_case->list, steps);
}

/* --- hyper-v: off, reserve, on --- */

static bool hyper_v_applies(const struct fix_case *fix_case)
{
    return winnat_applies(fix_case) && fix_case->has_hyper_v;
}

/* --- the table --- */

enum {
    KINDS_MAX = 5
};

/* What each does, in the order of pps_cures. */
static const struct method {
    bool (*applies)(const struct fix_case *fix_case);
    /* Steps by their kinds, where the ports are reserved. */
    size_t kind_count;
    enum pps_step_kind kinds[KINDS_MAX];
    struct pps_ports range; /* else a dynamic range, and a restart */
    /* Else these, and what undoes them. */
    enum pp_status (*steps)(const struct fix_case *fix_case,
                            struct pps_scenario *steps);
    enum pp_status (*way_back)(const struct fix_case *fix_case,
                               struct pps_scenario *steps);
} methods[PPS_CURE_COUNT] = {
    {reserve_applies, 1, .kinds = {PPS_STEP_RESERVE}},
    {wsl_applies, 2, .kinds = {PPS_STEP_OTHER, PPS_STEP_RESERVE}},
    {winnat_applies,
     3,
     .kinds = {PPS_STEP_STOP, PPS_STEP_RESERVE, PPS_STEP_START}},
    {list_applies, .steps = list_steps, .way_back = list_back},
    {range_applies,
     .range = {DEFAULT_FIRST, DEFAULT_COUNT},
     .way_back = range_back},
    {wide_applies,
     .range = {PP_WIDE_FIRST, PP_WIDE_COUNT},
     .way_back = range_back},
    {hyper_v_applies,
     5,
     .kinds = {PPS_STEP_DISABLE,
               PPS_STEP_REBOOT,
               PPS_STEP_RESERVE,
               PPS_STEP_ENABLE,
               PPS_STEP_REBOOT}},
};

static const struct method *method_of(const struct pps_cure *cure)
{
    return &methods[cure - pps_cures()];
}

/* One step, or for ports one for each run of them. */
static enum pp_status add_kind(const struct fix_case *fix_case,
                               enum pps_step_kind kind,
                               struct pps_scenario *steps)
{
    struct pps_step step = pps_step_of(kind);
    if (kind == PPS_STEP_RESERVE || kind == PPS_STEP_UNRESERVE) {
        return pps_fix_add_runs(steps, fix_case->ports, &step, 1);
    }
    step.service = PPS_WINNAT;
    step.feature = PPS_HYPER_V;
    if (kind == PPS_STEP_OTHER) {
        step.written = PP_SV("wsl --shutdown");
    }
    return add(steps, step);
}

static bool is_winnat_disabled(const struct fix_case *fix_case)
{
    return pp_machine_is_disabled(fix_case->machine, PP_SV("winnat"));
}

bool pps_fix_cure_applies(const struct pps_cure *cure,
                          const struct fix_case *fix_case)
{
    return method_of(cure)->applies(fix_case);
}

enum pp_status pps_fix_cure_steps(const struct pps_cure *cure,
                                  const struct fix_case *fix_case,
                                  struct pps_scenario *steps)
{
    const struct method *method = method_of(cure);
    for (size_t i = 0; i < method->kind_count; i++) {
        if (method->kinds[i] == PPS_STEP_START &&
            is_winnat_disabled(fix_case)) {
            continue; /* it cannot, nor will it at the next boot */
        }
        PP_TRY(add_kind(fix_case, method->kinds[i], steps));
    }
    if (method->range.count > 0) {
        return add_range(fix_case, method->range, steps);
    }
    return method->steps != NULL ? method->steps(fix_case, steps) : PP_OK;
}

enum pp_status pps_fix_cure_way_back(const struct pps_cure *cure,
                                     const struct fix_case *fix_case,
                                     struct pps_scenario *steps)
{
    const struct method *method = method_of(cure);
    return method->way_back != NULL
               ? method->way_back(fix_case, steps)
               : add_kind(fix_case, PPS_STEP_UNRESERVE, steps);
}

bool pps_fix_cure_makes_room(const struct pps_cure *cure,
                             const struct fix_case *fix_case)
{
    bool is_wide = method_of(cure)->applies == wide_applies;
    bool is_range = method_of(cure)->applies == range_applies;
    return is_wide || (is_range && fix_case->is_for_room);
}

const char *pps_fix_cure_bears(const struct pps_cure *cure,
                               const struct fix_case *fix_case)
{
    bool is_range = method_of(cure)->applies == range_applies;
    bool is_list = method_of(cure)->applies == list_applies;
    if (is_range && fix_case->is_before_vista) {
        return "connections then take ports in the default range of the system";
    }
    if (is_list && fix_case->has_bad_entries) {
        return "whatever ReservedPorts holds besides ranges such as 4000-4010 "
               "is left out";
    }
    if (method_of(cure)->applies == winnat_applies &&
        is_winnat_disabled(fix_case)) {
        return "winnat is disabled, so it stays stopped";
    }
    return cure->bears;
}

bool pps_fix_cure_guesses(const struct pps_cure *cure,
                          const struct fix_case *fix_case)
{
    if (method_of(cure)->way_back != range_back) {
        return false;
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        if (is_set_by_netsh(fix_case, protocol) &&
            pp_machine_dynamic(fix_case->machine, protocol)->basis ==
                PP_BASIS_ASSUMED) {
            return true;
        }
    }
    return false;
}
