/*
 * Building JSON documents. Every scalar is kept as the text it will be written
 * as, every node in the document's arena: a table of 65,536 rows costs a few
 * hundred allocations. cJSON is used for reading only (json.c): it keeps
 * numbers as doubles, and would allocate each node and key apart.
 */
#include "json_write.h"

#include "base/alloc.h"
#include "base/arena.h"
#include "base/bounds.h"
#include "json_text.h"

enum {
    INDENT_COLUMNS = 2,
    LINE_COLUMNS = 80,
};

/* --- the tree ------------------------------------------------------------- */

struct document {
    struct pp_arena memory; /* all nodes but the outermost, and all bytes */
    struct pp_buf scratch;  /* the text that is being written */
    enum pp_status status;  /* the first failure */
};

enum node_kind {
    NODE_SCALAR = 0,
    NODE_OBJECT,
    NODE_ARRAY,
};

/* Members and elements form a list in the order of adding. */
struct pp_json {
    struct document *doc;
    enum node_kind kind;
    bool has_containers; /* some element is an object or array */
    uint32_t depth;      /* 1 for the document */
    struct pp_sv key;    /* as JSON with its quotes; empty in an array */
    struct pp_sv text;   /* of a scalar, as JSON */
    struct pp_json *first;
    struct pp_json *last;
    struct pp_json *next;
};

/* The outermost node and what the document needs besides, in one piece. */
struct outermost {
    struct pp_json node; /* first: a node is freed by its address */
    struct document doc;
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
    outermost->node.kind = NODE_OBJECT;
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

static void fail(struct document *doc, enum pp_status status)
{
    if (doc->status == PP_OK) {
        doc->status = status;
    }
}

/* An empty buffer to spell something into, for keep. */
static struct pp_buf *spell(struct document *doc)
{
    pp_buf_clear(&doc->scratch);
    return &doc->scratch;
}

/* The arena's copy of what was spelt; false after noting the failure. */
static bool keep(struct document *doc, struct pp_sv *ret_kept)
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
    bool needs_key = parent->kind == NODE_OBJECT;
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

/* A new node after the parent's others; NULL after a failure. */
static struct pp_json *
add_node(struct pp_json *parent, const char *key, enum node_kind kind)
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
    parent->has_containers |= kind != NODE_SCALAR;
    return node;
}

struct pp_json *pp_json_object(struct pp_json *parent, const char *key)
{
    return add_node(parent, key, NODE_OBJECT);
}

struct pp_json *pp_json_array(struct pp_json *parent, const char *key)
{
    return add_node(parent, key, NODE_ARRAY);
}

/* `text` is JSON already and of static storage. */
static void
add_constant(struct pp_json *parent, const char *key, struct pp_sv text)
{
    struct pp_json *node = add_node(parent, key, NODE_SCALAR);
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
    struct pp_json *node = add_node(parent, key, NODE_SCALAR);
    if (node != NULL) {
        pp_json_text_string(spell(node->doc), text);
        (void)keep(node->doc, &node->text);
    }
}

void pp_json_add_u64(struct pp_json *parent, const char *key, uint64_t value)
{
    struct pp_json *node = add_node(parent, key, NODE_SCALAR);
    if (node != NULL) {
        pp_buf_add_u64(spell(node->doc), value);
        (void)keep(node->doc, &node->text);
    }
}

void pp_json_add_known(struct pp_json *parent,
                       const char *key,
                       struct pp_sv text)
{
    if (text.len > 0) {
        pp_json_add_sv(parent, key, text);
    } else {
        pp_json_add_null(parent, key);
    }
}

void pp_json_add_u64_if(struct pp_json *parent,
                        const char *key,
                        bool is_known,
                        uint64_t value)
{
    if (is_known) {
        pp_json_add_u64(parent, key, value);
    } else {
        pp_json_add_null(parent, key);
    }
}

void pp_json_add_double(struct pp_json *parent,
                        const char *key,
                        double value,
                        unsigned decimals)
{
    struct pp_json *node = add_node(parent, key, NODE_SCALAR);
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

void pp_json_fail(struct pp_json *node, enum pp_status status)
{
    if (node != NULL) {
        fail(node->doc, status);
    }
}

enum pp_status pp_json_status(const struct pp_json *doc)
{
    return doc != NULL ? doc->doc->status : PP_ERR_NOMEM;
}

/* --- the text ------------------------------------------------------------- */

/* Compact, or for people. The recursion is as deep as the document, which is
 * PP_LIMIT_JSON_DEPTH at most. */

static void open_node(const struct pp_json *node, struct pp_buf *out)
{
    pp_buf_add_char(out, node->kind == NODE_OBJECT ? '{' : '[');
}

static void close_node(const struct pp_json *node, struct pp_buf *out)
{
    pp_buf_add_char(out, node->kind == NODE_OBJECT ? '}' : ']');
}

static void
print_key(const struct pp_json *node, struct pp_buf *out, const char *colon)
{
    if (node->key.len > 0) {
        pp_buf_add(out, node->key);
        pp_buf_add_str(out, colon);
    }
}

static void print_compact(const struct pp_json *root, struct pp_buf *out)
{
    if (root->kind == NODE_SCALAR) {
        pp_buf_add(out, root->text);
        return;
    }
    open_node(root, out);
    for (const struct pp_json *at = root->first; at != NULL; at = at->next) {
        print_key(at, out, ":");
        print_compact(at, out);
        if (at->next != NULL) {
            pp_buf_add_char(out, ',');
        }
    }
    close_node(root, out);
}

/* { "key": 1, "other": 2 } or [1, 2], of scalars only. */
static void print_row(const struct pp_json *node, struct pp_buf *out)
{
    const char *pad =
        node->kind == NODE_OBJECT && node->first != NULL ? " " : "";
    open_node(node, out);
    pp_buf_add_str(out, pad);
    for (const struct pp_json *at = node->first; at != NULL; at = at->next) {
        print_key(at, out, ": ");
        pp_buf_add(out, at->text);
        if (at->next != NULL) {
            pp_buf_add_str(out, ", ");
        }
    }
    pp_buf_add_str(out, pad);
    close_node(node, out);
}

/* How many bytes print_row writes; of a row longer than a line, some. */
static size_t row_length(const struct pp_json *node)
{
    size_t length = node->kind == NODE_OBJECT ? 4 : 2;
    for (const struct pp_json *at = node->first;
         at != NULL && length <= LINE_COLUMNS;
         at = at->next) {
        length += at->key.len > 0 ? at->key.len + 2 : 0;
        length += at->text.len;
        length += at->next != NULL ? 2 : 0;
    }
    return length;
}

/* An element of an array is a row of a table, and stays one. */
static bool is_row(const struct pp_json *node)
{
    if (node->has_containers) {
        return false;
    }
    bool is_element = node->key.len == 0 && node->depth > 1;
    size_t before =
        (size_t)(node->depth - 1) * INDENT_COLUMNS + node->key.len + 2;
    size_t comma = node->next != NULL ? 1 : 0;
    return node->first == NULL || is_element ||
           before + row_length(node) + comma <= LINE_COLUMNS;
}

static void print_break(struct pp_buf *out, uint32_t depth)
{
    pp_buf_add_char(out, '\n');
    pp_buf_add_repeated(out, ' ', (size_t)depth * INDENT_COLUMNS);
}

static void print_pretty(const struct pp_json *root, struct pp_buf *out)
{
    if (root->kind == NODE_SCALAR) {
        pp_buf_add(out, root->text);
        return;
    }
    if (is_row(root) && (root->depth > 1 || root->first == NULL)) {
        print_row(root, out);
        return;
    }
    open_node(root, out);
    for (const struct pp_json *at = root->first; at != NULL; at = at->next) {
        print_break(out, root->depth);
        print_key(at, out, ": ");
        print_pretty(at, out);
        if (at->next != NULL) {
            pp_buf_add_char(out, ',');
        }
    }
    print_break(out, root->depth - 1);
    close_node(root, out);
}

enum pp_status
pp_json_write(const struct pp_json *doc, struct pp_buf *out, bool pretty)
{
    PP_TRY(pp_json_status(doc));
    if (pretty) {
        print_pretty(doc, out);
    } else {
        print_compact(doc, out);
    }
    return out->status;
}

void pp_json_finish(struct pp_json *doc, struct pp_buf *buf)
{
    enum pp_status status = pp_json_write(doc, buf, true);
    pp_json_free(doc);
    if (status != PP_OK && buf->status == PP_OK) {
        buf->status = status;
    }
    pp_buf_add_char(buf, '\n');
}
