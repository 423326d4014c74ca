/* `check`: can these ports be bound. */
#ifndef PP_CLI_CMD_CHECK_H
#define PP_CLI_CMD_CHECK_H

#include "cli.h"

enum exit_code pps_cmd_check(struct call *call);

#endif
