/*
 * A set of ports as a bitmap of 8 KiB. It never allocates, never fails, and is
 * copied by assignment. Who claims a port is the question of portplan/itree.h.
 *
 *   word 0                            word 1023
 *   bit 63 ... 1 0                    bit 63 ......... 0
 *       63 ... 1 0  (the port)         65535 ..... 65472
 *
 * Testing a port is one load; operations on ranges and whole sets work on 64
 * ports at a time.
 */
#ifndef PORTPLAN_PORTSET_H
#define PORTPLAN_PORTSET_H

#include "portplan/range.h"

PP_BEGIN_DECLS

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

/* The next run of ports in the set, the whole of it from `*from` on; `*from`
 * is then the port behind it. False, and nothing written, when no port at or
 * above `*from` is in the set. Start with 0 to go over all runs. */
PP_API bool pp_portset_next_run(const struct pp_portset *set,
                                uint32_t *from,
                                struct pp_range *ret_run);

/*
 * First fit upward: the lowest run of `need_count` ports that are not in the
 * set, lie inside `within` and begin at or above `cursor` (65536 and more:
 * nothing is left). False, and nothing written, when there is none or
 * `need_count` is 0.
 */
PP_API bool pp_portset_find_free(const struct pp_portset *set,
                                 uint32_t need_count,
                                 uint32_t cursor,
                                 struct pp_range within,
                                 struct pp_range *ret_run);

PP_END_DECLS

#endif
