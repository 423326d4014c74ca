/* `check`: can these ports be bound. */
#include <string.h>

#include "portplan/check.h"
#include "portplan/report.h"

#include "commands.h"
#include "platform.h"
#include "session.h"

enum {
    MAX_REPORT_BYTES = 1 << 30
};

/* The list of ports; false after a complaint. */
static bool parse_ports(const struct cli *cli, struct pp_port_list *ret_ports)
{
    if (cli->word_count == 0) {
        complain("check needs ports: portplan check 8080,50051/udp dump.txt");
        return false;
    }
    const char *word = cli->words[0];
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(pp_sv_from(word), ret_ports, &item, &why);
    if (status == PP_OK) {
        return true;
    }
    bool is_file =
        word[0] == '@' || platform_file_kind(word) != PLATFORM_FILE_NONE;
    if (status != PP_ERR_FORMAT) {
        (void)complain_status(status);
    } else if (is_file) {
        complain("the ports come first, then the captures: portplan check "
                 "PORTS %s",
                 word);
    } else {
        complain("'%.*s' is no port or range: %s", PP_SV_ARGS(item), why);
    }
    return false;
}

static enum exit_code write_text(struct cli *cli,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 enum exit_code code)
{
    if (code == EXIT_NOTHING) {
        session_tell_diags(session, cli);
        return session_tell_nothing(session);
    }
    struct pp_buf report;
    pp_buf_init(&report, MAX_REPORT_BYTES);
    pp_check_text(&report, &cli->style, check, &session->view);
    code = cli_deliver(cli, &report, code);
    session_tell_diags(session, cli);
    return code;
}

static enum exit_code write_json(struct cli *cli,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 enum exit_code code)
{
    struct pp_buf report;
    pp_buf_init(&report, MAX_REPORT_BYTES);
    pp_check_json(&report, check, &session->view);
    if (code == EXIT_NOTHING) {
        (void)session_tell_nothing(session);
    }
    return cli_deliver(cli, &report, code);
}

static enum exit_code answer(struct cli *cli,
                             const struct session *session,
                             const struct pp_port_list *ports)
{
    enum pp_bind_kind kind = PP_BIND_PLAIN;
    const char *as = cli_value(cli, OPTION_AS);
    if (as != NULL && !pp_bind_kind_parse(pp_sv_from(as), &kind)) {
        return complain_value(
            OPTION_AS, as, option_table()[OPTION_AS].argument);
    }
    struct pp_check *check = NULL;
    enum pp_status status = pp_check_run(session->machine, ports, kind, &check);
    if (status != PP_OK) {
        return complain_status(status);
    }
    enum exit_code code =
        session_code(session, cli, pp_check_is_yes(check) ? EXIT_YES : EXIT_NO);
    const char *format = cli_value(cli, OPTION_FORMAT);
    bool is_json = format != NULL && strcmp(format, "json") == 0;
    code = is_json ? write_json(cli, session, check, code)
                   : write_text(cli, session, check, code);
    pp_check_free(check);
    return code;
}

enum exit_code cmd_check(struct cli *cli)
{
    struct pp_port_list ports = {0};
    struct session session;
    enum exit_code code = EXIT_TROUBLE;
    if (parse_ports(cli, &ports) && session_open(&session, cli, 1, NULL)) {
        code = answer(cli, &session, &ports);
        session_close(&session);
    }
    pp_port_list_done(&ports);
    return code;
}
