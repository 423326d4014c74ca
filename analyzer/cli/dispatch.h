/* Which function answers which command. */
#ifndef PP_CLI_DISPATCH_H
#define PP_CLI_DISPATCH_H

#include "cli.h"
#include "cli/words/commands.h"

enum exit_code dispatch(const struct command *command, struct cli *cli);

#endif
