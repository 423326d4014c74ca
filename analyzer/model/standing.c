/* Claims judged: the evidence of a span and its holders against a request. */
#include "standing.h"

#include "bind_conflict.h"
#include "holder.h"
#include "machine.h"

/* What a request meets. */
struct site {
    const struct pp_machine *machine;
    const struct pp_bind_request *request;
    const struct pp_assumptions *assumptions; /* about the holders */
    unsigned evidence;
    bool is_refused;
    bool has_sockets;                /* of the protocol were captured */
    const struct pp_socket *sockets; /* on the port */
    size_t socket_count;
};

static struct pp_port_state state_of(const struct site *site)
{
    unsigned evidence = site->evidence;
    struct pp_port_state state = {
        .has_plain_exclusion = (evidence & PP_SPAN_ROW) != 0,
        .has_administered_exclusion = (evidence & PP_SPAN_STARRED_ROW) != 0,
        .has_unclear_exclusion = (evidence & PP_SPAN_UNCLEAR_ROW) != 0,
        .is_mirrored = (evidence & PP_SPAN_MIRRORED) != 0,
        .may_be_mirrored = (evidence & PP_SPAN_WSL_BLOCK) != 0,
        .has_url = (evidence & PP_SPAN_URL) != 0,
        .is_held = (evidence & PP_SPAN_HELD) != 0,
        .is_dynamic =
            (evidence & PP_SPAN_DYNAMIC) != 0 && (evidence & PP_SPAN_KEPT) == 0,
        .is_in_gap = (evidence & PP_SPAN_GAP) != 0,
        .is_refused = site->is_refused,
        .is_given = (evidence & (PP_SPAN_RPC | PP_SPAN_SERVICE)) != 0,
        .may_be_served =
            (evidence & PP_SPAN_SERVICE) != 0 && !site->has_sockets,
        .is_table_known =
            pp_machine_has_table(site->machine, site->request->protocol) ||
            pp_machine_is_before_vista(site->machine),
    };
    for (size_t i = 0; i < site->socket_count; i++) {
        if (pp_socket_is_holder(&site->sockets[i])) {
            struct pp_holder holder =
                pp_holder_of(&site->sockets[i], site->assumptions);
            pp_bind_meet(site->request, &holder, &state);
        }
    }
    return state;
}

static struct pp_bind_answer judge(const struct site *site)
{
    struct pp_port_state state = state_of(site);
    return pp_bind_judge(site->request, &state);
}

/* Whether every holder has a specific address; notes the first of them, and
 * whether there are several addresses. */
static bool find_specific(const struct site *site, struct pp_standing *standing)
{
    struct pp_address first = {0};
    for (size_t i = 0; i < site->socket_count; i++) {
        const struct pp_socket *socket = &site->sockets[i];
        if (!pp_socket_is_holder(socket)) {
            continue;
        }
        struct pp_holder holder = pp_holder_of(socket, site->assumptions);
        if (holder.address.kind != PP_ADDRESS_SPECIFIC) {
            return false;
        }
        if (standing->specific == NULL) {
            standing->specific = socket;
            first = holder.address;
        }
        standing->has_many_specific |=
            !pp_address_is_same(&first, &holder.address);
    }
    return standing->specific != NULL;
}

/* Whether the wildcard can be bound beside sockets on specific addresses: an
 * answer that is worth having where no address was asked, or it was this. */
static void judge_wildcard(const struct site *site,
                           struct pp_standing *standing)
{
    struct pp_bind_request request = *site->request;
    bool is_about_wildcard = pp_bind_has_address(request.kind) &&
                             request.address.kind != PP_ADDRESS_SPECIFIC;
    if (!is_about_wildcard || !find_specific(site, standing)) {
        standing->specific = NULL;
        return;
    }
    if (request.address.kind == PP_ADDRESS_UNKNOWN) {
        request.address = (struct pp_address){.kind = PP_ADDRESS_WILDCARD,
                                              .family = PP_FAMILY_IPV4};
    }
    struct site there = *site;
    there.request = &request;
    if (judge(&there).error != PP_WIN_OK) {
        standing->specific = NULL;
    }
}

static bool has_holder(const struct site *site)
{
    for (size_t i = 0; i < site->socket_count; i++) {
        if (pp_socket_is_holder(&site->sockets[i])) {
            return true;
        }
    }
    return false;
}

/* Whether sockets that were bound otherwise, or by another user, would refuse
 * what these do not. */
static bool rests_on_holders(const struct site *site)
{
    struct pp_assumptions other = *site->assumptions;
    struct site there = *site;
    there.assumptions = &other;
    for (int options = 0; options <= PP_HOLDER_EXCLUSIVE; options++) {
        for (int user = 0; user <= PP_HOLDER_USER_OTHER; user++) {
            other.chosen[PP_ASSUME_HOLDER_OPTIONS] = (uint8_t)options;
            other.chosen[PP_ASSUME_HOLDER_USER] = (uint8_t)user;
            if (judge(&there).error != PP_WIN_OK) {
                return true;
            }
        }
    }
    return false;
}

struct pp_standing pp_standing_at(const struct pp_machine *machine,
                                  const struct pp_bind_request *request,
                                  const struct pp_assumptions *assumptions,
                                  uint16_t port)
{
    struct site site = {
        .machine = machine,
        .request = request,
        .assumptions = assumptions,
        .evidence = pp_machine_evidence(machine, request->protocol, port)->bits,
    };
    site.is_refused =
        pp_machine_refusal_at(machine, request->protocol, port) != NULL;
    (void)pp_machine_sockets(machine, request->protocol, &site.socket_count);
    site.has_sockets = site.socket_count > 0;
    site.sockets = pp_machine_sockets_at(
        machine, request->protocol, port, &site.socket_count);
    struct pp_standing standing = {
        .answer = judge(&site),
        .is_dynamic = (site.evidence & PP_SPAN_DYNAMIC) != 0,
        .is_given = (site.evidence & (PP_SPAN_RPC | PP_SPAN_SERVICE)) != 0,
    };
    judge_wildcard(&site, &standing);
    standing.rests_on_holders = standing.answer.error == PP_WIN_OK &&
                                has_holder(&site) && rests_on_holders(&site);
    return standing;
}
