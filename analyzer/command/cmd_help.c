/* `help`: made from the tables of commands, options and topics. */
#include "cmd_help.h"

#include <string.h>

#include "base/nearest.h"
#include "command/help/page.h"
#include "command/help/topics.h"

static enum exit_code complain_word(const struct call *call, const char *word)
{
    const char *nearest =
        pp_nearest_name(pp_sv_from(word), pps_name_of_subject);
    if (nearest != NULL) {
        pps_io_complain(call->io,
                        "there is no help on '%s'; did you mean '%s'?",
                        word,
                        nearest);
    } else {
        pps_io_complain(
            call->io,
            "there is no help on '%s'; portplan help lists commands and "
            "topics",
            word);
    }
    return EXIT_TROUBLE;
}

enum exit_code pps_cmd_help(struct call *call)
{
    const char *word = call->word_count > 0 ? call->words[0] : NULL;
    const char *format = pps_call_value(call, OPTION_FORMAT);
    const struct command *command =
        word != NULL ? pps_command_named(word) : NULL;
    const struct topic *topic = word != NULL ? pps_topic_named(word) : NULL;
    format = format != NULL ? format : "text";
    if (word != NULL && command == NULL && topic == NULL) {
        return complain_word(call, word);
    }
    if (topic != NULL && pps_call_is_format(call, "man")) {
        pps_io_complain(
            call->io, "--format man is for commands; '%s' is a topic", word);
        return EXIT_TROUBLE;
    }
    struct pp_buf text;
    pp_buf_init(&text, SIZE_MAX / 2);
    if (topic != NULL && strcmp(format, "text") == 0) {
        pps_add_topic(&text, topic);
    } else if (topic != NULL || !pps_page_add(&text, format, command)) {
        pps_io_complain(
            call->io,
            "--format %s writes all commands at once: portplan help "
            "--format %s",
            format,
            format);
        return EXIT_TROUBLE;
    }
    return pps_call_deliver(call, &text, EXIT_YES);
}
