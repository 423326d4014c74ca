/*
 * Ranges of one run, in order, counted where their union begins and ends:
 * however many of them hold a number, it counts once. Private to sim/.
 */
#ifndef PP_SIM_FORECAST_SPAN_LIST_H
#define PP_SIM_FORECAST_SPAN_LIST_H

#include "portplan/range.h"

/* Ascending by first. All zero bytes is the empty list, and a count of 0
 * empties one that keeps its memory. */
struct span_list {
    struct pp_range *items;
    size_t count;
    size_t capacity;
};

/* Quick where the range belongs at the end. */
enum pp_status pps_span_list_add(struct span_list *list,
                                 struct pp_range range) PP_MUST_CHECK;
void pps_span_list_done(struct span_list *list);

/* One range more in a difference array of 65537. */
static inline void pps_span_edges_add(int32_t *edges, struct pp_range range)
{
    edges[range.first]++;
    edges[(uint32_t)range.last + 1]--;
}

/* Adds the union of the ranges, each stretch of it once. */
void pps_span_list_count(const struct span_list *list, int32_t *edges);

#endif
