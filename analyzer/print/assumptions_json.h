/* The assumptions of an answer as a member of its document. */
#ifndef PP_PRINT_ASSUMPTIONS_JSON_H
#define PP_PRINT_ASSUMPTIONS_JSON_H

#include "portplan/assumptions.h"

#include "json/json_write.h"

/* The member `assumptions`. */
void pp_assumptions_json(struct pp_json *parent,
                         const struct pp_assumptions *assumptions);

#endif
