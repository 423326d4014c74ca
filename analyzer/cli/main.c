/* The program: takes the command line apart and hands it to a command. */
#include <stdlib.h>
#include <string.h>

#include "cli/help/page.h"
#include "cli/platform/platform.h"
#include "cli/words/commands.h"
#include "cli/words/nearest.h"
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
#include "print/table.h"

/* Whether text for this stream is to be coloured. */
static bool wants_color(const struct cli *cli, enum platform_stream stream)
{
    const char *choice = cli_value(cli, OPTION_COLOR);
    if (choice != NULL && strcmp(choice, "auto") != 0) {
        return strcmp(choice, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    bool is_dumb = terminal == NULL || strcmp(terminal, "dumb") == 0;
    return (no_color == NULL || no_color[0] == '\0') && !is_dumb &&
           platform_is_terminal(stream);
}

/* A pipe or a file always gets the same bytes; only a terminal has a width
 * and a character set of its own. */
static struct pp_style style_for(const struct cli *cli,
                                 enum platform_stream stream)
{
    struct pp_style style = pp_style_plain();
    bool is_terminal =
        platform_is_terminal(stream) &&
        (stream != PLATFORM_STDOUT || !cli_has(cli, OPTION_OUTPUT));
    if (is_terminal) {
        unsigned width = platform_terminal_width(stream);
        style.width = width > 0 ? width : style.width;
        style.unicode = platform_shows_utf8();
    }
    const char *choice = cli_value(cli, OPTION_COLOR);
    bool is_forced = choice != NULL && strcmp(choice, "always") == 0;
    style.color = (is_terminal || is_forced) && wants_color(cli, stream);
    style.unicode = style.unicode && !cli_has(cli, OPTION_ASCII);
    return style;
}

static enum exit_code complain_command(const char *word)
{
    const char *nearest = nearest_name(pp_sv_from(word), name_of_command);
    if (nearest != NULL) {
        complain("there is no command '%s'; is '%s' meant?", word, nearest);
    } else {
        complain("there is no command '%s'; portplan help lists them", word);
    }
    return EXIT_TROUBLE;
}

/* Whether all options given are the command's; complains about the first
 * that is not. */
static bool has_only_own_options(const struct cli *cli,
                                 const struct command *command)
{
    for (size_t i = 0; i < cli->arguments.use_count; i++) {
        enum option_id id = cli->arguments.uses[i].id;
        if (!option_is_for(id, command->bit)) {
            complain("--%s is no option of '%s'; portplan help %s lists them",
                     option_table()[id].name,
                     command->name,
                     command->name);
            return false;
        }
    }
    return true;
}

static bool is_format_good(const struct cli *cli, const struct command *command)
{
    const char *format = cli_value(cli, OPTION_FORMAT);
    if (format == NULL || is_choice(command->formats, format)) {
        return true;
    }
    struct pp_buf accepted;
    pp_buf_init(&accepted, 1024);
    add_choices(&accepted, command->formats);
    complain("%s --format takes %s, not '%s'",
             command->name,
             accepted.data != NULL ? accepted.data : command->formats,
             format);
    pp_buf_done(&accepted);
    return false;
}

static enum exit_code show_version(struct cli *cli)
{
    struct pp_buf text;
    pp_buf_init(&text, 1024);
    pp_buf_printf(&text, "portplan %s\n", pp_version());
    return cli_deliver(cli, &text, EXIT_YES);
}

static enum exit_code show_help(struct cli *cli, const struct command *command)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    (void)page_add(&text, "text", command);
    return cli_deliver(cli, &text, EXIT_YES);
}

/* Without any word: a short help, as an error, because nothing was asked. */
static enum exit_code show_usage(void)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    (void)page_add(&text, "text", NULL);
    print_message(&text);
    return EXIT_TROUBLE;
}

typedef enum exit_code (*command_fn)(struct cli *cli);

static const struct {
    unsigned bit;
    command_fn run;
} answers[] = {
    {FOR_SHOW, cmd_show},
    {FOR_CHECK, cmd_check},
    {FOR_WHAT_IF, cmd_what_if},
    {FOR_EPHEMERAL, cmd_ephemeral},
    {FOR_FORECAST, cmd_forecast},
    {FOR_SUGGEST, cmd_suggest},
    {FOR_REDACT, cmd_redact},
    {FOR_DIFF, cmd_diff},
    {FOR_VERIFY, cmd_verify},
    {FOR_FIX, cmd_fix},
    {FOR_EXAMPLES, cmd_examples},
    {FOR_EXPLAIN, cmd_explain},
    {FOR_HELP, cmd_help},
};

static enum exit_code dispatch(const struct command *command, struct cli *cli)
{
    for (size_t i = 0; i < PP_ARRAY_LEN(answers); i++) {
        if (answers[i].bit == command->bit) {
            return answers[i].run(cli);
        }
    }
    return EXIT_TROUBLE; /* a row of the table without a function */
}

static enum exit_code run(struct cli *cli)
{
    if (cli_has(cli, OPTION_VERSION)) {
        return show_version(cli);
    }
    if (cli->arguments.word_count == 0) {
        return cli_has(cli, OPTION_HELP) ? show_help(cli, NULL) : show_usage();
    }
    const char *word = cli->arguments.words[0];
    const struct command *command = command_named(word);
    if (command == NULL) {
        return complain_command(word);
    }
    if (cli_has(cli, OPTION_HELP)) {
        return show_help(cli, command);
    }
    if (!has_only_own_options(cli, command) || !is_format_good(cli, command)) {
        return EXIT_TROUBLE;
    }
    cli->words = cli->arguments.words + 1;
    cli->word_count = cli->arguments.word_count - 1;
    return dispatch(command, cli);
}

int main(int argc, char **argv)
{
    platform_start();
    struct cli cli = {0};
    struct pp_buf message;
    pp_buf_init(&message, SIZE_MAX / 2);
    enum exit_code code;
    enum pp_status status = arguments_parse(
        argc - 1, argc > 0 ? argv + 1 : argv, &cli.arguments, &message);
    if (status == PP_OK) {
        cli.style = style_for(&cli, PLATFORM_STDOUT);
        cli.error_style = style_for(&cli, PLATFORM_STDERR);
        code = run(&cli);
    } else if (status == PP_ERR_INVALID && message.data != NULL) {
        complain("%s", message.data);
        code = EXIT_TROUBLE;
    } else {
        code = complain_status(status);
    }
    pp_buf_done(&message);
    arguments_done(&cli.arguments);
    return (int)code;
}
