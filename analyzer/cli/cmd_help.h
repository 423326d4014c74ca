/* `help`: made from the tables of commands, options and topics. */
#ifndef PP_CLI_CMD_HELP_H
#define PP_CLI_CMD_HELP_H

#include "cli.h"
#include "cli/words/commands.h"

enum exit_code cmd_help(struct cli *cli);

/* What `portplan` alone says. */
void add_overview(struct pp_buf *buf);

/* What `help COMMAND` and `COMMAND --help` say. */
void add_command_help(struct pp_buf *buf, const struct command *command);

#endif
