/*
 * netsh command lines about ports, as people paste them: with a prompt in
 * front, keywords cut short, arguments by position or by name.
 *
 * Grammar: docs/formats/netsh-commands.md (source: Microsoft's
 * netsh-interface.md; prefixes as seen in scripts).
 */
#ifndef PP_PARSE_LINE_NETSH_COMMAND_H
#define PP_PARSE_LINE_NETSH_COMMAND_H

#include "portplan/fact.h"

enum pp_netsh_verb {
    PP_NETSH_SHOW = 0,
    PP_NETSH_ADD,
    PP_NETSH_DELETE,
    PP_NETSH_SET,
};

enum pp_netsh_object {
    PP_NETSH_EXCLUDED = 0, /* excludedportrange */
    PP_NETSH_DYNAMIC,      /* dynamicport, dynamicportrange */
};

struct pp_netsh_command {
    enum pp_netsh_verb verb;
    enum pp_netsh_object object;
    enum pp_family family; /* `int ip` counts as ipv4 */
    bool has_protocol;
    enum pp_protocol protocol;
    bool has_start; /* the number as written, not checked for its range */
    uint32_t start;
    bool has_count;
    uint32_t count;
    bool has_store;
    enum pp_store store; /* show: active, else: persistent by default */
    struct pp_sv text;   /* the command itself, from `netsh` on; borrowed */
};

enum pp_netsh_result {
    PP_NETSH_NONE,   /* no netsh port command in this line */
    PP_NETSH_OK,     /* understood; for add, delete and set whole */
    PP_NETSH_SYNTAX, /* a netsh port command that netsh would not accept */
};

/*
 * Looks for a netsh command about excludedportrange or dynamicport(range)
 * anywhere in `line`; cheap where the line has none. `reterr_why` (may be
 * NULL) gets a phrase in static storage for PP_NETSH_SYNTAX. A `show` without
 * a protocol is still PP_NETSH_OK, with has_protocol false.
 */
enum pp_netsh_result pp_netsh_find(struct pp_sv line,
                                   struct pp_netsh_command *ret_command,
                                   const char **reterr_why);

#endif
