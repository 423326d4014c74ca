/* Manual pages, made from the tables of commands and options. */
#ifndef PP_CLI_HELP_MANUAL_PAGE_H
#define PP_CLI_HELP_MANUAL_PAGE_H

#include "portplan/buf.h"

#include "cli/words/commands.h"

/* The page portplan(1). */
void add_program_page(struct pp_buf *buf);
/* The page portplan-COMMAND(1): the text of `help COMMAND`. */
void add_command_page(struct pp_buf *buf, const struct command *command);

#endif
