/* The commands, as a table: a row and a file cmd_*.c each. */
#ifndef PP_COMMAND_WORDS_COMMANDS_H
#define PP_COMMAND_WORDS_COMMANDS_H
#include "options.h"

struct command {
    const char *name;
    unsigned bit;         /* of enum command_bit */
    const char *usage;    /* the words behind the name */
    const char *summary;  /* one line */
    const char *formats;  /* what --format takes: "text|json"; NULL: text */
    const char *details;  /* paragraphs for `help COMMAND` */
    const char *examples; /* lines of commands */
};

const struct command *pps_commands(size_t *ret_count);

/* By index; NULL behind the last. */
const char *pps_name_of_command(size_t index);

/* The command of that name; NULL for none. */
const struct command *pps_command_named(const char *name);

#endif
