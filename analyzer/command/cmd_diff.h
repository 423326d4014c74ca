/* `diff`: what changed between two captures, and what probably happened. */
#ifndef PP_COMMAND_CMD_DIFF_H
#define PP_COMMAND_CMD_DIFF_H

#include "call.h"

enum exit_code pps_cmd_diff(struct call *call);

#endif
