/* `help`: made from the tables of commands, options and topics. */
#include "cmd_help.h"

#include <string.h>

#include "cli/help/completions.h"
#include "cli/help/manual_page.h"
#include "cli/help/topics.h"
#include "cli/words/commands.h"
#include "cli/words/nearest.h"
#include "print/table.h"

enum {
    NAME_WIDTH = 13,
    OPTION_WIDTH = 22,
};

static void
add_row(struct pp_buf *buf, const char *name, size_t width, const char *summary)
{
    size_t len = strlen(name);
    pp_buf_add_str(buf, "  ");
    pp_buf_add_str(buf, name);
    if (len >= width) {
        pp_buf_add_char(buf, '\n');
        pp_buf_add_repeated(buf, ' ', width + 2);
    } else {
        pp_buf_add_repeated(buf, ' ', width - len);
    }
    pp_buf_add_str(buf, summary);
    pp_buf_add_char(buf, '\n');
}

void add_overview(struct pp_buf *buf)
{
    pp_buf_add_str(
        buf,
        "usage: portplan COMMAND [QUERY] [CAPTURE...] [OPTIONS]\n"
        "\n"
        "Tells from captured output of Windows which ports are excluded, by "
        "whom, and\nwhat can be done about it.\n"
        "\n"
        "commands\n");
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        add_row(buf, table[i].name, NAME_WIDTH, table[i].summary);
    }
    pp_buf_add_str(buf, "\nhelp on topics: portplan help TOPIC\n");
    const struct topic *topic_table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        add_row(buf, topic_table[i].name, NAME_WIDTH, topic_table[i].summary);
    }
    pp_buf_add_str(buf,
                   "\nA CAPTURE is a file, a directory of files, - or nothing "
                   "for standard input, or\n@NAME for a built-in example:\n"
                   "\n"
                   "  portplan show @hyper-v\n"
                   "  portplan check 55555 @hyper-v\n");
}

static void add_options(struct pp_buf *buf, const struct command *command)
{
    const struct option *table = option_table();
    pp_buf_add_str(buf, "\noptions\n");
    for (size_t i = 0; i < OPTION_COUNT; i++) {
        if ((table[i].commands & command->bit) == 0) {
            continue;
        }
        struct pp_buf name;
        pp_buf_init(&name, 256);
        pp_buf_add_str(&name, "--");
        pp_buf_add_str(&name, table[i].name);
        const enum option_id id = (enum option_id)i;
        const char *argument = option_argument(id, command->bit);
        if (argument != NULL) {
            pp_buf_add_char(&name, ' ');
            pp_buf_add_str(&name,
                           id == OPTION_FORMAT ? command->formats : argument);
        }
        add_row(buf,
                name.data != NULL ? name.data : table[i].name,
                OPTION_WIDTH,
                option_help(id, command->bit));
        pp_buf_done(&name);
    }
}

/* Each line with two blanks in front. */
static void add_indented(struct pp_buf *buf, struct pp_sv text)
{
    size_t at = 0;
    while (at < text.len) {
        size_t end = pp_sv_find(text, PP_SV("\n"), at);
        size_t next = end == SIZE_MAX ? text.len : end + 1;
        pp_buf_add_str(buf, "  ");
        pp_buf_add(buf, pp_sv_sub(text, at, next - at));
        at = next;
    }
}

void add_command_help(struct pp_buf *buf, const struct command *command)
{
    pp_buf_printf(buf,
                  "usage: portplan %s %s [OPTIONS]\n\n%s\n\n",
                  command->name,
                  command->usage,
                  command->summary);
    pp_buf_add_str(buf, command->details);
    add_options(buf, command);
    pp_buf_add_str(buf, "\nexamples\n");
    add_indented(buf, pp_sv_from(command->examples));
}

static enum exit_code complain_word(const char *word)
{
    struct nearest nearest = nearest_to(pp_sv_from(word));
    size_t count = 0;
    const struct command *table = commands(&count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, table[i].name);
    }
    const struct topic *topic_table = topics(&count);
    for (size_t i = 0; i < count; i++) {
        nearest_offer(&nearest, topic_table[i].name);
    }
    if (nearest.best != NULL) {
        complain(
            "there is no help on '%s'; is '%s' meant?", word, nearest.best);
    } else {
        complain("there is no help on '%s'; portplan help lists commands and "
                 "topics",
                 word);
    }
    return EXIT_TROUBLE;
}

/* Writes the completion of a shell, if that is the format; `text` gets it. */
static bool add_completion(const struct cli *cli, struct pp_buf *text)
{
    static const struct {
        const char *shell;
        void (*add)(struct pp_buf *buf);
    } shells[] = {
        {"bash", add_bash_completion},
        {"zsh", add_zsh_completion},
        {"fish", add_fish_completion},
    };
    for (size_t i = 0; i < PP_ARRAY_LEN(shells); i++) {
        if (cli_is_format(cli, shells[i].shell)) {
            shells[i].add(text);
            return true;
        }
    }
    return false;
}

static enum exit_code write_overview(struct cli *cli)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (cli_is_format(cli, "man")) {
        add_program_page(&text);
    } else if (!add_completion(cli, &text)) {
        add_overview(&text);
    }
    return cli_deliver(cli, &text, EXIT_YES);
}

static enum exit_code write_command(struct cli *cli,
                                    const struct command *command)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (cli_is_format(cli, "man")) {
        add_command_page(&text, command);
    } else {
        add_command_help(&text, command);
    }
    return cli_deliver(cli, &text, EXIT_YES);
}

static enum exit_code write_topic(struct cli *cli, const struct topic *topic)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    add_topic(&text, topic);
    return cli_deliver(cli, &text, EXIT_YES);
}

enum exit_code cmd_help(struct cli *cli)
{
    const char *format = cli_value(cli, OPTION_FORMAT);
    bool is_text = format == NULL || strcmp(format, "text") == 0;
    if (cli->word_count == 0) {
        return write_overview(cli);
    }
    const char *word = cli->words[0];
    const struct command *command = command_named(word);
    const struct topic *topic = topic_named(word);
    if (command == NULL && topic == NULL) {
        return complain_word(word);
    }
    bool is_man = cli_is_format(cli, "man");
    if (is_man && command == NULL) {
        complain("--format man is for commands; '%s' is a topic", word);
        return EXIT_TROUBLE;
    }
    if (!is_man && !is_text) {
        complain("--format %s writes all commands at once: portplan help "
                 "--format %s",
                 format,
                 format);
        return EXIT_TROUBLE;
    }
    return command != NULL ? write_command(cli, command)
                           : write_topic(cli, topic);
}
