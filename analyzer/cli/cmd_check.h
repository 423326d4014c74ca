/* `check`: can these ports be bound. */
#ifndef PP_CLI_CMD_CHECK_H
#define PP_CLI_CMD_CHECK_H

#include "cli.h"

enum exit_code cmd_check(struct cli *cli);

#endif
