/* Limits in words. */
#include "limit_text.h"

#include "portplan/bind.h"

#include "knowledge/mirrored.h"

/* Of an error without a row: the causes in the order in which they are met. */
static void add_causes(struct pp_buf *buf, uint32_t error, uint16_t port)
{
    if (pp_is_mirrored_place(port)) {
        pp_buf_add_str(buf,
                       "suspect WSL's mirrored networking first (usually "
                       "44620-48715, listed in no table), then another program "
                       "or a table from another time");
        return;
    }
    if (error == PP_WIN_ALREADY_EXISTS) {
        pp_buf_add_str(buf,
                       "another program has registered the URL with http.sys, "
                       "which then has the port");
        return;
    }
    if (error == PP_WSA_ADDRINUSE) {
        pp_buf_add_str(buf,
                       "a program that no capture shows may hold it (netstat "
                       "-ano), or WSL's mirrored networking");
        return;
    }
    pp_buf_add_str(
        buf,
        "it may be a table from another time, WSL's mirrored networking "
        "(listed in no table, usually 44620-48715), or another program");
}

static void add_refusal(struct pp_buf *buf, const struct pp_limit *limit)
{
    const struct pp_bind_error_fact *error = &limit->refusal->as.bind_error;
    pp_buf_add_str(buf, "nothing captured explains ");
    if (error->error != 0) {
        pp_buf_printf(buf, "error %u", (unsigned)error->error);
        if (error->also != 0) {
            pp_buf_printf(buf, " or %u", (unsigned)error->also);
        }
    } else {
        pp_buf_add_str(buf, "the error");
    }
    pp_buf_add_str(buf,
                   error->has_port ? " of a program on this port: "
                                   : " of a program (it names no port): ");
    add_causes(
        buf, error->also != 0 ? error->also : error->error, limit->range.first);
}

static void add_ports(struct pp_buf *buf, const struct pp_limit *limit)
{
    pp_buf_add_str(buf, ", and may hold any of ");
    pp_range_print(buf, limit->range);
}

void pp_limit_text(struct pp_buf *buf, const struct pp_limit *limit)
{
    switch (limit->kind) {
    case PP_LIMIT_NO_TABLE:
        pp_buf_printf(buf,
                      "the captures hold no exclusion table for %s",
                      pp_protocol_name(limit->protocol));
        return;
    case PP_LIMIT_ROWS_MISSING:
        pp_buf_add_str(buf, "rows of the table were left out here");
        add_ports(buf, limit);
        return;
    case PP_LIMIT_ROW_UNREADABLE:
        pp_buf_add_str(buf, "a row of the table cannot be read");
        add_ports(buf, limit);
        return;
    case PP_LIMIT_TABLE_CUT:
        pp_buf_add_str(buf, "the capture ends inside a row of the table: ");
        pp_range_print(buf, limit->range);
        pp_buf_add_str(buf, " are not known");
        return;
    case PP_LIMIT_TABLE_QUOTED:
        pp_buf_add_str(
            buf, "the text names some ranges; the table itself is missing");
        return;
    case PP_LIMIT_SECTIONS_CONFLICT:
        pp_buf_add_str(buf, "later rows cover part of the exclusion ");
        pp_range_print(buf, limit->range);
        pp_buf_add_str(buf, ": what became of its other ports is not known");
        return;
    case PP_LIMIT_COMMAND_UNCONFIRMED:
        pp_buf_add_str(buf,
                       "a command here maps the port, and nothing shows "
                       "whether it did");
        return;
    case PP_LIMIT_LISTING_CUT:
        if (limit->range.first == limit->range.last) {
            pp_buf_add_str(buf, "a rule that maps the port cannot be read");
            return;
        }
        pp_buf_add_str(buf, "a listing of mapped ports is not whole");
        add_ports(buf, limit);
        return;
    case PP_LIMIT_PUBLISHED_PORT:
        pp_buf_add_str(buf,
                       "published for a container or a service, which takes "
                       "it again when it starts");
        return;
    case PP_LIMIT_STAR_LOST:
        pp_buf_add_str(buf,
                       "the table was captured without its `*` column, which "
                       "decides whether a program may bind the port");
        return;
    case PP_LIMIT_ERROR_UNEXPLAINED:
        add_refusal(buf, limit);
        return;
    case PP_LIMIT_NO_SOCKETS:
        pp_buf_add_str(buf,
                       "no capture shows which ports are in use (netstat "
                       "-ano)");
        return;
    case PP_LIMIT_MIRRORED_BLOCK:
        pp_buf_add_str(buf,
                       "WSL's mirrored networking holds 4096 ports that are "
                       "in no table, usually 44620-48715");
        return;
    }
}
