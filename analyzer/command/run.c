/* Which command a call means, and whether it takes what is given. */
#include "run.h"

#include <string.h>

#include "base/nearest.h"
#include "cmd_check.h"
#include "cmd_diff.h"
#include "cmd_ephemeral.h"
#include "cmd_examples.h"
#include "cmd_explain.h"
#include "cmd_fix.h"
#include "cmd_forecast.h"
#include "cmd_help.h"
#include "cmd_redact.h"
#include "cmd_show.h"
#include "cmd_suggest.h"
#include "cmd_verify.h"
#include "cmd_what_if.h"
#include "command/help/page.h"
#include "command/words/commands.h"
#include "implied.h"
#include "one_machine.h"
#include "port_words.h"
#include "session.h"

/* A word with a dot, a backslash or a slash was to be a file; any may be. */
static enum exit_code complain_command(const struct call *call,
                                       const char *word)
{
    struct pp_buf near;
    pp_buf_init(&near, SIZE_MAX / 2);
    const char *nearest =
        pp_nearest_name(pp_sv_from(word), pps_name_of_command);
    bool is_file = call->is_typed && strpbrk(word, ".\\/") != NULL;
    const char *what = is_file ? "file or command" : "command";
    if (nearest == NULL && call->is_typed &&
        call->io->nearest(call->io, word, &near)) {
        nearest = near.data;
    }
    if (near.status != PP_OK) {
        (void)pps_call_fail(call, near.status);
    } else if (nearest != NULL) {
        pps_io_complain(call->io,
                        "there is no %s '%s'; did you mean '%s'?",
                        what,
                        word,
                        nearest);
    } else {
        pps_io_complain(call->io,
                        "there is no %s '%s'%s",
                        what,
                        word,
                        is_file ? "" : "; portplan help lists them");
    }
    pp_buf_done(&near);
    return EXIT_TROUBLE;
}

/* The first option given that is not the command's; OPTION_COUNT: none. */
static enum option_id foreign_option(const struct call *call,
                                     const struct command *command)
{
    for (size_t i = 0; i < call->arguments.use_count; i++) {
        enum option_id id = call->arguments.uses[i].id;
        if (!pps_option_is_for(id, command->bit)) {
            return id;
        }
    }
    return OPTION_COUNT;
}

static bool has_only_own_options(const struct call *call,
                                 const struct command *command)
{
    enum option_id id = foreign_option(call, command);
    if (id != OPTION_COUNT) {
        pps_io_complain(
            call->io,
            "--%s is not an option of '%s'; portplan help %s lists them",
            pps_option_table()[id].name,
            command->name,
            command->name);
    }
    return id == OPTION_COUNT;
}

static bool takes_format(const struct call *call, const struct command *command)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    return format == NULL || pps_is_choice(command->formats, format);
}

static bool is_format_good(const struct call *call,
                           const struct command *command)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    if (takes_format(call, command)) {
        return true;
    }
    struct pp_buf accepted;
    pp_buf_init(&accepted, 1024);
    pps_add_choices(&accepted, command->formats);
    pps_io_complain(call->io,
                    "%s --format takes %s, not '%s'",
                    command->name,
                    accepted.data != NULL ? accepted.data : command->formats,
                    format);
    pp_buf_done(&accepted);
    return false;
}

static enum exit_code show_version(struct call *call)
{
    struct pp_buf text;
    pp_buf_init(&text, 1024);
    pp_buf_printf(&text, "portplan %s\n", pp_version());
    return pps_call_deliver(call, &text, EXIT_YES);
}

static enum exit_code show_help(struct call *call,
                                const struct command *command)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    (void)pps_page_add(&text, "text", command);
    return pps_call_deliver(call, &text, EXIT_YES);
}

/* Without any word: a short help, as an error, because nothing was asked. */
static enum exit_code show_usage(const struct call *call)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    (void)pps_page_add(&text, "text", NULL);
    pps_io_print(call->io, &text);
    return EXIT_TROUBLE;
}

typedef enum exit_code (*command_fn)(struct call *call);

static const struct {
    unsigned bit;
    command_fn run;
} answers[] = {
    {FOR_SHOW, pps_cmd_show},
    {FOR_CHECK, pps_cmd_check},
    {FOR_WHAT_IF, pps_cmd_what_if},
    {FOR_EPHEMERAL, pps_cmd_ephemeral},
    {FOR_FORECAST, pps_cmd_forecast},
    {FOR_SUGGEST, pps_cmd_suggest},
    {FOR_REDACT, pps_cmd_redact},
    {FOR_DIFF, pps_cmd_diff},
    {FOR_VERIFY, pps_cmd_verify},
    {FOR_FIX, pps_cmd_fix},
    {FOR_EXAMPLES, pps_cmd_examples},
    {FOR_EXPLAIN, pps_cmd_explain},
    {FOR_HELP, pps_cmd_help},
};

static enum exit_code dispatch(const struct command *command, struct call *call)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(answers); i++) {
        if (answers[i].bit == command->bit) {
            return answers[i].run(call);
        }
    }
    return EXIT_TROUBLE; /* a row of the table without a function */
}

/* Runs the command; `skipped` words are its name. */
static enum exit_code
run_command(struct call *call, const struct command *command, size_t skipped)
{
    if (!has_only_own_options(call, command) ||
        !is_format_good(call, command)) {
        return EXIT_TROUBLE;
    }
    call->words = call->arguments.words + skipped;
    call->word_count = call->arguments.word_count - skipped;
    if ((command->bit & (FOR_CHECK | FOR_FIX | FOR_FORECAST)) != 0) {
        pps_put_ports_first(
            call->io, call->arguments.words + skipped, call->word_count);
    }
    return dispatch(command, call);
}

/* Answers with `check` where the captures name ports, else with `show`. */
static enum exit_code answer_paste(struct call *call,
                                   const struct session *session)
{
    struct pp_port_list ports = {0};
    if (call->word_count == 0 && pps_session_is_empty(session)) {
        return show_usage(call);
    }
    enum pp_status status = pp_port_list_from_facts(
        session->view.facts, session->view.fact_count, &ports);
    if (status != PP_OK) {
        return pps_call_fail(call, status);
    }
    enum exit_code code = pps_check_has_answer(session, &ports) &&
                                  pps_session_has_captures(session)
                              ? pps_check_paste(call, session, &ports)
                              : pps_show_paste(call, session);
    pp_port_list_done(&ports);
    return code;
}

static enum exit_code run_paste(struct call *call)
{
    const struct command *show = pps_command_named("show");
    const struct command *check = pps_command_named("check");
    bool is_shown =
        foreign_option(call, show) == OPTION_COUNT && takes_format(call, show);
    bool is_checked = foreign_option(call, check) == OPTION_COUNT &&
                      takes_format(call, check);
    if (!is_shown || !is_checked) {
        return run_command(call, is_checked ? check : show, 0);
    }
    struct session session;
    call->words = call->arguments.words;
    call->word_count = call->arguments.word_count;
    call->takes_several = true;
    if (!pps_session_open(&session, call, 0, NULL)) {
        return EXIT_TROUBLE;
    }
    enum exit_code code = answer_paste(call, &session);
    pps_session_close(&session);
    return code;
}

static enum exit_code run_implied(struct call *call, const char *word)
{
    if (word != NULL && pps_call_has(call, OPTION_HELP)) {
        return complain_command(call, word);
    }
    switch (pps_implied_of(call)) {
    case PPS_IMPLIED_CHECK:
        return run_command(call, pps_command_named("check"), 0);
    case PPS_IMPLIED_PASTE:
        return run_paste(call);
    case PPS_IMPLIED_NOTHING:
        break;
    }
    return word != NULL ? complain_command(call, word) : show_usage(call);
}

enum exit_code pps_run(struct call *call)
{
    if (pps_call_has(call, OPTION_VERSION)) {
        return show_version(call);
    }
    const char *word =
        call->arguments.word_count > 0 ? call->arguments.words[0] : NULL;
    const struct command *command =
        word != NULL ? pps_command_named(word) : NULL;
    if (pps_call_has(call, OPTION_HELP) && (word == NULL || command != NULL)) {
        return show_help(call, command);
    }
    return command != NULL ? run_command(call, command, 1)
                           : run_implied(call, word);
}
