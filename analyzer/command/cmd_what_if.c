/* `what-if`: steps played on a captured machine. */
#include "cmd_what_if.h"

#include <string.h>

#include "portplan/port_list.h"
#include "portplansim/whatif.h"

#include "captures.h"
#include "print/diag_text.h"
#include "session.h"
#include "sim/sweep/sweep_data.h"
#include "sim/sweep/sweep_text.h"
#include "sim/whatif/whatif_json.h"
#include "sim/whatif/whatif_text.h"

enum {
    MAX_SUBJECT_BYTES = 1 << 16,
    MAX_SCRIPT_BYTES = 1 << 20,
    DEFAULT_RUNS = 10000,
    MOST_RUNS = 100 * 1000 * 1000,
};

/* What is asked: read before any capture. */
struct question {
    struct pp_buf script; /* of --script; else empty */
    struct pp_sv text;    /* the steps */
    const char *name;     /* of the text, in diagnostics */
    size_t first_capture_word;
    struct pps_scenario *scenario;
    struct pps_whatif_options options;
    struct pps_sweep_options sweep; /* length 0: not asked for */
};

static bool is_sweep(const struct question *question)
{
    return question->sweep.length > 0;
}

static void question_done(struct question *question)
{
    pps_scenario_free(question->scenario);
    pp_buf_done(&question->script);
}

/* --- --sweep: where would a reservation be safest ---------------------------
 */

/* --length and --format csv ask for nothing without --sweep. */
static bool is_nothing_left_over(const struct call *call)
{
    if (pps_call_has(call, OPTION_LENGTH)) {
        pps_io_complain(call->io, "--length is for --sweep");
        return false;
    }
    if (pps_call_is_format(call, "csv")) {
        pps_io_complain(call->io, "--format csv is for --sweep");
        return false;
    }
    return true;
}

static bool read_range(const struct call *call,
                       const char *value,
                       struct pps_sweep_options *options)
{
    struct pp_port_list ports = {0};
    struct pp_sv item = {0};
    const char *why = "";
    enum pp_status status =
        pp_port_list_parse(pp_sv_from(value), &ports, &item, &why);
    if (status == PP_OK && ports.count == 1) {
        options->range = ports.items[0].range;
        options->protocol = ports.items[0].protocol;
        pp_port_list_done(&ports);
        return true;
    }
    if (status == PP_OK) {
        pps_io_complain(
            call->io, "--sweep takes one port or range, not %zu", ports.count);
        pp_port_list_done(&ports);
    } else if (status == PP_ERR_FORMAT) {
        pps_io_complain(call->io,
                        "--sweep: '%.*s' is not a port or range: %s",
                        PP_SV_ARGS(item),
                        why);
    } else {
        (void)pps_call_fail(call, status);
    }
    return false;
}

static bool read_sweep(const struct call *call,
                       struct pps_sweep_options *options)
{
    const char *value = pps_call_value(call, OPTION_SWEEP);
    if (value == NULL) {
        return is_nothing_left_over(call);
    }
    options->length = 1;
    return read_range(call, value, options) &&
           pps_call_u32(call,
                        OPTION_LENGTH,
                        pp_range_count(options->range),
                        &options->length);
}

static bool takes_steps(const struct call *call,
                        const struct pps_scenario *scenario)
{
    size_t count = 0;
    const struct pps_step *steps = pps_scenario_steps(scenario, &count);
    for (size_t i = 0; i < count; i++) {
        if (steps[i].kind == PPS_STEP_EXPECT) {
            pps_io_complain(call->io,
                            "--sweep checks no expectations: leave out '%.*s'",
                            PP_SV_ARGS(steps[i].written));
            return false;
        }
    }
    return true;
}

/* --- the question ----------------------------------------------------------
 */

/* Takes the steps from --script or from the first word. */
static bool find_text(const struct call *call, struct question *question)
{
    const char *path = pps_call_value(call, OPTION_SCRIPT);
    /* A sweep can do without steps: then the first word is a capture. */
    if (path == NULL && is_sweep(question) &&
        (call->word_count == 0 || pps_is_capture(call->io, call->words[0]))) {
        return true;
    }
    if (path == NULL && call->word_count == call->capture_count) {
        pps_io_complain(
            call->io,
            "what-if needs steps: portplan what-if 'stop winnat; reserve "
            "55555' dump.txt, or --script FILE");
        return false;
    }
    if (path == NULL) {
        question->text = pp_sv_from(call->words[0]);
        question->name = "steps";
        question->first_capture_word = 1;
        return true;
    }
    if (strcmp(path, "-") == 0 && call->word_count == 0) {
        pps_io_complain(call->io,
                        "--script - takes standard input: name a capture too");
        return false;
    }
    question->name = path;
    if (!call->io->slurp(call->io, path, &question->script)) {
        return false;
    }
    question->text = pp_buf_view(&question->script);
    return true;
}

static bool find_options(const struct call *call, struct question *question)
{
    struct pps_whatif_options *options = &question->options;
    options->runs = DEFAULT_RUNS;
    if (!pps_call_chance(call, MOST_RUNS, &options->seed, &options->runs) ||
        !pps_call_assumptions(call, &options->assumptions)) {
        return false;
    }
    question->sweep.seed = options->seed;
    question->sweep.runs = options->runs;
    question->sweep.assumptions = options->assumptions;
    return true;
}

/* Diagnostics about the steps, whose text counts as the only capture. */
static void print_step_diags(const struct call *call,
                             const struct question *question,
                             const struct pp_diags *diags)
{
    struct pp_capture text = {.name = pp_sv_from(question->name)};
    struct pp_show view = {
        .captures = &text, .capture_count = 1, .diags = diags};
    struct pp_buf report = pps_call_report();
    pp_diags_text(&report, &call->error_style, &view, PP_SEVERITY_NOTE);
    pps_io_print(call->io, &report);
}

/* False where the steps cannot be read. */
static bool parse_steps(const struct call *call, struct question *question)
{
    struct pp_diags *diags = NULL;
    enum pp_status status = pp_diags_new(&diags);
    if (status == PP_OK) {
        status =
            pps_scenario_parse(question->text, 0, diags, &question->scenario);
    }
    if (!pps_io_is_ok(call->io, status)) {
        pp_diags_free(diags);
        return false;
    }
    print_step_diags(call, question, diags);
    pps_io_note_diags(call->io, diags);
    pp_diags_free(diags);
    size_t count = 0;
    question->sweep.steps = pps_scenario_steps(question->scenario, &count);
    question->sweep.step_count = count;
    if (is_sweep(question) && !takes_steps(call, question->scenario)) {
        return false;
    }
    if (!pps_scenario_is_playable(question->scenario)) {
        return false;
    }
    if (count == 0 && (!is_sweep(question) ||
                       pps_scenario_error_count(question->scenario) > 0)) {
        pps_io_complain(call->io, "there is no step to play");
        return false;
    }
    return true;
}

/* --- the answer ------------------------------------------------------------
 */

static enum pp_status write_sweep_text(struct pp_buf *report,
                                       const struct call *call,
                                       const struct session *session,
                                       const struct pps_sweep *sweep)
{
    struct pp_buf subject;
    pp_buf_init(&subject, MAX_SUBJECT_BYTES);
    enum pp_status status = pps_session_name_captures(session, &subject);
    if (status == PP_OK) {
        pps_sweep_text(report, &call->style, sweep, pp_buf_view(&subject));
    }
    pp_buf_done(&subject);
    return status;
}

static enum exit_code sweep(struct call *call,
                            const struct session *session,
                            const struct pps_sweep_options *options)
{
    struct pps_sweep *sweep = NULL;
    struct pp_buf report = pps_call_report();
    enum pp_status status = pps_sweep_run(session->machine, options, &sweep);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    if (pps_call_is_format(call, "json")) {
        pps_sweep_json(&report, sweep);
    } else if (pps_call_is_format(call, "csv")) {
        pps_sweep_csv(&report, sweep);
    } else {
        status = write_sweep_text(&report, call, session, sweep);
    }
    report.status = report.status == PP_OK ? status : report.status;
    enum exit_code answer = pps_sweep_is_any(sweep) ? EXIT_YES : EXIT_NO;
    pps_sweep_free(sweep);
    return pps_session_deliver(session, call, &report, answer);
}

/* Whether Windows refuses the step in any run, and no expectation behind it is
 * about that. */
static bool is_refused(const struct pps_whatif *whatif, size_t index)
{
    const struct pps_step_result *result = &whatif->steps[index];
    const struct pps_step *next =
        index + 1 < whatif->step_count ? whatif->steps[index + 1].step : NULL;
    if (next != NULL && next->kind == PPS_STEP_EXPECT &&
        next->expect.kind == PPS_EXPECT_OUTCOME) {
        return false;
    }
    for (size_t i = 0; i < result->answer_count; i++) {
        if (result->answers[i].error != 0) {
            return true;
        }
    }
    return false;
}

/* With --strict a refused step is a no, as an expectation that fails is. */
static enum exit_code code_of(const struct call *call,
                              const struct pps_whatif *whatif)
{
    bool is_yes = whatif->is_held;
    for (size_t i = 0; i < whatif->step_count; i++) {
        is_yes &= !pps_call_has(call, OPTION_STRICT) || !is_refused(whatif, i);
    }
    return is_yes ? EXIT_YES : EXIT_NO;
}

static enum exit_code write_answer(struct call *call,
                                   const struct session *session,
                                   const struct pps_whatif *whatif)
{
    struct pp_buf report = pps_call_report();
    if (pps_call_is_format(call, "json")) {
        pps_whatif_json(&report, whatif);
    } else {
        pps_whatif_text(&report,
                        &call->style,
                        whatif,
                        session->names,
                        session->view.capture_count);
    }
    /* The document has no place for what is odd about the captures. */
    return pps_session_deliver(session, call, &report, code_of(call, whatif));
}

static enum exit_code play(struct call *call,
                           const struct session *session,
                           const struct question *question)
{
    struct pps_whatif *whatif = NULL;
    enum pp_status status = pps_whatif_run(
        session->machine, question->scenario, &question->options, &whatif);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    enum exit_code code = write_answer(call, session, whatif);
    pps_whatif_free(whatif);
    return code;
}

/* Whether --strict objects to a command that is not played. */
static bool is_flawed(const struct call *call,
                      const struct pps_scenario *scenario)
{
    return pps_call_has(call, OPTION_STRICT) &&
           pps_scenario_error_count(scenario) > 0;
}

static enum exit_code answer(struct call *call, const struct question *question)
{
    struct session session;
    if (!pps_session_open(&session, call, question->first_capture_word, NULL)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code;
    if (!pps_session_has_captures(&session)) {
        code = pps_session_end_empty(&session, call);
    } else if (is_sweep(question)) {
        code = sweep(call, &session, &question->sweep);
    } else {
        code = play(call, &session, question);
    }
    pps_session_close(&session);
    bool is_answer = code == EXIT_YES || code == EXIT_NO;
    return is_answer && is_flawed(call, question->scenario) ? EXIT_STRICT
                                                            : code;
}

enum exit_code pps_cmd_what_if(struct call *call)
{
    struct question question = {0};
    pp_buf_init(&question.script, MAX_SCRIPT_BYTES);
    enum exit_code code = EXIT_TROUBLE;
    if (read_sweep(call, &question.sweep) && find_text(call, &question) &&
        find_options(call, &question) && parse_steps(call, &question)) {
        code = answer(call, &question);
    }
    question_done(&question);
    return code;
}
