/*
 * Between a machine and bind(): its sockets as holders of ports, and the rules
 * of its system. What captures do not show is assumed (holder-options,
 * holder-user, mirrored-bind).
 */
#ifndef PP_MODEL_HOLDER_H
#define PP_MODEL_HOLDER_H

#include "portplan/bind.h"
#include "portplan/machine.h"

/* Whether the socket holds its port against a bind: any but one in TIME_WAIT,
 * which no longer belongs to a program. */
bool pp_socket_is_holder(const struct pp_socket *socket);

/* Whether a port proxy holds it: the listing of netsh names its service and no
 * process. */
bool pp_socket_is_proxy(const struct pp_socket *socket);

/* The address is borrowed from the socket; an address that is none is
 * unknown. */
struct pp_holder pp_holder_of(const struct pp_socket *socket,
                              const struct pp_assumptions *assumptions);

/* By the machine's system and its updates; a system that no capture names
 * counts as a recent one. */
struct pp_bind_rules pp_bind_rules_of(const struct pp_machine *machine,
                                      const struct pp_assumptions *assumptions);

/* The setting of WSL that says networkingMode=mirrored: then 4096 ports are
 * reserved that stand in no table. NULL: no capture says so. */
const struct pp_fact *pp_machine_mirrored(const struct pp_machine *machine);

/* Its block, where the captures show it; NULL: they do not. */
const struct pp_exclusion *
pp_machine_mirrored_block(const struct pp_machine *machine);

#endif
