/* Outcomes: filling them, exclusions that come and go with them, and every
 * text that is not Windows' own. */
#include "outcome.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "print/place.h"

void pps_outcome_done(struct pps_outcome *outcome)
{
    pp_free(outcome->changes);
    pp_free(outcome->closed);
    *outcome = (struct pps_outcome){0};
}

const char *pps_change_what_name(enum pps_change_what what)
{
    static const char *const names[] = {
        [PPS_WHAT_EXCLUSION] = "exclusion",
        [PPS_WHAT_DYNAMIC] = "dynamic",
        [PPS_WHAT_SOCKET] = "socket",
        [PPS_WHAT_SERVICE] = "service",
        [PPS_WHAT_FEATURE] = "feature",
        [PPS_WHAT_VALUE] = "value",
        [PPS_WHAT_UPDATE] = "update",
    };
    return names[what];
}

static const char *const note_texts[PPS_NOTE_COUNT] = {
    [PPS_NOTE_DISCONNECTS] =
        "stopping winnat can disconnect containers and WSL",
    [PPS_NOTE_BLOCKS_STAY] =
        "blocks that are reserved already stay where they are until winnat, "
        "HNS or the machine restarts",
    [PPS_NOTE_AT_REBOOT] = "takes effect when the machine restarts",
    [PPS_NOTE_MAX_USER_PORT] =
        "what MaxUserPort does on Windows 10 and later is contested "
        "(--assume max-user-port=...)",
    [PPS_NOTE_NETSH_WINS] =
        "a range set with netsh is assumed to outrank MaxUserPort",
    [PPS_NOTE_REFUSES_OTHERS] =
        "programs can bind these ports; " PP_WHO_IS_REFUSED,
    [PPS_NOTE_FEATURES_ASSUMED] =
        "the captures do not say which of Hyper-V, containers and WSL is on; "
        "whatever no step names is assumed to reserve nothing",
    [PPS_NOTE_NOTHING_RESERVED] =
        "nothing that is on asks winnat for ports, so none are reserved",
    [PPS_NOTE_DISABLED] = "a service that is disabled does not start, and "
                          "makes no blocks",
    [PPS_NOTE_PUBLISHED_AGAIN] =
        "a published port is taken again when its container or service starts",
    [PPS_NOTE_UPDATE_OLD] =
        "this update changed the ports of Windows 2000, XP and Server 2003; "
        "a system with a table of exclusions is newer",
    [PPS_NOTE_UPDATE_UNKNOWN] =
        "nothing is known of what this update does to ports",
    [PPS_NOTE_NOT_MODELLED] = "this changes nothing that is simulated",
    [PPS_NOTE_RESERVED_PORTS] =
        "Windows Vista and later do not read ReservedPorts: use reserve",
    [PPS_NOTE_HNS_READS] = "HNS reads this value when it starts",
    [PPS_NOTE_UNTIL_REBOOT] = "with store=active it lasts until the machine "
                              "restarts",
    [PPS_NOTE_COMES_BACK] =
        "the persistent store still has it: it comes back when the machine "
        "restarts",
    [PPS_NOTE_HNS_MAKES_AGAIN] =
        "HNS made this range and makes it again when it starts",
    [PPS_NOTE_TABLE_UNKNOWN] = "no capture shows the exclusions of this "
                               "protocol, so there may be more in the way",
    [PPS_NOTE_NOTHING_BOUND] = "nothing was bound there",
    [PPS_NOTE_OTHER_FAMILY] =
        "assumed to be for IPv6 only, which is not simulated",
    [PPS_NOTE_LOST_AT_BOOT] =
        "HNS reserved first, so an administered range found its ports taken",
    [PPS_NOTE_START_1024] =
        "Microsoft's page asks for a start of 1025 or more; 1024 is accepted "
        "in practice",
    [PPS_NOTE_WILDCARD_LEFT] =
        "only specific addresses are held: bind ... at 0.0.0.0 works beside "
        "them, and connections to them stay with their holders",
    [PPS_NOTE_BESIDE] =
        "another socket has the port too, on another address or through "
        "SO_REUSEADDR; who gets a connection depends on its address",
    [PPS_NOTE_REUSE_DEFECT] =
        "without KB3039044 this system refuses SO_REUSEADDR inside an "
        "administered exclusion",
    [PPS_NOTE_WSL_READS] = "WSL reads this when it starts",
    [PPS_NOTE_MIRRORED_NO_ROOM] =
        "no run of 4096 ports is free for WSL's mirrored networking: WSL "
        "falls back or fails (0x8007054f)",
    [PPS_NOTE_PORT_LOST] =
        "blocks were reserved first, so a program finds its port excluded",
    [PPS_NOTE_BLOCKS_LATER] =
        "blocks come back when HNS asks for them, at the next boot or when a "
        "NAT network starts: 7 of 8 captures after this show none (--assume "
        "winnat-start=reserves-anew)",
    [PPS_NOTE_WSL_GIVES_BACK] =
        "WSL's mirrored networking gives its 4096 ports back until WSL starts "
        "again",
    [PPS_NOTE_WSL_MAY_HOLD] =
        "WSL's mirrored networking may have the port, which no table shows: "
        "then Windows refuses until wsl --shutdown",
    [PPS_NOTE_WSL_NOT_KEPT_OFF] =
        "one user's reservation did not keep WSL's mirrored networking away "
        "(httptoolkit#611)",
    [PPS_NOTE_WSL_ANYWHERE] =
        "WSL's mirrored networking takes 4096 ports, not at the same place in "
        "every run: the plan has them",
    [PPS_NOTE_HYPERVISOR_OFF] =
        "without the hypervisor HNS may still reserve (--assume "
        "hypervisor-off=no-blocks)",
    [PPS_NOTE_START_TYPE] =
        "it counts when the service is to start; what runs goes on running",
    [PPS_NOTE_VALUE_UNKNOWN] =
        "HNS may read this value; what it does to ports is not known, so "
        "nothing is simulated",
    [PPS_NOTE_DELETE_DOUBTFUL] =
        "one user saw the block gone after this refusal, twice "
        "(docker/for-win#3171; --assume delete-foreign=removed): look at the "
        "table again",
    [PPS_NOTE_TIME_WAIT] =
        "a closed connection is still waiting there (TIME_WAIT): if Windows "
        "refuses, try again after 4 minutes (--assume time-wait-reserve)",
};

const char *pps_note_text(enum pps_note note)
{
    return note_texts[note];
}

void pps_outcome_note(struct pps_outcome *outcome, enum pps_note note)
{
    outcome->notes |= UINT64_C(1) << note;
}

enum pp_status pps_outcome_refuse(struct pps_outcome *outcome, uint32_t error)
{
    outcome->error = error;
    if (error == ERROR_ELEMENT_NOT_FOUND) {
        outcome->message = "Element not found.";
    } else if (error == ERROR_SERVICE_DISABLED) {
        outcome->message =
            "The service cannot be started, either because it is disabled or "
            "because it has no enabled devices associated with it.";
    } else if (error == ERROR_NET_ALREADY_STARTED) {
        outcome->message = "The requested service has already been started.";
    } else {
        outcome->message = pp_windows_error_text((enum pp_windows_error)error);
    }
    return PP_OK;
}

enum pp_status pps_outcome_add(struct pps_outcome *outcome,
                               const struct pps_change *change)
{
    if (outcome->leaves_out_changes) {
        return PP_OK;
    }
    PP_TRY(pp_vec_reserve(&outcome->changes,
                          &outcome->change_capacity,
                          outcome->change_count,
                          1,
                          sizeof(*outcome->changes),
                          UINT32_MAX));
    outcome->changes[outcome->change_count++] = *change;
    return PP_OK;
}

enum pp_status pps_outcome_closed(struct pps_outcome *outcome,
                                  struct pp_portset **ret_closed)
{
    *ret_closed = NULL;
    if (outcome->leaves_out_changes) {
        return PP_OK;
    }
    if (outcome->closed == NULL) {
        outcome->closed =
            pp_calloc(PP_PROTOCOL_COUNT, sizeof(*outcome->closed));
        if (outcome->closed == NULL) {
            return PP_ERR_NOMEM;
        }
    }
    outcome->has_closed = true;
    *ret_closed = outcome->closed;
    return PP_OK;
}

void pps_outcome_clash_claim(struct pps_outcome *outcome,
                             const struct pps_claim *claim)
{
    outcome->clash = (struct pps_clash){
        .kind = PPS_CLASH_CLAIM,
        .range = claim->range,
        .is_administered = claim->is_administered,
        .owner = claim->owner,
        .place = claim->place,
    };
}

void pps_outcome_clash_socket(struct pps_outcome *outcome,
                              const struct pps_socket *socket)
{
    outcome->clash = (struct pps_clash){
        .kind = PPS_CLASH_SOCKET,
        .range = {socket->port, socket->port},
    };
    if (socket->captured != NULL) {
        outcome->clash.place = socket->captured->place;
    }
}

struct pps_change pps_change_of_claim(enum pps_change_op op,
                                      enum pp_protocol protocol,
                                      const struct pps_claim *claim)
{
    return (struct pps_change){
        .op = op,
        .what = PPS_WHAT_EXCLUSION,
        .protocol = protocol,
        .range = claim->range,
        .is_administered = claim->is_administered,
        .owner = claim->owner,
    };
}

struct pps_change pps_change_of_port(enum pps_change_op op,
                                     enum pp_protocol protocol,
                                     uint16_t port)
{
    return (struct pps_change){
        .op = op,
        .what = PPS_WHAT_SOCKET,
        .protocol = protocol,
        .range = {port, port},
    };
}

struct pps_change pps_change_of_name(enum pps_change_op op,
                                     enum pps_change_what what,
                                     const char *name)
{
    return (struct pps_change){
        .op = op, .what = what, .name = pp_sv_from(name)};
}

struct pps_claim pps_claim_of_step(struct pp_range range,
                                   enum pp_owner owner,
                                   const char *reason)
{
    return (struct pps_claim){
        .range = range,
        .is_active = true,
        .is_from_step = true,
        .is_administered = PP_NO,
        .is_persistent = PP_NO,
        .family = PP_FAMILY_BOTH,
        .owner = owner,
        .confidence = PP_CONFIDENCE_CERTAIN,
        .reason = reason,
    };
}

enum pp_status pps_add_claim(struct rule *rule,
                             enum pp_protocol protocol,
                             const struct pps_claim *claim)
{
    const struct pps_change change =
        pps_change_of_claim(PPS_ADD, protocol, claim);
    PP_TRY(pps_state_add_claim(rule->state, protocol, claim));
    return pps_outcome_add(rule->outcome, &change);
}

enum pp_status
pps_remove_claim(struct rule *rule, enum pp_protocol protocol, size_t index)
{
    const struct pps_change change = pps_change_of_claim(
        PPS_REMOVE, protocol, &rule->state->protocols[protocol].claims[index]);
    PP_TRY(pps_outcome_add(rule->outcome, &change));
    pps_state_remove_claim(rule->state, protocol, index);
    return PP_OK;
}

/* --- order of changes --- */

static int compare_numbers(uint32_t a, uint32_t b)
{
    return (a > b) - (a < b);
}

static int compare_texts(struct pp_sv a, struct pp_sv b)
{
    size_t both = a.len < b.len ? a.len : b.len;
    int order = both > 0 ? memcmp(a.ptr, b.ptr, both) : 0;
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

int pps_change_compare(const struct pps_change *a, const struct pps_change *b)
{
    int order = compare_numbers(a->what, b->what);
    order = order != 0 ? order : compare_numbers(a->protocol, b->protocol);
    order = order != 0 ? order
                       : compare_numbers(a->op != PPS_ADD, b->op != PPS_ADD);
    order = order != 0 ? order : compare_numbers(a->op, b->op);
    order = order != 0 ? order : pp_range_compare(a->range, b->range);
    order = order != 0
                ? order
                : compare_numbers(a->is_administered, b->is_administered);
    order = order != 0 ? order : compare_numbers(a->owner, b->owner);
    order = order != 0 ? order : compare_texts(a->name, b->name);
    return order != 0 ? order : compare_texts(a->data, b->data);
}
