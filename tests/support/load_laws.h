/*
 * What holds of a load whatever was loaded: the laws that random texts, the
 * fuzz target and the tables of the unit tests are all held to.
 */
#ifndef PP_TESTS_SUPPORT_LOAD_LAWS_H
#define PP_TESTS_SUPPORT_LOAD_LAWS_H

#include "portplan/load.h"

/*
 * NULL where all of these hold, else the first that does not, in words:
 *
 *   every line is counted once: blank + used + ignored + rejected = total,
 *       and none of them is above the total;
 *   a section lies within its capture, names its capture, and its lines are in
 *       order; so do facts within their sections, in the sections' order;
 *   a fact is a possible range: no port 0, start not behind end;
 *   a diagnostic stands on a line that there is, and no rejected line goes
 *       without one;
 *   the totals are the sums.
 */
const char *pp_test_broken_law(const struct pp_load *load);

/* The same for the machine of the load and for the checks of some ports: the
 * pool adds up, claims cover the port, every answer comes with its advice.
 * Builds the machine and frees it. */
const char *pp_test_broken_machine_law(struct pp_load *load);

#endif
