/*
 * Whether the invariants hold that portplan/itree.h (I1 to I7),
 * portplan/spans.h (F1 to F8) and sim/state/state.h (S1 and S2) number. Not in
 * the product, which never asks.
 */
#ifndef PP_TESTS_SUPPORT_INVARIANTS_H
#define PP_TESTS_SUPPORT_INVARIANTS_H

#include "portplan/itree.h"
#include "portplan/spans.h"

#include "sim/state/state.h"

/* False: writes the number of an invariant that is violated. O(n); for spans
 * without the nesting. */
bool pp_test_tree_is_sound(const struct pp_itree *tree, int *ret_violated);
bool pp_test_spans_are_sound(const struct pp_spans *spans, int *ret_violated);

bool pp_test_state_is_sound(const struct pps_state *state);

#endif
