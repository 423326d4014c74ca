/* The commands of Windows that add and delete administered exclusions. */
#ifndef PP_PRINT_EXCLUSION_COMMAND_H
#define PP_PRINT_EXCLUSION_COMMAND_H

#include "portplan/buf.h"
#include "portplan/fact.h"

/* Appends `netsh int ipv4 VERB excludedportrange ...`; the verb is "add" or
 * "delete". */
void pp_add_exclusion_command(struct pp_buf *text,
                              const char *verb,
                              enum pp_protocol protocol,
                              struct pp_range range);

#endif
