/*
 * A set of ports as a bitmap of 8 KiB: the twin of portplan/rangeset.h for
 * hot paths. It never allocates, never fails, and is copied by assignment.
 *
 *   word 0                            word 1023
 *   bit 63 ... 1 0                    bit 63 ......... 0
 *       63 ... 1 0  (the port)         65535 ..... 65472
 *
 * Testing a port is one load; operations on ranges and whole sets work on 64
 * ports at a time. Use a range set where the ranges themselves are looked at,
 * kept or printed.
 */
#ifndef PORTPLAN_PORTSET_H
#define PORTPLAN_PORTSET_H

#include "portplan/range.h"
#include "portplan/rangeset.h"

enum {
    PP_PORTSET_WORD_COUNT = PP_PORT_COUNT / 64,
};

/* All zero bytes is the empty set. */
struct pp_portset {
    uint64_t words[PP_PORTSET_WORD_COUNT]; /* port p: word p/64, bit p%64 */
};

/* Takes all ports out. */
PP_API void pp_portset_clear(struct pp_portset *set);

/* Puts in, or takes out, every port of the range. */
PP_API void pp_portset_set_range(struct pp_portset *set, struct pp_range range);
PP_API void pp_portset_clear_range(struct pp_portset *set,
                                   struct pp_range range);

static inline bool pp_portset_test(const struct pp_portset *set, uint16_t port)
{
    return (set->words[port / 64] >> (port % 64) & 1) != 0;
}

static inline void pp_portset_set(struct pp_portset *set, uint16_t port)
{
    set->words[port / 64] |= UINT64_C(1) << (port % 64);
}

static inline void pp_portset_unset(struct pp_portset *set, uint16_t port)
{
    set->words[port / 64] &= ~(UINT64_C(1) << (port % 64));
}

/* Whether at least one port of the range is in the set. */
PP_API bool pp_portset_test_any(const struct pp_portset *set,
                                struct pp_range range);

/* How many ports of the range are in the set: 0 to 65536. */
PP_API uint32_t pp_portset_count(const struct pp_portset *set,
                                 struct pp_range range);

/* Changes `set`: puts the ports of `other` in; keeps only those in both;
 * takes the ports of `other` out. `other` may be `set` itself. */
PP_API void pp_portset_union(struct pp_portset *set,
                             const struct pp_portset *other);
PP_API void pp_portset_intersect(struct pp_portset *set,
                                 const struct pp_portset *other);
PP_API void pp_portset_subtract(struct pp_portset *set,
                                const struct pp_portset *other);

PP_API bool pp_portset_equal(const struct pp_portset *a,
                             const struct pp_portset *b);

/* The lowest port at or above `from` that is in the set, or is not; 65536
 * when there is none. `from` may be 65536 or more. */
PP_API uint32_t pp_portset_next_set(const struct pp_portset *set,
                                    uint32_t from);
PP_API uint32_t pp_portset_next_clear(const struct pp_portset *set,
                                      uint32_t from);

/* The highest port at or below `from` that is not in the set; 65536 when there
 * is none. */
PP_API uint32_t pp_portset_previous_clear(const struct pp_portset *set,
                                          uint16_t from);

/* First fit upward, with the contract of pp_rangeset_find_free. */
PP_API bool pp_portset_find_free(const struct pp_portset *set,
                                 uint32_t need_count,
                                 uint32_t cursor,
                                 struct pp_range within,
                                 struct pp_range *ret_run);

/* The same ports as a bitmap. */
PP_API void pp_portset_from_rangeset(const struct pp_rangeset *ranges,
                                     struct pp_portset *ret_set);

/* The same ports as ranges. `ret_ranges` must be initialised; its contents
 * are replaced, and stay as they were on PP_ERR_NOMEM. */
PP_API enum pp_status
pp_portset_to_rangeset(const struct pp_portset *set,
                       struct pp_rangeset *ret_ranges) PP_MUST_CHECK;

#endif
