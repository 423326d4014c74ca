/* Between a pp_machine, which was captured, and the simulator's state. */
#include "state_machine.h"

#include "fact/registry.h"
#include "model/holder.h"
#include "model/mirrored.h"
#include "sim/reserve/parameters.h"

/* Of PortChunkSize: sizes outside are ignored. */
enum {
    CHUNK_PORTS_LEAST = 10,
    CHUNK_PORTS_MOST = 4096
};

static struct pps_claim claim_of(const struct pp_exclusion *exclusion)
{
    struct pps_claim claim = {
        .range = exclusion->range,
        .is_active = true,
        .is_administered = exclusion->is_administered,
        .is_persistent = exclusion->is_persistent,
        .family = exclusion->family,
        .owner = exclusion->owner,
        .confidence = exclusion->confidence,
        .reason = exclusion->reason,
        .place = exclusion->place,
    };
    return claim;
}

/* Whether a block of winnat ends right below that port. */
static bool ends_in_block(const struct pps_protocol_state *at, uint16_t port)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (pps_claim_is_winnat(&at->claims[i]) &&
            (uint32_t)at->claims[i].range.last + 1 == port) {
            return true;
        }
    }
    return false;
}

/* A block of winnat; rows come in ascending order. */
static void learn_block(struct pps_protocol_state *at, struct pp_range block)
{
    if (!ends_in_block(at, block.first) &&
        at->old_place_count < PPS_OLD_PLACES_MAX) {
        at->old_places[at->old_place_count++] = block.first;
    }
    at->usual_blocks[0]++;
    at->block_ports = pp_range_count(block);
}

/* A port that a block lies over was not in use when the block was made. */
static void rule_out_usual_ports(struct pps_protocol_state *at,
                                 struct pp_range block)
{
    const struct pps_reserve_parameters *fitted = &pps_reserve_calibrated;
    for (uint32_t i = 0; i < fitted->usual_port_count; i++) {
        struct pp_range both;
        if (pp_range_intersect(fitted->usual_ports[i].ports, block, &both)) {
            at->free_usual_ports |= UINT32_C(1) << i;
        }
    }
}

/* What the captured rows say about how this machine reserves. */
static void learn_from_claim(struct pps_protocol_state *at,
                             const struct pps_claim *claim)
{
    if (pps_claim_is_winnat(claim)) {
        learn_block(at, claim->range);
        rule_out_usual_ports(at, claim->range);
    }
    at->usual_blocks[1] += claim->owner == PP_OWNER_HNS_LOAD_BALANCER;
    if (claim->owner == PP_OWNER_HNS_EXCLUDED_RANGE &&
        claim->is_administered != PP_NO) {
        at->hns_row = claim->range;
    }
}

static enum pp_status take_exclusions(const struct pp_machine *machine,
                                      enum pp_protocol protocol,
                                      struct pps_state *state)
{
    size_t count = 0;
    const struct pp_exclusion *exclusions =
        pp_machine_exclusions(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        struct pps_claim claim = claim_of(&exclusions[i]);
        PP_TRY(pps_state_add_claim(state, protocol, &claim));
        learn_from_claim(&state->protocols[protocol], &claim);
    }
    return PP_OK;
}

/* The captured row of that single port, or NULL. */
static struct pps_claim *find_single(const struct pps_protocol_state *at,
                                     struct pp_range port)
{
    for (size_t i = 0; i < at->claim_count; i++) {
        if (pp_range_equal(at->claims[i].range, port)) {
            return &at->claims[i];
        }
    }
    return NULL;
}

/* http.sys has the port of every URL that a program registered, and a row of
 * its own, also where no table was captured. */
static enum pp_status take_urls(const struct pp_machine *machine,
                                enum pp_protocol protocol,
                                struct pps_state *state)
{
    size_t count = 0;
    const struct pp_reservation *urls =
        pp_machine_reservations(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        if (!urls[i].is_registered) {
            continue;
        }
        struct pps_claim *row =
            find_single(&state->protocols[protocol], urls[i].range);
        if (row != NULL) {
            row->has_url = true;
            continue;
        }
        const struct pps_claim claim = {
            .range = urls[i].range,
            .is_active = true,
            .has_url = true,
            .is_unlisted = true,
            .is_administered = PP_NO,
            .owner = PP_OWNER_HTTP_SYS,
            .confidence = PP_CONFIDENCE_CERTAIN,
            .reason = "a program registered a URL",
            .place = urls[i].place,
        };
        PP_TRY(pps_state_add_claim(state, protocol, &claim));
    }
    return PP_OK;
}

/* A static mapping is back after a restart, WinNAT keeps it
 * (docs/ports-on-windows.md#mappings). What HNS does is its programs' to
 * decide. */
static enum pp_status take_mappings(const struct pp_machine *machine,
                                    enum pp_protocol protocol,
                                    struct pps_state *state)
{
    size_t count = 0;
    const struct pp_reservation *mappings =
        pp_machine_reservations(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        if (!pp_reservation_is_mapping(&mappings[i])) {
            continue;
        }
        const bool is_nat = mappings[i].kind != PP_RESERVED_HNS;
        struct pps_claim *row =
            find_single(&state->protocols[protocol], mappings[i].range);
        if (row != NULL) {
            row->is_held = true;
            row->is_persistent = is_nat ? PP_YES : row->is_persistent;
            continue;
        }
        const struct pps_claim claim = {
            .range = mappings[i].range,
            .is_active = true,
            .is_held = true,
            .is_unlisted = true,
            .is_administered = PP_NO,
            .is_persistent = is_nat ? PP_YES : PP_UNKNOWN,
            .owner = PP_OWNER_PUBLISHED_PORT,
            .confidence = PP_CONFIDENCE_CERTAIN,
            .reason = "a mapping has the port",
            .place = mappings[i].place,
        };
        PP_TRY(pps_state_add_claim(state, protocol, &claim));
    }
    return PP_OK;
}

static enum pp_status take_sockets(const struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   struct pps_state *state)
{
    size_t count = 0;
    const struct pp_socket *sockets =
        pp_machine_sockets(machine, protocol, &count);
    for (size_t i = 0; i < count; i++) {
        const struct pps_socket socket = {.port = sockets[i].port,
                                          .captured = &sockets[i]};
        PP_TRY(pps_state_add_socket(state, protocol, &socket));
    }
    return PP_OK;
}

/* Windows' names of the features that reserve ports. */
static enum pp_tri feature_of(const struct pp_machine *machine,
                              enum pps_feature feature)
{
    static const char *const names[PPS_FEATURE_COUNT][2] = {
        [PPS_HYPER_V] = {"Microsoft-Hyper-V-All", "Microsoft-Hyper-V"},
        [PPS_CONTAINERS] = {"Containers", "Containers"},
        [PPS_WSL] = {"VirtualMachinePlatform",
                     "Microsoft-Windows-Subsystem-Linux"},
    };
    enum pp_tri is_on =
        pp_machine_feature(machine, pp_sv_from(names[feature][0]));
    return is_on != PP_UNKNOWN
               ? is_on
               : pp_machine_feature(machine, pp_sv_from(names[feature][1]));
}

static void take_chunk_size(uint32_t number, struct pps_state *state)
{
    bool is_size = number >= CHUNK_PORTS_LEAST && number <= CHUNK_PORTS_MOST;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        state->protocols[p].block_ports = is_size ? number : 0;
    }
}

/* The values that HNS and winnat read when they start. */
static void take_value(const struct pp_registry_fact *value,
                       struct pps_state *state)
{
    enum pp_known_value known = pp_known_value_of_fact(value);
    bool is_there = value->type != PP_REG_DELETED;
    uint32_t number = is_there ? (uint32_t)value->number : 0;
    if (known == PP_KNOWN_ENABLE_EXCLUDED_RANGE) {
        enum pp_tri is_enabled = number == 0 ? PP_NO : PP_YES;
        state->hns_values.is_enabled = is_there ? is_enabled : PP_UNKNOWN;
    } else if (known == PP_KNOWN_EXCLUDED_RANGE_START) {
        state->hns_values.start = number;
    } else if (known == PP_KNOWN_EXCLUDED_RANGE_COUNT) {
        state->hns_values.count = number;
    } else if (known == PP_KNOWN_PORT_CHUNK_SIZE) {
        take_chunk_size(number, state);
    } else if (known == PP_KNOWN_PREALLOCATE_TCP_START) {
        state->hns_values.preallocated_start[PP_TCP] = number;
    } else if (known == PP_KNOWN_PREALLOCATE_TCP_COUNT) {
        state->hns_values.preallocated_count[PP_TCP] = number;
    } else if (known == PP_KNOWN_PREALLOCATE_UDP_START) {
        state->hns_values.preallocated_start[PP_UDP] = number;
    } else if (known == PP_KNOWN_PREALLOCATE_UDP_COUNT) {
        state->hns_values.preallocated_count[PP_UDP] = number;
    }
}

static void take_values(const struct pp_machine *machine,
                        struct pps_state *state)
{
    size_t count = 0;
    const struct pp_fact *facts = pp_machine_facts(machine, &count);
    for (size_t i = 0; i < count; i++) {
        if (facts[i].kind == PP_FACT_REGISTRY) {
            take_value(&facts[i].as.registry, state);
        }
    }
}

static void take_mirrored(const struct pp_machine *machine,
                          struct pps_state *state)
{
    struct pp_mirrored_seen seen[PP_PROTOCOL_COUNT];
    const struct pp_exclusion *block = pp_machine_mirrored_block(machine);
    state->is_mirrored = pp_machine_mirrored(machine) != NULL || block != NULL;
    state->is_block_assumed = state->is_mirrored && block == NULL;
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        seen[p].rows =
            pp_machine_exclusions(machine, protocol, &seen[p].row_count);
        seen[p].sockets =
            pp_machine_sockets(machine, protocol, &seen[p].socket_count);
    }
    if (block != NULL) {
        state->wsl_block = block->range;
    } else if (state->is_mirrored) {
        state->wsl_block =
            pp_mirrored_choices[pp_mirrored_choice_count(seen) - 1];
    }
}

/* What ReservedPorts keeps from ephemeral use on a system that reads it; one
 * value for both protocols. */
static void take_reserved_ports(const struct pp_machine *machine,
                                struct pps_state *state)
{
    size_t count = 0;
    const struct pp_reservation *reservations =
        pp_machine_reservations(machine, PP_TCP, &count);
    state->is_before_vista = pp_machine_is_before_vista(machine);
    for (size_t i = 0; i < count && state->is_before_vista; i++) {
        if (reservations[i].kind == PP_RESERVED_PORTS) {
            pp_portset_set_range(&state->reserved_ports, reservations[i].range);
        }
    }
}

static void take_system(const struct pp_machine *machine,
                        struct pps_state *state)
{
    take_values(machine, state);
    take_mirrored(machine, state);
    take_reserved_ports(machine, state);
    state->captured = machine;
    state->is_hypervisor_off =
        pp_machine_feature(machine, PP_SV("hypervisorlaunchtype")) == PP_NO;
    for (int i = 0; i < PPS_SERVICE_COUNT; i++) {
        const char *name = pps_service_name((enum pps_service)i);
        state->is_running[i] = pp_machine_service(machine, pp_sv_from(name));
        state->is_disabled[i] =
            pp_machine_is_disabled(machine, pp_sv_from(name));
    }
    for (int i = 0; i < PPS_FEATURE_COUNT; i++) {
        state->is_enabled[i] = feature_of(machine, (enum pps_feature)i);
    }
}

enum pp_status pps_state_from_machine(const struct pp_machine *machine,
                                      struct pps_state *ret_state)
{
    struct pps_state state = {0};
    take_system(machine, &state);
    enum pp_status status = PP_OK;
    for (int p = 0; p < PP_PROTOCOL_COUNT && status == PP_OK; p++) {
        struct pps_protocol_state *at = &state.protocols[p];
        enum pp_protocol protocol = (enum pp_protocol)p;
        at->is_table_known = pp_machine_has_table(machine, protocol);
        at->dynamic = *pp_machine_dynamic(machine, protocol);
        at->dynamic_persistent = at->dynamic.range;
        status = take_exclusions(machine, protocol, &state);
        if (status == PP_OK) {
            status = take_urls(machine, protocol, &state);
        }
        if (status == PP_OK) {
            status = take_mappings(machine, protocol, &state);
        }
        if (status == PP_OK) {
            status = take_sockets(machine, protocol, &state);
        }
        at->has_usual_ports = protocol == PP_TCP && at->socket_count == 0;
    }
    if (status != PP_OK) {
        pps_state_done(&state);
        return status;
    }
    *ret_state = state;
    return PP_OK;
}

static struct pp_exclusion exclusion_of(const struct pps_claim *claim)
{
    struct pp_exclusion exclusion = {
        .range = claim->range,
        .is_administered = claim->is_administered,
        .is_persistent = claim->is_persistent,
        .family = claim->family,
        .owner = claim->owner,
        .confidence = claim->confidence,
        .reason = claim->reason,
        .place = claim->place,
    };
    return exclusion;
}

static enum pp_status give_protocol(const struct pps_protocol_state *at,
                                    enum pp_protocol protocol,
                                    struct pp_machine *machine)
{
    if (at->is_table_known) {
        pp_machine_set_table_seen(machine, protocol);
    }
    pp_machine_set_dynamic(machine, protocol, &at->dynamic);
    for (size_t i = 0; i < at->claim_count; i++) {
        const struct pp_gap awaited = {
            at->claims[i].range, PP_GAP_PUBLISHED, at->claims[i].place};
        if (at->claims[i].is_awaited) {
            PP_TRY(pp_machine_add_gap(machine, protocol, &awaited));
        }
        if (!at->claims[i].is_active || at->claims[i].is_unlisted) {
            continue;
        }
        struct pp_exclusion exclusion = exclusion_of(&at->claims[i]);
        PP_TRY(pp_machine_add_exclusion(machine, protocol, &exclusion));
    }
    for (size_t i = 0; i < at->socket_count; i++) {
        struct pp_socket bound = {.port = at->sockets[i].port,
                                  .address = at->sockets[i].address.text,
                                  .state = PP_SV("bound")};
        const struct pp_socket *captured = at->sockets[i].captured;
        PP_TRY(pp_machine_add_socket(
            machine, protocol, captured != NULL ? captured : &bound));
    }
    return PP_OK;
}

/* The URLs and certificates of http.sys: no step changes them. */
static enum pp_status give_urls(const struct pp_machine *captured,
                                struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_reservation *urls =
        pp_machine_reservations(captured, PP_TCP, &count);
    for (size_t i = 0; i < count; i++) {
        if (urls[i].kind == PP_RESERVED_URL ||
            urls[i].kind == PP_RESERVED_CERTIFICATE) {
            PP_TRY(pp_machine_add_reservation(machine, PP_TCP, &urls[i]));
        }
    }
    return PP_OK;
}

/* The captured facts of the whole machine, then the services as they are. */
static enum pp_status give_system(const struct pps_state *state,
                                  struct pp_machine *machine)
{
    size_t count = 0;
    const struct pp_fact *facts =
        state->captured != NULL ? pp_machine_facts(state->captured, &count)
                                : NULL;
    for (size_t i = 0; i < count; i++) {
        PP_TRY(pp_machine_add_fact(machine, &facts[i]));
    }
    for (int p = 0; p < PP_PROTOCOL_COUNT && state->captured != NULL; p++) {
        const struct pp_gap *gaps =
            pp_machine_gaps(state->captured, (enum pp_protocol)p, &count);
        for (size_t i = 0; i < count; i++) {
            PP_TRY(pp_machine_add_gap(machine, (enum pp_protocol)p, &gaps[i]));
        }
    }
    if (state->captured != NULL) {
        PP_TRY(give_urls(state->captured, machine));
    }
    for (int i = 0; i < PPS_SERVICE_COUNT; i++) {
        const struct pp_fact service = {
            .kind = PP_FACT_SERVICE,
            .as.service = {.name = pp_sv_from(
                               pps_service_name((enum pps_service)i)),
                           .is_running = state->is_running[i]},
        };
        if (state->is_running[i] != PP_UNKNOWN) {
            PP_TRY(pp_machine_add_fact(machine, &service));
        }
    }
    return PP_OK;
}

enum pp_status pps_state_to_machine(const struct pps_state *state,
                                    struct pp_machine **ret_machine)
{
    struct pp_machine *machine = NULL;
    PP_TRY(pp_machine_new(&machine));
    enum pp_status status = PP_OK;
    for (int p = 0; p < PP_PROTOCOL_COUNT && status == PP_OK; p++) {
        status =
            give_protocol(&state->protocols[p], (enum pp_protocol)p, machine);
    }
    if (status == PP_OK) {
        status = give_system(state, machine);
    }
    if (status == PP_OK) {
        status = pp_machine_finish(machine);
    }
    if (status != PP_OK) {
        pp_machine_free(machine);
        return status;
    }
    *ret_machine = machine;
    return PP_OK;
}
