/* `show`: what the captures say. */
#include "cmd_show.h"

#include <string.h>

#include "portplan/port_list.h"

#include "print/portmap_svg.h"
#include "session.h"
#include "show/show_csv.h"
#include "show/show_json.h"
#include "show/show_ndjson.h"
#include "show/show_text.h"

static enum pp_status ignore_fact(void *user, const struct pp_fact *fact)
{
    (void)user;
    (void)fact;
    return PP_OK;
}

/* Ends a report other than text, which holds its diagnostics or needs none. */
static enum exit_code end_report(struct call *call,
                                 const struct session *session,
                                 struct pp_buf *report)
{
    enum exit_code code = pps_session_code(session, call, EXIT_YES);
    if (code == EXIT_NOTHING) {
        (void)pps_session_complain_empty(session);
    }
    return pps_call_deliver(call, report, code);
}

/* Totals only: the facts pass by and are not kept. */
static enum exit_code show_count(struct call *call)
{
    struct pp_fact_sink sink = {.fact = ignore_fact};
    struct session session;
    if (!pps_session_open(&session, call, 0, &sink)) {
        return EXIT_TROUBLE;
    }
    struct pp_load_totals totals = pp_load_totals(session.load);
    struct pp_buf report = pps_call_report();
    pp_show_count(&report, &totals);
    enum exit_code code = end_report(call, &session, &report);
    pps_session_close(&session);
    return code;
}

static enum pp_status write_block(void *user, struct pp_sv bytes)
{
    struct pps_io *io = user;
    return io->write(io, bytes);
}

/* Reads and writes at the same time; complains itself about the reading. */
static enum exit_code stream_facts(struct call *call,
                                   struct pp_fact_writer *writer)
{
    struct pp_fact_sink sink = pp_fact_writer_sink(writer);
    struct session session;
    if (!pps_session_open(&session, call, 0, &sink)) {
        return EXIT_TROUBLE;
    }
    /* A failed write is reported when the output is closed. */
    (void)!pp_fact_writer_finish(writer);
    pps_session_print_diags(&session, call);
    enum exit_code code = pps_session_code(&session, call, EXIT_YES);
    if (code == EXIT_NOTHING) {
        (void)pps_session_complain_empty(&session);
    }
    pps_session_close(&session);
    return code;
}

static enum exit_code show_ndjson(struct call *call)
{
    if (!pps_call_open(call)) {
        return EXIT_TROUBLE;
    }
    struct pp_flush flush = {.user = call->io, .write = write_block};
    struct pp_fact_writer *writer = NULL;
    enum exit_code code;
    enum pp_status status = pp_fact_writer_new(&flush, &writer);
    if (status == PP_OK) {
        code = stream_facts(call, writer);
    } else {
        code = pps_call_fail(call, status);
    }
    pp_fact_writer_free(writer);
    code = pps_call_close(call, code);
    return call->io->is_unwanted ? EXIT_YES : code;
}

/* The ports to point at; false after a complaint. */
static bool parse_marks(const struct call *call, struct pp_port_list *ret_marks)
{
    const char *text = pps_call_value(call, OPTION_MARK);
    if (text == NULL) {
        return true;
    }
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(pp_sv_from(text), ret_marks, &item, &why);
    if (status == PP_ERR_FORMAT) {
        pps_io_complain(call->io,
                        "--mark: '%.*s' is not a port: %s",
                        PP_SV_ARGS(item),
                        why);
        return false;
    }
    return pps_io_is_ok(call->io, status);
}

static enum exit_code write_text(struct call *call,
                                 const struct session *session)
{
    struct pp_buf report = pps_call_report();
    if (!pps_session_has_captures(session)) {
        return pps_session_end_empty(session, call);
    }
    pp_show_text(&report, &call->style, &session->view);
    return pps_session_deliver(session, call, &report, EXIT_YES);
}

static enum exit_code write_other(struct call *call,
                                  const struct session *session,
                                  const char *format)
{
    static const struct {
        const char *format;
        void (*write)(struct pp_buf *buf, const struct pp_show *show);
    } writers[] = {
        {"json", pp_show_json},
        {"csv", pp_show_csv},
        {"svg", pp_show_svg},
    };
    struct pp_buf report = pps_call_report();
    for (size_t i = 0; i < PP_ARRAY_LEN(writers); i++) {
        if (strcmp(writers[i].format, format) == 0) {
            writers[i].write(&report, &session->view);
        }
    }
    if (strcmp(format, "json") != 0) {
        pps_session_print_diags(session, call);
    }
    return end_report(call, session, &report);
}

enum exit_code pps_show_paste(struct call *call, const struct session *session)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    return format == NULL || strcmp(format, "text") == 0
               ? write_text(call, session)
               : write_other(call, session, format);
}

enum exit_code pps_cmd_show(struct call *call)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    call->takes_several = true; /* it lists every table */
    if (format != NULL && strcmp(format, "count") == 0) {
        return show_count(call);
    }
    if (format != NULL && strcmp(format, "ndjson") == 0) {
        return show_ndjson(call);
    }
    struct pp_port_list marks = {0};
    struct session session;
    if (!parse_marks(call, &marks) ||
        !pps_session_open(&session, call, 0, NULL)) {
        pp_port_list_done(&marks);
        return EXIT_TROUBLE;
    }
    session.view.asked = marks.count > 0 ? &marks : NULL;
    session.view.all_rows = pps_call_has(call, OPTION_ROWS);
    enum exit_code code = pps_show_paste(call, &session);
    pps_session_close(&session);
    pp_port_list_done(&marks);
    return code;
}
