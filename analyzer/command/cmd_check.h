/* `check`. */
#ifndef PP_COMMAND_CMD_CHECK_H
#define PP_COMMAND_CMD_CHECK_H

#include "portplan/port_list.h"

#include "call.h"
#include "session.h"

enum exit_code pps_cmd_check(struct call *call);

/* Whether these captures have an answer, be it about no port. */
bool pps_check_has_answer(const struct session *session,
                          const struct pp_port_list *ports);

/* What they answer about no port, with its cures: text. */
enum exit_code pps_check_cures(struct call *call,
                               const struct session *session);

/* The same of captures that are read, and of the ports that they name. */
enum exit_code pps_check_paste(struct call *call,
                               const struct session *session,
                               const struct pp_port_list *ports);

#endif
