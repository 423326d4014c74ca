/*
 * A node of the interval tree, for its .c and the tests that break one. The
 * structure as a whole is drawn in portplan/itree.h.
 */
#ifndef PP_RANGE_ITREE_NODE_H
#define PP_RANGE_ITREE_NODE_H

#include "portplan/range.h"

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

#endif
