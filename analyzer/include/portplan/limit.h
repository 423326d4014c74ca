/*
 * Limits: what keeps an answer about a port from being certain, each with the
 * place that shows it.
 */
#ifndef PORTPLAN_LIMIT_H
#define PORTPLAN_LIMIT_H

#include "portplan/fact.h"

PP_BEGIN_DECLS

enum pp_limit_kind {
    PP_LIMIT_NO_TABLE,
    PP_LIMIT_ROWS_MISSING, /* left out by the author: `...` */
    PP_LIMIT_ROW_UNREADABLE,
    PP_LIMIT_TABLE_CUT,           /* the capture ends inside a row */
    PP_LIMIT_TABLE_QUOTED,        /* a text names ranges; there is no table */
    PP_LIMIT_SECTIONS_CONFLICT,   /* rows of a later moment are over a row */
    PP_LIMIT_COMMAND_UNCONFIRMED, /* a command maps it, its result is missing */
    PP_LIMIT_LISTING_CUT,         /* of mapped ports */
    PP_LIMIT_PUBLISHED_PORT,      /* a container may take it again */
    PP_LIMIT_STAR_LOST, /* the table was pasted without its `*` column */
    PP_LIMIT_ERROR_UNEXPLAINED, /* a program was refused the port */
    PP_LIMIT_NO_SOCKETS,        /* nothing shows which ports are in use */
    PP_LIMIT_MIRRORED_BLOCK,    /* WSL holds 4096 ports that no table shows */
};

/* "no-table", "rows-missing", ... */
PP_API const char *pp_limit_kind_name(enum pp_limit_kind kind);

struct pp_limit {
    enum pp_limit_kind kind;
    struct pp_range range; /* the ports that it concerns */
    enum pp_protocol protocol;
    const struct pp_fact *refusal; /* PP_LIMIT_ERROR_UNEXPLAINED; borrowed */
    struct pp_place place;         /* line 0: no line shows it */
};

enum {
    PP_LIMITS_MAX = 6 /* of one port: no table or no star, a gap, a refusal, the
                       * mirrored block, no sockets */
};

/* The limits of one port. */
struct pp_limits {
    struct pp_limit items[PP_LIMITS_MAX];
    size_t count;
};

PP_END_DECLS

#endif
