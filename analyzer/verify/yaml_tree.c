/* Reading YAML: the only file that includes libyaml's header. */
#include "yaml_tree.h"

#include <yaml.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "base/utf8.h"

struct pp_yaml {
    struct pp_sv text;
    yaml_document_t document;
    size_t looks; /* keys compared */
};

/* libyaml counts characters, and not the mark in front of them. */
static size_t offset_of(struct pp_sv text, size_t index)
{
    size_t at = pp_sv_starts(text, PP_SV("\xEF\xBB\xBF")) ? 3 : 0;
    for (size_t i = 0; i < index && at < text.len; i++) {
        uint32_t code = 0;
        at += pp_utf8_next(text, at, &code);
    }
    return at;
}

static bool open_parser(yaml_parser_t *parser, struct pp_sv text)
{
    if (yaml_parser_initialize(parser) == 0) {
        return false;
    }
    yaml_parser_set_input_string(
        parser,
        (const unsigned char *)(text.len > 0 ? text.ptr : ""),
        text.len);
    return true;
}

/* How much deeper an event leads. */
static int depth_of(const yaml_event_t *event)
{
    bool is_start = event->type == YAML_SEQUENCE_START_EVENT ||
                    event->type == YAML_MAPPING_START_EVENT;
    bool is_end = event->type == YAML_SEQUENCE_END_EVENT ||
                  event->type == YAML_MAPPING_END_EVENT;
    return is_start - is_end;
}

/* Whether the document is nested too deeply, before a tree is made of it.
 * Other errors are left to the making. */
static enum pp_status check_depth(struct pp_sv text,
                                  struct pp_yaml_error *reterr)
{
    yaml_parser_t parser;
    size_t index = 0;
    int depth = 0;
    bool has_ended = false;
    if (!open_parser(&parser, text)) {
        return PP_ERR_NOMEM;
    }
    while (!has_ended && depth <= PP_LIMIT_YAML_DEPTH) {
        yaml_event_t event;
        if (yaml_parser_parse(&parser, &event) == 0) {
            break;
        }
        depth += depth_of(&event);
        has_ended = event.type == YAML_DOCUMENT_END_EVENT ||
                    event.type == YAML_STREAM_END_EVENT;
        index = event.start_mark.index;
        yaml_event_delete(&event);
    }
    yaml_parser_delete(&parser);
    if (depth <= PP_LIMIT_YAML_DEPTH) {
        return PP_OK;
    }
    reterr->offset = offset_of(text, index);
    reterr->why = "nested too deeply";
    return PP_ERR_FORMAT;
}

enum pp_status pp_yaml_parse(struct pp_sv text,
                             struct pp_yaml **ret_yaml,
                             struct pp_yaml_error *reterr)
{
    yaml_parser_t parser;
    PP_TRY(check_depth(text, reterr));
    struct pp_yaml *yaml = pp_calloc(1, sizeof(*yaml));
    if (yaml == NULL) {
        return PP_ERR_NOMEM;
    }
    yaml->text = text;
    if (!open_parser(&parser, text)) {
        pp_free(yaml);
        return PP_ERR_NOMEM;
    }
    enum pp_status status = PP_OK;
    if (yaml_parser_load(&parser, &yaml->document) == 0) {
        bool is_memory = parser.error == YAML_MEMORY_ERROR;
        status = is_memory ? PP_ERR_NOMEM : PP_ERR_FORMAT;
        reterr->offset = parser.problem_mark.index > 0
                             ? offset_of(text, parser.problem_mark.index)
                             : parser.problem_offset;
        /* libyaml's own phrases are literals. */
        reterr->why = parser.problem != NULL ? parser.problem : "no YAML";
    }
    yaml_parser_delete(&parser);
    if (status != PP_OK) {
        pp_free(yaml);
        return status;
    }
    *ret_yaml = yaml;
    return PP_OK;
}

void pp_yaml_free(struct pp_yaml *yaml)
{
    if (yaml != NULL) {
        yaml_document_delete(&yaml->document);
        pp_free(yaml);
    }
}

static yaml_node_t *find_node(struct pp_yaml *yaml, int node)
{
    return node > 0 ? yaml_document_get_node(&yaml->document, node) : NULL;
}

/* The node if it is of that type. */
static yaml_node_t *
find_typed(struct pp_yaml *yaml, int node, yaml_node_type_t type)
{
    yaml_node_t *found = find_node(yaml, node);
    return found != NULL && found->type == type ? found : NULL;
}

int pp_yaml_root(struct pp_yaml *yaml)
{
    /* Nodes count from 1, and the root is the first. */
    return yaml_document_get_root_node(&yaml->document) != NULL ? 1 : 0;
}

bool pp_yaml_text(struct pp_yaml *yaml, int node, struct pp_sv *ret_text)
{
    yaml_node_t *found = find_typed(yaml, node, YAML_SCALAR_NODE);
    if (found == NULL) {
        return false;
    }
    *ret_text = (struct pp_sv){(const char *)found->data.scalar.value,
                               found->data.scalar.length};
    return true;
}

bool pp_yaml_is_null(struct pp_yaml *yaml, int node)
{
    struct pp_sv text;
    return pp_yaml_text(yaml, node, &text) &&
           find_node(yaml, node)->data.scalar.style ==
               YAML_PLAIN_SCALAR_STYLE &&
           (text.len == 0 || pp_sv_equal(text, PP_SV("~")) ||
            pp_sv_equal_nocase(text, PP_SV("null")));
}

bool pp_yaml_is_mapping(struct pp_yaml *yaml, int node)
{
    return find_typed(yaml, node, YAML_MAPPING_NODE) != NULL;
}

bool pp_yaml_is_sequence(struct pp_yaml *yaml, int node)
{
    return find_typed(yaml, node, YAML_SEQUENCE_NODE) != NULL;
}

size_t pp_yaml_count(struct pp_yaml *yaml, int node)
{
    yaml_node_t *found = find_node(yaml, node);
    if (found != NULL && found->type == YAML_SEQUENCE_NODE) {
        return (size_t)(found->data.sequence.items.top -
                        found->data.sequence.items.start);
    }
    if (found != NULL && found->type == YAML_MAPPING_NODE) {
        return (size_t)(found->data.mapping.pairs.top -
                        found->data.mapping.pairs.start);
    }
    return 0;
}

int pp_yaml_item(struct pp_yaml *yaml, int node, size_t index)
{
    yaml_node_t *found = find_node(yaml, node);
    return found->type == YAML_SEQUENCE_NODE
               ? found->data.sequence.items.start[index]
               : found->data.mapping.pairs.start[index].value;
}

int pp_yaml_key(struct pp_yaml *yaml, int node, size_t index)
{
    return find_node(yaml, node)->data.mapping.pairs.start[index].key;
}

bool pp_yaml_is_exhausted(const struct pp_yaml *yaml)
{
    return yaml->looks >= PP_LIMIT_YAML_LOOKS;
}

/* The value of a mapping's own key. */
static int get_own(struct pp_yaml *yaml, int mapping, struct pp_sv key)
{
    struct pp_sv text;
    size_t count =
        pp_yaml_is_mapping(yaml, mapping) ? pp_yaml_count(yaml, mapping) : 0;
    for (size_t i = 0; i < count && !pp_yaml_is_exhausted(yaml); i++) {
        yaml->looks++;
        if (pp_yaml_text(yaml, pp_yaml_key(yaml, mapping, i), &text) &&
            pp_sv_equal(text, key)) {
            return pp_yaml_item(yaml, mapping, i);
        }
    }
    return 0;
}

/*
 * Merges may merge again: they are followed so deep and no deeper, and the
 * first of several merged mappings only goes on, so that a document whose
 * merges branch and branch again costs no more than its depth.
 */
int pp_yaml_get(struct pp_yaml *yaml, int mapping, struct pp_sv key)
{
    for (int depth = 0; depth < PP_LIMIT_YAML_MERGES && mapping != 0; depth++) {
        int found = get_own(yaml, mapping, key);
        if (found != 0) {
            return found;
        }
        int merged = get_own(yaml, mapping, PP_SV("<<"));
        if (!pp_yaml_is_sequence(yaml, merged)) {
            mapping = merged;
            continue;
        }
        size_t count = pp_yaml_count(yaml, merged);
        for (size_t i = 0; i < count; i++) {
            found = get_own(yaml, pp_yaml_item(yaml, merged, i), key);
            if (found != 0) {
                return found;
            }
        }
        mapping = count > 0 ? pp_yaml_item(yaml, merged, 0) : 0;
    }
    return 0;
}

uint64_t pp_yaml_line(struct pp_yaml *yaml, int node)
{
    yaml_node_t *found = find_node(yaml, node);
    return found != NULL ? (uint64_t)found->start_mark.line + 1 : 0;
}

size_t pp_yaml_offset(struct pp_yaml *yaml, int node)
{
    yaml_node_t *found = find_node(yaml, node);
    return found != NULL ? offset_of(yaml->text, found->start_mark.index) : 0;
}
