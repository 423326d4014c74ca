/*
 * One row of netstat, `TCP|UDP local foreign [state] [pid]`, and rows that a
 * narrow terminal or a mail has broken into lines.
 */
#ifndef PP_PARSE_SYSTEM_NETSTAT_ROW_H
#define PP_PARSE_SYSTEM_NETSTAT_ROW_H

#include "portplan/fact.h"

struct pp_netstat_end {
    struct pp_sv address; /* without brackets */
    struct pp_sv port;    /* digits, `*`, or a name */
};

struct pp_netstat_row {
    enum pp_protocol protocol;
    struct pp_netstat_end local;
    struct pp_netstat_end foreign;
    struct pp_sv state; /* the words in front of the process id */
    struct pp_sv pid;   /* empty: none */
    struct pp_sv more;  /* behind it */
};

bool pp_netstat_row_read(struct pp_sv text, struct pp_netstat_row *ret_row);

/* An address, not the name of a host: digits and dots, or any colon. */
bool pp_netstat_is_numeric(struct pp_sv address);

enum pp_netstat_port {
    PP_NETSTAT_PORT_NUMBER,
    PP_NETSTAT_PORT_NAME, /* in no table */
    PP_NETSTAT_PORT_BAD,
};

enum pp_netstat_port pp_netstat_row_port(struct pp_sv text, uint32_t *ret_port);

/* PP_SOCKET_NONE: of UDP. */
enum pp_socket_state pp_netstat_row_state(const struct pp_netstat_row *row);

/* The row lacks nothing but, of TCP, the process id. */
bool pp_netstat_row_is_whole(const struct pp_netstat_row *row);

/* The text is the beginning of a row, cut off anywhere in front of its process
 * id, at a blank or within a word. */
bool pp_netstat_row_begins(struct pp_sv text);

#endif
