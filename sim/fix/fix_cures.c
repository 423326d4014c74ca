/*
 * The table of cures (docs/ports-on-windows.md#cures), the least disruptive
 * first: when each may help, which steps it takes, and what undoes it.
 */
#include "fix_cures.h"

#include "model/ephemeral.h"

enum {
    /* Windows' own dynamic range since Vista (KB929851). */
    DEFAULT_FIRST = 49152,
    DEFAULT_COUNT = 16384,
    /* The fewest that netsh takes for a dynamic range (KB929851). */
    DYNAMIC_COUNT_MIN = 255,
    /* The upper half of all ports. */
    WIDE_FIRST = 32768,
    WIDE_COUNT = 32768,
    /* Entries of ReservedPorts, of 13 bytes at most: cmd takes 8,191 a line. */
    LIST_ENTRIES_MAX = 500,
};

static const uint32_t owned_by_winnat = UINT32_C(1) << PP_OWNER_WINNAT;
static const uint32_t owned_by_hns =
    UINT32_C(1) << PP_OWNER_WINNAT | UINT32_C(1) << PP_OWNER_HNS_LOAD_BALANCER;

bool fix_next_run(const struct pp_portset *ports,
                  uint32_t *from,
                  struct pp_range *ret_run)
{
    uint32_t first = pp_portset_next_set(ports, *from);
    if (first >= PP_PORT_COUNT) {
        return false;
    }
    *from = pp_portset_next_clear(ports, first);
    *ret_run = (struct pp_range){(uint16_t)first, (uint16_t)(*from - 1)};
    return true;
}

static bool has_ports(const struct fix_case *fix_case, enum pp_protocol p)
{
    return pp_portset_next_set(&fix_case->ports[p], 0) < PP_PORT_COUNT;
}

static void add_ports(const struct fix_case *fix_case,
                      const char *verb,
                      struct pp_buf *steps)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pp_range run;
        uint32_t from = 0;
        while (fix_next_run(&fix_case->ports[p], &from, &run)) {
            pp_buf_printf(steps,
                          "%s %s %u+%u\n",
                          verb,
                          pp_protocol_name((enum pp_protocol)p),
                          (unsigned)run.first,
                          (unsigned)pp_range_count(run));
        }
    }
}

bool fix_leaves_enough(const struct fix_case *fix_case)
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

/* An administered exclusion refuses whoever reserves a port for itself:
 * http.sys, QUIC, published container ports. */
static bool may_reserve(const struct fix_case *fix_case)
{
    return pp_bind_has_address(fix_case->kind) && !fix_case->is_before_vista &&
           fix_leaves_enough(fix_case);
}

static void back_unreserve(const struct fix_case *fix_case,
                           struct pp_buf *steps)
{
    add_ports(fix_case, "unreserve", steps);
}

/* --- reserve: the port can be bound, and is to stay so --- */

static bool reserve_applies(const struct fix_case *fix_case)
{
    return !fix_case->is_blocked && !fix_case->is_hit &&
           !fix_case->is_for_room && may_reserve(fix_case);
}

static void reserve_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    add_ports(fix_case, "reserve", steps);
}

/* --- wsl: the same where WSL's run may have the port now --- */

static bool wsl_applies(const struct fix_case *fix_case)
{
    return !fix_case->is_blocked && fix_case->is_hit && may_reserve(fix_case);
}

static void wsl_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    pp_buf_add_str(steps, "wsl --shutdown\n");
    add_ports(fix_case, "reserve", steps);
}

/* --- winnat: its block goes, the port is reserved, blocks come back around it
 */

static bool winnat_applies(const struct fix_case *fix_case)
{
    return fix_case->is_blocked && may_reserve(fix_case) &&
           (fix_case->owners & ~owned_by_winnat) == 0;
}

static void winnat_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    pp_buf_add_str(steps, "stop winnat\n");
    add_ports(fix_case, "reserve", steps);
    pp_buf_add_str(steps, "start winnat\n");
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

const struct pp_fact *fix_registry_value(const struct pp_machine *machine,
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

const struct pp_dynamic *fix_low_range(const struct fix_case *fix_case,
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

/* Where ports that need a cure lie below the default range and in one that
 * begins too low. */
static bool is_pushed_low(const struct fix_case *fix_case, enum pp_protocol p)
{
    const struct pp_dynamic *dynamic = pp_machine_dynamic(fix_case->machine, p);
    return has_ports(fix_case, p) && dynamic->range.first < DEFAULT_FIRST;
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
             !is_pushed_low(fix_case, protocol))) {
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
static void add_range(const struct fix_case *fix_case,
                      int first,
                      int count,
                      struct pp_buf *steps)
{
    uint64_t value;
    if (max_user_port_of(fix_case, &value)) {
        pp_buf_add_str(steps, "unset MaxUserPort\n");
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        if (is_set_by_netsh(fix_case, (enum pp_protocol)p)) {
            pp_buf_printf(steps,
                          "dynamic %s %d+%d\n",
                          pp_protocol_name((enum pp_protocol)p),
                          first,
                          count);
        }
    }
    pp_buf_add_str(steps, "reboot\n");
}

static void range_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    add_range(fix_case, DEFAULT_FIRST, DEFAULT_COUNT, steps);
}

static void range_back(const struct fix_case *fix_case, struct pp_buf *steps)
{
    uint64_t value;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        struct pp_range range =
            pp_machine_dynamic(fix_case->machine, protocol)->range;
        if (is_set_by_netsh(fix_case, protocol)) {
            pp_buf_printf(steps,
                          "dynamic %s %u+%u\n",
                          pp_protocol_name(protocol),
                          (unsigned)range.first,
                          (unsigned)pp_range_count(range));
        }
    }
    if (max_user_port_of(fix_case, &value)) {
        pp_buf_printf(
            steps, "set MaxUserPort=%llu\n", (unsigned long long)value);
    }
    pp_buf_add_str(steps, "reboot\n");
}

/* --- wide-range: room for WSL's run, which lies where both ranges are --- */

static bool wide_applies(const struct fix_case *fix_case)
{
    return fix_case->is_room_short && !fix_case->is_blocked;
}

static void wide_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    add_range(fix_case, WIDE_FIRST, WIDE_COUNT, steps);
}

/* --- reserved-ports: up to Server 2003 the list of the registry (KB812873) ---
 */

static size_t run_count(const struct pp_portset *ports)
{
    struct pp_range run;
    uint32_t from = 0;
    size_t count = 0;
    while (fix_next_run(ports, &from, &run)) {
        count++;
    }
    return count;
}

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
           !fix_case->is_blocked && run_count(&list) <= LIST_ENTRIES_MAX;
}

static void add_list(const struct pp_portset *list, struct pp_buf *steps)
{
    struct pp_range run;
    uint32_t from = 0;
    const char *between = "";
    if (pp_portset_next_set(list, 0) >= PP_PORT_COUNT) {
        pp_buf_add_str(steps, "unset ReservedPorts\nreboot\n");
        return;
    }
    pp_buf_add_str(steps, "set ReservedPorts=");
    while (fix_next_run(list, &from, &run)) {
        pp_buf_printf(
            steps, "%s%u-%u", between, (unsigned)run.first, (unsigned)run.last);
        between = "\\0";
    }
    pp_buf_add_str(steps, "\nreboot\n");
}

static void list_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    struct pp_portset list = wanted_list(fix_case);
    add_list(&list, steps);
}

static void list_back(const struct fix_case *fix_case, struct pp_buf *steps)
{
    add_list(&fix_case->list, steps);
}

/* --- hyper-v: off, reserve, on --- */

static bool hyper_v_applies(const struct fix_case *fix_case)
{
    return winnat_applies(fix_case) && fix_case->has_hyper_v;
}

static void hyper_v_steps(const struct fix_case *fix_case, struct pp_buf *steps)
{
    pp_buf_add_str(steps, "disable hyper-v\nreboot\n");
    add_ports(fix_case, "reserve", steps);
    pp_buf_add_str(steps, "enable hyper-v\nreboot\n");
}

/* --- the table --- */

static const struct pps_cure cures[PPS_CURE_COUNT] = {
    {
        "reserve",
        "reserve the port before something takes it",
        NULL,
        "http.sys, QUIC and published container ports are refused there",
    },
    {
        "wsl",
        "shut WSL down, reserve the port, then start WSL again",
        "what runs in WSL ends",
        "http.sys, QUIC and published container ports are refused there",
    },
    {
        "winnat",
        "stop winnat, reserve the port, start winnat",
        "containers and WSL lose their network while winnat is stopped",
        "http.sys, QUIC and published container ports are refused there",
    },
    {
        "reserved-ports",
        "add the port to ReservedPorts in the registry, and restart",
        "the machine restarts",
        "a program that names the port still gets it",
    },
    {
        "dynamic-range",
        "put the dynamic port range back where Windows has it, and restart",
        "the machine restarts",
        "blocks lie in 49152-65535 then, and connections take ports there",
    },
    {
        "wide-range",
        "widen the dynamic port range, and restart",
        "the machine restarts",
        "blocks lie in 32768-65535 then, and connections take ports there",
    },
    {
        "hyper-v",
        "switch Hyper-V off, reserve the port, switch Hyper-V on",
        "the machine restarts twice, and no virtual machine runs meanwhile",
        "http.sys, QUIC and published container ports are refused there",
    },
};

/* What each does, in the same order. */
static const struct {
    bool (*applies)(const struct fix_case *fix_case);
    void (*steps)(const struct fix_case *fix_case, struct pp_buf *steps);
    void (*way_back)(const struct fix_case *fix_case, struct pp_buf *steps);
} methods[PPS_CURE_COUNT] = {
    {reserve_applies, reserve_steps, back_unreserve},
    {wsl_applies, wsl_steps, back_unreserve},
    {winnat_applies, winnat_steps, back_unreserve},
    {list_applies, list_steps, list_back},
    {range_applies, range_steps, range_back},
    {wide_applies, wide_steps, range_back},
    {hyper_v_applies, hyper_v_steps, back_unreserve},
};

const struct pps_cure *pps_cures(void)
{
    return cures;
}

const struct pps_cure *pps_cure_named(struct pp_sv name)
{
    for (size_t i = 0; i < PPS_CURE_COUNT; i++) {
        if (pp_sv_equal(pp_sv_from(cures[i].name), name)) {
            return &cures[i];
        }
    }
    return NULL;
}

bool fix_cure_applies(const struct pps_cure *cure,
                      const struct fix_case *fix_case)
{
    return methods[cure - cures].applies(fix_case);
}

void fix_cure_steps(const struct pps_cure *cure,
                    const struct fix_case *fix_case,
                    struct pp_buf *steps)
{
    methods[cure - cures].steps(fix_case, steps);
}

void fix_cure_way_back(const struct pps_cure *cure,
                       const struct fix_case *fix_case,
                       struct pp_buf *steps)
{
    methods[cure - cures].way_back(fix_case, steps);
}

bool fix_cure_makes_room(const struct pps_cure *cure,
                         const struct fix_case *fix_case)
{
    bool is_wide = methods[cure - cures].applies == wide_applies;
    bool is_range = methods[cure - cures].applies == range_applies;
    return is_wide || (is_range && fix_case->is_for_room);
}

const char *fix_cure_bears(const struct pps_cure *cure,
                           const struct fix_case *fix_case)
{
    bool is_range = methods[cure - cures].applies == range_applies;
    bool is_list = methods[cure - cures].applies == list_applies;
    if (is_range && fix_case->is_before_vista) {
        return "connections take ports in the default range of the system then";
    }
    if (is_list && fix_case->has_bad_entries) {
        return "what ReservedPorts holds beside ranges such as 4000-4010 is "
               "left out";
    }
    return cure->bears;
}

bool fix_cure_guesses(const struct pps_cure *cure,
                      const struct fix_case *fix_case)
{
    if (methods[cure - cures].way_back != range_back) {
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
