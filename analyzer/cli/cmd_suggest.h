/* `suggest`: which ports to choose. */
#ifndef PP_CLI_CMD_SUGGEST_H
#define PP_CLI_CMD_SUGGEST_H

#include "cli.h"

enum exit_code pps_cmd_suggest(struct call *call);

#endif
