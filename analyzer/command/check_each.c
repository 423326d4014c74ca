/* One question, many machines. */
#include "check_each.h"

#include "check/check_json.h"
#include "check/check_text.h"
#include "check/exhaustion_json.h"
#include "check/failure.h"
#include "json/json_write.h"
#include "print/exhaustion_words.h"
#include "print/table.h"
#include "verify/verify_words.h"
#include "verify_hosts.h"

enum {
    ONE_LINE = 1 << 16, /* columns: a row is not broken */
};

/* The answers in the making. */
struct answers {
    struct call *call;
    const struct port_words *question;
    const struct pp_check_options *options;
    struct table table;
    struct pp_json *doc; /* NULL: text is asked for */
    struct pp_json *machines;
    enum exit_code code;
    bool is_one_left_out;
};

static enum exit_code worse(enum exit_code a, enum exit_code b)
{
    /* 4 outranks 1. */
    return a > b ? a : b;
}

/* --- what is written ------------------------------------------------------ */

static void add_row(struct answers *answers,
                    struct pp_sv name,
                    const struct pp_show *show,
                    const struct pp_check_span *span)
{
    struct table *table = &answers->table;
    struct pp_buf ports;
    struct pp_buf cause;
    pp_buf_init(&ports, 64);
    pp_buf_init(&cause, SIZE_MAX / 2);
    pp_range_print(&ports, span->range);
    pp_buf_printf(&ports, "/%s", pp_protocol_name(span->protocol));
    pp_check_cause(&cause, show, span);
    pp_table_add(table, PP_COLOR_PLAIN, name);
    pp_table_take(table, PP_COLOR_STRONG, &ports);
    pp_table_add_str(
        table, pp_check_color(span->verdict), pp_verdict_name(span->verdict));
    pp_table_take(table, PP_COLOR_PLAIN, &cause);
}

/* What is said of no port, as a row. */
static void add_refusal(struct answers *answers,
                        struct pp_sv name,
                        const char *ports,
                        const char *answer,
                        const char *cause)
{
    struct table *table = &answers->table;
    pp_table_add(table, PP_COLOR_PLAIN, name);
    pp_table_add_str(table, PP_COLOR_STRONG, ports);
    pp_table_add_str(table, PP_COLOR_BLOCKED, answer);
    pp_table_add_str(table, PP_COLOR_PLAIN, cause);
}

static void add_refusals(struct answers *answers,
                         struct pp_sv name,
                         const struct pp_show *show,
                         const struct pp_exhaustion *found)
{
    const char *failure = pp_failure_headline(show);
    if (found->is_found) {
        add_refusal(answers,
                    name,
                    pp_protocol_name(found->protocol),
                    pp_usage_verdict_name(found->verdict),
                    pp_exhaustion_headline(found->sign != NULL
                                               ? &found->sign->as.exhaustion
                                               : NULL,
                                           found->verdict));
    }
    if (failure != NULL) {
        add_refusal(answers, name, "-", "refused", failure);
    }
}

static void add_answer(struct answers *answers,
                       struct pp_sv name,
                       const struct pp_show *show,
                       const struct pp_check *check,
                       const struct pp_exhaustion *found)
{
    if (answers->doc != NULL) {
        struct pp_json *row = pp_json_append_object(answers->machines);
        pp_json_add_sv(row, "host", name);
        pp_json_add_str(row, "message", NULL);
        struct pp_json *doc = pp_json_object(row, "check");
        pp_check_json_add(doc, check, show);
        pp_exhaustion_json(doc, show, found);
        pp_failures_json(doc, show);
        return;
    }
    if (!answers->question->has_ports) {
        add_refusals(answers, name, show, found);
    }
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    for (size_t i = 0; i < count; i++) {
        add_row(answers, name, show, &spans[i]);
    }
}

/* A machine without an answer, and why. */
static void
add_left_out(struct answers *answers, struct pp_sv name, struct pp_sv why)
{
    answers->is_one_left_out = true;
    if (answers->doc != NULL) {
        struct pp_json *row = pp_json_append_object(answers->machines);
        pp_json_add_sv(row, "host", name);
        pp_json_add_sv(row, "message", why);
        pp_json_add_null(row, "check");
        return;
    }
    pp_table_add(&answers->table, PP_COLOR_PLAIN, name);
    pp_table_add_str(&answers->table, PP_COLOR_PLAIN, "-");
    pp_table_add_str(&answers->table, PP_COLOR_BLOCKED, "no answer");
    pp_table_add(&answers->table, PP_COLOR_PLAIN, why);
}

/* --- the questions -------------------------------------------------------- */

static enum pp_status ask(struct answers *answers,
                          const struct session *session,
                          struct pp_sv name,
                          const struct pp_port_list *ports)
{
    struct pp_check *check = NULL;
    struct pp_exhaustion found;
    const struct pp_show *view = &session->view;
    struct pp_check_options options = *answers->options;
    pps_session_take_kind(session, answers->call, ports, &options);
    enum pp_status status =
        pp_check_run(session->machine, ports, &options, &check);
    if (status == PP_OK) {
        status = pp_check_explain(check, view->facts, view->fact_count);
    }
    if (status == PP_OK) {
        status = pp_exhaustion_find(view, &found);
    }
    if (status == PP_OK) {
        bool is_yes = pp_check_is_yes(check) && (answers->question->has_ports ||
                                                 !pp_is_refused(view, &found));
        enum exit_code answer = is_yes ? EXIT_YES : EXIT_NO;
        answers->code = worse(answers->code,
                              pps_session_code(session, answers->call, answer));
        add_answer(answers, name, view, check, &found);
    }
    pp_check_free(check);
    return status;
}

static enum pp_status ask_own_ports(struct answers *answers,
                                    const struct session *session,
                                    struct pp_sv name)
{
    struct pp_port_list ports = {0};
    struct pp_exhaustion found;
    PP_TRY(pp_exhaustion_find(&session->view, &found));
    PP_TRY(pp_port_list_from_facts(
        session->view.facts, session->view.fact_count, &ports));
    enum pp_status status = PP_OK;
    if (ports.count > 0 || pp_is_refused(&session->view, &found)) {
        status = ask(answers, session, name, &ports);
    } else {
        add_left_out(answers, name, PP_SV("its captures name no port"));
    }
    pp_port_list_done(&ports);
    return status;
}

static enum pp_status ask_all(struct answers *answers,
                              const struct verify_hosts *hosts)
{
    for (size_t i = 0; i < hosts->count; i++) {
        struct pp_sv name = hosts->hosts[i].name;
        const struct session *session = &hosts->sessions[i];
        PP_TRY(answers->question->has_ports
                   ? ask(answers, session, name, &answers->question->ports)
                   : ask_own_ports(answers, session, name));
    }
    for (size_t i = 0; i < hosts->unread.count; i++) {
        struct pp_buf why;
        pp_buf_init(&why, SIZE_MAX / 2);
        pp_verify_add_unread(&why, &hosts->unread.items[i]);
        enum pp_status status = why.status;
        add_left_out(answers, hosts->unread.items[i].name, pp_buf_view(&why));
        pp_buf_done(&why);
        PP_TRY(status);
    }
    return PP_OK;
}

/* --- all of it ------------------------------------------------------------ */

static void begin(struct answers *answers)
{
    static const char *const heads[] = {"machine", "port", "answer", "cause"};
    pp_table_init(&answers->table, "llll", 0);
    if (pps_call_is_format(answers->call, "json")) {
        answers->doc = pp_json_doc_new();
        pp_json_add_str(answers->doc, "schema", "portplan.check-each/1");
        answers->machines = pp_json_array(answers->doc, "machines");
        return;
    }
    for (size_t i = 0; i < PP_ARRAY_LEN(heads); i++) {
        pp_table_add_str(&answers->table, PP_COLOR_FAINT, heads[i]);
    }
}

static enum exit_code deliver(struct answers *answers,
                              const struct verify_hosts *hosts)
{
    struct call *call = answers->call;
    struct pp_buf report = pps_call_report();
    struct pp_style style = call->style;
    bool is_json = pps_call_is_format(call, "json");
    style.width = ONE_LINE;
    if (is_json) {
        pp_json_finish(answers->doc, &report);
        answers->doc = NULL;
    } else {
        pp_table_write(&answers->table, &style, &report);
    }
    enum exit_code code = pps_call_deliver(call, &report, answers->code);
    for (size_t i = 0; i < hosts->count && !is_json; i++) {
        pps_session_print_diags(&hosts->sessions[i], call);
    }
    return answers->is_one_left_out ? EXIT_TROUBLE : code;
}

enum exit_code pps_check_each(struct call *call,
                              const struct port_words *question,
                              const struct pp_check_options *options)
{
    struct verify_hosts hosts;
    struct answers answers = {
        .call = call, .question = question, .options = options};
    enum exit_code code = EXIT_TROUBLE;
    if (pps_verify_hosts_each(call,
                              call->words + question->first_capture,
                              call->word_count - question->first_capture,
                              &hosts)) {
        begin(&answers);
        enum pp_status status = ask_all(&answers, &hosts);
        code = status == PP_OK ? deliver(&answers, &hosts)
                               : pps_call_fail(call, status);
        pp_json_free(answers.doc);
        pp_table_done(&answers.table);
    }
    pps_verify_hosts_close(&hosts);
    return code;
}
