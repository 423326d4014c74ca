/* The members `rpc` and `dns_pool` of a machine in JSON. */
#ifndef PP_PRINT_SERVERS_JSON_H
#define PP_PRINT_SERVERS_JSON_H

#include "portplan/machine.h"

#include "json/json_write.h"

/* Each null where the captures say nothing about it. */
void pp_add_rpc_json(struct pp_json *machine_object,
                     const struct pp_machine *machine);
void pp_add_dns_pool_json(struct pp_json *machine_object,
                          const struct pp_machine *machine);

#endif
