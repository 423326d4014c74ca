/* Runs the command that the first word of a call names. */
#ifndef PP_COMMAND_RUN_H
#define PP_COMMAND_RUN_H

#include "call.h"

/* The arguments, the styles and the surroundings are set; --help and --version
 * are answered here. */
enum exit_code pps_run(struct call *call);

#endif
