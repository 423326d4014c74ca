/* `fix`: the commands that make ports bindable, and what comes of them. */
#ifndef PP_COMMAND_CMD_FIX_H
#define PP_COMMAND_CMD_FIX_H

#include "call.h"

enum exit_code pps_cmd_fix(struct call *call);

#endif
