/*
 * WSL's mirrored networking in the captured facts: whether it is on, and which
 * ports it holds (docs/ports-on-windows.md#wsl-mirrored).
 */
#ifndef PP_MODEL_MIRRORED_H
#define PP_MODEL_MIRRORED_H

#include "portplan/fact.h"
#include "portplan/machine.h"

#include "knowledge/mirrored.h"

/* The last setting of networkingMode, if it is `mirrored`; else NULL. */
const struct pp_fact *pp_find_mirrored(const struct pp_fact *facts,
                                       size_t count);

/* Whether the fact is a range of local ports that was printed inside WSL and is
 * as long as the block: then it is the block. */
bool pp_mirrored_block_of(const struct pp_fact *fact,
                          struct pp_range *ret_block);

/* What was captured of one protocol. */
struct pp_mirrored_seen {
    const struct pp_exclusion *rows;
    size_t row_count;
    const struct pp_socket *sockets;
    size_t socket_count;
};

/* How many of WSL's choices may have the block while nothing shows it: all up
 * to the first that nothing captured meets. An administered row counts for
 * nothing: whether it keeps WSL away is doubtful (httptoolkit#611). */
size_t
pp_mirrored_choice_count(const struct pp_mirrored_seen seen[PP_PROTOCOL_COUNT]);

#endif
