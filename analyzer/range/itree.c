/*
 * The interval tree: an AVL tree in an array. Insert and remove balance on the
 * way back up and so need no parent links; they ask for memory before they
 * change anything. A question is a walk over the items that answer it, which
 * passes over subtrees that end too low.
 */
#include "portplan/itree.h"

#include <string.h>

#include "base/alloc.h"
#include "base/vec.h"
#include "itree_node.h"

/* The place of an item in the order of the tree. */
static inline uint64_t key_of(const struct pp_itree_node *node)
{
    return (uint64_t)node->range.first << 48 |
           (uint64_t)node->range.last << 32 | node->handle;
}

/* ------------------------------------------------------------------------ */
/* Lifetime                                                                 */

void pp_hits_done(struct pp_hits *hits)
{
    if (hits != NULL) {
        pp_free(hits->items);
        *hits = (struct pp_hits){0};
    }
}

void pp_itree_done(struct pp_itree *tree)
{
    if (tree != NULL) {
        pp_free(tree->nodes);
        *tree = (struct pp_itree){0};
    }
}

enum pp_status pp_itree_copy(const struct pp_itree *tree, struct pp_itree *copy)
{
    if (tree->used > copy->capacity) {
        /* Not the old nodes resized: it would move what is thrown away. */
        struct pp_itree_node *nodes =
            pp_realloc(NULL, tree->used, sizeof(*nodes));
        if (nodes == NULL) {
            return PP_ERR_NOMEM;
        }
        pp_free(copy->nodes);
        copy->nodes = nodes;
        copy->capacity = tree->used;
    }
    if (tree->used > 0) {
        memmove(copy->nodes, tree->nodes, tree->used * sizeof(*tree->nodes));
    }
    copy->used = tree->used;
    copy->count = tree->count;
    copy->root = tree->root;
    copy->free_slot = tree->free_slot;
    return PP_OK;
}

/* ------------------------------------------------------------------------ */
/* Slots and handles                                                        */

static uint32_t slot_of(const struct pp_itree *tree, uint32_t handle)
{
    uint32_t slot = handle & PP_ITREE_SLOT_MASK;
    if (slot == 0 || slot >= tree->used) {
        return 0;
    }
    const struct pp_itree_node *node = &tree->nodes[slot];
    return node->height > 0 && node->handle == handle ? slot : 0;
}

/* Makes sure that take_slot has one to give. */
static enum pp_status reserve_slot(struct pp_itree *tree)
{
    if (tree->free_slot != 0) {
        return PP_OK;
    }
    bool is_first = tree->used == 0;
    PP_TRY(pp_vec_reserve(&tree->nodes,
                          &tree->capacity,
                          tree->used,
                          is_first ? 2 : 1,
                          sizeof(*tree->nodes),
                          PP_ITREE_ITEMS_MAX + 1));
    if (is_first) {
        tree->nodes[0] = (struct pp_itree_node){0};
        tree->used = 1;
    }
    return PP_OK;
}

static uint32_t take_slot(struct pp_itree *tree)
{
    uint32_t slot = tree->free_slot;
    if (slot != 0) {
        tree->free_slot = tree->nodes[slot].child[PP_ITREE_LOW];
        return slot;
    }
    slot = (uint32_t)tree->used++;
    tree->nodes[slot].handle = slot;
    return slot;
}

/* The next item in this slot gets another handle: the generation wraps, the
 * slot bits stay. */
static void give_slot_back(struct pp_itree *tree, uint32_t slot)
{
    struct pp_itree_node *node = &tree->nodes[slot];
    node->handle += UINT32_C(1) << PP_ITREE_SLOT_BITS;
    node->height = 0;
    node->child[PP_ITREE_LOW] = tree->free_slot;
    node->child[PP_ITREE_HIGH] = 0;
    tree->free_slot = slot;
}

/* ------------------------------------------------------------------------ */
/* Balance                                                                  */

static uint16_t higher(uint16_t a, uint16_t b)
{
    return a > b ? a : b;
}

/* Makes max and height of a node right, its children's being so. The nil
 * node's are 0 and never the higher ones. */
static void refresh(struct pp_itree_node *nodes, uint32_t at)
{
    struct pp_itree_node *node = &nodes[at];
    const struct pp_itree_node *left = &nodes[node->child[PP_ITREE_LOW]];
    const struct pp_itree_node *right = &nodes[node->child[PP_ITREE_HIGH]];
    node->height = (uint16_t)(higher(left->height, right->height) + 1);
    node->max = higher(node->range.last, higher(left->max, right->max));
}

/* Turns the child on the given side into the parent of `at`; returns it. */
static uint32_t
rotate_up(struct pp_itree_node *nodes, uint32_t at, enum pp_itree_side side)
{
    uint32_t top = nodes[at].child[side];
    nodes[at].child[side] = nodes[top].child[!side];
    nodes[top].child[!side] = at;
    refresh(nodes, at);
    refresh(nodes, top);
    return top;
}

/* How much higher the child on the given side is than the other. */
static int
lean(const struct pp_itree_node *nodes, uint32_t at, enum pp_itree_side side)
{
    const struct pp_itree_node *node = &nodes[at];
    return nodes[node->child[side]].height - nodes[node->child[!side]].height;
}

/* The slot now at the top of what was `at`, balanced; the children are, and
 * differ by 2 at most. */
static uint32_t balance(struct pp_itree_node *nodes, uint32_t at)
{
    int leaning = lean(nodes, at, PP_ITREE_HIGH);
    if (leaning >= -1 && leaning <= 1) {
        refresh(nodes, at);
        return at;
    }
    enum pp_itree_side side = leaning > 1 ? PP_ITREE_HIGH : PP_ITREE_LOW;
    uint32_t *child = &nodes[at].child[side];
    /* A child that leans inward would carry its weight to the other side. */
    if (lean(nodes, *child, side) < 0) {
        *child = rotate_up(nodes, *child, !side);
    }
    return rotate_up(nodes, at, side);
}

/* ------------------------------------------------------------------------ */
/* Insert and remove. Recursion goes as deep as the tree is high: 32 at most. */

/* On which side of the item at `at` the item in `slot` belongs. */
static enum pp_itree_side
side_of(const struct pp_itree_node *nodes, uint32_t at, uint32_t slot)
{
    bool is_low = key_of(&nodes[slot]) < key_of(&nodes[at]);
    return is_low ? PP_ITREE_LOW : PP_ITREE_HIGH;
}

/* The top of the tree at `at` after `slot` is hung into it. */
static uint32_t
with_slot(struct pp_itree_node *nodes, uint32_t at, uint32_t slot)
{
    if (at == 0) {
        return slot;
    }
    uint32_t *child = &nodes[at].child[side_of(nodes, at, slot)];
    *child = with_slot(nodes, *child, slot);
    return balance(nodes, at);
}

/* The top after the lowest item is unhung; the item itself is untouched. */
static uint32_t without_lowest(struct pp_itree_node *nodes, uint32_t at)
{
    uint32_t *low = &nodes[at].child[PP_ITREE_LOW];
    if (*low == 0) {
        return nodes[at].child[PP_ITREE_HIGH];
    }
    *low = without_lowest(nodes, *low);
    return balance(nodes, at);
}

static uint32_t lowest_slot(const struct pp_itree_node *nodes, uint32_t at)
{
    while (nodes[at].child[PP_ITREE_LOW] != 0) {
        at = nodes[at].child[PP_ITREE_LOW];
    }
    return at;
}

/* The top of what remains of the tree at `at` without its own top. */
static uint32_t without_top(struct pp_itree_node *nodes, uint32_t at)
{
    uint32_t low = nodes[at].child[PP_ITREE_LOW];
    uint32_t high = nodes[at].child[PP_ITREE_HIGH];
    if (high == 0) {
        return low;
    }
    uint32_t top = lowest_slot(nodes, high);
    high = without_lowest(nodes, high);
    nodes[top].child[PP_ITREE_LOW] = low;
    nodes[top].child[PP_ITREE_HIGH] = high;
    return balance(nodes, top);
}

/* The top after `slot`, which is in the tree at `at`, is unhung. */
static uint32_t
without_slot(struct pp_itree_node *nodes, uint32_t at, uint32_t slot)
{
    if (at == slot) {
        return without_top(nodes, at);
    }
    uint32_t *child = &nodes[at].child[side_of(nodes, at, slot)];
    *child = without_slot(nodes, *child, slot);
    return balance(nodes, at);
}

enum pp_status pp_itree_insert(struct pp_itree *tree,
                               struct pp_range range,
                               uint32_t label,
                               uint32_t *ret_handle)
{
    PP_TRY(reserve_slot(tree));
    uint32_t slot = take_slot(tree);
    struct pp_itree_node *node = &tree->nodes[slot];
    *node = (struct pp_itree_node){
        .range = range,
        .max = range.last,
        .height = 1,
        .label = label,
        .handle = node->handle,
    };
    tree->root = with_slot(tree->nodes, tree->root, slot);
    tree->count++;
    if (ret_handle != NULL) {
        *ret_handle = node->handle;
    }
    return PP_OK;
}

bool pp_itree_remove(struct pp_itree *tree, uint32_t handle)
{
    uint32_t slot = slot_of(tree, handle);
    if (slot == 0) {
        return false;
    }
    tree->root = without_slot(tree->nodes, tree->root, slot);
    tree->count--;
    give_slot_back(tree, slot);
    return true;
}

/* ------------------------------------------------------------------------ */
/* All items that answer                                                    */

/*
 * Overlapping and enclosing are one question with different ends: the items
 * that begin at or below one port and end at or above another.
 */
struct bounds {
    uint16_t first_at_most;
    uint16_t last_at_least;
};

static enum pp_status add_hit(const struct pp_itree_node *node,
                              struct pp_hits *hits)
{
    if (hits->count == hits->capacity &&
        PP_VEC_RESERVE(hits, 1, PP_ITREE_ITEMS_MAX) != PP_OK) {
        hits->count = 0;
        return PP_ERR_NOMEM;
    }
    hits->items[hits->count++] =
        (struct pp_hit){node->range, node->label, node->handle};
    return PP_OK;
}

static enum pp_status
collect(const struct pp_itree *tree, struct bounds bounds, struct pp_hits *hits)
{
    const struct pp_itree_node *nodes = tree->nodes;
    uint32_t stack[PP_ITREE_HEIGHT_MAX];
    uint32_t depth = 0;
    uint32_t at = tree->root;
    hits->count = 0;
    for (;;) {
        /* Down to the left, remembering those that begin low enough; of the
         * others, and of all to their right, none can answer. */
        while (at != 0 && nodes[at].max >= bounds.last_at_least) {
            if (nodes[at].range.first <= bounds.first_at_most) {
                stack[depth++] = at;
            }
            at = nodes[at].child[PP_ITREE_LOW];
        }
        if (depth == 0) {
            return PP_OK;
        }
        const struct pp_itree_node *node = &nodes[stack[--depth]];
        at = node->child[PP_ITREE_HIGH];
        if (node->range.last >= bounds.last_at_least) {
            PP_TRY(add_hit(node, hits));
        }
    }
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
