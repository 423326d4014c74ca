/* `check`: can these ports be bound. */
#ifndef PP_COMMAND_CMD_CHECK_H
#define PP_COMMAND_CMD_CHECK_H

#include "call.h"

enum exit_code pps_cmd_check(struct call *call);

#endif
