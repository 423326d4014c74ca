/*
 * Sets of ports as text, so that tests can be read: "20-29,40". Unlike the
 * library's reader this one takes port 0.
 */
#ifndef PP_TESTS_SUPPORT_SET_TEXT_H
#define PP_TESTS_SUPPORT_SET_TEXT_H

#include <stddef.h>

#include "portplan/portset.h"

/* The items of `text` as they stand, unchecked and unsorted, into `items`,
 * which has room for `max`. Returns how many. */
size_t pp_test_ranges_of(const char *text, struct pp_range *items, size_t max);

/* The set of the ports of `text`. */
struct pp_portset pp_test_set_of(const char *text);

/* Ranges, or the first 64 runs of a set, as text, in static storage until the
 * next call. */
const char *pp_test_ranges_text(const struct pp_range *items, size_t count);
const char *pp_test_set_text(const struct pp_portset *set);

#endif
