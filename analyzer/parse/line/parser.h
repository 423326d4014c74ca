/*
 * What a section parser is to the driver: one format, one file, one row in
 * the table of load/parse.c. A parser is offered every line with text that no
 * netsh table of ports is sure of; it takes the line or leaves it.
 *
 * A parser that takes a line says what becomes of it (pp_context_take), and
 * is asked first for the next. When another takes a line, it is closed.
 */
#ifndef PP_PARSE_LINE_PARSER_H
#define PP_PARSE_LINE_PARSER_H

#include "context.h"

/* A line in three stages of cleaning. For speed, the parser that took the
 * line before is offered it trimmed only, all three the same; if it declines,
 * it is offered the cleaned line again. */
struct pp_offer {
    struct pp_sv line; /* as decoded; what a quoted string needs */
    struct pp_sv bare; /* without quote marks, prompts' `> `, list marks */
    struct pp_sv text; /* and without the quotes around it */
};

struct pp_parser {
    const char *name;
    size_t state_size; /* bytes of its state; all zero at the start */

    /* Takes the line (pp_context_take), or leaves its state unchanged. */
    enum pp_status (*take)(void *state,
                           struct pp_context *context,
                           const struct pp_offer *offer);
    /* What was open has ended: another format began, or the capture ended.
     * The state may be used again afterwards. NULL: nothing to do. */
    enum pp_status (*close)(void *state, struct pp_context *context);
    /* Frees what the state holds. NULL: nothing to free. */
    void (*done)(void *state);
};

/* A section that is being read: announced when its first line is taken, and
 * again when it ends. */
struct pp_open_section {
    bool is_open;
    uint32_t index;
    struct pp_section section;
    uint64_t listing; /* the last line of the command that lists it; 0: none */
    enum pp_socket_state state; /* the one that it asks for */
};

/* Opens the section at the current line unless it is open; its last line is
 * the current one. Fields other than format, capture and lines are the
 * caller's to set in `open->section` before the section ends. */
enum pp_status pp_section_extend(struct pp_open_section *open,
                                 struct pp_context *context,
                                 enum pp_section_format format) PP_MUST_CHECK;

/* The same, from `first_line` on: a key above its first value. */
enum pp_status pp_section_extend_from(struct pp_open_section *open,
                                      struct pp_context *context,
                                      enum pp_section_format format,
                                      uint64_t first_line) PP_MUST_CHECK;

/* Ends it, if it is open. */
enum pp_status pp_section_close(struct pp_open_section *open,
                                struct pp_context *context) PP_MUST_CHECK;

/* The open section is what the command above of that lister shows. */
void pp_section_set_listing(struct pp_open_section *open,
                            const struct pp_context *context,
                            enum pp_lister lister);
/* Such a command has come since: what follows is of another list. */
bool pp_section_has_new_listing(const struct pp_open_section *open,
                                const struct pp_context *context,
                                enum pp_lister lister);

/* A fact of the open section at `part` of the current line: section, place,
 * capture are set, all else is zero. */
struct pp_fact pp_section_fact(const struct pp_open_section *open,
                               struct pp_context *context,
                               enum pp_fact_kind kind,
                               struct pp_sv part);

#endif
