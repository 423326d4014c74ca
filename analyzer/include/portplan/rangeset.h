/*
 * A set of ports kept as few ranges: sorted, disjoint, never touching. Every
 * set of ports has exactly one such form, so two sets are equal when their
 * arrays are.
 *
 *   add 20-29, add 40-49, add 30-39, remove 25:
 *
 *     items:  [20,24] [26,49]          count = 2, capacity >= 2
 *
 * R1  Each item is a range: first <= last.
 * R2  Items ascend and do not touch: items[i].last + 1 < items[i+1].first.
 * R3  count <= capacity, and items is NULL only when capacity is 0.
 *
 * Searching is O(log count); add and remove move the items behind the change;
 * whole-set operations are one pass over both. Where a function can run out
 * of memory it says PP_ERR_NOMEM and the set is as it was before the call.
 */
#ifndef PORTPLAN_RANGESET_H
#define PORTPLAN_RANGESET_H

#include "portplan/range.h"

/* Most items a set can have: every second port. */
enum {
    PP_RANGESET_ITEMS_MAX = PP_PORT_COUNT / 2,
};

/* Read the fields, change them only through the functions. All zero bytes is
 * the empty set. To iterate: items[0] to items[count - 1]. */
struct pp_rangeset {
    struct pp_range *items; /* borrowed by readers until the next change */
    size_t count;           /* ranges in the set, not ports */
    size_t capacity;        /* ranges there is room for */
};

/* The empty set; allocates nothing. */
PP_API void pp_rangeset_init(struct pp_rangeset *set);

/* Frees the items; the set is as after pp_rangeset_init. Takes NULL. */
PP_API void pp_rangeset_done(struct pp_rangeset *set);

/* Takes all ports out, keeps the memory. */
PP_API void pp_rangeset_clear(struct pp_rangeset *set);

/* Room for `items` ranges in all, so that no change needs memory until there
 * are more. */
PP_API enum pp_status pp_rangeset_reserve(struct pp_rangeset *set,
                                          size_t items) PP_MUST_CHECK;

/* Makes `set` (initialised) equal to `other`. */
PP_API enum pp_status pp_rangeset_copy(const struct pp_rangeset *other,
                                       struct pp_rangeset *set) PP_MUST_CHECK;

/* Puts every port of the range in; those that are in already stay. */
PP_API enum pp_status pp_rangeset_add(struct pp_rangeset *set,
                                      struct pp_range range) PP_MUST_CHECK;

/* Takes every port of the range out; may need memory, because taking out the
 * middle of a range leaves two. */
PP_API enum pp_status pp_rangeset_remove(struct pp_rangeset *set,
                                         struct pp_range range) PP_MUST_CHECK;

/*
 * Whole-set operations. `ret_set` must be initialised; its old contents are
 * replaced on success only. It may be one of the operands.
 */

/* The ports in `a` or in `b`. */
PP_API enum pp_status
pp_rangeset_union(const struct pp_rangeset *a,
                  const struct pp_rangeset *b,
                  struct pp_rangeset *ret_set) PP_MUST_CHECK;

/* The ports in `a` and in `b`. */
PP_API enum pp_status
pp_rangeset_intersection(const struct pp_rangeset *a,
                         const struct pp_rangeset *b,
                         struct pp_rangeset *ret_set) PP_MUST_CHECK;

/* The ports in `a` and not in `b`. */
PP_API enum pp_status
pp_rangeset_difference(const struct pp_rangeset *a,
                       const struct pp_rangeset *b,
                       struct pp_rangeset *ret_set) PP_MUST_CHECK;

/* The ports of `within` that are not in `set`. */
PP_API enum pp_status
pp_rangeset_complement(const struct pp_rangeset *set,
                       struct pp_range within,
                       struct pp_rangeset *ret_set) PP_MUST_CHECK;

PP_API bool pp_rangeset_equal(const struct pp_rangeset *a,
                              const struct pp_rangeset *b);

PP_API bool pp_rangeset_contains(const struct pp_rangeset *set, uint16_t port);

/* The item that holds the port, borrowed until the next change; NULL if the
 * port is not in the set. */
PP_API const struct pp_range *pp_rangeset_find(const struct pp_rangeset *set,
                                               uint16_t port);

/* Whether at least one port of the range is in the set. */
PP_API bool pp_rangeset_overlaps(const struct pp_rangeset *set,
                                 struct pp_range range);

/* Whether every port of the range is in the set. */
PP_API bool pp_rangeset_covers(const struct pp_rangeset *set,
                               struct pp_range range);

/* Ports in the set, and ports of `within` in the set: 0 to 65536. */
PP_API uint32_t pp_rangeset_port_count(const struct pp_rangeset *set);
PP_API uint32_t pp_rangeset_port_count_in(const struct pp_rangeset *set,
                                          struct pp_range within);

/*
 * First fit upward: the lowest run of `need_count` ports that are not in the
 * set, lie inside `within` and begin at or above `cursor` (65536 and more:
 * nothing is left). False, and nothing written, when there is none or
 * `need_count` is 0.
 */
PP_API bool pp_rangeset_find_free(const struct pp_rangeset *set,
                                  uint32_t need_count,
                                  uint32_t cursor,
                                  struct pp_range within,
                                  struct pp_range *ret_run);

/* The longest run of ports of `within` not in the set, the lowest of several
 * equal ones; false, and nothing written, when all of `within` is taken. */
PP_API bool pp_rangeset_longest_free(const struct pp_rangeset *set,
                                     struct pp_range within,
                                     struct pp_range *ret_run);

/* How many blocks of `block_count` ports fit side by side into the ports of
 * `within` that are not in the set; 0 for a `block_count` of 0. */
PP_API uint32_t pp_rangeset_count_free_blocks(const struct pp_rangeset *set,
                                              uint32_t block_count,
                                              struct pp_range within);

/* Whether R1 to R3 hold; otherwise writes the number of the one that does
 * not. For tests: O(count). */
PP_API bool pp_rangeset_check(const struct pp_rangeset *set, int *ret_violated);

#endif
