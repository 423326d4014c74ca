/* `what-if`: steps played on a captured machine. */
#ifndef PP_COMMAND_CMD_WHAT_IF_H
#define PP_COMMAND_CMD_WHAT_IF_H

#include "call.h"

enum exit_code pps_cmd_what_if(struct call *call);

#endif
