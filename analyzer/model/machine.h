/* Of the machine, what the rooms above ask and users of the library do not. */
#ifndef PP_MODEL_MACHINE_H
#define PP_MODEL_MACHINE_H

#include "portplan/machine.h"

#include "dns_pool.h"
#include "evidence.h"

/* What the claims on a port come to. Only after pp_machine_finish. */
const struct pp_span_evidence *pp_machine_evidence(
    const struct pp_machine *machine, enum pp_protocol protocol, uint16_t port);

/* The DNS Server's pool; one that is not shown has no ports. Never NULL. Only
 * after pp_machine_finish. */
const struct pp_dns_pool *pp_machine_dns_pool(const struct pp_machine *machine);

#endif
