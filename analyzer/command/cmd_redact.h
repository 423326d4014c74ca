/* `redact`: the same capture without names, addresses and process names. */
#ifndef PP_COMMAND_CMD_REDACT_H
#define PP_COMMAND_CMD_REDACT_H

#include "call.h"

enum exit_code pps_cmd_redact(struct call *call);

#endif
