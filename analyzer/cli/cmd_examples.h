/* `examples`: the built-in captures. */
#ifndef PP_CLI_CMD_EXAMPLES_H
#define PP_CLI_CMD_EXAMPLES_H

#include "cli.h"

enum exit_code pps_cmd_examples(struct call *call);

#endif
