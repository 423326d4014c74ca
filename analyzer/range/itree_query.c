/*
 * Questions to an interval tree. Each is one of two walks: down one path,
 * guided by `max`, or over the items that answer it, passing over subtrees
 * that end too low. Nothing here changes the tree.
 */
#include "portplan/itree.h"

#include "base/vec.h"
#include "itree_node.h"

/* ------------------------------------------------------------------------ */
/* One item at a time                                                       */

bool pp_itree_get(const struct pp_itree *tree,
                  uint32_t handle,
                  struct pp_hit *ret_item)
{
    uint32_t slot = pp_itree_slot_of(tree, handle);
    if (slot == 0) {
        return false;
    }
    *ret_item = pp_itree_hit(&tree->nodes[slot]);
    return true;
}

/* The item with the lowest key not below `key`. */
static bool
find_from(const struct pp_itree *tree, uint64_t key, uint32_t *ret_handle)
{
    const struct pp_itree_node *found = NULL;
    uint32_t at = tree->root;
    while (at != 0) {
        const struct pp_itree_node *node = &tree->nodes[at];
        if (pp_itree_key(node) < key) {
            at = node->child[PP_ITREE_HIGH];
        } else {
            found = node;
            at = node->child[PP_ITREE_LOW];
        }
    }
    if (found == NULL) {
        return false;
    }
    *ret_handle = found->handle;
    return true;
}

bool pp_itree_first(const struct pp_itree *tree, uint32_t *ret_handle)
{
    return find_from(tree, 0, ret_handle);
}

bool pp_itree_next(const struct pp_itree *tree,
                   uint32_t handle,
                   uint32_t *ret_handle)
{
    uint32_t slot = pp_itree_slot_of(tree, handle);
    if (slot == 0) {
        return false;
    }
    /* The highest key possible is above that of any item, because no handle
     * has all bits set, so the sum cannot wrap. */
    return find_from(tree, pp_itree_key(&tree->nodes[slot]) + 1, ret_handle);
}

/* ------------------------------------------------------------------------ */
/* All items that answer                                                    */

/*
 * Stabbing, overlapping and enclosing are one question with different ends:
 * the items that begin at or below one port and end at or above another.
 */
struct bounds {
    uint16_t first_at_most;
    uint16_t last_at_least;
};

/* Goes over the answers in order. */
struct answer_walk {
    const struct pp_itree_node *nodes;
    struct bounds bounds;
    uint32_t at;    /* the subtree to go into next, 0 for none */
    uint32_t depth; /* in use of the stack */
    uint32_t stack[PP_ITREE_HEIGHT_MAX];
};

static void start_answers(struct answer_walk *walk,
                          const struct pp_itree *tree,
                          struct bounds bounds)
{
    walk->nodes = tree->nodes;
    walk->bounds = bounds;
    walk->at = tree->root;
    walk->depth = 0;
}

static inline const struct pp_itree_node *next_answer(struct answer_walk *walk)
{
    const struct pp_itree_node *nodes = walk->nodes;
    uint32_t at = walk->at;
    for (;;) {
        /* Down to the left, remembering those that begin low enough; of the
         * others, and of all to their right, none can answer. */
        while (at != 0 && nodes[at].max >= walk->bounds.last_at_least) {
            if (nodes[at].range.first <= walk->bounds.first_at_most) {
                walk->stack[walk->depth++] = at;
            }
            at = nodes[at].child[PP_ITREE_LOW];
        }
        if (walk->depth == 0) {
            return NULL;
        }
        const struct pp_itree_node *node = &nodes[walk->stack[--walk->depth]];
        at = node->child[PP_ITREE_HIGH];
        if (node->range.last >= walk->bounds.last_at_least) {
            walk->at = at;
            return node;
        }
    }
}

static enum pp_status
collect(const struct pp_itree *tree, struct bounds bounds, struct pp_hits *hits)
{
    struct answer_walk walk;
    const struct pp_itree_node *node;
    hits->count = 0;
    start_answers(&walk, tree, bounds);
    while ((node = next_answer(&walk)) != NULL) {
        if (hits->count == hits->capacity &&
            PP_VEC_RESERVE(hits, 1, PP_ITREE_ITEMS_MAX) != PP_OK) {
            hits->count = 0;
            return PP_ERR_NOMEM;
        }
        hits->items[hits->count++] = pp_itree_hit(node);
    }
    return PP_OK;
}

enum pp_status
pp_itree_stab(const struct pp_itree *tree, uint16_t port, struct pp_hits *hits)
{
    return collect(tree, (struct bounds){port, port}, hits);
}

enum pp_status pp_itree_overlap(const struct pp_itree *tree,
                                struct pp_range range,
                                struct pp_hits *hits)
{
    return collect(tree, (struct bounds){range.last, range.first}, hits);
}

enum pp_status pp_itree_enclosing(const struct pp_itree *tree,
                                  struct pp_range range,
                                  struct pp_hits *hits)
{
    return collect(tree, (struct bounds){range.first, range.last}, hits);
}

size_t pp_itree_stab_count(const struct pp_itree *tree, uint16_t port)
{
    struct answer_walk walk;
    size_t count = 0;
    start_answers(&walk, tree, (struct bounds){port, port});
    while (next_answer(&walk) != NULL) {
        count++;
    }
    return count;
}

/* ------------------------------------------------------------------------ */
/* Down one path                                                            */

/* The port behind the highest `last` of the items that begin at or below
 * `port`; 0 when there are none. Written without a branch on the data; the nil
 * node's max of 0 never counts. */
static uint32_t reach_of(const struct pp_itree *tree, uint16_t port)
{
    const struct pp_itree_node *nodes = tree->nodes;
    uint32_t reach = 0;
    uint32_t at = tree->root;
    while (at != 0) {
        const struct pp_itree_node *node = &nodes[at];
        uint32_t is_low = node->range.first <= port; /* 0 or 1 */
        uint32_t last = node->range.last;
        uint32_t below = nodes[node->child[PP_ITREE_LOW]].max;
        uint32_t end = ((below > last ? below : last) + 1) * is_low;
        reach = end > reach ? end : reach;
        at = node->child[is_low];
    }
    return reach;
}

/* The lowest item that ends at or above `port`; NULL when there is none. */
static const struct pp_itree_node *lowest_ending_at(const struct pp_itree *tree,
                                                    uint16_t port)
{
    const struct pp_itree_node *nodes = tree->nodes;
    uint32_t at = tree->root;
    while (at != 0 && nodes[at].max >= port) {
        const struct pp_itree_node *node = &nodes[at];
        if (node->child[PP_ITREE_LOW] != 0 &&
            nodes[node->child[PP_ITREE_LOW]].max >= port) {
            at = node->child[PP_ITREE_LOW];
        } else if (node->range.last >= port) {
            return node;
        } else {
            at = node->child[PP_ITREE_HIGH];
        }
    }
    return NULL;
}

bool pp_itree_overlap_any(const struct pp_itree *tree, struct pp_range range)
{
    return reach_of(tree, range.last) > range.first;
}

bool pp_itree_stab_any(const struct pp_itree *tree, uint16_t port)
{
    return reach_of(tree, port) > port;
}

bool pp_itree_gap_above(const struct pp_itree *tree,
                        uint32_t need_count,
                        uint32_t from,
                        struct pp_range within,
                        struct pp_range *ret_run)
{
    uint32_t first = from > within.first ? from : within.first;
    struct pp_range run;
    /* What reaches into a run moves it up to where that ends. */
    while (pp_range_from_count(first, need_count, &run) &&
           run.last <= within.last) {
        uint32_t reach = reach_of(tree, run.last);
        if (reach <= run.first) {
            *ret_run = run;
            return true;
        }
        first = reach;
    }
    return false;
}

bool pp_itree_gap_below(const struct pp_itree *tree,
                        uint32_t need_count,
                        uint32_t from,
                        struct pp_range within,
                        struct pp_range *ret_run)
{
    uint32_t end = within.last + UINT32_C(1); /* behind the run */
    if (from < within.last) {
        end = from + 1;
    }
    struct pp_range run;
    /* What overlaps a run moves it down to where that begins. */
    while (end >= need_count &&
           pp_range_from_count(end - need_count, need_count, &run) &&
           run.first >= within.first) {
        const struct pp_itree_node *node = lowest_ending_at(tree, run.first);
        if (node == NULL || node->range.first > run.last) {
            *ret_run = run;
            return true;
        }
        end = node->range.first;
    }
    return false;
}
