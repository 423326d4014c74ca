/* `suggest`: which ports to choose. */
#ifndef PP_COMMAND_CMD_SUGGEST_H
#define PP_COMMAND_CMD_SUGGEST_H

#include "call.h"

enum exit_code pps_cmd_suggest(struct call *call);

#endif
