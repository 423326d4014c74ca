/* `ephemeral`: which ports outgoing connections take. */
#ifndef PP_COMMAND_CMD_EPHEMERAL_H
#define PP_COMMAND_CMD_EPHEMERAL_H

#include "call.h"

enum exit_code pps_cmd_ephemeral(struct call *call);

#endif
