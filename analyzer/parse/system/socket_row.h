/*
 * A row of sockets as tools other than netstat print it: its fields, and what
 * becomes of it (docs/formats/netstat.md#other-tools).
 */
#ifndef PP_PARSE_SYSTEM_SOCKET_ROW_H
#define PP_PARSE_SYSTEM_SOCKET_ROW_H

#include "parse/line/parser.h"

enum {
    PP_SOCKET_FIELDS_MAX = 16 /* what a row has behind them is not read */
};

struct pp_socket_fields {
    struct pp_sv items[PP_SOCKET_FIELDS_MAX];
    size_t count;
};

/* What a row says, as written. */
struct pp_socket_row {
    enum pp_protocol protocol;
    struct pp_sv address;
    struct pp_sv port;
    struct pp_sv remote_address;
    struct pp_sv remote_port;
    struct pp_sv state;
    struct pp_sv pid;
    struct pp_sv process;
};

/* Words, or what stands between tabs or commas: such a field may be empty. */
void pp_socket_fields_split(struct pp_sv text,
                            char delimiter,
                            struct pp_socket_fields *ret);

/* The field; empty behind the last. */
struct pp_sv pp_socket_field(const struct pp_socket_fields *fields,
                             size_t index);

/* `-`, `N/A` and the like: a place without a value. */
bool pp_socket_is_nothing(struct pp_sv text);

/* Of IPv4 or IPv6, by its letters. */
bool pp_socket_is_address(struct pp_sv text);

/* `TCP`, `UDPv6`, in any case. */
bool pp_socket_read_protocol(struct pp_sv word, enum pp_protocol *ret_protocol);

/* `10.0.0.1:443`, `[::]:443`, `*:*`, `-:443`. */
bool pp_socket_split_endpoint(struct pp_sv word,
                              struct pp_sv *ret_address,
                              struct pp_sv *ret_port);

/* The state in the words of netstat, of PowerShell, or of those written apart;
 * PP_SOCKET_NONE: none of them. */
enum pp_socket_state pp_socket_state_of(struct pp_sv text);

/* Whether the connection is closed: that is told of the current line (PP-572).
 */
bool pp_socket_is_closed(struct pp_context *context, struct pp_sv state);

/* The local port, by number or by name; 0 where there is none (PP-572), its
 * name is not known (PP-573) or it cannot be (PP-571): that is told of the
 * current line. */
uint32_t pp_socket_port(struct pp_open_section *open,
                        struct pp_context *context,
                        struct pp_sv text);

/* The row as a fact of the section; its texts are the row's. */
struct pp_fact pp_socket_row_fact(const struct pp_open_section *open,
                                  struct pp_context *context,
                                  const struct pp_socket_row *row,
                                  uint32_t port);

/* Takes the row, which is of the current line and of the open section: as a
 * fact, or as what the two above tell. */
enum pp_status
pp_socket_row_take(struct pp_open_section *open,
                   struct pp_context *context,
                   const struct pp_socket_row *row) PP_MUST_CHECK;

#endif
