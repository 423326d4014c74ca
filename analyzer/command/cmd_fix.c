/* `fix`: the commands that make ports bindable, and what comes of them. */
#include "cmd_fix.h"

#include "portplan/port_list.h"

#include "cmd_check.h"
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
static bool read_options(const struct call *call,
                         struct pps_fix_options *ret_options)
{
    const char *as = pps_call_value(call, OPTION_AS);
    const char *cure = pps_call_value(call, OPTION_CURE);
    double percent = DEFAULT_PERCENT;
    *ret_options = (struct pps_fix_options){.runs = DEFAULT_RUNS};
    if (as != NULL &&
        !pp_bind_kind_parse(pp_sv_from(as), &ret_options->check.kind)) {
        return pps_call_complain_value(
            call, OPTION_AS, as, pps_option_table()[OPTION_AS].argument);
    }
    if (!pps_call_chance(
            call, MOST_RUNS, &ret_options->seed, &ret_options->runs) ||
        !pps_call_decimal(call, OPTION_AT_LEAST, 0, 100, &percent) ||
        !pps_call_assumptions(call, &ret_options->check.assumptions)) {
        return false;
    }
    if (cure != NULL) {
        ret_options->cure = pps_cure_named(pp_sv_from(cure));
    }
    ret_options->at_least_ppm = (uint32_t)(percent * PPM_OF_PERCENT + 0.5);
    return true;
}

/* There is no cure, so there is no script: the text goes to standard error. */
static enum exit_code print_no_script(const struct call *call,
                                      const struct session *session,
                                      const struct pps_fix *fix)
{
    struct pp_buf report = pps_call_report();
    pps_fix_text(&report,
                 &call->error_style,
                 fix,
                 session->names,
                 session->view.capture_count);
    pps_io_print(call->io, &report);
    pps_session_print_diags(session, call);
    return pps_session_code(session, call, EXIT_NO);
}

static enum exit_code write_answer(struct call *call,
                                   const struct session *session,
                                   const struct pps_fix *fix)
{
    bool is_cmd = pps_call_is_format(call, "cmd");
    bool is_powershell = pps_call_is_format(call, "powershell");
    if ((is_cmd || is_powershell) && fix->answer == PPS_FIX_NONE) {
        return print_no_script(call, session, fix);
    }
    struct pp_buf report = pps_call_report();
    struct pp_exhaustion exhaustion;
    if (!pps_io_is_ok(call->io,
                      pp_exhaustion_find(&session->view, &exhaustion))) {
        return EXIT_TROUBLE;
    }
    if (is_cmd || is_powershell) {
        pps_fix_script(
            &report, fix, is_cmd ? PPS_SHELL_CMD : PPS_SHELL_POWERSHELL);
    } else if (pps_call_is_format(call, "json")) {
        pps_fix_json(&report, fix, &session->view, &exhaustion);
    } else {
        pps_fix_text(&report,
                     &call->style,
                     fix,
                     session->names,
                     session->view.capture_count);
    }
    return pps_session_deliver(session,
                               call,
                               &report,
                               fix->answer == PPS_FIX_NONE ? EXIT_NO
                                                           : EXIT_YES);
}

static enum exit_code find_cure(struct call *call,
                                const struct session *session,
                                const struct pp_port_list *ports,
                                struct pps_fix_options *options)
{
    struct pps_fix *fix = NULL;
    pps_session_take_kind(session, call, ports, &options->check);
    enum pp_status status = pps_fix_run(session->machine, ports, options, &fix);
    if (status == PP_ERR_LIMIT) {
        pps_io_complain(
            call->io,
            "more than %d separate ranges need a cure: ask for fewer "
            "ports",
            (int)PPS_FIX_RANGES_MAX);
        return EXIT_TROUBLE;
    }
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    enum exit_code code = write_answer(call, session, fix);
    pps_fix_free(fix);
    return code;
}

static enum exit_code answer(struct call *call,
                             struct port_words *question,
                             struct pps_fix_options *options)
{
    struct session session;
    enum exit_code code = EXIT_TROUBLE;
    if (!pps_session_open(&session, call, question->first_capture, NULL)) {
        return EXIT_TROUBLE;
    }
    static const struct pp_port_list none;
    bool is_json = pps_call_is_format(call, "json");
    bool is_text =
        !pps_call_has(call, OPTION_FORMAT) || pps_call_is_format(call, "text");
    session.is_asked = !question->has_ports && (is_text || is_json) &&
                       pps_check_has_answer(&session, &none);
    bool has_ports =
        question->has_ports ||
        pps_session_take_ports(&session, call, "fix", &question->ports);
    if (!pps_session_has_captures(&session)) {
        code = pps_session_end_empty(&session, call);
    } else if (has_ports && question->ports.count == 0 && !is_json) {
        code = pps_check_cures(call, &session);
    } else if (has_ports) {
        code = find_cure(call, &session, &question->ports, options);
    }
    pps_session_close(&session);
    return code;
}

enum exit_code pps_cmd_fix(struct call *call)
{
    struct port_words question;
    struct pps_fix_options options;
    enum exit_code code = EXIT_TROUBLE;
    if (pps_port_words_read(call, "fix", PP_TCP, &question) &&
        read_options(call, &options)) {
        code = answer(call, &question, &options);
    }
    pp_port_list_done(&question.ports);
    return code;
}
