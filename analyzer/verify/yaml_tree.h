/*
 * YAML documents, for verify/yaml_tree.c, the only file that includes libyaml's
 * header. Nodes are numbers of the document; 0 stands for no node, and every
 * function takes it. Anchors and merges (`<<`) are followed.
 *
 * libyaml allocates its memory itself: what it lacks is PP_ERR_NOMEM.
 */
#ifndef PP_VERIFY_YAML_TREE_H
#define PP_VERIFY_YAML_TREE_H

#include "portplan/sv.h"

struct pp_yaml; /* opaque: a document */

/* Why a text is not YAML. */
struct pp_yaml_error {
    size_t offset;   /* of a byte of the text */
    const char *why; /* static storage */
};

/* Reads the first document of a text, which is borrowed. PP_ERR_FORMAT: it is
 * none, or nested too deeply. The caller frees with pp_yaml_free. */
enum pp_status pp_yaml_parse(struct pp_sv text,
                             struct pp_yaml **ret_yaml,
                             struct pp_yaml_error *reterr) PP_MUST_CHECK;
void pp_yaml_free(struct pp_yaml *yaml);

int pp_yaml_root(struct pp_yaml *yaml);

/* The value of a mapping's key; 0 without one, or for another node. A key
 * of the mapping itself outranks merged ones. */
int pp_yaml_get(struct pp_yaml *yaml, int mapping, struct pp_sv key);
/* Whether aliases have repeated so much of the document that no more of it is
 * searched: pp_yaml_get finds nothing then. */
bool pp_yaml_is_exhausted(const struct pp_yaml *yaml);

/* A scalar as text, borrowed from the document; false for another node. */
bool pp_yaml_text(struct pp_yaml *yaml, int node, struct pp_sv *ret_text);
/* Whether a scalar was written without quotes and means nothing: null. */
bool pp_yaml_is_null(struct pp_yaml *yaml, int node);

/* The elements of a sequence, or the pairs of a mapping without the merged
 * ones; 0 for any other node. */
size_t pp_yaml_count(struct pp_yaml *yaml, int node);
bool pp_yaml_is_mapping(struct pp_yaml *yaml, int node);
bool pp_yaml_is_sequence(struct pp_yaml *yaml, int node);
/* An element of a sequence; a key and a value of a mapping. `index` is below
 * pp_yaml_count. */
int pp_yaml_item(struct pp_yaml *yaml, int node, size_t index);
int pp_yaml_key(struct pp_yaml *yaml, int node, size_t index);

/* Where a node begins: its line, from 1, and the byte. */
uint64_t pp_yaml_line(struct pp_yaml *yaml, int node);
size_t pp_yaml_offset(struct pp_yaml *yaml, int node);

#endif
