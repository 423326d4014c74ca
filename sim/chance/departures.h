/*
 * Ports that will be given back, the earliest first: a binary heap, or a ring
 * where each is due no earlier than the one put in before it.
 *
 *   heap   items[0] is the earliest; items[i] is not later than items[2i + 1]
 *          and items[2i + 2]
 *   ring   items[head], items[head + 1], ... modulo the capacity
 */
#ifndef PP_SIM_CHANCE_DEPARTURES_H
#define PP_SIM_CHANCE_DEPARTURES_H

#include "portplan/base.h"

struct pps_departure {
    double time_s;
    uint16_t port;
    uint16_t destination;
};

/* All zero bytes is an empty heap; with `is_ring` set, an empty ring. */
struct pps_departures {
    bool is_ring;
    struct pps_departure *items;
    size_t count;
    size_t capacity; /* 0, or a power of two */
    size_t head;     /* of the ring */
};

/* Grows to as many as there are at once; PP_ERR_NOMEM changes nothing. */
enum pp_status pps_departures_add(struct pps_departures *departures,
                                  struct pps_departure departure) PP_MUST_CHECK;

/* The earliest; NULL when there is none. Borrowed until the next change. */
const struct pps_departure *
pps_departures_first(const struct pps_departures *departures);

/* Takes the earliest out; there must be one. */
void pps_departures_drop(struct pps_departures *departures);

void pps_departures_done(struct pps_departures *departures);

#endif
