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
#include "parse/line/parsers.h"
#include "socket_row.h"

enum form {
    FORM_NONE = 0,
    FORM_IMAGE,      /* 0xde..  TCPv4  address  port  address  port  ... */
    FORM_SHELL,      /* tcp  address:port  address:port  state  pid/program */
    FORM_TCPVCON,    /* TCP,program,pid,state,address:port,address:port */
    FORM_CONNECTION, /* address  port  address  port  State  profile  pid */
};

struct row {
    enum form form;
    struct pp_socket_row said;
};

struct socket_rows {
    struct pp_open_section open;
    enum form form; /* of the heads or the row before */
    struct pp_hold head;
};

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* --- forms ---------------------------------------------------------------- */

static bool is_offset(struct pp_sv word)
{
    return word.len > 2 && pp_sv_starts(word, PP_SV("0x")) &&
           pp_is_all_of(pp_sv_sub(word, 2, SIZE_MAX), PP_HEX_DIGITS);
}

/* What follows the addresses of an image: a state, which UDP has not, an id
 * and its owner. Between tabs each has its place. */
static void read_image_tail(const struct pp_socket_fields *fields,
                            size_t at,
                            bool has_places,
                            struct row *row)
{
    const struct pp_sv first = pp_socket_field(fields, at);
    bool has_state =
        has_places || (!is_number(first) && !pp_socket_is_nothing(first));
    row->said.state = has_state ? first : (struct pp_sv){NULL, 0};
    at += has_state;
    row->said.pid = pp_socket_field(fields, at);
    row->said.process = pp_socket_field(fields, at + 1);
}

static bool read_image(const struct pp_socket_fields *fields,
                       bool has_places,
                       struct row *row)
{
    if (fields->count < 4 || !is_offset(fields->items[0]) ||
        !pp_socket_read_protocol(fields->items[1], &row->said.protocol)) {
        return false;
    }
    row->form = FORM_IMAGE;
    row->said.address = fields->items[2];
    row->said.port = fields->items[3];
    if (is_number(row->said.port) || pp_socket_is_nothing(row->said.port)) {
        row->said.remote_address = pp_socket_field(fields, 4);
        row->said.remote_port = pp_socket_field(fields, 5);
        read_image_tail(fields, 6, has_places, row);
        return fields->count >= 6;
    }
    const struct pp_sv remote = row->said.port;
    read_image_tail(fields, 4, has_places, row);
    return pp_socket_split_endpoint(
               row->said.address, &row->said.address, &row->said.port) &&
           pp_socket_split_endpoint(
               remote, &row->said.remote_address, &row->said.remote_port);
}

/* `924/svchost.exe` */
static bool split_program(struct pp_sv word, struct row *row)
{
    size_t slash = pp_sv_find(word, PP_SV("/"), 0);
    if (slash == SIZE_MAX || !is_number(pp_sv_sub(word, 0, slash))) {
        return false;
    }
    row->said.pid = pp_sv_sub(word, 0, slash);
    row->said.process = pp_sv_sub(word, slash + 1, SIZE_MAX);
    return row->said.process.len > 0;
}

/* Below its heads a row may have `-` in place of the program. */
static bool read_shell(const struct pp_socket_fields *fields,
                       bool has_heads,
                       struct row *row)
{
    if (fields->count < 4 ||
        !pp_socket_read_protocol(fields->items[0], &row->said.protocol) ||
        !pp_socket_split_endpoint(
            fields->items[1], &row->said.address, &row->said.port) ||
        !pp_socket_split_endpoint(fields->items[2],
                                  &row->said.remote_address,
                                  &row->said.remote_port)) {
        return false;
    }
    row->form = FORM_SHELL;
    row->said.state = pp_is_alpha(fields->items[3].ptr[0])
                          ? fields->items[3]
                          : (struct pp_sv){NULL, 0};
    for (size_t i = 3; i < fields->count; i++) {
        if (split_program(fields->items[i], row)) {
            return true;
        }
    }
    return has_heads && pp_socket_is_nothing(fields->items[fields->count - 1]);
}

static bool read_tcpvcon(const struct pp_socket_fields *fields, struct row *row)
{
    if (fields->count != 6 ||
        !pp_socket_read_protocol(fields->items[0], &row->said.protocol) ||
        !pp_socket_split_endpoint(
            fields->items[4], &row->said.address, &row->said.port) ||
        !pp_socket_split_endpoint(fields->items[5],
                                  &row->said.remote_address,
                                  &row->said.remote_port)) {
        return false;
    }
    row->form = FORM_TCPVCON;
    row->said.process = fields->items[1];
    row->said.pid = fields->items[2];
    row->said.state = fields->items[3];
    return is_number(row->said.pid) || pp_socket_is_nothing(row->said.pid);
}

/* PowerShell cuts a long address off: it is not known then. */
static bool read_cut_address(struct pp_sv *io_address)
{
    if (pp_sv_ends(*io_address, PP_SV("...")) &&
        pp_has_one_of(*io_address, ":")) {
        *io_address = (struct pp_sv){NULL, 0};
        return true;
    }
    return pp_socket_is_address(*io_address);
}

/* As PowerShell writes it: prose says `listen`. */
static bool is_state_of_connection(struct pp_sv word)
{
    bool is_camel = word.len > 1 && word.ptr[0] >= 'A' && word.ptr[0] <= 'Z' &&
                    word.ptr[1] >= 'a' && word.ptr[1] <= 'z';
    return is_camel && pp_connection_state(word) != PP_SOCKET_NONE;
}

static bool read_connection(const struct pp_socket_fields *fields,
                            struct row *row)
{
    if (fields->count < 5 || fields->count > 7 ||
        !is_number(fields->items[1]) || !is_number(fields->items[3])) {
        return false;
    }
    row->form = FORM_CONNECTION;
    row->said.protocol = PP_TCP;
    row->said.address = fields->items[0];
    row->said.port = fields->items[1];
    row->said.remote_address = fields->items[2];
    row->said.remote_port = fields->items[3];
    row->said.state = fields->items[4];
    row->said.pid =
        is_number(fields->items[fields->count - 1]) && fields->count > 5
            ? fields->items[fields->count - 1]
            : (struct pp_sv){NULL, 0};
    return is_state_of_connection(row->said.state) &&
           read_cut_address(&row->said.address) &&
           read_cut_address(&row->said.remote_address);
}

static bool
read_row(const struct socket_rows *rows, struct pp_sv text, struct row *ret_row)
{
    struct pp_socket_fields fields;
    struct row row = {.form = FORM_NONE};
    bool has_tabs = memchr(text.ptr, '\t', text.len) != NULL;
    if (memchr(text.ptr, ',', text.len) != NULL) {
        pp_socket_fields_split(text, ',', &fields);
        *ret_row = row;
        return read_tcpvcon(&fields, ret_row);
    }
    pp_socket_fields_split(text, has_tabs ? '\t' : ' ', &fields);
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

static enum pp_status take_row(struct socket_rows *rows,
                               struct pp_context *context,
                               const struct row *row)
{
    PP_TRY(enter(rows, context, row));
    return pp_socket_row_take(&rows->open, context, &row->said);
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
    struct pp_socket_fields fields;
    enum pp_protocol protocol;
    pp_socket_fields_split(
        text, memchr(text.ptr, '\t', text.len) != NULL ? '\t' : ' ', &fields);
    return fields.count >= 2 && is_offset(fields.items[0]) &&
           pp_socket_read_protocol(fields.items[1], &protocol);
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
