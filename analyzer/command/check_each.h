/* `check --each`: the same ports on many machines. */
#ifndef PP_COMMAND_CHECK_EACH_H
#define PP_COMMAND_CHECK_EACH_H

#include "portplan/check.h"

#include "call.h"
#include "port_words.h"

/* A table, a line for each machine and run of ports that share the answer; as
 * JSON the document of every machine. Without ports each machine is asked about
 * those that its captures name. EXIT_TROUBLE where one could not be asked; the
 * others are answered. */
enum exit_code pps_check_each(struct call *call,
                              const struct port_words *question,
                              const struct pp_check_options *options);

#endif
