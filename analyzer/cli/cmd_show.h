/* `show`: what the captures say. */
#ifndef PP_CLI_CMD_SHOW_H
#define PP_CLI_CMD_SHOW_H

#include "cli.h"

enum exit_code pps_cmd_show(struct call *call);

#endif
