/* Copies of facts that outlive the line they were read from. */
#ifndef PP_FACT_FACT_COPY_H
#define PP_FACT_FACT_COPY_H

#include "portplan/base.h"
#include "portplan/fact.h"

#include "base/arena.h"

/* A copy whose texts live in the arena. */
enum pp_status pp_fact_copy(struct pp_arena *arena,
                            const struct pp_fact *fact,
                            struct pp_fact *ret_copy) PP_MUST_CHECK;

#endif
