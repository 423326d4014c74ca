/* Writing JSON documents, compact or for people. The recursion is as deep as
 * the document, which is PP_LIMIT_JSON_DEPTH at most. */
#ifndef PP_JSON_JSON_PRINT_H
#define PP_JSON_JSON_PRINT_H

#include "portplan/buf.h"

#include "json_node.h"

/* Appends the tree below `root`. */
void pp_json_print_compact(const struct pp_json *root, struct pp_buf *out);
void pp_json_print_pretty(const struct pp_json *root, struct pp_buf *out);

#endif
