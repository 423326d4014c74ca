/*
 * One door for bindings: a command of the program, its options as JSON, the
 * captures as bytes; back come the document, the messages and the exit code of
 * `portplan COMMAND`, byte for byte.
 *
 * Reads no file, no clock, no locale and no environment, writes to no stream,
 * starts no thread and keeps no state: several threads may ask at once.
 */
#ifndef PORTPLANSIM_ANSWER_H
#define PORTPLANSIM_ANSWER_H

#include "portplan/base.h"

PP_BEGIN_DECLS

/* A text or file in memory. The name is NUL-terminated UTF-8, and what answers
 * call it: "dump.txt". It is not empty, not "-", and does not begin with @. */
struct pp_named_bytes {
    const char *name;
    const char *bytes; /* NULL for none, if `size` is 0 */
    size_t size;       /* in bytes */
};

/* Everything is borrowed, and not changed, until pp_answer returns. */
struct pp_question {
    const char *command; /* "check", "fix", ...; NUL-terminated */

    /*
     * A JSON object, NUL-terminated; NULL for none. A member is an option of
     * the command by its long name: {"as": "container", "runs": 100}. The value
     * is a string or a number; true or false for an option that takes none; an
     * array where the option is given more than once. "arguments" is an array
     * of the words that are not captures given here: ports, steps, a policy,
     * "@hyper-v".
     *
     * "format" is "json" where it is not given and the command has it.
     * "output" and "write-baseline" are refused, since they name files to
     * write; `verify` needs "today" ("2027-03-31").
     */
    const char *options;

    /* The captures of the command, in order. A registry hive is refused. */
    const struct pp_named_bytes *captures;
    size_t capture_count;

    /* What options and arguments name ("script", "baseline", "host", the policy
     * of `verify`) and what a policy reads, by its path from the policy on. */
    const struct pp_named_bytes *files;
    size_t file_count;
};

/* NUL-terminated behind `..._size` bytes; NULL for none. */
struct pp_answer {
    char *document; /* what the program writes to standard output */
    size_t document_size;
    char *messages; /* what it writes to standard error: UTF-8 lines */
    size_t messages_size;
    int exit_code; /* 0 yes, 1 no, 2 no answer, 3 nothing recognised, 4
                    * --strict; the first of 2, 3, 4, 1 */
};

/*
 * Answers; what is wrong with the question, such as options that are no JSON,
 * is a message and the exit code 2. The caller frees *ret_answer with
 * pp_answer_done. PP_ERR_NOMEM; PP_ERR_INVALID where a pointer is NULL that may
 * not be: then nothing is written.
 */
PP_API enum pp_status pp_answer(const struct pp_question *question,
                                struct pp_answer *ret_answer) PP_MUST_CHECK;

/* Frees what pp_answer gave; takes a zeroed one. */
PP_API void pp_answer_done(struct pp_answer *answer);

PP_END_DECLS

#endif
