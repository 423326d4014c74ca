/*
 * The standing of a port: what its claims come to for a bind. One function
 * judges for every command; check, verify, suggest and fix add nothing of
 * their own.
 */
#ifndef PP_MODEL_STANDING_H
#define PP_MODEL_STANDING_H

#include "portplan/bind.h"
#include "portplan/machine.h"

struct pp_standing {
    struct pp_bind_answer answer;
    bool is_dynamic; /* inside the dynamic port range */
    bool is_given;   /* RPC gives it to servers, or a service has it */
    /* Where all holders have specific addresses and the wildcard can be bound
     * beside them: the first of them. NULL otherwise. */
    const struct pp_socket *specific;
    bool has_many_specific; /* they hold several addresses */
    bool rests_on_holders;  /* a yes beside holders that other values of
                             * holder-options or holder-user turn into a no */
};

/* The same for all ports of a span that share what bears on a bind. */
struct pp_standing pp_standing_at(const struct pp_machine *machine,
                                  const struct pp_bind_request *request,
                                  const struct pp_assumptions *assumptions,
                                  uint16_t port);

#endif
