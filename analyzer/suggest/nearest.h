/*
 * The next ports to take in place of one that cannot be had, by the rules of
 * `suggest`.
 */
#ifndef PP_SUGGEST_NEAREST_H
#define PP_SUGGEST_NEAREST_H

#include "portplan/machine.h"

struct pp_nearest; /* opaque: the good ports of a machine, in one protocol */

enum pp_status pp_nearest_new(const struct pp_machine *machine,
                              enum pp_protocol protocol,
                              struct pp_nearest **ret) PP_MUST_CHECK;
void pp_nearest_free(struct pp_nearest *nearest);

struct pp_neighbours {
    uint16_t below; /* 0: there is none */
    uint16_t above;
    bool is_dynamic; /* they lie in the dynamic range, for want of others */
};

/* Of ports that are excluded themselves. */
struct pp_neighbours pp_neighbours_of(const struct pp_nearest *nearest,
                                      struct pp_range range);

#endif
