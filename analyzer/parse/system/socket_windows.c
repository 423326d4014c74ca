/*
 * The windows of TCPView and CurrPorts, saved as text or copied: rows between
 * tabs or commas, with heads or without, and reports of one `Name : value` a
 * line (docs/formats/netstat.md#tcpview-and-currports).
 */
#include <string.h>

#include "base/bytes.h"
#include "parse/line/clean.h"
#include "parse/line/label.h"
#include "parse/line/parsers.h"
#include "socket_row.h"

enum column {
    COLUMN_PROCESS = 0,
    COLUMN_PID,
    COLUMN_PROTOCOL,
    COLUMN_STATE,
    COLUMN_ADDRESS,
    COLUMN_PORT,
    COLUMN_REMOTE_ADDRESS,
    COLUMN_REMOTE_PORT,
    COLUMN_COUNT,
};

/* Which field of a row each column is, counted from 1; 0: none. */
struct layout {
    unsigned char field[COLUMN_COUNT];
};

/* A socket of a report, line by line. */
struct report {
    struct pp_kept_text values[COLUMN_COUNT];
    uint64_t first_line;
    uint64_t last_nonblank; /* 0: there is none */
    bool is_sure;           /* an id follows the name */
    struct pp_place place;  /* of the port */
    uint32_t port;          /* 0: none so far, or it holds none */
};

struct socket_windows {
    struct pp_open_section open;
    struct layout heads;
    bool has_heads;
    struct pp_hold hold;
    struct report report;
};

/* Layouts without heads: CurrPorts, and TCPView since 4 and up to 3. */
static const struct layout currports = {{1, 2, 3, 11, 6, 4, 9, 7}};
static const struct layout tcpview_4 = {{1, 2, 3, 4, 5, 6, 7, 8}};
static const struct layout tcpview_3 = {{1, 2, 3, 8, 4, 5, 6, 7}};

static bool is_number(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_of(text, PP_DIGITS);
}

/* --- rows ----------------------------------------------------------------- */

static struct pp_sv unquoted(struct pp_sv text)
{
    bool is_quoted = text.len >= 2 && pp_sv_starts(text, PP_SV("\"")) &&
                     pp_sv_ends(text, PP_SV("\""));
    return is_quoted ? pp_sv_sub(text, 1, text.len - 2) : text;
}

/* TCPView puts IPv6 into brackets. */
static struct pp_sv without_brackets(struct pp_sv text)
{
    bool has_brackets =
        pp_sv_starts(text, PP_SV("[")) && pp_sv_ends(text, PP_SV("]"));
    return has_brackets ? pp_sv_sub(text, 1, text.len - 2) : text;
}

/* An address, or the name of a host. */
static bool is_host(struct pp_sv text)
{
    return text.len > 0 && text.len <= PP_KEPT_BYTES &&
           pp_is_all_word(text, "-.:%_");
}

static bool is_port(struct pp_sv text)
{
    return text.len > 0 && pp_is_all_word(text, "-_.");
}

static struct pp_sv value_at(const struct pp_socket_fields *fields,
                             const struct layout *layout,
                             enum column column)
{
    size_t field = layout->field[column];
    return field == 0 ? (struct pp_sv){NULL, 0}
                      : unquoted(pp_socket_field(fields, field - 1));
}

/* Fills the row; false where its protocol is none. */
static bool fill(const struct pp_socket_fields *fields,
                 const struct layout *layout,
                 struct pp_socket_row *row)
{
    *row = (struct pp_socket_row){
        .process = value_at(fields, layout, COLUMN_PROCESS),
        .pid = value_at(fields, layout, COLUMN_PID),
        .state = value_at(fields, layout, COLUMN_STATE),
        .address = without_brackets(value_at(fields, layout, COLUMN_ADDRESS)),
        .port = value_at(fields, layout, COLUMN_PORT),
        .remote_address =
            without_brackets(value_at(fields, layout, COLUMN_REMOTE_ADDRESS)),
        .remote_port = value_at(fields, layout, COLUMN_REMOTE_PORT),
    };
    return pp_socket_read_protocol(value_at(fields, layout, COLUMN_PROTOCOL),
                                   &row->protocol);
}

/* `[System Process]`, `java.exe`: what no word of prose or of a log is. */
static bool is_program(struct pp_sv name)
{
    const struct pp_sv exe = PP_SV(".exe");
    return (name.len > exe.len &&
            pp_sv_equal_nocase(pp_sv_sub(name, name.len - exe.len, exe.len),
                               exe)) ||
           pp_sv_equal(name, PP_SV("System")) ||
           pp_sv_equal(name, PP_SV("Unknown")) ||
           pp_sv_starts(name, PP_SV("["));
}

/* Without heads the form of the fields must tell the layout. */
static bool fits(const struct pp_socket_row *row, const struct layout *layout)
{
    if (!is_number(row->pid) || !is_host(row->address) || !is_port(row->port)) {
        return false;
    }
    if (layout == &currports) {
        return is_number(row->port) && pp_socket_is_address(row->address);
    }
    bool has_state = pp_socket_state_of(row->state) != PP_SOCKET_NONE ||
                     pp_sv_equal_nocase(row->state, PP_SV("CLOSED"));
    bool has_none = row->protocol == PP_UDP && row->state.len == 0;
    return has_state || has_none ||
           (row->protocol == PP_UDP && layout == &tcpview_3 &&
            pp_sv_equal(row->remote_address, PP_SV("*")));
}

/* TCPView up to 2: `java.exe:4312  TCP  srv:8443  srv:0  LISTENING`. */
static bool read_endpoints(const struct pp_socket_fields *fields,
                           struct pp_sv text,
                           struct pp_socket_row *row)
{
    size_t at = 1; /* of the protocol: blanks may be in the name */
    while (at < 4 && !pp_socket_read_protocol(pp_socket_field(fields, at),
                                              &row->protocol)) {
        at++;
    }
    if (at == 4) {
        return false;
    }
    const struct pp_sv last = fields->items[at - 1];
    const struct pp_sv owner =
        pp_sv_sub(text, 0, (size_t)(last.ptr + last.len - text.ptr));
    const size_t colon = pp_behind_last(owner, ':');
    row->state = pp_socket_field(fields, at + 3);
    row->pid = pp_sv_sub(owner, colon, SIZE_MAX);
    row->process = pp_sv_sub(owner, 0, colon > 0 ? colon - 1 : 0);
    return row->process.len > 0 && is_number(row->pid) &&
           pp_socket_split_endpoint(
               pp_socket_field(fields, at + 1), &row->address, &row->port) &&
           pp_socket_split_endpoint(pp_socket_field(fields, at + 2),
                                    &row->remote_address,
                                    &row->remote_port);
}

static char delimiter_of(struct pp_sv text)
{
    return memchr(text.ptr, '\t', text.len) != NULL  ? '\t'
           : memchr(text.ptr, ',', text.len) != NULL ? ','
                                                     : ' ';
}

static bool read_bare_row(struct pp_sv text, struct pp_socket_row *row)
{
    static const struct layout *const layouts[] = {
        &currports, &tcpview_4, &tcpview_3};
    const char delimiter = delimiter_of(text);
    struct pp_socket_fields fields;
    pp_socket_fields_split(text, delimiter, &fields);
    for (size_t i = 0; i < PP_ARRAY_LEN(layouts) && fields.count >= 5; i++) {
        if (fill(&fields, layouts[i], row) && fits(row, layouts[i]) &&
            (delimiter == '\t' || is_program(row->process))) {
            return true;
        }
    }
    *row = (struct pp_socket_row){.protocol = PP_TCP};
    return fields.count >= 4 && read_endpoints(&fields, text, row);
}

/* --- heads ---------------------------------------------------------------- */

static enum column column_of(struct pp_sv name)
{
    static const struct {
        const char *name;
        enum column column;
    } names[] = {
        {"Process", COLUMN_PROCESS},
        {"Process Name", COLUMN_PROCESS},
        {"PID", COLUMN_PID},
        {"Process ID", COLUMN_PID},
        {"Protocol", COLUMN_PROTOCOL},
        {"State", COLUMN_STATE},
        {"Local Address", COLUMN_ADDRESS},
        {"Local Port", COLUMN_PORT},
        {"Remote Address", COLUMN_REMOTE_ADDRESS},
        {"Remote Port", COLUMN_REMOTE_PORT},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(names); i++) {
        if (pp_sv_equal(name, pp_sv_from(names[i].name))) {
            return names[i].column;
        }
    }
    return COLUMN_COUNT;
}

static bool read_heads(struct pp_sv text, struct layout *ret)
{
    struct pp_socket_fields fields;
    const char delimiter = delimiter_of(text);
    struct layout layout = {{0}};
    if (delimiter == ' ') {
        return false;
    }
    pp_socket_fields_split(text, delimiter, &fields);
    for (size_t i = 0; i < fields.count; i++) {
        enum column column = column_of(unquoted(fields.items[i]));
        if (column != COLUMN_COUNT && layout.field[column] == 0) {
            layout.field[column] = (unsigned char)(i + 1);
        }
    }
    *ret = layout;
    return layout.field[COLUMN_PROTOCOL] != 0 &&
           layout.field[COLUMN_PORT] != 0 && layout.field[COLUMN_ADDRESS] != 0;
}

/* --- reports -------------------------------------------------------------- */

static enum pp_status give_report(struct socket_windows *windows,
                                  struct pp_context *context)
{
    struct report *report = &windows->report;
    if (report->last_nonblank == 0) {
        return PP_OK;
    }
    struct pp_socket_row row = {
        .process = pp_kept_view(&report->values[COLUMN_PROCESS]),
        .pid = pp_kept_view(&report->values[COLUMN_PID]),
        .state = pp_kept_view(&report->values[COLUMN_STATE]),
        .address = pp_kept_view(&report->values[COLUMN_ADDRESS]),
        .remote_address = pp_kept_view(&report->values[COLUMN_REMOTE_ADDRESS]),
        .remote_port = pp_kept_view(&report->values[COLUMN_REMOTE_PORT]),
    };
    bool is_socket =
        report->is_sure && report->port > 0 &&
        pp_socket_read_protocol(pp_kept_view(&report->values[COLUMN_PROTOCOL]),
                                &row.protocol);
    report->last_nonblank = 0;
    if (!is_socket) {
        pp_context_release(context, &windows->hold);
        return PP_OK;
    }
    pp_context_reclaim(context, &windows->hold, PP_TAKE_USED);
    struct pp_fact fact =
        pp_socket_row_fact(&windows->open, context, &row, report->port);
    fact.place = report->place;
    return pp_context_fact(context, &fact);
}

/* The lines of a report say what they are only when an id follows the name. */
static enum pp_status begin_report(struct socket_windows *windows,
                                   struct pp_context *context,
                                   struct pp_sv process)
{
    PP_TRY(give_report(windows, context));
    windows->report = (struct report){
        .first_line = context->line_number,
        .last_nonblank = context->nonblank_line,
    };
    if (!pp_keep_text(&windows->report.values[COLUMN_PROCESS], process)) {
        windows->report.last_nonblank = 0;
        return PP_OK;
    }
    if (windows->open.is_open) {
        pp_context_take(context, PP_TAKE_IGNORED);
    }
    pp_context_hold(context, &windows->hold);
    return PP_OK;
}

static enum pp_status add_value(struct socket_windows *windows,
                                struct pp_context *context,
                                const struct pp_label *line)
{
    struct report *report = &windows->report;
    const enum column column = column_of(line->label);
    report->last_nonblank = context->nonblank_line;
    report->is_sure = true;
    PP_TRY(pp_section_extend_from(
        &windows->open, context, PP_SECTION_SOCKET_ROWS, report->first_line));
    pp_context_take(context, PP_TAKE_IGNORED);
    pp_context_hold(context, &windows->hold);
    if (column == COLUMN_PORT) {
        report->port = pp_socket_port(&windows->open, context, line->value);
        report->place = pp_context_place(context, line->value);
    } else if (column == COLUMN_STATE &&
               pp_socket_is_closed(context, line->value)) {
        report->port = 0;
    } else if (column != COLUMN_COUNT) {
        (void)pp_keep_text(&report->values[column], line->value);
    }
    return PP_OK;
}

static enum pp_status take_label(struct socket_windows *windows,
                                 struct pp_context *context,
                                 struct pp_sv text)
{
    const struct report *report = &windows->report;
    struct pp_label line;
    if (!pp_label_split(text, &line) || line.is_tight) {
        return PP_OK;
    }
    if (pp_sv_equal(line.label, PP_SV("Process Name"))) {
        return begin_report(windows, context, line.value);
    }
    bool follows = report->last_nonblank > 0 &&
                   report->last_nonblank + 1 == context->nonblank_line;
    bool is_id = column_of(line.label) == COLUMN_PID && is_number(line.value);
    return follows && (report->is_sure || is_id)
               ? add_value(windows, context, &line)
               : PP_OK;
}

/* --- lines ---------------------------------------------------------------- */

static enum pp_status take_row(struct socket_windows *windows,
                               struct pp_context *context,
                               const struct pp_socket_row *row)
{
    PP_TRY(give_report(windows, context));
    pp_context_reclaim(context, &windows->hold, PP_TAKE_USED);
    PP_TRY(pp_section_extend(&windows->open, context, PP_SECTION_SOCKET_ROWS));
    return pp_socket_row_take(&windows->open, context, row);
}

/* Below heads a row of neither protocol is told. */
static enum pp_status take_below(struct socket_windows *windows,
                                 struct pp_context *context,
                                 struct pp_sv text)
{
    struct pp_socket_fields fields;
    struct pp_socket_row row;
    const char delimiter = delimiter_of(text);
    if (delimiter == ' ') {
        return PP_OK;
    }
    pp_socket_fields_split(text, delimiter, &fields);
    bool is_row = fill(&fields, &windows->heads, &row);
    if (is_row) {
        return take_row(windows, context, &row);
    }
    if (!is_port(row.port) || !is_host(row.address)) {
        return PP_OK;
    }
    pp_context_reject(context,
                      PP_DIAG_SOCKET_ROW,
                      value_at(&fields, &windows->heads, COLUMN_PROTOCOL),
                      "TCP or UDP");
    windows->open.section.complete = PP_NO;
    return pp_section_extend(&windows->open, context, PP_SECTION_SOCKET_ROWS);
}

static enum pp_status windows_close(void *state, struct pp_context *context)
{
    struct socket_windows *windows = state;
    PP_TRY(give_report(windows, context));
    windows->has_heads = false;
    return pp_section_close(&windows->open, context);
}

static enum pp_status windows_take(void *state,
                                   struct pp_context *context,
                                   const struct pp_offer *offer)
{
    struct socket_windows *windows = state;
    const struct pp_sv text = pp_strip_marks(offer->bare);
    struct pp_socket_row row;
    if (text.len == 0) {
        return PP_OK;
    }
    if (windows->has_heads) {
        PP_TRY(take_below(windows, context, text));
    } else if (pp_has_one_of(text, PP_DIGITS) && read_bare_row(text, &row)) {
        return take_row(windows, context, &row);
    }
    if (!context->is_taken) {
        PP_TRY(take_label(windows, context, text));
    }
    if (!context->is_taken && read_heads(text, &windows->heads)) {
        PP_TRY(windows_close(windows, context));
        windows->has_heads = true;
        pp_context_take(context, PP_TAKE_IGNORED);
        pp_context_hold(context, &windows->hold);
    }
    return PP_OK;
}

const struct pp_parser pp_parser_socket_windows = {
    .name = "windows of sockets",
    .state_size = sizeof(struct socket_windows),
    .take = windows_take,
    .close = windows_close,
};
