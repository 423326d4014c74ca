/*
 * Who made an exclusion, judged by its shape alone, and which dynamic range
 * the blocks of a table suggest. Pure functions over ranges; rules and their
 * sources: docs/ports-on-windows.md#who-reserves-what
 */
#ifndef PP_MODEL_ATTRIBUTE_H
#define PP_MODEL_ATTRIBUTE_H

#include "portplan/machine.h"

/* Sets owner, confidence and reason of the exclusion. */
void pp_attribute_exclusion(struct pp_exclusion *exclusion,
                            const struct pp_dynamic *dynamic);

/* The smallest of the known dynamic ranges that holds every block of the
 * table; the default one where there are no blocks. Basis: assumed. */
struct pp_dynamic pp_assume_dynamic(const struct pp_exclusion *exclusions,
                                    size_t count);

/* Whether every block lies inside the dynamic range. */
bool pp_holds_every_block(struct pp_range dynamic,
                          const struct pp_exclusion *exclusions,
                          size_t count);

/* Whether the range has the length of an allocator's block: 100, 64 or 10. */
bool pp_is_block(struct pp_range range);

#endif
