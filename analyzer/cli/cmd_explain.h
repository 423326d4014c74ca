/* `explain`: the registry of diagnostics. */
#ifndef PP_CLI_CMD_EXPLAIN_H
#define PP_CLI_CMD_EXPLAIN_H

#include "cli.h"

enum exit_code cmd_explain(struct cli *cli);

#endif
