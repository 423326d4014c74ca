/*
 * netstat: rows `TCP|UDP local foreign [state] [pid]`, in any language and of
 * any width, with the owner lines of -b. Rows are known by their structure:
 * a protocol and two addresses with ports. Words only name states and frame
 * the table (knowledge/netstat_words.def).
 *
 * A row's owner is on the lines below it, so the fact of a row is held
 * until the next line has shown whether it is one, or another format begins.
 * A narrow terminal or a mail breaks rows: a line that makes a row of the one
 * above it is its rest.
 */
#include "base/bytes.h"
#include "knowledge/netstat_words.h"
#include "netstat_row.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"

/* --- the table ------------------------------------------------------------ */

enum {
    BROKEN_BYTES = 512 /* no row is longer */
};

/* The row, or the beginning of one, that the next line may go on with. */
struct broken {
    char bytes[BROKEN_BYTES];
    size_t len;   /* 0: there is none */
    bool is_row;  /* its fact is held */
    bool is_sure; /* a beginning inside of a list */
    uint64_t last_line;
    struct pp_place place;
    struct pp_hold hold; /* the lines of a beginning */
};

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
    struct broken broken;
};

static enum pp_status emit_held(struct netstat *netstat,
                                struct pp_context *context)
{
    if (!netstat->has_fact) {
        return PP_OK;
    }
    netstat->has_fact = false;
    netstat->broken.len = netstat->broken.is_row ? 0 : netstat->broken.len;
    netstat->fact.as.socket.process = pp_kept_view(&netstat->owner);
    netstat->owner.len = 0;
    return pp_context_fact(context, &netstat->fact);
}

/* A beginning that nothing went on with. */
static void settle_broken(struct netstat *netstat, struct pp_context *context)
{
    struct broken *broken = &netstat->broken;
    for (uint64_t i = 0; i < broken->hold.lines && broken->is_sure; i++) {
        const struct pp_diag draft = pp_context_draft_at(
            context, PP_DIAG_SOCKET_ROW, broken->last_line - i);
        pp_diags_add(context->options.diags, &draft, "the row breaks off");
    }
    if (broken->is_sure) {
        pp_context_reclaim(context, &broken->hold, PP_TAKE_REJECTED);
    }
    pp_context_release(context, &broken->hold);
    broken->len = 0;
}

static enum pp_status netstat_close(void *state, struct pp_context *context)
{
    struct netstat *netstat = state;
    PP_TRY(emit_held(netstat, context));
    settle_broken(netstat, context);
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
static enum pp_status extend_from(struct netstat *netstat,
                                  struct pp_context *context,
                                  uint64_t first_line)
{
    bool was_open = netstat->open.is_open;
    PP_TRY(pp_section_extend_from(
        &netstat->open, context, PP_SECTION_NETSTAT, first_line));
    if (!was_open) {
        pp_section_set_listing(&netstat->open, context, PP_LISTER_NETSTAT);
    }
    return PP_OK;
}

static enum pp_status extend(struct netstat *netstat,
                             struct pp_context *context)
{
    return extend_from(netstat, context, context->line_number);
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
                     const struct pp_netstat_row *row,
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
                                    const struct pp_netstat_row *row,
                                    uint32_t port)
{
    uint32_t other = 0;
    if (port == 0) {
        return reject_row(
            netstat, context, row->local.port, "a local port from 1 to 65535");
    }
    if (pp_netstat_row_port(row->foreign.port, &other) == PP_NETSTAT_PORT_BAD &&
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
    fact.as.socket.state = pp_netstat_row_state(row);
    fact.as.socket.has_pid = row->pid.len > 0;
    fact.as.socket.pid = pid;
    fact.as.socket.remote_port = (uint16_t)other;
    keep_row(netstat, context, row, &fact);
    return PP_OK;
}

static enum pp_status take_row(struct netstat *netstat,
                               struct pp_context *context,
                               const struct pp_netstat_row *row)
{
    uint32_t port = 0;
    enum pp_netstat_port kind = pp_netstat_row_port(row->local.port, &port);
    /* Without a table around it, prose may look like a row of names. */
    if (!pp_netstat_is_numeric(row->local.address) && !netstat->open.is_open &&
        !netstat->has_frame && !pp_is_all_of(row->foreign.port, PP_DIGITS)) {
        return PP_OK;
    }
    PP_TRY(emit_held(netstat, context));
    if (pp_section_has_new_listing(
            &netstat->open, context, PP_LISTER_NETSTAT)) {
        PP_TRY(netstat_close(netstat, context));
    }
    claim_frame(netstat, context);
    switch (kind) {
    case PP_NETSTAT_PORT_NUMBER:
        return take_numbered(netstat, context, row, port);
    case PP_NETSTAT_PORT_NAME:
        return pass_row(netstat, context, row->local.port);
    case PP_NETSTAT_PORT_BAD:
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
               pp_is_all_word(text, "_-.$") && !pp_is_all_of(text, PP_DIGITS)) {
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

/* --- broken rows ---------------------------------------------------------- */

/* The text, with the blanks that end its line as one. */
static void keep_broken(struct netstat *netstat,
                        const struct pp_context *context,
                        struct pp_sv text,
                        bool is_row)
{
    struct broken *broken = &netstat->broken;
    const struct pp_sv line = context->line_text;
    bool has_blank = line.len > 0 && pp_is_blank(line.ptr[line.len - 1]) &&
                     text.len > 0 && !pp_is_blank(text.ptr[text.len - 1]);
    broken->is_row = is_row;
    broken->last_line = context->line_number;
    broken->len = text.len + 1 < BROKEN_BYTES ? text.len : 0;
    memmove(broken->bytes, text.ptr, broken->len);
    if (has_blank && broken->len > 0) {
        broken->bytes[broken->len++] = ' ';
    }
}

static void begin_row(struct netstat *netstat,
                      struct pp_context *context,
                      struct pp_sv text)
{
    struct broken *broken = &netstat->broken;
    settle_broken(netstat, context);
    keep_broken(netstat, context, text, false);
    broken->place = pp_context_place(context, text);
    /* `TCP` alone may be a heading. */
    broken->is_sure = (netstat->open.is_open || netstat->has_frame) &&
                      pp_has_one_of(text, ".:");
    if (broken->is_sure) {
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &broken->hold);
    } else {
        pp_context_hold_tentatively(context, &broken->hold);
    }
    if (netstat->head_nonblank + 1 == context->nonblank_line) {
        netstat->head_nonblank++; /* column titles are above its end, too */
    }
}

/* Whether both texts make a row, or more of one. What is known of it stays as
 * it is. */
static bool goes_on(struct pp_sv before,
                    struct pp_sv joined,
                    bool is_whole,
                    struct pp_netstat_row *ret_row)
{
    struct pp_netstat_row row;
    enum pp_socket_state known = PP_SOCKET_NONE;
    bool is_row = pp_netstat_row_read(joined, ret_row);
    if (pp_netstat_row_read(before, &row)) {
        known = pp_netstat_state(row.state);
    }
    if (!is_whole) {
        return pp_netstat_row_begins(before) && pp_netstat_row_begins(joined);
    }
    return is_row && pp_netstat_row_is_whole(ret_row) &&
           (known == PP_SOCKET_NONE ||
            known == pp_netstat_state(ret_row->state));
}

/* A line breaks within a word or at a blank: what makes a whole row, then what
 * makes more of one. */
static bool join_broken(const struct broken *broken,
                        struct pp_sv rest,
                        char joined[2 * BROKEN_BYTES],
                        struct pp_sv *ret_text)
{
    struct pp_netstat_row row;
    const struct pp_sv before = {broken->bytes, broken->len};
    if (rest.len + 1 >= BROKEN_BYTES) {
        return false;
    }
    memcpy(joined, before.ptr, before.len);
    for (int try = 0; try < 4; try++) {
        size_t len = before.len;
        if (try % 2 == 1) {
            joined[len++] = ' ';
        }
        memcpy(joined + len, rest.ptr, rest.len);
        *ret_text = (struct pp_sv){joined, len + rest.len};
        if (goes_on(before, *ret_text, try < 2, &row)) {
            return true;
        }
    }
    return false;
}

/* The line is the rest of the row above, or more of it. */
static enum pp_status take_rest(struct netstat *netstat,
                                struct pp_context *context,
                                struct pp_sv line)
{
    struct broken *broken = &netstat->broken;
    char joined[2 * BROKEN_BYTES];
    struct pp_sv whole;
    struct pp_netstat_row row;
    if (broken->len == 0 || broken->last_line + 1 != context->line_number ||
        !join_broken(
            broken, pp_trim_start(pp_sv_trim(line), "> "), joined, &whole)) {
        return PP_OK;
    }
    if (!pp_netstat_row_read(whole, &row)) {
        keep_broken(netstat, context, whole, false);
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &broken->hold);
        return PP_OK;
    }
    const struct pp_place place = broken->place;
    pp_context_reclaim(context, &broken->hold, PP_TAKE_USED);
    netstat->has_fact = false;
    PP_TRY(extend_from(netstat, context, place.line));
    PP_TRY(take_row(netstat, context, &row));
    netstat->fact.place = place;
    keep_broken(netstat, context, whole, true);
    broken->place = place;
    return PP_OK;
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
    struct pp_netstat_row row;
    if (text.len == 0) {
        return PP_OK;
    }
    if (pp_netstat_row_read(text, &row)) {
        settle_broken(netstat, context);
        PP_TRY(take_row(netstat, context, &row));
        if (netstat->has_fact) {
            keep_broken(netstat, context, text, true);
            netstat->broken.place = netstat->fact.place;
        }
        return PP_OK;
    }
    PP_TRY(take_rest(netstat, context, offer->line));
    if (context->is_taken) {
        return PP_OK;
    }
    uint32_t count = 0;
    if (is_count(context, text, &count)) {
        return take_count(netstat, context, text, count);
    }
    if (pp_netstat_row_begins(text)) {
        PP_TRY(emit_held(netstat, context));
        begin_row(netstat, context, text);
        return PP_OK;
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
