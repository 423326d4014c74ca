/* Writing JSON documents, compact or for people. The recursion is as deep as
 * the document, which is PP_LIMIT_JSON_DEPTH at most. */
#include "json_print.h"

#include "json_node.h"

enum {
    INDENT_COLUMNS = 2,
    LINE_COLUMNS = 80,
};

static void open_node(const struct pp_json *node, struct pp_buf *out)
{
    pp_buf_add_char(out, node->kind == PP_JSON_NODE_OBJECT ? '{' : '[');
}

static void close_node(const struct pp_json *node, struct pp_buf *out)
{
    pp_buf_add_char(out, node->kind == PP_JSON_NODE_OBJECT ? '}' : ']');
}

static void
print_key(const struct pp_json *node, struct pp_buf *out, const char *colon)
{
    if (node->key.len > 0) {
        pp_buf_add(out, node->key);
        pp_buf_add_str(out, colon);
    }
}

void pp_json_print_compact(const struct pp_json *root, struct pp_buf *out)
{
    if (root->kind == PP_JSON_NODE_SCALAR) {
        pp_buf_add(out, root->text);
        return;
    }
    open_node(root, out);
    for (const struct pp_json *at = root->first; at != NULL; at = at->next) {
        print_key(at, out, ":");
        pp_json_print_compact(at, out);
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
        node->kind == PP_JSON_NODE_OBJECT && node->first != NULL ? " " : "";
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
    size_t length = node->kind == PP_JSON_NODE_OBJECT ? 4 : 2;
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

void pp_json_print_pretty(const struct pp_json *root, struct pp_buf *out)
{
    if (root->kind == PP_JSON_NODE_SCALAR) {
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
        pp_json_print_pretty(at, out);
        if (at->next != NULL) {
            pp_buf_add_char(out, ',');
        }
    }
    print_break(out, root->depth - 1);
    close_node(root, out);
}
