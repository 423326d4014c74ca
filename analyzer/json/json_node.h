/* The tree of a JSON document being built: json_write.c builds it,
 * json_print.c writes it. */
#ifndef PP_JSON_JSON_NODE_H
#define PP_JSON_JSON_NODE_H

#include "portplan/buf.h"

#include "base/arena.h"

struct pp_json_doc {
    struct pp_arena memory; /* all nodes but the outermost, and all bytes */
    struct pp_buf scratch;  /* the text in the making */
    enum pp_status status;  /* the first failure */
};

enum pp_json_node_kind {
    PP_JSON_NODE_SCALAR = 0,
    PP_JSON_NODE_OBJECT,
    PP_JSON_NODE_ARRAY,
};

/* Members and elements form a list in the order of adding. */
struct pp_json {
    struct pp_json_doc *doc;
    enum pp_json_node_kind kind;
    bool has_containers; /* some element is an object or array */
    uint32_t depth;      /* 1 for the document */
    struct pp_sv key;    /* as JSON with its quotes; empty in an array */
    struct pp_sv text;   /* of a scalar, as JSON */
    struct pp_json *first;
    struct pp_json *last;
    struct pp_json *next;
};

#endif
