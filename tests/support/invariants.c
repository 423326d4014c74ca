/* The numbered invariants of trees, spans and simulated states. */
#include "invariants.h"

#include "range/itree_node.h"
#include "range/spans_span.h"

/* ------------------------------------------------------------------------ */
/* Trees                                                                    */

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

/* In order, from `at` down: whether each key is above the one before. Strictly
 * ascending keys also mean that no node is reached twice. */
static bool is_ascending(const struct pp_itree_node *nodes,
                         uint32_t at,
                         uint64_t *before,
                         size_t *reached_count)
{
    if (at == 0) {
        return true;
    }
    const struct pp_itree_node *node = &nodes[at];
    uint64_t key = (uint64_t)node->range.first << 48 |
                   (uint64_t)node->range.last << 32 | node->handle;
    if (!is_ascending(
            nodes, node->child[PP_ITREE_LOW], before, reached_count) ||
        key <= *before) {
        return false;
    }
    *before = key;
    ++*reached_count;
    return is_ascending(
        nodes, node->child[PP_ITREE_HIGH], before, reached_count);
}

static int violated_order(const struct pp_itree *tree)
{
    uint64_t before = 0; /* no handle is 0 */
    size_t reached_count = 0;
    if (!is_ascending(tree->nodes, tree->root, &before, &reached_count)) {
        return 3;
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

static int violated_tree(const struct pp_itree *tree)
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

bool pp_test_tree_is_sound(const struct pp_itree *tree, int *ret_violated)
{
    int violated = violated_tree(tree);
    if (violated != 0) {
        *ret_violated = violated;
    }
    return violated == 0;
}

/* ------------------------------------------------------------------------ */
/* Spans                                                                    */

/* What the entries from `from` up to `to` say of the port. */
static struct pp_answers
slice_of(const struct pp_hit *hits, uint32_t from, uint32_t to, uint32_t port)
{
    return (struct pp_answers){
        .at = hits + from,
        .end = hits + to,
        .last_at_least = port,
    };
}

static bool is_same_hit(const struct pp_hit *a, const struct pp_hit *b)
{
    return pp_range_equal(a->range, b->range) && a->label == b->label &&
           a->handle == b->handle;
}

/* A number of all items, whatever their order: two lists with the same one
 * are taken to hold the same. */
static uint64_t sum_of(const struct pp_hit *hits, uint32_t count)
{
    uint64_t sum = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint64_t key = (uint64_t)hits[i].range.first << 48 |
                       (uint64_t)hits[i].range.last << 32 | hits[i].label;
        key = (key ^ key >> 29) * UINT64_C(0x9E3779B97F4A7C15);
        key = (key ^ hits[i].handle) * UINT64_C(0x2545F4914F6CDD1D);
        sum += key ^ key >> 32;
    }
    return sum;
}

static int violated_lists(const struct pp_spans *spans)
{
    const struct pp_hit *begins = spans->begins.items;
    const struct pp_hit *ends = spans->ends.items;
    if (spans->ends.count != spans->item_count) {
        return 3;
    }
    for (uint32_t i = 0; i < spans->item_count; i++) {
        if (begins[i].range.first > begins[i].range.last ||
            (i > 0 &&
             pp_range_compare(begins[i - 1].range, begins[i].range) > 0)) {
            return 2;
        }
        if (i > 0 && ends[i - 1].range.last > ends[i].range.last) {
            return 3;
        }
    }
    return sum_of(begins, spans->item_count) == sum_of(ends, spans->item_count)
               ? 0
               : 3;
}

/* F4 of one span. */
static bool are_counts_right(const struct pp_spans *spans, size_t idx)
{
    const struct pp_spans_span *span = &spans->items[idx];
    const struct pp_hit *begins = spans->begins.items;
    const struct pp_hit *ends = spans->ends.items;
    uint32_t begun = span->begun;
    uint32_t ended = span->ended;
    if (begun > spans->item_count || ended > begun ||
        (begun > 0 && begins[begun - 1].range.first > span->first) ||
        (begun < spans->item_count &&
         begins[begun].range.first <= span->first) ||
        (ended > 0 && ends[ended - 1].range.last >= span->first) ||
        (ended < spans->item_count && ends[ended].range.last < span->first)) {
        return false;
    }
    return idx == 0 || begun != span[-1].begun || ended != span[-1].ended;
}

/* Whether two questions have the same answers. */
static bool is_same_answer(struct pp_answers a, struct pp_answers b)
{
    const struct pp_hit *of_a;
    do {
        of_a = pp_answers_next(&a);
        const struct pp_hit *of_b = pp_answers_next(&b);
        if ((of_a == NULL) != (of_b == NULL) ||
            (of_a != NULL && !is_same_hit(of_a, of_b))) {
            return false;
        }
    } while (of_a != NULL);
    return true;
}

/* F5 of one span, from that of the span before. A slice that goes on is
 * looked at where it differs only, so that the nesting does not count. */
static bool is_slice_right(const struct pp_spans *spans, size_t idx)
{
    static const struct pp_spans_span NONE;
    const struct pp_hit *begins = spans->begins.items;
    const struct pp_spans_span *span = &spans->items[idx];
    const struct pp_spans_span *before = idx > 0 ? span - 1 : &NONE;
    if (span->at > span->end || span->end > spans->begins.count) {
        return false;
    }
    uint32_t from = before->at;
    uint32_t to = before->end;
    bool goes_on = span->at >= from && span->at <= to &&
                   span->end - to == span->begun - before->begun;
    /* What both have cancels out. */
    to = goes_on ? span->at : to;
    struct pp_answers want = slice_of(begins, from, to, span->first);
    want.more = begins + before->begun;
    want.more_end = begins + span->begun;
    from = goes_on ? before->end : span->at;
    return is_same_answer(want, slice_of(begins, from, span->end, span->first));
}

static int violated_spans(const struct pp_spans *spans)
{
    const struct pp_spans_span *items = spans->items;
    for (size_t i = 0; i < spans->count; i++) {
        uint32_t live_count = items[i].begun - items[i].ended;
        if ((i == 0 && items[i].first != 0) ||
            items[i].first >= items[i + 1].first) {
            return 1;
        }
        if (!are_counts_right(spans, i)) {
            return 4;
        }
        if (!is_slice_right(spans, i)) {
            return 5;
        }
        if ((items[i].end - items[i].at - live_count) *
                PP_SPANS_LIVE_PER_ENDED >
            live_count) {
            return 6;
        }
    }
    return items[spans->count].first == PP_PORT_COUNT ? 0 : 1;
}

static bool is_index_right(const struct pp_spans *spans)
{
    uint32_t entry_count = PP_PORT_COUNT >> spans->shift;
    for (uint32_t i = 0; i < entry_count; i++) {
        uint32_t port = i << spans->shift;
        uint32_t span = spans->index[i];
        if (span >= spans->count || spans->items[span].first > port ||
            spans->items[span + 1].first <= port) {
            return false;
        }
    }
    return spans->index[entry_count] == spans->count - 1;
}

static int violated_frozen(const struct pp_spans *spans)
{
    if (spans->count == 0 || spans->count >= spans->capacity) {
        return 1;
    }
    if (spans->begins.count < spans->item_count) {
        return 2;
    }
    if (spans->begins.count >
        (size_t)spans->item_count * PP_SPANS_ENTRIES_PER_ITEM) {
        return 8;
    }
    int violated = violated_lists(spans);
    violated = violated != 0 ? violated : violated_spans(spans);
    if (violated == 0 && (spans->shift > 16 || !is_index_right(spans))) {
        violated = 7;
    }
    return violated;
}

bool pp_test_spans_are_sound(const struct pp_spans *spans, int *ret_violated)
{
    int violated = violated_frozen(spans);
    if (violated != 0) {
        *ret_violated = violated;
    }
    return violated == 0;
}

/* ------------------------------------------------------------------------ */
/* States                                                                   */

bool pp_test_state_is_sound(const struct pps_state *state)
{
    for (int p = 0; p < PP_PROTOCOL_COUNT; p++) {
        const struct pps_protocol_state *at = &state->protocols[p];
        struct pp_portset used = {{0}};
        for (size_t i = 0; i < at->socket_count; i++) {
            if (pps_socket_is_holder(&at->sockets[i])) {
                pp_portset_set(&used, at->sockets[i].port);
            }
        }
        struct pp_portset taken = used;
        for (size_t i = 0; i < at->claim_count; i++) {
            if (at->claims[i].is_active) {
                pp_portset_set_range(&taken, at->claims[i].range);
            }
        }
        if (!pp_portset_equal(&used, &at->used) ||
            !pp_portset_equal(&taken, &at->taken)) {
            return false;
        }
    }
    return true;
}
