/*
 * Refusals: errors of programs that were not let bind a port. One that nothing
 * else in the captures explains makes its port unknown: whatever refused it
 * may still be there (docs/ports-on-windows.md#refusals).
 */
#ifndef PP_MODEL_REFUSAL_H
#define PP_MODEL_REFUSAL_H

#include "portplan/fact.h"

/* A refusal that names its port. */
bool pp_is_refusal_of_port(const struct pp_fact *fact);

/* The first refusal that names no port, where no other names one: then it may
 * be about any port. NULL: there is none. */
const struct pp_fact *pp_find_loose_refusal(const struct pp_fact *facts,
                                            size_t count);

#endif
