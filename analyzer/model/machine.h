/* Of the machine, what the rooms above ask and users of the library do not. */
#ifndef PP_MODEL_MACHINE_H
#define PP_MODEL_MACHINE_H

#include "portplan/machine.h"

#include "evidence.h"

/* What the claims on a port come to. Only after pp_machine_finish. */
const struct pp_span_evidence *pp_machine_evidence(
    const struct pp_machine *machine, enum pp_protocol protocol, uint16_t port);

/* The rows that say where blocks are reserved: those of the table, and where
 * none of them is a block, those of the tables before it. */
const struct pp_exclusion *
pp_machine_block_rows(const struct pp_machine *machine,
                      enum pp_protocol protocol,
                      size_t *ret_count);

#endif
