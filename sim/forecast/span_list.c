/* A sorted list of ranges, and its union as edges. */
#include "span_list.h"

#include "base/alloc.h"
#include "base/vec.h"

enum pp_status pps_span_list_add(struct span_list *list, struct pp_range range)
{
    if (list->count == list->capacity) {
        PP_TRY(PP_VEC_RESERVE(list, 1, UINT32_MAX));
    }
    size_t at = list->count++;
    while (at > 0 && list->items[at - 1].first > range.first) {
        list->items[at] = list->items[at - 1];
        at--;
    }
    list->items[at] = range;
    return PP_OK;
}

void pps_span_list_done(struct span_list *list)
{
    pp_free(list->items);
    *list = (struct span_list){0};
}

void pps_span_list_count(const struct span_list *list, int32_t *edges)
{
    for (size_t i = 0; i < list->count;) {
        struct pp_range whole = list->items[i];
        for (i++; i < list->count && list->items[i].first <= whole.last; i++) {
            if (list->items[i].last > whole.last) {
                whole.last = list->items[i].last;
            }
        }
        pps_span_edges_add(edges, whole);
    }
}
