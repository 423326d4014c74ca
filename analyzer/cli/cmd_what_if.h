/* `what-if`: steps played on a captured machine. */
#ifndef PP_CLI_CMD_WHAT_IF_H
#define PP_CLI_CMD_WHAT_IF_H

#include "cli.h"

enum exit_code pps_cmd_what_if(struct call *call);

#endif
