/*
 * What the words of a command line can be: the values of options and what
 * is written in place of a capture. Completions are made from it.
 */
#ifndef PP_COMMAND_HELP_OPTION_WORDS_H
#define PP_COMMAND_HELP_OPTION_WORDS_H

#include "command/words/commands.h"

enum argument_kind {
    ARGUMENT_NONE = 0, /* the option takes none */
    ARGUMENT_WORDS,    /* one of the words of add_option_words */
    ARGUMENT_FILE,
    ARGUMENT_FREE, /* a number, a range, ...: nothing to offer */
    ARGUMENT_KIND_COUNT
};

/* What the option takes for this command. */
enum argument_kind pps_argument_kind_of(enum option_id id,
                                        const struct command *command);

/* Appends the words that the option takes, blanks between. */
void pps_add_option_words(struct pp_buf *buf,
                          enum option_id id,
                          const struct command *command);

/* Appends what the other words of the command can be, blanks between: the
 * names of built-in captures (as @NAME for a command that reads captures),
 * commands and topics, codes. */
void pps_add_command_words(struct pp_buf *buf, const struct command *command);

#endif
