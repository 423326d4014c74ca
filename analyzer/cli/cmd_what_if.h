/* `what-if`: steps played on a captured machine. */
#ifndef PP_CLI_CMD_WHAT_IF_H
#define PP_CLI_CMD_WHAT_IF_H

#include "cli.h"

enum exit_code cmd_what_if(struct cli *cli);

#endif
