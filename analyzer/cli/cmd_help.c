/* `help`: made from the tables of commands, options and topics. */
#include "cmd_help.h"

#include <string.h>

#include "cli/help/page.h"
#include "cli/help/topics.h"
#include "cli/words/nearest.h"

static enum exit_code complain_word(const char *word)
{
    const char *nearest = nearest_name(pp_sv_from(word), name_of_subject);
    if (nearest != NULL) {
        complain("there is no help on '%s'; is '%s' meant?", word, nearest);
    } else {
        complain("there is no help on '%s'; portplan help lists commands and "
                 "topics",
                 word);
    }
    return EXIT_TROUBLE;
}

enum exit_code cmd_help(struct cli *cli)
{
    const char *word = cli->word_count > 0 ? cli->words[0] : NULL;
    const char *format = cli_value(cli, OPTION_FORMAT);
    const struct command *command = word != NULL ? command_named(word) : NULL;
    const struct topic *topic = word != NULL ? topic_named(word) : NULL;
    format = format != NULL ? format : "text";
    if (word != NULL && command == NULL && topic == NULL) {
        return complain_word(word);
    }
    if (topic != NULL && cli_is_format(cli, "man")) {
        complain("--format man is for commands; '%s' is a topic", word);
        return EXIT_TROUBLE;
    }
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (topic != NULL && strcmp(format, "text") == 0) {
        add_topic(&text, topic);
    } else if (topic != NULL || !page_add(&text, format, command)) {
        complain("--format %s writes all commands at once: portplan help "
                 "--format %s",
                 format,
                 format);
        return EXIT_TROUBLE;
    }
    return cli_deliver(cli, &text, EXIT_YES);
}
