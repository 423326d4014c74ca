/* `check`: can these ports be bound. */
#include "cmd_check.h"

#include <string.h>

#include "portplan/check.h"
#include "portplan/port_list.h"

#include "base/bounds.h"
#include "base/utf8.h"
#include "check/check_json.h"
#include "check/check_text.h"
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
static void add_options(struct pp_buf *report, const struct cli *cli)
{
    static const enum option_id ids[] = {
        OPTION_AS, OPTION_ASSUME, OPTION_SECTION, OPTION_ALL, OPTION_ENCODING};
    for (size_t i = 0; i < PP_ARRAY_LEN(ids); i++) {
        const struct option *option = &option_table()[ids[i]];
        const char *value;
        size_t at = 0;
        if (option->argument == NULL && cli_has(cli, ids[i])) {
            pp_buf_printf(report, " --%s", option->name);
        }
        while (option->argument != NULL &&
               (value = cli_next(cli, ids[i], &at)) != NULL) {
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
                     const struct cli *cli,
                     const struct pp_check *check)
{
    bool has_capture = false;
    bool has_stdin = false;
    if (!needs_fix(check)) {
        return;
    }
    pp_buf_add_str(report, "next: portplan fix");
    for (size_t i = 0; i < cli->word_count; i++) {
        bool is_ports = i == 0 && pp_check_options_of(check)->is_query;
        has_capture |= !is_ports;
        has_stdin |= strcmp(cli->words[i], "-") == 0;
        add_word(report, cli->words[i]);
    }
    add_options(report, cli);
    pp_buf_add_str(report,
                   has_stdin || !has_capture
                       ? " (the same text on standard input)\n"
                       : "\n");
}

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
    add_next(&report, cli, check);
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
