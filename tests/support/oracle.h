/*
 * What sets of ports and lists of ranges are, said as simply as can be: one
 * entry per port, one array of items, and loops over all of them. Slow, and
 * with nothing in it to get wrong. The real structures are compared with it.
 */
#ifndef PP_TESTS_SUPPORT_ORACLE_H
#define PP_TESTS_SUPPORT_ORACLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "portplan/itree.h"
#include "portplan/range.h"

enum {
    PP_ORACLE_ITEMS_MAX = 512,
};

/* A set of ports. All zero bytes is the empty set. */
struct pp_oracle_set {
    bool is_in[PP_PORT_COUNT];
};

void pp_oracle_fill(struct pp_oracle_set *set, struct pp_range range, bool in);

uint32_t pp_oracle_count(const struct pp_oracle_set *set,
                         struct pp_range within);

/* The lowest port at or above `from` whose membership is `in`; 65536 when
 * there is none. */
uint32_t
pp_oracle_next(const struct pp_oracle_set *set, uint32_t from, bool in);

/* The contract of pp_portset_find_free; the longest free run, the lowest of
 * several; how many blocks fit into the free runs. */
bool pp_oracle_find_free(const struct pp_oracle_set *set,
                         uint32_t need_count,
                         uint32_t cursor,
                         struct pp_range within,
                         struct pp_range *ret_run);
bool pp_oracle_longest_free(const struct pp_oracle_set *set,
                            struct pp_range within,
                            struct pp_range *ret_run);
uint32_t pp_oracle_count_free_blocks(const struct pp_oracle_set *set,
                                     uint32_t block_count,
                                     struct pp_range within);

/* Labelled ranges in the order they came, and how many hold each port. */
struct pp_oracle_items {
    struct pp_hit items[PP_ORACLE_ITEMS_MAX];
    size_t count;
    uint32_t claims[PP_PORT_COUNT];
};

/* There must be room. */
void pp_oracle_add_item(struct pp_oracle_items *items, struct pp_hit item);
void pp_oracle_remove_item(struct pp_oracle_items *items, size_t idx);

enum pp_oracle_question {
    PP_ORACLE_OVERLAPPING, /* a port of the range; stabbing, with one port */
    PP_ORACLE_ENCLOSING,   /* every port of the range */
    PP_ORACLE_ALL,         /* whatever the range */
};

/* The items that answer, by first, last and handle, into `ret_hits`, which
 * has room for PP_ORACLE_ITEMS_MAX. Returns how many. */
size_t pp_oracle_answers(const struct pp_oracle_items *items,
                         enum pp_oracle_question question,
                         struct pp_range range,
                         struct pp_hit *ret_hits);

#endif
