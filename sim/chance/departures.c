/*
 * The heap and the ring of departures. The ring is for connections that all
 * hold their port for the same time: it costs a few steps where the heap costs
 * one for each doubling of the ports in use.
 */
#include "departures.h"

#include <string.h>

#include "base/alloc.h"

enum {
    LEAST_CAPACITY = 256
};

/* Twice the room, the ring straightened. */
static enum pp_status grow(struct pps_departures *departures)
{
    size_t old_capacity = departures->capacity;
    size_t capacity = old_capacity == 0 ? LEAST_CAPACITY : old_capacity * 2;
    struct pps_departure *items = pp_calloc(capacity, sizeof(*items));
    if (items == NULL) {
        return PP_ERR_NOMEM;
    }
    size_t head = departures->head;
    if (old_capacity > 0) {
        size_t behind = old_capacity - head; /* items from the head on */
        memcpy(items, departures->items + head, behind * sizeof(*items));
        memcpy(items + behind, departures->items, head * sizeof(*items));
    }
    pp_free(departures->items);
    departures->items = items;
    departures->capacity = capacity;
    departures->head = 0;
    return PP_OK;
}

/* From the last place upward, past all that are due later. */
static void
sift_up(struct pps_departure *items, size_t at, struct pps_departure departure)
{
    while (at > 0) {
        size_t parent = (at - 1) / 2;
        if (items[parent].time_s <= departure.time_s) {
            break;
        }
        items[at] = items[parent];
        at = parent;
    }
    items[at] = departure;
}

/* From the top downward, below all that are due earlier. */
static void sift_down(struct pps_departure *items,
                      size_t count,
                      struct pps_departure departure)
{
    size_t at = 0;
    for (;;) {
        size_t child = 2 * at + 1;
        if (child >= count) {
            break;
        }
        bool has_right = child + 1 < count;
        if (has_right && items[child + 1].time_s < items[child].time_s) {
            child++;
        }
        if (departure.time_s <= items[child].time_s) {
            break;
        }
        items[at] = items[child];
        at = child;
    }
    items[at] = departure;
}

enum pp_status pps_departures_add(struct pps_departures *departures,
                                  struct pps_departure departure)
{
    if (departures->count == departures->capacity) {
        PP_TRY(grow(departures));
    }
    if (departures->is_ring) {
        size_t at = departures->head + departures->count;
        departures->items[at & (departures->capacity - 1)] = departure;
    } else {
        sift_up(departures->items, departures->count, departure);
    }
    departures->count++;
    return PP_OK;
}

const struct pps_departure *
pps_departures_first(const struct pps_departures *departures)
{
    return departures->count == 0 ? NULL : &departures->items[departures->head];
}

void pps_departures_drop(struct pps_departures *departures)
{
    departures->count--;
    if (departures->is_ring) {
        departures->head = (departures->head + 1) & (departures->capacity - 1);
    } else if (departures->count > 0) {
        sift_down(departures->items,
                  departures->count,
                  departures->items[departures->count]);
    }
}

void pps_departures_done(struct pps_departures *departures)
{
    pp_free(departures->items);
    *departures = (struct pps_departures){0};
}
