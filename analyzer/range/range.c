/* One range of ports. Knows nothing of sets, text or Windows. */
#include "portplan/range.h"

bool pp_range_intersect(struct pp_range a,
                        struct pp_range b,
                        struct pp_range *ret_range)
{
    if (!pp_range_overlaps(a, b)) {
        return false;
    }
    *ret_range = (struct pp_range){
        .first = a.first > b.first ? a.first : b.first,
        .last = a.last < b.last ? a.last : b.last,
    };
    return true;
}

bool pp_range_from_count(uint32_t first,
                         uint32_t count,
                         struct pp_range *ret_range)
{
    if (first > PP_PORT_MAX || count == 0 || count > PP_PORT_COUNT - first) {
        return false;
    }
    *ret_range = (struct pp_range){
        .first = (uint16_t)first,
        .last = (uint16_t)(first + count - 1),
    };
    return true;
}

int pp_range_compare(struct pp_range a, struct pp_range b)
{
    if (a.first != b.first) {
        return a.first < b.first ? -1 : 1;
    }
    if (a.last != b.last) {
        return a.last < b.last ? -1 : 1;
    }
    return 0;
}
