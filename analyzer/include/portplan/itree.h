/*
 * An interval tree: labelled ranges of ports that may overlap and repeat, and
 * the question "which of them claim this port". Items come and go at any
 * time; for many questions between two changes, and to go over all ports, see
 * portplan/spans.h. A copy is one allocation and one memcpy, because the nodes
 * lie in one array and point at each other by index.
 *
 *   A balanced search tree by (first, last, handle), each node knowing the
 *   highest `last` below it (`max`), so that whole subtrees that end too low
 *   are passed over:
 *
 *                      [300,399] max 900
 *                     /                  \
 *          [100,900] max 900        [500,599] max 599
 *         /         \                         \
 *  [50,80] max 80   [200,250] max 250         [500,599] max 599 (same range,
 *                                                      higher handle)
 *   in the array:
 *
 *    slot   0     1         2          3        4        5 ...  used - 1
 *         | nil | node    | (free) --> next free ...               |
 *
 *   A handle is the slot and a generation that changes when the slot is
 *   freed, so a handle of a removed item is told from the item that took its
 *   place (until the slot has been freed 1024 times).
 *
 * I1  Slot 0 is the nil node: height 0, max 0, no children.
 * I2  Every item is a range: first <= last.
 * I3  In order, the keys (first, last, handle) ascend strictly.
 * I4  max is the highest of the node's last and its children's max.
 * I5  height is 1 + the higher child's, and the children's heights differ by
 *     1 at most; a free slot has height 0.
 * I6  Every slot from 1 to used - 1 is in the tree once or on the free list
 *     once; `count` is the number in the tree.
 * I7  The handle in slot s names slot s.
 *
 * Insert and remove are O(log n). A query visits O(log n) nodes for each item
 * that it finds, at worst, and few more than it finds in practice.
 */
#ifndef PORTPLAN_ITREE_H
#define PORTPLAN_ITREE_H

#include "portplan/range.h"

PP_BEGIN_DECLS

enum {
    /* Most items at a time: what the 22 slot bits of a handle can name, less
     * the nil slot and the last, so that no handle has all bits set. */
    PP_ITREE_ITEMS_MAX = (1 << 22) - 2,
};

struct pp_itree_node;

/* All fields private. All zero bytes is the empty tree. */
struct pp_itree {
    struct pp_itree_node *nodes; /* NULL, or slot 0 is the nil node */
    size_t used;                 /* slots ever used, slot 0 included */
    size_t capacity;             /* slots allocated */
    size_t count;                /* items in the tree */
    uint32_t root;               /* slot, 0 when the tree is empty */
    uint32_t free_slot;          /* head of the free list, 0 for none */
};

/* An item as queries give it. */
struct pp_hit {
    struct pp_range range; /* the whole item, not only the part asked for */
    uint32_t label;        /* as given to pp_itree_insert */
    uint32_t handle;       /* names the item in the tree and its copies */
};

/* A list of hits, owned by the caller and used again for many queries. All
 * zero bytes is the empty list; give it back with pp_hits_done. */
struct pp_hits {
    struct pp_hit *items;
    size_t count;
    size_t capacity;
};

/* Frees the list, which is then empty. Takes NULL. */
PP_API void pp_hits_done(struct pp_hits *hits);

/* Frees the nodes; the tree is then empty. Takes NULL. */
PP_API void pp_itree_done(struct pp_itree *tree);

/* Makes `copy` (empty or in use) equal to `tree`; handles name the same items
 * in both. On PP_ERR_NOMEM `copy` is as it was. */
PP_API enum pp_status pp_itree_copy(const struct pp_itree *tree,
                                    struct pp_itree *copy) PP_MUST_CHECK;

/* Adds an item; the same range and label may be added again and again.
 * `ret_handle` may be NULL. PP_ERR_NOMEM, or PP_ERR_LIMIT at
 * PP_ITREE_ITEMS_MAX items: the tree is as it was. */
PP_API enum pp_status pp_itree_insert(struct pp_itree *tree,
                                      struct pp_range range,
                                      uint32_t label,
                                      uint32_t *ret_handle) PP_MUST_CHECK;

/* Takes an item out; false when the handle names no item of the tree. Never
 * allocates. Handles of other items stay valid. */
PP_API bool pp_itree_remove(struct pp_itree *tree, uint32_t handle);

/*
 * Queries. Each empties `hits` first and fills it in ascending order: by
 * first, then last, then handle. On PP_ERR_NOMEM `hits` is empty.
 */

/* The items with at least one port in `range`. */
PP_API enum pp_status pp_itree_overlap(const struct pp_itree *tree,
                                       struct pp_range range,
                                       struct pp_hits *hits) PP_MUST_CHECK;

/* The items that hold every port of `range`: of one port, those that claim
 * it. */
PP_API enum pp_status pp_itree_enclosing(const struct pp_itree *tree,
                                         struct pp_range range,
                                         struct pp_hits *hits) PP_MUST_CHECK;

PP_END_DECLS

#endif
