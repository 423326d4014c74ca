/*
 * The table of profiles. Every number is seen somewhere: the fixtures and
 * docs/ports-on-windows.md name the captures.
 */
#include "profile.h"

#include "sim/reserve/parameters.h"
#include "state_machine.h"

static const struct pps_profile profiles[] = {
    {
        .name = "desktop",
        .words = "a typical desktop with Hyper-V",
        .evidence =
            "as many blocks of 100 as in the complete tables of the corpus",
        .feature = "Microsoft-Hyper-V-All",
        .hns_row = {50000, 50059},
    },
    {
        .name = "server",
        .words = "a Windows node of Kubernetes",
        .evidence = "6 pools of 64 for load balancers, as in "
                    "kubernetes#117783",
        .feature = "Containers",
        .load_balancer_blocks = {[PP_TCP] = 6},
    },
    {
        .name = "windows-10-1709",
        .words = "a desktop with Windows 10 1709 and Docker",
        .evidence = "4 blocks of 10, as in docker/for-win#1707",
        .feature = "Microsoft-Hyper-V-All",
        .block_ports = 10,
        .winnat_blocks = {[PP_TCP] = 4},
    },
};

/* Where RPC, SMB and the first services listen from boot on
 * (docs/ports-on-windows.md#winnat-and-hns). */
static const uint16_t listeners[] = {
    135, 445, 49664, 49665, 49666, 49667, 49668};

const struct pps_profile *pps_profiles(size_t *ret_count)
{
    *ret_count = PP_ARRAY_LEN(profiles);
    return profiles;
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
        .range = {49152, PP_PORT_MAX},
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
        const struct pp_socket socket = {.port = listeners[i],
                                         .address = PP_SV("0.0.0.0"),
                                         .state = PP_SV("listening")};
        PP_TRY(pp_machine_add_socket(machine, PP_TCP, &socket));
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

enum pp_status pps_profile_state(const struct pps_profile *profile,
                                 const struct pp_machine *machine,
                                 struct pps_state *ret_state)
{
    PP_TRY(pps_state_from_machine(machine, ret_state));
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        struct pps_protocol_state *at = &ret_state->protocols[p];
        at->usual_blocks[0] = profile->winnat_blocks[p];
        at->usual_blocks[1] = profile->load_balancer_blocks[p];
        at->block_ports = profile->block_ports;
        at->has_usual_ports = p == PP_TCP;
        at->hns_row = profile->hns_row;
    }
    if (profile->hns_row.first != 0) {
        ret_state->hns_row_lacking_permille =
            (uint16_t)(1000 - pps_reserve_calibrated.hns_row_permille);
    }
    return PP_OK;
}
