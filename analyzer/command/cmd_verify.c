/* `verify`: does the machine satisfy a policy. */
#include "cmd_verify.h"

#include <string.h>

#include "base/alloc.h"
#include "base/bounds.h"
#include "sim/forecast/after_boot.h"
#include "verify/day.h"
#include "verify/verify_ci.h"
#include "verify/verify_json.h"
#include "verify/verify_sarif.h"
#include "verify/verify_text.h"
#include "verify/verify_view.h"
#include "verify_hosts.h"
#include "verify_policy.h"

enum {
    DEFAULT_RUNS = 100 * 1000,
    MOST_RUNS = 1000 * 1000 * 1000,
};

/* The answer in the making. */
struct answer {
    struct verify_policy files;
    struct verify_hosts hosts;
    struct pp_verify_options options;
    struct pps_montecarlo_options boots;
    struct pp_verify *verify;
};

/* --- options -------------------------------------------------------------- */

static bool read_options(const struct call *call, struct answer *answer)
{
    const char *today = pps_call_value(call, OPTION_TODAY);
    const char *fail_on = pps_call_value(call, OPTION_FAIL_ON);
    answer->boots.runs = DEFAULT_RUNS;
    answer->options.today = today == NULL ? call->io->today : 0;
    answer->options.is_strict = pps_call_has(call, OPTION_STRICT);
    answer->options.fail_on = fail_on != NULL && strcmp(fail_on, "warning") == 0
                                  ? PP_SEVERITY_WARNING
                                  : PP_SEVERITY_ERROR;
    if (today != NULL &&
        !pp_day_parse(pp_sv_from(today), &answer->options.today)) {
        return pps_call_complain_value(
            call, OPTION_TODAY, today, "a day such as 2027-03-31");
    }
    if (answer->options.today == 0) {
        pps_io_complain(call->io, "verify needs --today: there is no clock");
        return false;
    }
    if (!pps_call_chance(
            call, MOST_RUNS, &answer->boots.seed, &answer->boots.runs) ||
        !pps_call_assumptions(call, &answer->options.assumptions)) {
        return false;
    }
    answer->boots.assumptions = answer->options.assumptions;
    return true;
}

/* --- the question --------------------------------------------------------- */

static enum pp_status ask_boots(const struct pps_montecarlo_options *boots,
                                const struct pp_machine *machine,
                                const struct pps_bind_query *queries,
                                size_t count,
                                struct pp_verify_share *ret_shares)
{
    struct pps_after_boot *answers = pp_calloc(count, sizeof(*answers));
    if (answers == NULL) {
        return PP_ERR_NOMEM;
    }
    enum pp_status status =
        pps_after_boot(machine, queries, count, boots, answers);
    for (size_t i = 0; i < count && status == PP_OK; i++) {
        ret_shares[i] = (struct pp_verify_share){
            .is_known = answers[i].is_known,
            .share = answers[i].share,
            .low = answers[i].interval.low,
            .high = answers[i].interval.high,
        };
    }
    pp_free(answers);
    return status;
}

static enum pp_status ask_simulator(void *user,
                                    const struct pp_machine *machine,
                                    const struct pp_verify_bind *binds,
                                    size_t count,
                                    struct pp_verify_share *ret_shares)
{
    struct pps_bind_query *queries = pp_calloc(count, sizeof(*queries));
    if (queries == NULL) {
        return PP_ERR_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        queries[i] = (struct pps_bind_query){binds[i].ports, binds[i].kind};
    }
    enum pp_status status =
        ask_boots(user, machine, queries, count, ret_shares);
    pp_free(queries);
    return status;
}

static enum pp_status run(struct answer *answer)
{
    struct pp_verify_options *options = &answer->options;
    options->reboot.user = &answer->boots;
    options->reboot.ask = ask_simulator;
    if (answer->files.has_baseline) {
        options->baseline = &answer->files.baseline;
    }
    return pp_verify_run(answer->files.policy,
                         answer->hosts.hosts,
                         answer->hosts.count,
                         options,
                         &answer->verify);
}

/* --- the answer ----------------------------------------------------------- */

/* A machine of which nothing was recognised: nothing can be said of it. */
static const struct session *find_empty(const struct verify_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        if (!pps_session_has_captures(&hosts->sessions[i])) {
            return &hosts->sessions[i];
        }
    }
    return NULL;
}

static enum exit_code code_of(const struct call *call,
                              const struct answer *answer)
{
    enum exit_code code = pp_verify_passed(answer->verify) ? EXIT_YES : EXIT_NO;
    for (size_t i = 0; i < answer->hosts.count; i++) {
        if (pps_session_code(&answer->hosts.sessions[i], call, EXIT_YES) ==
            EXIT_STRICT) {
            return EXIT_STRICT;
        }
    }
    return code;
}

static bool write_baseline(const struct call *call,
                           const struct pp_verify_view *view)
{
    const char *path = pps_call_value(call, OPTION_WRITE_BASELINE);
    if (path == NULL) {
        return true;
    }
    if (view->unread_count > 0) {
        pps_io_complain(call->io,
                        "not every machine could be read: '%s' is not written",
                        path);
        return true;
    }
    struct pp_buf text = pps_call_report();
    pp_verify_baseline(&text, view);
    bool is_written = pps_io_is_ok(call->io, text.status) &&
                      call->io->write_file(call->io, path, pp_buf_view(&text));
    pp_buf_done(&text);
    return is_written;
}

static void write_report(struct pp_buf *report,
                         const struct call *call,
                         const struct pp_verify_view *view)
{
    static const struct {
        const char *format;
        void (*write)(struct pp_buf *buf, const struct pp_verify_view *view);
    } writers[] = {
        {"json", pp_verify_json},
        {"junit", pp_verify_junit},
        {"sarif", pp_verify_sarif},
        {"github", pp_verify_github},
        {"tap", pp_verify_tap},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(writers); i++) {
        if (pps_call_is_format(call, writers[i].format)) {
            writers[i].write(report, view);
            return;
        }
    }
    pp_verify_text(report, &call->style, view);
}

static enum exit_code write_answer(struct call *call, struct answer *answer)
{
    const struct pp_verify_view view = {
        .verify = answer->verify,
        .shows = answer->hosts.shows,
        .policy_file = answer->files.name,
        .sources = answer->files.sources,
        .unread = answer->hosts.unread.items,
        .unread_count = answer->hosts.unread.count,
        .is_passed =
            answer->hosts.unread.count == 0 && pp_verify_passed(answer->verify),
    };
    struct pp_buf report = pps_call_report();
    if (!write_baseline(call, &view)) {
        return EXIT_TROUBLE;
    }
    write_report(&report, call, &view);
    enum exit_code code =
        pps_call_deliver(call, &report, code_of(call, answer));
    /* The report is whole; the answer is not. */
    return view.unread_count > 0 ? EXIT_TROUBLE : code;
}

static enum exit_code find_answer(struct call *call, struct answer *answer)
{
    const struct session *empty = find_empty(&answer->hosts);
    enum exit_code code;
    if (empty != NULL) {
        return pps_session_end_empty(empty, call);
    }
    enum pp_status status = run(answer);
    code = status == PP_OK ? write_answer(call, answer)
                           : pps_call_fail(call, status);
    /* JSON has them inside. */
    for (size_t i = 0;
         i < answer->hosts.count && !pps_call_is_format(call, "json");
         i++) {
        pps_session_print_diags(&answer->hosts.sessions[i], call);
    }
    return code;
}

enum exit_code pps_cmd_verify(struct call *call)
{
    struct answer answer = {.verify = NULL};
    enum exit_code code = EXIT_TROUBLE;
    if (read_options(call, &answer) &&
        pps_verify_policy_open(call, &answer.files) &&
        pps_verify_hosts_open(call, &answer.hosts)) {
        code = find_answer(call, &answer);
    }
    pp_verify_free(answer.verify);
    pps_verify_hosts_close(&answer.hosts);
    pps_verify_policy_close(&answer.files);
    return code;
}
