/* `check`: can these ports be bound. */
#include "cmd_check.h"

#include <string.h>

#include "portplan/check.h"
#include "portplan/port_list.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "check/check_json.h"
#include "check/check_text.h"
#include "check/exhaustion_text.h"
#include "check/failure.h"
#include "check_each.h"
#include "port_words.h"
#include "session.h"

/* A word as a shell takes it. */
static void add_word(struct pp_buf *report, const char *word)
{
    bool is_quoted = word[0] == '\0' || strpbrk(word, " \t&;()'") != NULL;
    pp_buf_add_str(report, is_quoted ? " \"" : " ");
    pp_escape_text(report, pp_sv_from(word));
    pp_buf_add_str(report, is_quoted ? "\"" : "");
}

/* The options that fix takes, too, and that bear on its answer. */
static void add_options(struct pp_buf *report, const struct call *call)
{
    static const enum option_id ids[] = {
        OPTION_AS, OPTION_ASSUME, OPTION_SECTION, OPTION_ALL, OPTION_ENCODING};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        const struct option *option = &pps_option_table()[ids[i]];
        const char *value;
        size_t at = 0;
        if (option->argument == NULL && pps_call_has(call, ids[i])) {
            pp_buf_printf(report, " --%s", option->name);
        }
        while (option->argument != NULL &&
               (value = pps_call_next(call, ids[i], &at)) != NULL) {
            pp_buf_printf(report, " --%s", option->name);
            add_word(report, value);
        }
    }
}

/* Whether commands other than those of the answer itself may help. */
static bool needs_fix(const struct pp_check *check)
{
    size_t count = 0;
    const struct pp_check_span *spans = pp_check_spans(check, &count);
    for (size_t i = 0; i < count; i++) {
        if (spans[i].verdict == PP_VERDICT_BLOCKED ||
            spans[i].verdict == PP_VERDICT_IN_USE) {
            return true;
        }
    }
    return false;
}

/* The command to go on with, of the same words. A line to be copied: it is not
 * broken at the width. */
static void add_next(struct pp_buf *report,
                     const struct call *call,
                     const struct pp_check *check)
{
    bool has_capture = false;
    bool has_stdin = false;
    if (!needs_fix(check)) {
        return;
    }
    pp_buf_add_str(report, "next: portplan fix");
    for (size_t i = 0; i < call->word_count; i++) {
        bool is_ports = i == 0 && pp_check_options_of(check)->is_query;
        has_capture |= !is_ports;
        has_stdin |= strcmp(call->words[i], "-") == 0;
        add_word(report, call->words[i]);
    }
    add_options(report, call);
    pp_buf_add_str(report,
                   has_stdin || !has_capture
                       ? " (the same text on standard input)\n"
                       : "\n");
}

static enum exit_code write_text(struct call *call,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 const struct pp_exhaustion *exhaustion,
                                 enum exit_code code)
{
    struct pp_buf report = pps_call_report();
    if (code == EXIT_NOTHING) {
        return pps_session_end_empty(session, call);
    }
    bool is_query = pp_check_options_of(check)->is_query;
    if (is_query) { /* what was asked comes first */
        pp_check_text(&report, &call->style, check, &session->view);
    }
    pp_exhaustion_text(&report, &call->style, &session->view, exhaustion);
    pp_failures_text(&report, &call->style, &session->view);
    if (!is_query) {
        pp_check_text(&report, &call->style, check, &session->view);
    }
    add_next(&report, call, check);
    return pps_session_deliver(session, call, &report, code);
}

static enum exit_code write_json(struct call *call,
                                 const struct session *session,
                                 const struct pp_check *check,
                                 const struct pp_exhaustion *exhaustion,
                                 enum exit_code code)
{
    struct pp_buf report = pps_call_report();
    pp_check_json(&report, check, &session->view, exhaustion);
    if (code == EXIT_NOTHING) {
        (void)pps_session_complain_empty(session);
    }
    return pps_call_deliver(call, &report, code);
}

/* How it is asked: --as, --address, --assume; false after a complaint. */
static bool read_options(const struct call *call,
                         struct pp_check_options *ret_options)
{
    const char *as = pps_call_value(call, OPTION_AS);
    const char *address = pps_call_value(call, OPTION_ADDRESS);
    *ret_options = (struct pp_check_options){0};
    if (as != NULL && !pp_bind_kind_parse(pp_sv_from(as), &ret_options->kind)) {
        return pps_call_complain_value(
            call, OPTION_AS, as, pps_option_table()[OPTION_AS].argument);
    }
    if (address != NULL &&
        !pp_address_parse(pp_sv_from(address), &ret_options->address)) {
        return pps_call_complain_value(
            call,
            OPTION_ADDRESS,
            address,
            "an address to bind, such as 127.0.0.1, 0.0.0.0, ::1 or ::");
    }
    return pps_call_assumptions(call, &ret_options->assumptions);
}

/* Where the captures are asked for their ports, what they say of none is an
 * answer, too: no. */
static bool is_yes(const struct session *session,
                   const struct pp_check *check,
                   const struct pp_exhaustion *exhaustion)
{
    bool is_query = pp_check_options_of(check)->is_query;
    return pp_check_is_yes(check) &&
           (is_query || !pp_is_refused(&session->view, exhaustion));
}

/* It is looked for once: of a million sockets that takes its time. */
static enum pp_status find_exhaustion(const struct session *session,
                                      struct pp_exhaustion *ret)
{
    if (session->exhaustion == NULL) {
        return pp_exhaustion_find(&session->view, ret);
    }
    *ret = *session->exhaustion;
    return PP_OK;
}

static enum exit_code answer(struct call *call,
                             const struct session *session,
                             const struct pp_port_list *ports,
                             struct pp_check_options *options)
{
    struct pp_check *check = NULL;
    struct pp_exhaustion exhaustion;
    pps_session_take_kind(session, call, ports, options);
    enum pp_status status =
        pp_check_run(session->machine, ports, options, &check);
    if (status == PP_OK) {
        status = find_exhaustion(session, &exhaustion);
    }
    if (status == PP_OK) {
        status = pp_check_explain(
            check, session->view.facts, session->view.fact_count);
    }
    if (status != PP_OK) {
        pp_check_free(check);
        return pps_call_fail(call, status);
    }
    enum exit_code code = pps_session_code(
        session,
        call,
        is_yes(session, check, &exhaustion) ? EXIT_YES : EXIT_NO);
    code = pps_call_is_format(call, "json")
               ? write_json(call, session, check, &exhaustion, code)
               : write_text(call, session, check, &exhaustion, code);
    pp_check_free(check);
    return code;
}

/* Whether `check` has an answer without a port. */
static bool has_own_answer(const struct session *session)
{
    struct pp_exhaustion exhaustion;
    return find_exhaustion(session, &exhaustion) == PP_OK &&
           pp_is_refused(&session->view, &exhaustion);
}

bool pps_check_has_answer(const struct session *session,
                          const struct pp_port_list *ports)
{
    return ports->count > 0 || has_own_answer(session);
}

enum exit_code pps_check_cures(struct call *call, const struct session *session)
{
    struct pp_buf report = pps_call_report();
    struct pp_exhaustion exhaustion;
    if (!pps_io_is_ok(call->io, find_exhaustion(session, &exhaustion))) {
        return EXIT_TROUBLE;
    }
    pp_exhaustion_text(&report, &call->style, &session->view, &exhaustion);
    pp_failures_text(&report, &call->style, &session->view);
    return pps_session_deliver(session, call, &report, EXIT_NO);
}

enum exit_code pps_check_paste(struct call *call,
                               const struct session *session,
                               const struct pp_port_list *ports)
{
    struct pp_check_options options;
    return read_options(call, &options) ? answer(call, session, ports, &options)
                                        : EXIT_TROUBLE;
}

enum exit_code pps_cmd_check(struct call *call)
{
    struct port_words question;
    struct session session;
    struct pp_exhaustion exhaustion;
    struct pp_check_options options;
    enum exit_code code = EXIT_TROUBLE;
    bool is_read = pps_port_words_read(call, "check", PP_TCP, &question) &&
                   read_options(call, &options);
    if (is_read && pps_call_has(call, OPTION_EACH)) {
        options.is_query = question.has_ports;
        code = pps_check_each(call, &question, &options);
    } else if (is_read &&
               pps_session_open(&session, call, question.first_capture, NULL)) {
        options.is_query = question.has_ports;
        if (pp_exhaustion_find(&session.view, &exhaustion) == PP_OK) {
            session.exhaustion = &exhaustion;
        }
        session.is_asked = !question.has_ports && has_own_answer(&session);
        if (question.has_ports ||
            pps_session_take_ports(&session, call, "check", &question.ports)) {
            code = answer(call, &session, &question.ports, &options);
        }
        pps_session_close(&session);
    }
    pp_port_list_done(&question.ports);
    return code;
}
