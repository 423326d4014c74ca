/* Completions of the shells, made from the tables of commands and options. */
#ifndef PP_CLI_HELP_COMPLETIONS_H
#define PP_CLI_HELP_COMPLETIONS_H

#include "portplan/buf.h"

void add_bash_completion(struct pp_buf *buf);
void add_zsh_completion(struct pp_buf *buf);
void add_fish_completion(struct pp_buf *buf);

#endif
