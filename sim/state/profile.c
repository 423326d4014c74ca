/*
 * The table of profiles. Every number is seen somewhere: the fixtures and
 * docs/ports-on-windows.md name the captures.
 */
#include "profile.h"

#include <string.h>

#include "sim/reserve/parameters.h"
#include "state_machine.h"

static const struct pps_profile profiles[] = {
    {
        .name = "desktop",
        .words = "a typical desktop with Hyper-V",
        .evidence =
            "as many blocks of 100 as in the complete tables of the corpus",
        .feature = "Microsoft-Hyper-V-All",
        .turned_on = PPS_HYPER_V,
        .hns_row = {50000, 50059},
    },
    {
        .name = "server",
        .words = "a Windows node of Kubernetes",
        .evidence = "6 pools of 64 for load balancers, as in "
                    "kubernetes#117783",
        .feature = "Containers",
        .turned_on = PPS_CONTAINERS,
        .load_balancer_blocks = {[PP_TCP] = 6},
    },
    {
        .name = "windows-10-1709",
        .words = "a desktop with Windows 10 1709 and Docker",
        .evidence = "4 blocks of 10, as in docker/for-win#1707",
        .feature = "Microsoft-Hyper-V-All",
        .turned_on = PPS_HYPER_V,
        .block_ports = 10,
        .winnat_blocks = {[PP_TCP] = 4},
    },
};

#define LISTENER(number)                                    \
    {                                                       \
        .port = (number), .address = PP_SV_INIT("0.0.0.0"), \
        .state = PP_SV_INIT("listening")                    \
    }

/* Where RPC, SMB and the first services listen from boot on
 * (docs/ports-on-windows.md#winnat-and-hns). */
static const struct pp_socket listeners[] = {
    LISTENER(135),
    LISTENER(445),
    LISTENER(49664),
    LISTENER(49665),
    LISTENER(49666),
    LISTENER(49667),
    LISTENER(49668),
};

/* 1024+13977 as attribute.c assumes it; the captures that print a range have
 * one of the two, but for four. */
const struct pp_range pps_usual_ranges[PPS_USUAL_RANGES] = {
    {49152, PP_PORT_MAX},
    {1024, 15000},
};

const struct pps_profile *pps_profiles(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(profiles);
    return profiles;
}

const struct pps_profile *pps_profile_typical(void)
{
    return &profiles[0];
}

const struct pps_profile *pps_profile_named(struct pp_sv name)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(profiles); i++) {
        if (pp_sv_equal_nocase(name, pp_sv_from(profiles[i].name))) {
            return &profiles[i];
        }
    }
    return NULL;
}

static void set_protocol(enum pp_protocol protocol, struct pp_machine *machine)
{
    const struct pp_dynamic dynamic = {
        .range = pps_usual_ranges[0],
        .basis = PP_BASIS_DEFAULT,
        .reason = "the default since Vista",
    };
    pp_machine_set_table_seen(machine, protocol);
    pp_machine_set_dynamic(machine, protocol, &dynamic);
}

static enum pp_status add_all(const struct pps_profile *profile,
                              struct pp_machine *machine)
{
    const struct pp_fact feature = {
        .kind = PP_FACT_FEATURE,
        .as.feature = {pp_sv_from(profile->feature), PP_YES},
    };
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        set_protocol((enum pp_protocol)p, machine);
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(listeners); i++) {
        PP_TRY(pp_machine_add_socket(machine, PP_TCP, &listeners[i]));
    }
    PP_TRY(pp_machine_add_fact(machine, &feature));
    return pp_machine_finish(machine);
}

enum pp_status pps_profile_machine(const struct pps_profile *profile,
                                   struct pp_machine **ret_machine)
{
    struct pp_machine *machine = NULL;
    PP_TRY(pp_machine_new(&machine));
    enum pp_status status = add_all(profile, machine);
    if (status != PP_OK) {
        pp_machine_free(machine);
        return status;
    }
    *ret_machine = machine;
    return PP_OK;
}

/* What tables of exclusions of such a machine show. */
static void set_usual(const struct pps_profile *profile,
                      struct pps_state *state)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_protocol_state *at = &state->protocols[p];
        at->usual_blocks[0] = profile->winnat_blocks[p];
        at->usual_blocks[1] = profile->load_balancer_blocks[p];
        at->block_ports = profile->block_ports;
        at->hns_row = profile->hns_row;
    }
    if (profile->hns_row.first != 0) {
        state->hns_row_lacking_permille =
            (uint16_t)(1000 - pps_reserve_calibrated.hns_row_permille);
    }
}

enum pp_status pps_profile_state(const struct pps_profile *profile,
                                 const struct pp_machine *machine,
                                 struct pps_state *ret_state)
{
    PP_TRY(pps_state_from_machine(machine, ret_state));
    set_usual(profile, ret_state);
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        ret_state->protocols[p].has_usual_ports = p == PP_TCP;
    }
    return PP_OK;
}

/* As many blocks as the other protocol has. */
static void follow(const struct pps_protocol_state *other,
                   struct pps_protocol_state *at)
{
    at->is_table_known = true;
    memcpy(at->usual_blocks, other->usual_blocks, sizeof(at->usual_blocks));
    at->block_ports = other->block_ports;
    at->hns_row = other->hns_row;
}

static bool is_any_feature_known(const struct pps_state *state)
{
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        if (state->is_enabled[i] != PP_UNKNOWN) {
            return true;
        }
    }
    return false;
}

enum pp_status pps_profile_fill(const struct pps_profile *profile,
                                struct pps_state *state)
{
    struct pps_protocol_state *tcp = &state->protocols[PP_TCP];
    struct pps_protocol_state *udp = &state->protocols[PP_UDP];
    uint32_t chunk_ports = tcp->block_ports; /* of the registry */
    if (state->is_before_vista ||
        (tcp->is_table_known && udp->is_table_known)) {
        return PP_OK;
    }
    if (tcp->is_table_known || udp->is_table_known) {
        follow(tcp->is_table_known ? tcp : udp,
               tcp->is_table_known ? udp : tcp);
        return PP_OK;
    }
    set_usual(profile, state);
    tcp->is_table_known = true;
    udp->is_table_known = true;
    if (chunk_ports != 0) {
        tcp->block_ports = chunk_ports;
        udp->block_ports = chunk_ports;
    }
    if (!is_any_feature_known(state)) {
        state->is_enabled[profile->turned_on] = PP_YES;
    }
    bool has_sockets = tcp->socket_count > 0;
    for (size_t i = 0; i < PP_ARRAY_LEN(listeners) && !has_sockets; i++) {
        const struct pps_socket socket = {.port = listeners[i].port,
                                          .captured = &listeners[i]};
        PP_TRY(pps_state_add_socket(state, PP_TCP, &socket));
    }
    return PP_OK;
}

void pps_state_set_dynamic(struct pps_state *state,
                           enum pp_protocol protocol,
                           struct pp_range range)
{
    struct pps_protocol_state *at = &state->protocols[protocol];
    at->dynamic.range = range;
    at->dynamic.basis = PP_BASIS_CAPTURED;
    at->dynamic_persistent = range;
    at->is_dynamic_from_netsh = true;
}
