/*
 * Going over a whole interval tree: in order, port by port, and checking that
 * it is one.
 */
#include "portplan/itree.h"

#include "base/vec.h"
#include "itree_node.h"

/* ------------------------------------------------------------------------ */
/* In order                                                                 */

static void walk_down(struct pp_itree_walk *walk, uint32_t at)
{
    while (at != 0) {
        walk->stack[walk->depth++] = at;
        at = walk->nodes[at].child[PP_ITREE_LOW];
    }
}

void pp_itree_walk_init(struct pp_itree_walk *walk, const struct pp_itree *tree)
{
    walk->nodes = tree->nodes;
    walk->depth = 0;
    walk_down(walk, tree->root);
}

const struct pp_itree_node *pp_itree_walk_next(struct pp_itree_walk *walk)
{
    if (walk->depth == 0) {
        return NULL;
    }
    const struct pp_itree_node *node = &walk->nodes[walk->stack[--walk->depth]];
    walk_down(walk, node->child[PP_ITREE_HIGH]);
    return node;
}

/* ------------------------------------------------------------------------ */
/* Port by port                                                             */

struct sweep {
    struct pp_itree_walk walk;
    const struct pp_itree_node *next; /* the first item not yet reached */
    struct pp_hits *claims;           /* the items that hold the port */
};

/* Lets go of the items that end below `at`, and tells where the first of the
 * others ends: the port behind it. */
static uint32_t drop_ended(struct pp_hits *claims, uint32_t at)
{
    uint32_t stop = PP_PORT_COUNT;
    size_t kept = 0;
    for (size_t i = 0; i < claims->count; i++) {
        uint32_t end = claims->items[i].range.last + UINT32_C(1);
        if (end <= at) {
            continue;
        }
        stop = end < stop ? end : stop;
        claims->items[kept++] = claims->items[i];
    }
    claims->count = kept;
    return stop;
}

/* Takes up the items that begin at `at`. They come in order and begin above
 * all that are there, so the claims stay in order. */
static void take_begun(struct sweep *sweep, uint32_t at)
{
    while (sweep->next != NULL && sweep->next->range.first == at) {
        struct pp_hits *claims = sweep->claims;
        claims->items[claims->count++] = pp_itree_hit(sweep->next);
        sweep->next = pp_itree_walk_next(&sweep->walk);
    }
}

static struct pp_range next_span(struct sweep *sweep, uint32_t at)
{
    take_begun(sweep, at);
    uint32_t stop = drop_ended(sweep->claims, at);
    if (sweep->next != NULL && sweep->next->range.first < stop) {
        stop = sweep->next->range.first;
    }
    return (struct pp_range){(uint16_t)at, (uint16_t)(stop - 1)};
}

enum pp_status pp_itree_sweep(const struct pp_itree *tree,
                              struct pp_hits *hits,
                              pp_itree_span_fn visit,
                              void *user)
{
    hits->count = 0;
    PP_TRY(PP_VEC_RESERVE(hits, tree->count, PP_ITREE_ITEMS_MAX));
    struct sweep sweep = {.claims = hits};
    pp_itree_walk_init(&sweep.walk, tree);
    sweep.next = pp_itree_walk_next(&sweep.walk);
    uint32_t at = 0;
    while (at < PP_PORT_COUNT) {
        struct pp_range span = next_span(&sweep, at);
        PP_TRY(visit(user, span, hits));
        at = span.last + UINT32_C(1);
    }
    return PP_OK;
}

/* ------------------------------------------------------------------------ */
/* The invariants, by number                                                */

static bool is_nil(const struct pp_itree_node *node)
{
    return node->height == 0 && node->max == 0 &&
           node->child[PP_ITREE_LOW] == 0 && node->child[PP_ITREE_HIGH] == 0;
}

/* I4 and I5 at one node, whose children are known to be slots in use. */
static int violated_shape(const struct pp_itree_node *nodes, uint32_t at)
{
    const struct pp_itree_node *node = &nodes[at];
    const struct pp_itree_node *left = &nodes[node->child[PP_ITREE_LOW]];
    const struct pp_itree_node *right = &nodes[node->child[PP_ITREE_HIGH]];
    uint16_t max = node->range.last;
    max = left->max > max ? left->max : max;
    max = right->max > max ? right->max : max;
    if (node->max != max) {
        return 4;
    }
    int leaning = left->height - right->height;
    int height = 1 + (leaning > 0 ? left->height : right->height);
    return leaning < -1 || leaning > 1 || node->height != height ? 5 : 0;
}

/* Whether a child link leads to a lower item of the tree, or nowhere: then
 * every way down ends, whatever else is wrong. */
static bool is_link_sound(const struct pp_itree *tree, uint32_t at, uint32_t to)
{
    const struct pp_itree_node *nodes = tree->nodes;
    return to == 0 || (to < tree->used && nodes[to].height > 0 &&
                       nodes[to].height < nodes[at].height);
}

static int violated_links(const struct pp_itree *tree)
{
    const struct pp_itree_node *nodes = tree->nodes;
    for (uint32_t at = 1; at < tree->used; at++) {
        if ((nodes[at].handle & PP_ITREE_SLOT_MASK) != at) {
            return 7;
        }
        if (nodes[at].height == 0) {
            continue;
        }
        if (nodes[at].range.first > nodes[at].range.last) {
            return 2;
        }
        if (nodes[at].height > PP_ITREE_HEIGHT_MAX ||
            !is_link_sound(tree, at, nodes[at].child[PP_ITREE_LOW]) ||
            !is_link_sound(tree, at, nodes[at].child[PP_ITREE_HIGH])) {
            return 5;
        }
        int violated = violated_shape(nodes, at);
        if (violated != 0) {
            return violated;
        }
    }
    return 0;
}

/* Strictly ascending keys also mean that no node is reached twice. */
static int violated_order(const struct pp_itree *tree)
{
    struct pp_itree_walk walk;
    const struct pp_itree_node *node;
    const struct pp_itree_node *before = NULL;
    size_t reached_count = 0;
    pp_itree_walk_init(&walk, tree);
    while ((node = pp_itree_walk_next(&walk)) != NULL) {
        if (before != NULL && pp_itree_key(before) >= pp_itree_key(node)) {
            return 3;
        }
        before = node;
        reached_count++;
    }
    return reached_count == tree->count ? 0 : 6;
}

static int violated_slots(const struct pp_itree *tree)
{
    size_t free_count = 0;
    uint32_t at = tree->free_slot;
    while (at != 0) {
        if (at >= tree->used || tree->nodes[at].height != 0 ||
            free_count == tree->used) {
            return 6;
        }
        free_count++;
        at = tree->nodes[at].child[PP_ITREE_LOW];
    }
    return tree->count + free_count + 1 == tree->used ? 0 : 6;
}

static int violated_invariant(const struct pp_itree *tree)
{
    if (tree->used == 0) {
        return tree->count == 0 && tree->root == 0 ? 0 : 6;
    }
    if (!is_nil(&tree->nodes[0])) {
        return 1;
    }
    if (tree->used > tree->capacity || tree->root >= tree->used ||
        (tree->root == 0) != (tree->count == 0) ||
        (tree->root != 0 && tree->nodes[tree->root].height == 0)) {
        return 6;
    }
    int violated = violated_links(tree);
    if (violated == 0) {
        violated = violated_order(tree);
    }
    return violated != 0 ? violated : violated_slots(tree);
}

bool pp_itree_check(const struct pp_itree *tree, int *ret_violated)
{
    int violated = violated_invariant(tree);
    if (violated != 0) {
        *ret_violated = violated;
    }
    return violated == 0;
}
