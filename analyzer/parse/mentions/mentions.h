/*
 * Ports that a paste names outside of its tables: what its author is after
 * where no error says it. docs/formats/mentions.md
 *
 * This reads along and takes no line: it opens no section and changes no
 * count. The driver shows it every line behind the parsers and asks for the
 * facts at the end of the capture.
 */
#ifndef PP_PARSE_MENTIONS_MENTIONS_H
#define PP_PARSE_MENTIONS_MENTIONS_H

#include "base/bounds.h"
#include "code.h"
#include "filter.h"
#include "mapping.h"
#include "parse/line/context.h"

struct pp_mention_held {
    enum pp_mention_kind kind;
    enum pp_protocol protocol;
    struct pp_range range;
    struct pp_place place;
};

/* Those of one kind. */
struct pp_mention_list {
    struct pp_mention_held items[PP_LIMIT_MENTIONS];
    size_t count;
};

/* The table of exclusions at hand. */
struct pp_mention_table {
    uint64_t first_line; /* 0: none is open */
    uint64_t emitted;    /* tables that turned out to be ones, so far */
    enum pp_protocol protocol;
};

/* All zero at the start; owns nothing. */
struct pp_mentions {
    struct pp_mention_list kinds[PP_MENTION_KIND_COUNT];
    struct pp_found found; /* of the line at hand */
    struct pp_pipeline pipeline;
    struct pp_mapping mapping;
    struct pp_code code;
    bool has_published; /* a port whose protocol may still follow */
    struct pp_mention_held published;
    struct pp_mention_table table; /* of the notes from `settled_notes` on */
    size_t settled_notes;
};

/* Whether a line, whatever stands above it, names a port. */
bool pp_mentions_name_ports(struct pp_sv line);

/* A line of text, behind the parsers. `is_data`: a parser is sure of it; then
 * only a filter may stand in it. */
void pp_mentions_take(struct pp_mentions *mentions,
                      struct pp_context *context,
                      bool is_data);

/* The current line is a row of the table with a note behind its ports. */
void pp_mentions_take_note(struct pp_mentions *mentions,
                           struct pp_context *context,
                           const struct pp_shape *shape,
                           const struct pp_mention_table *table);

/* What became of the table that the notes of late stand in: they go with it.
 * To be called before each line. */
void pp_mentions_settle(struct pp_mentions *mentions,
                        const struct pp_mention_table *table);

/* The capture has ended: the facts, the strongest kind first. They are of the
 * last section before this, of the first where there is none. */
enum pp_status pp_mentions_emit(struct pp_mentions *mentions,
                                struct pp_context *context) PP_MUST_CHECK;

#endif
