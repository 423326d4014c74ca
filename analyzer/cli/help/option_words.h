/*
 * What the words of a command line can be: the values of options and what
 * stands in place of a capture. Completions are made from it.
 */
#ifndef PP_CLI_HELP_OPTION_WORDS_H
#define PP_CLI_HELP_OPTION_WORDS_H

#include "cli/words/commands.h"
#include "cli/words/options.h"

enum argument_kind {
    ARGUMENT_NONE = 0, /* the option takes none */
    ARGUMENT_WORDS,    /* one of the words that were appended */
    ARGUMENT_FILE,
    ARGUMENT_FREE, /* a number, a range, ...: nothing to offer */
};

/* What the option takes for this command. Appends the words, blanks between.
 */
enum argument_kind option_words(enum option_id id,
                                const struct command *command,
                                struct pp_buf *buf);

/* What the other words of the command can be, blanks between: the names of
 * built-in captures (as @NAME for a command that reads captures), commands and
 * topics, codes. True: files too. */
bool command_words(const struct command *command, struct pp_buf *buf);

#endif
