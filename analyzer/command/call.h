/*
 * What every command gets, and the few things that all of them do: complain,
 * deliver an answer, end with one of five exit codes.
 */
#ifndef PP_COMMAND_CALL_H
#define PP_COMMAND_CALL_H

#include "portplan/assumptions.h"

#include "base/nearest.h"
#include "command/words/options.h"
#include "io.h"
#include "print/style.h"

/*
 * When several apply, the first of this order wins:
 *   2  no answer can be trusted
 *   3  there was nothing to answer from
 *   4  the answer rests on input that was not all understood (--strict)
 *   1  the answer is no
 */
enum exit_code {
    EXIT_YES = 0,
    EXIT_NO = 1,
    EXIT_TROUBLE = 2, /* usage, a file, memory */
    EXIT_NOTHING = 3, /* nothing was recognised */
    EXIT_STRICT = 4,
};

struct call {
    struct arguments arguments;
    const char *const *words; /* behind the name of the command */
    size_t word_count;
    size_t capture_count;  /* of the last words, which are captures whatever
                            * they look like */
    bool takes_several;    /* machines may be mixed in a folder */
    bool is_typed;         /* by somebody who may leave out the command */
    bool is_piped;         /* standard input is no terminal */
    bool is_verbatim;      /* the text is a capture, and stays as it is */
    size_t columns;        /* longer lines of text are broken; 0: none is */
    struct pp_style style; /* of the answer */
    struct pp_style error_style; /* of what goes to standard error */
    struct pps_io *io;
};

/* The value of an option; NULL where it was not given. */
const char *pps_call_value(const struct call *call, enum option_id id);
bool pps_call_has(const struct call *call, enum option_id id);

/* The next value of an option that may be repeated; NULL behind the last.
 * `*at` is 0 before the first. */
const char *
pps_call_next(const struct call *call, enum option_id id, size_t *at);

/* Complains about a status of the library; EXIT_TROUBLE. */
enum exit_code pps_call_fail(const struct call *call, enum pp_status status);

/* Complains that `value` is not what the option takes; false. */
bool pps_call_complain_value(const struct call *call,
                             enum option_id id,
                             const char *value,
                             const char *expected);

/* Complains that no name is `value`: names the nearest one, or all of them;
 * false. */
bool pps_call_complain_name(const struct call *call,
                            enum option_id id,
                            const char *value,
                            pp_name_fn name_at);

/* Opens the document; false after a complaint. */
bool pps_call_open(const struct call *call);

/* Closes it, without a file after EXIT_TROUBLE; `code`, or EXIT_TROUBLE where
 * it could not be written whole. It is not a failure that a reader went away.
 */
enum exit_code pps_call_close(const struct call *call, enum exit_code code);

/* An empty buffer for an answer. */
struct pp_buf pps_call_report(void);

/* Writes a whole answer and closes; frees the buffer. */
enum exit_code
pps_call_deliver(struct call *call, struct pp_buf *answer, enum exit_code code);

/* The value of an option that takes a whole number; false after a
 * complaint. Leaves `ret_value` alone where the option was not given. */
bool pps_call_number(const struct call *call,
                     enum option_id id,
                     uint64_t least,
                     uint64_t most,
                     uint64_t *ret_value);

/* The same for a number that fits. */
bool pps_call_u32(const struct call *call,
                  enum option_id id,
                  uint32_t most,
                  uint32_t *ret_value);

/* --seed and --runs, which are 1 and `*ret_runs` where they are not given. */
bool pps_call_chance(const struct call *call,
                     uint32_t most_runs,
                     uint64_t *ret_seed,
                     uint32_t *ret_runs);

/* The same for a decimal number, `136.5`. */
bool pps_call_decimal(const struct call *call,
                      enum option_id id,
                      double least,
                      double most,
                      double *ret_value);

/* Whether the answer is to be written in this format. */
bool pps_call_is_format(const struct call *call, const char *name);

/* The assumptions of all --assume; false after a complaint. */
bool pps_call_assumptions(const struct call *call,
                          struct pp_assumptions *assumptions);

#endif
