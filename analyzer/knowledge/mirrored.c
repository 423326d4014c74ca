/* Where WSL's mirrored networking reserves its 4,096 ports. */
#include "mirrored.h"

/* As met on machines, the first on nearly all. */
static const struct pp_range places[PP_MIRRORED_PLACE_COUNT] = {
    {44620, 48715}, {40525, 44620}, {37794, 41890}};

struct pp_range pp_mirrored_place(uint32_t index)
{
    return places[index];
}

bool pp_is_mirrored_place(uint16_t port)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(places); i++) {
        if (pp_range_contains(places[i], port)) {
            return true;
        }
    }
    return false;
}
