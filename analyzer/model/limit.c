/* The names of limits. */
#include "portplan/limit.h"

const char *pp_limit_kind_name(enum pp_limit_kind kind)
{
    static const char *const names[] = {
        [PP_LIMIT_NO_TABLE] = "no-table",
        [PP_LIMIT_ROWS_MISSING] = "rows-missing",
        [PP_LIMIT_ROW_UNREADABLE] = "row-unreadable",
        [PP_LIMIT_TABLE_CUT] = "table-cut",
        [PP_LIMIT_TABLE_QUOTED] = "table-quoted",
        [PP_LIMIT_SECTIONS_CONFLICT] = "sections-conflict",
        [PP_LIMIT_COMMAND_UNCONFIRMED] = "command-unconfirmed",
        [PP_LIMIT_LISTING_CUT] = "listing-cut",
        [PP_LIMIT_PUBLISHED_PORT] = "published-port",
        [PP_LIMIT_STAR_LOST] = "star-lost",
        [PP_LIMIT_ERROR_UNEXPLAINED] = "error-unexplained",
        [PP_LIMIT_NO_SOCKETS] = "no-sockets",
        [PP_LIMIT_MIRRORED_BLOCK] = "mirrored-block",
    };
    return names[kind];
}
