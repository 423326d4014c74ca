/* `explain`: the registry of diagnostics. */
#ifndef PP_COMMAND_CMD_EXPLAIN_H
#define PP_COMMAND_CMD_EXPLAIN_H

#include "call.h"

enum exit_code pps_cmd_explain(struct call *call);

#endif
