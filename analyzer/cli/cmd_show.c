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
static enum exit_code end_report(struct cli *cli,
                                 const struct session *session,
                                 struct pp_buf *report)
{
    enum exit_code code = session_code(session, cli, EXIT_YES);
    if (code == EXIT_NOTHING) {
        (void)session_complain_empty(session);
    }
    return cli_deliver(cli, report, code);
}

/* Totals only: the facts pass by and are not kept. */
static enum exit_code show_count(struct cli *cli)
{
    struct pp_fact_sink sink = {.fact = ignore_fact};
    struct session session;
    if (!session_open(&session, cli, 0, &sink)) {
        return EXIT_TROUBLE;
    }
    struct pp_load_totals totals = pp_load_totals(session.load);
    struct pp_buf report = cli_report();
    pp_show_count(&report, &totals);
    enum exit_code code = end_report(cli, &session, &report);
    session_close(&session);
    return code;
}

static enum pp_status write_block(void *user, struct pp_sv bytes)
{
    struct output *output = user;
    return output_write(output, bytes);
}

/* Reads and writes at the same time; complains itself about the reading. */
static enum exit_code stream_facts(struct cli *cli,
                                   struct pp_fact_writer *writer)
{
    struct pp_fact_sink sink = pp_fact_writer_sink(writer);
    struct session session;
    if (!session_open(&session, cli, 0, &sink)) {
        return EXIT_TROUBLE;
    }
    /* A failed write is reported when the output is closed. */
    (void)!pp_fact_writer_finish(writer);
    session_print_diags(&session, cli);
    enum exit_code code = session_code(&session, cli, EXIT_YES);
    if (code == EXIT_NOTHING) {
        (void)session_complain_empty(&session);
    }
    session_close(&session);
    return code;
}

static enum exit_code show_ndjson(struct cli *cli)
{
    if (!cli_open_output(cli)) {
        return EXIT_TROUBLE;
    }
    struct pp_flush flush = {.user = &cli->output, .write = write_block};
    struct pp_fact_writer *writer = NULL;
    enum exit_code code;
    enum pp_status status = pp_fact_writer_new(&flush, &writer);
    if (status == PP_OK) {
        code = stream_facts(cli, writer);
    } else {
        code = complain_status(status);
    }
    pp_fact_writer_free(writer);
    if (cli->output.is_unwanted) {
        output_abandon(&cli->output);
        return EXIT_YES;
    }
    if (code == EXIT_TROUBLE && !cli->output.is_failed &&
        cli->output.path != NULL) {
        output_abandon(&cli->output);
        return code;
    }
    return cli_close_output(cli, code);
}

/* The ports to point at; false after a complaint. */
static bool parse_marks(const struct cli *cli, struct pp_port_list *ret_marks)
{
    const char *text = cli_value(cli, OPTION_MARK);
    if (text == NULL) {
        return true;
    }
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(pp_sv_from(text), ret_marks, &item, &why);
    if (status == PP_ERR_FORMAT) {
        complain("--mark: '%.*s' is no port: %s", PP_SV_ARGS(item), why);
        return false;
    }
    return is_ok(status);
}

static enum exit_code write_text(struct cli *cli, const struct session *session)
{
    struct pp_buf report = cli_report();
    if (!session_has_captures(session)) {
        return session_end_empty(session, cli);
    }
    pp_show_text(&report, &cli->style, &session->view);
    return session_deliver(session, cli, &report, EXIT_YES);
}

static enum exit_code
write_other(struct cli *cli, const struct session *session, const char *format)
{
    static const struct {
        const char *format;
        void (*write)(struct pp_buf *buf, const struct pp_show *show);
    } writers[] = {
        {"json", pp_show_json},
        {"csv", pp_show_csv},
        {"svg", pp_show_svg},
    };
    struct pp_buf report = cli_report();
    for (size_t i = 0; i < PP_ARRAY_LEN(writers); i++) {
        if (strcmp(writers[i].format, format) == 0) {
            writers[i].write(&report, &session->view);
        }
    }
    if (strcmp(format, "json") != 0) {
        session_print_diags(session, cli);
    }
    return end_report(cli, session, &report);
}

enum exit_code cmd_show(struct cli *cli)
{
    const char *format = cli_value(cli, OPTION_FORMAT);
    format = format != NULL ? format : "text";
    if (strcmp(format, "count") == 0) {
        return show_count(cli);
    }
    if (strcmp(format, "ndjson") == 0) {
        return show_ndjson(cli);
    }
    struct pp_port_list marks = {0};
    struct session session;
    if (!parse_marks(cli, &marks) || !session_open(&session, cli, 0, NULL)) {
        pp_port_list_done(&marks);
        return EXIT_TROUBLE;
    }
    session.view.asked = marks.count > 0 ? &marks : NULL;
    session.view.all_rows = cli_has(cli, OPTION_ROWS);
    bool is_text = strcmp(format, "text") == 0;
    enum exit_code code = is_text ? write_text(cli, &session)
                                  : write_other(cli, &session, format);
    session_close(&session);
    pp_port_list_done(&marks);
    return code;
}
