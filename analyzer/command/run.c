/* Which command a call means, and whether it takes what is given. */
#include "run.h"

#include <string.h>

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
#include "command/words/nearest.h"

static enum exit_code complain_command(const struct call *call,
                                       const char *word)
{
    const char *nearest =
        pps_nearest_name(pp_sv_from(word), pps_name_of_command);
    if (nearest != NULL) {
        pps_io_complain(call->io,
                        "there is no command '%s'; is '%s' meant?",
                        word,
                        nearest);
    } else {
        pps_io_complain(call->io,
                        "there is no command '%s'; portplan help lists them",
                        word);
    }
    return EXIT_TROUBLE;
}

/* Whether all options given are the command's; complains about the first
 * that is not. */
static bool has_only_own_options(const struct call *call,
                                 const struct command *command)
{
    for (size_t i = 0; i < call->arguments.use_count; i++) {
        enum option_id id = call->arguments.uses[i].id;
        if (!pps_option_is_for(id, command->bit)) {
            pps_io_complain(
                call->io,
                "--%s is no option of '%s'; portplan help %s lists them",
                pps_option_table()[id].name,
                command->name,
                command->name);
            return false;
        }
    }
    return true;
}

static bool is_format_good(const struct call *call,
                           const struct command *command)
{
    const char *format = pps_call_value(call, OPTION_FORMAT);
    if (format == NULL || pps_is_choice(command->formats, format)) {
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

enum exit_code pps_run(struct call *call)
{
    if (pps_call_has(call, OPTION_VERSION)) {
        return show_version(call);
    }
    if (call->arguments.word_count == 0) {
        return pps_call_has(call, OPTION_HELP) ? show_help(call, NULL)
                                               : show_usage(call);
    }
    const char *word = call->arguments.words[0];
    const struct command *command = pps_command_named(word);
    if (command == NULL) {
        return complain_command(call, word);
    }
    if (pps_call_has(call, OPTION_HELP)) {
        return show_help(call, command);
    }
    if (!has_only_own_options(call, command) ||
        !is_format_good(call, command)) {
        return EXIT_TROUBLE;
    }
    call->words = call->arguments.words + 1;
    call->word_count = call->arguments.word_count - 1;
    return dispatch(command, call);
}
