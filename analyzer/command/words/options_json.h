/* Options and words as a JSON object, in place of a command line. */
#ifndef PP_COMMAND_WORDS_OPTIONS_JSON_H
#define PP_COMMAND_WORDS_OPTIONS_JSON_H

#include "base/arena.h"
#include "options.h"

/*
 * Reads {"runs": 100, "all": true, "kb": ["KB1", "KB2"], "arguments": ["8080"]}
 * after `command`, the first word. Strings live in the arena. There is room for
 * `more` further words and options. The message is that of pps_arguments_parse;
 * pps_arguments_done in any case.
 */
enum pp_status
pps_arguments_from_json(struct arguments *ret_arguments,
                        struct pp_sv json,
                        size_t more,
                        struct pp_arena *arena,
                        struct pp_buf *reterr_message) PP_MUST_CHECK;

#endif
