/* `check`: can these ports be bound. */
#include "cmd_check.h"

#include "portplan/check.h"
#include "portplan/port_list.h"

#include "base/bounds.h"
#include "check/check_json.h"
#include "check/check_text.h"
#include "port_words.h"
#include "session.h"

static enum exit_code write_text(struct cli *cli,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 enum exit_code code)
{
    struct pp_buf report = cli_report();
    if (code == EXIT_NOTHING) {
        return session_end_empty(session, cli);
    }
    pp_check_text(&report, &cli->style, check, &session->view);
    return session_deliver(session, cli, &report, code);
}

static enum exit_code write_json(struct cli *cli,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 enum exit_code code)
{
    struct pp_buf report = cli_report();
    pp_check_json(&report, check, &session->view);
    if (code == EXIT_NOTHING) {
        (void)session_complain_empty(session);
    }
    return cli_deliver(cli, &report, code);
}

/* How it is asked: --as, --address, --assume; false after a complaint. */
static bool read_options(const struct cli *cli,
                         struct pp_check_options *ret_options)
{
    const char *as = cli_value(cli, OPTION_AS);
    const char *address = cli_value(cli, OPTION_ADDRESS);
    *ret_options = (struct pp_check_options){0};
    if (as != NULL && !pp_bind_kind_parse(pp_sv_from(as), &ret_options->kind)) {
        return complain_value(
            OPTION_AS, as, option_table()[OPTION_AS].argument);
    }
    if (address != NULL &&
        !pp_address_parse(pp_sv_from(address), &ret_options->address)) {
        return complain_value(
            OPTION_ADDRESS,
            address,
            "an address to bind, such as 127.0.0.1, 0.0.0.0, ::1 or ::");
    }
    return cli_assumptions(cli, &ret_options->assumptions);
}

static enum exit_code answer(struct cli *cli,
                             const struct session *session,
                             const struct pp_port_list *ports,
                             const struct pp_check_options *options)
{
    struct pp_check *check = NULL;
    enum pp_status status =
        pp_check_run(session->machine, ports, options, &check);
    if (status == PP_OK) {
        status = pp_check_explain(
            check, session->view.facts, session->view.fact_count);
    }
    if (status != PP_OK) {
        pp_check_free(check);
        return complain_status(status);
    }
    enum exit_code code =
        session_code(session, cli, pp_check_is_yes(check) ? EXIT_YES : EXIT_NO);
    code = cli_is_format(cli, "json") ? write_json(cli, session, check, code)
                                      : write_text(cli, session, check, code);
    pp_check_free(check);
    return code;
}

enum exit_code cmd_check(struct cli *cli)
{
    struct port_words question;
    struct session session;
    struct pp_check_options options;
    enum exit_code code = EXIT_TROUBLE;
    if (port_words_read(cli, "check", PP_TCP, &question) &&
        read_options(cli, &options) &&
        session_open(&session, cli, question.first_capture, NULL)) {
        options.is_query = question.has_ports;
        if (question.has_ports ||
            session_take_ports(&session, cli, "check", &question.ports)) {
            code = answer(cli, &session, &question.ports, &options);
        }
        session_close(&session);
    }
    pp_port_list_done(&question.ports);
    return code;
}
