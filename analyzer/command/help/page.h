/*
 * Help, manual pages and completions: each a row of templates, filled from the
 * tables of commands, options and topics.
 */
#ifndef PP_COMMAND_HELP_PAGE_H
#define PP_COMMAND_HELP_PAGE_H

#include "command/words/commands.h"

/* Appends the page of the command (NULL: of the program) in that format. False
 * if that format has none: a completion script covers all commands. */
bool pps_page_add(struct pp_buf *buf,
                  const char *format,
                  const struct command *command);

#endif
