/*
 * Building JSON documents. Every scalar is kept as the text it will be written
 * as, every node in the document's arena: a table of 65,536 rows costs a few
 * hundred allocations. cJSON is used for reading only (json.c): it keeps
 * numbers as doubles, and would allocate each node and key apart.
 */
#include "json_write.h"

#include "base/alloc.h"
#include "base/bounds.h"
#include "json_node.h"
#include "json_print.h"
#include "json_text.h"

/* The outermost node and what the document needs besides, in one piece. */
struct outermost {
    struct pp_json node; /* first: a node is freed by its address */
    struct pp_json_doc doc;
};

struct pp_json *pp_json_doc_new(void)
{
    struct outermost *outermost = pp_calloc(1, sizeof(*outermost));
    if (outermost == NULL) {
        return NULL;
    }
    pp_arena_init(&outermost->doc.memory, PP_LIMIT_REPORT_BYTES);
    pp_buf_init(&outermost->doc.scratch, PP_LIMIT_REPORT_BYTES);
    outermost->node.doc = &outermost->doc;
    outermost->node.kind = PP_JSON_NODE_OBJECT;
    outermost->node.depth = 1;
    return &outermost->node;
}

void pp_json_free(struct pp_json *doc)
{
    if (doc == NULL) {
        return;
    }
    pp_arena_done(&doc->doc->memory);
    pp_buf_done(&doc->doc->scratch);
    pp_free(doc);
}

static void fail(struct pp_json_doc *doc, enum pp_status status)
{
    if (doc->status == PP_OK) {
        doc->status = status;
    }
}

/* An empty buffer to spell something into, for keep. */
static struct pp_buf *spell(struct pp_json_doc *doc)
{
    pp_buf_clear(&doc->scratch);
    return &doc->scratch;
}

/* The arena's copy of what was spelt; false after noting the failure. */
static bool keep(struct pp_json_doc *doc, struct pp_sv *ret_kept)
{
    if (doc->scratch.status != PP_OK) {
        fail(doc, doc->scratch.status);
        return false;
    }
    if (!pp_arena_copy(&doc->memory, pp_buf_view(&doc->scratch), ret_kept)) {
        fail(doc, PP_ERR_NOMEM);
        return false;
    }
    return true;
}

/* False after noting why nothing can be added to the parent. */
static bool accepts(struct pp_json *parent, const char *key)
{
    if (parent == NULL || parent->doc->status != PP_OK) {
        return false;
    }
    bool needs_key = parent->kind == PP_JSON_NODE_OBJECT;
    if (needs_key != (key != NULL)) {
        fail(parent->doc, PP_ERR_INVALID);
        return false;
    }
    if (parent->depth >= PP_LIMIT_JSON_DEPTH) {
        fail(parent->doc, PP_ERR_LIMIT);
        return false;
    }
    return true;
}

/* An empty node behind the parent's others; NULL if there is none. */
static struct pp_json *
add_node(struct pp_json *parent, const char *key, enum pp_json_node_kind kind)
{
    if (!accepts(parent, key)) {
        return NULL;
    }
    struct pp_json *node = pp_arena_take(&parent->doc->memory, sizeof(*node));
    if (node == NULL) {
        fail(parent->doc, PP_ERR_NOMEM);
        return NULL;
    }
    if (key != NULL) {
        pp_json_text_string(spell(parent->doc), pp_sv_from(key));
        if (!keep(parent->doc, &node->key)) {
            return NULL;
        }
    }
    node->doc = parent->doc;
    node->kind = kind;
    node->depth = parent->depth + 1;
    if (parent->last != NULL) {
        parent->last->next = node;
    } else {
        parent->first = node;
    }
    parent->last = node;
    parent->has_containers |= kind != PP_JSON_NODE_SCALAR;
    return node;
}

struct pp_json *pp_json_object(struct pp_json *parent, const char *key)
{
    return add_node(parent, key, PP_JSON_NODE_OBJECT);
}

struct pp_json *pp_json_array(struct pp_json *parent, const char *key)
{
    return add_node(parent, key, PP_JSON_NODE_ARRAY);
}

/* `text` is JSON already and of static storage. */
static void
add_constant(struct pp_json *parent, const char *key, struct pp_sv text)
{
    struct pp_json *node = add_node(parent, key, PP_JSON_NODE_SCALAR);
    if (node != NULL) {
        node->text = text;
    }
}

void pp_json_add_str(struct pp_json *parent, const char *key, const char *text)
{
    if (text == NULL) {
        pp_json_add_null(parent, key);
        return;
    }
    pp_json_add_sv(parent, key, pp_sv_from(text));
}

void pp_json_add_sv(struct pp_json *parent, const char *key, struct pp_sv text)
{
    struct pp_json *node = add_node(parent, key, PP_JSON_NODE_SCALAR);
    if (node != NULL) {
        pp_json_text_string(spell(node->doc), text);
        (void)keep(node->doc, &node->text);
    }
}

void pp_json_add_u64(struct pp_json *parent, const char *key, uint64_t value)
{
    struct pp_json *node = add_node(parent, key, PP_JSON_NODE_SCALAR);
    if (node != NULL) {
        pp_buf_add_u64(spell(node->doc), value);
        (void)keep(node->doc, &node->text);
    }
}

void pp_json_add_double(struct pp_json *parent,
                        const char *key,
                        double value,
                        unsigned decimals)
{
    struct pp_json *node = add_node(parent, key, PP_JSON_NODE_SCALAR);
    if (node != NULL) {
        pp_json_text_double(spell(node->doc), value, decimals);
        (void)keep(node->doc, &node->text);
    }
}

void pp_json_add_bool(struct pp_json *parent, const char *key, bool value)
{
    pp_json_add_tri(parent, key, value ? PP_YES : PP_NO);
}

void pp_json_add_tri(struct pp_json *parent, const char *key, enum pp_tri value)
{
    add_constant(parent, key, pp_json_text_tri(value));
}

void pp_json_add_null(struct pp_json *parent, const char *key)
{
    pp_json_add_tri(parent, key, PP_UNKNOWN);
}

enum pp_status pp_json_status(const struct pp_json *doc)
{
    return doc != NULL ? doc->doc->status : PP_ERR_NOMEM;
}

enum pp_status
pp_json_write(const struct pp_json *doc, struct pp_buf *out, bool pretty)
{
    PP_TRY(pp_json_status(doc));
    if (pretty) {
        pp_json_print_pretty(doc, out);
    } else {
        pp_json_print_compact(doc, out);
    }
    return out->status;
}
