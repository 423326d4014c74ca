/* `fix`: the commands that make ports bindable, and what comes of them. */
#ifndef PP_CLI_CMD_FIX_H
#define PP_CLI_CMD_FIX_H

#include "cli.h"

enum exit_code pps_cmd_fix(struct call *call);

#endif
