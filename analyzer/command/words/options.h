/*
 * The words of a command line: options by the table options.def, everything
 * else in its order. Knows no command but for the bits of the table.
 */
#ifndef PP_COMMAND_WORDS_OPTIONS_H
#define PP_COMMAND_WORDS_OPTIONS_H

#include "portplan/buf.h"

/* Which commands take an option. */
enum command_bit {
    FOR_SHOW = 1 << 0,
    FOR_CHECK = 1 << 1,
    FOR_WHAT_IF = 1 << 2,
    FOR_EXAMPLES = 1 << 3,
    FOR_EXPLAIN = 1 << 4,
    FOR_HELP = 1 << 5,
    FOR_COMMON = 1 << 6, /* accepted by FOR_READERS, listed by the named */
    FOR_EPHEMERAL = 1 << 7,
    FOR_FORECAST = 1 << 8,
    FOR_SUGGEST = 1 << 9,
    FOR_REDACT = 1 << 10,
    FOR_DIFF = 1 << 11,
    FOR_VERIFY = 1 << 12,
    FOR_FIX = 1 << 13,
    FOR_READERS = FOR_SHOW | FOR_CHECK | FOR_WHAT_IF | FOR_EPHEMERAL |
                  FOR_FORECAST | FOR_SUGGEST | FOR_DIFF | FOR_VERIFY | FOR_FIX,
    FOR_ALL = FOR_READERS | FOR_REDACT | FOR_EXAMPLES | FOR_EXPLAIN | FOR_HELP,
};

enum option_id {
#define PP_OPTION(name, id, argument, commands, help) OPTION_##id,
#include "options.def"
    OPTION_COUNT
};

/* A row of the table. option_help and option_argument give what one command
 * says of the option and takes. */
struct option {
    const char *name;
    const char *argument; /* NULL: takes none; else of all commands */
    unsigned commands;    /* bits of enum command_bit */
    const char *help;
};

/* The rows, in the order in which help lists them. */
const struct option *pps_option_table(void);

/* The option of that name; OPTION_COUNT after a message as for
 * pps_arguments_parse. */
enum option_id pps_option_named(struct pp_sv name,
                                struct pp_buf *reterr_message);

/* What a command, given by its bit, says of the option, and its argument (NULL:
 * none; `a|b`: one of these words; else a name for it). */
const char *pps_option_help(enum option_id id, unsigned command);
const char *pps_option_argument(enum option_id id, unsigned command);

/* Whether a command, given by its bit, accepts the option. */
bool pps_option_is_for(enum option_id id, unsigned command);

struct option_use {
    enum option_id id;
    const char *value; /* "" for an option without an argument */
};

/* A command line taken apart; the strings are borrowed from argv. */
struct arguments {
    const char *values[OPTION_COUNT]; /* the last of each; NULL: not given */
    struct option_use *uses;          /* all of them in order */
    size_t use_count;
    const char **words;
    size_t word_count;
};

/*
 * Takes argv apart, without argv[0]. PP_ERR_INVALID for an unknown option, a
 * missing or a wrong value: then `reterr_message` holds one line without an
 * end of line.
 */
enum pp_status pps_arguments_parse(int argc,
                                   char *const *argv,
                                   struct arguments *ret_arguments,
                                   struct pp_buf *reterr_message) PP_MUST_CHECK;
/* Empty ones with room for `count` options and as many words. Takes a failure
 * to pps_arguments_done as well. */
enum pp_status pps_arguments_init(struct arguments *arguments,
                                  size_t count) PP_MUST_CHECK;

/* One more option; `value` NULL: none was given. The message as for
 * pps_arguments_parse. */
enum pp_status pps_arguments_take(struct arguments *arguments,
                                  enum option_id id,
                                  const char *value,
                                  struct pp_buf *reterr_message) PP_MUST_CHECK;
void pps_arguments_done(struct arguments *arguments);

/* Whether `value` is one of the words of `choices` ("a|b|c"). */
bool pps_is_choice(const char *choices, const char *value);

/* Appends `choices` for reading: "a, b or c". */
void pps_add_choices(struct pp_buf *buf, const char *choices);

#endif
