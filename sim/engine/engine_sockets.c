/*
 * Sockets over a restart of the machine (docs/ports-on-windows.md#at-boot).
 * Windows' own listeners are there before HNS reserves; programs come after
 * it, if they come back at all (assumption sockets-at-boot).
 */
#include "engine_sockets.h"

#include "outcome.h"

/* Ports on which Windows itself listens from boot on: RPC, SMB, NetBIOS, the
 * dynamic RPC listeners at 49664 and up, CDP (5040), mDNS, LLMNR, SSDP. */
static bool is_system_port(uint16_t port)
{
    static const uint16_t ports[] = {
        123,
        135,
        137,
        138,
        139,
        445,
        500,
        1900,
        3389,
        4500,
        5040,
        5353,
        5355,
    };
    if (port >= 49664 && port <= 49679) {
        return true;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(ports); i++) {
        if (ports[i] == port) {
            return true;
        }
    }
    return false;
}

enum after_boot {
    IS_THERE, /* before HNS */
    COMES_LATER,
    IS_GONE,
};

static enum after_boot after_boot(const struct rule *rule,
                                  const struct pps_socket *socket)
{
    uint8_t assumption = assumed(rule, PP_ASSUME_SOCKETS_AT_BOOT);
    if (socket->captured == NULL || assumption == PP_SOCKETS_NONE ||
        !pps_socket_is_holder(socket)) {
        return IS_GONE; /* a program that a step started, or any */
    }
    if (is_system_port(socket->port)) {
        return IS_THERE;
    }
    return assumption == PP_SOCKETS_ALL ? COMES_LATER : IS_GONE;
}

static bool is_there(const struct pps_socket *socket, const void *user)
{
    return after_boot(user, socket) == IS_THERE;
}

/* Notes the ports that were used before and that nothing will use. */
static enum pp_status note_closed(const struct rule *rule,
                                  enum pp_protocol protocol,
                                  const struct pp_portset *before)
{
    struct pp_portset *closed = NULL;
    const struct pps_engine *engine = rule->engine;
    PP_TRY(pps_outcome_closed(rule->outcome, &closed));
    if (closed == NULL) {
        return PP_OK;
    }
    closed[protocol] = *before;
    pp_portset_subtract(&closed[protocol],
                        &rule->state->protocols[protocol].used);
    for (size_t i = 0; i < engine->away[protocol].count; i++) {
        pp_portset_unset(&closed[protocol],
                         engine->away[protocol].items[i].port);
    }
    return PP_OK;
}

static enum pp_status drop_in(struct rule *rule, enum pp_protocol protocol)
{
    const struct pps_protocol_state *at = &rule->state->protocols[protocol];
    struct pp_portset before = at->used;
    struct pps_engine *engine = rule->engine;
    engine->away[protocol].count = 0;
    for (size_t i = 0; i < at->socket_count; i++) {
        if (after_boot(rule, &at->sockets[i]) == COMES_LATER) {
            PP_TRY(PP_VEC_RESERVE(&engine->away[protocol], 1, UINT32_MAX));
            engine->away[protocol].items[engine->away[protocol].count++] =
                at->sockets[i];
        }
    }
    pps_state_keep_sockets(rule->state, protocol, is_there, rule);
    return note_closed(rule, protocol, &before);
}

enum pp_status pps_drop_sockets(struct rule *rule)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        PP_TRY(drop_in(rule, (enum pp_protocol)p));
    }
    return PP_OK;
}

/* A program binds its port again; an exclusion that is not administered
 * forbids it. */
static enum pp_status return_one(struct rule *rule,
                                 enum pp_protocol protocol,
                                 const struct pps_socket *socket)
{
    struct pp_port_state port =
        pps_state_port(rule->state, protocol, socket->port);
    if (!port.has_plain_exclusion && !port.is_mirrored) {
        return pps_state_add_socket(rule->state, protocol, socket);
    }
    struct pps_change change =
        pps_change_of_port(PPS_REMOVE, protocol, socket->port);
    change.is_random = true;
    pps_outcome_note(rule->outcome, PPS_NOTE_PORT_LOST);
    return pps_outcome_add(rule->outcome, &change);
}

enum pp_status pps_return_sockets(struct rule *rule)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        enum pp_protocol protocol = (enum pp_protocol)p;
        for (size_t i = 0; i < rule->engine->away[p].count; i++) {
            PP_TRY(return_one(rule, protocol, &rule->engine->away[p].items[i]));
        }
    }
    return PP_OK;
}
