/* Of the machine, what the rooms above ask and users of the library do not. */
#ifndef PP_MODEL_MACHINE_H
#define PP_MODEL_MACHINE_H

#include "portplan/machine.h"
#include "portplan/portset.h"

#include "dns_pool.h"
#include "evidence.h"

/* What the claims on a port come to. Only after pp_machine_finish. */
const struct pp_span_evidence *pp_machine_evidence(
    const struct pp_machine *machine, enum pp_protocol protocol, uint16_t port);

/* Rows without a star that meet one of the ports are of an earlier moment
 * (pp_machine_add_earlier): `place` shows it. What became of their other ports
 * is not known. */
enum pp_status pp_machine_end_rows(struct pp_machine *machine,
                                   enum pp_protocol protocol,
                                   const struct pp_portset *ports,
                                   struct pp_place place) PP_MUST_CHECK;

/* The rows that say where blocks are reserved: those of the table, and where
 * none of them is a block, those of the tables before it. */
const struct pp_exclusion *
pp_machine_block_rows(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      size_t *ret_count);
/* The DNS Server's pool; one that is not shown has no ports. Never NULL. Only
 * after pp_machine_finish. */
const struct pp_dns_pool *pp_machine_dns_pool(const struct pp_machine *machine);

#endif
