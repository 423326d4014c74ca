/*
 * Where the answer goes: standard output, or a file that is written whole or
 * not at all.
 */
#ifndef PP_CLI_OUTPUT_H
#define PP_CLI_OUTPUT_H

#include <stdio.h>

#include "portplan/sv.h"

struct output {
    const char *path; /* as given; NULL: standard output */
    FILE *file;
    char *temporary; /* NULL: written directly (standard output, a device) */
    char *target;
    bool is_failed;   /* a write failed; `error_number` says why */
    bool is_unwanted; /* the reader of the pipe has gone: no message */
    int error_number;
};

/* Opens; `path` NULL or "-" is standard output. PP_ERR_IO: errno. */
enum pp_status output_open(struct output *output,
                           const char *path) PP_MUST_CHECK;

/* PP_ERR_IO after the first failure, which output_close reports. */
enum pp_status output_write(struct output *output,
                            struct pp_sv bytes) PP_MUST_CHECK;

/* Flushes, and puts the file in its place. After a failure nothing is left
 * behind; the status is PP_OK where the reader of a pipe went away. */
enum pp_status output_close(struct output *output) PP_MUST_CHECK;

/* Gives up: nothing is left behind. Takes a closed output. */
void output_abandon(struct output *output);

#endif
