/* Which blocks have moved. */
#ifndef PP_DIFF_DIFF_MOVES_H
#define PP_DIFF_DIFF_MOVES_H

#include "diff.h"

/* Pairs rows that are gone with new ones. */
enum pp_status pp_diff_moves_pair(struct pp_diff_table *table) PP_MUST_CHECK;

#endif
