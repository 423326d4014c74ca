/* `help`: made from the tables of commands, options and topics. */
#ifndef PP_CLI_CMD_HELP_H
#define PP_CLI_CMD_HELP_H

#include "cli.h"

enum exit_code cmd_help(struct cli *cli);

#endif
