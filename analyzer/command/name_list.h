/* Lists of names. */
#ifndef PP_COMMAND_NAME_LIST_H
#define PP_COMMAND_NAME_LIST_H

#include "portplan/base.h"

/* Names of the entries of a directory, sorted by their bytes, without those
 * that begin with a dot. */
struct pps_names {
    char **items; /* NUL-terminated */
    size_t count;
    size_t capacity;
};

/* pp_free that keeps errno for the message about what failed.
 */
void pps_free_keep_errno(void *memory);

/* A copy by pp_calloc; NULL without memory. */
char *pps_copy_text(const char *text);

/* Takes `name`, allocated by pp_calloc, also on failure; NULL is a failed
 * allocation. PP_ERR_LIMIT: there are too many. */
enum pp_status pps_names_add(struct pps_names *names, char *name) PP_MUST_CHECK;
void pps_names_sort(struct pps_names *names);
void pps_names_done(struct pps_names *names);

#endif
