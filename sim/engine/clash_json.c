/* What stood in the way of a step, in JSON. */
#include "clash_json.h"

#include "json/json_write.h"
#include "print/place.h"
#include "sim/print/json_parts.h"

void pps_clash_json(struct pp_json *row,
                    const struct pps_clash *clash,
                    bool has_place)
{
    if (clash->kind == PPS_CLASH_NONE) {
        pp_json_add_null(row, "in_the_way");
        return;
    }
    bool is_claim = clash->kind == PPS_CLASH_CLAIM;
    struct pp_json *object = pp_json_object(row, "in_the_way");
    pp_json_add_str(object, "kind", is_claim ? "excluded" : "in-use");
    if (has_place) {
        pps_json_add_range(object, clash->range);
    }
    if (is_claim) {
        pp_json_add_tri(object, "administered", clash->is_administered);
        pp_json_add_str(object, "owner", pp_owner_name(clash->owner));
    }
    if (has_place) {
        pp_add_source(object, &clash->place);
    }
}
