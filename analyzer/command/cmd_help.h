/* `help`: made from the tables of commands, options and topics. */
#ifndef PP_COMMAND_CMD_HELP_H
#define PP_COMMAND_CMD_HELP_H

#include "call.h"

enum exit_code pps_cmd_help(struct call *call);

#endif
