/* `suggest`: which ports to choose. */
#ifndef PP_CLI_CMD_SUGGEST_H
#define PP_CLI_CMD_SUGGEST_H

#include "cli.h"

enum exit_code cmd_suggest(struct cli *cli);

#endif
