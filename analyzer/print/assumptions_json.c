/* The assumptions of an answer as a member of its document. */
#include "assumptions_json.h"

#include "json/json_write.h"

void pp_assumptions_json(struct pp_json *parent,
                         const struct pp_assumptions *assumptions)
{
    size_t count = 0;
    const struct pp_assumption_info *infos = pp_assumption_infos(&count);
    struct pp_json *values = pp_json_object(parent, "assumptions");
    for (size_t i = 0; i < count; i++) {
        pp_json_add_sv(
            values,
            infos[i].name,
            pp_assumptions_value(assumptions, (enum pp_assumption)i));
    }
}
