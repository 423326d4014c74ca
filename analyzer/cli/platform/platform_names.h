/* Lists of names, as the implementations of platform.h make them. */
#ifndef PP_CLI_PLATFORM_PLATFORM_NAMES_H
#define PP_CLI_PLATFORM_PLATFORM_NAMES_H

#include "portplan/base.h"

/* Names of the entries of a directory, sorted by their bytes, without those
 * that begin with a dot. */
struct platform_names {
    char **items; /* NUL-terminated */
    size_t count;
    size_t capacity;
};

/* pp_free that keeps errno for the message about what failed.
 */
void platform_free(void *memory);

/* A copy by pp_calloc; NULL without memory. */
char *platform_copy_text(const char *text);

/* Takes `name`, allocated by pp_calloc, also on failure; NULL is a failed
 * allocation. PP_ERR_LIMIT: there are too many. */
enum pp_status platform_names_add(struct platform_names *names,
                                  char *name) PP_MUST_CHECK;
void platform_names_sort(struct platform_names *names);
void platform_names_done(struct platform_names *names);

#endif
