/*
 * Which machines a command line names, where it may name many: files together
 * are one, each entry of a directory is one (a file, or a directory of its
 * files), and each --host is one.
 */
#ifndef PP_CLI_MACHINES_H
#define PP_CLI_MACHINES_H

#include "cli.h"
#include "cli/platform/platform.h"

/* A machine by its captures, as words for session_open_words. */
struct machine_words {
    const char *const *words;
    size_t count;
    bool is_found; /* an entry of a directory: nobody named it by itself */
};

struct machines {
    const char **files; /* words that are no directories */
    size_t file_count;
    struct platform_names entries; /* paths, of all directories */
    const char **hosts;            /* values of --host */
    size_t host_count;
};

/* Adds the paths of a directory's files and directories, in order; false after
 * a complaint. */
bool machines_add_entries(struct platform_names *entries,
                          const char *directory);

/* Looks at the words and options and lists directories; false after a
 * complaint, and machines_done is still due. Words are borrowed. */
bool machines_find(const struct cli *cli, struct machines *ret_machines);
void machines_done(struct machines *machines);

/* Whether standard input is among them, which can be read only once. */
bool machines_have_stdin(const struct machines *machines);

size_t machines_count(const struct machines *machines);
/* Borrowed until machines_done. */
struct machine_words machines_at(const struct machines *machines, size_t index);

#endif
