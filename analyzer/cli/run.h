/* Runs the command that the first word of a call names. */
#ifndef PP_CLI_RUN_H
#define PP_CLI_RUN_H

#include "cli.h"

/* The arguments, the styles and the surroundings are set; --help and --version
 * are answered here. */
enum exit_code pps_run(struct call *call);

#endif
