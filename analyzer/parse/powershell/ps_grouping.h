/*
 * By which properties of sockets Group-Object was asked to group, and what
 * the name of a group says then: the words of the command and the form of the
 * name, no facts.
 */
#ifndef PP_PARSE_POWERSHELL_PS_GROUPING_H
#define PP_PARSE_POWERSHELL_PS_GROUPING_H

#include "portplan/fact.h"

enum pp_ps_grouped {
    PP_PS_BY_OTHER = 0, /* an expression, or what no socket count has */
    PP_PS_BY_STATE,
    PP_PS_BY_PROCESS,
    PP_PS_BY_REMOTE_ADDRESS,
    PP_PS_BY_REMOTE_PORT,
    PP_PS_BY_LOCAL_PORT,
};

enum {
    PP_PS_GROUPED_MAX = 6
};

/* All zero: not known. */
struct pp_ps_grouping {
    size_t count;
    enum pp_ps_grouped by[PP_PS_GROUPED_MAX];
};

/* Whether the line has Group-Object, or its alias behind a pipe. */
bool pp_ps_has_group_object(struct pp_sv text, size_t *ret_behind);

/* The properties behind it: `-Property State, OwningProcess -NoElement`. */
struct pp_ps_grouping pp_ps_grouping_read(struct pp_sv arguments);

/* What the values of a name came to. */
enum pp_ps_group_result {
    PP_PS_GROUP_READ,
    PP_PS_GROUP_PARTLY,  /* of some values nothing says what they are */
    PP_PS_GROUP_UNKNOWN, /* of all */
    PP_PS_GROUP_BAD,     /* no possible values, or not as many as there were
                          * properties */
};

/* Fills in what `name` says. Without a grouping only a state is known by its
 * word. *ret_port: of PP_PS_BY_LOCAL_PORT. */
enum pp_ps_group_result pp_ps_group_read(const struct pp_ps_grouping *grouping,
                                         struct pp_sv name,
                                         struct pp_socket_count_fact *count,
                                         uint16_t *ret_port);

#endif
