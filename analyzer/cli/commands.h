/* The commands, as a table: one row and one file cmd_*.c each. */
#ifndef PP_CLI_COMMANDS_H
#define PP_CLI_COMMANDS_H

#include "cli.h"

struct command {
    const char *name;
    unsigned bit;         /* of enum command_bit */
    const char *usage;    /* the words behind the name */
    const char *summary;  /* one line */
    const char *formats;  /* what --format takes: "text|json"; NULL: text */
    const char *details;  /* paragraphs for `help COMMAND` */
    const char *examples; /* lines of commands */
    enum exit_code (*run)(struct cli *cli);
};

const struct command *commands(size_t *ret_count);

/* The command of that name; NULL for none. */
const struct command *command_named(const char *name);

enum exit_code cmd_show(struct cli *cli);
enum exit_code cmd_check(struct cli *cli);
enum exit_code cmd_what_if(struct cli *cli);
enum exit_code cmd_ephemeral(struct cli *cli);
enum exit_code cmd_forecast(struct cli *cli);
enum exit_code cmd_suggest(struct cli *cli);
enum exit_code cmd_redact(struct cli *cli);
enum exit_code cmd_diff(struct cli *cli);
enum exit_code cmd_verify(struct cli *cli);
enum exit_code cmd_fix(struct cli *cli);
enum exit_code cmd_examples(struct cli *cli);
enum exit_code cmd_explain(struct cli *cli);
enum exit_code cmd_help(struct cli *cli);

/* What `portplan` alone says. */
void add_overview(struct pp_buf *buf);
/* What `help COMMAND` and `COMMAND --help` say. */
void add_command_help(struct pp_buf *buf, const struct command *command);

#endif
