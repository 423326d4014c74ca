/* `verify`: does the machine satisfy a policy. */
#ifndef PP_CLI_CMD_VERIFY_H
#define PP_CLI_CMD_VERIFY_H

#include "cli.h"

enum exit_code pps_cmd_verify(struct call *call);

#endif
