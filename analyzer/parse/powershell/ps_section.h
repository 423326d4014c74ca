/*
 * What the readers of lists, tables, JSON and CSV share: the object in the
 * making and the section that it belongs to, with its protocol.
 */
#ifndef PP_PARSE_POWERSHELL_PS_SECTION_H
#define PP_PARSE_POWERSHELL_PS_SECTION_H

#include "parse/line/parser.h"
#include "ps_grouping.h"
#include "ps_kind.h"
#include "ps_object.h"

/* Comes first in the state of each reader. All zero but the format at the
 * start. */
struct pp_ps_output {
    enum pp_section_format format;
    struct pp_open_section open;
    enum pp_ps_kind kind; /* of the open section's objects */

    struct pp_ps_object heads; /* of a table or a CSV file: names alone */
    struct pp_ps_object object;
    uint64_t first_line;
    uint64_t last_line;  /* of the object, or of what is open */
    struct pp_hold held; /* lines whose meaning shows only later */

    /* The dynamic range of the open section; a second profile repeats it. */
    bool has_dynamic;
    struct pp_range dynamic;
    struct pp_place dynamic_place;

    /* The last Get-NetTCP... or Get-NetUDP... command. */
    bool has_command;
    enum pp_protocol command_protocol;
    uint64_t command_nonblank;
    uint64_t noted_line;        /* looked at last */
    enum pp_ps_listing listing; /* of the last command that lists either */
    uint64_t listing_nonblank;
    struct pp_ps_grouping grouping; /* its Group-Object; of the open section */

    struct pp_buf scratch; /* a value in the making */
};

/* Frees what a `struct pp_ps_output` holds: the `done` of readers whose state
 * holds nothing else. */
void pp_ps_done(void *output);

/* The scratch buffer, empty. */
struct pp_buf *pp_ps_scratch(struct pp_ps_output *output);

/* Looks for a command that names the protocol; a line may come twice. */
void pp_ps_note_command(struct pp_ps_output *output,
                        const struct pp_context *context);

/* Whether the groups of the object, which is one of Group-Object, are of
 * sockets: the section's are, the command above says so, the class in the
 * column Group, or a name that begins with a state. */
bool pp_ps_is_of_sockets(const struct pp_ps_output *output,
                         const struct pp_context *context,
                         const struct pp_ps_object *object);

/* Opens a section for the object, which is of that kind, or lets the open one
 * go on if it is of the same kind and protocol. */
enum pp_status pp_ps_enter(struct pp_ps_output *output,
                           struct pp_context *context,
                           struct pp_ps_object *object,
                           enum pp_ps_kind kind) PP_MUST_CHECK;

/* Opens the section of a table at its heads; objects follow. One of
 * Group-Object opens with its first object. */
enum pp_status pp_ps_open(struct pp_ps_output *output,
                          struct pp_context *context) PP_MUST_CHECK;

/* The current line is rejected, and the section misses it. */
void pp_ps_reject_line(struct pp_ps_output *output, struct pp_context *context);

/* Mappings were lost at that place, which may have had any port. */
enum pp_status pp_ps_lose_mappings(struct pp_ps_output *output,
                                   struct pp_context *context,
                                   struct pp_place place) PP_MUST_CHECK;

/* Closes the section, if one is open. */
enum pp_status pp_ps_close(struct pp_ps_output *output,
                           struct pp_context *context) PP_MUST_CHECK;

#endif
