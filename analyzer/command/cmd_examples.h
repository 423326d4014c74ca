/* `examples`: the built-in captures. */
#ifndef PP_COMMAND_CMD_EXAMPLES_H
#define PP_COMMAND_CMD_EXAMPLES_H

#include "call.h"

enum exit_code pps_cmd_examples(struct call *call);

#endif
