/* `help`: made from the tables of commands, options and topics. */
#ifndef PP_CLI_CMD_HELP_H
#define PP_CLI_CMD_HELP_H

#include "cli.h"

enum exit_code pps_cmd_help(struct call *call);

#endif
