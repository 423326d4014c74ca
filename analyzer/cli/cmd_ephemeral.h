/* `ephemeral`: which ports outgoing connections take. */
#ifndef PP_CLI_CMD_EPHEMERAL_H
#define PP_CLI_CMD_EPHEMERAL_H

#include "cli.h"

enum exit_code pps_cmd_ephemeral(struct call *call);

#endif
