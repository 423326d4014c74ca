/* `verify`: does the machine satisfy a policy. */
#ifndef PP_CLI_CMD_VERIFY_H
#define PP_CLI_CMD_VERIFY_H

#include "cli.h"

enum exit_code cmd_verify(struct cli *cli);

#endif
