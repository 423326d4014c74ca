/*
 * What the section parsers of one capture share: where they are, what was
 * said above, and where facts, diagnostics and line counts go.
 */
#ifndef PP_PARSE_LINE_CONTEXT_H
#define PP_PARSE_LINE_CONTEXT_H

#include "portplan/portset.h"

#include "netsh_command.h"
#include "parse.h"
#include "shape.h"

/* What becomes of a line. A line whose meaning shows only later is held: it
 * is counted as ignored, and reclaimed when its meaning shows. */
enum pp_take {
    PP_TAKE_NO = 0,  /* not this parser's */
    PP_TAKE_IGNORED, /* recognised as harmless, or not yet understood */
    PP_TAKE_USED,
    PP_TAKE_REJECTED,
};

/* The number of lines held, without the current one. */
struct pp_hold {
    uint64_t lines;
};

/* A place where something was said, line 0: nowhere. */
struct pp_mention {
    uint64_t line;
    enum pp_protocol protocol;
};

/* Who lists sockets. */
enum pp_lister {
    PP_LISTER_NONE = 0,
    PP_LISTER_NETSTAT,
    PP_LISTER_TCP, /* Get-NetTCPConnection */
    PP_LISTER_UDP, /* Get-NetUDPEndpoint */
};

/* A command that lists sockets, with all of its pipeline
 * (parse/mentions/listing.c). */
struct pp_listing {
    enum pp_lister lister;
    enum pp_shown shown;
    bool is_count;              /* it prints how many, and no list */
    enum pp_socket_state state; /* the one that it asks for; PP_SOCKET_NONE:
                                 * several, or all */
    bool goes_on;               /* on the next line */
    uint64_t nonblank;          /* its last line; 0: there is none */
};

struct pp_context {
    struct pp_parse_options options;

    /* Called before a section is announced: whatever else is open ends first,
     * so that sections and their facts come in one order. NULL: not called. */
    enum pp_status (*before_section)(void *user);
    void *before_section_user;

    uint32_t next_section;
    struct pp_line_counts counts;

    uint64_t line_number;   /* the line being parsed */
    uint64_t nonblank_line; /* the same, blank lines not counted */
    struct pp_sv line_text; /* whole, as decoded */
    /* A line too long to be held comes in parts; then line_text is one, and
     * this many columns are in front of it. */
    bool is_part;
    bool has_more; /* parts follow */
    uint32_t columns_before;
    uint64_t lost_line; /* the last one of which parts went unread */

    /* The place asked for last: a flattened line has thousands, and counting
     * columns from its start each time would take minutes. */
    size_t placed_bytes;
    uint32_t placed_columns;

    /* A line may be unwrapped into several pieces, taken by several parsers;
     * it is counted once, as the strongest of what they say, and held by one
     * of them. */
    enum pp_take line_take;
    struct pp_hold *line_hold; /* who holds the current line; NULL: nobody */
    bool is_hold_tentative;    /* another holder may take it over */
    bool is_taken; /* the parser that was asked last took its piece */

    const struct pp_locale *locale; /* seen last */

    /* The last netsh show command, until a section has used it. */
    struct pp_netsh_command command;
    uint64_t command_line; /* 0: none */
    uint64_t command_nonblank;

    struct pp_listing listing; /* the last one */

    /* The last line that named a protocol without numbers: a title in words
     * unknown, a heading. */
    struct pp_mention mention;
    uint64_t mention_nonblank;
    struct pp_hold mention_hold;

    /* The ports inside of rows, their ends set aside; for mentions. */
    struct pp_portset insides[PP_PROTOCOL_COUNT];

    /* The last line that mentioned exclusions or reservations. */
    bool has_os; /* the capture says itself which system it is from */
    uint64_t exclusion_word_nonblank;
    /* The last line that said in words that no row has a star; 0: none did. */
    uint64_t star_denied_nonblank;
};

/* How many lines with text a command, a heading or a word reaches down. */
enum {
    PP_CONTEXT_REACH = 12
};

bool pp_context_is_near(const struct pp_context *context,
                        uint64_t nonblank_line);

/* The next line; blank lines are counted at once and need no end. */
void pp_context_begin_line(struct pp_context *context,
                           const struct pp_line *line);
/* The next part of the current line. */
void pp_context_continue_line(struct pp_context *context,
                              const struct pp_line *line,
                              struct pp_sv text);
/* Takes a part of the current line as this; the strongest part counts. */
void pp_context_take(struct pp_context *context, enum pp_take take);
/* Counts the current line. */
void pp_context_end_line(struct pp_context *context);

/* Holds the current line, unless another is sure of it already. */
void pp_context_hold(struct pp_context *context, struct pp_hold *hold);
/* The same, but gives way to a later holder. */
void pp_context_hold_tentatively(struct pp_context *context,
                                 struct pp_hold *hold);
/* Holds the current line no longer. */
void pp_context_release_line(struct pp_context *context,
                             const struct pp_hold *hold);
/* Holds nothing any longer: the lines stay ignored. */
void pp_context_release(struct pp_context *context, struct pp_hold *hold);
/* What was held is `take` after all. */
void pp_context_reclaim(struct pp_context *context,
                        struct pp_hold *hold,
                        enum pp_take take);

/* Forgets the heading in unknown words. */
void pp_context_forget_mention(struct pp_context *context);
/* That heading is above the current line and near: it framed what follows. */
bool pp_context_has_mention(const struct pp_context *context);

/* The command above is a show of `object`, near and not used yet. */
bool pp_context_has_command(const struct pp_context *context,
                            enum pp_netsh_object object);

/* The command above that lists sockets, if it is near and one of that lister;
 * NULL: there is none. */
const struct pp_listing *pp_context_listing(const struct pp_context *context,
                                            enum pp_lister lister);
/* A list of that lister ends: what follows may still be a part of it. */
void pp_context_end_listing(struct pp_context *context, enum pp_lister lister);

/* Announces a section, with the next index, and sets its host: the machine
 * that the current line is of. */
enum pp_status pp_context_section(struct pp_context *context,
                                  struct pp_section *section,
                                  uint32_t *ret_index) PP_MUST_CHECK;
enum pp_status pp_context_fact(struct pp_context *context,
                               const struct pp_fact *fact) PP_MUST_CHECK;

/* The place of `part`, a view into the current line; its start where `part`
 * lies elsewhere (in a scratch buffer). */
struct pp_place pp_context_place(struct pp_context *context, struct pp_sv part);

/* A draft at `part` of the current line: place, span and excerpt. */
struct pp_diag pp_context_draft(struct pp_context *context,
                                enum pp_diag_code code,
                                struct pp_sv part);

/* A draft at another line, without excerpt. */
struct pp_diag pp_context_draft_at(const struct pp_context *context,
                                   enum pp_diag_code code,
                                   uint64_t line);

/* Rejects the current line and says what was wanted in place of `part`: "a port
 * from 1 to 65535". */
void pp_context_reject(struct pp_context *context,
                       enum pp_diag_code code,
                       struct pp_sv part,
                       const char *wanted);

#endif
