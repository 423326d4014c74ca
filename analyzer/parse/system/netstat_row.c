/* Rows of netstat, known by their structure. */
#include "netstat_row.h"

#include "base/bytes.h"
#include "base/cursor.h"
#include "knowledge/netstat_words.h"
#include "parse/line/label.h"
#include "text/words.h"

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
static bool read_endpoint(struct pp_sv word,
                          struct pp_netstat_end *ret_endpoint)
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
        (struct pp_netstat_end){address, pp_sv_sub(word, colon, SIZE_MAX)};
    return true;
}

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* What follows the addresses: words of a state, then a number, then
 * whatever else was asked for (-t, -y). */
static void read_tail(struct pp_cursor *cursor, struct pp_netstat_row *row)
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
    row->more = (struct pp_sv){cursor->at, (size_t)(cursor->end - cursor->at)};
}

bool pp_netstat_row_read(struct pp_sv text, struct pp_netstat_row *ret_row)
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

bool pp_netstat_is_numeric(struct pp_sv address)
{
    return pp_sv_equal(address, PP_SV("*")) || pp_has_one_of(address, ":") ||
           pp_is_all_of(address, PP_DIGITS ".");
}

enum pp_netstat_port pp_netstat_row_port(struct pp_sv text, uint32_t *ret_port)
{
    if (pp_sv_to_u32(text, PP_PORT_MAX, ret_port)) {
        return PP_NETSTAT_PORT_NUMBER;
    }
    if (!pp_is_alpha(text.ptr[0])) {
        return PP_NETSTAT_PORT_BAD;
    }
    *ret_port = pp_port_by_name(text);
    return *ret_port > 0 ? PP_NETSTAT_PORT_NUMBER : PP_NETSTAT_PORT_NAME;
}

/* Words that are known say what they say. Without them a foreign port 0 is a
 * listener: only -q prints it for anything else, and says BOUND in every
 * capture known (docs/formats/netstat.md#states). */
enum pp_socket_state pp_netstat_row_state(const struct pp_netstat_row *row)
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

/* --- broken rows ---------------------------------------------------------- */

static bool is_port(struct pp_sv text)
{
    uint32_t port = 0;
    return pp_sv_equal(text, PP_SV("*")) ||
           pp_netstat_row_port(text, &port) == PP_NETSTAT_PORT_NUMBER;
}

bool pp_netstat_row_is_whole(const struct pp_netstat_row *row)
{
    bool has_ends = pp_netstat_is_numeric(row->local.address) &&
                    pp_netstat_is_numeric(row->foreign.address) &&
                    is_port(row->local.port) && is_port(row->foreign.port);
    if (!has_ends || row->more.len > 0) {
        return false;
    }
    return row->protocol == PP_UDP
               ? row->state.len == 0 && row->pid.len > 0
               : pp_netstat_state(row->state) != PP_SOCKET_NONE ||
                     (row->state.len > 0 && row->pid.len > 0);
}

/* A part of one end, not the rest of one and the beginning of another:
 * `[fe80::1%4]:4`, `10.0.0.5:`, `*:*`. */
static bool is_part_of_end(struct pp_sv word)
{
    bool has_bracket = word.ptr[0] == '[';
    struct pp_sv port = word;
    if (word.ptr[0] == '*') {
        return pp_sv_starts(PP_SV("*:*"), word);
    }
    const struct pp_sv address = pp_take_until(&port, has_bracket ? ']' : ':');
    if (has_bracket && port.len > 0) {
        const struct pp_sv colon = pp_take_until(&port, ':');
        if (colon.len > 0) {
            return false;
        }
    }
    return pp_is_all_of(pp_sv_sub(address, has_bracket, SIZE_MAX),
                        has_bracket ? PP_HEX_DIGITS ":.%" : PP_DIGITS ".") &&
           pp_is_all_of(port, PP_DIGITS);
}

/* `ESTABLI`; words of other languages are not cut. */
static bool is_part_of_state(struct pp_sv text)
{
    static const char *const words[] = {"LISTENING",
                                        "BOUND",
                                        "ESTABLISHED",
                                        "TIME_WAIT",
                                        "CLOSE_WAIT",
                                        "SYN_SENT",
                                        "SYN_RECEIVED",
                                        "FIN_WAIT_1",
                                        "CLOSING",
                                        "LAST_ACK"};
    for (size_t i = 0; i < PP_ARRAY_LEN(words); i++) {
        if (pp_sv_starts(pp_sv_from(words[i]), text)) {
            return true;
        }
    }
    return false;
}

bool pp_netstat_row_begins(struct pp_sv text)
{
    struct pp_cursor cursor = pp_cursor_over(text);
    enum pp_protocol protocol;
    struct pp_netstat_end end;
    if (!read_protocol(next_word(&cursor), &protocol)) {
        return false;
    }
    const struct pp_sv local = next_word(&cursor);
    const struct pp_sv foreign = next_word(&cursor);
    const struct pp_sv state = next_word(&cursor);
    if (local.len == 0) {
        return true; /* the protocol alone */
    }
    if (local.len < 2 || !pp_has_one_of(local, ":.") ||
        !is_part_of_end(local) || next_word(&cursor).len > 0) {
        return false;
    }
    bool has_local = read_endpoint(local, &end) && is_port(end.port);
    if (foreign.len == 0) {
        return true;
    }
    return has_local && is_part_of_end(foreign) &&
           (state.len == 0 || (read_endpoint(foreign, &end) &&
                               is_port(end.port) && is_part_of_state(state)));
}
