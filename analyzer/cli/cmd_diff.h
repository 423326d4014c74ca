/* `diff`: what changed between two captures, and what probably happened. */
#ifndef PP_CLI_CMD_DIFF_H
#define PP_CLI_CMD_DIFF_H

#include "cli.h"

enum exit_code pps_cmd_diff(struct call *call);

#endif
