/*
 * Members that several documents of the simulator have alike. Private to
 * sim/.
 */
#ifndef PP_SIM_JSON_PARTS_H
#define PP_SIM_JSON_PARTS_H

#include "portplan/json.h"
#include "portplan/range.h"

static inline void json_add_range(struct pp_json *object, struct pp_range range)
{
    pp_json_add_u64(object, "start", range.first);
    pp_json_add_u64(object, "end", range.last);
}

#endif
