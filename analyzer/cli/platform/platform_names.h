/* What the implementations of platform.h share: lists of names. */
#ifndef PP_CLI_PLATFORM_PLATFORM_NAMES_H
#define PP_CLI_PLATFORM_PLATFORM_NAMES_H

#include "platform.h"

/* A copy by pp_calloc; NULL without memory. */
char *platform_copy_text(const char *text);

/* Takes `name`, allocated by pp_calloc, also on failure; NULL is a failed
 * allocation. PP_ERR_LIMIT: there are too many. */
enum pp_status platform_names_add(struct platform_names *names,
                                  char *name) PP_MUST_CHECK;
void platform_names_sort(struct platform_names *names);

#endif
