/*
 * Who made an exclusion, judged by its shape alone, and which dynamic range
 * the blocks of a table suggest. Pure functions over ranges; rules and their
 * sources: docs/ports-on-windows.md#who-reserves-what
 */
#ifndef PP_MODEL_ATTRIBUTE_H
#define PP_MODEL_ATTRIBUTE_H

#include "portplan/fact.h"
#include "portplan/machine.h"

/* Sets owner, confidence and reason of the exclusion. */
void pp_attribute_exclusion(struct pp_exclusion *exclusion,
                            const struct pp_dynamic *dynamic);

/* The row that HNS preallocates, as the captured registry has it
 * (docs/ports-on-windows.md#hns-excluded-range). False: the registry says
 * nothing of one, or nothing that is a range. */
bool pp_find_preallocated(const struct pp_fact *facts,
                          size_t count,
                          enum pp_protocol protocol,
                          struct pp_range *ret_row);

/* Names HNS as the owner where the exclusion is that row, without a star. */
void pp_attribute_preallocated(struct pp_exclusion *exclusion,
                               struct pp_range row);

/* What a dynamic range is assumed from. */
struct pp_range_evidence {
    const struct pp_exclusion *exclusions;
    size_t exclusion_count;
    const struct pp_socket *sockets; /* of TCP; none for UDP */
    size_t socket_count;
};

/* The smallest of the known dynamic ranges that holds every block of the table
 * and starts where the listeners of the boot say; the default one where there
 * is neither. Basis: assumed. */
struct pp_dynamic pp_assume_dynamic(const struct pp_range_evidence *evidence);

/* Whether the listeners that Windows starts at boot lie where those of a range
 * from 1024 do. */
bool pp_listeners_are_low(const struct pp_socket *sockets, size_t count);

/* Whether every block lies inside the dynamic range. */
bool pp_holds_every_block(struct pp_range dynamic,
                          const struct pp_exclusion *exclusions,
                          size_t count);

/* Whether the range has the length of an allocator's block: 100, 64 or 10. */
bool pp_is_block(struct pp_range range);

#endif
