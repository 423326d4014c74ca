/*
 * Members that several documents of the simulator have alike. Private to
 * sim/.
 */
#ifndef PP_SIM_PRINT_JSON_PARTS_H
#define PP_SIM_PRINT_JSON_PARTS_H

#include "portplan/diag.h"
#include "portplan/range.h"

#include "json/json_node.h"
#include "json/json_write.h"

static inline void json_add_range(struct pp_json *object, struct pp_range range)
{
    pp_json_add_u64(object, "start", range.first);
    pp_json_add_u64(object, "end", range.last);
}

/* null for line 0: no capture shows it. */
static inline void json_add_place(struct pp_json *parent,
                                  const char *key,
                                  const struct pp_place *place)
{
    if (place->line == 0) {
        pp_json_add_null(parent, key);
        return;
    }
    struct pp_json *object = pp_json_object(parent, key);
    pp_json_add_u64(object, "capture", place->capture);
    pp_json_add_u64(object, "line", place->line);
}

#endif
