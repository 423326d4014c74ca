/* `show`. */
#ifndef PP_COMMAND_CMD_SHOW_H
#define PP_COMMAND_CMD_SHOW_H

#include "call.h"
#include "session.h"

enum exit_code pps_cmd_show(struct call *call);

/* The same of captures that are read, in a format that is no stream. */
enum exit_code pps_show_paste(struct call *call, const struct session *session);

#endif
