/* Where WSL's mirrored networking reserves its 4,096 ports. */
#include "mirrored.h"

/* WSL#41227, #12228, #12351, #40169, httptoolkit#611: the same on nearly every
 * machine that shows it; the next ones where a port of the first was in use. */
const struct pp_range pp_mirrored_choices[PP_MIRRORED_CHOICES] = {
    {44620, 48715}, {40525, 44620}, {37794, 41890}};

const struct pp_range pp_mirrored_reach = {37794, 48715};

bool pp_is_mirrored_place(uint16_t port)
{
    for (size_t i = 0; i < PP_MIRRORED_CHOICES; i++) {
        if (pp_range_contains(pp_mirrored_choices[i], port)) {
            return true;
        }
    }
    return false;
}
