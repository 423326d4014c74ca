/* `explain`: the registry of diagnostics. */
#ifndef PP_CLI_CMD_EXPLAIN_H
#define PP_CLI_CMD_EXPLAIN_H

#include "cli.h"

enum exit_code pps_cmd_explain(struct call *call);

#endif
