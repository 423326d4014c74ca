/*
 * `netsh interface portproxy show ...`: ports on which the IP Helper service
 * listens to pass connections on. A table of four columns, known in any
 * language by `ipv4: ... ipv4:` above it or by its underline of four groups;
 * rows alone count below the command.
 */
#include "base/bytes.h"
#include "base/cursor.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

struct portproxy {
    struct pp_open_section open;
    struct pp_hold frame;
    uint64_t frame_nonblank; /* the last line of the frame; 0: none */
};

static enum pp_status portproxy_close(void *state, struct pp_context *context)
{
    struct portproxy *proxy = state;
    proxy->frame_nonblank = 0;
    pp_context_release(context, &proxy->frame);
    return pp_section_close(&proxy->open, context);
}

/* --- the frame ------------------------------------------------------------ */

/* `Listen on ipv4: Connect to ipv4:`, whatever the words. */
static bool is_title(struct pp_sv text)
{
    size_t count = 0;
    for (size_t at = 0; at + 5 <= text.len; at++) {
        struct pp_sv part = pp_sv_sub(text, at, 5);
        count += pp_sv_equal_nocase(part, PP_SV("ipv4:")) ||
                 pp_sv_equal_nocase(part, PP_SV("ipv6:"));
    }
    return count == 2 && text.len < 160;
}

static bool is_underline(struct pp_sv text)
{
    size_t groups = 0;
    size_t run = 0;
    for (size_t i = 0; i <= text.len; i++) {
        char c = i < text.len ? text.ptr[i] : ' ';
        if (c != '-' && c != ' ') {
            return false;
        }
        groups += c == ' ' && run >= 4;
        run = c == '-' ? run + 1 : 0;
    }
    return groups == 4;
}

static bool is_command(struct pp_sv text)
{
    size_t netsh = pp_sv_find_nocase(text, PP_SV("netsh"), 0);
    size_t show = pp_sv_find_nocase(text, PP_SV(" show "), 0);
    size_t proxy = pp_sv_find_nocase(text, PP_SV("portproxy"), 0);
    return netsh != SIZE_MAX && show != SIZE_MAX && proxy != SIZE_MAX;
}

/* The column titles: four words or more between the title and the underline,
 * set apart from each other. They count when a row comes. */
static bool is_between(const struct portproxy *proxy,
                       const struct pp_context *context,
                       struct pp_sv text)
{
    return !proxy->open.is_open && proxy->frame_nonblank > 0 &&
           proxy->frame_nonblank + 1 == context->nonblank_line &&
           pp_sv_find(text, PP_SV("    "), 0) != SIZE_MAX &&
           pp_sv_find(text, PP_SV(":"), 0) == SIZE_MAX;
}

static enum pp_status take_frame(struct portproxy *proxy,
                                 struct pp_context *context)
{
    proxy->frame_nonblank = context->nonblank_line;
    if (proxy->open.is_open) {
        pp_context_take(context, PP_TAKE_USED);
        return pp_section_extend(
            &proxy->open, context, PP_SECTION_NETSH_PORTPROXY);
    }
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &proxy->frame);
    return PP_OK;
}

/* The command begins another listing; like every command it is passed over. */
static enum pp_status take_command(struct portproxy *proxy,
                                   struct pp_context *context)
{
    PP_TRY(portproxy_close(proxy, context));
    proxy->frame_nonblank = context->nonblank_line;
    pp_context_take(context, PP_TAKE_IGNORED);
    return PP_OK;
}

/* --- rows ----------------------------------------------------------------- */

struct row {
    struct pp_sv address;
    struct pp_sv port;
    struct pp_sv to_address;
    struct pp_sv to_port;
};

static bool read_row(struct pp_sv text, struct row *ret_row)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv *words[] = {&ret_row->address,
                             &ret_row->port,
                             &ret_row->to_address,
                             &ret_row->to_port};
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        (void)pp_cursor_skip_blanks(&cursor);
        if (!pp_cursor_take_word(&cursor, words[i])) {
            return false;
        }
    }
    (void)pp_cursor_skip_blanks(&cursor);
    return pp_cursor_at_end(&cursor) && pp_is_digit(ret_row->port.ptr[0]) &&
           pp_is_digit(ret_row->to_port.ptr[0]);
}

/* It begins as a row does, with an address and a port behind it, and goes on
 * otherwise: two addresses to connect to, or none. */
static bool is_odd_row(struct pp_sv text, struct pp_sv *ret_port)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    struct pp_sv address;
    uint32_t number = 0;
    if (!pp_cursor_take_word(&cursor, &address) ||
        !pp_cursor_skip_blanks(&cursor) ||
        !pp_cursor_take_word(&cursor, ret_port)) {
        return false;
    }
    return (pp_sv_equal(address, PP_SV("*")) || pp_has_one_of(address, ".:")) &&
           pp_has_one_of(address, "*" PP_DIGITS) &&
           pp_sv_to_u32(*ret_port, PP_PORT_MAX, &number);
}

/* The row alone is left out; the rows around it count. What it does to its port
 * is not known. */
static enum pp_status reject_row(struct portproxy *proxy,
                                 struct pp_context *context,
                                 struct pp_sv text,
                                 struct pp_sv port)
{
    uint32_t number = 0;
    pp_context_reclaim(context, &proxy->frame, PP_TAKE_USED);
    pp_context_reject(
        context, PP_DIAG_PORTPROXY_ROW, text, "an address and a port, twice");
    PP_TRY(
        pp_section_extend(&proxy->open, context, PP_SECTION_NETSH_PORTPROXY));
    proxy->open.section.complete = PP_NO;
    struct pp_fact gap =
        pp_section_fact(&proxy->open, context, PP_FACT_GAP, port);
    if (!pp_sv_to_u32(port, PP_PORT_MAX, &number) || number == 0) {
        return PP_OK;
    }
    gap.range = (struct pp_range){(uint16_t)number, (uint16_t)number};
    gap.as.gap.kind = PP_GAP_LISTING;
    return pp_context_fact(context, &gap);
}

static enum pp_status reject_port(struct portproxy *proxy,
                                  struct pp_context *context,
                                  struct pp_sv port)
{
    pp_context_reject(
        context, PP_DIAG_URL_PORT, port, "a port from 1 to 65535");
    return pp_section_extend(&proxy->open, context, PP_SECTION_NETSH_PORTPROXY);
}

static enum pp_status take_row(struct portproxy *proxy,
                               struct pp_context *context,
                               const struct row *row)
{
    uint32_t port = 0;
    uint32_t other = 0;
    pp_context_reclaim(context, &proxy->frame, PP_TAKE_USED);
    if (!pp_sv_to_u32(row->port, PP_PORT_MAX, &port) || port == 0) {
        return reject_port(proxy, context, row->port);
    }
    if (!pp_sv_to_u32(row->to_port, PP_PORT_MAX, &other) || other == 0) {
        return reject_port(proxy, context, row->to_port);
    }
    pp_context_take(context, PP_TAKE_USED);
    PP_TRY(
        pp_section_extend(&proxy->open, context, PP_SECTION_NETSH_PORTPROXY));
    struct pp_fact fact =
        pp_section_fact(&proxy->open, context, PP_FACT_SOCKET, row->address);
    fact.range = (struct pp_range){(uint16_t)port, (uint16_t)port};
    fact.as.socket.address = row->address;
    fact.as.socket.state = PP_SOCKET_LISTENING;
    /* The service that listens for every rule (docs/formats/netsh-http.md). */
    fact.as.socket.process = PP_SV("iphlpsvc");
    return pp_context_fact(context, &fact);
}

static enum pp_status portproxy_take(void *state,
                                     struct pp_context *context,
                                     const struct pp_offer *offer)
{
    struct portproxy *proxy = state;
    struct pp_sv text = pp_offer_clean(offer);
    struct row row;
    struct pp_sv port;
    if (is_command(text)) {
        return take_command(proxy, context);
    }
    bool is_framed = proxy->open.is_open ||
                     pp_context_is_near(context, proxy->frame_nonblank);
    /* Cleaning takes `2001:` of an address for a line number of grep. */
    if (is_framed &&
        (read_row(pp_trim_wide(offer->line), &row) || read_row(text, &row))) {
        return take_row(proxy, context, &row);
    }
    if (is_framed && is_odd_row(text, &port)) {
        return reject_row(proxy, context, text, port);
    }
    if (is_title(text) || is_underline(text) ||
        is_between(proxy, context, text)) {
        return take_frame(proxy, context);
    }
    return PP_OK;
}

const struct pp_parser pp_parser_netsh_portproxy = {
    .name = "netsh_portproxy",
    .state_size = sizeof(struct portproxy),
    .take = portproxy_take,
    .close = portproxy_close,
};
