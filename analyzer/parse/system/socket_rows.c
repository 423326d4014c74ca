/*
 * Rows of sockets as other tools print them: analysers of memory images
 * (Volatility's netscan and netstat), remote shells, Tcpvcon, and rows of
 * Get-NetTCPConnection that lost their heads. Each is known by the form of
 * its fields, whatever stands above it (docs/formats/netstat.md#other-tools).
 *
 * Does not know netstat's own rows, which have a parser to themselves.
 */
#include "base/bytes.h"
#include "knowledge/netstat_words.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

enum {
    MAX_FIELDS = 16
};

enum form {
    FORM_NONE = 0,
    FORM_IMAGE,      /* 0xde..  TCPv4  address  port  address  port  ... */
    FORM_SHELL,      /* tcp  address:port  address:port  state  pid/program */
    FORM_TCPVCON,    /* TCP,program,pid,state,address:port,address:port */
    FORM_CONNECTION, /* address  port  address  port  State  profile  pid */
};

struct socket_rows {
    struct pp_open_section open;
    enum form form; /* of the heads or the row before */
    struct pp_hold head;
};

struct fields {
    struct pp_sv items[MAX_FIELDS];
    size_t count;
};

/* What a row says; all views lie in its line. */
struct row {
    enum form form;
    enum pp_protocol protocol;
    struct pp_sv address;
    struct pp_sv port;
    struct pp_sv remote_address;
    struct pp_sv remote_port;
    struct pp_sv state;
    struct pp_sv pid;
    struct pp_sv process;
};

/* --- fields --------------------------------------------------------------- */

/* Words, or what stands between tabs or commas: such a field may be empty. */
static void split(struct pp_sv text, char delimiter, struct fields *ret)
{
    ret->count = 0;
    while (text.len > 0 && ret->count < MAX_FIELDS) {
        const struct pp_sv field = pp_sv_trim(pp_take_until(&text, delimiter));
        if (field.len > 0 || delimiter != ' ') {
            ret->items[ret->count++] = field;
        }
    }
}

static struct pp_sv field_at(const struct fields *fields, size_t index)
{
    return index < fields->count ? fields->items[index]
                                 : (struct pp_sv){NULL, 0};
}

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* `-`, `N/A` and the like: a place without a value. */
static bool is_nothing(struct pp_sv text)
{
    return text.len == 0 || pp_sv_equal(text, PP_SV("-")) ||
           pp_sv_equal(text, PP_SV("N/A")) || pp_sv_equal(text, PP_SV("-1"));
}

static bool is_address(struct pp_sv text)
{
    bool has_digit = pp_has_one_of(text, PP_HEX_DIGITS);
    return text.len <= PP_KEPT_BYTES &&
           ((pp_has_one_of(text, ":") &&
             pp_is_all_of(text, PP_HEX_DIGITS ":.%")) ||
            (has_digit && pp_has_one_of(text, ".") &&
             pp_is_all_of(text, PP_DIGITS ".")));
}

static bool read_protocol(struct pp_sv word, enum pp_protocol *ret_protocol)
{
    bool has_version = word.len == 5 && pp_is_one_of(word.ptr[3], "vV") &&
                       pp_is_one_of(word.ptr[4], "46");
    return (word.len == 3 || has_version) &&
           pp_protocol_parse(pp_sv_sub(word, 0, 3), ret_protocol);
}

/* `10.0.0.1:443`, `[::]:443`, `*:*`, `-:443`. */
static bool split_endpoint(struct pp_sv word,
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

/* --- forms ---------------------------------------------------------------- */

static bool is_offset(struct pp_sv word)
{
    return word.len > 2 && pp_sv_starts(word, PP_SV("0x")) &&
           pp_is_all_of(pp_sv_sub(word, 2, SIZE_MAX), PP_HEX_DIGITS);
}

/* What follows the addresses of an image: a state, which UDP has not, an id
 * and its owner. Between tabs each has its place. */
static void read_image_tail(const struct fields *fields,
                            size_t at,
                            bool has_places,
                            struct row *row)
{
    const struct pp_sv first = field_at(fields, at);
    bool has_state = has_places || (!is_number(first) && !is_nothing(first));
    row->state = has_state ? first : (struct pp_sv){NULL, 0};
    at += has_state;
    row->pid = field_at(fields, at);
    row->process = field_at(fields, at + 1);
}

static bool
read_image(const struct fields *fields, bool has_places, struct row *row)
{
    if (fields->count < 4 || !is_offset(fields->items[0]) ||
        !read_protocol(fields->items[1], &row->protocol)) {
        return false;
    }
    row->form = FORM_IMAGE;
    row->address = fields->items[2];
    row->port = fields->items[3];
    if (is_number(row->port) || is_nothing(row->port)) {
        row->remote_address = field_at(fields, 4);
        row->remote_port = field_at(fields, 5);
        read_image_tail(fields, 6, has_places, row);
        return fields->count >= 6;
    }
    const struct pp_sv remote = row->port;
    read_image_tail(fields, 4, has_places, row);
    return split_endpoint(row->address, &row->address, &row->port) &&
           split_endpoint(remote, &row->remote_address, &row->remote_port);
}

/* `924/svchost.exe` */
static bool split_program(struct pp_sv word, struct row *row)
{
    size_t slash = pp_sv_find(word, PP_SV("/"), 0);
    if (slash == SIZE_MAX || !is_number(pp_sv_sub(word, 0, slash))) {
        return false;
    }
    row->pid = pp_sv_sub(word, 0, slash);
    row->process = pp_sv_sub(word, slash + 1, SIZE_MAX);
    return row->process.len > 0;
}

/* Below its heads a row may have `-` in place of the program. */
static bool
read_shell(const struct fields *fields, bool has_heads, struct row *row)
{
    if (fields->count < 4 || !read_protocol(fields->items[0], &row->protocol) ||
        !split_endpoint(fields->items[1], &row->address, &row->port) ||
        !split_endpoint(
            fields->items[2], &row->remote_address, &row->remote_port)) {
        return false;
    }
    row->form = FORM_SHELL;
    row->state = pp_is_alpha(fields->items[3].ptr[0]) ? fields->items[3]
                                                      : (struct pp_sv){NULL, 0};
    for (size_t i = 3; i < fields->count; i++) {
        if (split_program(fields->items[i], row)) {
            return true;
        }
    }
    return has_heads && is_nothing(fields->items[fields->count - 1]);
}

static bool read_tcpvcon(const struct fields *fields, struct row *row)
{
    if (fields->count != 6 ||
        !read_protocol(fields->items[0], &row->protocol) ||
        !split_endpoint(fields->items[4], &row->address, &row->port) ||
        !split_endpoint(
            fields->items[5], &row->remote_address, &row->remote_port)) {
        return false;
    }
    row->form = FORM_TCPVCON;
    row->process = fields->items[1];
    row->pid = fields->items[2];
    row->state = fields->items[3];
    return is_number(row->pid) || is_nothing(row->pid);
}

/* PowerShell cuts a long address off: it is not known then. */
static bool read_cut_address(struct pp_sv *io_address)
{
    if (pp_sv_ends(*io_address, PP_SV("...")) &&
        pp_has_one_of(*io_address, ":")) {
        *io_address = (struct pp_sv){NULL, 0};
        return true;
    }
    return is_address(*io_address);
}

/* As PowerShell writes it: prose says `listen`. */
static bool is_state_of_connection(struct pp_sv word)
{
    bool is_camel = word.len > 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z' &&
                    word.ptr[1] >= 'a' && word.ptr[1] <= 'z';
    return is_camel && pp_connection_state(word) != PP_SOCKET_NONE;
}

static bool read_connection(const struct fields *fields, struct row *row)
{
    if (fields->count < 5 || fields->count > 7 ||
        !is_number(fields->items[1]) || !is_number(fields->items[3])) {
        return false;
    }
    row->form = FORM_CONNECTION;
    row->protocol = PP_TCP;
    row->address = fields->items[0];
    row->port = fields->items[1];
    row->remote_address = fields->items[2];
    row->remote_port = fields->items[3];
    row->state = fields->items[4];
    row->pid = is_number(fields->items[fields->count - 1]) && fields->count > 5
                   ? fields->items[fields->count - 1]
                   : (struct pp_sv){NULL, 0};
    return is_state_of_connection(row->state) &&
           read_cut_address(&row->address) &&
           read_cut_address(&row->remote_address);
}

static bool
read_row(const struct socket_rows *rows, struct pp_sv text, struct row *ret_row)
{
    struct fields fields;
    struct row row = {.form = FORM_NONE};
    bool has_tabs = memchr(text.ptr, '\t', text.len) != NULL;
    if (memchr(text.ptr, ',', text.len) != NULL) {
        split(text, ',', &fields);
        *ret_row = row;
        return read_tcpvcon(&fields, ret_row);
    }
    split(text, has_tabs ? '\t' : ' ', &fields);
    bool is_row = read_image(&fields, has_tabs, &row) ||
                  read_shell(&fields, rows->form == FORM_SHELL, &row) ||
                  read_connection(&fields, &row);
    *ret_row = row;
    return is_row;
}

/* --- facts ---------------------------------------------------------------- */

static enum pp_section_format format_of(enum form form)
{
    return form == FORM_CONNECTION ? PP_SECTION_POWERSHELL_TABLE
                                   : PP_SECTION_SOCKET_ROWS;
}

static enum pp_status close_rows(void *state, struct pp_context *context)
{
    struct socket_rows *rows = state;
    pp_context_release(context, &rows->head);
    rows->form = FORM_NONE;
    return pp_section_close(&rows->open, context);
}

static enum pp_status enter(struct socket_rows *rows,
                            struct pp_context *context,
                            const struct row *row)
{
    if (rows->open.is_open &&
        rows->open.section.format != format_of(row->form)) {
        PP_TRY(close_rows(rows, context));
    }
    rows->form = row->form;
    pp_context_reclaim(context, &rows->head, PP_TAKE_USED);
    return pp_section_extend(&rows->open, context, format_of(row->form));
}

/* A row that holds no port now: it is told, and nothing is made of it. */
static enum pp_status
pass(struct pp_context *context, struct pp_sv part, const char *message)
{
    const struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_SOCKET_NOT_HELD, part);
    pp_diags_add(context->options.diags, &draft, "%s", message);
    pp_context_take(context, PP_TAKE_IGNORED);
    return PP_OK;
}

static enum pp_socket_state state_of(const struct row *row)
{
    if (row->protocol == PP_UDP) {
        return PP_SOCKET_NONE;
    }
    enum pp_socket_state state = pp_netstat_state(row->state);
    if (state == PP_SOCKET_NONE) { /* other tools have PowerShell's words */
        state = pp_connection_state(row->state);
    }
    return state != PP_SOCKET_NONE ? state : PP_SOCKET_OTHER;
}

static enum pp_status give(struct socket_rows *rows,
                           struct pp_context *context,
                           const struct row *row,
                           uint32_t port)
{
    struct pp_fact fact =
        pp_section_fact(&rows->open, context, PP_FACT_SOCKET, row->port);
    struct pp_socket_fact *socket = &fact.as.socket;
    uint32_t remote = 0;
    fact.protocol = row->protocol;
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    socket->state = state_of(row);
    socket->has_pid = pp_sv_to_u32(row->pid, UINT32_MAX, &socket->pid);
    if (!is_nothing(row->address)) {
        socket->address = row->address;
    }
    if (!is_nothing(row->process)) {
        socket->process = row->process;
    }
    if (pp_sv_to_u32(row->remote_port, PP_PORT_MAX, &remote) && remote > 0) {
        socket->remote_port = (uint16_t)remote;
        socket->remote_address = is_nothing(row->remote_address)
                                     ? socket->remote_address
                                     : row->remote_address;
    }
    pp_context_take(context, PP_TAKE_USED);
    return pp_context_fact(context, &fact);
}

static enum pp_status take_row(struct socket_rows *rows,
                               struct pp_context *context,
                               const struct row *row)
{
    uint32_t port = 0;
    PP_TRY(enter(rows, context, row));
    if (pp_sv_equal_nocase(row->state, PP_SV("CLOSED"))) {
        return pass(context, row->state, "a closed connection holds no port");
    }
    if (is_nothing(row->port) || pp_sv_equal(row->port, PP_SV("0"))) {
        return pass(context, row->port, "a socket without a local port");
    }
    if (!pp_sv_to_u32(row->port, PP_PORT_MAX, &port)) {
        pp_context_reject(context,
                          PP_DIAG_SOCKET_ROW,
                          row->port,
                          "a local port from 1 to 65535");
        rows->open.section.complete = PP_NO;
        return PP_OK;
    }
    return give(rows, context, row, port);
}

/* --- lines ---------------------------------------------------------------- */

static enum form form_of_head(struct pp_sv text)
{
    bool is_image = pp_sv_starts(text, PP_SV("Offset")) &&
                    pp_sv_find(text, PP_SV("Proto"), 0) != SIZE_MAX;
    bool is_shell =
        pp_sv_find_nocase(text, PP_SV("PID/Program"), 0) != SIZE_MAX &&
        pp_sv_find(text, PP_SV("-Q"), 0) == SIZE_MAX;
    return is_image ? FORM_IMAGE : is_shell ? FORM_SHELL : FORM_NONE;
}

/* It begins as a row of an image does, and the rest is none. */
static bool is_broken_row(struct pp_sv text)
{
    struct fields fields;
    enum pp_protocol protocol;
    split(text, memchr(text.ptr, '\t', text.len) != NULL ? '\t' : ' ', &fields);
    return fields.count >= 2 && is_offset(fields.items[0]) &&
           read_protocol(fields.items[1], &protocol);
}

static enum pp_status
take(void *state, struct pp_context *context, const struct pp_offer *offer)
{
    struct socket_rows *rows = state;
    const struct pp_sv text = offer->bare;
    struct row row;
    if (text.len == 0 || !pp_has_one_of(text, PP_DIGITS "PD-")) {
        return PP_OK;
    }
    if (read_row(rows, text, &row)) {
        return take_row(rows, context, &row);
    }
    if (is_broken_row(text)) {
        pp_context_reject(context,
                          PP_DIAG_SOCKET_ROW,
                          text,
                          "two addresses with ports behind the protocol");
        PP_TRY(pp_section_extend(&rows->open, context, PP_SECTION_SOCKET_ROWS));
        rows->open.section.complete = PP_NO;
        return PP_OK;
    }
    enum form form = form_of_head(text);
    bool is_dashes =
        rows->form == FORM_SHELL && pp_is_all_of(text, "- \t") && text.len > 8;
    if (form == FORM_NONE && !is_dashes) {
        return PP_OK;
    }
    rows->form = form != FORM_NONE ? form : rows->form;
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &rows->head);
    return PP_OK;
}

const struct pp_parser pp_parser_socket_rows = {
    .name = "rows of sockets",
    .state_size = sizeof(struct socket_rows),
    .take = take,
    .close = close_rows,
};
