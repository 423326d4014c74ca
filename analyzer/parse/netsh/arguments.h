/*
 * Arguments of commands that map ports, by place or by name
 * (docs/formats/netsh-http.md#mapping-commands).
 */
#ifndef PP_PARSE_NETSH_ARGUMENTS_H
#define PP_PARSE_NETSH_ARGUMENTS_H

#include "base/cursor.h"

/* The next argument, which quotes keep together; those at its ends are left
 * out. False at the end of the command. */
bool pp_next_argument(struct pp_cursor *cursor, struct pp_sv *ret_argument);

/* `name=value` of that name; its value. */
bool pp_is_argument(struct pp_sv argument,
                    const char *name,
                    struct pp_sv *ret_value);

/* What a mapping of Routing and Remote Access has, in the order of a listing,
 * and of the arguments behind the interface. */
enum pp_rras_value {
    PP_RRAS_PROTOCOL = 0,
    PP_RRAS_ADDRESS,
    PP_RRAS_PORT,
    PP_RRAS_TO_ADDRESS,
    PP_RRAS_TO_PORT,
};
enum {
    PP_RRAS_VALUES = PP_RRAS_TO_PORT + 1
};

struct pp_rras_mapping {
    struct pp_sv interface;
    struct pp_sv values[PP_RRAS_VALUES]; /* empty: not given */
};

/* The arguments of `add portmapping`. */
struct pp_rras_mapping pp_rras_mapping_read(struct pp_cursor cursor);

#endif
