/*
 * A node of the interval tree, for the files that share it: changing
 * (itree.c), asking (itree_query.c), sweeping and checking (itree_sweep.c).
 * The structure as a whole is drawn in portplan/itree.h.
 */
#ifndef PP_RANGE_ITREE_NODE_H
#define PP_RANGE_ITREE_NODE_H

#include "portplan/itree.h"

enum {
    /* A handle is the slot in its low 22 bits and the generation above. */
    PP_ITREE_SLOT_BITS = 22,
    PP_ITREE_SLOT_MASK = (1 << PP_ITREE_SLOT_BITS) - 1,

    /* An AVL tree of 2^22 items is at most 1.45 * 22 high. */
    PP_ITREE_HEIGHT_MAX = 32,
};

/* Children are an array, so that a way down chooses an index instead of
 * branching on a comparison that nobody can predict. */
enum pp_itree_side {
    PP_ITREE_LOW = 0,  /* lower keys */
    PP_ITREE_HIGH = 1, /* higher keys */
};

/* 24 bytes: the tree of a busy machine (60 items) fits the first-level cache
 * with room to spare. A free slot uses the low child as the link of the
 * free list. */
struct pp_itree_node {
    struct pp_range range;
    uint16_t max;      /* highest port of the items from here down */
    uint16_t height;   /* 1 for a leaf, 0 for the nil node and free slots */
    uint32_t child[2]; /* slots, 0 for none; by enum pp_itree_side */
    uint32_t label;
    uint32_t handle;
};

/* The place of an item in the order of the tree. */
static inline uint64_t pp_itree_key(const struct pp_itree_node *node)
{
    return (uint64_t)node->range.first << 48 |
           (uint64_t)node->range.last << 32 | node->handle;
}

static inline struct pp_hit pp_itree_hit(const struct pp_itree_node *node)
{
    return (struct pp_hit){node->range, node->label, node->handle};
}

/* The slot of the item that the handle names; 0 when it names none. */
uint32_t pp_itree_slot_of(const struct pp_itree *tree, uint32_t handle);

/* Goes over the items in order, a step in O(1) on average. */
struct pp_itree_walk {
    const struct pp_itree_node *nodes;
    uint32_t depth;
    uint32_t stack[PP_ITREE_HEIGHT_MAX]; /* the way back up */
};

void pp_itree_walk_init(struct pp_itree_walk *walk,
                        const struct pp_itree *tree);

/* The next item, or NULL behind the last. */
const struct pp_itree_node *pp_itree_walk_next(struct pp_itree_walk *walk);

#endif
