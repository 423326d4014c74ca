/*
 * netstat: rows `TCP|UDP local foreign [state] [pid]`, in any language and of
 * any width, with the owner lines of -b. Rows are known by their structure:
 * a protocol and two addresses with ports. Words only name states and frame
 * the table (knowledge/netstat_words.def).
 *
 * A row's owner is on the lines below it, so the fact of a row is held
 * until the next line has shown whether it is one, or another format begins.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "knowledge/netstat_words.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

/* --- one row ------------------------------------------------------------- */

struct endpoint {
    struct pp_sv address; /* without brackets */
    struct pp_sv port;    /* digits, `*`, or a name */
};

struct row {
    enum pp_protocol protocol;
    struct endpoint local;
    struct endpoint foreign;
    struct pp_sv state; /* the words in front of the process id */
    struct pp_sv pid;   /* empty: none */
};

/* Netstat aligns with blanks; pastes hold other ones: tab, U+00A0, U+3000. */
static size_t wide_gap_at(const char *at, const char *end)
{
    struct pp_sv rest = {at, (size_t)(end - at)};
    if (pp_sv_starts(rest, PP_SV("\xC2\xA0"))) {
        return 2;
    }
    return pp_sv_starts(rest, PP_SV("\xE3\x80\x80")) ? 3 : 0;
}

static size_t gap_at(const char *at, const char *end)
{
    if (pp_is_blank(*at)) {
        return 1;
    }
    /* Most bytes are ASCII, and rows come by the million. */
    return (unsigned char)*at < 0xC2 ? 0 : wide_gap_at(at, end);
}

/* The next word, empty at the end. */
static struct pp_sv next_word(struct pp_cursor *cursor)
{
    const char *at = cursor->at;
    const char *const end = cursor->end;
    size_t gap = 0;
    while (at < end && (gap = gap_at(at, end)) > 0) {
        at += gap;
    }
    const char *start = at;
    while (at < end && gap_at(at, end) == 0) {
        at++;
    }
    cursor->at = at;
    return (struct pp_sv){start, (size_t)(at - start)};
}

/* TCP, UDP, and the TCPv6 of some versions. */
static bool read_protocol(struct pp_sv word, enum pp_protocol *ret_protocol)
{
    if (word.len == 5 && (word.ptr[3] == 'v' || word.ptr[3] == 'V') &&
        (word.ptr[4] == '4' || word.ptr[4] == '6')) {
        word.len = 3;
    }
    return word.len == 3 && pp_protocol_parse(word, ret_protocol);
}

/* `0.0.0.0:135`, `[fe80::1%4]:546`, `HOST:https`, `*:*`. */
static bool read_endpoint(struct pp_sv word, struct endpoint *ret_endpoint)
{
    size_t colon = pp_behind_last(word, ':');
    if (colon < 2 || colon == word.len || word.len > PP_KEPT_BYTES) {
        return false;
    }
    struct pp_sv address = pp_sv_sub(word, 0, colon - 1);
    if (address.ptr[0] == '[') {
        if (address.len < 3 || address.ptr[address.len - 1] != ']') {
            return false;
        }
        address = pp_sv_sub(address, 1, address.len - 2);
    }
    *ret_endpoint =
        (struct endpoint){address, pp_sv_sub(word, colon, SIZE_MAX)};
    return true;
}

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* What follows the addresses: words of a state, then a number, then
 * whatever else was asked for (-t, -y). */
static void read_tail(struct pp_cursor *cursor, struct row *row)
{
    row->state = (struct pp_sv){NULL, 0};
    row->pid = (struct pp_sv){NULL, 0};
    struct pp_sv word = next_word(cursor);
    const char *start = word.ptr;
    while (word.len > 0 && !is_number(word)) {
        row->state =
            (struct pp_sv){start, (size_t)(word.ptr + word.len - start)};
        word = next_word(cursor);
    }
    if (word.len > 0) {
        row->pid = word;
    }
}

static bool read_row(struct pp_sv text, struct row *ret_row)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    if (!read_protocol(next_word(&cursor), &ret_row->protocol) ||
        !read_endpoint(next_word(&cursor), &ret_row->local) ||
        !read_endpoint(next_word(&cursor), &ret_row->foreign)) {
        return false;
    }
    read_tail(&cursor, ret_row);
    return true;
}

/* An address, not the name of a host: digits and dots, or any colon. */
static bool is_numeric(struct pp_sv address)
{
    return pp_sv_equal(address, PP_SV("*")) || pp_has_one_of(address, ":") ||
           pp_is_all_of(address, PP_DIGITS ".");
}

enum port_kind {
    PORT_NUMBER,
    PORT_NAME, /* in no table */
    PORT_BAD,
};

static enum port_kind read_port(struct pp_sv text, uint32_t *ret_port)
{
    if (pp_sv_to_u32(text, PP_PORT_MAX, ret_port)) {
        return PORT_NUMBER;
    }
    if (!pp_is_alpha(text.ptr[0])) {
        return PORT_BAD;
    }
    *ret_port = pp_port_by_name(text);
    return *ret_port > 0 ? PORT_NUMBER : PORT_NAME;
}

/* --- the table ------------------------------------------------------------ */

struct netstat {
    struct pp_open_section open;
    struct pp_hold frame; /* title and column titles, until a row comes */
    bool has_frame;
    uint64_t head_nonblank;   /* a line that may be column titles: where */
    struct pp_hold head_hold; /* and its count */

    bool has_fact;
    struct pp_fact fact;
    struct pp_kept_text address;
    struct pp_kept_text remote;
    struct pp_kept_text owner; /* [name.exe], or the service above it */
    bool has_owners;           /* -b: seen one */
};

static enum pp_status emit_held(struct netstat *netstat,
                                struct pp_context *context)
{
    if (!netstat->has_fact) {
        return PP_OK;
    }
    netstat->has_fact = false;
    netstat->fact.as.socket.process = pp_kept_view(&netstat->owner);
    netstat->owner.len = 0;
    return pp_context_fact(context, &netstat->fact);
}

static enum pp_status netstat_close(void *state, struct pp_context *context)
{
    struct netstat *netstat = state;
    PP_TRY(emit_held(netstat, context));
    pp_context_release(context, &netstat->frame);
    pp_context_release(context, &netstat->head_hold);
    netstat->has_frame = false;
    netstat->has_owners = false;
    netstat->head_nonblank = 0;
    if (netstat->open.is_open) {
        pp_context_end_listing(context, PP_LISTER_NETSTAT);
    }
    return pp_section_close(&netstat->open, context);
}

/* A list shows what its command asks for. */
static enum pp_status extend(struct netstat *netstat,
                             struct pp_context *context)
{
    bool was_open = netstat->open.is_open;
    PP_TRY(pp_section_extend(&netstat->open, context, PP_SECTION_NETSTAT));
    if (!was_open) {
        pp_section_set_listing(&netstat->open, context, PP_LISTER_NETSTAT);
    }
    return PP_OK;
}

/* Words that are known say what they say. Without them a foreign port 0 is a
 * listener: only -q prints it for anything else, and says BOUND in every
 * capture known (docs/formats/netstat.md#states). */
static enum pp_socket_state state_of(const struct row *row)
{
    if (row->protocol == PP_UDP) {
        return PP_SOCKET_NONE;
    }
    enum pp_socket_state state = pp_netstat_state(row->state);
    if (state == PP_SOCKET_NONE) {
        struct pp_cursor cursor = pp_cursor_over(row->state);
        state = pp_netstat_state(next_word(&cursor));
    }
    if (state != PP_SOCKET_NONE) {
        return state;
    }
    bool is_open = pp_sv_equal(row->foreign.port, PP_SV("0")) ||
                   pp_sv_equal(row->foreign.port, PP_SV("*"));
    return is_open ? PP_SOCKET_LISTENING : PP_SOCKET_OTHER;
}

/* `wanted`: "a port from 1 to 65535". */
static enum pp_status reject_row(struct netstat *netstat,
                                 struct pp_context *context,
                                 struct pp_sv part,
                                 const char *wanted)
{
    pp_context_reject(context, PP_DIAG_SOCKET_ROW, part, wanted);
    return extend(netstat, context);
}

/* A port by a name that is in no table: nothing is wrong, nothing is known. */
static enum pp_status
pass_row(struct netstat *netstat, struct pp_context *context, struct pp_sv name)
{
    struct pp_diag draft =
        pp_context_draft(context, PP_DIAG_SOCKET_PORT_NAME, name);
    pp_diags_add(context->options.diags,
                 &draft,
                 "the capture does not say which port '%.*s' is",
                 PP_SV_ARGS(name));
    pp_context_take(context, PP_TAKE_IGNORED);
    return extend(netstat, context);
}

/* The lines above the row frame it after all. */
static void claim_frame(struct netstat *netstat, struct pp_context *context)
{
    pp_context_reclaim(context, &netstat->frame, PP_TAKE_USED);
    if (netstat->head_nonblank + 1 == context->nonblank_line) {
        pp_context_reclaim(context, &netstat->head_hold, PP_TAKE_USED);
    }
    pp_context_release(context, &netstat->head_hold);
}

static void keep_row(struct netstat *netstat,
                     struct pp_context *context,
                     const struct row *row,
                     const struct pp_fact *fact)
{
    netstat->fact = *fact;
    netstat->has_fact = true;
    (void)pp_keep_text(&netstat->address, row->local.address);
    netstat->fact.as.socket.address = pp_kept_view(&netstat->address);
    /* `0.0.0.0:0` and `*:*` are no other end; a port by a name that is in no
     * table still has its address. */
    if (!pp_sv_equal(row->foreign.port, PP_SV("0")) &&
        !pp_sv_equal(row->foreign.port, PP_SV("*"))) {
        (void)pp_keep_text(&netstat->remote, row->foreign.address);
        netstat->fact.as.socket.remote_address = pp_kept_view(&netstat->remote);
    }
    pp_context_take(context, PP_TAKE_USED);
}

static enum pp_status take_numbered(struct netstat *netstat,
                                    struct pp_context *context,
                                    const struct row *row,
                                    uint32_t port)
{
    uint32_t other = 0;
    if (port == 0) {
        return reject_row(
            netstat, context, row->local.port, "a local port from 1 to 65535");
    }
    if (read_port(row->foreign.port, &other) == PORT_BAD &&
        !pp_sv_equal(row->foreign.port, PP_SV("*"))) {
        return reject_row(
            netstat, context, row->foreign.port, "a foreign port up to 65535");
    }
    uint32_t pid = 0;
    if (row->pid.len > 0 && !pp_sv_to_u32(row->pid, UINT32_MAX, &pid)) {
        return reject_row(netstat, context, row->pid, "a process id");
    }
    PP_TRY(extend(netstat, context));
    struct pp_fact fact = pp_section_fact(
        &netstat->open, context, PP_FACT_SOCKET, row->local.address);
    fact.protocol = row->protocol;
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.socket.state = state_of(row);
    fact.as.socket.has_pid = row->pid.len > 0;
    fact.as.socket.pid = pid;
    fact.as.socket.remote_port = (uint16_t)other;
    keep_row(netstat, context, row, &fact);
    return PP_OK;
}

static enum pp_status take_row(struct netstat *netstat,
                               struct pp_context *context,
                               const struct row *row)
{
    uint32_t port = 0;
    enum port_kind kind = read_port(row->local.port, &port);
    /* Without a table around it, prose may look like a row of names. */
    if (!is_numeric(row->local.address) && !netstat->open.is_open &&
        !netstat->has_frame && !is_number(row->foreign.port)) {
        return PP_OK;
    }
    PP_TRY(emit_held(netstat, context));
    if (pp_section_has_new_listing(
            &netstat->open, context, PP_LISTER_NETSTAT)) {
        PP_TRY(netstat_close(netstat, context));
    }
    claim_frame(netstat, context);
    switch (kind) {
    case PORT_NUMBER:
        return take_numbered(netstat, context, row, port);
    case PORT_NAME:
        return pass_row(netstat, context, row->local.port);
    case PORT_BAD:
        return reject_row(
            netstat, context, row->local.port, "a local port from 1 to 65535");
    }
    return PP_OK;
}

/* --- lines around rows ---------------------------------------------------- */

/* Title and column titles count when a row follows. */
static enum pp_status
take_frame(struct netstat *netstat, struct pp_context *context, bool is_title)
{
    /* Another listing, without a command of its own. */
    if (is_title && netstat->open.is_open) {
        bool has_command = pp_section_has_new_listing(
            &netstat->open, context, PP_LISTER_NETSTAT);
        PP_TRY(netstat_close(netstat, context));
        context->listing.nonblank = has_command ? context->listing.nonblank : 0;
    }
    netstat->has_frame = true;
    if (netstat->open.is_open) {
        pp_context_take(context, PP_TAKE_USED);
        return extend(netstat, context);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &netstat->frame);
    return PP_OK;
}

/* ` [svchost.exe]` */
static bool is_program(struct pp_sv text)
{
    return text.len > 2 && text.ptr[0] == '[' &&
           text.ptr[text.len - 1] == ']' &&
           pp_sv_find(text, PP_SV("]"), 0) == text.len - 1 &&
           text.len <= PP_KEPT_BYTES;
}

/* The lines of -b below a row. */
static enum pp_status take_owner(struct netstat *netstat,
                                 struct pp_context *context,
                                 const struct pp_offer *offer)
{
    struct pp_sv text = offer->text;
    bool is_indented = pp_indent_of(offer->line) > 0;
    if (is_program(text)) {
        (void)pp_keep_text(&netstat->owner, pp_sv_sub(text, 1, text.len - 2));
        netstat->has_owners = true;
    } else if (is_indented && text.len > 0 && text.len <= 64 &&
               pp_is_all_word(text, "_-.$") && !is_number(text)) {
        /* `  RpcSs`: the service in the process below. */
        (void)pp_keep_text(&netstat->owner, text);
    } else if (!pp_netstat_is_ownerless(text) &&
               !(is_indented && netstat->has_owners)) {
        return PP_OK;
    }
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(extend(netstat, context));
    return is_program(text) ? emit_held(netstat, context) : PP_OK;
}

/* Three or more words or phrases set apart, none with a digit: column titles
 * in a language unknown, or broken. */
static bool may_be_head(struct pp_sv text)
{
    size_t columns = 1;
    size_t blanks = 0;
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        if (pp_is_digit(c) || c == ':' || c == '-') {
            return false;
        }
        columns += c != ' ' && blanks >= 2;
        blanks = c == ' ' ? blanks + 1 : 0;
    }
    return columns >= 3;
}

/* A line of no format: if a row follows, it was the column titles. */
static void note_head(struct netstat *netstat,
                      struct pp_context *context,
                      struct pp_sv text)
{
    if (!may_be_head(text)) {
        return;
    }
    pp_context_release(context, &netstat->head_hold);
    pp_context_hold_tentatively(context, &netstat->head_hold);
    netstat->head_nonblank = context->nonblank_line;
}

/* --- a number in place of a list ------------------------------------------ */

/* `Count    : 14102` is Measure-Object's. */
static struct pp_sv number_of(struct pp_sv text)
{
    struct pp_sv rest = text;
    const struct pp_sv label = pp_sv_trim(pp_take_until(&rest, ':'));
    return pp_sv_equal_nocase(label, PP_SV("Count")) ? pp_sv_trim(rest) : text;
}

/* The command right above says what it counts: all sockets, or those of one
 * state; of any other filter nothing is known. */
static bool is_count(const struct pp_context *context,
                     struct pp_sv text,
                     uint32_t *ret_count)
{
    const struct pp_listing *listing = &context->listing;
    return listing->is_count &&
           listing->nonblank + 1 == context->nonblank_line &&
           (listing->state != PP_SOCKET_NONE ||
            (listing->lister != PP_LISTER_NETSTAT &&
             listing->shown == PP_SHOWN_ALL)) &&
           pp_sv_to_u32(number_of(text), UINT32_MAX, ret_count);
}

static enum pp_status take_count(struct netstat *netstat,
                                 struct pp_context *context,
                                 struct pp_sv text,
                                 uint32_t count)
{
    const struct pp_listing *listing = &context->listing;
    PP_TRY(netstat_close(netstat, context));
    PP_TRY(pp_section_extend(&netstat->open,
                             context,
                             listing->lister == PP_LISTER_NETSTAT
                                 ? PP_SECTION_NETSTAT
                                 : PP_SECTION_POWERSHELL_LIST));
    struct pp_fact fact =
        pp_section_fact(&netstat->open, context, PP_FACT_SOCKET_COUNT, text);
    fact.protocol = listing->lister == PP_LISTER_UDP ? PP_UDP : PP_TCP;
    fact.as.socket_count = (struct pp_socket_count_fact){
        .count = count,
        .has_state = listing->state != PP_SOCKET_NONE,
        .state = listing->state,
    };
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(pp_context_fact(context, &fact));
    return pp_section_close(&netstat->open, context);
}

static enum pp_status netstat_take(void *state,
                                   struct pp_context *context,
                                   const struct pp_offer *offer)
{
    struct netstat *netstat = state;
    struct pp_sv text = offer->text;
    struct row row;
    if (text.len == 0) {
        return PP_OK;
    }
    if (read_row(text, &row)) {
        return take_row(netstat, context, &row);
    }
    uint32_t count = 0;
    if (is_count(context, text, &count)) {
        return take_count(netstat, context, text, count);
    }
    if (netstat->has_fact) {
        PP_TRY(take_owner(netstat, context, offer));
        if (context->is_taken) {
            return PP_OK;
        }
        PP_TRY(emit_held(netstat, context));
    }
    bool is_title = pp_netstat_is_title(text);
    if (is_title || pp_netstat_is_head(text)) {
        return take_frame(netstat, context, is_title);
    }
    note_head(netstat, context, text);
    return PP_OK;
}

const struct pp_parser pp_parser_netstat = {
    .name = "netstat",
    .state_size = sizeof(struct netstat),
    .take = netstat_take,
    .close = netstat_close,
};
