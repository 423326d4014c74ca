/* `fix`: the commands that make ports bindable, and what comes of them. */
#include "cmd_fix.h"

#include "portplan/port_list.h"

#include "port_words.h"
#include "session.h"
#include "sim/fix/fix_json.h"
#include "sim/fix/fix_script.h"
#include "sim/fix/fix_text.h"

enum {
    DEFAULT_RUNS = 10000,
    MOST_RUNS = 100 * 1000 * 1000,
    DEFAULT_PERCENT = 99,
    PPM_OF_PERCENT = PPS_PPM / 100,
};

/* --as, --cure, --at-least, --runs, --seed, --assume; false after a
 * complaint. */
static bool read_options(const struct cli *cli,
                         struct pps_fix_options *ret_options)
{
    const char *as = cli_value(cli, OPTION_AS);
    const char *cure = cli_value(cli, OPTION_CURE);
    double percent = DEFAULT_PERCENT;
    *ret_options = (struct pps_fix_options){.runs = DEFAULT_RUNS};
    if (as != NULL &&
        !pp_bind_kind_parse(pp_sv_from(as), &ret_options->check.kind)) {
        return complain_value(
            OPTION_AS, as, option_table()[OPTION_AS].argument);
    }
    if (!cli_chance(cli, MOST_RUNS, &ret_options->seed, &ret_options->runs) ||
        !cli_decimal(cli, OPTION_AT_LEAST, 0, 100, &percent) ||
        !cli_assumptions(cli, &ret_options->check.assumptions)) {
        return false;
    }
    if (cure != NULL) {
        ret_options->cure = pps_cure_named(pp_sv_from(cure));
    }
    ret_options->at_least_ppm = (uint32_t)(percent * PPM_OF_PERCENT + 0.5);
    return true;
}

/* There is no cure, so there is no script: the text goes to standard error. */
static enum exit_code print_no_script(const struct cli *cli,
                                      const struct session *session,
                                      const struct pps_fix *fix)
{
    struct pp_buf report = cli_report();
    pps_fix_text(&report,
                 &cli->error_style,
                 fix,
                 session->names,
                 session->view.capture_count);
    print_message(&report);
    session_print_diags(session, cli);
    return session_code(session, cli, EXIT_NO);
}

static enum exit_code write_answer(struct cli *cli,
                                   const struct session *session,
                                   const struct pps_fix *fix)
{
    bool is_cmd = cli_is_format(cli, "cmd");
    bool is_powershell = cli_is_format(cli, "powershell");
    if ((is_cmd || is_powershell) && fix->answer == PPS_FIX_NONE) {
        return print_no_script(cli, session, fix);
    }
    struct pp_buf report = cli_report();
    if (is_cmd || is_powershell) {
        pps_fix_script(
            &report, fix, is_cmd ? PPS_SHELL_CMD : PPS_SHELL_POWERSHELL);
    } else if (cli_is_format(cli, "json")) {
        pps_fix_json(&report, fix);
    } else {
        pps_fix_text(&report,
                     &cli->style,
                     fix,
                     session->names,
                     session->view.capture_count);
    }
    return session_deliver(session,
                           cli,
                           &report,
                           fix->answer == PPS_FIX_NONE ? EXIT_NO : EXIT_YES);
}

static enum exit_code find_cure(struct cli *cli,
                                const struct session *session,
                                const struct pp_port_list *ports,
                                const struct pps_fix_options *options)
{
    struct pps_fix *fix = NULL;
    enum pp_status status = pps_fix_run(session->machine, ports, options, &fix);
    if (status == PP_ERR_LIMIT) {
        complain("more than %d separate ranges need a cure: ask for fewer "
                 "ports",
                 (int)PPS_FIX_RANGES_MAX);
        return EXIT_TROUBLE;
    }
    if (status != PP_OK) {
        return complain_status(status);
    }
    enum exit_code code = write_answer(cli, session, fix);
    pps_fix_free(fix);
    return code;
}

static enum exit_code answer(struct cli *cli,
                             struct port_words *question,
                             const struct pps_fix_options *options)
{
    struct session session;
    enum exit_code code = EXIT_TROUBLE;
    if (!session_open(&session, cli, question->first_capture, NULL)) {
        return EXIT_TROUBLE;
    }
    bool has_ports = question->has_ports ||
                     session_take_ports(&session, cli, "fix", &question->ports);
    if (!session_has_captures(&session)) {
        code = session_end_empty(&session, cli);
    } else if (has_ports) {
        code = find_cure(cli, &session, &question->ports, options);
    }
    session_close(&session);
    return code;
}

enum exit_code cmd_fix(struct cli *cli)
{
    struct port_words question;
    struct pps_fix_options options;
    enum exit_code code = EXIT_TROUBLE;
    if (port_words_read(cli, "fix", PP_TCP, &question) &&
        read_options(cli, &options)) {
        code = answer(cli, &question, &options);
    }
    pp_port_list_done(&question.ports);
    return code;
}
