/* `verify`: does the machine satisfy a policy. */
#ifndef PP_COMMAND_CMD_VERIFY_H
#define PP_COMMAND_CMD_VERIFY_H

#include "call.h"

enum exit_code pps_cmd_verify(struct call *call);

#endif
