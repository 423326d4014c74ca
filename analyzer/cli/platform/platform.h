/*
 * What the C library cannot do and each system does in its own way.
 * platform_posix.c implements it, or platform*_windows.c. All paths and names
 * are UTF-8 on Windows, and bytes as they are elsewhere.
 */
#ifndef PP_CLI_PLATFORM_PLATFORM_H
#define PP_CLI_PLATFORM_PLATFORM_H

#include <stdio.h>

#include "portplan/sv.h"

#include "command/io.h"

enum platform_stream {
    PLATFORM_STDIN = 0,
    PLATFORM_STDOUT,
    PLATFORM_STDERR,
};

/* Before anything else: output is bytes (no CR LF), writing into a pipe that
 * nobody reads is an error and not the end of the process, and where Ctrl-C
 * or its like ends it, a file of platform_create_beside goes with it. */
void platform_start(void);

bool platform_is_terminal(enum platform_stream stream);

/* Columns of the terminal behind the stream; 0 if it is not one. */
unsigned platform_terminal_width(enum platform_stream stream);

/* Whether the system, by its locale, shows UTF-8. */
bool platform_shows_utf8(void);

/* PPS_FILE_NONE: errno says why. */
enum pps_file_kind platform_file_kind(const char *path);

/* Whether a name may follow this character of a path as it stands. */
bool platform_is_separator(char c);

/* fopen, for a path as it came from the command line. NULL: see errno. */
FILE *platform_open(const char *path, const char *mode);

/* PP_ERR_IO: errno says why. */
enum pp_status platform_list(const char *directory,
                             struct pps_names *ret_names) PP_MUST_CHECK;

/*
 * A new file beside `path`, to become it later: opened for writing, with the
 * rights that `path` has or would get. The path of the new file is allocated
 * with pp_calloc. A symbolic link is followed: the file behind it is the one
 * to replace, and *ret_target its path, allocated likewise.
 */
enum pp_status platform_create_beside(const char *path,
                                      FILE **ret_file,
                                      char **ret_temporary,
                                      char **ret_target) PP_MUST_CHECK;

/* Puts the file in the place of the target, in one step. One file at a time
 * is between these two. */
enum pp_status platform_replace(const char *temporary,
                                const char *target) PP_MUST_CHECK;

void platform_remove(const char *path);

/* Calls job(context, 0) to job(context, count - 1), each in a thread of its
 * own where the system gives one, and returns when all have ended. */
void platform_run_jobs(unsigned count,
                       void (*job)(void *context, unsigned index),
                       void *context);

/* The day by the system's clock, in UTC, as a number: 20270331. */
uint32_t platform_today(void);

/* After a failed write: whether the reader of a pipe has gone away. */
bool platform_is_broken_pipe(int error_number);

#endif
