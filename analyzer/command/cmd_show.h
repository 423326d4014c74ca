/* `show`: what the captures say. */
#ifndef PP_COMMAND_CMD_SHOW_H
#define PP_COMMAND_CMD_SHOW_H

#include "call.h"

enum exit_code pps_cmd_show(struct call *call);

#endif
