/*
 * Which machines a command line names, where it may name many: files together
 * are one, each entry of a directory is one (a file, or a directory of its
 * files), and each --host is one.
 */
#ifndef PP_COMMAND_MACHINES_H
#define PP_COMMAND_MACHINES_H

#include "call.h"

/* A machine by its captures, as words for session_open_words. */
struct machine_words {
    const char *const *words;
    size_t count;
    bool is_unread; /* left out: it was complained about */
};

struct machines {
    struct machine_words *items; /* those of --host first, the files last */
    size_t count;
    size_t host_count;
    bool has_stdin;     /* which can be read only once */
    const char **words; /* values of --host, then words that are no directory */
    struct pps_names entries; /* paths, of all directories */
};

/* Adds the paths of a directory's files and directories, in order; false after
 * a complaint. */
bool pps_machines_add_entries(const struct call *call,
                              struct pps_names *entries,
                              const char *directory);

/* Looks at the words and options and lists directories; false after a
 * complaint, and machines_done is still due. Words are borrowed. */
bool pps_machines_find(const struct call *call, struct machines *ret_machines);
void pps_machines_done(struct machines *machines);

#endif
