/* Rows of sockets: fields, and what becomes of a row. */
#include "socket_row.h"

#include "base/bytes.h"
#include "knowledge/netstat_words.h"
#include "parse/line/label.h"

/* --- fields --------------------------------------------------------------- */

void pp_socket_fields_split(struct pp_sv text,
                            char delimiter,
                            struct pp_socket_fields *ret)
{
    ret->count = 0;
    while (text.len > 0 && ret->count < PP_SOCKET_FIELDS_MAX) {
        const struct pp_sv field = pp_sv_trim(pp_take_until(&text, delimiter));
        if (field.len > 0 || delimiter != ' ') {
            ret->items[ret->count++] = field;
        }
    }
}

struct pp_sv pp_socket_field(const struct pp_socket_fields *fields,
                             size_t index)
{
    return index < fields->count ? fields->items[index]
                                 : (struct pp_sv){NULL, 0};
}

bool pp_socket_is_nothing(struct pp_sv text)
{
    return text.len == 0 || pp_sv_equal(text, PP_SV("-")) ||
           pp_sv_equal(text, PP_SV("N/A")) || pp_sv_equal(text, PP_SV("-1"));
}

bool pp_socket_is_address(struct pp_sv text)
{
    bool has_digit = pp_has_one_of(text, PP_HEX_DIGITS);
    return text.len <= PP_KEPT_BYTES &&
           ((pp_has_one_of(text, ":") &&
             pp_is_all_of(text, PP_HEX_DIGITS ":.%")) ||
            (has_digit && pp_has_one_of(text, ".") &&
             pp_is_all_of(text, PP_DIGITS ".")));
}

bool pp_socket_read_protocol(struct pp_sv word, enum pp_protocol *ret_protocol)
{
    bool has_version = word.len == 5 && pp_is_one_of(word.ptr[3], "vV") &&
                       pp_is_one_of(word.ptr[4], "46");
    return (word.len == 3 || has_version) &&
           pp_protocol_parse(pp_sv_sub(word, 0, 3), ret_protocol);
}

bool pp_socket_split_endpoint(struct pp_sv word,
                              struct pp_sv *ret_address,
                              struct pp_sv *ret_port)
{
    size_t colon = pp_behind_last(word, ':');
    if (colon < 2 || colon == word.len || word.len > PP_KEPT_BYTES) {
        return false;
    }
    struct pp_sv address = pp_sv_sub(word, 0, colon - 1);
    if (address.ptr[0] == '[' && address.ptr[address.len - 1] == ']') {
        address = pp_sv_sub(address, 1, address.len - 2);
    }
    *ret_address = address;
    *ret_port = pp_sv_sub(word, colon, SIZE_MAX);
    return true;
}

/* --- facts ---------------------------------------------------------------- */

/* It holds no port now: that is told, and nothing is made of it. */
static void pass(struct pp_context *context,
                 struct pp_sv part,
                 enum pp_diag_code code,
                 const char *message)
{
    const struct pp_diag draft = pp_context_draft(context, code, part);
    pp_diags_add(context->options.diags, &draft, "%s", message);
    pp_context_take(context, PP_TAKE_IGNORED);
}

bool pp_socket_is_closed(struct pp_context *context, struct pp_sv state)
{
    if (!pp_sv_equal_nocase(state, PP_SV("CLOSED"))) {
        return false;
    }
    pass(context,
         state,
         PP_DIAG_SOCKET_NOT_HELD,
         "a closed connection holds no port");
    return true;
}

uint32_t pp_socket_port(struct pp_open_section *open,
                        struct pp_context *context,
                        struct pp_sv text)
{
    uint32_t port = 0;
    if (pp_socket_is_nothing(text) || pp_sv_equal(text, PP_SV("0"))) {
        pass(context,
             text,
             PP_DIAG_SOCKET_NOT_HELD,
             "a socket without a local port");
        return 0;
    }
    if (pp_is_alpha(text.ptr[0])) {
        port = pp_port_by_name(text);
        if (port == 0) {
            pass(context,
                 text,
                 PP_DIAG_SOCKET_PORT_NAME,
                 "the capture does not say which port this name is");
        }
        return port;
    }
    if (!pp_sv_to_u32(text, PP_PORT_MAX, &port)) {
        pp_context_reject(
            context, PP_DIAG_SOCKET_ROW, text, "a local port from 1 to 65535");
        open->section.complete = PP_NO;
    }
    return port;
}

/* `Time Wait`, `Fin Wait 1`, `Syn-Sent`: PowerShell's words, written apart. */
static enum pp_socket_state state_apart(struct pp_sv text)
{
    char word[16];
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (pp_is_one_of(text.ptr[i], " -_")) {
            continue;
        }
        if (len == sizeof(word)) {
            return PP_SOCKET_NONE;
        }
        word[len++] = text.ptr[i];
    }
    return pp_connection_state((struct pp_sv){word, len});
}

enum pp_socket_state pp_socket_state_of(struct pp_sv text)
{
    enum pp_socket_state state = pp_netstat_state(text);
    return state != PP_SOCKET_NONE ? state : state_apart(text);
}

struct pp_fact pp_socket_row_fact(const struct pp_open_section *open,
                                  struct pp_context *context,
                                  const struct pp_socket_row *row,
                                  uint32_t port)
{
    struct pp_fact fact =
        pp_section_fact(open, context, PP_FACT_SOCKET, row->port);
    struct pp_socket_fact *socket = &fact.as.socket;
    uint32_t remote = 0;
    fact.protocol = row->protocol;
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    if (row->protocol == PP_TCP) {
        socket->state = pp_socket_state_of(row->state);
        socket->state =
            socket->state != PP_SOCKET_NONE ? socket->state : PP_SOCKET_OTHER;
    }
    socket->has_pid = pp_sv_to_u32(row->pid, UINT32_MAX, &socket->pid);
    if (!pp_socket_is_nothing(row->address)) {
        socket->address = row->address;
    }
    if (!pp_socket_is_nothing(row->process)) {
        socket->process = row->process;
    }
    bool is_named =
        row->remote_port.len > 0 && pp_is_alpha(row->remote_port.ptr[0]);
    if (is_named) {
        remote = pp_port_by_name(row->remote_port);
    }
    if (is_named ||
        (pp_sv_to_u32(row->remote_port, PP_PORT_MAX, &remote) && remote > 0)) {
        socket->remote_port = (uint16_t)remote;
        socket->remote_address = pp_socket_is_nothing(row->remote_address)
                                     ? socket->remote_address
                                     : row->remote_address;
    }
    return fact;
}

enum pp_status pp_socket_row_take(struct pp_open_section *open,
                                  struct pp_context *context,
                                  const struct pp_socket_row *row)
{
    if (pp_socket_is_closed(context, row->state)) {
        return PP_OK;
    }
    const uint32_t port = pp_socket_port(open, context, row->port);
    if (port == 0) {
        return PP_OK;
    }
    const struct pp_fact fact = pp_socket_row_fact(open, context, row, port);
    pp_context_take(context, PP_TAKE_USED);
    return pp_context_fact(context, &fact);
}
