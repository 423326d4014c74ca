/* Where WSL's mirrored networking may take its run. */
#include "mirrored_place.h"

#include "portplan/range.h"

#include "knowledge/mirrored.h"

bool pps_is_mirrored(const struct pps_state *state)
{
    const struct pps_value *value = pps_state_value(state, "networkingMode");
    if (value != NULL) {
        return value->is_present &&
               pp_sv_equal_nocase(value->data, PP_SV("mirrored"));
    }
    return state->is_mirrored;
}

bool pps_is_mirrored_place(const struct pps_state *state,
                           const struct pp_assumptions *assumptions,
                           struct pp_range range)
{
    bool is_place = pp_range_overlaps(range, state->wsl_block);
    for (size_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        is_place |= pp_range_overlaps(range, pp_mirrored_choices[i]);
    }
    return is_place && pps_is_mirrored(state) &&
           assumptions->chosen[PP_ASSUME_MIRRORED_PLACE] ==
               PP_MIRRORED_PLACE_FIXED;
}

bool pps_may_be_mirrored(const struct pps_state *state, struct pp_range range)
{
    return state->is_block_assumed &&
           (pp_range_overlaps(range, pp_mirrored_choices[0]) ||
            pp_range_overlaps(range, state->wsl_block));
}
