/* `help`: made from the tables of commands, options and topics. */
#include <string.h>

#include "commands.h"
#include "nearest.h"
#include "topics.h"

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
        if (table[i].argument != NULL) {
            pp_buf_add_char(&name, ' ');
            pp_buf_add_str(&name,
                           i == OPTION_FORMAT ? command->formats
                                              : table[i].argument);
        }
        add_row(buf,
                name.data != NULL ? name.data : table[i].name,
                OPTION_WIDTH,
                table[i].help);
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

enum exit_code cmd_help(struct cli *cli)
{
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (cli->word_count == 0) {
        add_overview(&text);
        return cli_deliver(cli, &text, EXIT_YES);
    }
    const char *word = cli->words[0];
    const struct command *command = command_named(word);
    const struct topic *topic = topic_named(word);
    if (command != NULL) {
        add_command_help(&text, command);
    } else if (topic != NULL) {
        add_topic(&text, topic);
    } else {
        return complain_word(word);
    }
    return cli_deliver(cli, &text, EXIT_YES);
}
